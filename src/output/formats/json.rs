//! `json` and `json-lines`: everything that is known of each finding, for programs of your own.
//!
//! Lines and columns count from 1; a column is in characters (Unicode code points), `offset` in bytes of UTF-8. `end` is one past the
//! last character.

use serde::Serialize;

use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::super::{NotChecked, clean, json};

/// All papers as one JSON value: `{"version": 1, "papers": […], "not_checked": […]}`.
pub fn json(papers: &[Paper<'_>], not_checked: &[NotChecked]) -> String {
    line(&Run { version: json::VERSION, papers, not_checked })
}

#[derive(Serialize)]
struct Run<'r, 'l> {
    version: u32,
    papers: &'r [Paper<'l>],
    not_checked: &'r [NotChecked],
}

/// A line for each finding, which names its paper.
pub fn lines(papers: &[Paper<'_>]) -> String {
    let findings = papers.iter().flat_map(|paper| paper.findings.iter().map(move |finding| (paper, finding)));
    findings.map(|(paper, finding)| line(&Line { paper: paper.path, finding })).collect()
}

#[derive(Serialize)]
struct Line<'p> {
    paper: &'p str,
    #[serde(flatten)]
    finding: &'p Diagnostic,
}

/// One value as a line.
pub fn line(value: &impl Serialize) -> String {
    // Structs of strings and numbers are always valid JSON.
    clean::json(&serde_json::to_string(value).unwrap_or_default()).into_owned() + "\n"
}
