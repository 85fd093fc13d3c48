//! `abstract-length`: an abstract that is longer or shorter than its venue or its readers want.

use crate::analysis::{Abstract, DocType, Paper};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// The limits, in the order of [`crate::analysis::Moves::counts`], and how firm they are.
pub struct AbstractLength {
    limits: [Limits; 4],
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
        let limits = |least: Option<&'static str>, most, unit| -> Result<Limits, SettingError> {
            let least = least.map_or(Ok(0), |least| settings.get(least))?;
            Ok(Limits { least, most: settings.get(most)?, unit: settings.term(unit)? })
        };
        let is_firm = settings.get("firm")? == 1;
        Ok(Self {
            limits: [
                limits(Some("least-words"), "most-words", "words")?,
                limits(None, "most-characters", "characters")?,
                limits(Some("least-sentences"), "most-sentences", "sentences")?,
                limits(None, "most-paragraphs", "paragraphs")?,
            ],
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
        let counts = self.limits.iter().zip(moves.counts().map(|(_, count)| count));
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
