//! What `paperlint abstract` prints.

use serde::Serialize;

use super::abstract_page::page;
use crate::analysis::moves::{Move, Said};
use crate::analysis::printed::printed;
use crate::analysis::{Abstract, DocType, Expected, Moves, Paper};
use crate::document::{SectionRole, SentenceRef};
use crate::output::json::{self, Head, rounded};
use crate::output::places::{At, Places};
use crate::rules::venues::{Limit, Source, Venue};

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

/// Returns what the abstracts of papers say, in order.
pub fn abstracts(pages: &[AbstractPage], view: AbstractView) -> String {
    match view.format {
        AbstractFormat::Full => pages.iter().map(|abstract_| page(abstract_, view)).collect(),
        AbstractFormat::Json => json::papers(pages),
    }
}

/// What an abstract says, beside what a venue asks of it.
#[derive(Clone, Debug, Serialize)]
pub struct AbstractPage {
    #[serde(flatten)]
    pub(super) head: Head,
    doc_type: DocType,
    /// Whether there is an abstract that can be read.
    pub(super) present: bool,
    /// Whether there is one that its source does not hold.
    #[serde(skip)]
    pub(super) is_elsewhere: bool,
    pub(super) words: u32,
    /// Its words as venues count them.
    pub(super) printed_words: u32,
    characters: u32,
    paragraphs: u32,
    pub(super) sentences: Vec<Sentence>,
    pub(super) missing: Vec<Missing>,
    /// Whether what was found is given with a number.
    pub(super) has_number: bool,
    pub(super) venue: Option<Asked>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Sentence {
    #[serde(flatten)]
    pub at: At,
    pub text: String,
    words: u32,
    /// The heading it stands under, in a structured abstract.
    pub heading: Option<String>,
    pub moves: Vec<Share>,
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Share {
    pub r#move: Move,
    #[serde(serialize_with = "rounded")]
    pub share: f64,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Reason {
    pub feature: String,
    #[serde(serialize_with = "rounded")]
    weight: f64,
}

/// How probable it is that a move is missing, and whether a paper of this type is asked for it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Missing {
    pub r#move: Move,
    #[serde(serialize_with = "rounded")]
    pub probability: f64,
    pub expected: Expected,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Asked {
    id: String,
    #[serde(skip)]
    pub name: String,
    pub limits: Vec<Limit>,
    sources: Vec<Source>,
}

impl AbstractPage {
    /// Returns what the abstract of a paper says, beside what its venue asks of it, if one is named.
    pub fn of(paper: &Paper<'_>, venue: Option<&Venue>) -> Self {
        let none = Moves::default();
        let (present, moves) = match paper.abstract_() {
            Abstract::Present(moves) => (true, moves),
            _ => (false, &none),
        };
        let places = Places::new(paper.draft);
        let doc_type = paper.doc_type();
        let missing = |move_| Missing {
            r#move: move_,
            probability: moves.missing(move_),
            expected: Expected::of(doc_type, move_),
        };
        let venue = venue.filter(|_| present).map(|venue| Asked {
            id: venue.id.clone(),
            name: venue.name.clone(),
            limits: venue.limits(moves.counts()),
            sources: venue.source.clone(),
        });
        let [(_, printed_words), (_, characters), _, (_, paragraphs)] = moves.counts();
        let asked = Move::ALL.into_iter().filter(|&move_| present && move_ != Move::Other);
        Self {
            head: Head::of(paper.draft),
            doc_type,
            present,
            is_elsewhere: matches!(paper.abstract_(), Abstract::NotReadable(_)),
            words: moves.words,
            printed_words,
            characters,
            paragraphs,
            sentences: (0..moves.sentences.len())
                .map(|index| Sentence::of(paper, &places, moves, index))
                .collect(),
            missing: asked.map(missing).collect(),
            has_number: moves.has_number,
            venue,
        }
    }
}

/// How many reasons are shown.
const REASONS: usize = 3;

impl Sentence {
    fn of(paper: &Paper<'_>, places: &Places<'_>, moves: &Moves<'_>, index: usize) -> Self {
        let sentence = moves.sentences[index];
        let said = moves.read.said.get(index).into_iter().flat_map(Said::moves);
        let reasons = moves.reasons(index).into_iter().take(REASONS);
        Self {
            at: places.sentence(sentence),
            text: printed(paper, sentence.range()),
            words: sentence.words(),
            heading: heading(sentence).map(str::to_owned),
            moves: said.map(|(move_, share)| Share { r#move: move_, share }).collect(),
            reasons: reasons.map(|(feature, weight)| Reason { feature, weight }).collect(),
        }
    }
}

/// The heading that a sentence of a structured abstract stands under.
fn heading(sentence: SentenceRef<'_>) -> Option<&str> {
    let section = sentence.section();
    let is_own = section.role() != SectionRole::Abstract && section.zone() == SectionRole::Abstract;
    Some(section.title().trim().trim_end_matches(['.', ':'])).filter(|title| is_own && !title.is_empty())
}
