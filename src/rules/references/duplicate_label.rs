//! `duplicate-label`: a label that is given twice.

use crate::analysis::Paper;
use crate::analysis::references::References;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// Each label whose key an earlier one has.
pub struct DuplicateLabel;

impl DuplicateLabel {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for DuplicateLabel {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for (later, first) in References::of(paper).repeated() {
            out.place(Place::source(later.at), Severity::Warning)
                .value("key", later.key.as_str())
                .and(Place::source(first.at), "first");
        }
    }
}
