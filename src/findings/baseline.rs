//! Findings that are known already, in a file that lies beside the paper.
//!
//! A finding is known when the file holds its fingerprint, as often as it is found. The file's paths do not have to agree, so that text
//! may move to another file and a file may get another name; only what is about a paper as a whole stays with its file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::Fingerprint;

/// A baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By path, rule and text.
    entries: Vec<Entry>,
}

/// A known finding. Its order is the order of the file.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The file, from the root.
    pub path: String,
    /// The id of the rule.
    pub rule: String,
    /// The words that stand there: for people, who read differences of the file.
    pub text: String,
    /// As a finding shows it.
    pub fingerprint: String,
}

/// A finding, as it is compared with a baseline.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'c> {
    /// What it is known by.
    pub fingerprint: Fingerprint,
    /// Its file, from the root.
    pub path: &'c str,
    /// Whether it is about the paper as a whole.
    pub is_whole_paper: bool,
}

/// What a run looked at.
#[derive(Clone, Debug, Default)]
pub struct Looked<'l> {
    /// The files, from the root, each with the ids of the rules that were applied to it.
    pub files: BTreeMap<&'l str, BTreeSet<&'l str>>,
}

/// What a baseline says of a run.
#[derive(Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Of each finding, in order, whether it is known.
    pub is_known: Vec<bool>,
    /// Of each entry, in order, what became of it.
    pub fates: Vec<Fate>,
}

/// What became of a known finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is still there.
    Found,
    /// Its file was read and its rule was applied, and it is not there.
    Gone,
    /// Nobody looked.
    NotLookedAt,
}

/// Why a file is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// Not what this program writes.
    #[error("line {}, column {}: this is not a baseline ({})", .0.line(), .0.column(), short(.0))]
    Malformed(#[from] serde_json::Error),
    /// Written by a later program, or by hand.
    #[error("this is version {0} of a baseline, and this paperlint reads version {VERSION}")]
    Version(u64),
}

/// Returns the message without the place, which stands before it.
fn short(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

/// The version that is read and written.
const VERSION: u64 = 1;

#[derive(Deserialize)]
struct Version {
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Entry>,
}

impl Baseline {
    /// Returns a baseline of entries in any order.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort();
        Self { entries }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// When it is not what [`Baseline::written`] gives.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let Version { version } = serde_json::from_str(text)?;
        if version != VERSION {
            return Err(BaselineError::Version(version));
        }
        let Written { findings, .. } = serde_json::from_str(text)?;
        Ok(Self::new(findings))
    }

    /// Returns the text of a file: JSON, a line for each finding, sorted, so that a change shows as lines.
    pub fn written(&self) -> String {
        // Structs of strings are always valid JSON.
        let line = |entry: &Entry| format!("    {}", serde_json::to_string(entry).unwrap_or_default());
        let lines: Vec<String> = self.entries.iter().map(line).collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{lines}]\n}}\n")
    }

    /// Returns the entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Compares with what a run found.
    pub fn compare(&self, found: &[Candidate<'_>], looked: &Looked<'_>) -> Comparison {
        let mut unused: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            unused.entry(&entry.fingerprint).or_default().push(index);
        }
        let mut is_known = vec![false; found.len()];
        let mut is_used = vec![false; self.entries.len()];
        // What has not moved comes first, so that of two equal sentences in two files the known one is known.
        for may_move in [false, true] {
            for (candidate, is_known) in found.iter().zip(&mut is_known).filter(|(_, is_known)| !**is_known) {
                let Some(same) = unused.get_mut(candidate.fingerprint.to_string().as_str()) else { continue };
                let fits = |index: &usize| {
                    let path = self.entries[*index].path.as_str();
                    let has_moved =
                        may_move && !(candidate.is_whole_paper && looked.files.contains_key(path));
                    path == candidate.path || has_moved
                };
                if let Some(at) = same.iter().position(fits) {
                    is_used[same.remove(at)] = true;
                    *is_known = true;
                }
            }
        }
        let has_looked = |entry: &Entry| {
            looked.files.get(entry.path.as_str()).is_some_and(|rules| rules.contains(entry.rule.as_str()))
        };
        let fates = self.entries.iter().zip(is_used).map(|(entry, is_used)| match is_used {
            true => Fate::Found,
            false if has_looked(entry) => Fate::Gone,
            false => Fate::NotLookedAt,
        });
        Comparison { is_known, fates: fates.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, fingerprint: u64) -> Entry {
        let fingerprint = Fingerprint(fingerprint).to_string();
        Entry { path: path.to_owned(), rule: "a-rule".to_owned(), text: "We".to_owned(), fingerprint }
    }

    fn found(path: &str, fingerprint: u64) -> Candidate<'_> {
        Candidate { fingerprint: Fingerprint(fingerprint), path, is_whole_paper: false }
    }

    fn compare(entries: &[Entry], found: &[Candidate<'_>], read: &[&str]) -> (Vec<bool>, Vec<Fate>) {
        let baseline = Baseline::new(entries.to_vec());
        let looked = Looked { files: read.iter().map(|path| (*path, ["a-rule"].into())).collect() };
        let comparison = baseline.compare(found, &looked);
        (comparison.is_known, comparison.fates)
    }

    #[test]
    fn equal_findings_are_counted() {
        let known = [entry("a", 1), entry("a", 1)];
        assert_eq!(
            compare(&known, &[found("a", 1), found("a", 1), found("a", 1)], &["a"]).0,
            [true, true, false]
        );
        assert_eq!(compare(&known, &[found("a", 1)], &["a"]), (vec![true], vec![Fate::Found, Fate::Gone]));
    }

    #[test]
    fn what_moved_is_known_and_what_stayed_comes_first() {
        let moved = compare(&[entry("a", 1)], &[found("b", 1)], &["a", "b"]);
        assert_eq!(moved, (vec![true], vec![Fate::Found]));
        let both = [found("a", 1), found("b", 1)];
        assert_eq!(compare(&[entry("b", 1)], &both, &["a", "b"]).0, [false, true]);
    }

    #[test]
    fn a_whole_paper_moves_only_with_its_file() {
        let candidate = Candidate { is_whole_paper: true, ..found("b", 1) };
        let stayed = compare(&[entry("a", 1)], &[candidate], &["a", "b"]);
        assert_eq!(stayed, (vec![false], vec![Fate::Gone]));
        assert_eq!(compare(&[entry("a", 1)], &[candidate], &["b"]).0, [true]);
    }

    #[test]
    fn what_nobody_looked_at_is_not_gone() {
        assert_eq!(compare(&[entry("a", 1)], &[], &["b"]).1, [Fate::NotLookedAt]);
        let other = Entry { rule: "other".to_owned(), ..entry("a", 1) };
        assert_eq!(compare(&[other], &[], &["a"]).1, [Fate::NotLookedAt]);
    }

    #[test]
    fn what_is_written_is_read() {
        for entries in [vec![], vec![entry("b", 2), entry("a", 1)]] {
            let baseline = Baseline::new(entries);
            assert_eq!(Baseline::read(&baseline.written()).unwrap(), baseline);
        }
        for text in
            ["", "{}", "[]", "{\"version\": 2}", "{\"version\": 1}", "{\"version\": 1, \"findings\": [{}]}"]
        {
            assert!(Baseline::read(text).is_err(), "{text}");
        }
    }
}
