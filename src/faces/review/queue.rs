use std::collections::HashSet;

use anyhow::{anyhow, bail};

use crate::faces::check::{Checked, Looked};
use crate::findings::{Finding, Severity};
use crate::output::{self, Diagnostic, Seen};

/// What is left to go through, in reading order. What is mended is gone by itself, since papers are read again.
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

impl Queue {
    /// A queue in which nothing is left yet.
    pub fn new(advice: bool) -> Self {
        Self { advice, ..Self::default() }
    }

    /// How many findings were left as they are.
    pub fn skipped(&self) -> usize {
        self.left.len() - self.before
    }

    /// The findings that are not done with.
    pub fn open<'l>(&self, looked: &'l Looked) -> Vec<Item<'l>> {
        let left: HashSet<&String> = self.left.iter().collect();
        let mut seen = Seen::default();
        let mut items = Vec::new();
        for checked in &looked.papers {
            let words = output::diagnostics(looked.linted(checked), &mut seen);
            let each = checked.lint.findings.iter().zip(words);
            let each = each.map(|(finding, found)| Item { checked, finding, found });
            items.extend(each.filter(|item| self.is_wanted(item) && !left.contains(&item.found.fingerprint)));
        }
        items
    }

    fn is_wanted(&self, item: &Item<'_>) -> bool {
        self.advice || item.finding.severity > Severity::Advice
    }

    /// Leaves a finding as it is.
    pub fn leave(&mut self, fingerprint: &str) {
        self.left.push(fingerprint.to_owned());
    }

    /// Takes up again what was left last. Returns whether there was something.
    pub fn back(&mut self) -> bool {
        self.left.len() > self.before && self.left.pop().is_some()
    }

    /// Leaves all that stands before a place, `FILE:LINE`.
    ///
    /// # Errors
    /// When it is no place, or nothing stands there or after it.
    pub fn begin_at(&mut self, place: &str, looked: &Looked) -> anyhow::Result<()> {
        let parts = place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse::<u32>().ok()?)));
        let (file, line) =
            parts.ok_or_else(|| anyhow!("--from {place}: name a file and a line, as in `paper.md:42`"))?;
        let items = self.open(looked);
        let is_there =
            |item: &Item<'_>| item.found.region.path == file && item.found.region.start.line >= line;
        let Some(first) = items.iter().position(is_there) else {
            bail!("--from {place}: nothing was found in {file} at line {line} or after it");
        };
        self.left.extend(items.into_iter().take(first).map(|item| item.found.fingerprint));
        self.before = self.left.len();
        Ok(())
    }
}
