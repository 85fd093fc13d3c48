//! `unplanned-claim`: a result that the paper calls planned, and of which the plan says nothing.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// A result that the paper calls planned, and of which the plan says nothing.
#[derive(serde::Deserialize)]
pub struct UnplannedClaim;

impl PaperCheck for UnplannedClaim {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::Claims, &[Verdict::Unplanned][..]);
        departures::report(paper, out, of, Severity::Advice, |_, _| {});
    }
}
