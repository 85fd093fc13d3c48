//! `undefined-citation`: a citation of a key that no entry has.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;
use crate::spec::{MOST_MEANT, nearest};

/// Each key, once.
#[derive(serde::Deserialize)]
pub struct UndefinedCitation;

impl PaperCheck for UndefinedCitation {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let bibliography = paper.bibliography();
        for (before, pointer) in bibliography.undefined(paper).into_iter().enumerate() {
            let reported = out.place(Place::source(pointer.at), Severity::Warning);
            let near = if before < MOST_MEANT { nearest(&pointer.key, bibliography.keys()) } else { None };
            let reported = match near {
                Some(near) => reported.variant("near").value("near", near),
                None => reported.variant("none"),
            };
            reported.value("key", pointer.key.as_str());
        }
    }
}
