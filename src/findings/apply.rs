//! Which fixes can be made at once, and the draft after them. No fix is made that does not read as meant.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Edit, Fix};
use crate::markup::{self, Reading};
use crate::source::{Draft, Span};

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

    /// Returns all edits, by place.
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

/// Returns the fixes of one round: disjoint, the first ones first, and together they read as meant.
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
    Trial { draft, reading: markup::read(draft), left: MOST_TRIALS }.add(&chosen, &mut sound);
    sound
}

/// Returns the draft after some fixes.
pub fn apply(draft: &Draft, fixes: &[&Fix]) -> Draft {
    let edits: BTreeMap<Span, &str> = all(fixes).map(|edit| (edit.span, edit.text.as_str())).collect();
    draft.edited(&edits.into_iter().collect::<Vec<_>>())
}

fn all<'f>(fixes: &[&'f Fix]) -> impl Iterator<Item = &'f Edit> {
    fixes.iter().flat_map(|fix| &fix.edits)
}

/// Readings in one round. Real papers take one; a draft made to break every fix is not read for ever.
const MOST_TRIALS: usize = 256;

struct Trial<'d> {
    draft: &'d Draft,
    reading: Reading,
    /// Readings that are still allowed.
    left: usize,
}

impl Trial<'_> {
    /// Adds to `sound` those of `fixes` that, with those in it, read as meant. Halves find the few that do not.
    fn add<'f>(&mut self, fixes: &[&'f Fix], sound: &mut Vec<&'f Fix>) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
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

    /// Returns whether the reading changes at the edits and nowhere else.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Safety;
    use crate::source::{Format, Source};

    #[test]
    fn the_first_of_two_that_touch_is_taken_and_the_same_edit_twice_is_one() {
        let mut taken = Disjoint::default();
        assert_eq!(taken.add(&[("a", 4..8, "x"), ("a", 20..22, "y")]), Added::New);
        assert_eq!(taken.add(&[("a", 4..8, "x")]), Added::Known);
        assert_eq!(taken.add(&[("a", 4..8, "z")]), Added::Refused);
        assert_eq!(taken.add(&[("a", 8..9, "z")]), Added::Refused);
        assert_eq!(taken.add(&[("a", 30..31, "z"), ("a", 2..5, "z")]), Added::Refused);
        assert_eq!(taken.add(&[("b", 4..8, "z")]), Added::New);
        let edits: Vec<_> = taken.into_edits().map(|(place, range, _)| (place, range.start)).collect();
        assert_eq!(edits, [("a", 4), ("a", 20), ("b", 4)]);
    }

    /// Returns a fix that replaces one word by a text, which is written as it stands.
    fn fix(draft: &Draft, word: &str, text: &str) -> Fix {
        let reading = markup::read(draft);
        let start = reading.text().find(word).unwrap() as u32;
        let range = start..start + word.len() as u32;
        let span = reading.verbatim(range.start, range.end).unwrap();
        let edit = Edit { span, text: text.to_owned(), range, reads: text.to_owned() };
        Fix { edits: vec![edit], safety: Safety::Safe }
    }

    #[test]
    fn what_would_not_read_as_meant_is_left_out_and_the_rest_is_made() {
        let draft = Draft::single(Source::new("a.md", "One two three four five.\n"), Format::Markdown);
        let words = [("One", "1"), ("two", "*2*"), ("three", "3"), ("four", "`4"), ("five", "a`")];
        let fixes: Vec<Fix> = words.iter().map(|(word, text)| fix(&draft, word, text)).collect();
        let sound = choose(&draft, &fixes);
        assert_eq!(apply(&draft, &sound).main().text, "1 two 3 `4 five.\n");
    }

    #[test]
    fn what_stands_after_an_edit_keeps_its_place_in_its_file() {
        let draft = Draft::single(Source::new("a.md", "One two.\n"), Format::Markdown);
        let edited = draft.edited(&[(Span::new(0, 3), "A longer one"), (Span::new(4, 7), "")]);
        assert_eq!(edited.main().text, "A longer one .\n");
        assert_eq!(edited.main().span(), Span::new(0, 15));
    }
}
