//! `thin-abstract`: an abstract that is not there, or leaves out what a reader looks for first.

use crate::analysis::{Abstract, DocType, Moves, Paper};
use crate::document::{BlockRole, SectionRole};
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// The fewest words, and what the moves are called in messages.
pub struct ThinAbstract {
    short: u32,
    whole: u32,
    background: String,
    purpose: String,
    method: String,
    result: String,
    list: String,
}

impl ThinAbstract {
    /// The rule with its settings.
    ///
    /// # Errors
    /// When a setting or a term is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self {
            short: settings.get("short")?,
            whole: settings.get("whole")?,
            background: settings.term("background")?,
            purpose: settings.term("purpose")?,
            method: settings.term("method")?,
            result: settings.term("result")?,
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
        let asks = Asked::of(paper.doc_type());
        let named = [
            (&self.background, &moves.background, false, "background"),
            (&self.purpose, &moves.purpose, true, "purpose"),
            (&self.method, &moves.method, asks.method, "method"),
            (&self.result, &moves.result, asks.result, "result"),
        ];
        let missing = named
            .iter()
            .filter(|(_, found, is_asked, _)| *is_asked && found.is_none())
            .map(|(name, ..)| name.as_str());
        let missing = self.listed(missing);
        let there = self
            .listed(named.iter().filter(|(_, found, ..)| found.is_some()).map(|(name, ..)| name.as_str()));
        if missing.is_empty() {
            let is_without_number = asks.number && moves.number.is_none();
            if is_without_number && let Some(result) = moves.result {
                out.at(result.range(), Severity::Advice).whole_paper().variant("no-number");
            }
            return;
        }
        let variant = if there.is_empty() { "empty" } else { "thin" };
        let mut reported = out
            .at(first.range(), Severity::Warning)
            .whole_paper()
            .variant(variant)
            .value("missing", missing)
            .value("there", there);
        for (_, found, _, note) in named {
            reported = reported.also(found.map(|sentence| sentence.first_word()), note);
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
    method: bool,
    result: bool,
    number: bool,
}

impl Asked {
    fn of(doc_type: DocType) -> Self {
        let is_empirical = doc_type == DocType::Empirical;
        Self { method: is_empirical, result: is_empirical, number: is_empirical }
    }
}
