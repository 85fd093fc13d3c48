//! An acronym while its paper is read.

use super::names::Usage;
use super::signs::Tally;
use super::{Acronym, Use};
use crate::document::BlockRole;

/// An acronym, and what its uses say of it.
pub(super) struct Gathered {
    /// What is known so far.
    pub acronym: Acronym,
    /// How many of its uses are those of a name.
    pub named: u32,
    /// How many stand behind a number as a unit does; they are among those of a name.
    measures: u32,
    /// How they stand among words.
    signs: Tally,
    /// How many are more often those of a name than not, and of nothing that says so for itself.
    leaning: u32,
    /// Whether the first one is, in the abstract or in the paper.
    is_named_first: bool,
    /// Whether one use is that of a name for certain.
    is_certain: bool,
    /// Whether one use is that of a noun that can be counted.
    pub is_counted: bool,
    /// How many of its uses are in italics.
    pub italic: usize,
}

impl Gathered {
    pub(super) fn new(acronym: Acronym) -> Self {
        Self {
            acronym,
            named: 0,
            measures: 0,
            signs: Tally::default(),
            leaning: 0,
            is_named_first: false,
            is_certain: false,
            is_counted: false,
            italic: 0,
        }
    }

    /// Takes a use.
    pub(super) fn add(&mut self, place: Use, usage: Usage) {
        let is_abstract = |role| matches!(role, BlockRole::Abstract | BlockRole::Title);
        let is_first =
            self.acronym.uses.iter().all(|other| is_abstract(other.role) != is_abstract(place.role));
        self.acronym.uses.push(place);
        self.named += u32::from(usage.is_named);
        self.measures += u32::from(usage.is_measure);
        self.signs.add(usage.signs);
        self.leaning += u32::from(usage.leans && !usage.is_named);
        self.is_named_first |= usage.is_named && !usage.is_measure && is_first;
        self.is_certain |= usage.is_certain;
        self.is_counted |= usage.is_counted;
    }

    /// Returns whether its uses show that it is a term.
    pub(super) fn is_term(&self) -> bool {
        self.signs.is_term()
    }

    /// Returns whether it is a name: a third of its uses are such. A unit stands behind a number more often than not.
    pub(super) fn is_name(&self) -> bool {
        let uses = self.acronym.uses.len();
        let is_unit = self.measures as usize * 2 > uses;
        let named = if is_unit { self.named } else { self.named - self.measures.min(self.named) };
        let is_often = named > 0 && named as usize * 3 >= uses;
        let is_italic = self.italic > 1 && self.italic == self.acronym.uses.len();
        let is_mostly =
            self.leaning > 0 && (self.named + self.leaning) as usize * 2 > self.acronym.uses.len();
        self.is_certain || is_italic || (!self.is_counted && (self.is_named_first || is_often || is_mostly))
    }
}
