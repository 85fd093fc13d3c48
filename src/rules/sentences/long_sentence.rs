//! `long-sentence`: more words than a reader holds at once.

use std::ops::Range;

use crate::analysis::Paper;
use crate::analysis::lengths::{AtOnce, held_at_once};
use crate::document::{BlockRef, Kind, SentenceRef, Token};
use crate::english::{CLAUSE_LINKS, DEPENDENT_LINKS, PRONOUN_SUBJECTS, SUBJECTS};
use crate::findings::{Report, Severity};
use crate::rules::{ParagraphCheck, Words};

/// From how many words on a sentence is too long, or too long among others that are long, and the words by which it is known how tangled it is.
#[derive(serde::Deserialize)]
pub struct LongSentence {
    warning: u32,
    advice: u32,
    /// From how many words on a sentence is one of the long ones of its paragraph.
    long: u32,
    /// The fewest long sentences of a paragraph that are worth a word.
    several: u32,
    /// The least share of its sentences that they are, in percent.
    share: u32,
    /// Words that open a clause inside of another.
    clauses: Words,
    /// Words that are a verb wherever they stand.
    verbs: Words,
    /// Words that say what a symbol means.
    defines: Words,
}

impl ParagraphCheck for LongSentence {
    fn check(&self, paragraph: BlockRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        let least = self.long.min(self.warning);
        let (mut long, mut warnings) = (0, 0);
        let mut longest: Option<(SentenceRef<'_>, AtOnce)> = None;
        for sentence in paragraph.sentences().filter(|sentence| sentence.words() > least) {
            let held = held_at_once(sentence, &|word: &str| self.defines.contains(word));
            if held.words <= least || !paper.is_prose(sentence.token_range()) {
                continue;
            }
            long += u32::from(held.words > self.long);
            if held.words > self.warning {
                warnings += 1;
                self.warn(sentence, held, out);
            } else if longest.as_ref().is_none_or(|(_, longest)| held.words > longest.words) {
                longest = Some((sentence, held));
            }
        }
        let all = paragraph.sentences().len() as u32;
        let is_worth = |(_, held): &(SentenceRef<'_>, AtOnce)| held.words > self.advice && warnings == 0;
        let are_several = long >= self.several && long * 100 >= all * self.share;
        // Where one is too long, the author comes here anyway.
        let Some((sentence, held)) = longest.filter(|longest| are_several && is_worth(longest)) else {
            return;
        };
        let splits = splits(sentence, held.tokens);
        out.at(sentence.range(), Severity::Advice)
            .variant("several")
            .value("words", held.words)
            .value("long", long)
            .value("sentences", all)
            .value("limit", self.long)
            .also(splits, "split");
    }
}

/// What a clause or a bracket inside of a sentence costs its reader, in words. It decides only which of many sentences is shown first.
const NESTED: u32 = 3;

impl LongSentence {
    /// Reports a sentence, or the part of it that is too long.
    fn warn(&self, sentence: SentenceRef<'_>, held: AtOnce, out: &mut Report<'_>) {
        let tokens = &sentence.tokens()[held.tokens.clone()];
        let is_part = held.tokens.len() < sentence.tokens().len();
        let range = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) if is_part => first.start..last.end,
            _ => sentence.range(),
        };
        let cost = held.words + self.tangle(sentence, tokens);
        let splits = splits(sentence, held.tokens);
        let before = splits.first().map_or("", |split| sentence.opening(split.start, OPENING));
        let variant = match splits.first() {
            _ if is_part => "part",
            Some(_) => "marked",
            None => "plain",
        };
        out.at(range, Severity::Warning)
            .whole_sentence()
            .variant(variant)
            .value("words", held.words)
            .value("before", before)
            .cost(cost)
            .also(splits, "split");
    }

    /// Returns how tangled a text is, in words that it might as well be longer: its clauses, its brackets, and the words before its verb.
    fn tangle(&self, sentence: SentenceRef<'_>, tokens: &[Token]) -> u32 {
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

/// Returns words among some tokens of a sentence at which it could end and a new one begin.
fn splits(sentence: SentenceRef<'_>, part: Range<usize>) -> Vec<Range<u32>> {
    let tokens = &sentence.tokens()[part];
    let total = tokens.iter().filter(|token| token.is_word()).count();
    let mut places = Vec::new();
    let (mut before, mut last) = (0, 0);
    let mut depth = 0_i32;
    let text = |at: usize| tokens.get(at).map_or("", |&token| sentence.document.token_text(token));
    // Several participles after commas are a list: `reading texts, writing notes, and drinking tea`.
    let participles =
        (1..tokens.len()).filter(|&at| tokens[at - 1].is(b',') && is_participle(text(at))).count();
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
        let is_listed = participles > 1 && is_participle(text(at));
        if at > 0
            && depth == 0
            && is_far
            && !is_listed
            && opens_clause(sentence, tokens, at)
            && places.len() < SHOWN
        {
            places.push(token.start..token.end);
            last = before;
        }
        before += 1;
    }
    places
}

/// Returns whether a clause of its own opens at token `at`.
fn opens_clause(sentence: SentenceRef<'_>, tokens: &[Token], at: usize) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |&token| sentence.document.token_text(token));
    let before = tokens[at - 1].kind;
    // After a word only a short one can open a clause: most places are ruled out without a look at the text.
    if tokens[at].end - tokens[at].start > 3 && !matches!(before, Kind::Mark(_) | Kind::Symbol) {
        return false;
    }
    let word = text(at);
    let goes_on = CLAUSE_LINKS.contains(&word);
    match before {
        Kind::Mark(b';') => true,
        // What follows a colon is a list more often than a clause.
        Kind::Mark(b':') => PRONOUN_SUBJECTS.contains(&word),
        Kind::Symbol => text(at - 1) == "—" && is_subject(word),
        // `and that` goes on with what somebody says.
        Kind::Mark(b',') => {
            (goes_on && (word == "so" || text(at + 1) != "that") && is_subject(text(at + 1)))
                || opens_dependent_clause(word)
        }
        _ => goes_on && PRONOUN_SUBJECTS.contains(&text(at + 1)),
    }
}

/// Returns whether a word that follows a comma opens a clause that could be a sentence: `which`, `because`, `showing`.
fn opens_dependent_clause(word: &str) -> bool {
    is_participle(word) || DEPENDENT_LINKS.contains(&word)
}

/// Returns whether a word may be a participle that opens a clause.
fn is_participle(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing") && !matches!(word, "including" | "during")
}

/// Returns whether a word often is, or begins, the subject of a clause.
fn is_subject(word: &str) -> bool {
    SUBJECTS.contains(&word)
}
