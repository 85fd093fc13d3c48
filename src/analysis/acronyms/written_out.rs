//! Long forms that a paper writes out without their short form.

use memchr::memmem;

use super::contexts::Hint;
use super::{Acronym, WrittenOut, is_read};
use crate::document::{BlockRole, Document, Kind, SentenceRef, Token};

/// Finds, for each acronym among `open`, the first words of the paper whose initials are its letters.
pub(super) fn find(document: &Document<'_>, found: &mut [Acronym], open: &[usize]) {
    // By its first letter, each with its second one.
    let mut by_letter: [Vec<(usize, usize)>; 26] = Default::default();
    for &index in open {
        let mut letters = found[index].short.bytes().filter_map(letter);
        if let (Some(first), Some(second)) = (letters.next(), letters.next()) {
            by_letter[first].push((second, index));
        }
    }
    let bytes = document.reading().text().as_bytes();
    for sentence in (0..document.sentences().len() as u32).map(|index| document.sentence(index)) {
        if open.is_empty() || !is_read(sentence.block().role()) {
            continue;
        }
        for (at, token) in sentence.tokens().iter().enumerate() {
            let first = bytes.get(token.start as usize).and_then(|&byte| letter(byte));
            let Some(first) = first.filter(|_| token.kind == Kind::Word) else { continue };
            if by_letter[first].is_empty() {
                continue;
            }
            let next = next_letter(sentence, at);
            let fits = |second| next == Next::Any || next == Next::Letter(second);
            if !by_letter[first].iter().any(|&(second, _)| fits(second)) || !goes_on(sentence, at) {
                continue;
            }
            for &(_, index) in by_letter[first].iter().filter(|(second, _)| fits(*second)) {
                let acronym = &mut found[index];
                if acronym.written_out.is_none() {
                    let is_near = acronym.uses.first().is_some_and(|first| first.sentence == sentence.index);
                    acronym.written_out = at_word(sentence, at, &acronym.short, is_near);
                }
            }
            by_letter[first].retain(|&(_, index)| found[index].written_out.is_none());
        }
    }
}

/// What opens the word after another one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A letter, by its place in the alphabet.
    Letter(usize),
    /// Whatever a long form goes on with: a small word, or a part behind a hyphen.
    Any,
    /// Nothing that a long form goes on with.
    None,
}

/// Returns what a long form that begins with the word at `at` goes on with. Nearly all words are told by this look.
fn next_letter(sentence: SentenceRef<'_>, at: usize) -> Next {
    let bytes = sentence.document.reading().text().as_bytes();
    let word = |token: &Token| bytes.get(token.start as usize..token.end as usize).unwrap_or_default();
    let [first, rest @ ..] = &sentence.tokens()[at..] else { return Next::None };
    let next = rest.first().map_or(&[][..], word);
    let part = next.iter().take(LONGEST_SMALL + 1).take_while(|byte| **byte != b'-').count();
    let is_small =
        part <= LONGEST_SMALL && SMALL.iter().any(|small| next.get(..part) == Some(small.as_bytes()));
    match next.first().copied().and_then(letter) {
        _ if is_small || word(first).contains(&b'-') => Next::Any,
        Some(letter) => Next::Letter(letter),
        None => Next::None,
    }
}

/// Returns whether a word may open a long form: another word follows it, or it has a hyphen; most small words open none.
fn goes_on(sentence: SentenceRef<'_>, at: usize) -> bool {
    let tokens = sentence.tokens();
    let text = sentence.document.token_text(tokens[at]);
    let is_followed = tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Word);
    (is_followed || text.contains('-')) && !SMALL.contains(&text)
}

fn letter(byte: u8) -> Option<usize> {
    byte.is_ascii_alphabetic().then(|| usize::from(byte.to_ascii_lowercase() - b'a'))
}

/// Small words that a short form may leave out.
const SMALL: &[&str] = &["of", "and", "the", "in", "for", "to", "a", "an", "with", "on", "by", "per", "from"];

/// Bytes of the longest of them.
const LONGEST_SMALL: usize = 4;

/// Returns the words from one on whose initials spell `short`. A hyphen begins a word. `is_near` where the acronym first stands in the same
/// sentence.
fn at_word(sentence: SentenceRef<'_>, at: usize, short: &str, is_near: bool) -> Option<WrittenOut> {
    let reading = sentence.document.reading();
    let mut letters =
        short.bytes().filter(u8::is_ascii_alphabetic).map(|byte| byte.to_ascii_lowercase()).peekable();
    let (mut words, mut is_marked, mut has_and) = (0, true, false);
    let first: Token = sentence.tokens()[at];
    for token in &sentence.tokens()[at..] {
        if token.kind != Kind::Word {
            return None;
        }
        let text = sentence.document.token_text(*token);
        let mut offset = 0;
        for part in text.split('-') {
            let start = token.start + offset;
            offset += part.len() as u32 + 1;
            // `the time to first token` starts with `time`.
            if words == 0 && SMALL.contains(&part) {
                return None;
            }
            let initial = part.bytes().next().map(|byte| byte.to_ascii_lowercase());
            if initial.is_some() && initial == letters.peek().copied() {
                letters.next();
                words += 1;
                has_and |= part == "and";
                // **P**upil: the first letter is marked alone, so that the source has no run that goes on.
                is_marked &= part.len() > 1 && reading.verbatim(start, start + 2).is_none();
            } else if !(words > 0 && SMALL.contains(&part)) {
                return None;
            }
        }
        if letters.peek().is_none() {
            let long = reading.slice(first.start, token.end);
            let is_itself = long.bytes().filter(u8::is_ascii_uppercase).count() > 2 * words;
            let is_long =
                long.len() > 4 * words && (words > 2 || long.split(['-', ' ']).all(|word| word.len() > 2));
            // Every word of a title may open with a capital.
            let is_title = matches!(sentence.block().role(), BlockRole::Title | BlockRole::Heading);
            let is_told = || is_near || (words >= MANY && !has_and) || is_repeated(reading.text(), long);
            let is_one = || (is_one_term(long) && !is_title) || is_told();
            let is_term = || is_marked || (words > FEW && is_plain(long) && is_one());
            return (words > 1 && is_long && !is_itself && is_term()).then(|| WrittenOut {
                range: first.start..token.end,
                long: long.to_owned(),
                is_marked,
            });
        }
    }
    None
}

/// Returns whether a text holds some words twice.
fn is_repeated(text: &str, words: &str) -> bool {
    memmem::find_iter(text.as_bytes(), words).nth(1).is_some()
}

/// Returns whether words are a term by their form: joined by hyphens, or with a capital each. Initials of others meet by chance: in
/// `stores and an editor` those of SAE.
fn is_one_term(long: &str) -> bool {
    let has_capital = |word: &str| word.starts_with(char::is_uppercase) || SMALL.contains(&word);
    !long.contains(' ') || long.split([' ', '-']).all(has_capital)
}

/// Returns whether words hold nothing that terms do not: an article, a pronoun, a verb, an adverb, a preposition but `of` and its like,
/// another acronym, the name of a company.
fn is_plain(long: &str) -> bool {
    long.split([' ', '-']).all(|word| {
        let lower = word.to_ascii_lowercase();
        !Hint::NoTerm.is_given_by(&lower)
            && !Hint::Maker.is_given_by(word)
            && !lower.ends_with("ly")
            && word.bytes().filter(u8::is_ascii_uppercase).count() < 2
    })
}

/// So few initials meet by chance everywhere.
const FEW: usize = 2;

/// So many hardly do; what lies between must meet twice in a paper.
const MANY: usize = 4;
