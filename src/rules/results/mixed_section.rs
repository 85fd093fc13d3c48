//! `mixed-section`: planned and exploratory side by side.

use crate::analysis::{Paper, ResultSection, State, Status};
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// A section that is neither the one nor the other.
#[derive(serde::Deserialize)]
pub struct MixedSection;

impl PaperCheck for MixedSection {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let is_mixed =
            |section: &&ResultSection<'_>| section.state() == State::Mixed && !section.is_descriptive;
        for section in paper.results().sections.iter().filter(is_mixed) {
            let Some(heading) = section.section.heading() else { continue };
            let first = |status| {
                let mut claims = section.claims.iter();
                let found =
                    claims.find(|claim| claim.told.as_ref().is_some_and(|told| told.status == status));
                found.map(|claim| claim.sentence.range())
            };
            out.at(heading.range(), Severity::Advice)
                .also(first(Status::Planned), "planned")
                .also(first(Status::Exploratory), "exploratory");
        }
    }
}
