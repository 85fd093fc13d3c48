//! What words look like: names, words of a language, plurals.

use std::sync::LazyLock;

use crate::english::COMMON_ENDINGS;
use rustc_hash::FxHashSet;

/// Returns whether a word is written in lower case.
pub(super) fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Returns whether a word says something by itself: no small word, and no adverb.
pub fn is_content(word: &str) -> bool {
    static SMALL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let lines =
            include_str!("../../../data/en/small_words.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    word.len() > 2 && !word.ends_with("ly") && !SMALL.contains(word)
}

/// Returns whether readers of any field know a word, in one of its forms.
pub(super) fn is_common(word: &str) -> bool {
    static COMMON: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let lines =
            include_str!("../../../data/en/common_words.txt").lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    let is_listed = |word: &str| COMMON.contains(word) || !is_content(word);
    let of_stem = |(ending, instead): (&str, &str)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2);
        stem.is_some_and(|stem| COMMON.contains(format!("{stem}{instead}").as_str()))
    };
    is_listed(word)
        || ENDINGS.into_iter().any(of_stem)
        || word.split('-').count() > 1 && word.split('-').all(is_common)
}

/// Endings of forms of a word, and what stands in their place in the list.
const ENDINGS: [(&str, &str); 13] = [
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("", "s"),
    ("", "ed"),
    ("", "ing"),
];

/// Returns whether a word has the shape of a name: a capital that no sentence asks for, or a capital or a digit inside.
pub(super) fn is_name(word: &str, is_first: bool) -> bool {
    let mut chars = word.chars();
    let opens = chars.next().is_some_and(char::is_uppercase);
    let has_letter = word.chars().any(char::is_alphabetic);
    has_letter && ((opens && !is_first && word.len() > 2) || has_inner(word))
}

/// Returns whether a word has a capital or a digit inside, and does not begin with a number.
pub(super) fn has_inner(word: &str) -> bool {
    !word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Returns whether a word is long for a reason other than an ending that many words have.
pub(super) fn is_long(word: &str) -> bool {
    let word = singular(word);
    word.len() > 8 && !COMMON_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Returns whether a character stands for something that is not text: a formula, a citation.
pub(super) fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

/// Returns a word as it stands inside a sentence.
pub(super) fn lower(word: &str, at: usize) -> String {
    let is_inner = at > 0 || word.chars().skip(1).any(char::is_uppercase);
    if is_inner { word.to_owned() } else { word.to_lowercase() }
}

/// Returns whether it is an acronym, which the list of acronyms has.
pub(super) fn is_acronym(text: &str) -> bool {
    let stem = text.strip_suffix('s').unwrap_or(text);
    stem.split('-').all(|part| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Without the ending of a plural.
pub(super) fn singular(word: &str) -> &str {
    let stem = word
        .strip_suffix('s')
        .filter(|stem| stem.len() > 3 && !stem.ends_with(['s', 'u', 'i']) && !stem.ends_with("ie"));
    stem.unwrap_or(word)
}
