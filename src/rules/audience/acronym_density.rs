//! `acronym-density`: many acronyms in an abstract, or one in the title that is never spelled out.

use std::ops::Range;

use crate::analysis::Paper;
use crate::analysis::acronyms::{Acronym, Readers, is_among};
use crate::document::BlockRole;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// How many acronyms an abstract may use: at all, in a hundred words, and in any abstract however short.
#[derive(serde::Deserialize)]
pub struct AcronymDensity {
    most: u32,
    share: u32,
    fewest: u32,
}

impl AcronymDensity {
    fn abstract_(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let places: Vec<Range<u32>> =
            new(paper).filter_map(|acronym| first_in(acronym, BlockRole::Abstract)).collect();
        let Some((first, rest)) = places.split_first() else { return };
        let words = paper.document.blocks().iter().filter(|block| block.role == BlockRole::Abstract);
        let words: u32 = words.map(|block| block.words).sum();
        let count = places.len() as u32;
        let is_dense = count >= self.fewest && count * 100 > self.share * words;
        if count > self.most || is_dense {
            out.at(first.clone(), Severity::Advice)
                .variant("many")
                .value("acronyms", count)
                .value("words", words)
                .also(rest.iter().take(SHOWN).cloned(), "also");
        }
    }
}

/// Further acronyms that are shown.
const SHOWN: usize = 3;

impl PaperCheck for AcronymDensity {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        self.abstract_(paper, out);
        for acronym in new(paper).filter(|acronym| acronym.definitions.is_empty()) {
            if let Some(place) = first_in(acronym, BlockRole::Title) {
                out.at(place, Severity::Advice).variant("title").value("acronym", acronym.short.as_str());
            }
        }
    }
}

/// The acronyms that a reader has to learn.
fn new<'p>(paper: &'p Paper<'_>) -> impl Iterator<Item = &'p Acronym> {
    let known = &paper.draft.declared().acronyms;
    let is_new = |acronym: &&Acronym| {
        !acronym.is_name && acronym.known_to == Readers::Nobody && !is_among(known, &acronym.short)
    };
    paper.acronyms().iter().filter(is_new)
}

/// Where an acronym first stands in blocks of a role.
fn first_in(acronym: &Acronym, role: BlockRole) -> Option<Range<u32>> {
    acronym.uses.iter().find(|place| place.role == role).map(|place| place.range.clone())
}
