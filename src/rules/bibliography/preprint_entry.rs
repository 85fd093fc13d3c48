//! `preprint-entry`: a preprint whose entry says where it has come out.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Each entry that is cited.
#[derive(serde::Deserialize)]
pub struct PreprintEntry;

impl PaperCheck for PreprintEntry {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for preprint in paper.bibliography().preprints() {
            out.place(Place::source(preprint.field.at), Severity::Advice).value("key", preprint.key);
        }
    }
}
