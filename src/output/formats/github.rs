//! `github`: workflow commands that GitHub Actions turns into annotations.
//!
//! Lines and columns count from 1, columns in characters; GitHub takes columns only of a place on one line. It shows ten
//! annotations of each level of a step and drops the rest without a word, so the worst ten are written and the last line counts.

use std::fmt::Write;

use super::super::diagnostic::Diagnostic;
use super::super::remarks::Paper;
use super::super::summary::Counts;
use super::super::{NotChecked, clean, summary};
use super::Form;
use super::worst::Worst;
use crate::findings::Severity;

/// Annotations that GitHub shows of each level.
const SHOWN: usize = 10;

/// The worst ten of each severity, and a line with the total.
pub struct Github {
    worst: Worst,
}

impl Default for Github {
    fn default() -> Self {
        Self { worst: Worst::new(SHOWN) }
    }
}

impl Form for Github {
    fn paper(&mut self, paper: &Paper<'_>, _: &[NotChecked], _: &mut String) {
        paper.findings.iter().for_each(|remark| self.worst.add(remark, annotation));
    }

    fn end(&mut self, counts: Counts, _: &[NotChecked], out: &mut String) {
        let worst = self.worst.in_order();
        for shown in worst.chunk_by(|a, b| a.severity == b.severity) {
            shown.iter().take(SHOWN).for_each(|kept| out.push_str(&kept.text));
        }
        let severities = [Severity::Error, Severity::Warning, Severity::Advice];
        let is_cut = severities.into_iter().any(|severity| self.worst.count(severity) > SHOWN);
        let cut = if is_cut { " (the worst ten of each are annotations)" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "paperlint: {}{cut}", summary::total(counts));
    }
}

fn annotation(remark: &Diagnostic) -> String {
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
    format!("::{command} {place},title={title}::{}\n", data(&remark.text()))
}

/// Returns what stands after a command.
fn data(text: &str) -> String {
    clean::lines(text).replace('%', "%25").replace('\n', "%0A")
}

/// Returns the value of a property, in which two more characters mean something.
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
