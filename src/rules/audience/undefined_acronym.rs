//! `undefined-acronym`: an acronym that the paper never spells out, or only after it has been used.

use crate::analysis::Paper;
use crate::analysis::acronyms::{Acronym, Definition, is_among, is_known};
use crate::document::BlockRole;
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// From how many uses on an acronym is asked for.
pub struct UndefinedAcronym {
    uses: u32,
}

/// What an acronym lacks.
#[derive(Clone, Copy, Debug)]
pub enum Missing<'a> {
    /// It is never spelled out.
    Definition,
    /// It is spelled out here, after its first use.
    Earlier(&'a Definition),
}

impl UndefinedAcronym {
    /// The rule with its settings.
    ///
    /// # Errors
    /// When one is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self { uses: settings.get("uses")? })
    }

    /// The rule for acronyms with at least this many uses.
    pub fn with_uses(uses: u32) -> Self {
        Self { uses }
    }

    /// What `acronym` lacks, if a reader would miss it.
    pub fn missing<'a>(&self, acronym: &'a Acronym) -> Option<Missing<'a>> {
        let first = acronym.first_use()?;
        if (acronym.uses.len() as u32) < self.uses || is_known(&acronym.short) {
            return None;
        }
        match acronym.definitions.first() {
            None if acronym.is_name => None,
            None => Some(Missing::Definition),
            // The long form may follow at once, and then the definition starts with the first use.
            Some(definition) if definition.range.start > first.range.end => {
                let is_spelled_out =
                    !definition.long.is_empty() && definition.role != BlockRole::Table && !acronym.is_name;
                is_spelled_out.then_some(Missing::Earlier(definition))
            }
            Some(_) => None,
        }
    }
}

impl PaperCheck for UndefinedAcronym {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let known = &paper.draft.declared().acronyms;
        for acronym in paper.acronyms().iter().filter(|acronym| !is_among(known, &acronym.short)) {
            let Some(first) = acronym.first_use() else { continue };
            let Some(missing) = self.missing(acronym) else { continue };
            let reported = out
                .at(first.range.clone(), Severity::Warning)
                .value("acronym", acronym.short.as_str())
                .value("uses", acronym.uses.len() as u32);
            match missing {
                Missing::Definition => reported.variant("undefined"),
                Missing::Earlier(definition) => {
                    reported.variant("late").also([definition.range.clone()], "definition")
                }
            };
        }
    }
}
