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
            let (variant, severity) = match later.is_in_later_head {
                true => ("head", Severity::Advice),
                false => ("twice", Severity::Warning),
            };
            out.place(Place::source(later.at), severity)
                .variant(variant)
                .value("key", later.key.as_str())
                .and(Place::source(first.at), "first");
        }
    }
}
