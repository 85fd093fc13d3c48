//! The words that sentence ends depend on, read from text files at the first use.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What must follow an abbreviation for its stop to end the sentence.
#[derive(Clone, Copy)]
pub(super) enum Ending {
    Never,
    Opener,
    Capital,
    Code,
    Unit,
}

/// Returns how the abbreviation ends sentences, if the word is one; `word` is without its last stop.
pub(super) fn abbreviation(word: &str) -> Option<Ending> {
    ABBREVIATIONS.get(word).copied()
}

/// Returns whether the word opens sentences often and names hardly ever, so that even after an initial or `et al.` it is a new sentence.
pub(super) fn opens_sentences(word: &str) -> bool {
    OPENING_WORDS.contains(word)
}

/// Returns whether a single capital after the word is the initial of a name more often than the end of a term.
pub(super) fn stands_before_names(word: &str) -> bool {
    BEFORE_NAMES.contains(word)
}

/// Returns whether the word in lower case may begin a name.
pub(super) fn begins_names(word: &str) -> bool {
    NAME_PARTICLES.contains(word)
}

/// Returns whether a single capital after the word is a label.
pub(super) fn stands_before_labels(word: &str) -> bool {
    BEFORE_LABELS.contains(word)
}

/// Returns whether the word is a name that ends in an exclamation or a question mark.
pub(super) fn holds_mark(word: &str) -> bool {
    MARKED_NAMES.contains(word)
}

static ABBREVIATIONS: LazyLock<FxHashMap<String, Ending>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    let mut capitalized = Vec::new();
    for line in lines(include_str!("../../../data/en/abbreviations.txt")) {
        let mut words = line.split_whitespace();
        let ending = match words.next() {
            Some("opener") => Ending::Opener,
            Some("capital") => Ending::Capital,
            Some("code") => Ending::Code,
            Some("unit") => Ending::Unit,
            _ => Ending::Never,
        };
        for word in words {
            map.insert(word.to_owned(), ending);
            let mut chars = word.chars();
            if let Some(first) = chars.next() {
                capitalized.push((first.to_uppercase().chain(chars).collect::<String>(), ending));
            }
        }
    }
    for (word, ending) in capitalized {
        map.entry(word).or_insert(ending);
    }
    map
});

static OPENING_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/en/opening_words.txt")));

static BEFORE_NAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/en/before_names.txt")));

static NAME_PARTICLES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/en/name_particles.txt")));

static BEFORE_LABELS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/en/before_labels.txt")));

static MARKED_NAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/en/marked_names.txt")));

fn words(list: &'static str) -> FxHashSet<&'static str> {
    lines(list).flat_map(str::split_whitespace).collect()
}

fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#'))
}
