//! `changed-test`: another test than planned, without a word about it.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// Another test than planned, without a word about it.
#[derive(serde::Deserialize)]
pub struct ChangedTest;

impl PaperCheck for ChangedTest {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::Tests, &[Verdict::Differs][..]);
        departures::report(paper, out, of, Severity::Advice, |_, _| {});
    }
}
