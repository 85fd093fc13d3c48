//! What a baseline knows of papers that were looked at.

use std::path::Path;

use anyhow::{Context, anyhow};

use super::disk::{MOST_OF_DRAFT, Opened, ReadError, shown};
use crate::check::mend::Checked;
use crate::check::{Lint, RuleSet};
use crate::config::Compiled;
use crate::findings::{Baseline, Candidate, Comparison, Finding, Looked};
use crate::source::Draft;

/// Papers that were looked at, and the rules by which.
pub type Run<'r, P> = (&'r [Checked<P>], &'r Compiled);

/// A finding with the paper it was found in.
pub struct PaperFinding<'f> {
    pub finding: &'f Finding,
    pub draft: &'f Draft,
    pub rules: &'f RuleSet,
}

/// Reads a baseline, if it could be opened.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn read(path: &Path, opened: Result<Opened, ReadError>) -> anyhow::Result<Baseline> {
    let name = shown(path);
    let bytes = opened.and_then(|opened| opened.read(MOST_OF_DRAFT)).with_context(|| {
        format!(
            "{name}: the baseline cannot be read; `--write-baseline {name}` without --baseline writes one"
        )
    })?;
    Baseline::read(&String::from_utf8_lossy(&bytes)).map_err(|error| {
        anyhow!(
            "{name}: {error}; correct it, or write a new one with `--write-baseline {name}` without --baseline"
        )
    })
}

/// Returns what a baseline says of what was found.
pub fn compare<P>(known: &Baseline, run: Run<'_, P>) -> Comparison {
    let candidates: Vec<Candidate<'_>> = found(run).map(|at| at.candidate()).collect();
    known.compare(&candidates, &looked(run))
}

/// Takes findings that are known out of what was found.
pub fn take_out(lint: &mut Lint, mut is_known: impl FnMut(&Finding) -> bool) {
    let before = lint.findings.len();
    lint.findings.retain(|finding| !is_known(finding));
    lint.known += before - lint.findings.len();
}

/// Returns all findings, in order.
pub fn found<'f, P>((papers, rules): Run<'f, P>) -> impl Iterator<Item = PaperFinding<'f>> {
    papers.iter().flat_map(move |checked| {
        let rules = rules.rules(checked.paper);
        let found = move |finding| PaperFinding { finding, draft: &checked.draft, rules };
        checked.lint.findings.iter().map(found)
    })
}

fn looked<'r, P>((papers, rules): Run<'r, P>) -> Looked<'r> {
    let mut looked = Looked::default();
    for checked in papers {
        for (index, file) in checked.draft.files().iter().enumerate() {
            let applied = rules.applied(checked.paper, index);
            looked.files.entry(&file.path).or_default().extend(applied);
        }
    }
    looked
}

impl<'f> PaperFinding<'f> {
    /// Returns its file, from the root.
    pub fn path(&self) -> &'f str {
        &self.draft.file(self.draft.file_of(self.finding.place.first().start)).path
    }

    fn candidate(&self) -> Candidate<'f> {
        Candidate {
            fingerprint: self.finding.fingerprint,
            path: self.path(),
            is_whole_paper: self.finding.is_whole_paper,
        }
    }
}
