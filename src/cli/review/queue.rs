use std::cmp::Reverse;
use std::collections::HashSet;

use anyhow::{anyhow, bail};

use crate::cli::check::{Checked, Looked};
use crate::findings::{Finding, Severity, Value};
use crate::output::{self, Diagnostic, Seen};

/// What is left to go through, the worst first and else in reading order. What is mended is gone by itself, since papers are read again.
#[derive(Debug, Default)]
pub struct Queue {
    /// Fingerprints of findings that were left as they are, the last one last.
    left: Vec<String>,
    /// How many of them stand before the place that was begun at.
    before: usize,
    /// Whether suggestions are gone through, too.
    advice: bool,
}

/// A finding to be shown.
pub struct Item<'l> {
    /// Its paper.
    pub checked: &'l Checked,
    /// As it was found.
    pub finding: &'l Finding,
    /// The same in words.
    pub found: Diagnostic,
}

impl Item<'_> {
    /// Returns the acronym that it is about.
    pub fn acronym(&self) -> Option<&str> {
        match self.finding.value("acronym")? {
            Value::Text(acronym) => Some(acronym),
            Value::Count(_) => None,
        }
    }
}

impl Queue {
    /// Returns a queue in which nothing is left yet.
    pub fn new(advice: bool) -> Self {
        Self { advice, ..Self::default() }
    }

    /// Returns how many findings were left as they are.
    pub fn skipped(&self) -> usize {
        self.left.len() - self.before
    }

    /// Returns the findings that are not done with.
    pub fn open<'l>(&self, looked: &'l Looked) -> Vec<Item<'l>> {
        let left: HashSet<&String> = self.left.iter().collect();
        let mut seen = Seen::default();
        let mut items = Vec::new();
        for checked in &looked.papers {
            let words = output::diagnostics(looked.linted(checked), &mut seen);
            let each = checked.lint.findings.iter().zip(words);
            let each = each.map(|(finding, found)| Item { checked, finding, found });
            items.extend(
                each.filter(|item| self.is_wanted(item.finding) && !left.contains(&item.found.fingerprint)),
            );
        }
        items.sort_by_key(|item| Reverse(item.finding.severity));
        items
    }

    /// Returns how many findings are not gone through, since they are suggestions.
    pub fn kept_back(&self, looked: &Looked) -> usize {
        let findings = looked.papers.iter().flat_map(|checked| &checked.lint.findings);
        findings.filter(|finding| !self.is_wanted(finding)).count()
    }

    fn is_wanted(&self, finding: &Finding) -> bool {
        self.advice || finding.severity > Severity::Advice
    }

    /// Leaves a finding as it is.
    pub fn leave(&mut self, fingerprint: &str) {
        self.left.push(fingerprint.to_owned());
    }

    /// Takes up again what was left last. Returns whether there was something.
    pub fn back(&mut self) -> bool {
        self.left.len() > self.before && self.left.pop().is_some()
    }

    /// Leaves all that comes before the finding at a place, `FILE:LINE`; where none is left there, before the next one of its file.
    ///
    /// # Errors
    /// When it is no place, or nothing stands there or after it.
    pub fn begin_at(&mut self, place: &str, looked: &Looked) -> anyhow::Result<()> {
        let parts = place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse::<u32>().ok()?)));
        let (file, line) =
            parts.ok_or_else(|| anyhow!("--from {place}: name a file and a line, as in `paper.md:42`"))?;
        let items = self.open(looked);
        let after = |item: &Item<'_>| {
            let region = &item.found.region;
            (region.path == file).then(|| region.start.line.checked_sub(line)).flatten()
        };
        let there = items.iter().position(|item| after(item) == Some(0));
        let Some(first) = there.or_else(|| items.iter().position(|item| after(item).is_some())) else {
            bail!("--from {place}: nothing was found in {file} at line {line} or after it");
        };
        self.left.extend(items.into_iter().take(first).map(|item| item.found.fingerprint));
        self.before = self.left.len();
        Ok(())
    }
}
