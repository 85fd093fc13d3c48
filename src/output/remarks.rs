//! A finding as every format for machines writes it: its words, its path, its lines and columns in each unit, its fix.
//!
//! A format only chooses and arranges.

use std::collections::HashMap;

use serde::Serialize;

use super::places::{Places, Point};
use super::{Linted, clean, message};
use crate::findings::{Edit, Finding, Safety, Severity};
use crate::markup::CellLine;
use crate::source::Span;
use crate::spec::RuleSpec;

/// A paper and what is said of it.
#[derive(Serialize)]
pub struct Paper<'l> {
    /// Its main file, from the root.
    pub path: &'l str,
    /// Words of running text.
    pub words: u32,
    /// In reading order.
    pub findings: Vec<Remark<'l>>,
    /// How many findings a baseline knows, which are left out.
    pub known: usize,
}

/// A finding.
#[derive(Serialize)]
pub struct Remark<'l> {
    pub rule: &'l str,
    pub severity: Severity,
    /// One line. For a notebook it ends with the cell.
    pub message: String,
    /// What to do, in one or more lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// What else to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why it matters; the same for all findings of a rule.
    pub why: &'l str,
    #[serde(flatten)]
    pub region: Region<'l>,
    /// In a notebook, the cell and the line in it, each from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related<'l>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix<'l>>,
    /// The same as long as the text it is about stays the same; no other finding of the run has it.
    pub fingerprint: String,
    /// Whether it is about the paper as a whole.
    pub is_whole_paper: bool,
    #[serde(skip)]
    pub spec: &'l RuleSpec,
    /// The severity that the rule's file names.
    #[serde(skip)]
    pub usual: Severity,
    #[serde(skip)]
    pub is_builtin: bool,
    #[serde(skip)]
    pub theme: &'l str,
    #[serde(skip)]
    pub weight: u32,
}

/// A place in a file.
#[derive(Clone, Copy, Serialize)]
pub struct Region<'l> {
    /// From the root, with `/` between names.
    pub path: &'l str,
    pub start: Point,
    /// One past the last character.
    pub end: Point,
}

/// A cell of a notebook and a line in it.
#[derive(Clone, Copy, Serialize)]
pub struct Cell {
    pub cell: u32,
    pub line: u32,
}

/// Another place that matters.
#[derive(Serialize)]
pub struct Related<'l> {
    #[serde(flatten)]
    pub region: Region<'l>,
    pub message: String,
}

/// How to mend it.
#[derive(Serialize)]
pub struct Fix<'l> {
    pub safety: Safety,
    pub edits: Vec<Change<'l>>,
}

/// What to put in the place of a region.
#[derive(Serialize)]
pub struct Change<'l> {
    #[serde(flatten)]
    pub region: Region<'l>,
    pub text: &'l str,
}

/// How often each fingerprint was met in a run: who compares two runs counts them.
pub type Seen = HashMap<u64, usize>;

/// What is said of a paper.
pub fn paper<'l>(linted: Linted<'l>, seen: &mut Seen) -> Paper<'l> {
    let maker = Maker { linted, places: Places::new(linted.draft) };
    let mut numbered = |finding: &Finding| {
        let times = seen.entry(finding.fingerprint.0).or_default();
        *times += 1;
        match *times {
            1 => finding.fingerprint.to_string(),
            times => format!("{}-{times}", finding.fingerprint),
        }
    };
    let findings = linted.lint.findings.iter();
    let findings = findings.map(|finding| maker.remark(finding, numbered(finding))).collect();
    Paper { path: &linted.draft.main().path, words: linted.lint.words, findings, known: linted.lint.known }
}

struct Maker<'l> {
    linted: Linted<'l>,
    places: Places<'l>,
}

impl<'l> Maker<'l> {
    fn remark(&self, finding: &'l Finding, fingerprint: String) -> Remark<'l> {
        let rule = self.linted.rules.rule(finding.rule);
        let file = &rule.file;
        let words = message::words(&file.spec, finding);
        let span = finding.place.first();
        let cell = self.places.cell(span.start);
        Remark {
            rule: &file.spec.id,
            severity: finding.severity,
            message: with_cell(&words.message, cell),
            help: words.help,
            note: words.note,
            why: file.spec.why.trim(),
            region: self.region(span),
            cell: cell.map(|at| Cell { cell: at.cell, line: at.line }),
            related: finding.related.iter().map(|other| self.related(&file.spec, finding, other)).collect(),
            fix: finding.fix.as_ref().map(|fix| Fix {
                safety: fix.safety,
                edits: fix.edits.iter().map(|edit| self.change(edit)).collect(),
            }),
            fingerprint,
            is_whole_paper: finding.is_whole_paper,
            spec: &file.spec,
            usual: rule.severity(),
            is_builtin: file.is_builtin,
            theme: &file.theme,
            weight: finding.weight(),
        }
    }

    fn related(&self, spec: &RuleSpec, finding: &Finding, other: &crate::findings::Related) -> Related<'l> {
        Related {
            region: self.region(other.place.first()),
            message: message::related(spec, other.note, finding),
        }
    }

    fn change(&self, edit: &'l Edit) -> Change<'l> {
        Change { region: self.region(edit.span), text: &edit.text }
    }

    fn region(&self, span: Span) -> Region<'l> {
        let file = self.linted.draft.file_of(span.start);
        Region {
            path: &self.linted.draft.file(file).path,
            start: self.places.point(file, span.start),
            end: self.places.point(file, span.end),
        }
    }
}

/// A notebook's own line tells an author little, so the message names the cell.
pub fn with_cell(message: &str, cell: Option<CellLine>) -> String {
    match cell {
        Some(at) => format!("{message} (cell {}, line {})", at.cell, at.line),
        None => message.to_owned(),
    }
}

impl Remark<'_> {
    /// The message as one clean line.
    pub fn line(&self) -> String {
        clean::line(&self.message).into_owned()
    }

    /// Where the page of the rule is read; a rule of an author's own has none.
    pub fn page(&self) -> Option<String> {
        let repository = env!("CARGO_PKG_REPOSITORY");
        self.is_builtin.then(|| format!("{repository}/blob/main/docs/rules/{}.md", self.rule))
    }

    /// The message, and what to do on the lines after it.
    pub fn text(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\n{help}", self.message),
            None => self.message.clone(),
        }
    }
}
