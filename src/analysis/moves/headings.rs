//! Headings of structured abstracts: `Methods`, `Main results:`.

use super::Move;
use crate::english::{
    ABSTRACT_BACKGROUNDS, ABSTRACT_BESIDE, ABSTRACT_CONCLUSIONS, ABSTRACT_GAPS, ABSTRACT_MEASURES,
    ABSTRACT_METHODS, ABSTRACT_NOTES, ABSTRACT_PURPOSES, ABSTRACT_RESULTS,
};

/// What a heading of a structured abstract says that its text does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading(&'static [Move]);

/// What a heading adds to the scores of the moves it names: authors know best what they wrote.
const WEIGHT: f64 = 6.0;

/// Words of headings, and the moves that stand under them. Of several words the first of this list counts.
const WORDS: [(&[&str], &[Move]); 8] = [
    (&ABSTRACT_NOTES, &[Move::Other]),
    (&ABSTRACT_MEASURES, &[Move::Method]),
    (&ABSTRACT_CONCLUSIONS, &[Move::Conclusion]),
    (&ABSTRACT_RESULTS, &[Move::Result]),
    (&ABSTRACT_METHODS, &[Move::Method]),
    (&ABSTRACT_PURPOSES, &[Move::Purpose]),
    (&ABSTRACT_GAPS, &[Move::Gap, Move::Background]),
    (&ABSTRACT_BACKGROUNDS, &[Move::Background, Move::Gap, Move::Purpose]),
];

impl Heading {
    /// Returns what a title says; none where it says anything else too.
    pub fn new(title: &str) -> Option<Self> {
        let title = title.to_lowercase();
        let words = || title.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        let is_known = |word: &str| {
            ABSTRACT_BESIDE.contains(&word) || WORDS.iter().any(|(known, _)| known.contains(&word))
        };
        if words().count() > 5 || !words().all(is_known) {
            return None;
        }
        let (_, moves) = WORDS.iter().find(|(known, _)| words().any(|word| known.contains(&word)))?;
        Some(Self(moves))
    }

    /// Returns whether the text under it makes that move.
    pub fn names(self, move_: Move) -> bool {
        self.0.contains(&move_)
    }

    /// Returns what it adds to the score of each move.
    pub(super) fn scores(self) -> [f64; Move::COUNT] {
        Move::ALL.map(|move_| if self.names(move_) { WEIGHT } else { 0.0 })
    }
}

/// Reads labels in the text, `Methods: We asked`; each holds to the next.
pub(super) fn run_in(sentences: &[&str], headings: &mut [Option<Heading>]) {
    let labels: Vec<Option<Heading>> = sentences.iter().map(|sentence| label(sentence)).collect();
    // One such label may be a sentence with a colon; a structured abstract has several.
    if labels.iter().flatten().count() < 2 {
        return;
    }
    let mut last = None;
    for (heading, label) in headings.iter_mut().zip(labels) {
        // It stands nearer than a heading of the section.
        last = label.or(last);
        *heading = last.or(*heading);
    }
}

fn label(sentence: &str) -> Option<Heading> {
    // A label with a stop may be a sentence of its own, with or without the stop.
    Heading::new(sentence.split([':', '.', '—']).next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_moves() {
        let of = |title| Heading::new(title).map(|heading| heading.0[0]);
        assert_eq!(of("Materials and Methods"), Some(Move::Method));
        assert_eq!(of("MAIN RESULTS"), Some(Move::Result));
        assert_eq!(of("Background and aims"), Some(Move::Purpose));
        assert_eq!(of("Results on cats"), None);
        assert_eq!(of(""), None);
    }
}
