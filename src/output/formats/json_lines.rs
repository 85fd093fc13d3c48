//! `json-lines`: a record for each paper, written when the paper is done, and one for each that could not be read.
//!
//! A record says by itself what made it: the version of what is written, the edition of the rules and a hash of them as they were
//! configured. So records of many runs may lie in one file, and a run that is stopped leaves whole ones. Places are those of `json`.

use serde::Serialize;

use super::super::diagnostic::Seen;
use super::super::remarks::Paper;
use super::super::{Linted, NotChecked, json, remarks};
use super::Form;
use super::json::line;

/// Writes records.
pub struct JsonLines;

#[derive(Serialize)]
struct Record<'r, 'l> {
    version: u32,
    edition: &'r str,
    /// Equal where the rules and what is configured of them are.
    rules: String,
    #[serde(flatten)]
    paper: &'r Paper<'l>,
    not_checked: &'r [NotChecked],
}

#[derive(Serialize)]
struct Failure<'r> {
    version: u32,
    path: Option<&'r str>,
    error: &'r str,
}

impl Form for JsonLines {
    fn failed(&mut self, path: Option<&str>, error: &str, out: &mut String) {
        out.push_str(&line(&Failure { version: json::VERSION, path, error }));
    }

    fn paper(&mut self, _: &Paper<'_>, _: &[NotChecked], _: &mut String) {}

    fn linted(&mut self, linted: Linted<'_>, seen: &mut Seen, not_checked: &[NotChecked], out: &mut String) {
        let paper = &remarks::paper(linted, seen);
        let rules = linted.rules.fingerprint().to_string();
        let record = Record { version: json::VERSION, edition: linted.edition, rules, paper, not_checked };
        out.push_str(&line(&record));
    }
}
