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
            out.place(Place::source(missing.at), Severity::Warning)
                .value("key", missing.key)
                .value("kind", missing.kind)
                .value("field", missing.fields);
        }
    }
}
