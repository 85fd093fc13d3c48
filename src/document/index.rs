//! The index of phrases, as rules write them. The build script makes that of the built-in rules with it, and so it names no crate but `std`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use super::lexicon::{Lexicon, WordId};

/// Many phrases, found in one pass over tokens whatever their number.
///
/// A phrase is written as words with spaces between them. `a|b` is either word, `word?` may be absent, `_` is any one word, `<number>`
/// is any number and `<cite>` any citation; marks are written as words of their own (`,`). The first word must be a plain one,
/// since phrases are indexed by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases {
    /// Where the phrases that start with each word begin in `entries`; one more than there are words.
    pub(super) starts: Cow<'static, [u32]>,
    pub(super) entries: Cow<'static, [Entry]>,
    pub(super) elements: Cow<'static, [Element]>,
    /// For each word, which second words its phrases ask for: the bit of the word's id modulo 64. Most places are left after this look.
    pub(super) seconds: Cow<'static, [u64]>,
    /// The sets of alternatives, a bit for each word of the lexicon.
    pub(super) sets: Cow<'static, [u64]>,
    /// Numbers in `sets` that one set takes.
    pub(super) stride: usize,
}

/// Why a phrase cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhraseError {
    /// There is no word in it.
    Empty(String),
    /// It starts with something that is no plain word.
    Start(String),
    /// The lexicon is full.
    LexiconFull,
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(phrase) => write!(f, "the phrase `{phrase}` is empty"),
            Self::Start(phrase) => write!(
                f,
                "the phrase `{phrase}` must start with a plain word, because phrases are found by their first word"
            ),
            Self::LexiconFull => {
                write!(f, "there are more than {} different words in the rules", Lexicon::CAPACITY)
            }
        }
    }
}

/// A phrase from its second word on; `first` and `end` are places in `elements`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub payload: u32,
    /// Its first element.
    pub first: u32,
    /// One past its last element.
    pub end: u32,
    /// The first element, where it is a plain word: most phrases are left after a look at it.
    pub second: WordId,
}

/// What stands at one place of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Word(WordId),
    /// One of the words of the set with that number.
    OneOf(u32),
    Mark(u8),
    AnyWord,
    Number,
    Citation,
}

impl Phrases {
    /// Returns the source of a `static` of that name which holds them, for the build script.
    #[allow(dead_code)]
    pub fn source(&self, name: &str) -> String {
        let Self { starts, entries, elements, seconds, sets, stride } = self;
        format!(
            "pub static {name}: Phrases = Phrases {{ starts: Cow::Borrowed(&{starts:?}), entries: Cow::Borrowed(&{entries:?}), \
             elements: Cow::Borrowed(&{elements:?}), seconds: Cow::Borrowed(&{seconds:?}), sets: Cow::Borrowed(&{sets:?}), \
             stride: {stride} }};\n"
        )
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
    written: HashMap<String, u32>,
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

    /// Returns the index over all phrases added, for a lexicon that now holds all words.
    pub fn finish(mut self, lexicon: &Lexicon) -> Phrases {
        self.forms.sort_by_key(|(first, rest, payload)| (*first, std::cmp::Reverse(rest.len()), *payload));
        let stride = lexicon.len().div_ceil(64);
        let mut sets = vec![0; self.sets.len() * stride];
        for (index, set) in self.sets.iter().enumerate() {
            set.iter().for_each(|word| sets[index * stride + word.0 as usize / 64] |= 1 << (word.0 % 64));
        }
        let mut starts = vec![0; lexicon.len() + 1];
        let mut seconds = vec![0; lexicon.len()];
        let elements = std::mem::take(&mut self.elements);
        let mut entries = Vec::with_capacity(self.forms.len());
        for (first, rest, payload) in &self.forms {
            let second = elements.get(rest.start as usize).filter(|_| !rest.is_empty());
            let word = if let Some(Element::Word(word)) = second { *word } else { WordId::NONE };
            entries.push(Entry { payload: *payload, first: rest.start, end: rest.end, second: word });
            starts[first.0 as usize + 1] = entries.len() as u32;
            seconds[first.0 as usize] |= self.seconds(second);
        }
        for word in 1..starts.len() {
            starts[word] = starts[word].max(starts[word - 1]);
        }
        Phrases {
            starts: starts.into(),
            entries: entries.into(),
            elements: elements.into(),
            seconds: seconds.into(),
            sets: sets.into(),
            stride,
        }
    }

    /// Returns the bits of the words that an element fits.
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
