//! `missing-deviations`: a registration, and not a word on departures from it.

use crate::analysis::Paper;
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// A registration that can be looked up, and nothing said of deviations.
pub struct MissingDeviations;

impl MissingDeviations {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

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
