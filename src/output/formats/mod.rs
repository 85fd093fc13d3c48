//! One file a format for machines. Each says which tool reads it and in which unit that tool counts columns.
//!
//! All are fed by [`remarks`], and what a format cannot hold it leaves out: nothing is computed here. Each is written as papers are done, as
//! far as what reads it lets it be: `checkstyle` holds its text to the end, since it wants files together, and so does `junit`, which counts first;
//! `github` and `markdown` hold the worst they show.

mod checkstyle;
mod github;
mod gitlab;
mod json;
mod json_lines;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
mod worst;
mod xml;

pub use markdown::MARK as MARKDOWN_MARK;

use serde::Serialize;

use super::diagnostic::Seen;
use super::remarks::{self, Paper};
use super::summary::Counts;
use super::{Linted, NotChecked, clean, concise};

/// The forms a report can take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// Blocks with the source around each finding, within a screen budget.
    #[default]
    Full,
    /// One line for each finding.
    Concise,
    /// Everything, as one JSON value.
    Json,
    /// Everything, a line of JSON for each paper.
    JsonLines,
    /// SARIF 2.1.0: code scanning of GitHub and others, editors.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
    /// Tests that failed, for whatever reads JUnit's XML.
    Junit,
    /// Checkstyle's XML: Jenkins and others.
    Checkstyle,
    /// reviewdog, as one JSON value.
    Rdjson,
    /// reviewdog, a line of JSON for each finding.
    Rdjsonl,
    /// A comment on a pull request, or a job's summary.
    Markdown,
}

impl OutputFormat {
    /// Each format and its name.
    pub const ALL: [(&'static str, Self); 12] = [
        ("full", Self::Full),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("json-lines", Self::JsonLines),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("junit", Self::Junit),
        ("checkstyle", Self::Checkstyle),
        ("rdjson", Self::Rdjson),
        ("rdjsonl", Self::Rdjsonl),
        ("markdown", Self::Markdown),
    ];

    /// Returns the format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// A report that is written in pieces, as papers are done: what stands before them, a piece for each paper, and what stands after.
///
/// It holds no more of a paper that is done than its format shows at the end.
pub struct Report {
    form: Box<dyn Form>,
    seen: Seen,
    counts: Counts,
}

/// How a format is written. Pieces are put behind each other.
trait Form {
    /// What stands before all papers.
    fn begin(&mut self, _: &mut String) {}

    /// Something that could not be read: its name, where it has one, and why.
    fn failed(&mut self, _: Option<&str>, _: &str, _: &mut String) {}

    /// A paper, and what of it was not looked at.
    fn paper(&mut self, paper: &Paper<'_>, not_checked: &[NotChecked], out: &mut String);

    /// A paper, for a format that needs less than what is said of it.
    fn linted(&mut self, linted: Linted<'_>, seen: &mut Seen, not_checked: &[NotChecked], out: &mut String) {
        self.paper(&remarks::paper(linted, seen), not_checked, out);
    }

    /// What stands after all papers: their counts, and all that was not looked at.
    fn end(&mut self, _: Counts, _: &[NotChecked], _: &mut String) {}
}

impl Report {
    /// Returns a report in any format but `full`, which needs to know a terminal; of that one, none.
    pub fn new(format: OutputFormat) -> Option<Self> {
        let form: Box<dyn Form> = match format {
            OutputFormat::Full => return None,
            OutputFormat::Concise => Box::new(Concise),
            OutputFormat::Json => Box::new(json::Json::default()),
            OutputFormat::JsonLines => Box::new(json_lines::JsonLines),
            OutputFormat::Sarif => Box::new(sarif::Sarif::default()),
            OutputFormat::Github => Box::new(github::Github::default()),
            OutputFormat::Gitlab => Box::new(gitlab::Gitlab::default()),
            OutputFormat::Junit => Box::new(junit::Junit::default()),
            OutputFormat::Checkstyle => Box::new(checkstyle::Checkstyle::default()),
            OutputFormat::Rdjson => Box::new(rdjson::Rdjson::default()),
            OutputFormat::Rdjsonl => Box::new(rdjson::Rdjsonl),
            OutputFormat::Markdown => Box::new(markdown::Markdown::default()),
        };
        Some(Self { form, seen: Seen::default(), counts: Counts::default() })
    }

    /// Returns what stands before all papers: that some could not be read, each with its name, where it has one, and why.
    pub fn begin(&mut self, failed: &[(Option<String>, String)]) -> String {
        let mut out = String::new();
        self.form.begin(&mut out);
        failed.iter().for_each(|(name, why)| self.form.failed(name.as_deref(), why, &mut out));
        out
    }

    /// Returns the piece of a paper that can no longer be read.
    pub fn failed(&mut self, name: &str, why: &str) -> String {
        let mut out = String::new();
        self.form.failed(Some(name), why, &mut out);
        out
    }

    /// Returns the piece of a paper, of which `not_checked` was not looked at.
    pub fn paper(&mut self, linted: Linted<'_>, not_checked: &[NotChecked]) -> String {
        let mut out = String::new();
        self.counts.add(linted.lint);
        self.form.linted(linted, &mut self.seen, not_checked, &mut out);
        out
    }

    /// Returns what stands after all papers; what was not looked at is said where the format has a place for it.
    pub fn end(mut self, not_checked: &[NotChecked]) -> String {
        let mut out = String::new();
        self.form.end(self.counts, not_checked, &mut out);
        out
    }
}

/// One line for each finding, of which less is made than for programs.
struct Concise;

impl Form for Concise {
    fn paper(&mut self, _: &Paper<'_>, _: &[NotChecked], _: &mut String) {}

    fn linted(&mut self, linted: Linted<'_>, _: &mut Seen, _: &[NotChecked], out: &mut String) {
        let mut lines = String::new();
        concise(linted, &mut lines);
        out.push_str(&clean::commands(&lines));
    }
}

/// Writes the values of a JSON array, one after another.
#[derive(Default)]
struct Array {
    has_some: bool,
}

impl Array {
    /// Writes the next value, with a comma before it where it is not the first.
    fn push(&mut self, value: &impl Serialize, out: &mut String) {
        if std::mem::replace(&mut self.has_some, true) {
            out.push(',');
        }
        out.push_str(&json::value(value));
    }
}
