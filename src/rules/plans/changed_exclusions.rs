//! `changed-exclusions`: other exclusions than planned, without a word about it.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// Other exclusions than planned, without a word about it.
#[derive(serde::Deserialize)]
pub struct ChangedExclusions;

impl PaperCheck for ChangedExclusions {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::Exclusions, &[Verdict::Differs, Verdict::Untold][..]);
        departures::report(paper, out, of, Severity::Advice, |departure, reported| {
            let is_told = departure.verdict == Verdict::Differs;
            let _ = reported.variant(if is_told { "changed" } else { "untold" });
        });
    }
}
