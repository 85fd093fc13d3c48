//! `malformed-field`: a field of a cited entry that will not print as it is meant.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Identifiers, years and authors.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MalformedField {
    /// The last year in which something may have come out.
    last_year: u32,
}

impl PaperCheck for MalformedField {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for found in paper.bibliography().malformed(paper, self.last_year) {
            out.place(Place::source(found.field.at), Severity::Warning)
                .variant(found.variant)
                .value("what", &*found.field.name)
                .value("value", &*found.field.value);
        }
    }
}
