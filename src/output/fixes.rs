//! What is said about fixes: which findings have one, what was mended, and how to ask for more.

use super::counted;
use crate::check::Lint;
use crate::findings::{Finding, Safety};

/// The help of a finding, with the option that does what it says.
pub fn marked(help: String, finding: &Finding) -> String {
    match finding.fix.as_ref().map(|fix| fix.safety) {
        Some(Safety::Safe) => format!("{help} [--fix]"),
        Some(Safety::Suggested) => format!("{help} [--suggested-fixes]"),
        None => help,
    }
}

/// Says once how findings can be mended; nothing where none can.
pub fn offer<'l>(lints: impl Iterator<Item = &'l Lint> + Clone) -> String {
    let (safe, suggested) = (with_fix(lints.clone(), Safety::Safe), with_fix(lints, Safety::Suggested));
    let fixable = match (safe, suggested) {
        (0, 0) => return String::new(),
        (_, 0) => format!("{safe} fixable with --fix"),
        (0, _) => format!("{suggested} fixable with --fix --suggested-fixes"),
        _ => format!("{safe} fixable with --fix, {suggested} more with --fix --suggested-fixes"),
    };
    format!("{fixable} (preview with --diff)\n")
}

/// What was mended, and what else could be.
pub fn mended(count: usize, files: usize, left: &[Lint]) -> String {
    let mended = match count {
        0 => "nothing to fix safely".to_owned(),
        _ => format!("fixed {}", places(count, files)),
    };
    format!("{mended}{}", more(left))
}

/// What would be mended, and what else could be.
pub fn would_mend(count: usize, files: usize, left: &[Lint]) -> String {
    let mended = match count {
        0 => "nothing to fix safely".to_owned(),
        _ => format!("{} would be fixed", places(count, files)),
    };
    format!("{mended}{}", more(left))
}

fn places(count: usize, files: usize) -> String {
    let files = counted(files as u64, "file", "files");
    format!("{} in {files}", counted(count as u64, "finding", "findings"))
}

fn more(left: &[Lint]) -> String {
    match with_fix(left.iter(), Safety::Suggested) {
        0 => String::new(),
        count => format!("; --suggested-fixes would change {}", counted(count as u64, "place", "places")),
    }
}

fn with_fix<'l>(lints: impl Iterator<Item = &'l Lint>, safety: Safety) -> usize {
    let findings = lints.flat_map(|lint| &lint.findings);
    findings.filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safety == safety).count()
}
