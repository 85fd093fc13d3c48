//! `incomplete-float`: a figure or table that lacks what the text would refer to it by.

use crate::analysis::Paper;
use crate::analysis::references::{Lack, References};
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Floats without a caption, without a label, or with a label before the caption.
#[derive(serde::Deserialize)]
pub struct IncompleteFloat;

impl PaperCheck for IncompleteFloat {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for float in References::of(paper).incomplete() {
            let variant = match float.lack {
                Lack::Caption => "caption",
                Lack::Label => "label",
                Lack::Order => "order",
            };
            // What is put beside the float before it, or goes on with it, may do without.
            let severity = if float.lack == Lack::Label { Severity::Advice } else { Severity::Warning };
            out.place(Place::source(float.at), severity).variant(variant).value("what", variant);
        }
    }
}
