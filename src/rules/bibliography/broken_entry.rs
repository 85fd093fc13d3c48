//! `broken-entry`: an entry that BibTeX cannot read.

use crate::analysis::Paper;
use crate::analysis::bibliography::BrokenKind;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// Each entry that is cited, at what is broken.
pub struct BrokenEntry;

impl BrokenEntry {
    /// The rule, which has no settings.
    ///
    /// # Errors
    /// None.
    pub fn from_settings(_: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self)
    }
}

impl PaperCheck for BrokenEntry {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for entry in paper.bibliography().cited() {
            let Err(broken) = &entry.says else { continue };
            let variant = match broken.kind {
                BrokenKind::Unclosed => "unclosed",
                BrokenKind::Comma => "comma",
                BrokenKind::Field => "field",
            };
            out.place(Place::source(broken.at), Severity::Warning)
                .variant(variant)
                .value("key", entry.located.key)
                .and(Place::source(entry.located.at), "entry");
        }
    }
}
