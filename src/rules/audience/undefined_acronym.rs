//! `undefined-acronym`: an acronym that the paper never spells out, or only after it has been used.

use crate::analysis::Paper;
use crate::analysis::acronyms::{Acronym, Definition, Use, is_among, is_known};
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
    /// The abstract uses it here, and only the rest of the paper spells it out, there.
    InAbstract(&'a Use, &'a Definition),
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
        if let Some(missing) = missing_in_abstract(acronym) {
            return Some(missing);
        }
        match acronym.definitions.first() {
            None if acronym.is_name => None,
            None => Some(Missing::Definition),
            // The long form may follow at once, and then the definition starts with the first use.
            Some(definition) if definition.range.start > first.range.end => {
                let is_late = is_spelled_out(definition) && !acronym.is_name;
                is_late.then_some(Missing::Earlier(definition))
            }
            Some(_) => None,
        }
    }
}

/// The abstract is read without the paper, so what the paper spells out is spelled out in the abstract, too.
fn missing_in_abstract(acronym: &Acronym) -> Option<Missing<'_>> {
    let place = acronym.uses.iter().find(|place| place.role == BlockRole::Abstract)?;
    let is_defined_here = acronym.definitions.iter().any(|definition| definition.role == BlockRole::Abstract);
    let definition = acronym.definitions.iter().find(|definition| is_spelled_out(definition))?;
    (!is_defined_here && !acronym.is_name).then_some(Missing::InAbstract(place, definition))
}

fn is_spelled_out(definition: &Definition) -> bool {
    !definition.long.is_empty() && definition.role != BlockRole::Table
}

impl PaperCheck for UndefinedAcronym {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let known = &paper.draft.declared().acronyms;
        let by_key = &paper.document.reading().meta().acronyms;
        for acronym in paper.acronyms().iter().filter(|acronym| !is_among(known, &acronym.short)) {
            let Some(first) = acronym.first_use() else { continue };
            let Some(missing) = self.missing(acronym) else { continue };
            // The list that the paper prints spells it out.
            if matches!(missing, Missing::Definition) && by_key.contains(&acronym.short) {
                continue;
            }
            let place = if let Missing::InAbstract(place, _) = missing { place } else { first };
            let reported = out
                .at(place.range.clone(), Severity::Warning)
                .value("acronym", acronym.short.as_str())
                .value("uses", acronym.uses.len() as u32);
            match missing {
                Missing::Definition => reported.variant("undefined"),
                Missing::Earlier(definition) => {
                    reported.variant("late").also([definition.range.clone()], "definition")
                }
                Missing::InAbstract(_, definition) => {
                    reported.variant("abstract").also([definition.range.clone()], "definition")
                }
            };
        }
    }
}
