//! `duplicate-label`: a label that is given twice.

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Each label whose key an earlier one has.
#[derive(serde::Deserialize)]
pub struct DuplicateLabel;

impl PaperCheck for DuplicateLabel {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for (later, first) in References::of(paper).repeated() {
            out.place(Place::source(later.at), Severity::Warning)
                .value("key", later.key.as_str())
                .and(Place::source(first.at), "first");
        }
    }
}
