//! One file a format for machines. Each says which tool reads it and in which unit that tool counts columns.
//!
//! All are fed by [`remarks`], and what a format cannot hold it leaves out: nothing is computed here.

mod checkstyle;
mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod rdjson;
mod sarif;
mod xml;

pub use markdown::MARK as MARKDOWN_MARK;

use super::remarks::remarks;
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
    /// Everything, a line of JSON for each finding.
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

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}

/// A run in any format but `full`, which needs to know a terminal; of that one, nothing. What was not looked at is said where the format
/// has a place for it.
pub fn formatted(linted: &[Linted<'_>], not_checked: &[NotChecked], format: OutputFormat) -> String {
    let papers = || remarks(linted);
    match format {
        OutputFormat::Full => String::new(),
        OutputFormat::Concise => {
            let mut out = String::new();
            linted.iter().for_each(|linted| concise(*linted, &mut out));
            clean::commands(&out).into_owned()
        }
        OutputFormat::Json => json::json(&papers(), not_checked),
        OutputFormat::JsonLines => json::lines(&papers()),
        OutputFormat::Sarif => sarif::sarif(&papers(), not_checked),
        OutputFormat::Github => github::github(&papers()),
        OutputFormat::Gitlab => gitlab::gitlab(&papers()),
        OutputFormat::Junit => junit::junit(&papers()),
        OutputFormat::Checkstyle => checkstyle::checkstyle(&papers()),
        OutputFormat::Rdjson => rdjson::rdjson(&papers()),
        OutputFormat::Rdjsonl => rdjson::lines(&papers()),
        OutputFormat::Markdown => markdown::markdown(&papers()),
    }
}
