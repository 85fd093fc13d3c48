//! The words by which the sentences of frames are found before they are read.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::frames::{Written, lines, named};

/// For each frame the words by which its sentence is found before it is read, in the syntax of phrases.
pub fn phrases() -> Vec<String> {
    let everywhere = FxHashSet::from_iter(named("$everywhere").split('|'));
    let part = |part: &Written| format!("{}{}", part.words, if part.is_optional { "?" } else { "" });
    let mut known = FxHashMap::default();
    let mut phrase = |parts: Vec<Written>| {
        rarest(&parts, &everywhere, &mut known).iter().map(part).collect::<Vec<_>>().join(" ")
    };
    let heard = lines().filter(|(head, _)| !head.starts_with("nothing"));
    let mut phrases: Vec<String> = heard.map(|(_, parts)| phrase(parts)).collect();
    phrases.sort_unstable();
    phrases.dedup();
    phrases
}

/// What the choice of a run asks of a part.
#[derive(Clone, Copy)]
struct Rarity {
    is_optional: bool,
    /// Whether one of its words is everywhere.
    is_common: bool,
    /// Whether a run may hold it: it is no gap that must be filled and no choice that a phrase does not know.
    is_known: bool,
    is_mark: bool,
    words: i32,
}

impl Rarity {
    fn of(part: &Written, everywhere: &FxHashSet<&str>) -> Self {
        let words = || part.words.split('|');
        let is_choice = part.words.contains('|');
        Self {
            is_optional: part.is_optional,
            is_common: words().any(|word| everywhere.contains(word)),
            is_known: (part.words != "_" || part.is_optional) && !(is_choice && words().any(is_mark)),
            is_mark: is_mark(part.words) || part.words == "<number>",
            words: words().count() as i32,
        }
    }

    fn must_stand(self) -> bool {
        !self.is_optional && !self.is_mark
    }
}

/// The run of parts that fewest sentences have: long, without gaps, and from a word that is not everywhere.
/// `known` holds how rare parts are that were met before.
fn rarest<'p>(
    parts: &'p [Written],
    everywhere: &FxHashSet<&str>,
    known: &mut FxHashMap<(&'static str, bool), Rarity>,
) -> &'p [Written] {
    let mut rarity = |part: &Written| {
        *known.entry((part.words, part.is_optional)).or_insert_with(|| Rarity::of(part, everywhere))
    };
    let rarities: Vec<Rarity> = parts.iter().map(&mut rarity).collect();
    let runs = (0..parts.len())
        .flat_map(|from| (from + 1..=parts.len().min(from + FARTHEST)).map(move |to| from..to));
    let worth_of =
        |run: &Range<usize>| rarities.get(run.clone()).and_then(worth).map(|worth| (-worth, run.start));
    let best = runs.filter_map(|run| Some((worth_of(&run)?, run))).min_by_key(|(worth, _)| *worth);
    best.and_then(|(_, run)| parts.get(run)).unwrap_or_default()
}

/// How rare a run may be: more words that must stand, few of them everywhere, few parts that may be absent, few words to begin with.
/// `None` where it does not begin and end with words that must stand, or holds what it may not.
fn worth(run: &[Rarity]) -> Option<i32> {
    let (first, last) = (run.first()?, run.last()?);
    let optional = run.iter().filter(|part| part.is_optional).count();
    let fits = first.must_stand() && last.must_stand() && optional <= OPTIONAL;
    if !(fits && run.iter().all(|part| part.is_known)) {
        return None;
    }
    let of_part = |part: &Rarity| match (part.is_optional, part.is_common) {
        (true, _) => -4,
        (false, true) => 4,
        (false, false) => 12,
    };
    let words: i32 = run.iter().take(LONGEST).map(of_part).sum();
    let cost = 8 * i32::from(first.is_common) + 8 * i32::from(run.len() == 1);
    Some(words - cost - first.words / 8 - run.len().saturating_sub(LONGEST) as i32)
}

/// Optional parts of a run at most, for each doubles the phrases.
const OPTIONAL: usize = 2;

/// Parts of a run at most.
const FARTHEST: usize = 6;

/// Parts that make a run rare enough.
const LONGEST: usize = 4;

fn is_mark(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Lexicon, PhrasesBuilder};

    #[test]
    fn every_frame_is_found_by_a_phrase() {
        let (mut builder, mut lexicon) = (PhrasesBuilder::default(), Lexicon::default());
        for phrase in phrases() {
            assert!(!phrase.contains('$'), "no such name: {phrase}");
            builder.add(&phrase, 0, &mut lexicon).unwrap_or_else(|error| panic!("{error}"));
        }
    }
}
