//! `changed-covariates`: other covariates than planned, without a word about it.

use crate::analysis::Paper;
use crate::analysis::plans::{Topic, Verdict};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, departures};

/// Other covariates than planned, without a word about it.
#[derive(serde::Deserialize)]
pub struct ChangedCovariates;

impl PaperCheck for ChangedCovariates {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let of = (Topic::Covariates, &[Verdict::Differs][..]);
        departures::report(paper, out, of, Severity::Advice, |departure, reported| {
            let _ = reported.variant(match (&departure.planned.what, &departure.instead) {
                (Some(_), Some(_)) => "changed",
                (Some(_), None) => "dropped",
                _ => "added",
            });
        });
    }
}
