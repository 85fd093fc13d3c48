//! `unsupported-confirmation`: called registered or predicted, and the plan is not shown.

use crate::analysis::{Cue, Paper};
use crate::document::SectionRole;
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// A registration without a place, or a prediction without a statement.
pub struct UnsupportedConfirmation;

impl UnsupportedConfirmation {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for UnsupportedConfirmation {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let anchors = &paper.results().anchors;
        if let Some(registration) = anchors.registration.filter(|_| anchors.identifier.is_none()) {
            out.at(registration.range(), Severity::Warning).variant("registered").whole_paper();
        }
        if anchors.hypothesis.is_some() || anchors.registration.is_some() {
            return;
        }
        let in_results =
            paper.document.section_refs().filter(|section| section.zone() == SectionRole::Results);
        for sentence in in_results.flat_map(|section| section.own_sentences()) {
            if paper.cues(sentence).has(Cue::AsPredicted) {
                out.at(sentence.range(), Severity::Warning).variant("predicted");
            }
        }
    }
}
