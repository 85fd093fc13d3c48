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
                    sorted.text.0.extend(texts.map(|range| (range.clone(), index)));
                    let source = source.start..source.end.max(source.start + 1);
                    sorted.source.0.push((source, index));
                }
            }
        }
        sorted.text.sort();
        sorted.source.sort();
        sorted
    }

    /// The indices of all reaches that may hold a finding, and perhaps of some that do not.
    pub fn around(&self, finding: &Finding) -> Vec<usize> {
        let found = &finding.place.range;
        let mut around = self.files.clone();
        match found.end == 0 {
            true if finding.is_whole_paper => self.text.touched(0..1, &mut around),
            true => {
                let at = finding.place.first().start;
                self.source.touched(at..at + 1, &mut around);
            }
            false => self.text.touched(found.start..found.end.max(found.start + 1), &mut around),
        }
        around
    }
}

/// Ranges with an index each, sorted by their starts; each ends where the last of those up to it does.
#[derive(Default)]
struct Ranges(Vec<(Range<u32>, usize)>);

impl Ranges {
    fn sort(&mut self) {
        self.0.sort_by_key(|(range, _)| range.start);
        // A range that reaches further stands for those behind it, too: none is missed from where the search stops.
        let mut furthest = 0;
        for (range, _) in &mut self.0 {
            furthest = furthest.max(range.end);
            range.end = furthest;
        }
    }

    /// Adds the indices of ranges that may touch `place`.
    fn touched(&self, place: Range<u32>, indices: &mut Vec<usize>) {
        let end = self.0.partition_point(|(range, _)| range.start < place.end);
        let before = self.0.get(..end).into_iter().flatten().rev();
        indices.extend(before.take_while(|(range, _)| place.start < range.end).map(|(_, index)| *index));
    }
}
