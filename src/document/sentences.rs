//! Sentence ends in scientific prose.
//!
//! What stands before a stop says how much evidence a new sentence needs (after `Fig.` nothing is enough, after `al.` a word that
//! opens sentences, after a plain word almost anything), and what stands after it says how much there is. The lists are
//! data (`data/en/abbreviations.txt` and the lists of words beside it); the code knows only the shapes. Boundaries fall
//! between tokens and never inside one.

mod after;
mod before;
mod labels;
mod lists;
#[cfg(test)]
mod tests;

use super::{Kind, Token};
use crate::markup::Placeholder;

/// A sentence's tokens, as found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentenceEnd {
    /// One past its last token.
    pub end: usize,
    /// Its tokens that are words.
    pub words: u32,
    /// Whether it has an opening bracket.
    pub has_bracket: bool,
}

/// Calls `found` with each sentence; the last ends at `tokens.len()`.
///
/// `tokens` are those of one block of `text`; a block without tokens has no sentence.
pub fn sentences(tokens: &[Token], text: &str, mut found: impl FnMut(SentenceEnd)) {
    let block = Block { tokens, text };
    let mut first = 0;
    while first < tokens.len() {
        let sentence = block.sentence(first);
        found(sentence);
        first = sentence.end;
    }
}

/// How much speaks for a new sentence; more is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// What follows can only go on: a comma, a sign between two terms.
    None,
    /// A word in lower case.
    Lower,
    /// A number, a placeholder, a sign, a label such as `(a)`.
    Figure,
    /// A word with a digit, which names a gene or numbers a sample: `IL-2`, `p53`, `AF302010`.
    Code,
    /// A word that starts with an upper case letter, or one of those that begin a sentence as they are.
    Capital,
    /// A word that opens sentences often and names hardly ever.
    Opener,
    /// Nothing follows.
    Certain,
}

/// The tokens of a block, with its text.
#[derive(Clone, Copy)]
struct Block<'t> {
    tokens: &'t [Token],
    text: &'t str,
}

impl<'t> Block<'t> {
    /// Returns the sentence whose first token is `first`.
    fn sentence(self, first: usize) -> SentenceEnd {
        let (mut words, mut has_bracket) = (0, false);
        let next_label = self.next_label(first);
        let mut at = first;
        while at < self.tokens.len() {
            if next_label.is_some() && at > first && self.label(at) == next_label && !self.is_listed(at) {
                return SentenceEnd { end: at, words, has_bracket };
            }
            words += u32::from(self.tokens[at].is_word());
            let end = match self.tokens[at].kind {
                Kind::Word | Kind::Number => None,
                Kind::Mark(b'.' | b'!' | b'?') => self.after_stop(at, first),
                Kind::Mark(mark) => {
                    has_bracket |= mark == b'(' || mark == b'[';
                    None
                }
                Kind::Symbol => self.after_symbol(at),
                Kind::Placeholder(Placeholder::DisplayMath) => self.after_display_math(at, first),
                Kind::Placeholder(_) => None,
            };
            at += 1;
            if let Some(end) = end {
                words += self.tokens[at..end].iter().filter(|token| token.is_word()).count() as u32;
                return SentenceEnd { end, words, has_bracket };
            }
        }
        SentenceEnd { end: at, words, has_bracket }
    }

    /// Returns where the sentence that begins at `first` ends, if the stop at `at` ends it.
    fn after_stop(self, at: usize, first: usize) -> Option<usize> {
        let is_dot = self.tokens[at].is(b'.');
        if is_dot && at > first && self.tokens[at - 1].is(b'.') {
            // What a row of dots means was settled at its first.
            return None;
        }
        let dots = if is_dot { self.dots(at) } else { 1 };
        if dots > 1 {
            return self.after_dots(at, dots, first);
        }
        let end = self.after_closers(at + 1);
        let mut needed = self.needed(at, first);
        if end > at + 1 || !is_dot {
            // A quotation or parenthesis that closes after its own stop stands inside a sentence that may go on.
            needed = needed.max(Evidence::Figure);
        }
        if !is_dot && at > first && self.touches(at) && lists::holds_mark(self.word(at - 1)) {
            needed = Evidence::Opener;
        }
        let is_display = self.kind(end) == Some(Kind::Placeholder(Placeholder::DisplayMath));
        let is_end = if self.touches(end) && !is_display {
            needed < Evidence::Code && self.lacks_space(at, end)
        } else {
            self.evidence(end) >= needed
        };
        is_end.then_some(end)
    }

    /// Returns where the sentence ends, if the row of dots that starts at `at` ends it; `dots` is how many there are.
    fn after_dots(self, at: usize, dots: usize, first: usize) -> Option<usize> {
        if at == first || self.opens_bracket(at - 1) {
            return None;
        }
        let is_spaced = !self.touches(at + 1);
        let end = self.after_closers(at + dots);
        let evidence = if self.touches(end) { Evidence::None } else { self.evidence(end) };
        match (is_spaced, dots) {
            _ if evidence < Evidence::Capital => None,
            (false, _) => Some(end),
            // Three leave words out; a fourth is the stop of the sentence before them where it touches a word.
            (true, 3) => None,
            (true, 4..) if self.touches(at) && evidence < Evidence::Certain => Some(at + 1),
            (true, _) => Some(end),
        }
    }

    /// Returns how many dots stand in a row from `at`, with or without a space between two.
    fn dots(self, at: usize) -> usize {
        let is_near = |pair: &&[Token]| pair[1].is(b'.') && pair[1].start <= pair[0].end + 1;
        1 + self.tokens[at..].windows(2).take_while(is_near).count()
    }

    fn after_symbol(self, at: usize) -> Option<usize> {
        match self.word(at) {
            "。" | "！" | "？" | "．" | "｡" => Some(self.after_closers(at + 1)),
            // Between the authors of a reference it stands for more of them.
            "…" if at > 0 && !self.is(at - 1, b',') => {
                let end = self.after_closers(at + 1);
                (!self.touches(end) && self.evidence(end) >= Evidence::Capital).then_some(end)
            }
            _ => None,
        }
    }

    /// Returns a sentence may go on after display math; it does not where an opening word follows.
    fn after_display_math(self, at: usize, first: usize) -> Option<usize> {
        let is_opener = self.evidence(at + 1) == Evidence::Opener;
        (at > first && is_opener).then(|| self.after_closers(at + 1))
    }

    /// Returns the text of a token; empty after the last.
    fn word(self, at: usize) -> &'t str {
        let range = self.tokens.get(at).map(|token| token.start as usize..token.end as usize);
        range.and_then(|range| self.text.get(range)).unwrap_or("")
    }

    fn kind(self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is(self, at: usize, mark: u8) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    fn opens_bracket(self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Mark(b'(' | b'[')))
    }

    /// Returns whether no space stands before token `at`.
    fn touches(self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at].start == self.tokens[at - 1].end
    }
}
