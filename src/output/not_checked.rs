//! What was not looked at, so that silence means that something was looked at and found to be right.

use std::collections::HashSet;

use serde::Serialize;

use super::places::{Places, Region};
use super::{Linted, clean, counted};
use crate::markup::{UnreadKind, Unreadable};
use crate::source::{ProblemKind, Span};

/// Something that was not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotChecked {
    /// What it is, in a word of `docs/formats.md`.
    pub kind: &'static str,
    /// The file, with the line where there is one: `paper.tex:12`.
    pub place: String,
    /// The same place for programs, where there is a line.
    #[serde(skip)]
    pub region: Option<Region>,
    /// What and why, in a sentence without a full stop.
    pub text: String,
    /// Whether the run says it in another place, too: as a finding, or in a line of its own.
    #[serde(skip)]
    pub is_said: bool,
}

impl NotChecked {
    /// Returns a draft that was left out, with what it is.
    pub fn draft(place: &str, what: &str) -> Self {
        let text = format!("was not read: {what}");
        Self { kind: "draft", place: place.to_owned(), region: None, text, is_said: true }
    }

    /// Rules in preview that did not run.
    pub fn rules(place: &str) -> Self {
        let text = "rules in preview did not run; --select preview runs them".to_owned();
        Self { kind: "rule", place: place.to_owned(), region: None, text, is_said: true }
    }

    /// Returns the line of a list.
    pub fn line(&self) -> String {
        clean::line(&format!("{}: {}: {}", self.place, self.kind, self.text)).into_owned()
    }
}

/// Returns what of a paper was not looked at, in the order of its kinds.
pub fn not_checked(linted: Linted<'_>) -> Vec<NotChecked> {
    let Linted { draft, lint, .. } = linted;
    let places = Places::new(draft);
    let at = |kind, span: Span, text: String| {
        let region = places.region(span);
        let place = format!("{}:{}", region.path, region.start.line);
        NotChecked { kind, place, region: Some(region), text, is_said: kind == "abstract" }
    };
    let mut found = Vec::new();
    for problem in draft.problems() {
        let kind = if problem.kind == ProblemKind::TooLarge { "limit" } else { "file" };
        let is_said = lint.findings.iter().any(|finding| finding.place.first() == problem.at);
        found.push(NotChecked {
            is_said,
            ..at(kind, problem.at, format!("`{}` {}", problem.target, problem.kind))
        });
    }
    found.extend(lint.unreadable_abstract.map(|why| match why {
        Unreadable::Generated(span) => at("abstract", span, "the abstract is made by code".to_owned()),
        Unreadable::Absent(span) => {
            at("abstract", span, "the abstract lies in a file that is not here".to_owned())
        }
    }));
    let mut macros: HashSet<&str> = HashSet::new();
    for unread in &lint.unread {
        let name = draft.text(unread.at);
        match unread.kind {
            UnreadKind::Macro | UnreadKind::Limit if !macros.insert(name) => {}
            UnreadKind::Macro => {
                found.push(at("macro", unread.at, format!("what `{name}` prints is not known")))
            }
            UnreadKind::Table => found.push(at("table", unread.at, "a table is made by code".to_owned())),
            UnreadKind::Caption => {
                found.push(at("caption", unread.at, "a caption is made by code".to_owned()))
            }
            UnreadKind::Limit => found.push(at(
                "limit",
                unread.at,
                format!("what `{name}` prints is longer than paperlint reads"),
            )),
        }
    }
    if let (Some(plan), Some(Err(hindrance))) = (draft.plan(), lint.plan) {
        let (place, text) = (plan.main().name.clone(), hindrance.said().to_owned());
        found.push(NotChecked { kind: "plan", place, region: None, text, is_said: true });
    }
    if let Some(text) = language(linted) {
        let place = draft.main().path.clone();
        found.push(NotChecked { kind: "language", place, region: None, text, is_said: true });
    }
    found
}

/// `8,430 words, not in English: 6 of 68 rules apply`; none where the paper is in English, or has no words.
pub fn language(linted: Linted<'_>) -> Option<String> {
    let (lint, rules) = (linted.lint, linted.rules.rules().len() as u64);
    let words = counted(u64::from(lint.words), "word", "words");
    let rules = counted(rules, "rule applies", "rules apply");
    (!lint.is_english && lint.words > 0)
        .then(|| format!("{words}, not in English: {} of {rules}", lint.applied))
}

/// `not looked at: 2 files, 3 tables`; none where that is said elsewhere or nothing is.
pub fn not_checked_line(all: &[NotChecked]) -> Option<String> {
    let kinds = [
        ("file", "file", "files"),
        ("table", "table", "tables"),
        ("caption", "caption", "captions"),
        ("macro", "command", "commands"),
        ("limit", "text that is too long", "texts that are too long"),
    ];
    let counts = kinds.into_iter().filter_map(|(kind, one, many)| {
        let count = all.iter().filter(|found| found.kind == kind && !found.is_said).count();
        (count > 0).then(|| counted(count as u64, one, many))
    });
    let counts: Vec<String> = counts.collect();
    (!counts.is_empty()).then(|| format!("not looked at: {} (--not-checked lists them)", counts.join(", ")))
}
