//! Names and terms that a paper uses again and again, and where it says what they are.
//!
//! No list of the words of a field is asked: a name is known by its capitals, digits or typewriter, a term by two words that stand
//! together more often than apart, or by being set apart where it first stands.

mod context;
mod finder;
mod keep;
mod shape;

use std::ops::Range;

pub use shape::is_content;

use crate::analysis::Paper;

/// A name or a term of the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As first written.
    pub text: String,
    /// What it is.
    pub kind: TermKind,
    /// How often it stands in running text.
    pub uses: u32,
    /// Its first use, in bytes of the reading text.
    pub first: Range<u32>,
    /// The sentence that says what it is.
    pub explained: Option<Range<u32>>,
}

/// What a reader meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermKind {
    /// A thing with a name: a program, a model, a method.
    Name,
    /// A set of data with a name.
    DataSet,
    /// A term of several words, or a word in a sense of its own.
    Term,
}

/// Returns the names and terms of a paper, by first use.
pub(super) fn of(paper: &Paper<'_>) -> Vec<Term> {
    finder::find(paper)
}
