//! What authors answer when asked how their results came about, and the sentences that say it in the paper.
//!
//! Invariants: nothing is answered but by the authors; no sentence is put into a draft where it reads as anything but the answer that
//! it stands for, and no other word changes.

mod asking;
mod file;
mod insert;
mod propose;
mod questions;

pub use asking::Asking;
pub use file::{Mistake, read, written};
pub use propose::{Proposal, Row, Sentence, inserted, propose};
pub use questions::{Level, Question, questions};

use serde::{Deserialize, Serialize};

/// How results came about, as their authors say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Fixed before the data were seen.
    Planned,
    /// Found on the way.
    Exploratory,
    /// Some of them the one and some the other; the parts say which.
    Both,
    /// The authors do not know yet.
    Unsure,
}

impl Answer {
    /// All answers, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Exploratory, Self::Both, Self::Unsure];

    /// Returns the word for it in a file of answers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Exploratory => "exploratory",
            Self::Both => "both",
            Self::Unsure => "unsure",
        }
    }

    /// Returns the words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Exploratory => "exploratory",
            Self::Both => "some of each",
            Self::Unsure => "not sure",
        }
    }
}

/// What was answered to a question and to those of its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// `None` where nothing was.
    pub answer: Option<Answer>,
    /// How the analysis departed from its plan; empty where it did not.
    pub departure: String,
    /// One for each part of the question.
    pub parts: Vec<Given>,
}

impl Given {
    /// Returns no answer to any of these questions.
    pub fn nothing(questions: &[Question]) -> Vec<Self> {
        let nothing = |question: &Question| Self { parts: Self::nothing(&question.parts), ..Self::default() };
        questions.iter().map(nothing).collect()
    }
}
