//! `github`: workflow commands that GitHub Actions turns into annotations.
//!
//! Lines and columns count from 1, columns in characters; GitHub takes columns only of a place on one line. It shows ten
//! annotations of each level of a step and drops the rest without a word, so the worst ten are written and the last line counts.

use std::fmt::Write;

use super::super::diagnostic::Diagnostic;
use super::super::remarks::{Paper, worst_first};
use super::super::{clean, summary};
use crate::findings::Severity;

/// Annotations that GitHub shows of each level.
const SHOWN: usize = 10;

/// The worst ten of each severity, and a line with the total.
pub fn github(papers: &[Paper<'_>]) -> String {
    let remarks = worst_first(papers);
    let mut out = String::new();
    for shown in remarks.chunk_by(|a, b| a.severity == b.severity) {
        shown.iter().take(SHOWN).for_each(|remark| annotation(remark, &mut out));
    }
    let total = summary::total(papers.iter().map(|paper| paper.lint));
    let is_cut = remarks.chunk_by(|a, b| a.severity == b.severity).any(|shown| shown.len() > SHOWN);
    let cut = if is_cut { " (the worst ten of each are annotations)" } else { "" };
    // Writing to a string cannot fail.
    let _ = writeln!(out, "paperlint: {total}{cut}");
    out
}

fn annotation(remark: &Diagnostic, out: &mut String) {
    let command = match remark.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let (start, end) = (remark.region.start, remark.region.end);
    let mut place =
        format!("file={},line={},endLine={}", property(&remark.region.path), start.line, end.line);
    if start.line == end.line {
        let _ = write!(place, ",col={},endColumn={}", start.column, end.column);
    }
    let title = property(&remark.rule);
    let _ = writeln!(out, "::{command} {place},title={title}::{}", data(&remark.text()));
}

/// What stands after a command.
fn data(text: &str) -> String {
    clean::lines(text).replace('%', "%25").replace('\n', "%0A")
}

/// The value of a property, in which two more characters mean something.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_draft_ends_a_command() {
        assert_eq!(data("100% a\nb\r\n::error::c \u{1b}[1m"), "100%25 a%0Ab%0A::error::c ␛[1m");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
