//! `malformed-field`: a field of a cited entry that will not print as it is meant.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::PaperCheck;

/// Identifiers, years and authors.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MalformedField {
    /// The last year in which something may have come out; 0 for the one after this year, by the clock.
    last_year: u32,
}

impl PaperCheck for MalformedField {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let last_year = if self.last_year == 0 { this_year() + 1 } else { self.last_year };
        for found in paper.bibliography().malformed(paper, last_year) {
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
