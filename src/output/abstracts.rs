//! What `paperlint abstract` prints.

use std::fmt::Write;

use serde::Serialize;

use super::json::{self, rounded};
use super::places::{At, Places};
use super::{clean, counted, style};
use crate::analysis::moves::{Move, Said};
use crate::analysis::{Abstract, Moves, Paper, Vocabulary};
use crate::document::{Document, Lexicon, SentenceRef};
use crate::markup::{self, Placeholder};
use crate::rules::venues::Venue;
use crate::source::Draft;

/// How an abstract is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbstractFormat {
    /// A table for people.
    Full,
    /// One JSON value.
    Json,
}

/// What the abstract of each draft says, in order; beside what its venue asks of it, if one is named.
pub fn abstracts(
    drafts: &[Draft],
    venues: &[Option<Venue>],
    format: AbstractFormat,
    columns: usize,
) -> String {
    let mut lexicon = Lexicon::default();
    let vocabulary = Vocabulary::new(&mut lexicon);
    let mut out = String::new();
    let mut papers = Vec::new();
    for (draft, venue) in drafts.iter().zip(venues) {
        let venue = venue.as_ref();
        let reading = markup::read(draft);
        let document = Document::new(&reading, &lexicon);
        let paper = Paper::new(draft, &document, &vocabulary);
        match format {
            AbstractFormat::Full => full(draft, paper.abstract_(), venue, columns, &mut out),
            AbstractFormat::Json => papers.push(PaperJson::new(draft, paper.abstract_(), venue)),
        }
    }
    if format == AbstractFormat::Json {
        return json::papers(&papers);
    }
    out
}

/// A move is said to be missing where that is more probable than not.
const PROBABLE: f64 = 0.5;

/// How many reasons are shown.
const REASONS: usize = 3;

// Writing to a string cannot fail, here and below.
fn full(draft: &Draft, found: &Abstract<'_>, venue: Option<&Venue>, columns: usize, out: &mut String) {
    let strong = style::STRONG;
    let _ = writeln!(out, "{strong}{}{strong:#}", clean::line(&draft.main().name));
    match found {
        Abstract::Absent => out.push_str("no abstract\n\n"),
        Abstract::NotReadable(_) => out.push_str("the abstract is not in this source\n\n"),
        Abstract::Present(moves) => {
            let words = counted(u64::from(moves.words), "word", "words");
            let _ = writeln!(
                out,
                "{words}, {}\n",
                counted(moves.sentences.len() as u64, "sentence", "sentences")
            );
            sentences(&Places::new(draft), moves, columns, out);
            let _ = writeln!(out, "\n{}", missing(moves));
            if let Some(venue) = venue {
                let _ = writeln!(out, "{}", asked(venue, moves));
            }
            out.push('\n');
        }
    }
}

/// Each sentence with its moves and what speaks for them.
fn sentences(places: &Places<'_>, moves: &Moves<'_>, columns: usize, out: &mut String) {
    let faint = style::FAINT;
    let labels: Vec<String> = moves.read.said.iter().map(label).collect();
    let width = labels.iter().map(String::len).max().unwrap_or(0);
    let room = columns.saturating_sub(width + 8).max(24);
    for (index, ((sentence, said), label)) in
        moves.sentences.iter().zip(&moves.read.said).zip(&labels).enumerate()
    {
        let At { line, .. } = places.sentence(*sentence);
        let text = cut(&clean::line(&shown(*sentence)), room);
        let _ = writeln!(out, "{line:>5}  {label:<width$}  {text}");
        if said.first().0 != Move::Other {
            let reasons: Vec<String> =
                moves.reasons(index).into_iter().take(REASONS).map(|(reason, _)| reason).collect();
            let _ = writeln!(
                out,
                "{faint}{:width$}  {}{faint:#}",
                "",
                cut(&reasons.join(", "), room),
                width = width + 7
            );
        }
    }
}

/// `purpose 71 %, method 27 %`.
fn label(said: &Said) -> String {
    let moves = said.moves().map(|(move_, share)| format!("{} {:.0} %", move_.name(), 100.0 * share));
    moves.collect::<Vec<_>>().join(", ")
}

fn missing(moves: &Moves<'_>) -> String {
    let probable =
        asked_moves().map(|move_| (move_, moves.missing(move_))).filter(|(_, missing)| *missing >= PROBABLE);
    let names: Vec<String> =
        probable.map(|(move_, missing)| format!("{} ({:.0} %)", move_.name(), 100.0 * missing)).collect();
    match names.as_slice() {
        [] => "nothing seems to be missing".to_owned(),
        names => format!("seems to be missing: {}", names.join(", ")),
    }
}

fn asked_moves() -> impl Iterator<Item = Move> {
    Move::ALL.into_iter().filter(|&move_| move_ != Move::Other)
}

/// What a venue asks of the length, and whether it is kept.
fn asked(venue: &Venue, moves: &Moves<'_>) -> String {
    let limits = venue.kept(moves.words, moves.sentences.len() as u32, moves.blocks.len() as u32);
    let lines = limits.iter().map(|(limit, is_kept)| {
        format!("{}: {limit}{}", venue.name, if *is_kept { "" } else { " (not kept)" })
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text of a sentence; math, citations and the like are one sign.
fn shown(sentence: SentenceRef<'_>) -> String {
    sentence.text().chars().map(|c| if Placeholder::from_char(c).is_some() { '▢' } else { c }).collect()
}

/// A text of at most `width` columns.
fn cut(text: &str, width: usize) -> String {
    if clean::width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        out.push(c);
        if clean::width(&out) >= width {
            out.pop();
            break;
        }
    }
    out.push('…');
    out
}

#[derive(Serialize)]
struct PaperJson {
    file: String,
    /// Whether there is an abstract that can be read.
    present: bool,
    words: u32,
    paragraphs: usize,
    sentences: Vec<SentenceJson>,
    missing: Vec<MissingJson>,
    venue: Option<VenueJson>,
}

#[derive(Serialize)]
struct SentenceJson {
    #[serde(flatten)]
    at: At,
    text: String,
    words: u32,
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

/// How probable it is that a move is missing.
#[derive(Serialize)]
struct MissingJson {
    r#move: Move,
    probability: f64,
}

#[derive(Serialize)]
struct VenueJson {
    id: String,
    limits: Vec<LimitJson>,
}

#[derive(Serialize)]
struct LimitJson {
    limit: String,
    kept: bool,
}

impl PaperJson {
    fn new(draft: &Draft, found: &Abstract<'_>, venue: Option<&Venue>) -> Self {
        let none = Moves::default();
        let (present, moves) = match found {
            Abstract::Present(moves) => (true, moves),
            _ => (false, &none),
        };
        let places = Places::new(draft);
        let sentence = |index| SentenceJson::new(&places, moves, index);
        let missing = |move_| MissingJson { r#move: move_, probability: rounded(moves.missing(move_)) };
        let venue = venue.filter(|_| present).map(|venue| {
            let limits = venue.kept(moves.words, moves.sentences.len() as u32, moves.blocks.len() as u32);
            let limits = limits.into_iter().map(|(limit, kept)| LimitJson { limit, kept }).collect();
            VenueJson { id: venue.id.clone(), limits }
        });
        Self {
            file: draft.main().name.clone(),
            present,
            words: moves.words,
            paragraphs: moves.blocks.len(),
            sentences: (0..moves.sentences.len()).map(sentence).collect(),
            missing: asked_moves().filter(|_| present).map(missing).collect(),
            venue,
        }
    }
}

impl SentenceJson {
    fn new(places: &Places<'_>, moves: &Moves<'_>, index: usize) -> Self {
        let sentence = moves.sentences[index];
        let said = moves.read.said.get(index).into_iter().flat_map(Said::moves);
        let reasons = moves.reasons(index).into_iter().take(REASONS);
        Self {
            at: places.sentence(sentence),
            text: shown(sentence),
            words: sentence.words(),
            moves: said.map(|(move_, share)| MoveJson { r#move: move_, share: rounded(share) }).collect(),
            reasons: reasons
                .map(|(feature, weight)| ReasonJson { feature, weight: rounded(weight) })
                .collect(),
        }
    }
}
