//! The worst findings of a run, for formats that show a few: kept as they are met, so that no more is held than is shown.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::super::diagnostic::Diagnostic;
use crate::findings::Severity;

/// The worst `most` findings of each rule and severity, each as it will be written.
pub struct Worst {
    most: usize,
    kept: HashMap<(Severity, String), Vec<Kept>>,
    counts: HashMap<Severity, usize>,
}

/// A finding that may be shown.
pub struct Kept {
    pub severity: Severity,
    pub rule: String,
    /// As it will be written.
    pub text: String,
    is_whole_paper: bool,
    weight: u32,
    /// How many were met before it.
    number: usize,
}

impl Kept {
    fn rank(&self) -> (Reverse<bool>, Reverse<u32>, usize) {
        (Reverse(self.is_whole_paper), Reverse(self.weight), self.number)
    }
}

impl Worst {
    /// Nothing yet, of which `most` will be shown of each severity at most.
    pub fn new(most: usize) -> Self {
        Self { most, kept: HashMap::new(), counts: HashMap::new() }
    }

    /// Returns how many findings of a severity there were.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.get(&severity).copied().unwrap_or(0)
    }

    /// Takes the next finding; `written` is asked only where it may be shown.
    pub fn add(&mut self, remark: &Diagnostic, written: impl FnOnce(&Diagnostic) -> String) {
        let (severity, rule) = (remark.severity, remark.rule.to_owned());
        *self.counts.entry(severity).or_default() += 1;
        let kept = self.kept.entry((severity, rule.clone())).or_default();
        let (is_whole_paper, weight) = (remark.is_whole_paper, remark.weight);
        let number = self.counts.values().sum();
        let rank = (Reverse(is_whole_paper), Reverse(weight), number);
        let at = kept.partition_point(|other| other.rank() <= rank);
        if at < self.most {
            let text = written(remark);
            kept.insert(at, Kept { severity, rule, text, is_whole_paper, weight, number });
            kept.truncate(self.most);
        }
    }

    /// Returns what was kept, the worst first: by severity, then in turns, so that every rule is seen before one is seen twice; in a turn
    /// what is about a whole paper comes first, then what is furthest over its threshold, then what was met first.
    pub fn in_order(&self) -> Vec<&Kept> {
        let turns = self.kept.values().flat_map(|kept| kept.iter().enumerate());
        let mut turns: Vec<(usize, &Kept)> = turns.collect();
        turns.sort_by_key(|(turn, kept)| (Reverse(kept.severity), *turn, kept.rank()));
        turns.into_iter().map(|(_, kept)| kept).collect()
    }
}
