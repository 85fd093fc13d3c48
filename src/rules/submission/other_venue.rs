//! `other-venue`: another venue, or an earlier year of the venue, in the style or the text.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::venues::Venue;
use crate::rules::{Matcher, PaperCheck};

/// What names a venue.
#[derive(serde::Deserialize)]
pub struct OtherVenue {
    #[serde(rename = "text-regex")]
    text: Matcher,
}

impl PaperCheck for OtherVenue {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(venue) = &paper.draft.declared().asked else { return };
        // A preprint may keep the style of the venue that it was or will be sent to.
        if !venue.is_source_public {
            for command in &paper.written().commands {
                if !matches!(command.name, "documentclass" | "usepackage") {
                    continue;
                }
                let styles = command.argument().map_or("", |given| given.text);
                for style in styles.split(',').map(str::trim) {
                    let other = Venue::of_style(style).filter(|other| !other.asks.shared_style);
                    let Some(other) = other else { continue };
                    let year = year(style).filter(|year| venue.year.is_some_and(|newest| *year < newest));
                    let variant = match (other.name == venue.venue, year) {
                        (false, _) => "style",
                        (true, Some(_)) => "year",
                        (true, None) => continue,
                    };
                    out.place(Place::source(command.whole()), Severity::Warning)
                        .variant(variant)
                        .value("venue", venue.venue.as_str())
                        .value("other", other.name)
                        .value("found", style)
                        .value("year", venue.year.unwrap_or(0));
                }
            }
        }
        self.text(paper, &venue.venue, out);
    }
}

impl OtherVenue {
    fn text(&self, paper: &Paper<'_>, venue: &str, out: &mut Report<'_>) {
        for index in 0..paper.document.blocks().len() as u32 {
            let block = paper.document.block(index);
            for range in self.text.find_iter(block.text()) {
                let other = block.text().get(range.clone()).unwrap_or("");
                let is_same = other.eq_ignore_ascii_case(venue) || (other == "NIPS" && venue == "NeurIPS");
                let start = block.range().start;
                if !is_same {
                    out.at(start + range.start as u32..start + range.end as u32, Severity::Warning)
                        .variant("text")
                        .value("venue", venue)
                        .value("other", other)
                        .value("found", other);
                }
            }
        }
    }
}

/// Returns the year of a style's name, of four digits or two: `neurips_2026`, `aaai26`.
fn year(style: &str) -> Option<u32> {
    let digits: String =
        style.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}
