//! Which comments may speak of a finding, found without a look at all of them.

use std::ops::Range;

use super::reach::Reach;
use crate::findings::Finding;

/// Where the reaches of a paper's comments lie, each by its index.
#[derive(Default)]
pub(super) struct Reaches {
    /// In the reading text.
    text: Ranges,
    /// In the source.
    source: Ranges,
    /// Those of whole files.
    files: Vec<usize>,
}

impl Reaches {
    /// Sorts reaches by where they lie.
    pub fn of<'r>(reaches: impl Iterator<Item = &'r Reach>) -> Self {
        let mut sorted = Self::default();
        for (index, reach) in reaches.enumerate() {
            match reach {
                Reach::File(_) => sorted.files.push(index),
                Reach::Text { text, source, section } => {
                    let texts = [text].into_iter().chain(section);
                    sorted.text.sorted.extend(texts.map(|range| (range.clone(), index)));
                    let source = source.start..source.end.max(source.start + 1);
                    sorted.source.sorted.push((source, index));
                }
            }
        }
        sorted.text.sort();
        sorted.source.sort();
        sorted
    }

    /// Returns the indices of all reaches that may hold a finding, and perhaps of some that do not.
    pub fn around(&self, finding: &Finding) -> Vec<usize> {
        let found = &finding.place.range;
        let mut around = self.files.clone();
        match found.end == 0 {
            true if finding.is_whole_paper => self.text.touched(&(0..1), &mut around),
            true => {
                let at = finding.place.first().start;
                self.source.touched(&(at..at + 1), &mut around);
            }
            false => self.text.touched(&(found.start..found.end.max(found.start + 1)), &mut around),
        }
        around
    }
}

/// Ranges with an index each, sorted by their starts, as a tree: the middle of each half stands above the two halves of that.
#[derive(Default)]
struct Ranges {
    sorted: Vec<(Range<u32>, usize)>,
    /// The furthest end below each of them.
    furthest: Vec<u32>,
}

impl Ranges {
    fn sort(&mut self) {
        self.sorted.sort_by_key(|(range, _)| range.start);
        self.furthest = vec![0; self.sorted.len()];
        self.reach(0..self.sorted.len());
    }

    /// Notes the furthest end of a part, and returns it.
    fn reach(&mut self, part: Range<usize>) -> u32 {
        if part.is_empty() {
            return 0;
        }
        let middle = part.start.midpoint(part.end);
        let (before, after) = (self.reach(part.start..middle), self.reach(middle + 1..part.end));
        let furthest = self.sorted[middle].0.end.max(before).max(after);
        self.furthest[middle] = furthest;
        furthest
    }

    /// Adds the indices of the ranges that touch `place`.
    fn touched(&self, place: &Range<u32>, indices: &mut Vec<usize>) {
        self.touched_in(0..self.sorted.len(), place, indices);
    }

    fn touched_in(&self, part: Range<usize>, place: &Range<u32>, indices: &mut Vec<usize>) {
        let middle = part.start.midpoint(part.end);
        if part.is_empty() || self.furthest[middle] <= place.start {
            return;
        }
        self.touched_in(part.start..middle, place, indices);
        let (range, index) = &self.sorted[middle];
        if range.start < place.end {
            if place.start < range.end {
                indices.push(*index);
            }
            self.touched_in(middle + 1..part.end, place, indices);
        }
    }
}
