//! `typed-number`: a number of a figure or table that is typed where labels exist.

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// Each number of one of the paper's own floats that no label gives.
#[derive(serde::Deserialize)]
pub struct TypedNumber;

impl PaperCheck for TypedNumber {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for typed in References::of(paper).typed_own() {
            let text = paper.document.reading().slice(typed.at.start, typed.at.end);
            out.at(typed.at.clone(), Severity::Advice).value("key", text);
        }
    }
}
