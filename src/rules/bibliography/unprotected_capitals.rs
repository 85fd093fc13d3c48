//! `unprotected-capitals`: capitals of a title that BibTeX takes away.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// The first such word of each entry that is cited.
pub struct UnprotectedCapitals;

impl UnprotectedCapitals {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for UnprotectedCapitals {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for (entry, title, word) in paper.bibliography().lowered(paper) {
            out.place(Place::source(title.at), Severity::Advice)
                .value("what", word)
                .value("key", entry.located.key);
        }
    }
}
