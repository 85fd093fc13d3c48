//! Which sentences report a result of the paper's own: a small linear model inside the program.
//!
//! It sees the words of a sentence, traits of it (classes of words, what it holds, where it stands, what rules say of it) and pairs of
//! traits, and the sentences beside it. The weights are integers, trained by `evaluation`, and lie in `weights.tsv`.

mod traits;
mod weights;

pub use traits::{Known, Traits};

use super::moves::chain::Links;
use crate::document::{Lexicon, SentenceRef, Token, WordId};
use traits::SIGNS;

/// Classes of words as a set: bit by line of `classes.txt`.
type ClassSet = u64;

/// Reads sentences for results.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The names of the classes.
    classes: Vec<&'static str>,
    /// The classes of each word of the lexicon.
    by_word: Vec<ClassSet>,
    named: Named,
    /// What each word of the lexicon weighs.
    words: Vec<i16>,
    /// What each trait weighs, and each pair of traits: row and column of a square.
    traits: Vec<i16>,
    /// What speaks for a result in any sentence.
    bias: i32,
    links: Links<2>,
}

/// The classes by which headings and openings are told.
#[derive(Clone, Copy, Debug, Default)]
struct Named {
    find: ClassSet,
    compare: ClassSet,
    relate: ClassSet,
    procedure: ClassSet,
    method: ClassSet,
    display: ClassSet,
    we: ClassSet,
    aim: ClassSet,
}

/// Something a sentence has, to which the model gives a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// It is a sentence.
    Any,
    /// A word.
    Word(WordId),
    /// A trait.
    Trait(u8),
    /// Two traits, the lower number first.
    Pair(u8, u8),
}

/// What a logit of 1 is in the file.
pub const UNIT: f64 = 100.0;

impl Reader {
    /// The reader of the program, its words added to `lexicon`.
    pub fn new(lexicon: &mut Lexicon) -> Self {
        Self::with_weights(include_str!("weights.tsv"), lexicon)
    }

    /// A reader with these weights, written as in `weights.tsv`.
    pub fn with_weights(weights: &str, lexicon: &mut Lexicon) -> Self {
        let mut classes = Vec::new();
        let mut members: Vec<(WordId, ClassSet)> = Vec::new();
        for line in include_str!("classes.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let class = 1 << classes.len();
            classes.extend(words.next());
            members.extend(words.map(|word| (lexicon.add(word), class)));
        }
        let class = |name| classes.iter().position(|known| *known == name).map_or(0, |index| 1 << index);
        let named = Named {
            find: class("find"),
            compare: class("compare"),
            relate: class("relate"),
            procedure: class("procedure"),
            method: class("method"),
            display: class("display"),
            we: class("we"),
            aim: class("aim"),
        };
        let size = classes.len() + SIGNS.len();
        let mut reader = Self {
            classes,
            by_word: Vec::new(),
            named,
            words: Vec::new(),
            traits: vec![0; size * (size + 1)],
            bias: 0,
            links: Links::default(),
        };
        reader.read(weights, lexicon);
        reader.by_word.resize(lexicon.len(), 0);
        for (word, class) in members {
            if let Some(classes) = reader.by_word.get_mut(word.0 as usize) {
                *classes |= class;
            }
        }
        reader
    }

    /// Calls `seen` with each feature of a sentence.
    pub fn features(&self, sentence: SentenceRef<'_>, known: Known, mut seen: impl FnMut(Feature)) {
        seen(Feature::Any);
        let words = sentence.tokens().iter().map(|token| token.word);
        words.filter(|&word| word != WordId::NONE).for_each(|word| seen(Feature::Word(word)));
        let traits = self.traits(sentence, known);
        for one in each(traits) {
            seen(Feature::Trait(one));
            each(traits & ((1 << one) - 1)).for_each(|other| seen(Feature::Pair(other, one)));
        }
    }

    /// How much speaks for a result of the paper's own in a sentence by itself, in logits.
    pub fn score(&self, sentence: SentenceRef<'_>, known: Known) -> f64 {
        let weigh =
            |token: &Token| self.words.get(token.word.0 as usize).map_or(0, |&weight| i32::from(weight));
        let words: i32 = sentence.tokens().iter().map(weigh).sum();
        let traits = self.traits(sentence, known);
        let mut sum = self.bias + words;
        let size = self.size();
        for one in each(traits) {
            let row = self.traits.get(one as usize * size..(one as usize + 1) * size).unwrap_or_default();
            let weight = |other: u8| row.get(other as usize).map_or(0, |&weight| i32::from(weight));
            // The square holds the trait alone on its diagonal, and pairs below it.
            sum += each(traits & (Traits::MAX >> (127 - one))).map(weight).sum::<i32>();
        }
        f64::from(sum) / UNIT
    }

    /// How probable each sentence of a paragraph is to report a result, given the scores of all.
    pub fn probabilities(&self, scores: &[f64]) -> Vec<f64> {
        let scores: Vec<[f64; 2]> = scores.iter().map(|&score| [0.0, score]).collect();
        self.links.marginals(&scores).single.into_iter().map(|[_, claim]| claim).collect()
    }

    fn size(&self) -> usize {
        self.classes.len() + SIGNS.len()
    }

    fn class_of(&self, token: Token) -> ClassSet {
        self.by_word.get(token.word.0 as usize).copied().unwrap_or(0)
    }
}

/// The numbers in a set, rising.
fn each(mut set: Traits) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let next = (set != 0).then(|| set.trailing_zeros() as u8)?;
        set &= set - 1;
        Some(next)
    })
}
