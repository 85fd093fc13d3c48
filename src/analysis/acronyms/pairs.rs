//! Short forms beside their long forms: `attack success rate (ASR)`, `ASR (attack success rate)`.
//!
//! The letters are matched from right to left, after Schwartz and Hearst (2003), once the first letters of the words have been
//! tried: these give the better start of the long form.

use std::ops::Range;

/// A short form and its long form, as bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The short form.
    pub short: Range<usize>,
    /// The long form.
    pub long: Range<usize>,
}

/// The pairs in one sentence, in order.
pub fn pairs(text: &str) -> Vec<Pair> {
    let mut found = Vec::new();
    for (open, close) in brackets(text) {
        // `P(x)` is a part of a word.
        if slice(text, 0..open).ends_with(char::is_alphanumeric) {
            continue;
        }
        let inner = slice(text, open + 1..close);
        found.extend(pair_at(text, open, inner));
    }
    found
}

/// The pair of one bracket, if it is one.
fn pair_at(text: &str, open: usize, inner: &str) -> Option<Pair> {
    let before = slice(text, 0..open)
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | '*'));
    let (offset, first) = first_part(inner);
    let short = trimmed(first, open + 1 + offset);
    let follows = |short: Range<usize>| {
        let word = slice(text, short.clone());
        let start = is_short_form(word).then(|| long_form(before, word)).flatten()?;
        Some(Pair { short, long: start..before.len() })
    };
    let is_value = slice(inner, offset + first.len()..inner.len()).starts_with('=');
    let whole = trimmed(inner, open + 1);
    let part = (whole != short).then_some(&short);
    if let Some(pair) = (!is_value).then(|| follows(whole).or_else(|| follows(part?.clone()))).flatten() {
        return Some(pair);
    }
    // `(attack success rate, ASR)`, and `dismutase (EC 1.15.1.1; SOD)`
    if let Some(at) = inner.rfind([',', ';']) {
        let last = trimmed(slice(inner, at + 1..inner.len()), open + 2 + at);
        let word = slice(text, last.clone());
        let long = slice(inner, 0..at).trim_end();
        if is_acronym(word) && long_form(long, word) == Some(0) {
            return Some(Pair { short: last, long: open + 1..open + 1 + long.len() });
        }
        if is_acronym(word)
            && slice(inner, at..at + 1) == ";"
            && let Some(pair) = follows(last)
        {
            return Some(pair);
        }
    }
    // `ASR (attack success rate)`
    let start =
        before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | ',')).map_or(0, |at| at + 1);
    let word = slice(before, start..before.len());
    let inside = slice(text, short.clone());
    let is_long =
        || inside.len() > 2 * word.len() && inside.split_whitespace().count() <= word.chars().count() + 2;
    let is_whole = is_acronym(word) && is_long() && long_form(inside, word) == Some(0);
    is_whole.then_some(Pair { short: start..before.len(), long: short })
}

/// A short form with two capitals or more.
fn is_acronym(word: &str) -> bool {
    is_short_form(word) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// What stands in a bracket up to the first mark that ends it: the offset and the text.
fn first_part(inner: &str) -> (usize, &str) {
    let rest = inner.trim_start_matches(|c: char| is_private(c) || c == ' ');
    let offset = inner.len() - rest.len();
    let is_end = |c: char| matches!(c, ';' | ',' | '=' | ':' | '[' | '(') || is_private(c);
    (offset, slice(rest, 0..rest.find(is_end).unwrap_or(rest.len())))
}

/// The range of a text that starts at `at`, without white space and quotation marks around it and words that introduce it.
fn trimmed(text: &str, at: usize) -> Range<usize> {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '`' | '*');
    let mut inner = text.trim_start_matches(is_edge);
    for opening in [
        "hereafter ",
        "henceforth ",
        "abbreviated ",
        "abbreviated as ",
        "or ",
        "i.e. ",
        "i.e., ",
        "the ",
        "called ",
        "termed ",
        "denoted ",
    ] {
        inner = inner.strip_prefix(opening).unwrap_or(inner).trim_start_matches(is_edge);
    }
    let start = at + (text.len() - inner.len());
    start..start + inner.trim_end_matches(is_edge).len()
}

/// The outermost round and square brackets: where each opens and closes.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' => open.push(at),
            b')' | b']' => {
                if let Some(start) = open.pop() {
                    found.push((start, at));
                }
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// Whether a text can be a short form: a capital or two to ten characters, at most two words, with a letter, and not a common word.
pub fn is_short_form(text: &str) -> bool {
    let count = text.chars().count();
    let words = text.split_whitespace().count();
    let has_upper = text.chars().any(char::is_uppercase);
    let is_lower_word = text.chars().all(|c| c.is_lowercase() || c == ' ');
    let is_letter = count == 1 && has_upper;
    (is_letter || (2..=10).contains(&count))
        && (1..=2).contains(&words)
        && text.starts_with(char::is_alphanumeric)
        && text.chars().any(char::is_alphabetic)
        && (has_upper
            || (is_lower_word && count <= 5 && words == 1)
            || (words == 1 && text.chars().any(|c| c.is_ascii_digit() || c == '-')))
        && !text.chars().any(|c| matches!(c, '%' | '<' | '>' | '=' | '~' | '@' | ';' | ','))
        && text.matches('(').count() == text.matches(')').count()
        && !is_private_inside(text)
}

fn is_private(c: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&c)
}

fn is_private_inside(text: &str) -> bool {
    text.chars().any(is_private)
}

/// Where the long form of `short` starts, if `text` ends in one.
pub fn long_form(text: &str, short: &str) -> Option<usize> {
    let stem = short.strip_suffix('s').filter(|stem| stem.chars().filter(|c| c.is_uppercase()).count() >= 2);
    let without_number = Some(short.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|stem| stem.len() < short.len() && stem.chars().count() > 1);
    // `FEV(1)`
    let without_bracket = short.split_once('(').map(|(stem, _)| stem).filter(|stem| stem.chars().count() > 1);
    let forms: Vec<(&str, Vec<char>, &str)> = [Some(short), stem, without_number, without_bracket]
        .into_iter()
        .flatten()
        .map(|form| {
            let letters = letters(form);
            let window = window(text, letters.len());
            (form, letters, window)
        })
        .collect();
    let matched = |find: fn(&str, &[char]) -> Option<usize>| {
        forms.iter().find_map(|(form, letters, window)| {
            let (form, start) = (*form, text.len() - window.len() + find(window, letters)?);
            let long = slice(text, start..text.len());
            let is_numbered = form.len() < short.len() && Some(form) != stem;
            let fits = !is_numbered || !long.contains(|c: char| c.is_ascii_digit());
            (fits && is_plausible(long, short, letters.len())).then_some(start)
        })
    };
    matched(initials).or_else(|| matched(scattered))
}

/// Whether a text can be what a short form of so many letters stands for.
fn is_plausible(long: &str, short: &str, letters: usize) -> bool {
    let mut words = long.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or("");
    let has_itself = long.split(|c: char| !c.is_alphanumeric()).any(|word| word == short);
    let count = long.split_whitespace().count();
    long.chars().count() > short.chars().count()
        && !has_itself
        && !SMALL.contains(&first.to_lowercase().as_str())
        && long.starts_with(char::is_alphanumeric)
        && (letters > 2 || count <= 4)
        && (letters > 1 || (count == 1 && long.chars().count() > 4))
        && !is_private_inside(long)
}

fn letters(short: &str) -> Vec<char> {
    short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The last words of a text among which a long form of `letters` letters can stand.
fn window(text: &str, letters: usize) -> &str {
    let most = (letters + 5).min(letters * 2);
    let after = |at: usize| slice(text, at..text.len());
    let mut words = 0;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        if matches!(c, ';' | ':' | '(' | ')' | '[' | ']' | '?' | '!') {
            return after(at + 1).trim_start();
        }
        if c.is_whitespace() {
            let is_word = text.get(at + c.len_utf8()..start).is_some_and(|word| !word.trim().is_empty());
            words += usize::from(is_word);
            if words >= most {
                return after(at + c.len_utf8());
            }
            start = at;
        }
    }
    text.trim_start()
}

/// Small words that a short form may leave out.
const SMALL: &[&str] = &[
    "of", "and", "the", "in", "for", "to", "a", "an", "with", "on", "by", "from", "at", "or", "as", "per",
    "de", "due",
];

/// Each letter begins a word, in order; small words may be left out, and the last letter is that of the last word.
fn initials(window: &str, letters: &[char]) -> Option<usize> {
    let words = words(window);
    let mut at = words.len();
    let mut start = 0;
    for (index, letter) in letters.iter().rev().enumerate() {
        loop {
            at = at.checked_sub(1)?;
            let (offset, word) = words[at];
            if word.chars().next().is_some_and(|c| c.to_lowercase().next() == Some(*letter)) {
                start = offset;
                break;
            }
            let may_skip = index > 0 && SMALL.contains(&word.to_lowercase().as_str());
            if !may_skip {
                return None;
            }
        }
    }
    // A start inside a hyphenated word takes all of it.
    Some(word_start(window, start))
}

/// Where the word that holds the place `at` starts, hyphens and all, without marks before it.
fn word_start(text: &str, at: usize) -> usize {
    let before = slice(text, 0..at);
    let dashes = before.rfind("--").map(|dash| dash + 2);
    let space = before.rfind(char::is_whitespace);
    let space = space.map(|space| {
        space + before.get(space..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let start = dashes.max(space).unwrap_or(0);
    let marks = slice(text, start..at).find(|c: char| !matches!(c, '"' | '“' | '‘' | '\'' | '/' | '('));
    start + marks.unwrap_or(at - start)
}

/// The words of a text and where they start; hyphens and slashes part them.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, slice(text, from..at)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The letters stand anywhere in order, from right to left; the first one begins a word (Schwartz and Hearst 2003).
fn scattered(window: &str, letters: &[char]) -> Option<usize> {
    let chars: Vec<(usize, char)> = window.char_indices().collect();
    let mut at = chars.len();
    for (index, letter) in letters.iter().enumerate().rev() {
        loop {
            at = at.checked_sub(1)?;
            let is_same = chars[at].1.to_lowercase().next() == Some(*letter);
            let begins = at == 0 || !chars[at - 1].1.is_alphanumeric();
            if is_same && (index > 0 || begins) {
                break;
            }
        }
    }
    let (start, _) = chars[at];
    // Two letters are found in nearly any three words.
    if letters.len() == 2 && slice(window, start..window.len()).split_whitespace().count() > 2 {
        return None;
    }
    Some(word_start(window, start))
}

fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        pairs(text).into_iter().map(|pair| (slice(text, pair.short), slice(text, pair.long))).collect()
    }

    #[test]
    fn both_orders_are_found() {
        assert_eq!(found("The attack success rate (ASR) fell."), [("ASR", "attack success rate")]);
        assert_eq!(found("The ASR (attack success rate) fell."), [("ASR", "attack success rate")]);
        assert_eq!(
            found("We use MOOCs (massive open online courses)."),
            [("MOOCs", "massive open online courses")]
        );
    }

    #[test]
    fn letters_may_stand_inside_words() {
        assert_eq!(found("seen by daylight (ECG) later"), []);
        assert_eq!(found("the electrocardiogram (ECG; lead two)"), [("ECG", "electrocardiogram")]);
    }

    #[test]
    fn a_remark_is_no_definition() {
        assert_eq!(found("It rained (see Lee) and we stayed (as planned)."), []);
    }
}
