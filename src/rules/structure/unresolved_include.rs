//! `unresolved-include`: a file that could not be read.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, Words};
use crate::source::ProblemKind;

/// Every problem of the draft is a finding, but for drawings that are not here, and files that nobody looked for.
#[derive(serde::Deserialize)]
pub struct UnresolvedInclude {
    /// Endings of files that hold a drawing and no prose.
    drawn: Words,
    /// Folders that a program fills when the paper is built.
    made: Words,
}

impl UnresolvedInclude {
    /// Returns whether a file of this name holds a drawing.
    fn is_drawn(&self, target: &str) -> bool {
        target.rsplit_once('.').is_some_and(|(_, ending)| self.drawn.contains(ending))
    }

    /// Returns whether a file of this name lies in a folder that is filled when the paper is built.
    fn is_made(&self, target: &str) -> bool {
        target
            .rsplit_once('/')
            .is_some_and(|(folders, _)| folders.split('/').any(|name| self.made.contains(name)))
    }
}

impl PaperCheck for UnresolvedInclude {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for problem in paper.draft.problems() {
            let variant = match problem.kind {
                // Where it is to be found is not known before the draft is saved.
                ProblemKind::Unplaced => continue,
                ProblemKind::Missing if self.is_drawn(&problem.target) => continue,
                ProblemKind::Missing => "missing",
                ProblemKind::Cycle => "cycle",
                ProblemKind::Refused => "refused",
                ProblemKind::TooLarge => "too-large",
                ProblemKind::Unreadable => "unreadable",
            };
            let is_made = problem.kind == ProblemKind::Missing && self.is_made(&problem.target);
            let severity = if is_made { Severity::Advice } else { Severity::Warning };
            out.place(Place::source(problem.at), severity)
                .variant(variant)
                .value("target", problem.target.as_str());
        }
    }
}
