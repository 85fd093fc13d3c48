//! Whether a text ends in what a short form stands for.
//!
//! The letters are matched from right to left, after Schwartz and Hearst (2003), once the first letters of the words have been
//! tried: these give the better start of the long form.

use std::ops::Range;

/// Returns where the long form of `short` starts, if `text` ends in one.
pub(super) fn long_form(text: &str, short: &str) -> Option<usize> {
    let stem = short.strip_suffix('s').filter(|stem| stem.chars().filter(|c| c.is_uppercase()).count() >= 2);
    let without_number = Some(short.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|stem| stem.len() < short.len() && stem.chars().count() > 1);
    // `FEV(1)`
    let without_bracket = short.split_once('(').map(|(stem, _)| stem).filter(|stem| stem.chars().count() > 1);
    let unbroken = slice(text, last_break(text)..text.len());
    let forms: Vec<(&str, Vec<char>, &str)> = [Some(short), stem, without_number, without_bracket]
        .into_iter()
        .flatten()
        .map(|form| {
            let letters = letters(form);
            let window = window(unbroken, letters.len());
            (form, letters, window)
        })
        .collect();
    let matched = |find: fn(&str, &[char]) -> Option<usize>| {
        forms.iter().find_map(|(form, letters, window)| {
            let (form, start) = (*form, text.len() - window.len() + find(window, letters)?);
            let long = slice(text, start..text.len());
            let is_numbered = form.len() < short.len() && Some(form) != stem;
            // `IP3` may stand for `inositol 1,4,5-trisphosphate`, but not for `interleukin 2 p`.
            let has_number =
                || long.split([' ', '-']).any(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
            let fits = !is_numbered || !has_number();
            (fits && is_plausible(long, short, letters.len())).then_some(start)
        })
    };
    matched(initials).or_else(|| matched(scattered))
}

/// Returns where a long form starts that a short form in a bracket stands for, though not all of its letters are there.
pub(super) fn loose_form(text: &str, short: &str) -> Option<usize> {
    let tail = window(slice(text, last_break(text)..text.len()), 4);
    let offset = text.len() - tail.len();
    let mut words: Vec<(usize, &str)> = words_back(tail).map(|(at, word)| (offset + at, word)).collect();
    words.reverse();
    let back = |count: usize| words.len().checked_sub(count).and_then(|first| words.get(first..));
    let last = *words.last().filter(|(at, word)| at + word.len() == text.len())?;
    match (short.split_once(". "), back(2), back(3)) {
        (Some((genus, species)), Some(&[(at, word), _]), _) => {
            (opens(word, genus) && last.1.eq_ignore_ascii_case(species)).then_some(at)
        }
        (None, two, three) => {
            let plain: String =
                short.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '(' | ')')).collect();
            let is_capitals =
                (1..=5).contains(&plain.len()) && plain.bytes().all(|byte| byte.is_ascii_uppercase());
            let start = is_capitals.then(|| one_word(text, last, short));
            let of_edges = || {
                let by = |words| is_capitals.then(|| edges(text, words, &plain, short)).flatten();
                by(two?).or_else(|| by(three?))
            };
            start.flatten().or_else(of_edges)
        }
        _ => None,
    }
}

/// One long word: `cyclophosphamide (CTX)`, `triiodothyronine (T3)`.
fn one_word(text: &str, (at, word): (usize, &str), short: &str) -> Option<usize> {
    let is_other = ["ic", "al", "ing", "ion", "ive", "ary", "ms", "rs", "ts", "ns"]
        .iter()
        .any(|ending| word.ends_with(ending));
    let is_plain = short.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_numbered = short.len() == 2 && word.len() >= LONGER_WORD;
    let is_one = opens(word, short) && word.len() >= LONG_WORD && !is_other && (is_plain || is_numbered);
    // `Federal Housing Enterprise Oversight` is a name of several words.
    let before = slice(text, 0..at).split_whitespace().next_back().unwrap_or("");
    let is_named = word.starts_with(char::is_uppercase) && before.starts_with(char::is_uppercase);
    (is_one && !is_named && word_start(text, at) == at).then_some(at)
}

/// Two or three words of which the first and the last open with the first and the last letter: `betaine transporter (BGT)`,
/// `oligoclonal IgG bands (OB)`, `nitrous oxide (N2O)`.
fn edges(text: &str, words: &[(usize, &str)], plain: &str, short: &str) -> Option<usize> {
    let (&(at, first), &(last_at, last)) = (words.first()?, words.last()?);
    let letters = match words.len() {
        2 => plain.len() == 3 || (plain.len() == 2 && short.len() == 3),
        _ => plain.len() == 2 && short.len() == 2,
    };
    let closing = plain.get(plain.len().checked_sub(1)?..)?;
    let are_long = first.len() > 3 && last.len() > 3;
    // Nothing but spaces parts them.
    let is_run = slice(text, at..last_at).chars().all(|c| c.is_alphanumeric() || c == ' ');
    (letters && are_long && is_run && opens(first, plain) && opens(last, closing)).then_some(at)
}

/// Returns whether a word begins with the first letter of a short form.
fn opens(word: &str, short: &str) -> bool {
    let letter = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    letter(word) == letter(short)
}

/// Letters of a word that is no common one even to a short form with a number.
const LONGER_WORD: usize = 12;

/// Letters of a word that is no common one.
const LONG_WORD: usize = 8;

/// Returns whether a text can be what a short form of so many letters stands for.
fn is_plausible(long: &str, short: &str, letters: usize) -> bool {
    let mut words = long.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or("");
    let has_itself = long.split(|c: char| !c.is_alphanumeric()).any(|word| word == short);
    let count = long.split_whitespace().count();
    long.chars().count() > short.chars().count()
        && !has_itself
        && !is_small(first)
        && long.starts_with(char::is_alphanumeric)
        && (letters > 2 || count <= 4)
        && (letters > 1 || (count == 1 && long.chars().count() > 4))
        && !is_private_inside(long)
}

/// Words that stand in no long form whose letters stand anywhere.
const CLAUSE: &[&str] =
    &["is", "are", "was", "were", "has", "have", "had", "when", "which", "through", "because", "we", "using"];

fn letters(short: &str) -> Vec<char> {
    short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the last words of a text without a break among which a long form of `letters` letters can stand.
fn window(text: &str, letters: usize) -> &str {
    let most = (letters + 5).min(letters * 2);
    let mut words = 0;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        if c.is_whitespace() {
            let is_word = text.get(at + c.len_utf8()..start).is_some_and(|word| !word.trim().is_empty());
            words += usize::from(is_word);
            if words >= most {
                return slice(text, at + c.len_utf8()..text.len());
            }
            start = at;
        }
    }
    text.trim_start()
}

/// Returns where the part of a text begins that no mark breaks. Brackets inside a word do not: `benzo[a]pyrene`, `NH(2)-terminal`,
/// `poly(lactic acid)`.
fn last_break(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'');
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut cut = 0;
    for (at, byte) in text.bytes().enumerate() {
        let before = || slice(text, 0..at).chars().next_back().unwrap_or(' ');
        let next = || slice(text, at + 1..text.len()).chars().next().unwrap_or(' ');
        let is_break = match byte {
            b'(' | b'[' => {
                open.push((at + 1, is_word(before())));
                false
            }
            b')' | b']' => {
                // At the end it closes a name: `poly(lactic acid)`.
                let goes_on = is_word(next()) || slice(text, at + 1..text.len()).trim_end().is_empty();
                !(open.pop().is_some_and(|(_, in_word)| in_word) && goes_on)
            }
            // `3':5'-cyclic`
            b':' => before() != '\'' && !(before().is_ascii_digit() && next().is_ascii_digit()),
            b';' | b'?' | b'!' => true,
            _ => false,
        };
        if is_break {
            cut = at + 1;
        }
    }
    open.last().map_or(cut, |(at, _)| cut.max(*at))
}

/// Small words that a short form may leave out.
const SMALL: &[&str] = &[
    "of", "and", "the", "in", "for", "to", "a", "an", "with", "on", "by", "from", "at", "or", "as", "per",
    "de", "due", "using",
];

pub(super) fn is_small(word: &str) -> bool {
    SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
}

/// Returns each letter begins a word, in order; small words may be left out, and the last letter is that of the last word.
fn initials(window: &str, letters: &[char]) -> Option<usize> {
    let mut words = words_back(window);
    let mut start = 0;
    for (index, letter) in letters.iter().rev().enumerate() {
        loop {
            let (offset, word) = words.next()?;
            if word.chars().next().is_some_and(|c| c.to_lowercase().next() == Some(*letter)) {
                start = offset;
                break;
            }
            let may_skip = index > 0 && is_small(word);
            if !may_skip {
                return None;
            }
        }
    }
    // A start inside a hyphenated word takes all of it.
    Some(word_start(window, start))
}

/// Returns where the word that holds the place `at` starts, hyphens and all, without marks before it.
fn word_start(text: &str, at: usize) -> usize {
    let before = slice(text, 0..at);
    let dashes = before.rfind("--").map(|dash| dash + 2);
    let space = before.rfind(char::is_whitespace);
    let space = space.map(|space| {
        space + before.get(space..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    if before.ends_with('/') || before.ends_with("non-") {
        return at;
    }
    let start = dashes.max(space).unwrap_or(0);
    let marks = slice(text, start..at).find(|c: char| !matches!(c, '"' | '“' | '‘' | '\'' | '/' | '('));
    start + marks.unwrap_or(at - start)
}

/// Returns the words of a text and where they start, the last one first; hyphens and slashes part them.
fn words_back(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let until = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
        rest = until.trim_end_matches(char::is_alphanumeric);
        let word = slice(until, rest.len()..until.len());
        (!word.is_empty()).then_some((rest.len(), word))
    })
}

/// Returns the letters stand anywhere in order, from right to left; the first one begins a word (Schwartz and Hearst 2003).
fn scattered(window: &str, letters: &[char]) -> Option<usize> {
    let mut chars = window.char_indices().rev().peekable();
    let mut start = window.len();
    for (index, letter) in letters.iter().enumerate().rev() {
        loop {
            let (at, c) = chars.next()?;
            let is_same = c.to_lowercase().next() == Some(*letter);
            let mut begins = || chars.peek().is_none_or(|(_, before)| !before.is_alphanumeric());
            if is_same && (index > 0 || begins()) {
                start = at;
                break;
            }
        }
    }
    if slice(window, start..window.len()).split(' ').any(|word| CLAUSE.contains(&word)) {
        return None;
    }
    // Two letters are found in nearly any three words.
    if letters.len() == 2 && slice(window, start..window.len()).split_whitespace().count() > 2 {
        return None;
    }
    Some(word_start(window, start))
}

pub(super) fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

pub(super) fn is_private_inside(text: &str) -> bool {
    text.chars().any(is_private)
}

/// Returns a part of a text; empty where the range is none of it.
pub(super) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}
