//! `undefined-acronym`: an acronym that the paper never spells out, or only after it has been used.

use crate::analysis::Paper;
use crate::analysis::acronyms::{Acronym, Definition, Readers, Use, is_among};
use crate::document::BlockRole;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;
use crate::source::Audience;

/// From how many uses on an acronym is asked for.
#[derive(serde::Deserialize)]
pub struct UndefinedAcronym {
    uses: u32,
}

/// What an acronym lacks, and where.
#[derive(Clone, Copy, Debug)]
pub struct Lack<'a> {
    /// What.
    pub what: Missing<'a>,
    /// The use at which it is missed.
    pub place: &'a Use,
    /// How much that matters: what most readers of the field know is worth a thought.
    pub severity: Severity,
}

/// What an acronym can lack.
#[derive(Clone, Copy, Debug)]
pub enum Missing<'a> {
    /// It is never spelled out.
    Definition,
    /// It is spelled out there, after its first use.
    Earlier(&'a Definition),
    /// It stands in tables alone, and is never spelled out.
    InTables,
    /// The abstract uses it, and only the rest of the paper spells it out, there.
    InAbstract(&'a Definition),
}

impl UndefinedAcronym {
    /// Returns the rule for acronyms with at least this many uses.
    pub fn with_uses(uses: u32) -> Self {
        Self { uses }
    }

    /// Returns what `acronym` lacks, if readers would miss it.
    pub fn lack<'a>(&self, acronym: &'a Acronym, audience: Audience) -> Option<Lack<'a>> {
        if (acronym.uses.len() as u32) < self.uses || acronym.is_name {
            return None;
        }
        match (acronym.known_to, audience) {
            (Readers::Everybody, _) => None,
            // Authors who spell it out have said that their readers need it.
            (Readers::Field, Audience::Field) if !acronym.definitions.iter().any(is_spelled_out) => {
                for_outsiders(acronym)
            }
            _ => for_readers(acronym),
        }
    }
}

/// Returns what readers of the field miss.
fn for_readers(acronym: &Acronym) -> Option<Lack<'_>> {
    let Some(first) = acronym.first_use() else { return in_tables(acronym) };
    let lack = |what, place| {
        let severity = if acronym.is_shown_as_term() { Severity::Warning } else { Severity::Advice };
        Some(Lack { what, place, severity })
    };
    if let Some((place, definition)) = missing_in_abstract(acronym) {
        return lack(Missing::InAbstract(definition), place);
    }
    match acronym.definitions.first() {
        None => lack(Missing::Definition, first),
        Some(definition) if definition.is_entry || definition.range.start <= first.range.end => None,
        // Who reads the sentence reads what it spells out.
        Some(definition) if definition.sentence == first.sentence => None,
        Some(definition) if is_caption(first) && definition.block == first.block => None,
        // Named long after its first use, and spelled out nowhere.
        Some(_) if acronym.long().is_none() => lack(Missing::Definition, first),
        Some(definition) => lack(Missing::Earlier(definition), first),
    }
}

/// Returns a table is read alone, and what stands in tables only is worth a thought.
fn in_tables(acronym: &Acronym) -> Option<Lack<'_>> {
    let place = acronym.uses.iter().find(|place| place.role == BlockRole::Table)?;
    let what = Missing::InTables;
    acronym.definitions.is_empty().then_some(Lack { what, place, severity: Severity::Advice })
}

/// Returns what readers from outside miss where the paper is shown to everybody: in its title and its abstract.
fn for_outsiders(acronym: &Acronym) -> Option<Lack<'_>> {
    let is_shown = |role| matches!(role, BlockRole::Abstract | BlockRole::Title);
    let is_told =
        acronym.definitions.iter().any(|definition| is_shown(definition.role) || definition.is_entry);
    let in_abstract = acronym.uses.iter().find(|place| place.role == BlockRole::Abstract);
    let place = in_abstract.or_else(|| acronym.uses.iter().find(|place| is_shown(place.role)))?;
    let definition = acronym.definitions.iter().find(|definition| is_spelled_out(definition));
    let what = definition.map_or(Missing::Definition, Missing::InAbstract);
    (!is_told).then_some(Lack { what, place, severity: Severity::Advice })
}

/// Returns the abstract is read without the paper, so what the paper spells out is spelled out in the abstract, too.
fn missing_in_abstract(acronym: &Acronym) -> Option<(&Use, &Definition)> {
    let place = acronym.uses.iter().find(|place| place.role == BlockRole::Abstract)?;
    let is_defined_here = acronym.definitions.iter().any(|definition| definition.role == BlockRole::Abstract);
    let definition = acronym.definitions.iter().find(|definition| is_spelled_out(definition))?;
    (!is_defined_here).then_some((place, definition))
}

/// Returns a caption is read as a whole.
fn is_caption(place: &Use) -> bool {
    matches!(place.role, BlockRole::Caption | BlockRole::Footnote)
}

fn is_spelled_out(definition: &Definition) -> bool {
    !definition.long.is_empty() && !definition.is_entry
}

impl PaperCheck for UndefinedAcronym {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let declared = paper.draft.declared();
        let by_list = &paper.document.reading().meta().acronyms;
        let asked = paper.acronyms().iter().filter(|acronym| !is_among(&declared.acronyms, &acronym.short));
        for acronym in asked {
            let Some(Lack { what, place, severity }) = self.lack(acronym, declared.audience) else {
                if acronym.uses.len() > 1 && acronym.known_to != Readers::Everybody {
                    told_differently(acronym, out);
                }
                continue;
            };
            // The list that the paper prints spells it out.
            if matches!(what, Missing::Definition | Missing::InTables) && by_list.contains(&acronym.short) {
                continue;
            }
            let reported = out
                .at(place.range.clone(), severity)
                .value("acronym", acronym.short.as_str())
                .value("uses", acronym.uses.len() as u32);
            match (what, acronym.likely_long()) {
                (Missing::Definition, Some(long)) => {
                    let written = acronym.written_out.as_ref().map(|written| written.range.clone());
                    reported.variant("unlinked").value("long", long).also(written, "written")
                }
                (Missing::Definition, None) => reported.variant("undefined"),
                (Missing::InTables, _) => reported.variant("table"),
                (Missing::Earlier(definition), _) => reported
                    .variant("late")
                    .value("long", definition.long.as_str())
                    .also([definition.range.clone()], "definition"),
                (Missing::InAbstract(definition), _) => reported
                    .variant("abstract")
                    .value("long", definition.long.as_str())
                    .also([definition.range.clone()], "definition"),
            };
        }
    }
}

/// What is spelled out in two ways, or more often than a reader needs.
fn told_differently(acronym: &Acronym, out: &mut Report<'_>) {
    // What tells of `HL-LHC` tells of its parts, too, and differently.
    // `NAE (exp_nae)` names a variable.
    let is_own = |definition: &Definition| {
        definition.range.len() <= acronym.short.len() + 1 && !definition.long.contains('_')
    };
    let mut told: Vec<&Definition> =
        acronym.definitions.iter().filter(|told| is_spelled_out(told) && is_own(told)).collect();
    told.dedup_by_key(|told| told.sentence);
    let Some((first, rest)) = told.split_first() else { return };
    let in_text: Vec<&Definition> =
        told.iter().copied().filter(|told| told.role == BlockRole::Body).collect();
    let other =
        rest.iter().find(|other| !says_the_same(&first.long, &other.long)).map(|other| (*other, "two"));
    let again = || in_text.get(AGAIN).map(|again| (*again, "again"));
    let Some((at, variant)) = other.or_else(again) else { return };
    out.at(at.range.clone(), Severity::Advice)
        .variant(variant)
        .value("acronym", acronym.short.as_str())
        .value("uses", in_text.len() as u32)
        .value("long", first.long.as_str())
        .also([first.range.clone()], "definition");
}

/// So often may running text spell an acronym out: where it is new, and once more far from there.
const AGAIN: usize = 2;

/// Returns whether two long forms share half of their words, plurals and capitals aside.
fn says_the_same(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
        words.map(|word| word.to_lowercase().chars().take(STEM).collect()).collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared * 2 >= one.len().min(other.len())
}

/// Letters of a word that its endings do not change.
const STEM: usize = 4;
