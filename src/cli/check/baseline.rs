use std::path::Path;

use super::fix::Checked;
use crate::cli::args::Check;
use crate::cli::console::Console;
use crate::cli::disk::{OpenError, ReadError, Roots, shown};
use crate::cli::known::{PaperFinding, compare, found, read, take_out};
use crate::cli::write::{Files, Target};
use crate::config::Compiled;
use crate::findings::{Baseline, Entry, Fate};
use crate::output::{clean_json, counted};

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
        path => path.as_deref().map(open).transpose()?,
    };
    let (Some(known), Some(path)) = (&known, &check.baseline) else {
        return match target {
            Some(target) => write_all(target, (papers, rules), files, console),
            None => Ok(()),
        };
    };
    let comparison = compare(known, (papers, rules));
    let gone = comparison.fates.iter().filter(|fate| **fate == Fate::Gone).count();
    let name = shown(path);
    if let Some(target) = target {
        let still = found((papers, rules)).zip(&comparison.is_known).filter(|(_, is_known)| **is_known);
        let unseen = known.entries().iter().zip(&comparison.fates);
        let unseen = unseen.filter(|(_, fate)| **fate == Fate::NotLookedAt).map(|(entry, _)| entry.clone());
        let kept = Baseline::new(still.map(|(at, _)| entry(&at)).chain(unseen).collect());
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
    let baseline = Baseline::new(found((papers, rules)).map(|at| entry(&at)).collect());
    add(target, &baseline, files)?;
    papers.iter_mut().for_each(|checked| take_out(&mut checked.lint, |_| true));
    let name = shown(&target.name);
    let count = findings(baseline.entries().len());
    console.notice(&format!(
        "{name} holds {count}; with `--baseline {name}` only new ones are shown and counted"
    ));
    Ok(())
}

/// Returns whether nothing is there, which is how a baseline begins.
fn is_missing(path: &Path) -> bool {
    matches!(Roots::default().open(path), Err(OpenError::Missing))
}

fn open(path: &Path) -> anyhow::Result<Baseline> {
    let opened = Roots::default().open(path).map(|located| located.opened);
    read(path, opened.map_err(ReadError::from))
}

fn add(target: &Target, baseline: &Baseline, files: &mut Files) -> anyhow::Result<()> {
    files.add(target, clean_json(&baseline.written()).as_bytes())
}

fn findings(count: usize) -> String {
    counted(count as u64, "finding", "findings")
}

/// Characters that an entry shows, from the place on.
const SHOWN: usize = 60;

fn entry(found: &PaperFinding<'_>) -> Entry {
    let start = found.finding.place.first().start;
    let file = found.draft.file(found.draft.file_of(start));
    let from = file.text.get(start.saturating_sub(file.base) as usize..).unwrap_or("");
    let near: String = from.chars().take(SHOWN).collect();
    let text = near.split_whitespace().collect::<Vec<_>>().join(" ");
    Entry {
        path: found.path().to_owned(),
        rule: found.rules.spec(found.finding).id.clone(),
        text,
        fingerprint: found.finding.fingerprint.to_string(),
    }
}
