//! `float-order`: a figure or table that is spoken of before one that stands before it.

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// The first place of each kind.
#[derive(serde::Deserialize)]
pub struct FloatOrder;

impl PaperCheck for FloatOrder {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for found in References::of(paper).out_of_order() {
            out.place(Place::source(found.at.at), Severity::Advice)
                .value("key", found.at.key.as_str())
                .value("skipped", found.skipped.key.as_str())
                .and(Place::source(found.skipped.at), "skipped");
        }
    }
}
