//! Words that are spelled in two ways, from `data/spelling.txt`.

use crate::document::{BlockRole, Document, Lexicon, Token, WordId};

/// The two ways to spell some words.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    /// By word: its place in `pairs` and how it is spelled.
    by_word: Vec<Option<Spelling>>,
    pairs: Vec<[Box<str>; 2]>,
}

/// How a word with two spellings is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Which word.
    pair: u16,
    /// Which of the two customs it is about.
    pub custom: Custom,
    /// Whether it is the second of the two: `colour`, `organise`.
    pub is_second: bool,
}

/// What two spellings differ by. A paper that follows one custom may or may not follow the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Custom {
    /// American or British.
    Country,
    /// `-ize` or `-ise`.
    Ending,
}

/// A word of a paper that has two spellings.
#[derive(Clone, Copy, Debug)]
pub struct Spelled {
    /// Where it stands.
    pub token: Token,
    /// How it is spelled.
    pub spelling: Spelling,
}

impl Spellings {
    /// The words of the list, added to `lexicon`.
    pub(super) fn new(lexicon: &mut Lexicon) -> Self {
        let mut pairs = Vec::new();
        let mut words: Vec<(WordId, Spelling)> = Vec::new();
        for (custom, first, second) in listed() {
            let pair = pairs.len() as u16;
            for (is_second, word) in [(false, &first), (true, &second)] {
                words.push((lexicon.add(word), Spelling { pair, custom, is_second }));
            }
            pairs.push([first.into_boxed_str(), second.into_boxed_str()]);
        }
        let mut by_word = vec![None; lexicon.len()];
        for (word, spelling) in words {
            by_word[word.0 as usize] = Some(spelling);
        }
        Self { by_word, pairs }
    }

    fn of(&self, word: WordId) -> Option<Spelling> {
        if word == WordId::NONE { None } else { self.by_word.get(word.0 as usize).copied().flatten() }
    }

    pub(super) fn other(&self, spelled: Spelled) -> &str {
        &self.pairs[spelled.spelling.pair as usize][usize::from(!spelled.spelling.is_second)]
    }

    pub(super) fn uses(&self, document: &Document<'_>) -> Vec<Spelled> {
        use BlockRole::{Abstract, Body, Caption, Footnote, Item};
        let mut uses = Vec::new();
        let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
        let is_text = |role| matches!(role, Body | Abstract | Item | Caption | Footnote);
        for sentence in blocks.filter(|block| is_text(block.role())).flat_map(|block| block.sentences()) {
            for &token in sentence.tokens() {
                let Some(spelling) = self.of(token.word) else { continue };
                let is_name = document.token_text(token).starts_with(char::is_uppercase);
                if !is_name && !sentence.is_quoted(token.start) {
                    uses.push(Spelled { token, spelling });
                }
            }
        }
        uses
    }
}

/// The pairs of the list, each with every ending.
fn listed() -> impl Iterator<Item = (Custom, String, String)> {
    let mut custom = Custom::Country;
    let lines = include_str!("../../data/spelling.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).flat_map(move |line| {
        let mut words = line.split(' ');
        let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        if first == "=" {
            custom = Custom::Ending;
            return Vec::new();
        }
        let custom = custom;
        let with = |ending: &str| (custom, format!("{first}{ending}"), format!("{second}{ending}"));
        std::iter::once("").chain(words).map(with).collect::<Vec<_>>()
    })
}
