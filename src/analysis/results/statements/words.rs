//! The words of a sentence with what each may be: a negation, a verb, a name for the authors, a trigger.

use std::ops::Range;

pub use super::class::{Class, Classes};
use crate::document::{STATEMENTS, WordId};
use crate::markup::Placeholder;

include!(concat!(env!("OUT_DIR"), "/statements.rs"));

/// A word, a mark, or several words that count as one.
#[derive(Clone, Debug)]
pub struct Word {
    /// In lower case, with plain hyphens and apostrophes; several words are joined by `_`.
    pub text: String,
    /// Its bytes in the sentence.
    pub range: Range<usize>,
    classes: Classes,
}

impl Word {
    pub fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    pub fn is_any(&self, classes: &[Class]) -> bool {
        classes.iter().any(|&class| self.is(class))
    }

    pub fn is_mark(&self, mark: &str) -> bool {
        self.is(Class::Mark) && self.text == mark
    }
}

/// Returns the words of a text, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut list = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut word =
            Word { text: String::new(), range: start..start + c.len_utf8(), classes: Classes::default() };
        if let Some(placeholder) = Placeholder::from_char(c) {
            word.text.push(c);
            word.classes = class_of(placeholder);
        } else if c.is_alphanumeric() {
            while let Some(&(at, next)) = rest.peek() {
                let after = text.get(at + next.len_utf8()..).and_then(|rest| rest.chars().next());
                let joins = is_joiner(next) && after.is_some_and(char::is_alphanumeric);
                if !next.is_alphanumeric() && !joins {
                    break;
                }
                word.range.end = at + next.len_utf8();
                rest.next();
            }
            word.text = lower(text.get(word.range.clone()).unwrap_or_default());
            if is_capital(text, &word) {
                word.classes = word.classes.with(Class::Capital);
            }
            if names_hypothesis(&word.text) {
                word.classes = word.classes.with(Class::HypothesisName);
            }
            if word.text.starts_with(|c: char| c.is_ascii_digit()) {
                word.classes = word.classes.with(Class::Number);
            }
        } else {
            word.text.push(if matches!(c, '—' | '–') { '—' } else { c });
            word.classes = word.classes.with(Class::Mark);
        }
        list.push(word);
    }
    join(list)
}

/// Returns a word as lists have it: in lower case, with plain hyphens and apostrophes.
fn lower(word: &str) -> String {
    let spelled = || word.chars().map(plain).flat_map(char::to_lowercase).collect();
    if word.is_ascii() { word.to_ascii_lowercase() } else { spelled() }
}

/// `Lind`, and not `OSF`, `H1`.
fn is_capital(text: &str, word: &Word) -> bool {
    let mut letters = text.get(word.range.clone()).unwrap_or_default().chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && !text.get(word.range.start..word.range.end).unwrap_or_default().contains('.')
}

/// `h1`, `h2a`
fn names_hypothesis(word: &str) -> bool {
    let digits = word.strip_prefix('h').map(|rest| rest.trim_end_matches(|c: char| matches!(c, 'a'..='e')));
    digits.is_some_and(|digits| {
        (1..=2).contains(&digits.len()) && digits != "0" && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// `nct01234567`, `aearctr-0001234`
fn is_registry_number(word: &str) -> bool {
    let prefix = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    prefix.len() < word.len() && entry(prefix).is_some_and(|entry| entry.classes.has(Class::RegistryPrefix))
}

fn is_joiner(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | '‑' | '.' | '_')
}

fn plain(c: char) -> char {
    match c {
        '’' => '\'',
        '‑' => '-',
        _ => c,
    }
}

fn class_of(placeholder: Placeholder) -> Classes {
    let class = match placeholder {
        Placeholder::Citation | Placeholder::TextCitation => Class::Cited,
        Placeholder::Url => Class::Url,
        Placeholder::Number => Class::Number,
        _ => return Classes::default(),
    };
    Classes::default().with(class)
}

/// Joins the words that count as one, and looks each up.
fn join(mut list: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(list.len());
    let mut next = 0;
    while let Some(word) = list.get(next) {
        let entry = entry(&word.text);
        let fits = |phrase: &&Phrase| {
            let rest = list.get(next + 1..next + phrase.parts.len()).unwrap_or_default();
            rest.len() + 1 == phrase.parts.len()
                && rest.iter().zip(phrase.parts.iter().skip(1)).all(|(word, part)| word.text == *part)
        };
        let phrase = entry.and_then(|entry| entry.phrases.iter().find(fits));
        let known =
            phrase.map(|phrase| phrase.classes).or(entry.map(|entry| entry.classes)).unwrap_or_default();
        let is_number = entry.is_none() && is_registry_number(&word.text);
        let known = if is_number { known.with(Class::Registry) } else { known };
        let last = phrase.map_or(0, |phrase| phrase.parts.len() - 1);
        let end = list.get(next + last).map_or(word.range.end, |last| last.range.end);
        let (start, classes) = (word.range.start, word.classes.union(known));
        let text = phrase.map(|phrase| phrase.written.to_owned());
        let text = text.unwrap_or_else(|| std::mem::take(&mut list[next].text));
        joined.push(Word { text, range: start..end, classes });
        next += last + 1;
    }
    joined
}

/// What is known of a word, and the phrases that begin with it, the longest first.
struct Entry {
    classes: Classes,
    phrases: &'static [Phrase],
}

/// Several words that count as one.
struct Phrase {
    written: &'static str,
    parts: &'static [&'static str],
    classes: Classes,
}

/// Returns what is known of a word; `None` where it is in no list.
fn entry(word: &str) -> Option<&'static Entry> {
    let known = ENTRIES.get(usize::from(id_of(word).0))?;
    (known.classes != Classes::default() || !known.phrases.is_empty()).then_some(known)
}

/// Returns the word of a list, which the lexicon knows in upper case, too.
pub(super) fn id_of(word: &str) -> WordId {
    let id = STATEMENTS.get(word.as_bytes(), 0, word.len());
    if STATEMENTS.word(id) == word { id } else { WordId::NONE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_words_count_as_one() {
        let texts: Vec<String> = words("It wasn’t added post hoc, not only in advance.")
            .into_iter()
            .map(|word| word.text)
            .collect();
        assert_eq!(texts, ["it", "wasn't", "added", "post_hoc", ",", "not_only", "in_advance", "."]);
    }
}
