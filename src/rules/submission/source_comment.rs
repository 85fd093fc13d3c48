//! `source-comment`: comments to co-authors in a source that is uploaded.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::rules::{Matcher, PaperCheck};
use crate::source::Span;

/// Lines of comments.
#[derive(serde::Deserialize)]
pub struct SourceComment {
    /// Comments for TeX and editors.
    #[serde(rename = "settings-regex")]
    settings: Matcher,
    /// How many there are where they are found.
    fewest: u32,
}

impl PaperCheck for SourceComment {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(venue) = paper.draft.declared().asked.as_ref().filter(|venue| venue.is_source_public) else {
            return;
        };
        let is_said = |span: &&Span| {
            let text = paper.draft.text(**span);
            text.chars().any(char::is_alphabetic) && !self.settings.is_match(text)
        };
        let said: Vec<&Span> = paper.written().comments.iter().filter(is_said).collect();
        if let Some(first) = said.first().filter(|_| said.len() as u32 >= self.fewest) {
            out.place(Place::source(**first), Severity::Advice)
                .value("count", said.len() as u32)
                .value("venue", venue.venue.as_str());
        }
    }
}
