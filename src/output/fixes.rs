//! What is said about fixes: which findings have one, what was mended, and how to ask for more.

use super::counted;
use crate::check::Lint;
use crate::findings::{Finding, Safety};

/// Returns the help of a finding, with the option that does what it says.
pub fn marked(help: String, finding: &Finding) -> String {
    match finding.fix.as_ref().map(|fix| fix.safety) {
        Some(Safety::Safe) => format!("{help} [--fix]"),
        Some(Safety::Suggested) => format!("{help} [--suggested-fixes]"),
        None => help,
    }
}

/// How many findings have a fix.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fixable {
    safe: usize,
    suggested: usize,
}

impl Fixable {
    /// Adds what was found in a paper.
    pub fn add(&mut self, lint: &Lint) {
        for fix in lint.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            match fix.safety {
                Safety::Safe => self.safe += 1,
                Safety::Suggested => self.suggested += 1,
            }
        }
    }
}

/// Says once how findings can be mended; nothing where none can.
pub fn offer(Fixable { safe, suggested }: Fixable) -> String {
    let fixable = match (safe, suggested) {
        (0, 0) => return String::new(),
        (_, 0) => format!("{safe} fixable with --fix"),
        (0, _) => format!("{suggested} fixable with --fix --suggested-fixes"),
        _ => format!("{safe} fixable with --fix, {suggested} more with --fix --suggested-fixes"),
    };
    format!("{fixable} (preview with --diff)\n")
}

/// Returns what was mended, and what else could be.
pub fn mended<'l>(count: usize, files: usize, left: impl Iterator<Item = &'l Lint>) -> String {
    let mended = match count {
        0 => "nothing to fix safely".to_owned(),
        _ => format!("fixed {}", places(count, files)),
    };
    format!("{mended}{}", more(left))
}

/// Returns what would be mended, and what else could be.
pub fn would_mend<'l>(count: usize, files: usize, left: impl Iterator<Item = &'l Lint>) -> String {
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

fn more<'l>(left: impl Iterator<Item = &'l Lint>) -> String {
    let mut fixable = Fixable::default();
    left.for_each(|lint| fixable.add(lint));
    match fixable.suggested {
        0 => String::new(),
        count => format!("; --suggested-fixes would change {}", counted(count as u64, "place", "places")),
    }
}
