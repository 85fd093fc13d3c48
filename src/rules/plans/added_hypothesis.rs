//! `added-hypothesis`: a hypothesis that the plan does not have.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// A hypothesis that the plan does not have.
#[derive(serde::Deserialize)]
pub struct AddedHypothesis;

impl PaperCheck for AddedHypothesis {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::Hypotheses, &[Verdict::Unplanned][..]);
        departures::report(paper, out, of, Severity::Advice, |_, _| {});
    }
}
