//! An abstract as a value: each sentence with what it does, what is missing, and what a venue asks.

use serde::Serialize;

use crate::analysis::moves::{Move, SentenceMoves};
use crate::analysis::printed::printed;
use crate::analysis::{Abstract, DocType, Expected, Moves, Paper};
use crate::document::{SectionRole, SentenceRef};
use crate::output::json::{Head, rounded};
use crate::output::places::{At, Places};
use crate::rules::venues::{Limit, Source, Venue};

/// What an abstract says, beside what a venue asks of it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct AbstractPage {
    /// Which paper it is.
    #[serde(flatten)]
    pub head: Head,
    /// What kind of paper it is.
    pub doc_type: DocType,
    /// Whether there is an abstract that can be read.
    pub present: bool,
    /// Whether there is one that its source does not hold.
    #[serde(skip)]
    pub(super) is_elsewhere: bool,
    /// Its words as rules count them.
    pub words: u32,
    /// Its words as venues count them.
    pub printed_words: u32,
    /// Its characters as they print, spaces included.
    pub characters: u32,
    /// Its paragraphs.
    pub paragraphs: u32,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// For each move whether it is missing.
    pub missing: Vec<Missing>,
    /// Whether what was found is given with a number.
    pub has_number: bool,
    /// What the configured venue asks.
    pub venue: Option<Asked>,
}

/// A sentence of an abstract, and what it does.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Sentence {
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
    /// As it prints.
    pub text: String,
    /// Its words.
    pub words: u32,
    /// The heading it stands under, in a structured abstract.
    pub heading: Option<String>,
    /// What it does, the most probable first.
    pub moves: Vec<Share>,
    /// What speaks for that most.
    pub reasons: Vec<Reason>,
}

/// A move, and how much of a sentence it is.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// The move.
    pub r#move: Move,
    /// From 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub share: f64,
}

/// What speaks for a move.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    /// A word, or what is so of the sentence.
    pub feature: String,
    /// How much it speaks for it, in logits.
    #[serde(serialize_with = "rounded")]
    pub weight: f64,
}

/// How probable it is that a move is missing, and whether a paper of this type is asked for it.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// The move.
    pub r#move: Move,
    /// How probable it is that it is missing, from 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub probability: f64,
    /// Whether readers expect it in a paper of this type.
    pub expected: Expected,
}

impl Missing {
    /// Returns whether it is more probable than not that the move is missing.
    pub(crate) fn is_likely(&self) -> bool {
        self.probability >= MISSING
    }
}

/// From which probability on a move is listed as missing.
const MISSING: f64 = 0.5;

/// What a venue asks of an abstract.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The id of the venue.
    pub id: String,
    /// Its name.
    #[serde(skip)]
    pub name: String,
    /// Its limits, and whether the abstract keeps them.
    pub limits: Vec<Limit>,
    sources: Vec<Source>,
}

impl AbstractPage {
    /// Returns what the abstract of a paper says, beside what its venue asks of it, if one is named.
    pub(crate) fn of(paper: &Paper<'_>, venue: Option<&Venue>) -> Self {
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
        let said = moves.read.said.get(index).into_iter().flat_map(SentenceMoves::moves);
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

/// Returns the heading that a sentence of a structured abstract stands under.
fn heading(sentence: SentenceRef<'_>) -> Option<&str> {
    let section = sentence.section();
    let is_own = section.role() != SectionRole::Abstract && section.zone() == SectionRole::Abstract;
    Some(section.title().trim().trim_end_matches(['.', ':'])).filter(|title| is_own && !title.is_empty())
}
