//! What `paperlint abstract` prints.

mod full;
mod json;

use crate::analysis::printed::printed;
use crate::analysis::{Paper, Vocabulary};
use crate::document::{Document, Lexicon, SectionRole, SentenceRef};
use crate::markup;
use crate::rules::venues::Venue;
use crate::source::Draft;

/// How an abstract is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbstractFormat {
    /// A page for people.
    Full,
    /// One JSON value.
    Json,
}

/// What is shown of abstracts.
#[derive(Clone, Copy, Debug)]
pub struct AbstractView {
    /// How it is shown.
    pub format: AbstractFormat,
    /// Whether a page says what speaks for each move.
    pub reasons: bool,
    /// How wide a page is.
    pub columns: usize,
}

/// What the abstract of each draft says, in order; beside what its venue asks of it, if one is named.
pub fn abstracts(drafts: &[Draft], venues: &[Option<Venue>], view: AbstractView) -> String {
    let mut lexicon = Lexicon::default();
    let vocabulary = Vocabulary::new(&mut lexicon);
    let mut out = String::new();
    let mut papers = Vec::new();
    for (draft, venue) in drafts.iter().zip(venues) {
        let venue = venue.as_ref();
        let reading = markup::read(draft);
        let document = Document::new(&reading, &lexicon);
        let paper = Paper::new(draft, &document, &vocabulary);
        match view.format {
            AbstractFormat::Full => full::page(&paper, venue, view, &mut out),
            AbstractFormat::Json => papers.push(json::paper(&paper, venue)),
        }
    }
    if view.format == AbstractFormat::Json { super::json::papers(&papers) } else { out }
}

/// How many reasons are shown.
const REASONS: usize = 3;

/// The text of a sentence as it is printed.
fn shown(paper: &Paper<'_>, sentence: SentenceRef<'_>) -> String {
    printed(paper, sentence.range())
}

/// The heading that a sentence of a structured abstract stands under.
fn heading(sentence: SentenceRef<'_>) -> Option<&str> {
    let section = sentence.section();
    let is_own = section.role() != SectionRole::Abstract && section.zone() == SectionRole::Abstract;
    Some(section.title().trim().trim_end_matches(['.', ':'])).filter(|title| is_own && !title.is_empty())
}
