//! What readers know an acronym for without a word of the paper.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fields::{Fields, NAMES};

/// Who knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Everybody, or it is a name, a unit or no acronym at all.
    Everybody,
    /// Everybody, where it stands behind a comma: states in addresses.
    Addressed,
    /// Everybody, unless it is used as a noun that can be counted, for then it is another one: `a CNN` is no broadcaster.
    Proper,
    /// Most readers of these fields.
    Fields(Fields),
}

/// Who knows it, if many do; the parts of a compound count as one, and what is put together from a name and something else is a name:
/// `PSI-BLAST`.
pub fn known(short: &str) -> Option<Known> {
    let of = |short: &str| entry(short).map(|entry| entry.known);
    let is_name = |short: &str| short.len() > 3 && entry(short).is_some_and(|entry| entry.is_name);
    if short.split('-').count() == 2 && short.split('-').any(is_name) {
        return Some(Known::Everybody);
    }
    let of_parts = || {
        let mut fields = None;
        for part in short.split(['-', '/']) {
            match of(part)? {
                Known::Everybody | Known::Proper => {}
                Known::Addressed => return None,
                Known::Fields(known) => fields = Some(known),
            }
        }
        Some(fields.map_or(Known::Everybody, Known::Fields))
    };
    of(short).or_else(|| short.contains(['-', '/']).then(of_parts).flatten())
}

/// Returns whether every reader knows it, or knows it only by its letters.
pub fn is_known(short: &str) -> bool {
    matches!(known(short), Some(Known::Everybody | Known::Proper))
}

/// Returns what it stands for, where a list says so.
pub fn meaning(short: &str) -> Option<&'static str> {
    entry(short).map(|entry| entry.long).filter(|long| !long.is_empty())
}

/// Returns whether it is one of those that the authors' readers know, or is put together from such.
pub fn is_among(known: &BTreeSet<String>, short: &str) -> bool {
    let is_one = |short: &str| known.contains(short) || is_known(short);
    known.contains(short) || (!known.is_empty() && short.contains('-') && short.split('-').all(is_one))
}

#[derive(Clone, Copy)]
struct Entry {
    known: Known,
    long: &'static str,
    /// Whether it is the name of something.
    is_name: bool,
}

fn entry(short: &str) -> Option<Entry> {
    static ENTRIES: LazyLock<FxHashMap<&str, Entry>> = LazyLock::new(entries);
    ENTRIES.get(short).copied()
}

fn entries() -> FxHashMap<&'static str, Entry> {
    let mut entries = FxHashMap::default();
    let everybody = Known::Everybody;
    for word in [WORDS, UNITS].into_iter().flat_map(lines).flat_map(str::split_whitespace) {
        entries.insert(word, Entry { known: everybody, long: "", is_name: false });
    }
    for line in lines(NAMES_OF_THINGS) {
        let (short, what) = line.split_once("  ").unwrap_or((line, ""));
        let known = match what {
            _ if what.ends_with(IN_ADDRESSES) => Known::Addressed,
            _ if PROPER.contains(&what) => Known::Proper,
            _ => everybody,
        };
        entries.insert(short, Entry { known, long: "", is_name: true });
    }
    for line in lines(EVERYBODY) {
        let (short, long) = line.split_once("  ").unwrap_or((line, ""));
        entries.insert(short, Entry { known: everybody, long, is_name: false });
    }
    for (name, text) in FIELDS {
        let Some(field) = NAMES.iter().position(|field| *field == name) else { continue };
        let field = Fields::of(field);
        for line in lines(text) {
            let (short, long) = line.split_once("  ").unwrap_or((line, ""));
            let new = Entry { known: Known::Fields(field), long, is_name: false };
            let entry = entries.entry(short).or_insert(new);
            if let Known::Fields(fields) = entry.known {
                entry.known = Known::Fields(fields.with(field));
            }
        }
    }
    entries
}

/// What is a name in addresses alone.
const IN_ADDRESSES: &str = "in addresses";

/// What is never counted.
const PROPER: [&str; 6] = [
    "an organization",
    "a company, a broadcaster or a league",
    "a data set or a benchmark",
    "a conference or a journal",
    "an instrument, an experiment or a catalogue",
    "a survey, a panel or a checklist",
];

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

const WORDS: &str = include_str!("../../../data/acronyms/words.txt");
const UNITS: &str = include_str!("../../../data/acronyms/units.txt");
const NAMES_OF_THINGS: &str = include_str!("../../../data/acronyms/names.txt");
const EVERYBODY: &str = include_str!("../../../data/acronyms/everybody.txt");

/// What the readers of a field know, by the field's name.
const FIELDS: [(&str, &str); NAMES.len()] = [
    ("statistics", include_str!("../../../data/acronyms/statistics.txt")),
    ("machine-learning", include_str!("../../../data/acronyms/machine-learning.txt")),
    ("computing", include_str!("../../../data/acronyms/computing.txt")),
    ("physics", include_str!("../../../data/acronyms/physics.txt")),
    ("astronomy", include_str!("../../../data/acronyms/astronomy.txt")),
    ("life-sciences", include_str!("../../../data/acronyms/life-sciences.txt")),
    ("medicine", include_str!("../../../data/acronyms/medicine.txt")),
    ("neuroscience", include_str!("../../../data/acronyms/neuroscience.txt")),
    ("psychology", include_str!("../../../data/acronyms/psychology.txt")),
    ("social-sciences", include_str!("../../../data/acronyms/social-sciences.txt")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_list_says_what_it_is() {
        let lists = FIELDS.iter().map(|(_, text)| *text).chain([EVERYBODY, NAMES_OF_THINGS]);
        for line in lists.flat_map(lines) {
            assert!(line.split_once("  ").is_some_and(|(_, long)| !long.trim().is_empty()), "{line}");
        }
    }

    #[test]
    fn lists_say_who_knows() {
        assert_eq!(known("DNA"), Some(Known::Everybody));
        assert!(matches!(known("MLP"), Some(Known::Fields(_))));
        assert_eq!(known("QZN"), None);
        assert_eq!(meaning("MLP"), Some("multilayer perceptron"));
    }
}
