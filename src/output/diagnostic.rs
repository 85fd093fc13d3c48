//! A finding in words: what every format for machines, an editor or another program is given.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::places::{Places, Region};
use super::{Linted, clean, message};
use crate::check;
use crate::findings::{self, Finding, Safety, Severity};
use crate::markup::CellLine;
use crate::source::Span;

/// What a rule found, in words, with its place.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The id of the rule, as in `long-sentence`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one line. For a notebook it ends with the cell.
    pub message: String,
    /// What to do, in one or more lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// What else to know, in one or more lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What there is to know of the rule; serialized as its `why`.
    #[serde(rename = "why", serialize_with = "why")]
    pub about: Arc<Rule>,
    /// Where it stands. What the paper as a whole lacks has a place, too, since editors need one: that of what is nearest to it, or the start of
    /// the main file.
    #[serde(flatten)]
    pub region: Region,
    /// In a notebook, the cell and the line in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// Other places that matter.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// How to mend it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
    /// The same as long as the text it is about stays the same, whatever moves around it; no other finding of the run has it.
    pub fingerprint: String,
    /// Whether it is about the paper as a whole, so that its place says nothing.
    pub is_whole_paper: bool,
    #[serde(skip)]
    pub(super) weight: u32,
}

impl Diagnostic {
    /// Returns the line it is about, from 1; none where it is about the paper as a whole.
    pub fn line(&self) -> Option<u32> {
        (!self.is_whole_paper).then_some(self.region.start.line)
    }

    /// Returns the message, and what to do on the lines after it.
    pub fn text(&self) -> String {
        match &self.help {
            Some(help) => format!("{}\n{help}", self.message),
            None => self.message.clone(),
        }
    }

    /// Returns the message as one line without anything that a terminal would obey.
    pub fn message_line(&self) -> String {
        clean::line(&self.message).into_owned()
    }
}

/// What there is to know of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rule {
    /// Its id, as in `long-sentence`.
    pub id: String,
    /// The theme that it belongs to, as in `sentences`.
    pub theme: String,
    /// What it looks for, in a sentence.
    pub summary: String,
    /// Why that matters, in one or more sentences.
    pub why: String,
    /// How much its findings matter where nothing else is configured.
    pub severity: Severity,
    /// The address of its page; none for a rule of the user's own.
    pub page: Option<String>,
}

impl Rule {
    /// Returns what there is to know of a compiled rule.
    pub(crate) fn of(rule: &check::Rule) -> Self {
        let (file, spec) = (&rule.file, &rule.file.spec);
        let page = || format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), spec.id);
        Self {
            id: spec.id.clone(),
            theme: file.theme.clone(),
            summary: spec.summary.clone(),
            why: spec.why.trim().to_owned(),
            severity: rule.severity(),
            page: file.is_builtin.then(page),
        }
    }
}

fn why<S: Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rule.why)
}

/// A cell of a notebook and a line in it, each from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The cell, of cells of every kind.
    pub cell: u32,
    /// The line of the cell.
    pub line: u32,
}

/// Another place that matters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// Where it is.
    #[serde(flatten)]
    pub region: Region,
    /// What it has to do with the finding; may be empty.
    pub message: String,
}

/// How to mend a finding: all of its changes at once, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// Whether the meaning stays the same.
    pub safety: Safety,
    /// What to change, in the order of the places.
    pub edits: Vec<Edit>,
}

/// What to put in the place of a piece of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What is replaced.
    #[serde(flatten)]
    pub region: Region,
    /// What stands there afterwards, as the file's markup writes it.
    pub text: String,
}

/// How often each fingerprint was met in a run: who compares two runs counts them.
#[derive(Debug, Default)]
pub struct Seen(HashMap<u64, usize>);

impl Seen {
    /// Returns the fingerprint of a finding, which no other one of the run has.
    fn numbered(&mut self, finding: &Finding) -> String {
        let times = self.0.entry(finding.fingerprint.0).or_default();
        *times += 1;
        match *times {
            1 => finding.fingerprint.to_string(),
            times => format!("{}-{times}", finding.fingerprint),
        }
    }
}

/// Returns what was found in a paper, in reading order.
pub fn diagnostics(linted: Linted<'_>, seen: &mut Seen) -> Vec<Diagnostic> {
    let mut maker = Maker { linted, places: Places::new(linted.draft), rules: HashMap::new() };
    let findings = linted.lint.findings.iter();
    findings.map(|finding| maker.diagnostic(finding, seen.numbered(finding))).collect()
}

struct Maker<'l> {
    linted: Linted<'l>,
    places: Places<'l>,
    /// The rules met so far, by their order in the set.
    rules: HashMap<u16, Arc<Rule>>,
}

impl Maker<'_> {
    fn diagnostic(&mut self, finding: &Finding, fingerprint: String) -> Diagnostic {
        let rule = self.linted.rules.rule(finding.rule);
        let spec = &rule.file.spec;
        let about = self.rules.entry(finding.rule.0).or_insert_with(|| Arc::new(Rule::of(rule))).clone();
        let words = message::words(spec, finding);
        let span = finding.place.first();
        let cell = self.places.cell(span.start);
        let related = |other: &findings::Related| Related {
            region: self.region(other.place.first()),
            message: message::related(spec, other.note, finding),
        };
        let edit = |edit: &findings::Edit| Edit { region: self.region(edit.span), text: edit.text.clone() };
        Diagnostic {
            rule: spec.id.clone(),
            severity: finding.severity,
            message: with_cell(&words.message, cell),
            help: words.help,
            note: words.note,
            about,
            region: self.region(span),
            cell: cell.map(|at| Cell { cell: at.cell, line: at.line }),
            related: finding.related.iter().map(related).collect(),
            fix: finding
                .fix
                .as_ref()
                .map(|fix| Fix { safety: fix.safety, edits: fix.edits.iter().map(edit).collect() }),
            fingerprint,
            is_whole_paper: finding.is_whole_paper,
            weight: finding.weight(),
        }
    }

    fn region(&self, span: Span) -> Region {
        self.places.region(span)
    }
}

/// Returns a notebook's own line tells an author little, so the message names the cell.
pub fn with_cell(message: &str, cell: Option<CellLine>) -> String {
    match cell {
        Some(at) => format!("{message} (cell {}, line {})", at.cell, at.line),
        None => message.to_owned(),
    }
}
