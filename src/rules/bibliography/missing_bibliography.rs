//! `missing-bibliography`: a file of references that could not be read.

use crate::analysis::Paper;
use crate::analysis::bibliography::unread;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;
use crate::source::ProblemKind;

/// Each file, once.
#[derive(serde::Deserialize)]
pub struct MissingBibliography;

impl PaperCheck for MissingBibliography {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let has_others = paper.draft.bibliographies().into_iter().flatten().any(|one| one.file.is_ok());
        for file in unread(paper) {
            let variant = match file.problem {
                ProblemKind::Refused => "refused",
                ProblemKind::TooLarge => "too-large",
                ProblemKind::Unreadable => "unreadable",
                ProblemKind::Missing | ProblemKind::Cycle | ProblemKind::Unplaced => "missing",
            };
            // It may lie elsewhere when the paper is built, so what is sure is that citations are not checked.
            // Where others lie beside the paper, it would lie there, too.
            let is_elsewhere = matches!(variant, "missing" | "refused") && !has_others;
            let severity = if is_elsewhere { Severity::Advice } else { Severity::Warning };
            out.place(Place::source(file.at), severity).variant(variant).value("key", file.name);
        }
    }
}
