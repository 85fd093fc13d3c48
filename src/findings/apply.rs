//! Which fixes can be made at once, and the draft after them. No fix is made that does not read as meant.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Edit, Fix};
use crate::markup::{self, Reading};
use crate::source::{Draft, Span};

/// Rounds of mending: a fix may uncover another. What takes longer is left for the author.
pub const MOST_ROUNDS: usize = 10;

/// Edits that do not touch each other. The same edit may come from several findings.
#[derive(Clone, Debug)]
pub struct Disjoint<P: Ord> {
    /// By place and start: the end, and the text.
    edits: BTreeMap<(P, u32), (u32, String)>,
}

impl<P: Ord> Default for Disjoint<P> {
    fn default() -> Self {
        Self { edits: BTreeMap::new() }
    }
}

impl<P: Ord + Clone> Disjoint<P> {
    /// Adds the edits of one fix, all or none: none where one of them touches another edit. Gives whether they are there now, and were
    /// not before.
    pub fn add(&mut self, edits: &[(P, Range<u32>, &str)]) -> Added {
        if edits.iter().any(|(place, range, text)| !self.has_room(place, range, text)) {
            return Added::Refused;
        }
        let mut added = Added::Known;
        for (place, range, text) in edits {
            let known = self.edits.insert((place.clone(), range.start), (range.end, (*text).to_owned()));
            if known.is_none() {
                added = Added::New;
            }
        }
        added
    }

    fn has_room(&self, place: &P, range: &Range<u32>, text: &str) -> bool {
        let before = self.edits.range(..=(place.clone(), range.start)).next_back();
        let after = self.edits.range((place.clone(), range.start)..).next();
        let is_same =
            |start: u32, end: u32, other: &str| start == range.start && end == range.end && other == text;
        let mut near = before.into_iter().chain(after).filter(|((other, _), _)| other == place);
        near.all(|((_, start), (end, other))| {
            is_same(*start, *end, other) || *end < range.start || range.end < *start
        })
    }

    /// All edits, by place.
    pub fn into_edits(self) -> impl Iterator<Item = (P, Range<u32>, String)> {
        self.edits.into_iter().map(|((place, start), (end, text))| (place, start..end, text))
    }
}

/// What became of the edits of a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// They were added.
    New,
    /// They were there already.
    Known,
    /// They touch others.
    Refused,
}

/// The fixes of one round: disjoint, the first ones first, and together they read as meant.
pub fn choose<'f>(draft: &Draft, fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<&'f Fix> {
    let mut taken = Disjoint::default();
    let mut is_free = |fix: &&Fix| {
        let edits = fix.edits.iter().map(|edit| ((), edit.span.start..edit.span.end, edit.text.as_str()));
        taken.add(&edits.collect::<Vec<_>>()) != Added::Refused
    };
    let chosen: Vec<&Fix> = fixes.into_iter().filter(|fix| is_free(fix)).collect();
    if chosen.is_empty() {
        return chosen;
    }
    let mut sound = Vec::new();
    Trial { draft, reading: markup::read(draft) }.add(&chosen, &mut sound);
    sound
}

/// The draft after some fixes.
pub fn apply(draft: &Draft, fixes: &[&Fix]) -> Draft {
    let edits: BTreeMap<Span, &str> = all(fixes).map(|edit| (edit.span, edit.text.as_str())).collect();
    draft.edited(&edits.into_iter().collect::<Vec<_>>())
}

fn all<'f>(fixes: &[&'f Fix]) -> impl Iterator<Item = &'f Edit> {
    fixes.iter().flat_map(|fix| &fix.edits)
}

struct Trial<'d> {
    draft: &'d Draft,
    reading: Reading,
}

impl Trial<'_> {
    /// Adds to `sound` those of `fixes` that, with those in it, read as meant. Halves find the few that do not.
    fn add<'f>(&self, fixes: &[&'f Fix], sound: &mut Vec<&'f Fix>) {
        let known = sound.len();
        sound.extend(fixes);
        if self.reads_as_meant(sound) {
            return;
        }
        sound.truncate(known);
        if fixes.len() > 1 {
            let (first, second) = fixes.split_at(fixes.len() / 2);
            self.add(first, sound);
            self.add(second, sound);
        }
    }

    /// Whether the reading changes at the edits and nowhere else.
    fn reads_as_meant(&self, fixes: &[&Fix]) -> bool {
        let mut edits: Vec<&Edit> = all(fixes).collect();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        edits.dedup();
        let mut meant = String::with_capacity(self.reading.text().len());
        let mut at = 0;
        for edit in edits {
            meant.push_str(self.reading.slice(at, edit.range.start));
            meant.push_str(&edit.reads);
            at = edit.range.end;
        }
        meant.push_str(self.reading.slice(at, self.reading.text().len() as u32));
        let reading = markup::read(&apply(self.draft, fixes));
        let kinds = |reading: &Reading| {
            reading.blocks().iter().map(|block| (block.kind, block.within)).collect::<Vec<_>>()
        };
        reading.text() == meant && kinds(&reading) == kinds(&self.reading)
    }
}
