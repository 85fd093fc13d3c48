//! Two letters joined by a bar that stand for two words: `K/D` for kills and deaths.

use std::ops::Range;

use super::contexts::Hint;
use super::names;
use crate::document::{Kind, SentenceRef, Token};

/// Two letters joined by a bar.
pub(super) struct Bar {
    /// Bytes of the reading text.
    pub range: Range<u32>,
    /// Whether they are a name or a label here.
    pub is_named: bool,
}

/// Returns those in a sentence.
pub(super) fn of(sentence: SentenceRef<'_>) -> Vec<Bar> {
    if memchr::memchr(b'/', sentence.text().as_bytes()).is_none() {
        return Vec::new();
    }
    let tokens = sentence.tokens();
    let bars = tokens.windows(3).enumerate().filter_map(|(at, three)| {
        let [first, bar, second] = three else { return None };
        let letter = |token: &Token| sentence.document.token_text(*token).bytes().next();
        let is_letter = |token: &Token| token.kind == Kind::Word && token.end - token.start == 1;
        let touch = |one: &Token, other: &Token| one.end == other.start;
        let is_alone = |other: Option<&Token>, is_before: bool| {
            other.is_none_or(|other| {
                let is_joined = if is_before { touch(other, first) } else { touch(second, other) };
                !is_joined || matches!(other.kind, Kind::Mark(mark) if !matches!(mark, b'/' | b'-' | b'+'))
            })
        };
        let is_whole = bar.is(b'/')
            && is_letter(first)
            && is_letter(second)
            && touch(first, bar)
            && touch(bar, second)
            && is_alone(at.checked_sub(1).and_then(|before| tokens.get(before)), true)
            && is_alone(tokens.get(at + 3), false);
        let may_stand_for_words = is_whole && letter(first).zip(letter(second)).is_some_and(are_initials);
        let range = first.start..second.end;
        may_stand_for_words.then(|| Bar { range, is_named: is_named(sentence, at) })
    });
    bars.collect()
}

/// Returns whether two capitals are no labels that follow each other (`A/B`), no elements (`C/N`), no bases (`G/A`), and no strain (`A/J`).
fn are_initials((first, second): (u8, u8)) -> bool {
    let are_both = |letters: &[u8]| letters.contains(&first) && letters.contains(&second);
    first.is_ascii_uppercase()
        && second.is_ascii_uppercase()
        && first.abs_diff(second) > 1
        && second != b'J'
        && !are_both(b"CHNOPSK")
        && !are_both(b"ACGTU")
}

/// Returns whether what stands beside them makes them a label, a value or the name of a thing.
fn is_named(sentence: SentenceRef<'_>, at: usize) -> bool {
    let text =
        |index: usize| sentence.tokens().get(index).map_or("", |token| sentence.document.token_text(*token));
    let before = at.checked_sub(1).map_or("", text);
    Hint::Label.is_given_by(before)
        || Hint::Thing.is_given_by(text(at + 3))
        || names::is_number(sentence, at + 3)
}
