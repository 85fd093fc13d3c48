//! `abstract-length`: an abstract that is longer or shorter than its venue or its readers want.

use crate::analysis::{Abstract, DocType, Paper};
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// How many there should be, both included, what the units are called, and whether the limits are firm.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AbstractLength {
    least_words: u32,
    most_words: u32,
    most_characters: u32,
    least_sentences: u32,
    most_sentences: u32,
    most_paragraphs: u32,
    words: String,
    characters: String,
    sentences: String,
    paragraphs: String,
    firm: bool,
}

/// How many there should be, both included, and what is counted.
struct Limits<'r> {
    least: u32,
    most: u32,
    unit: &'r str,
}

impl AbstractLength {
    /// In the order of [`crate::analysis::Moves::counts`].
    fn limits(&self) -> [Limits<'_>; 4] {
        [
            Limits { least: self.least_words, most: self.most_words, unit: &self.words },
            Limits { least: 0, most: self.most_characters, unit: &self.characters },
            Limits { least: self.least_sentences, most: self.most_sentences, unit: &self.sentences },
            Limits { least: 0, most: self.most_paragraphs, unit: &self.paragraphs },
        ]
    }
}

impl PaperCheck for AbstractLength {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Abstract::Present(moves) = paper.abstract_() else { return };
        if paper.doc_type() == DocType::Software {
            return;
        }
        let severity = if self.firm { Severity::Warning } else { Severity::Advice };
        let counts = self.limits().into_iter().zip(moves.counts().map(|(_, count)| count));
        let wrong = counts.into_iter().find(|(limits, count)| !(limits.least..=limits.most).contains(count));
        if let (Some((limits, count)), Some(first)) = (wrong, moves.blocks.first()) {
            let is_over = count > limits.most;
            out.at(first.range(), severity)
                .whole_paper()
                .variant(if is_over { "many" } else { "few" })
                .value("count", count)
                .value("unit", limits.unit)
                .value("limit", if is_over { limits.most } else { limits.least });
        }
    }
}
