//! `thin-abstract`: an abstract that is not there, or leaves out what a reader looks for first.

use crate::analysis::moves::Move;
use crate::analysis::{Abstract, DocType, Moves, Paper};
use crate::document::{BlockRole, SectionRole};
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// The fewest words, how sure to be, and what the moves are called in messages.
pub struct ThinAbstract {
    short: u32,
    whole: u32,
    /// From which probability on, from 0 to 1, a move is said to be missing, and from which that is a warning.
    sure: f64,
    /// The same as `sure` for moves that are only advised.
    lesser: f64,
    certain: f64,
    names: [String; MOVES.len()],
    list: String,
}

/// The moves, with what each is called in the rule's file.
const MOVES: [(Move, &str); 6] = [
    (Move::Background, "background"),
    (Move::Gap, "gap"),
    (Move::Purpose, "purpose"),
    (Move::Method, "method"),
    (Move::Result, "result"),
    (Move::Conclusion, "conclusion"),
];

impl ThinAbstract {
    /// The rule with its settings.
    ///
    /// # Errors
    /// When a setting or a term is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        let mut names: [String; MOVES.len()] = Default::default();
        for (name, (_, term)) in names.iter_mut().zip(MOVES) {
            *name = settings.term(term)?;
        }
        let percent = |name| settings.get(name).map(|percent| f64::from(percent) / 100.0);
        Ok(Self {
            short: settings.get("short")?,
            whole: settings.get("whole")?,
            sure: percent("sure")?,
            lesser: percent("lesser")?,
            certain: percent("certain")?,
            names,
            list: settings.term("and")?,
        })
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
        out.place(place, Severity::Warning).whole_paper().variant("absent");
    }

    fn present(&self, paper: &Paper<'_>, moves: &Moves<'_>, out: &mut Report<'_>) {
        let Some(first) = moves.blocks.first() else { return };
        if moves.words < self.short {
            out.at(first.range(), Severity::Warning)
                .whole_paper()
                .variant("short")
                .value("words", moves.words);
            return;
        }
        let asked = Asked::of(paper.doc_type());
        let missing = |move_| asked.missing(move_, moves);
        let absent = MOVES.map(|(move_, _)| {
            asked.severity(move_).filter(|&severity| missing(move_) >= self.from(severity))
        });
        if absent.iter().all(Option::is_none) {
            self.without_number(&asked, moves, out);
            return;
        }
        let named = |is_wanted: fn(&Option<Severity>) -> bool| {
            let names = self.names.iter().zip(&absent).filter(move |(_, absent)| is_wanted(absent));
            self.listed(names.map(|(name, _)| name.as_str()))
        };
        let is_certain = MOVES.iter().zip(&absent).any(|((move_, _), absent)| {
            *absent == Some(Severity::Warning) && missing(*move_) >= self.certain
        });
        let there = named(Option::is_none);
        let variant = if there.is_empty() { "empty" } else { "thin" };
        let severity = if is_certain { Severity::Warning } else { Severity::Advice };
        let mut reported = out
            .at(first.range(), severity)
            .whole_paper()
            .variant(variant)
            .value("missing", named(Option::is_some))
            .value("there", there);
        for ((move_, note), absent) in MOVES.into_iter().zip(absent) {
            let place = moves.best(move_).filter(|_| absent.is_none());
            reported = reported.also(place.map(|sentence| sentence.first_word()), note);
        }
    }

    /// From which probability on a move is said to be missing.
    fn from(&self, severity: Severity) -> f64 {
        if severity == Severity::Advice { self.lesser } else { self.sure }
    }

    fn without_number(&self, asked: &Asked, moves: &Moves<'_>, out: &mut Report<'_>) {
        let result = moves.best(Move::Result).filter(|_| asked.number && moves.number.is_none());
        if let Some(result) = result {
            out.at(result.range(), Severity::Advice).whole_paper().variant("no-number");
        }
    }

    /// `why, what you asked and how`.
    fn listed<'a>(&self, names: impl Iterator<Item = &'a str>) -> String {
        let names: Vec<&str> = names.collect();
        match names.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} {} {last}", rest.join(", "), self.list),
        }
    }
}

/// Whether the draft is more than results: an analysis script or a supplement has no introduction and no discussion.
fn has_frame(paper: &Paper<'_>) -> bool {
    use SectionRole::{Conclusion, Discussion, Introduction, RelatedWork};
    let roles = [Introduction, RelatedWork, Discussion, Conclusion];
    paper.document.sections().iter().any(|section| roles.contains(&section.role))
}

/// What is asked of the abstract of each type of paper, besides its purpose.
struct Asked {
    results: bool,
    number: bool,
}

impl Asked {
    fn of(doc_type: DocType) -> Self {
        let is_empirical = doc_type == DocType::Empirical;
        Self { results: is_empirical, number: is_empirical }
    }

    /// How probable it is that a move is missing. A theorem, a tool or an argument says what was set out to do, too.
    fn missing(&self, move_: Move, moves: &Moves<'_>) -> f64 {
        match move_ {
            Move::Purpose if !self.results => moves.missing(move_).min(moves.missing(Move::Result)),
            _ => moves.missing(move_),
        }
    }

    /// How much it matters that a move is missing; none where it is not asked for.
    fn severity(&self, move_: Move) -> Option<Severity> {
        match move_ {
            Move::Purpose => Some(Severity::Warning),
            Move::Method | Move::Result => self.results.then_some(Severity::Warning),
            Move::Background | Move::Gap | Move::Conclusion => self.results.then_some(Severity::Advice),
            Move::Other => None,
        }
    }
}
