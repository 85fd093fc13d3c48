use std::path::Path;

use anyhow::{Context, anyhow};

use super::fix::Checked;
use crate::check::{Lint, RuleSet};
use crate::config::Compiled;
use crate::faces::args::Check;
use crate::faces::console::Console;
use crate::faces::disk::{MOST_OF_DRAFT, OpenError, ReadError, Roots, shown};
use crate::faces::write::{Files, Target};
use crate::findings::{Baseline, Candidate, Entry, Fate, Finding, Looked};
use crate::output::{clean_json, counted};
use crate::source::Draft;

/// What a run looked at, and the rules by which.
type Run<'r> = (&'r [Checked], &'r Compiled);

/// `--baseline` and `--write-baseline`: takes out of `papers` what is known, says what is gone, and adds the file to write to `files`.
///
/// # Errors
/// When the baseline cannot be read or written.
pub fn apply(
    check: &Check,
    (papers, rules): (&mut [Checked], &Compiled),
    target: Option<&Target>,
    files: &mut Files,
    console: &Console,
) -> anyhow::Result<()> {
    let known = match &check.baseline {
        Some(path) if target.is_none() && is_missing(path) => {
            let name = shown(path);
            console.notice(&format!(
                "{name} is not there yet, so that every finding is new; `paperlint --write-baseline {name}` writes it"
            ));
            None
        }
        path => path.as_deref().map(read).transpose()?,
    };
    let (Some(known), Some(path)) = (&known, &check.baseline) else {
        return match target {
            Some(target) => write_all(target, (papers, rules), files, console),
            None => Ok(()),
        };
    };
    let candidates: Vec<Candidate<'_>> = found((papers, rules)).map(|at| at.candidate()).collect();
    let comparison = known.compare(&candidates, &looked((papers, rules)));
    let gone = comparison.fates.iter().filter(|fate| **fate == Fate::Gone).count();
    let name = shown(path);
    if let Some(target) = target {
        let still = found((papers, rules)).zip(&comparison.is_known).filter(|(_, is_known)| **is_known);
        let unseen = known.entries().iter().zip(&comparison.fates);
        let unseen = unseen.filter(|(_, fate)| **fate == Fate::NotLookedAt).map(|(entry, _)| entry.clone());
        let kept = Baseline::new(still.map(|(at, _)| at.entry()).chain(unseen).collect());
        add(target, &kept, files)?;
        let (gone, kept) = (findings(gone), findings(kept.entries().len()));
        console.notice(&format!("{}: {gone} gone, {kept} left", shown(&target.name)));
    } else if gone > 0 {
        let are = if gone == 1 { "is" } else { "are" };
        console.notice(&format!(
            "{} of {name} {are} gone; add `--write-baseline {name}` to take {} out",
            findings(gone),
            if gone == 1 { "it" } else { "them" },
        ));
    }
    let mut is_known = comparison.is_known.iter();
    for checked in papers {
        take_out(&mut checked.lint, |_| is_known.next() == Some(&true));
    }
    Ok(())
}

/// Everything that is found becomes known.
fn write_all(
    target: &Target,
    (papers, rules): (&mut [Checked], &Compiled),
    files: &mut Files,
    console: &Console,
) -> anyhow::Result<()> {
    let baseline = Baseline::new(found((papers, rules)).map(|at| at.entry()).collect());
    add(target, &baseline, files)?;
    papers.iter_mut().for_each(|checked| take_out(&mut checked.lint, |_| true));
    let name = shown(&target.name);
    let count = findings(baseline.entries().len());
    console.notice(&format!(
        "{name} holds {count}; with `--baseline {name}` only new ones are shown and counted"
    ));
    Ok(())
}

fn take_out(lint: &mut Lint, mut is_known: impl FnMut(&Finding) -> bool) {
    let before = lint.findings.len();
    lint.findings.retain(|finding| !is_known(finding));
    lint.known += before - lint.findings.len();
}

/// Whether nothing is there, which is how a baseline begins.
fn is_missing(path: &Path) -> bool {
    matches!(Roots::default().open(path), Err(OpenError::Missing))
}

fn read(path: &Path) -> anyhow::Result<Baseline> {
    let name = shown(path);
    let bytes = Roots::default().open(path).map_err(ReadError::from);
    let bytes = bytes.and_then(|located| located.opened.read(MOST_OF_DRAFT)).with_context(|| {
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

fn add(target: &Target, baseline: &Baseline, files: &mut Files) -> anyhow::Result<()> {
    files.add(target, clean_json(&baseline.written()).as_bytes())
}

fn findings(count: usize) -> String {
    counted(count as u64, "finding", "findings")
}

fn looked<'r>((papers, rules): Run<'r>) -> Looked<'r> {
    let mut looked = Looked::default();
    for checked in papers {
        for (index, file) in checked.draft.files().iter().enumerate() {
            let applied = rules.applied(checked.paper, index);
            looked.files.entry(&file.path).or_default().extend(applied);
        }
    }
    looked
}

/// A finding with the paper it was found in.
struct Found<'f> {
    finding: &'f Finding,
    draft: &'f Draft,
    rules: &'f RuleSet,
}

/// All findings, in order.
fn found<'f>((papers, rules): Run<'f>) -> impl Iterator<Item = Found<'f>> {
    papers.iter().flat_map(move |checked| {
        let rules = rules.rules(checked.paper);
        let found = move |finding| Found { finding, draft: &checked.draft, rules };
        checked.lint.findings.iter().map(found)
    })
}

/// Characters that an entry shows, from the place on.
const SHOWN: usize = 60;

impl<'f> Found<'f> {
    fn path(&self) -> &'f str {
        &self.draft.file(self.draft.file_of(self.finding.place.first().start)).path
    }

    fn candidate(&self) -> Candidate<'f> {
        Candidate {
            fingerprint: self.finding.fingerprint,
            path: self.path(),
            is_whole_paper: self.finding.is_whole_paper,
        }
    }

    fn entry(&self) -> Entry {
        let start = self.finding.place.first().start;
        let file = self.draft.file(self.draft.file_of(start));
        let from = file.text.get(start.saturating_sub(file.base) as usize..).unwrap_or("");
        let near: String = from.chars().take(SHOWN).collect();
        let text = near.split_whitespace().collect::<Vec<_>>().join(" ");
        Entry {
            path: self.path().to_owned(),
            rule: self.rules.spec(self.finding).id.clone(),
            text,
            fingerprint: self.finding.fingerprint.to_string(),
        }
    }
}
