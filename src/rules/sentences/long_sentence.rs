//! `long-sentence`: more words than a reader holds at once.

use std::ops::Range;

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Severity};
use crate::rules::{SentenceCheck, SettingError, Settings};

/// Two thresholds, in words.
pub struct LongSentence {
    warning: u32,
    advice: u32,
}

impl LongSentence {
    /// The rule with its settings.
    ///
    /// # Errors
    /// When a threshold is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self { warning: settings.get("warning")?, advice: settings.get("advice")? })
    }
}

impl SentenceCheck for LongSentence {
    fn check(&self, sentence: SentenceRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        if sentence.words() <= self.advice {
            return;
        }
        let words = longest_item(sentence);
        let severity = match words {
            _ if words > self.warning => Severity::Warning,
            _ if words > self.advice => Severity::Advice,
            _ => return,
        };
        if !paper.is_prose(sentence.token_range()) {
            return;
        }
        let splits = splits(sentence);
        let variant = if splits.is_empty() { "plain" } else { "marked" };
        out.at(sentence.range(), severity).variant(variant).value("words", words).also(splits, "split");
    }
}

/// The words of the longest part of a sentence that enumerates `(i) … (ii) …` or `…; …; …; …`; of the whole where it does not.
fn longest_item(sentence: SentenceRef<'_>) -> u32 {
    let tokens = sentence.tokens();
    let numbered: Vec<usize> =
        (0..tokens.len()).filter(|&at| enumerator(sentence, tokens, at).is_some()).collect();
    let first = numbered.first().and_then(|&at| enumerator(sentence, tokens, at));
    let is_numbered =
        numbered.len() >= 2 && first.is_some_and(|first| matches!(first, "i" | "a" | "A" | "I" | "1"));
    let parts = if is_numbered { numbered } else { semicolons(tokens) };
    if !is_numbered && parts.len() < LIST_SEMICOLONS {
        return sentence.words();
    }
    let mut start = 0;
    let mut longest = 0;
    for end in parts.into_iter().chain([tokens.len()]) {
        let words = tokens[start..end].iter().filter(|token| token.is_word()).count() as u32;
        longest = longest.max(words);
        start = end;
    }
    longest
}

/// Semicolons that make a sentence a list; one or two join clauses.
const LIST_SEMICOLONS: usize = 3;

/// The semicolons that stand in no bracket.
fn semicolons(tokens: &[Token]) -> Vec<usize> {
    let mut depth = 0_i32;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark(b'(' | b'[') => depth += 1,
            Kind::Mark(b')' | b']') => depth -= 1,
            Kind::Mark(b';') if depth == 0 => found.push(at),
            _ => {}
        }
    }
    found
}

/// The word of an enumeration's mark that ends at token `at`: the `ii` of `(ii)` or of `ii)`.
fn enumerator<'s>(sentence: SentenceRef<'s>, tokens: &[Token], at: usize) -> Option<&'s str> {
    if at == 0 || !tokens[at].is(b')') || !matches!(tokens[at - 1].kind, Kind::Word | Kind::Number) {
        return None;
    }
    let word = sentence.document.token_text(tokens[at - 1]);
    let is_roman =
        word.len() <= 4 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'));
    let is_single = word.len() == 1;
    let stands_apart = at == 1 || tokens[at - 2].is(b'(') || tokens[at - 2].end < tokens[at - 1].start;
    ((is_roman || is_single) && stands_apart).then_some(word)
}

/// The fewest words on both sides of a place to split at.
const SIDE: usize = 8;

/// The most places to split at that are shown.
const SHOWN: usize = 3;

/// Words at which a sentence could end and a new one begin.
fn splits(sentence: SentenceRef<'_>) -> Vec<Range<u32>> {
    let tokens = sentence.tokens();
    let total = tokens.iter().filter(|token| token.is_word()).count();
    let mut places = Vec::new();
    let (mut before, mut last) = (0, 0);
    let mut depth = 0_i32;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark(b'(' | b'[') => depth += 1,
            Kind::Mark(b')' | b']') => depth -= 1,
            _ => {}
        }
        if !token.is_word() {
            continue;
        }
        let is_far = before >= last + SIDE && total - before >= SIDE;
        if at > 0 && depth == 0 && is_far && opens_clause(sentence, tokens, at) && places.len() < SHOWN {
            places.push(token.start..token.end);
            last = before;
        }
        before += 1;
    }
    places
}

/// Whether a clause of its own opens at token `at`.
fn opens_clause(sentence: SentenceRef<'_>, tokens: &[Token], at: usize) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |&token| sentence.document.token_text(token));
    let before = tokens[at - 1].kind;
    // After a word only a short one can open a clause: most places are ruled out without a look at the text.
    if tokens[at].end - tokens[at].start > 3 && !matches!(before, Kind::Mark(_) | Kind::Symbol) {
        return false;
    }
    let word = text(at);
    let goes_on = matches!(word, "and" | "but" | "so" | "or" | "yet" | "nor");
    match before {
        Kind::Mark(b';' | b':') => true,
        Kind::Symbol => text(at - 1) == "—" && is_subject(word),
        Kind::Mark(b',') => (goes_on && is_subject(text(at + 1))) || opens_dependent_clause(word),
        _ => goes_on && matches!(text(at + 1), "we" | "it" | "they" | "there" | "this" | "these"),
    }
}

/// Whether a word that follows a comma opens a clause that could be a sentence: `which`, `because`, `showing`.
fn opens_dependent_clause(word: &str) -> bool {
    let is_participle = word.len() > 5 && word.ends_with("ing") && word != "including" && word != "during";
    is_participle
        || matches!(
            word,
            "while" | "whereas" | "because" | "although" | "though" | "which" | "where" | "since"
        )
}

/// Whether a word often is, or begins, the subject of a clause.
fn is_subject(word: &str) -> bool {
    const SUBJECTS: &[&str] = &[
        "we", "it", "they", "he", "she", "I", "this", "these", "that", "those", "the", "there", "our", "its",
        "their", "each", "both", "no", "all",
    ];
    SUBJECTS.contains(&word)
}
