//! `unmentioned-float`: a figure or table that the text never speaks of.

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Each numbered float without a reference from outside floats.
#[derive(serde::Deserialize)]
pub struct UnmentionedFloat;

impl PaperCheck for UnmentionedFloat {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for label in References::of(paper).unmentioned() {
            out.place(Place::source(label.at), Severity::Warning).value("key", label.key.as_str());
        }
    }
}
