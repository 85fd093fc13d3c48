//! `unresolved-include`: a file that could not be read.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;
use crate::source::ProblemKind;

/// Every problem of the draft is a finding.
#[derive(serde::Deserialize)]
pub struct UnresolvedInclude;

impl PaperCheck for UnresolvedInclude {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for problem in paper.draft.problems() {
            let variant = match problem.kind {
                ProblemKind::Missing => "missing",
                ProblemKind::Cycle => "cycle",
                ProblemKind::Refused => "refused",
                ProblemKind::TooLarge => "too-large",
                ProblemKind::Unreadable => "unreadable",
            };
            out.place(Place::source(problem.at), Severity::Warning)
                .variant(variant)
                .value("target", problem.target.as_str());
        }
    }
}
