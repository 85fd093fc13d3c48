//! `changed-sample-size`: more or fewer observed than planned, without a word about it.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// More or fewer observed than planned, without a word about it.
#[derive(serde::Deserialize)]
pub struct ChangedSampleSize;

impl PaperCheck for ChangedSampleSize {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::SampleSize, &[Verdict::Differs][..]);
        departures::report(paper, out, of, Severity::Warning, |_, _| {});
    }
}
