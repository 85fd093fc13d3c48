//! `duplicate-entry`: two entries with one key, or for one work.

use crate::analysis::Paper;
use crate::analysis::bibliography::Why;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Each entry that is cited and has an earlier one like it.
#[derive(serde::Deserialize)]
pub struct DuplicateEntry;

impl PaperCheck for DuplicateEntry {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let bibliography = paper.bibliography();
        for (later, first) in bibliography.repeated() {
            out.place(Place::source(later.at), Severity::Warning)
                .variant("key")
                .value("key", later.key)
                .and(Place::source(first.at), "first");
        }
        for same in bibliography.same_works() {
            let variant = if same.why == Why::Doi { "doi" } else { "title" };
            out.place(Place::source(same.later.located.at), Severity::Warning)
                .variant(variant)
                .value("key", same.later.located.key)
                .value("other", same.first.located.key)
                .and(Place::source(same.first.located.at), "first");
        }
    }
}
