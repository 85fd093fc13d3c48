//! An abstract as JSON.

use serde::Serialize;

use super::{REASONS, heading, shown};
use crate::analysis::moves::{Move, Said};
use crate::analysis::{Abstract, DocType, Expected, Moves, Paper};
use crate::output::json::rounded;
use crate::output::places::{At, Places};
use crate::rules::venues::{Limit, Source, Venue};

/// What an abstract says.
#[derive(Serialize)]
pub struct PaperJson {
    file: String,
    doc_type: DocType,
    /// Whether there is an abstract that can be read.
    present: bool,
    words: u32,
    /// Its words as venues count them.
    printed_words: u32,
    characters: u32,
    paragraphs: u32,
    sentences: Vec<SentenceJson>,
    missing: Vec<MissingJson>,
    /// Whether what was found is given with a number.
    has_number: bool,
    venue: Option<VenueJson>,
}

#[derive(Serialize)]
struct SentenceJson {
    #[serde(flatten)]
    at: At,
    text: String,
    words: u32,
    /// The heading it stands under, in a structured abstract.
    heading: Option<String>,
    moves: Vec<MoveJson>,
    reasons: Vec<ReasonJson>,
}

#[derive(Serialize)]
struct MoveJson {
    r#move: Move,
    share: f64,
}

#[derive(Serialize)]
struct ReasonJson {
    feature: String,
    weight: f64,
}

/// How probable it is that a move is missing, and whether a paper of this type is asked for it.
#[derive(Serialize)]
struct MissingJson {
    r#move: Move,
    probability: f64,
    expected: Expected,
}

#[derive(Serialize)]
struct VenueJson {
    id: String,
    limits: Vec<Limit>,
    sources: Vec<Source>,
}

/// The abstract of a paper, beside what a venue asks of it.
pub fn paper(paper: &Paper<'_>, venue: Option<&Venue>) -> PaperJson {
    let none = Moves::default();
    let (present, moves) = match paper.abstract_() {
        Abstract::Present(moves) => (true, moves),
        _ => (false, &none),
    };
    let places = Places::new(paper.draft);
    let doc_type = paper.doc_type();
    let missing = |move_| MissingJson {
        r#move: move_,
        probability: rounded(moves.missing(move_)),
        expected: Expected::of(doc_type, move_),
    };
    let venue = venue.filter(|_| present).map(|venue| VenueJson {
        id: venue.id.clone(),
        limits: venue.limits(moves.counts()),
        sources: venue.source.clone(),
    });
    let [(_, printed_words), (_, characters), _, (_, paragraphs)] = moves.counts();
    let asked = Move::ALL.into_iter().filter(|&move_| present && move_ != Move::Other);
    PaperJson {
        file: paper.draft.main().name.clone(),
        doc_type,
        present,
        words: moves.words,
        printed_words,
        characters,
        paragraphs,
        sentences: (0..moves.sentences.len()).map(|index| sentence(paper, &places, moves, index)).collect(),
        missing: asked.map(missing).collect(),
        has_number: moves.has_number,
        venue,
    }
}

fn sentence(paper: &Paper<'_>, places: &Places<'_>, moves: &Moves<'_>, index: usize) -> SentenceJson {
    let sentence = moves.sentences[index];
    let said = moves.read.said.get(index).into_iter().flat_map(Said::moves);
    let reasons = moves.reasons(index).into_iter().take(REASONS);
    SentenceJson {
        at: places.sentence(sentence),
        text: shown(paper, sentence),
        words: sentence.words(),
        heading: heading(sentence).map(str::to_owned),
        moves: said.map(|(move_, share)| MoveJson { r#move: move_, share: rounded(share) }).collect(),
        reasons: reasons.map(|(feature, weight)| ReasonJson { feature, weight: rounded(weight) }).collect(),
    }
}
