use rustc_hash::FxHashMap;

use super::{Kind, Lexicon, Token, WordId};
use crate::markup::Placeholder;
use std::ops::Range;

/// Many phrases, found in one pass over tokens whatever their number.
///
/// A phrase is written as words with spaces between them. `a|b` is either word, `word?` may be absent, `_` is any one word, `<number>`
/// is any number and `<cite>` any citation; marks are written as words of their own (`,`). The first word must be a plain one,
/// since phrases are indexed by it.
#[derive(Clone, Debug)]
pub struct Phrases {
    /// Where the phrases that start with each word begin in `entries`; one more than there are words.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    elements: Vec<Element>,
    /// For each word, which second words its phrases ask for: the bit of the word's id modulo 64. Most places are left after this look.
    seconds: Vec<u64>,
    /// The sets of alternatives, a bit for each word of the lexicon.
    sets: Vec<u64>,
    /// Numbers in `sets` that one set takes.
    stride: usize,
}

/// Why a phrase cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// There is no word in it.
    #[error("the phrase `{0}` is empty")]
    Empty(String),
    /// It starts with something that is no plain word.
    #[error("the phrase `{0}` must start with a plain word, because phrases are found by their first word")]
    Start(String),
    /// The lexicon is full.
    #[error("there are more than {} different words in the rules", Lexicon::CAPACITY)]
    LexiconFull,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    payload: u32,
    first: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Word(WordId),
    /// One of the words of the set with that number.
    OneOf(u32),
    Mark(u8),
    AnyWord,
    Number,
    Citation,
}

impl Phrases {
    /// Calls `found` with the payload and the tokens of every phrase that starts at token `at` and ends before token `end`, the
    /// longest first.
    #[inline]
    pub fn at(&self, tokens: &[Token], at: usize, end: usize, found: &mut impl FnMut(u32, Range<usize>)) {
        let word = tokens[at].word.0 as usize;
        // No phrase starts with a word that nobody asks about, and most words are none that somebody does.
        if word == 0 {
            return;
        }
        let Some(&[from, to]) = self.starts.get(word..word + 2) else { return };
        let second = tokens.get(at + 1).map_or(0, |token| token.word.0 % 64);
        if self.seconds[word] >> second & 1 == 0 {
            return;
        }
        for entry in &self.entries[from as usize..to as usize] {
            let rest = &self.elements[entry.first as usize..entry.end as usize];
            let last = at + 1 + rest.len();
            let is_found = last <= end
                && rest.iter().zip(&tokens[at + 1..last]).all(|(&element, &token)| self.fits(element, token));
            if is_found {
                found(entry.payload, at..last);
            }
        }
    }

    /// Calls `found` with every phrase in `range`, in order of place.
    pub fn find_in(&self, tokens: &[Token], range: Range<usize>, mut found: impl FnMut(u32, Range<usize>)) {
        let end = range.end;
        for at in range {
            self.at(tokens, at, end, &mut found);
        }
    }

    fn fits(&self, element: Element, token: Token) -> bool {
        match element {
            Element::Word(id) => token.word == id,
            Element::OneOf(set) => {
                let word = token.word.0 as usize;
                self.sets[set as usize * self.stride + word / 64] >> (word % 64) & 1 == 1
            }
            Element::Mark(mark) => token.is(mark),
            Element::AnyWord => token.is_word(),
            Element::Number => {
                matches!(
                    token.kind,
                    Kind::Number | Kind::Placeholder(Placeholder::Number | Placeholder::Statistic)
                )
            }
            Element::Citation => {
                matches!(token.kind, Kind::Placeholder(Placeholder::Citation | Placeholder::TextCitation))
            }
        }
    }
}

/// Collects phrases; their words go into a lexicon shared by all who ask about words.
#[derive(Debug, Default)]
pub struct PhrasesBuilder {
    forms: Vec<(WordId, Range<u32>, u32)>,
    /// What follows the first words; forms that begin with other words share it.
    elements: Vec<Element>,
    sets: Vec<Vec<WordId>>,
    /// The sets by how they are written, since long ones stand in several phrases.
    written: FxHashMap<String, u32>,
}

impl PhrasesBuilder {
    /// Adds a phrase; its matches carry `payload`.
    ///
    /// # Errors
    /// When the phrase cannot be found by its first word, or the lexicon is full.
    pub fn add(&mut self, phrase: &str, payload: u32, lexicon: &mut Lexicon) -> Result<(), PhraseError> {
        let mut written = phrase.split_ascii_whitespace();
        let first = written.next().ok_or_else(|| PhraseError::Empty(phrase.to_owned()))?;
        let mut rests: Vec<Vec<Element>> = vec![Vec::with_capacity(8)];
        for written in written {
            let (words, is_optional) = match written.strip_suffix('?') {
                Some(words) if !words.is_empty() => (words, true),
                _ => (written, false),
            };
            let element = self.element(words, lexicon)?;
            let shorter = if is_optional { rests.clone() } else { Vec::new() };
            rests.iter_mut().for_each(|rest| rest.push(element));
            rests.extend(shorter);
            rests.dedup();
        }
        let ranges: Vec<Range<u32>> = rests.iter().map(|rest| self.keep(rest)).collect();
        for word in first.split('|') {
            let Element::Word(first) = self.element(word, lexicon)? else {
                return Err(PhraseError::Start(phrase.to_owned()));
            };
            self.forms.extend(ranges.iter().map(|rest| (first, rest.clone(), payload)));
        }
        Ok(())
    }

    fn keep(&mut self, rest: &[Element]) -> Range<u32> {
        let start = self.elements.len() as u32;
        self.elements.extend(rest);
        start..self.elements.len() as u32
    }

    /// The index over all phrases added, for a lexicon that now holds all words.
    pub fn finish(mut self, lexicon: &Lexicon) -> Phrases {
        self.forms.sort_by_key(|(first, rest, payload)| (*first, std::cmp::Reverse(rest.len()), *payload));
        let stride = lexicon.len().div_ceil(64);
        let mut sets = vec![0; self.sets.len() * stride];
        for (index, set) in self.sets.iter().enumerate() {
            set.iter().for_each(|word| sets[index * stride + word.0 as usize / 64] |= 1 << (word.0 % 64));
        }
        let starts = vec![0; lexicon.len() + 1];
        let seconds = vec![0; lexicon.len()];
        let elements = std::mem::take(&mut self.elements);
        let entries = Vec::with_capacity(self.forms.len());
        let mut phrases = Phrases { starts, entries, elements, seconds, sets, stride };
        for (first, rest, payload) in &self.forms {
            phrases.entries.push(Entry { payload: *payload, first: rest.start, end: rest.end });
            phrases.starts[first.0 as usize + 1] = phrases.entries.len() as u32;
            let second = phrases.elements.get(rest.start as usize).filter(|_| !rest.is_empty());
            phrases.seconds[first.0 as usize] |= self.seconds(second);
        }
        for word in 1..phrases.starts.len() {
            phrases.starts[word] = phrases.starts[word].max(phrases.starts[word - 1]);
        }
        phrases
    }

    /// The bits of the words that an element fits.
    fn seconds(&self, element: Option<&Element>) -> u64 {
        match element {
            Some(Element::Word(word)) => 1 << (word.0 % 64),
            Some(Element::OneOf(set)) => {
                self.sets[*set as usize].iter().fold(0, |bits, word| bits | 1 << (word.0 % 64))
            }
            _ => u64::MAX,
        }
    }

    fn element(&mut self, written: &str, lexicon: &mut Lexicon) -> Result<Element, PhraseError> {
        let word = |word: &str, lexicon: &mut Lexicon| match lexicon.add(word) {
            WordId::NONE => Err(PhraseError::LexiconFull),
            id => Ok(id),
        };
        Ok(match (written, written.as_bytes()) {
            ("_", _) => Element::AnyWord,
            ("<number>", _) => Element::Number,
            ("<cite>", _) => Element::Citation,
            (_, &[mark]) if mark.is_ascii_punctuation() => Element::Mark(mark),
            _ if written.contains('|') => {
                if let Some(&known) = self.written.get(written) {
                    return Ok(Element::OneOf(known));
                }
                let words =
                    written.split('|').filter(|word| !word.is_empty()).map(|each| word(each, lexicon));
                self.sets.push(words.collect::<Result<_, _>>()?);
                let set = self.sets.len() as u32 - 1;
                self.written.insert(written.to_owned(), set);
                Element::OneOf(set)
            }
            _ => Element::Word(word(written, lexicon)?),
        })
    }
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::super::tokens::tokenize;
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<(u32, String)> {
        let mut lexicon = Lexicon::default();
        let mut builder = PhrasesBuilder::default();
        for (payload, phrase) in phrases.iter().enumerate() {
            builder.add(phrase, payload as u32, &mut lexicon).unwrap();
        }
        let index = builder.finish(&lexicon);
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len() as u32, &lexicon, &mut tokens);
        let mut hits = Vec::new();
        index.find_in(&tokens, 0..tokens.len(), |payload, range| {
            let (first, last) = (tokens[range.start], tokens[range.end - 1]);
            hits.push((payload, text[first.start as usize..last.end as usize].to_owned()));
        });
        hits
    }

    #[test]
    fn finds_nested_phrases_longest_first() {
        let hits = found(&["in order", "in order to"], "In order to win, in order.");
        assert_eq!(hits, [(1, "In order to".into()), (0, "In order".into()), (0, "in order".into())]);
    }

    #[test]
    fn alternatives_options_and_classes() {
        let hits = found(
            &["we _? find|found", "by <number>"],
            "We find, we also found, we now have found by 3.1 points",
        );
        assert_eq!(hits, [(0, "We find".into()), (0, "we also found".into()), (1, "by 3.1".into())]);
    }

    #[test]
    fn a_mark_breaks_a_phrase() {
        assert!(found(&["in order to"], "in order, to").is_empty());
    }

    #[test]
    fn a_phrase_needs_a_plain_first_word() {
        let mut lexicon = Lexicon::default();
        let error = PhrasesBuilder::default().add("<number> of", 0, &mut lexicon).unwrap_err();
        assert_eq!(error, PhraseError::Start("<number> of".into()));
    }
}
