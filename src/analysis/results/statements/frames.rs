//! Frames: turns of phrase that say planned or exploratory together, as "we stumbled on" or "laid out in our analysis plan" do. `frames.txt`
//! has them.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reach;
use super::words::{Class, Word};

/// What a frame says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    Planned,
    Exploratory,
    /// Some of each.
    Both,
    Registered,
    Unregistered,
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
    parts: Vec<Part>,
    /// The part that carries what is said.
    anchor: usize,
}

/// A place in a frame.
#[derive(Clone, Debug)]
struct Part {
    /// Any of these words, by their numbers among the words of all frames; any word at all where there are none.
    words: Vec<u16>,
    is_optional: bool,
}

/// The number of words that no frame has.
const OTHER: u16 = u16::MAX;

/// A frame in a sentence.
#[derive(Clone, Debug)]
pub struct Found {
    pub frame: &'static Frame,
    /// Its words, by their places in the sentence.
    pub range: Range<usize>,
    /// The word that carries what is said.
    pub anchor: usize,
}

impl Found {
    /// Whether one of its words is of one of the classes.
    pub fn names(&self, words: &[Word], classes: &[Class]) -> bool {
        words.get(self.range.clone()).unwrap_or_default().iter().any(|word| word.is_any(classes))
    }
}

/// The frames of a sentence, in order; of those that begin at one word the longest.
pub fn find(words: &[Word]) -> Vec<Found> {
    let Frames { list, numbers, by_first, by_key } = frames();
    let number = |word: &str| numbers.get(word).copied().unwrap_or(OTHER);
    let atoms: Vec<(u16, usize)> = words
        .iter()
        .enumerate()
        .flat_map(|(at, word)| word.text.split('_').map(move |part| (part, at)))
        .filter(|(part, _)| !part.is_empty())
        .map(|(part, at)| (number(part), at))
        .collect();
    // Most frames that begin here and there cannot end: only those are fitted of which the rarest words stand somewhere.
    let mut may_fit = vec![false; list.len()];
    for key in atoms.iter().filter_map(|(number, _)| by_key.get(usize::from(*number))).flatten() {
        if let Some(may_fit) = may_fit.get_mut(usize::from(*key)) {
            *may_fit = true;
        }
    }
    let mut found: Vec<Found> = Vec::new();
    let mut from = 0;
    for (at, (first, _)) in atoms.iter().enumerate() {
        if at < from {
            continue;
        }
        let candidates = by_first.get(usize::from(*first)).map_or(&[][..], Vec::as_slice);
        let longest = candidates
            .iter()
            .filter(|&&index| may_fit.get(usize::from(index)).is_some_and(|&may_fit| may_fit))
            .filter_map(|&index| list.get(usize::from(index)))
            .filter_map(|frame| Some((frame, fit(words, &atoms, frame, at)?)))
            .max_by_key(|(_, (end, _))| *end);
        let Some((frame, (end, anchor))) = longest else { continue };
        let place = |atom: usize| atoms.get(atom).map(|(_, at)| *at);
        let (Some(first), Some(last), Some(anchor)) = (place(at), place(end - 1), place(anchor)) else {
            continue;
        };
        found.push(Found { frame, range: first..last + 1, anchor });
        from = end;
    }
    found
}

/// Where a frame that begins at a place ends, and where its anchor is.
fn fit(words: &[Word], atoms: &[(u16, usize)], frame: &Frame, at: usize) -> Option<(usize, usize)> {
    Fitting { words, atoms, frame, start: at, dead: [0; LONGEST_FRAME] }.from(0, at, at)
}

/// Parts of the longest frame, or more.
const LONGEST_FRAME: usize = 32;

/// A frame that is being fitted to a sentence.
struct Fitting<'w> {
    words: &'w [Word],
    atoms: &'w [(u16, usize)],
    frame: &'w Frame,
    start: usize,
    /// For each part the places, counted from the start, from which on the rest does not fit: gaps would ask for them again and again.
    dead: [u64; LONGEST_FRAME],
}

impl Fitting<'_> {
    /// Where the frame ends whose part stands at a place, and where its anchor is.
    fn from(&mut self, part: usize, at: usize, anchor: usize) -> Option<(usize, usize)> {
        let Some(wanted) = self.frame.parts.get(part) else { return Some((at, anchor)) };
        let place = 1_u64.checked_shl((at - self.start) as u32).unwrap_or(0);
        if self.dead.get(part).is_some_and(|dead| dead & place != 0) {
            return None;
        }
        let is_here = self.atoms.get(at).is_some_and(|(number, word)| match wanted.words.as_slice() {
            [] => self.words.get(*word).is_some_and(|word| is_filler(word, self.frame)),
            list => list.contains(number),
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

/// Whether a word may stand where a frame leaves room: nobody else, and no denial but in a frame that knows of denials.
fn is_filler(word: &Word, frame: &Frame) -> bool {
    let denies = word.is_any(&[Class::Not, Class::No, Class::Few]);
    !word.is_any(&[Class::Mark, Class::Others, Class::Cited]) && (frame.may_be_denied || !denies)
}

struct Frames {
    list: Vec<Frame>,
    /// The number of each word.
    numbers: FxHashMap<&'static str, u16>,
    /// The frames that begin with a word, by its number.
    by_first: Vec<Vec<u16>>,
    /// The frames that do without no word of a part that a word is in, by its number; of such parts that with the fewest words.
    by_key: Vec<Vec<u16>>,
}

fn frames() -> &'static Frames {
    static FRAMES: OnceLock<Frames> = OnceLock::new();
    FRAMES.get_or_init(|| {
        let mut numbers: FxHashMap<&'static str, u16> = FxHashMap::default();
        let list: Vec<Frame> =
            lines().filter_map(|(head, parts)| frame(head, &parts, &mut numbers)).collect();
        let mut by_first: Vec<Vec<u16>> = vec![Vec::new(); numbers.len()];
        for (index, frame) in list.iter().enumerate() {
            for &word in frame.parts.first().into_iter().flat_map(|part| &part.words) {
                by_first[usize::from(word)].push(index as u16);
            }
        }
        let everywhere =
            FxHashSet::from_iter(named("$everywhere").split('|').filter_map(|word| numbers.get(word)));
        let mut by_key: Vec<Vec<u16>> = vec![Vec::new(); numbers.len()];
        for (index, frame) in list.iter().enumerate() {
            let needed = frame.parts.iter().filter(|part| !part.is_optional && !part.words.is_empty());
            let is_common = |part: &&Part| part.words.iter().any(|word| everywhere.contains(word));
            let key = needed.min_by_key(|part| (is_common(part), part.words.len()));
            for &word in key.into_iter().flat_map(|part| &part.words) {
                by_key[usize::from(word)].push(index as u16);
            }
        }
        Frames { list, numbers, by_first, by_key }
    })
}

/// A place in a frame as it is written: `*a|b?`, whether it is the anchor, and whether it may be absent.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub words: &'static str,
    pub is_anchor: bool,
    pub is_optional: bool,
}

/// The head of each line and the parts behind it, the words of `$name` put in their places.
pub(super) fn lines() -> impl Iterator<Item = (&'static str, Vec<Written>)> {
    let mut names: FxHashMap<&'static str, &'static str> = FxHashMap::default();
    let lines = include_str!("frames.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(move |line| {
        let (head, rest) = line.split_once(if line.starts_with('$') { " " } else { ": " })?;
        if head.starts_with('$') {
            names.insert(head, rest.trim());
            return None;
        }
        let written = |part: &'static str| {
            let words = part.trim_start_matches('*').trim_end_matches('?');
            Written {
                words: names.get(words).copied().unwrap_or(words),
                is_anchor: part.starts_with('*'),
                is_optional: part.ends_with('?'),
            }
        };
        Some((head, rest.split_whitespace().map(written).collect()))
    })
}

/// The words of a name.
pub(super) fn named(name: &str) -> &'static str {
    let mut lines = include_str!("frames.txt").lines();
    lines.find_map(|line| line.strip_prefix(name)).map_or("", str::trim)
}

fn frame(
    head: &'static str,
    written: &[Written],
    numbers: &mut FxHashMap<&'static str, u16>,
) -> Option<Frame> {
    let mut words = head.split_whitespace();
    let says = match words.next()? {
        "planned" => Says::Planned,
        "exploratory" => Says::Exploratory,
        "both" => Says::Both,
        "registered" => Says::Registered,
        "unregistered" => Says::Unregistered,
        _ => Says::Nothing,
    };
    let reach = match words.next()? {
        "paper" => Some(Reach::Paper),
        "section" => Some(Reach::Section),
        "result" => Some(Reach::Result),
        _ => None,
    };
    let flags: Vec<&str> = words.collect();
    let mut number = |word: &'static str| {
        let next = numbers.len() as u16;
        *numbers.entry(word).or_insert(next)
    };
    let part = |part: &Written| Part {
        words: if part.words == "_" { Vec::new() } else { part.words.split('|').map(&mut number).collect() },
        is_optional: part.is_optional,
    };
    Some(Frame {
        says,
        reach,
        may_be_denied: flags.contains(&"deniable"),
        is_always: flags.contains(&"always"),
        needs_us: flags.contains(&"ours"),
        parts: written.iter().map(part).collect(),
        anchor: written.iter().position(|part| part.is_anchor).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_frame() {
        let heads = ["planned", "exploratory", "both", "registered", "unregistered", "nothing"];
        let reaches = ["paper", "section", "result", "subject", "-"];
        for (head, _) in lines() {
            let words: Vec<&str> = head.split(' ').collect();
            assert!(heads.contains(&words[0]) && reaches.contains(&words[1]), "{head}");
            assert!(words[2..].iter().all(|flag| matches!(*flag, "deniable" | "always" | "ours")), "{head}");
        }
    }

    #[test]
    fn a_frame_leaves_room_but_not_for_a_denial() {
        let found = |text: &str| find(&super::super::words::words(text)).len();
        assert_eq!(found("We stumbled, by chance, over it."), 0);
        assert_eq!(found("We stumbled over it."), 1);
        assert_eq!(found("The hypotheses that we test arose from the data."), 1);
        assert_eq!(found("The hypotheses did not arise but the theory arose from the data."), 0);
    }
}
