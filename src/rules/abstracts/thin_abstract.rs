//! `thin-abstract`: an abstract that is not there, or leaves out what a reader looks for first.

use crate::analysis::moves::Move;
use crate::analysis::{Abstract, DocType, Expected, Moves, Paper, longer_words};
use crate::document::{BlockRole, SectionRole};
use crate::findings::{Place, Report, Severity};
use crate::rules::settings::{Terms, share};
use crate::rules::{PaperCheck, listed};
use crate::source::Format;

/// The fewest words, how sure to be, and what the moves are called in messages.
#[derive(serde::Deserialize)]
pub struct ThinAbstract {
    short: u32,
    whole: u32,
    /// From which probability on, from 0 to 1, a result is said to be missing.
    #[serde(deserialize_with = "share")]
    sure: f64,
    /// The same for a method.
    #[serde(deserialize_with = "share")]
    method: f64,
    /// The same for a purpose, which is rarely missing.
    #[serde(deserialize_with = "share")]
    rare: f64,
    /// The same for moves that are only advised.
    #[serde(deserialize_with = "share")]
    lesser: f64,
    /// From which on what is missing is a warning.
    #[serde(deserialize_with = "share")]
    certain: f64,
    #[serde(rename = "terms")]
    names: Names,
    and: String,
    or: String,
    /// Words of templates, in lower case, with `;` between them.
    templates: String,
    /// Words of work whose results are not told in numbers.
    qualitative: Vec<String>,
}

/// What is missing, in the words of messages.
#[derive(serde::Deserialize)]
#[serde(try_from = "Terms")]
struct Names {
    /// In the order of [`MOVES`].
    moves: [Term; MOVES.len()],
    number: Term,
    places: Places,
}

/// What a move is called in a message, and what to add where it is missing.
#[derive(Default)]
struct Term {
    name: String,
    add: String,
}

/// Where an abstract is written.
struct Places {
    latex: String,
    front_matter: String,
    heading: String,
}

/// The moves, with what each is called in the rule's file.
const MOVES: [(Move, &str, &str); 6] = [
    (Move::Background, "background", "add-background"),
    (Move::Gap, "gap", "add-gap"),
    (Move::Purpose, "purpose", "add-purpose"),
    (Move::Method, "method", "add-method"),
    (Move::Result, "result", "add-result"),
    (Move::Conclusion, "conclusion", "add-conclusion"),
];

impl TryFrom<Terms> for Names {
    type Error = String;

    fn try_from(mut terms: Terms) -> Result<Self, String> {
        let mut term = |name, add| Ok::<_, String>(Term { name: terms.take(name)?, add: terms.take(add)? });
        let mut moves: [Term; MOVES.len()] = Default::default();
        for (named, (_, name, add)) in moves.iter_mut().zip(MOVES) {
            *named = term(name, add)?;
        }
        let number = term("number", "add-number")?;
        let places = Places {
            latex: terms.take("in-latex")?,
            front_matter: terms.take("in-front-matter")?,
            heading: terms.take("in-heading")?,
        };
        terms.end()?;
        Ok(Self { moves, number, places })
    }
}

impl PaperCheck for ThinAbstract {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        match paper.abstract_() {
            Abstract::NotReadable(_) => {}
            Abstract::Absent => self.absent(paper, out),
            Abstract::Present(moves) => self.present(paper, moves, out),
        }
    }
}

impl ThinAbstract {
    fn absent(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let has_one = !matches!(
            paper.doc_type(),
            DocType::Supplement
                | DocType::DatasetCard
                | DocType::Plan
                | DocType::Report
                | DocType::Tutorial
                | DocType::Other
        );
        if !has_one || !paper.is_whole() || !has_frame(paper) || paper.document.words() < self.whole {
            return;
        }
        let title = paper.document.blocks().iter().find(|block| block.role == BlockRole::Title);
        let place =
            title.map_or_else(Place::start, |title| Place::new(paper.document.reading(), title.text.clone()));
        let where_ = match paper.draft.main().format {
            Format::Latex => &self.names.places.latex,
            _ if !paper.document.meta().keys.is_empty() => &self.names.places.front_matter,
            _ => &self.names.places.heading,
        };
        out.place(place, Severity::Warning)
            .whole_paper()
            .variant("absent")
            .value("lacks", "abstract")
            .value("where", where_.as_str());
    }

    fn present(&self, paper: &Paper<'_>, moves: &Moves<'_>, out: &mut Report<'_>) {
        let Some(first) = moves.blocks.first() else { return };
        // `unfinished-text` says that it is still the template's.
        let text = moves.blocks.iter().map(|block| block.text().to_lowercase()).collect::<String>();
        if self.templates.split(';').any(|template| text.contains(template.trim())) {
            return;
        }
        let doc_type = paper.doc_type();
        let has_results = Expected::of(doc_type, Move::Result) == Expected::Needed;
        if moves.words < self.short && repeats_title(paper, &text) {
            out.at(first.range(), Severity::Warning).whole_paper().variant("title").value("lacks", "text");
            return;
        }
        if moves.words < self.short {
            // A note may say what it is in a sentence or two, but not in five words.
            let may_be_note = !has_results && moves.words * 2 >= self.short;
            let severity = if may_be_note { Severity::Advice } else { Severity::Warning };
            out.at(first.range(), severity)
                .whole_paper()
                .variant("short")
                .value("lacks", "words")
                .value("words", moves.words);
            return;
        }
        let missing = |move_| missing(doc_type, move_, moves);
        let absent = MOVES.map(|(move_, ..)| {
            severity(doc_type, move_).filter(|&severity| missing(move_) >= self.from(move_, severity))
        });
        // Only what is surely said can be said without a number.
        let is_said = missing(Move::Result) < 1.0 - self.sure;
        let wants_number = has_results && is_said && !moves.has_number && !self.is_qualitative(moves);
        let result = moves.best(Move::Result).filter(|_| wants_number);
        if absent.iter().all(Option::is_none) {
            if let Some(result) = result {
                out.at(result.range(), Severity::Advice)
                    .whole_paper()
                    .variant("no-number")
                    .value("lacks", "number");
            }
            return;
        }
        let of = |is_wanted: fn(&Option<Severity>) -> bool| {
            let terms = self.names.moves.iter().zip(&absent);
            terms.filter(move |(_, absent)| is_wanted(absent)).map(|(term, _)| term)
        };
        let is_result_there =
            MOVES.iter().zip(&absent).any(|((move_, ..), absent)| *move_ == Move::Result && absent.is_none());
        let number = result.filter(|_| is_result_there).map(|_| &self.names.number);
        let lacking: Vec<&Term> = of(Option::is_some).chain(number).collect();
        let there: Vec<&str> = of(Option::is_none).map(|term| term.name.as_str()).collect();
        let is_certain = MOVES.iter().zip(&absent).any(|((move_, ..), absent)| {
            *absent == Some(Severity::Warning) && missing(*move_) >= self.certain
        });
        let mut reported = out
            .at(first.range(), if is_certain { Severity::Warning } else { Severity::Advice })
            .whole_paper()
            .variant(if there.is_empty() { "empty" } else { "thin" })
            .value("lacks", known_by(&absent))
            .value("there", listed(there.iter().copied(), &self.and))
            .value("missing", listed(lacking.iter().map(|term| term.name.as_str()), &self.or))
            .value("add", listed(lacking.iter().map(|term| term.add.as_str()), &self.and));
        for ((move_, note, _), absent) in MOVES.into_iter().zip(absent) {
            let place = moves.best(move_).filter(|_| absent.is_none());
            reported = reported.also(place.map(|sentence| sentence.first_word()), note);
        }
    }

    /// Returns whether the abstract says that the work is one of interviews, texts or cases, whose results are themes.
    fn is_qualitative(&self, moves: &Moves<'_>) -> bool {
        let mut tokens = moves
            .sentences
            .iter()
            .flat_map(|sentence| sentence.tokens().iter().map(|token| sentence.document.token_text(*token)));
        tokens.any(|token| self.qualitative.iter().any(|word| token.eq_ignore_ascii_case(word)))
    }

    /// From which probability on a move is said to be missing.
    fn from(&self, move_: Move, severity: Severity) -> f64 {
        match move_ {
            _ if severity == Severity::Advice => self.lesser,
            Move::Result => self.sure,
            Move::Method => self.method,
            _ => self.rare,
        }
    }
}

/// Returns the moves that are said to be missing, by their names, which do not change with the words of messages.
fn known_by(absent: &[Option<Severity>; MOVES.len()]) -> String {
    let missing = MOVES.iter().zip(absent).filter(|(_, absent)| absent.is_some());
    missing.map(|((move_, ..), _)| move_.name()).collect::<Vec<_>>().join(" ")
}

/// Returns whether a text says nothing that the title does not say.
fn repeats_title(paper: &Paper<'_>, text: &str) -> bool {
    let title = paper.document.blocks().iter().find(|block| block.role == BlockRole::Title);
    title.is_some_and(|title| {
        let title = longer_words(paper.document.reading().slice(title.text.start, title.text.end));
        longer_words(text).is_subset(&title)
    })
}

/// Returns whether the draft is more than results: an analysis script or a supplement has no introduction and no discussion.
fn has_frame(paper: &Paper<'_>) -> bool {
    use SectionRole::{Conclusion, Discussion, Introduction, RelatedWork};
    let roles = [Introduction, RelatedWork, Discussion, Conclusion];
    paper.document.sections().iter().any(|section| roles.contains(&section.role))
}

/// Returns how much it matters that a move is missing; none where it is not asked for.
fn severity(doc_type: DocType, move_: Move) -> Option<Severity> {
    match Expected::of(doc_type, move_) {
        Expected::Needed => Some(Severity::Warning),
        Expected::Welcome => Some(Severity::Advice),
        Expected::Nothing => None,
    }
}

/// Returns how probable it is that a move is missing. A theorem, a tool or an argument says what was set out to do, too.
fn missing(doc_type: DocType, move_: Move, moves: &Moves<'_>) -> f64 {
    match move_ {
        Move::Purpose if Expected::of(doc_type, Move::Result) == Expected::Nothing => {
            moves.missing(move_).min(moves.missing(Move::Result))
        }
        _ => moves.missing(move_),
    }
}
