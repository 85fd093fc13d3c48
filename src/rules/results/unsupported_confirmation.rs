//! `unsupported-confirmation`: called registered or predicted, and the plan is not shown.

use crate::analysis::{Paper, Statement};
use crate::document::SectionRole;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// A registration without a place, or a prediction without a statement.
#[derive(serde::Deserialize)]
pub struct UnsupportedConfirmation;

impl PaperCheck for UnsupportedConfirmation {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let anchors = &paper.results().anchors;
        if let Some(registration) = anchors.registration.as_ref().filter(|_| anchors.identifier.is_none()) {
            out.at(registration.at.clone(), Severity::Warning).variant("registered").whole_paper();
        }
        if anchors.hypothesis.is_some() || anchors.plan.is_some() || anchors.registration.is_some() {
            return;
        }
        let is_in_results =
            |statement: &&Statement<'_>| statement.sentence.section().zone() == SectionRole::Results;
        for statement in paper.results().statements.iter().filter(is_in_results) {
            if let Some(heard) = statement.reading.as_predicted() {
                out.at(statement.at_of(heard), Severity::Warning).variant("predicted");
            }
        }
    }
}
