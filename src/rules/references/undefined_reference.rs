//! `undefined-reference`: a reference for which the paper has no label.

use rustc_hash::FxHashSet;

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;
use crate::spec::{MOST_MEANT, nearest};

/// Each key that is not given, once.
#[derive(serde::Deserialize)]
pub struct UndefinedReference;

impl PaperCheck for UndefinedReference {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let references = References::of(paper);
        let mut said = FxHashSet::default();
        let once = references.undefined().filter(|pointer| said.insert(pointer.key.as_str()));
        for (before, pointer) in once.enumerate() {
            let keys = references.labels().iter().map(|label| label.key.as_str());
            let near = if before < MOST_MEANT { nearest(&pointer.key, keys) } else { None };
            let has_blank = references.has(pointer.key.trim());
            let reported = out.place(Place::source(pointer.at), Severity::Warning);
            let reported = match near {
                _ if has_blank => reported.variant("blank"),
                Some(near) => reported.variant("near").value("near", near),
                None => reported.variant("none"),
            };
            reported.value("key", pointer.key.as_str());
        }
    }
}
