//! Frames: turns of phrase that say planned or exploratory together, as "we stumbled on" or "laid out in our analysis plan" do. `frames.txt`
//! has them.

use std::ops::Range;

use super::Reach;
use super::words::{Class, Word, id_of};
use crate::document::WordId;

// The frames; `BY_FIRST`, those that begin with a word; `BY_KEY`, those that do without no word of a part that a word is in, of such
// parts that with the fewest words.
include!(concat!(env!("OUT_DIR"), "/frames.rs"));

/// What a frame says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Planned,
    Exploratory,
    /// Some of each.
    Both,
    Registered,
    Unregistered,
    /// Otherwise than was planned.
    Departed,
    /// None of these, though a word in it may.
    Nothing,
}

/// A turn of phrase.
#[derive(Clone, Debug)]
pub struct Frame {
    pub says: Says,
    /// How far it reaches; `None` where its subject tells.
    pub reach: Option<Reach>,
    /// Whether a denial turns it around; others are not heard where they are denied.
    pub may_be_denied: bool,
    /// Whether it says the same where it is denied: "none of our predictions held".
    pub is_always: bool,
    /// Whether it only counts where the authors speak of themselves.
    pub needs_us: bool,
    parts: &'static [Part],
    /// The part that carries what is said.
    anchor: usize,
}

/// A place in a frame.
#[derive(Clone, Debug)]
struct Part {
    /// Any of these words; any word at all where there are none.
    words: &'static [WordId],
    is_optional: bool,
}

/// A frame in a sentence.
#[derive(Clone, Debug)]
pub struct FrameMatch {
    pub frame: &'static Frame,
    /// Its words, by their places in the sentence.
    pub range: Range<usize>,
    /// The word that carries what is said.
    pub anchor: usize,
}

impl FrameMatch {
    /// Returns whether one of its words is of one of the classes.
    pub fn names(&self, words: &[Word], classes: &[Class]) -> bool {
        words.get(self.range.clone()).unwrap_or_default().iter().any(|word| word.is_any(classes))
    }
}

/// Returns the frames of a sentence, in order; of those that begin at one word the longest.
pub fn find(words: &[Word]) -> Vec<FrameMatch> {
    let atoms: Vec<(WordId, usize)> = words
        .iter()
        .enumerate()
        .flat_map(|(at, word)| word.text.split('_').map(move |part| (part, at)))
        .filter(|(part, _)| !part.is_empty())
        .map(|(part, at)| (id_of(part), at))
        .collect();
    // Most frames that begin here and there cannot end: only those are fitted of which the rarest words stand somewhere.
    let mut may_fit = vec![false; FRAMES.len()];
    for key in atoms.iter().flat_map(|(word, _)| BY_KEY.of(*word)) {
        if let Some(may_fit) = may_fit.get_mut(usize::from(*key)) {
            *may_fit = true;
        }
    }
    let mut found: Vec<FrameMatch> = Vec::new();
    let mut from = 0;
    for (at, (first, _)) in atoms.iter().enumerate() {
        if at < from {
            continue;
        }
        let longest = BY_FIRST
            .of(*first)
            .iter()
            .filter(|&&index| may_fit.get(usize::from(index)).is_some_and(|&may_fit| may_fit))
            .filter_map(|&index| FRAMES.get(usize::from(index)))
            .filter_map(|frame| Some((frame, fit(words, &atoms, frame, at)?)))
            .max_by_key(|(_, (end, _))| *end);
        let Some((frame, (end, anchor))) = longest else { continue };
        let place = |atom: usize| atoms.get(atom).map(|(_, at)| *at);
        let (Some(first), Some(last), Some(anchor)) = (place(at), place(end - 1), place(anchor)) else {
            continue;
        };
        found.push(FrameMatch { frame, range: first..last + 1, anchor });
        from = end;
    }
    found
}

/// Returns where a frame that begins at a place ends, and where its anchor is.
fn fit(words: &[Word], atoms: &[(WordId, usize)], frame: &Frame, at: usize) -> Option<(usize, usize)> {
    Fitting { words, atoms, frame, start: at, dead: [0; LONGEST_FRAME] }.from(0, at, at)
}

/// Parts of the longest frame, or more.
const LONGEST_FRAME: usize = 32;

/// A frame that is being fitted to a sentence.
struct Fitting<'w> {
    words: &'w [Word],
    atoms: &'w [(WordId, usize)],
    frame: &'w Frame,
    start: usize,
    /// For each part the places, counted from the start, from which on the rest does not fit: gaps would ask for them again and again.
    dead: [u64; LONGEST_FRAME],
}

impl Fitting<'_> {
    /// Returns where the frame ends whose part stands at a place, and where its anchor is.
    fn from(&mut self, part: usize, at: usize, anchor: usize) -> Option<(usize, usize)> {
        let Some(wanted) = self.frame.parts.get(part) else { return Some((at, anchor)) };
        let place = 1_u64.checked_shl((at - self.start) as u32).unwrap_or(0);
        if self.dead.get(part).is_some_and(|dead| dead & place != 0) {
            return None;
        }
        let is_here = self.atoms.get(at).is_some_and(|(id, word)| match wanted.words {
            [] => self.words.get(*word).is_some_and(|word| is_filler(word, self.frame)),
            list => list.contains(id),
        });
        let is_optional = wanted.is_optional;
        let anchor_here = if part == self.frame.anchor { at } else { anchor };
        let taken = if is_here { self.from(part + 1, at + 1, anchor_here) } else { None };
        let found = if taken.is_none() && is_optional { self.from(part + 1, at, anchor) } else { taken };
        if let Some(dead) = self.dead.get_mut(part).filter(|_| found.is_none()) {
            *dead |= place;
        }
        found
    }
}

/// Returns whether a word may stand where a frame leaves room: nobody else, and no denial but in a frame that knows of denials.
fn is_filler(word: &Word, frame: &Frame) -> bool {
    let denies = word.is_any(&[Class::Not, Class::No, Class::Few]);
    !word.is_any(&[Class::Mark, Class::Others, Class::Cited]) && (frame.may_be_denied || !denies)
}

/// The frames of each word.
struct Index {
    /// Where those of each word start in `frames`.
    starts: &'static [u16],
    frames: &'static [u16],
}

impl Index {
    fn of(&self, word: WordId) -> &'static [u16] {
        let at = usize::from(word.0);
        match self.starts.get(at..at + 2) {
            Some(&[start, end]) => self.frames.get(usize::from(start)..usize::from(end)).unwrap_or_default(),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_leaves_room_but_not_for_a_denial() {
        let found = |text: &str| find(&super::super::words::words(text)).len();
        assert_eq!(found("We stumbled, by chance, over it."), 0);
        assert_eq!(found("We stumbled over it."), 1);
        assert_eq!(found("The hypotheses that we test arose from the data."), 1);
        assert_eq!(found("The hypotheses did not arise but the theory arose from the data."), 0);
    }
}
