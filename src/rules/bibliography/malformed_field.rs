//! `malformed-field`: a field of a cited entry that will not print as it is meant.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// Identifiers, years and authors.
pub struct MalformedField {
    /// The last year in which something may have come out.
    last_year: u32,
}

impl MalformedField {
    /// The rule, by the clock where the setting names no year.
    ///
    /// # Errors
    /// When its file lacks the setting.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        let last_year = match settings.get("last-year")? {
            0 => this_year() + 1,
            year => year,
        };
        Ok(Self { last_year })
    }
}

impl PaperCheck for MalformedField {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for found in paper.bibliography().malformed(paper, self.last_year) {
            out.place(Place::source(found.field.at), Severity::Warning)
                .variant(found.variant)
                .value("what", found.field.name.as_str())
                .value("value", found.field.value.as_str());
        }
    }
}

/// Seconds of a year of the Gregorian calendar, on average.
const YEAR: u64 = 31_556_952;

/// The year that it is.
fn this_year() -> u32 {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    1970 + u32::try_from(seconds / YEAR).unwrap_or(0)
}
