//! `unmentioned-float`: a figure or table that the text never speaks of.

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// Each numbered float without a reference from outside floats.
pub struct UnmentionedFloat;

impl UnmentionedFloat {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for UnmentionedFloat {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for label in References::of(paper).unmentioned() {
            out.place(Place::source(label.at), Severity::Warning).value("key", label.key.as_str());
        }
    }
}
