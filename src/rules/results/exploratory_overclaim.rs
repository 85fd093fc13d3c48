//! `exploratory-overclaim`: found on the way, and called proven.

use crate::analysis::{Basis, Cue, Paper, Status};
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// An exploratory claim with a verb of proof.
#[derive(serde::Deserialize)]
pub struct ExploratoryOverclaim;

impl PaperCheck for ExploratoryOverclaim {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let claims = paper.results().sections.iter().flat_map(|section| &section.claims);
        for claim in claims {
            let Some(told) = claim.told.as_ref().filter(|told| told.status == Status::Exploratory) else {
                continue;
            };
            if paper.cues(claim.sentence).has(Cue::Overclaim) {
                // The heading above is seen; a sentence elsewhere may not be.
                let said = (told.how == Basis::Sentence && told.at != claim.sentence.range())
                    .then(|| told.at.clone());
                out.at(claim.sentence.range(), Severity::Advice).also(said, "said");
            }
        }
    }
}
