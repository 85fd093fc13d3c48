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
        let (labels, is_usual) = References::of(paper).unmentioned();
        // Some papers place their figures where they are needed and speak of few.
        let severity = if is_usual { Severity::Advice } else { Severity::Warning };
        for label in labels {
            out.place(Place::source(label.at), severity).value("key", label.key.as_str());
        }
    }
}
