//! `undefined-citation`: a citation of a key that no entry has.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;
use crate::spec::nearest;

/// Each key, once.
#[derive(serde::Deserialize)]
pub struct UndefinedCitation;

impl PaperCheck for UndefinedCitation {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let bibliography = paper.bibliography();
        for pointer in bibliography.undefined(paper) {
            let reported = out.place(Place::source(pointer.at), Severity::Warning);
            let reported = match nearest(&pointer.key, bibliography.keys()) {
                Some(near) => reported.variant("near").value("near", near),
                None => reported.variant("none"),
            };
            reported.value("key", pointer.key.as_str());
        }
    }
}
