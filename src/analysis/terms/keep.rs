//! What may be a name or a term, and which of it a naive reader is told.

use rustc_hash::FxHashMap;

use super::Term;
use super::shape::{has_inner, is_common, singular};

/// Uses from which on a name is asked for.
const NAME: u32 = 2;

/// So much of the rarer word's uses must be in the pair: a third.
const TOGETHER: u32 = 3;

/// Letters of a word that readers of other fields stop at even where it stands once.
const LONG: usize = 8;

/// What may be a name or a term.
pub(super) struct Candidate {
    /// As it will be listed.
    pub(super) term: Term,
    /// How it is written.
    pub(super) shape: Shape,
    /// Whether a citation follows it somewhere.
    pub(super) is_cited: bool,
    /// The words of a pair.
    pub(super) words: Option<(String, String)>,
}

/// How it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Capitals, digits or typewriter.
    Name,
    /// Two words in lower case.
    Pair,
    /// A name and a word in lower case behind it: `Roche lobe`.
    Compound,
    /// One word in lower case.
    Word,
}

/// What is kept of what may be a name or a term.
pub(super) struct Keep<'a> {
    /// Uses from which on words are a term.
    pub(super) least: u32,
    /// Whether the paper is short.
    pub(super) is_short: bool,
    /// How often each word stands in the paper in lower case.
    pub(super) words: &'a FxHashMap<String, u32>,
}

impl Keep<'_> {
    fn uses(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or(0)
    }

    /// Returns whether a candidate is one that a naive reader may stop at.
    pub(super) fn keeps(&self, candidate: &Candidate) -> bool {
        let Candidate { term, shape, words, .. } = candidate;
        match (shape, words) {
            // A word that the paper writes in lower case as often is no name.
            (Shape::Name, _) => {
                let is_enough = candidate.is_cited || has_inner(&term.text) || self.is_short;
                let is_word = term.text.split(' ').all(|word| self.uses(singular(&word.to_lowercase())) > 0);
                term.uses >= if is_enough { 1 } else { NAME }
                    && self.uses(&term.text.to_lowercase()) < term.uses
                    && !is_word
            }
            (Shape::Pair, Some((first, last))) => {
                let is_together = term.uses * TOGETHER >= self.uses(first).min(self.uses(last));
                let is_long = first.len().max(last.len()) >= LONG;
                let least = match (is_common(first), is_common(last)) {
                    (true, true) => self.least,
                    (false, false) if is_long => 1,
                    _ if is_long && self.is_short => 1,
                    _ => NAME,
                };
                term.uses >= least && is_together
            }
            (Shape::Word, _) => !is_common(&term.text),
            (Shape::Pair | Shape::Compound, _) => false,
        }
    }
}
