//! `--fix` and `--diff`: mends drafts in memory; what became of each file is shown here and written elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::added::Added;
use crate::check::mend::{self, MOST_ROUNDS, mend};
use crate::check::{Lint, Scratch};
use crate::cli::console::Console;
use crate::cli::loader::Home;
use crate::findings::Safety;
use crate::output::{self, DiffFor};
use crate::source::{Draft, Encoding};

/// A paper of a run, and what was found in it.
pub type Checked = mend::Checked<Home>;

/// Papers, and what is found in them, before or after they were changed.
pub struct Mended {
    pub papers: Vec<Checked>,
    /// What came of mending them.
    pub(super) done: mend::Mended,
    pub(super) changed: Vec<Changed>,
    /// What comments were added, where that was asked for.
    pub(super) added: Option<Added>,
}

/// A file that is no longer what it was.
#[derive(Clone)]
pub(super) struct Changed {
    pub home: Home,
    pub name: String,
    pub encoding: Encoding,
    pub old: String,
    pub new: String,
}

impl Mended {
    /// Papers in which nothing has been mended.
    pub fn nothing(papers: Vec<Checked>) -> Self {
        Self { papers, done: mend::Mended::default(), changed: Vec::new(), added: None }
    }

    /// Mends what can be mended, up to `most`. Papers that share files are mended together, the others on all processors.
    pub fn mend(&mut self, most: Safety, lint: impl Fn(usize, &Draft, &mut Scratch) -> Lint + Sync) {
        let before: Vec<Draft> = self.papers.iter().map(|checked| checked.draft.clone()).collect();
        let is_kept = |home: &Home| *home != Home::Elsewhere;
        let groups = groups(std::mem::take(&mut self.papers));
        let mended = groups.into_par_iter().map_init(Scratch::default, |scratch, mut group| {
            let done = mend(&mut group, most, is_kept, |paper, draft| lint(paper, draft, scratch));
            (group, done)
        });
        for (group, done) in mended.collect::<Vec<_>>() {
            self.papers.extend(group);
            self.done.extend(done);
        }
        self.papers.sort_by_key(|checked| checked.paper);
        self.compare(&before);
    }

    /// Finds out which files are no longer what they were.
    pub fn compare(&mut self, before: &[Draft]) {
        let mut seen = BTreeSet::new();
        for (old, checked) in before.iter().zip(&self.papers) {
            for ((old, new), home) in old.files().iter().zip(checked.draft.files()).zip(&checked.places) {
                if old.text != new.text && seen.insert(home) {
                    self.changed.push(Changed {
                        home: home.clone(),
                        name: old.name.clone(),
                        encoding: old.encoding,
                        old: old.text.clone(),
                        new: new.text.clone(),
                    });
                }
            }
        }
    }

    /// Prints the draft of standard input, changed or not, if there is one.
    pub fn print(&self, console: &Console) -> anyhow::Result<()> {
        let mut files =
            self.papers.iter().flat_map(|checked| checked.draft.files().iter().zip(&checked.places));
        match files.find(|(_, home)| **home == Home::Stdin) {
            Some((file, _)) => Ok(console.text(&file.text)?),
            None => Ok(()),
        }
    }

    /// Shows what would change, and says it in a line. Returns whether something would.
    pub fn show(&self, console: &Console) -> anyhow::Result<bool> {
        let reader = if console.is_terminal() { DiffFor::Terminal } else { DiffFor::Program };
        console.report(&self.diff(reader))?;
        self.say_what_is_left(console);
        let would = || output::would_mend(self.done.count, self.changed.len(), self.lints());
        console.notice(&self.added.as_ref().map_or_else(would, Added::offer));
        Ok(!self.changed.is_empty())
    }

    /// Returns what changed, as unified diffs.
    pub fn diff(&self, reader: DiffFor) -> String {
        let diff = |file: &Changed| output::diff(&file.name, &file.old, &file.new, reader);
        self.changed.iter().map(diff).collect()
    }

    /// Returns what was changed, in a line.
    pub fn summary(&self) -> String {
        let mended = || output::mended(self.done.count, self.changed.len(), self.lints());
        self.added.as_ref().map_or_else(mended, Added::said)
    }

    fn lints(&self) -> impl Iterator<Item = &Lint> {
        self.papers.iter().map(|checked| &checked.lint)
    }

    /// Says what could not be mended, and why.
    pub fn say_what_is_left(&self, console: &Console) {
        if self.done.is_stopped {
            console.notice(&format!(
                "fixing stopped after {MOST_ROUNDS} rounds, each of which left something new to fix; look at the changes, and run it again for the rest"
            ));
        }
        for name in &self.done.elsewhere {
            console.notice(&format!(
                "{name} was left as it is: only files in the paper's folder are changed, and beside standard input none"
            ));
        }
    }
}

/// Papers in groups, each in order, so that no two groups share a file that may be changed.
fn groups(papers: Vec<Checked>) -> Vec<Vec<Checked>> {
    let mut groups: Vec<Vec<Checked>> = Vec::new();
    let mut group_of: BTreeMap<Home, usize> = BTreeMap::new();
    for checked in papers {
        let files = checked.draft.files().iter().zip(&checked.places);
        let kept = files.filter(|(file, home)| !file.is_style() && **home != Home::Elsewhere);
        let kept: Vec<Home> = kept.map(|(_, home)| home.clone()).collect();
        let met: BTreeSet<usize> = kept.iter().filter_map(|home| group_of.get(home).copied()).collect();
        let group = met.first().copied().unwrap_or(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        group_of.extend(kept.into_iter().map(|home| (home, group)));
        // A paper may be what joins others.
        for other in met.into_iter().skip(1) {
            let joined = std::mem::take(&mut groups[other]);
            groups[group].extend(joined);
            group_of.values_mut().filter(|of| **of == other).for_each(|of| *of = group);
        }
        groups[group].push(checked);
    }
    groups.iter_mut().for_each(|group| group.sort_by_key(|checked| checked.paper));
    groups
}
