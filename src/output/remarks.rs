//! What every format for machines is made of. Made once for a run; a format only chooses and arranges.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::Linted;
use super::diagnostic::{Diagnostic, Seen, diagnostics};
use crate::check::Lint;
use crate::findings::Severity;

/// A paper and what is said of it.
#[derive(Serialize)]
pub struct Paper<'l> {
    /// Its main file, from the root.
    pub path: &'l str,
    /// Words of running text.
    pub words: u32,
    /// In reading order.
    pub findings: Vec<Diagnostic>,
    /// How many findings a baseline knows, which are left out.
    pub known: usize,
    #[serde(skip)]
    pub lint: &'l Lint,
}

/// What is said of each paper of a run.
pub fn remarks<'l>(linted: &[Linted<'l>]) -> Vec<Paper<'l>> {
    let mut seen = Seen::default();
    let paper = |linted: &Linted<'l>| Paper {
        path: &linted.draft.main().path,
        words: linted.lint.words,
        findings: diagnostics(*linted, &mut seen),
        known: linted.lint.known,
        lint: linted.lint,
    };
    linted.iter().map(paper).collect()
}

/// All diagnostics, the worst first: by severity, then in turns, so that every rule is seen before one is seen twice; in a turn what is about
/// a whole paper comes first, then what is furthest over its threshold.
pub fn worst_first<'p>(papers: &'p [Paper<'_>]) -> Vec<&'p Diagnostic> {
    let mut all: Vec<&Diagnostic> = papers.iter().flat_map(|paper| &paper.findings).collect();
    let rank =
        |found: &Diagnostic| (Reverse(found.severity), Reverse(found.is_whole_paper), Reverse(found.weight));
    all.sort_by_key(|found| rank(found));
    let mut turns: HashMap<(Severity, &str), usize> = HashMap::new();
    let mut in_turns: Vec<(usize, &Diagnostic)> = Vec::with_capacity(all.len());
    for found in all {
        let turn = turns.entry((found.severity, &found.rule)).or_default();
        in_turns.push((*turn, found));
        *turn += 1;
    }
    in_turns.sort_by_key(|(turn, found)| (Reverse(found.severity), *turn, rank(found)));
    in_turns.into_iter().map(|(_, found)| found).collect()
}
