//! `conflicting-status`: planned and exploratory in one claim.

use crate::analysis::{Cue, Paper, Status};
use crate::findings::{Report, Severity};
use crate::markup::Within;
use crate::rules::{PaperCheck, SettingError, Settings};

/// A claim whose own sentence says both, and sets nothing apart.
pub struct ConflictingStatus;

impl ConflictingStatus {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for ConflictingStatus {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let claims = paper.results().sections.iter().flat_map(|section| &section.claims);
        for claim in claims {
            let says_both = claim
                .told
                .as_ref()
                .is_some_and(|told| told.status == Status::Both && told.at == claim.sentence.range());
            if says_both && !paper.cues(claim.sentence).has(Cue::Contrast) {
                out.at(claim.sentence.range(), Severity::Error).variant("claim");
            }
        }
        for heading in paper.document.section_refs().filter_map(|section| section.heading()) {
            let within = heading.within();
            let says = |cue| heading.sentences().any(|line| paper.cues(line).has(cue));
            let is_against = |mark, cue, other| within.is_in(mark) && says(cue) && !says(other);
            if is_against(Within::PLANNED, Cue::Exploratory, Cue::Planned)
                || is_against(Within::EXPLORATORY, Cue::Planned, Cue::Exploratory)
            {
                out.at(heading.range(), Severity::Error).variant("mark");
            }
        }
    }
}
