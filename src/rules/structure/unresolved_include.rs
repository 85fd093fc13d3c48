//! `unresolved-include`: a file that could not be read.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, Words};
use crate::source::ProblemKind;

/// Every problem of the draft is a finding, but for drawings that are not here.
#[derive(serde::Deserialize)]
pub struct UnresolvedInclude {
    /// Endings of files that hold a drawing and no prose.
    drawn: Words,
}

impl UnresolvedInclude {
    /// Returns whether a file of this name holds a drawing.
    fn is_drawn(&self, target: &str) -> bool {
        target.rsplit_once('.').is_some_and(|(_, ending)| self.drawn.contains(ending))
    }
}

impl PaperCheck for UnresolvedInclude {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for problem in paper.draft.problems() {
            let variant = match problem.kind {
                ProblemKind::Missing if self.is_drawn(&problem.target) => continue,
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
