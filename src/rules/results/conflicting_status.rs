//! `conflicting-status`: planned and exploratory in one claim.

use crate::analysis::{Paper, Status};
use crate::findings::{Report, Severity};
use crate::markup::Within;
use crate::rules::PaperCheck;

/// A claim whose own sentence says both, and sets nothing apart.
#[derive(serde::Deserialize)]
pub struct ConflictingStatus;

impl PaperCheck for ConflictingStatus {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let results = paper.results();
        let claims = results.sections.iter().flat_map(|section| &section.claims);
        for claim in claims {
            let statement = results.statement(claim.sentence);
            if let Some(statement) = statement.filter(|statement| statement.reading.contradicts_itself()) {
                out.at(statement.sentence.range(), Severity::Error).variant("claim");
            }
        }
        for heading in paper.document.section_refs().filter_map(|section| section.heading()) {
            let within = heading.within();
            let said = heading.sentences().find_map(|line| results.statement(line)?.status());
            if (within.is_in(Within::PLANNED) && said == Some(Status::Exploratory))
                || (within.is_in(Within::EXPLORATORY) && said == Some(Status::Planned))
            {
                out.at(heading.range(), Severity::Error).variant("mark");
            }
        }
    }
}
