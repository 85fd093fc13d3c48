//! `incomplete-float`: a figure or table that lacks what the text would refer to it by.

use crate::analysis::Paper;
use crate::analysis::references::{Lack, References};
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// Floats without a caption, without a label, or with a label before the caption.
pub struct IncompleteFloat;

impl IncompleteFloat {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for IncompleteFloat {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for float in References::of(paper).incomplete() {
            let variant = match float.lack {
                Lack::Caption => "caption",
                Lack::Label => "label",
                Lack::Order => "order",
            };
            out.place(Place::source(float.at), Severity::Warning).variant(variant).value("what", variant);
        }
    }
}
