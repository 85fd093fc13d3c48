//! `long-sentence`: more words than a reader holds at once.

use std::ops::Range;

use crate::analysis::Paper;
use crate::analysis::lengths::words_at_once;
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Severity};
use crate::rules::{SentenceCheck, Words};

/// Two thresholds, in words, and the words by which it is known how tangled a sentence is.
#[derive(serde::Deserialize)]
pub struct LongSentence {
    warning: u32,
    advice: u32,
    /// Words that open a clause inside of another.
    clauses: Words,
    /// Words that are a verb wherever they stand.
    verbs: Words,
    /// Words that say what a symbol means.
    defines: Words,
}

impl SentenceCheck for LongSentence {
    fn check(&self, sentence: SentenceRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        if sentence.words() <= self.advice {
            return;
        }
        let words = words_at_once(sentence, &|word: &str| self.defines.contains(word));
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
        let before = splits.first().map_or("", |split| sentence.opening(split.start, OPENING));
        out.at(sentence.range(), severity)
            .variant(variant)
            .value("words", words)
            .value("before", before)
            .cost(words + self.tangle(sentence))
            .also(splits, "split");
    }
}

/// What a clause or a bracket inside of a sentence costs its reader, in words. It decides only which of many sentences is shown first.
const NESTED: u32 = 3;

impl LongSentence {
    /// How tangled a sentence is, in words that it might as well be longer: its clauses, its brackets, and the words before its verb.
    fn tangle(&self, sentence: SentenceRef<'_>) -> u32 {
        let tokens = sentence.tokens();
        let text = |token: &Token| sentence.document.token_text(*token);
        let clauses = tokens.iter().filter(|token| self.clauses.contains(text(token))).count();
        let brackets = tokens.iter().filter(|token| token.is(b'(') || token.is(b'[')).count();
        let subject = tokens.iter().take_while(|token| !self.verbs.contains(text(token)));
        let before_verb = subject.filter(|token| token.is_word()).count();
        NESTED * (clauses + brackets) as u32 + before_verb as u32
    }
}

/// Tokens that say in words where a sentence could be split.
const OPENING: usize = 3;

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
        Kind::Mark(b';') => true,
        // What follows a colon is a list more often than a clause.
        Kind::Mark(b':') => matches!(word, "we" | "it" | "they" | "this" | "these" | "there"),
        Kind::Symbol => text(at - 1) == "—" && is_subject(word),
        // `and that` goes on with what somebody says.
        Kind::Mark(b',') => {
            (goes_on && (word == "so" || text(at + 1) != "that") && is_subject(text(at + 1)))
                || opens_dependent_clause(word)
        }
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
