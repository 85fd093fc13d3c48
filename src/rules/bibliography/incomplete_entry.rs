//! `incomplete-entry`: a cited entry without a field that its kind needs.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// The first such field of each entry.
#[derive(serde::Deserialize)]
pub struct IncompleteEntry;

impl PaperCheck for IncompleteEntry {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for missing in paper.bibliography().missing_fields(paper) {
            let (variant, severity) = match missing.instead {
                Some(_) => ("instead", Severity::Advice),
                None => ("missing", Severity::Warning),
            };
            out.place(Place::source(missing.at), severity)
                .variant(variant)
                .value("key", missing.key)
                .value("kind", missing.kind)
                .value("field", missing.fields)
                .value("instead", missing.instead.unwrap_or(""));
        }
    }
}
