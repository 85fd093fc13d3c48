//! `--fix` and `--diff`: mends drafts in memory, round by round; what became of each file is shown here and written elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::process::ExitCode;

use anyhow::bail;
use rayon::prelude::*;

use super::allow::Added;
use crate::check::{Lint, Scratch};
use crate::faces::args::Mending;
use crate::faces::console::Console;
use crate::faces::loader::Home;
use crate::findings::apply::{self, Disjoint};
use crate::findings::{Edit, Fix, Safety};
use crate::output;
use crate::source::{Draft, Encoding, Span};

/// Drafts, and what is found in them, before or after mending.
pub struct Mended {
    pub drafts: Vec<Draft>,
    pub lints: Vec<Lint>,
    /// Findings that were mended.
    pub count: usize,
    pub(super) changed: Vec<Changed>,
    /// Names of files in which something could be mended, were they not kept elsewhere.
    pub(super) elsewhere: BTreeSet<String>,
    /// What comments were added, where that was asked for.
    pub(super) added: Option<Added>,
    /// Whether something is left that could be mended, since there were too many rounds.
    is_stopped: bool,
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

/// Which fixes are asked for, if any.
///
/// # Errors
/// When an option lacks the one it goes with.
pub fn asked(mending: Mending) -> anyhow::Result<Option<Safety>> {
    match (mending.fix || mending.diff && !mending.add_suppressions, mending.suggested_fixes) {
        (true, true) => Ok(Some(Safety::Suggested)),
        (true, false) => Ok(Some(Safety::Safe)),
        (false, false) => Ok(None),
        (false, true) => bail!("--suggested-fixes goes with --fix, or with --diff to see the changes first"),
    }
}

/// Edits of files, each with the place it is to be made.
pub(super) type Edits = BTreeMap<Home, Vec<(Range<u32>, String)>>;

impl Mended {
    /// Drafts in which nothing has been mended.
    pub fn nothing(drafts: Vec<Draft>, lints: Vec<Lint>) -> Self {
        let (changed, elsewhere) = (Vec::new(), BTreeSet::new());
        Self { drafts, lints, count: 0, changed, elsewhere, added: None, is_stopped: false }
    }

    /// Mends what can be mended, up to `most`. A file that several papers share is mended once, for all of them.
    pub fn mend(
        &mut self,
        homes: &[Vec<Home>],
        most: Safety,
        lint: impl Fn(usize, &Draft, &mut Scratch) -> Lint + Sync,
    ) {
        let before = self.drafts.clone();
        for round in 0.. {
            let count = self.count;
            let edits = self.round(homes, most);
            if edits.is_empty() {
                break;
            }
            if round == apply::MOST_ROUNDS {
                self.count = count;
                self.is_stopped = true;
                break;
            }
            let papers = self.drafts.par_iter_mut().zip(&mut self.lints).zip(homes).enumerate();
            papers.for_each_init(Scratch::default, |scratch, (paper, ((draft, found), homes))| {
                let edits = edits_of(draft, homes, &edits);
                if !edits.is_empty() {
                    *draft = draft.edited(&edits);
                    *found = lint(paper, draft, scratch);
                }
            });
        }
        self.compare(&before, homes);
    }

    /// The edits of one round.
    fn round(&mut self, homes: &[Vec<Home>], most: Safety) -> Edits {
        let papers = self.drafts.par_iter().zip(&self.lints).zip(homes);
        let chosen: Vec<(Vec<&Fix>, Vec<String>)> = papers
            .map(|((draft, lint), homes)| {
                let fixes = lint.findings.iter().filter_map(|finding| finding.fix.as_ref());
                let wanted = fixes.filter(|fix| fix.safety <= most);
                let (ours, others): (Vec<&Fix>, Vec<&Fix>) = wanted.partition(|fix| {
                    fix.edits.iter().all(|edit| *home_of(draft, homes, edit) != Home::Elsewhere)
                });
                let others = others.iter().flat_map(|fix| &fix.edits);
                let others = others.filter(|edit| *home_of(draft, homes, edit) == Home::Elsewhere);
                let others = others.map(|edit| draft.file(draft.file_of(edit.span.start)).name.clone());
                (apply::choose(draft, ours), others.collect())
            })
            .collect();
        let mut taken = Disjoint::default();
        for (((fixes, others), draft), homes) in chosen.iter().zip(&self.drafts).zip(homes) {
            let added =
                fixes.iter().filter(|fix| taken.add(&located(draft, homes, fix)) == apply::Added::New);
            self.count += added.count();
            self.elsewhere.extend(others.iter().cloned());
        }
        let mut edits = Edits::new();
        for (home, range, text) in taken.into_edits() {
            edits.entry(home).or_default().push((range, text));
        }
        edits
    }

    /// Finds out which files are no longer what they were.
    pub fn compare(&mut self, before: &[Draft], homes: &[Vec<Home>]) {
        let mut seen = BTreeSet::new();
        for ((old, new), homes) in before.iter().zip(&self.drafts).zip(homes) {
            for ((old, new), home) in old.files().iter().zip(new.files()).zip(homes) {
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

    /// Prints the draft of standard input, changed or not. Gives whether there is one.
    pub fn print(&self, homes: &[Vec<Home>], console: &Console) -> anyhow::Result<bool> {
        let files = self.drafts.iter().zip(homes).flat_map(|(draft, homes)| draft.files().iter().zip(homes));
        let stdin = files.into_iter().find(|(_, home)| **home == Home::Stdin);
        if let Some((file, _)) = stdin {
            console.text(&file.text)?;
        }
        Ok(stdin.is_some())
    }

    /// Shows what would change, and says it in a line. The exit code is 1 where something would, and 2 where something could not be read.
    pub fn show(&self, has_failed: bool, console: &Console) -> anyhow::Result<ExitCode> {
        let is_terminal = console.is_terminal();
        let diffs =
            self.changed.iter().map(|file| output::diff(&file.name, &file.old, &file.new, is_terminal));
        let diffs: String = diffs.collect();
        console.report(&diffs)?;
        self.say_what_is_left(console);
        console.notice(&self.offer());
        Ok(ExitCode::from(if has_failed { 2 } else { u8::from(!self.changed.is_empty()) }))
    }

    /// What would be changed, in a line.
    fn offer(&self) -> String {
        let mended = || output::would_mend(self.count, self.changed.len(), &self.lints);
        self.added.as_ref().map_or_else(mended, Added::offer)
    }

    /// What was changed, in a line.
    pub fn summary(&self) -> String {
        let mended = || output::mended(self.count, self.changed.len(), &self.lints);
        self.added.as_ref().map_or_else(mended, Added::said)
    }

    /// Says what could not be mended, and why.
    pub fn say_what_is_left(&self, console: &Console) {
        if self.is_stopped {
            console.notice(&format!(
                "fixing stopped after {} rounds, each of which left something new to fix; look at the changes, and run it again for the rest",
                apply::MOST_ROUNDS
            ));
        }
        for name in &self.elsewhere {
            console.notice(&format!(
                "{name} was left as it is: only files in the paper's folder are changed, and beside standard input none"
            ));
        }
    }
}

/// The home of the file that an edit lies in.
fn home_of<'h>(draft: &Draft, homes: &'h [Home], edit: &Edit) -> &'h Home {
    homes.get(draft.file_of(edit.span.start).0 as usize).unwrap_or(&Home::Elsewhere)
}

/// The edits of a fix in their files.
fn located<'f>(draft: &Draft, homes: &[Home], fix: &'f Fix) -> Vec<(Home, Range<u32>, &'f str)> {
    let locate = |edit: &'f Edit| {
        let base = draft.file(draft.file_of(edit.span.start)).base;
        let range = edit.span.start - base..edit.span.end - base;
        (home_of(draft, homes, edit).clone(), range, edit.text.as_str())
    };
    fix.edits.iter().map(locate).collect()
}

/// The edits of a draft's files.
pub(super) fn edits_of<'e>(draft: &Draft, homes: &[Home], edits: &'e Edits) -> Vec<(Span, &'e str)> {
    let files = draft.files().iter().zip(homes);
    let here = files.filter_map(|(file, home)| Some((file, edits.get(home)?)));
    here.flat_map(|(file, edits)| {
        // Two papers may have read a shared file at two times.
        let fitting = edits
            .iter()
            .filter(|(range, _)| file.text.get(range.start as usize..range.end as usize).is_some());
        fitting
            .map(|(range, text)| (Span::new(file.base + range.start, file.base + range.end), text.as_str()))
    })
    .collect()
}
