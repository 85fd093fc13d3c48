//! `abstract-length`: an abstract that is longer or shorter than its venue or its readers want.

use crate::analysis::{Abstract, DocType, Moves, Paper};
use crate::document::BlockRef;
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// The limits, and how firm they are.
pub struct AbstractLength {
    words: Limits,
    sentences: Limits,
    paragraphs: Limits,
    severity: Severity,
}

/// How many there should be, both included, and what is counted.
struct Limits {
    least: u32,
    most: u32,
    unit: String,
}

impl AbstractLength {
    /// The rule with its settings.
    ///
    /// # Errors
    /// When a setting or a term is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        let limits = |least, most, unit: &str| Limits { least, most, unit: unit.to_owned() };
        let is_firm = settings.get("firm")? == 1;
        Ok(Self {
            words: limits(
                settings.get("least-words")?,
                settings.get("most-words")?,
                &settings.term("words")?,
            ),
            sentences: limits(
                settings.get("least-sentences")?,
                settings.get("most-sentences")?,
                &settings.term("sentences")?,
            ),
            paragraphs: limits(0, settings.get("most-paragraphs")?, &settings.term("paragraphs")?),
            severity: if is_firm { Severity::Warning } else { Severity::Advice },
        })
    }
}

impl PaperCheck for AbstractLength {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Abstract::Present(moves) = paper.abstract_() else { return };
        if paper.doc_type() == DocType::Software {
            return;
        }
        let counts = [
            (&self.words, moves.words),
            (&self.sentences, moves.sentences.len() as u32),
            (&self.paragraphs, paragraphs(moves)),
        ];
        let wrong = counts.into_iter().find(|(limits, count)| !(limits.least..=limits.most).contains(count));
        if let (Some((limits, count)), Some(first)) = (wrong, moves.blocks.first()) {
            let is_over = count > limits.most;
            out.at(first.range(), self.severity)
                .whole_paper()
                .variant(if is_over { "many" } else { "few" })
                .value("count", count)
                .value("unit", limits.unit.as_str())
                .value("limit", if is_over { limits.most } else { limits.least });
        }
    }
}

/// The paragraphs of an abstract; those under headings of a structured abstract are one.
fn paragraphs(moves: &Moves<'_>) -> u32 {
    let is_headed = |pair: &[BlockRef<'_>]| {
        pair[0].section().heading().map(|heading| heading.range())
            != pair[1].section().heading().map(|heading| heading.range())
    };
    let headed = moves.blocks.windows(2).filter(|pair| is_headed(pair)).count();
    (moves.blocks.len() - headed) as u32
}
