//! `changed-outcome`: another outcome than planned, without a word about it.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// Another outcome than planned, without a word about it.
#[derive(serde::Deserialize)]
pub struct ChangedOutcome;

impl PaperCheck for ChangedOutcome {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::Outcome, &[Verdict::Differs][..]);
        departures::report(paper, out, of, Severity::Warning, |_, _| {});
    }
}
