//! `orphan-hypothesis`: stated and never taken up, or taken up and never stated.

use crate::analysis::Paper;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// Hypotheses whose numbers stand on one side of the results only.
#[derive(serde::Deserialize)]
pub struct OrphanHypothesis;

impl PaperCheck for OrphanHypothesis {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let results = paper.results();
        let hypotheses = &results.hypotheses;
        // Where none is stated, `H1` may be anything; where none is taken up, the paper answers them by their words.
        if hypotheses.stated.is_empty() || hypotheses.resolved.is_empty() || results.sections.is_empty() {
            return;
        }
        // `H1` is answered where `H1a` is.
        let is_in = |name: &str, list: &[(&str, _)]| {
            list.iter().any(|(other, _)| other.starts_with(name) || name.starts_with(other))
        };
        for &(name, sentence) in
            hypotheses.stated.iter().filter(|(name, _)| !is_in(name, &hypotheses.resolved))
        {
            out.at(sentence.range(), Severity::Advice).variant("stated").value("name", name);
        }
        for &(name, sentence) in
            hypotheses.resolved.iter().filter(|(name, _)| !is_in(name, &hypotheses.stated))
        {
            out.at(sentence.range(), Severity::Advice).variant("resolved").value("name", name);
        }
    }
}
