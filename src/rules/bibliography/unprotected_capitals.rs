//! `unprotected-capitals`: capitals of a title that BibTeX takes away.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// The first such word of each entry that is cited.
#[derive(serde::Deserialize)]
pub struct UnprotectedCapitals;

impl PaperCheck for UnprotectedCapitals {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for (entry, title, word) in paper.bibliography().lowered(paper) {
            out.place(Place::source(title.at), Severity::Advice)
                .value("what", word)
                .value("key", entry.located.key);
        }
    }
}
