//! `broken-entry`: an entry that BibTeX cannot read.

use crate::analysis::Paper;
use crate::analysis::bibliography::BrokenKind;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Each entry that is cited, at what is broken.
#[derive(serde::Deserialize)]
pub struct BrokenEntry;

impl PaperCheck for BrokenEntry {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for entry in paper.bibliography().cited() {
            let Err(broken) = &entry.says else { continue };
            let variant = match broken.kind {
                BrokenKind::Unclosed => "unclosed",
                BrokenKind::Comma => "comma",
                BrokenKind::Field => "field",
            };
            out.place(Place::source(broken.at), Severity::Warning)
                .variant(variant)
                .value("key", entry.located.key)
                .and(Place::source(entry.located.at), "entry");
        }
    }
}
