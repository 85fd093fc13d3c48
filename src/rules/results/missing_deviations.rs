//! `missing-deviations`: a registration, and not a word on departures from it.

use crate::analysis::Paper;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// A registration that can be looked up, and nothing said of deviations.
#[derive(serde::Deserialize)]
pub struct MissingDeviations;

impl PaperCheck for MissingDeviations {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let results = paper.results();
        let anchors = &results.anchors;
        if let Some(registration) = &anchors.registration
            && anchors.identifier.is_some()
            && anchors.deviation.is_none()
            && !results.sections.is_empty()
        {
            out.at(registration.at.clone(), Severity::Advice).whole_paper();
        }
    }
}
