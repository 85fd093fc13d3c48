//! `dropped-hypothesis`: a hypothesis of the plan that the paper never takes up.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// A hypothesis of the plan that the paper never takes up.
#[derive(serde::Deserialize)]
pub struct DroppedHypothesis;

impl PaperCheck for DroppedHypothesis {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::Hypotheses, &[Verdict::Untold][..]);
        departures::report(paper, out, of, Severity::Warning, |_, _| {});
    }
}
