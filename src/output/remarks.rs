//! A paper as every format for machines writes it. A format only chooses and arranges.

use serde::Serialize;

use super::Linted;
use super::diagnostic::{Diagnostic, Seen, diagnostics};

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
}

/// Returns what is said of a paper.
pub fn paper<'l>(linted: Linted<'l>, seen: &mut Seen) -> Paper<'l> {
    Paper {
        path: &linted.draft.main().path,
        words: linted.lint.words,
        findings: diagnostics(linted, seen),
        known: linted.lint.known,
    }
}
