use serde::Serialize;

use super::Draft;
use crate::output::{Diagnostic, NotChecked, Region};

/// What linting a draft gave.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// What was found, in reading order.
    pub diagnostics: Vec<Diagnostic>,
    /// What was not looked at, so that silence means that something was looked at and found to be right.
    pub notices: Vec<Notice>,
    /// Words of running text.
    pub words: u32,
}

/// Something that was not looked at, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Notice {
    /// What it is: `file`, `abstract`, `table`, `caption`, `macro`, `limit`, `language`, or `rules` where none could be applied.
    pub kind: &'static str,
    /// Where it stands; none where it is about the paper as a whole.
    pub region: Option<Region>,
    /// What and why, in a sentence without a full stop.
    pub text: String,
}

impl From<NotChecked> for Notice {
    fn from(found: NotChecked) -> Self {
        Self { kind: found.kind, region: found.region, text: found.text }
    }
}

/// A draft in which findings were mended.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// The draft afterwards.
    pub draft: Draft,
    /// How many findings were mended.
    pub count: usize,
    /// What is found in it now.
    pub report: Report,
}
