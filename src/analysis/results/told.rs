//! What may be said of a result, and how it is known.

use std::ops::Range;

/// Whether results were planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Fixed before the data were seen.
    Planned,
    /// Found on the way.
    Exploratory,
    /// Some of them the one and some the other, in one sentence.
    Both,
}

/// How it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The authors mark it: a class, an environment, a comment.
    Markup,
    /// A sentence says it.
    Sentence,
    /// A heading in the line of the paragraph says it.
    RunIn,
    /// A heading says it.
    Heading,
    /// It names a hypothesis of the paper.
    Hypothesis,
    /// Something is said of all analyses.
    Document,
}

/// What is said of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLabel {
    /// Planned or exploratory.
    pub status: Status,
    /// How it is known.
    pub how: Basis,
    /// The words that say it, in the reading text; empty for what the front matter says.
    pub at: Range<u32>,
}
