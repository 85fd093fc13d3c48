//! Which sentences report a result of the paper's own: a small linear model inside the program.
//!
//! It sees the words of a sentence, traits of it (classes of words, what it holds, where it stands, what rules say of it) and pairs of
//! traits, and the sentences beside it. The weights are integers, trained by `evaluation`, and lie in `weights.tsv`.

mod signs;
mod traits;
mod weights;

pub use traits::{Known, Traits};

use super::moves::chain::Links;
use crate::document::{Lexicon, SentenceRef, Token, WordId};
use signs::SIGNS;
use std::borrow::Cow;
use weights::{ClassSet, Weights};

include!(concat!(env!("OUT_DIR"), "/weights.rs"));

/// Reads sentences for results.
#[derive(Clone, Debug)]
pub struct Reader {
    weights: Weights,
    named: Named,
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
    future: ClassSet,
    past: ClassSet,
    we: ClassSet,
    aim: ClassSet,
    to: ClassSet,
    there: ClassSet,
    present: ClassSet,
    state: ClassSet,
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

/// With this score no sentence is a result, whatever stands beside it: links add less than 2.
const FAR: f64 = -2.5;

/// What a logit of 1 is in the file.
pub const UNIT: f64 = 100.0;

impl Default for Reader {
    /// Returns the reader of the program, for documents that know the words of the program.
    fn default() -> Self {
        Self::new(WEIGHTS.clone())
    }
}

impl Reader {
    /// Returns a reader with these weights, written as in `weights.tsv`, its words added to `lexicon`.
    pub fn with_weights(weights: &str, lexicon: &mut Lexicon) -> Self {
        Self::new(Weights::read(weights, lexicon))
    }

    fn new(weights: Weights) -> Self {
        let class =
            |name| weights.classes.iter().position(|known| *known == name).map_or(0, |index| 1 << index);
        let named = Named {
            find: class("find"),
            compare: class("compare"),
            relate: class("relate"),
            procedure: class("procedure"),
            method: class("method"),
            display: class("display"),
            future: class("future"),
            past: class("was"),
            we: class("we"),
            aim: class("aim"),
            to: class("to"),
            there: class("there"),
            present: class("is"),
            state: class("is") | class("not") | class("change") | class("reach"),
        };
        let logits = |weights: [i16; 2]| weights.map(|weight| f64::from(weight) / UNIT);
        let links = Links {
            next: weights.next.map(logits),
            first: logits(weights.first),
            last: logits(weights.last),
        };
        Self { weights, named, links }
    }

    /// Returns a feature as a line of the file has it: its kind and its name.
    pub fn name(&self, feature: Feature, lexicon: &Lexicon) -> String {
        let name = |index: u8| {
            let index = usize::from(index);
            let class = self.weights.classes.get(index).copied();
            class
                .or_else(|| SIGNS.get(index.checked_sub(self.weights.classes.len())?).copied())
                .unwrap_or("?")
        };
        match feature {
            Feature::Any => "any\tsentence".to_owned(),
            Feature::Word(word) => format!("word\t{}", lexicon.word(word)),
            Feature::Trait(one) => format!("trait\t{}", name(one)),
            Feature::Pair(one, other) => format!("trait\t{} {}", name(one), name(other)),
        }
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

    /// Returns how much speaks for a result of the paper's own in a sentence by itself, in logits.
    pub fn score(&self, sentence: SentenceRef<'_>, known: Known) -> f64 {
        let weigh = |token: &Token| {
            self.weights.words.get(token.word.0 as usize).map_or(0, |&weight| i32::from(weight))
        };
        let words: i32 = sentence.tokens().iter().map(weigh).sum();
        let traits = self.traits(sentence, known);
        let mut sum = self.weights.bias + words;
        let size = self.size();
        for one in each(traits) {
            let row =
                self.weights.traits.get(one as usize * size..(one as usize + 1) * size).unwrap_or_default();
            let weight = |other: u8| row.get(other as usize).map_or(0, |&weight| i32::from(weight));
            // The square holds the trait alone on its diagonal, and pairs below it.
            sum += each(traits & (Traits::MAX >> (127 - one))).map(weight).sum::<i32>();
        }
        f64::from(sum) / UNIT
    }

    /// Returns how probable each sentence of a paragraph is to report a result, given the scores of all. Where no score comes near, all are
    /// 0.
    pub fn probabilities(&self, mut scores: Vec<f64>) -> Vec<f64> {
        if scores.iter().all(|&score| score < FAR) {
            scores.fill(0.0);
            return scores;
        }
        let pairs: Vec<[f64; 2]> = scores.iter().map(|&score| [0.0, score]).collect();
        self.links.marginals(&pairs).single.into_iter().map(|[_, claim]| claim).collect()
    }

    /// Returns whether a sentence tells of what will be.
    pub fn is_future(&self, sentence: SentenceRef<'_>) -> bool {
        self.has(sentence, self.named.future)
    }

    /// Returns whether a sentence tells of what was.
    pub fn is_past(&self, sentence: SentenceRef<'_>) -> bool {
        self.has(sentence, self.named.past)
    }

    fn has(&self, sentence: SentenceRef<'_>, class: ClassSet) -> bool {
        sentence.tokens().iter().any(|token| self.class_of(*token) & class != 0)
    }

    fn size(&self) -> usize {
        self.weights.classes.len() + SIGNS.len()
    }

    fn class_of(&self, token: Token) -> ClassSet {
        self.weights.by_word.get(token.word.0 as usize).copied().unwrap_or(0)
    }
}

/// Returns the numbers in a set, rising.
fn each(mut set: Traits) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let next = (set != 0).then(|| set.trailing_zeros() as u8)?;
        set &= set - 1;
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Paper, Vocabulary};
    use crate::document::{Document, Lexicon};
    use crate::markup;
    use crate::source::{Draft, Format, Source};

    /// Returns whether each sentence of the last paragraph of a draft in Markdown is taken for a result.
    fn results(draft: &str) -> Vec<bool> {
        let draft = Draft::single(Source::new("draft.md", draft), Format::Markdown);
        let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
        let reading = markup::read(&draft);
        let document = Document::new(&reading, &lexicon);
        let paper = Paper::new(&draft, &document, &vocabulary);
        let last = document.block(document.blocks().len() as u32 - 1);
        paper.claims(last).into_iter().map(|probable| probable >= 0.4).collect()
    }

    #[test]
    fn results_are_told_apart_from_what_was_done() {
        let walks = "# Results\n\nWe asked 40 walkers to draw a map [@lee]. Walkers with maps were 12% faster than walkers without \
                     (p = .002). There was no significant difference between women and men.";
        assert_eq!(results(walks), [false, true, true]);
        let plan = "# Methods\n\nWalkers will be paid and tested again. We used a map of the old town. The data are stored in a safe.";
        assert_eq!(results(plan), [false, false, false]);
    }

    #[test]
    fn each_line_of_weights_is_of_use() {
        let lines = include_str!("weights.tsv").lines().filter(|line| !line.starts_with('#'));
        let reader = Reader::default();
        let kept = reader
            .weights
            .words
            .iter()
            .chain(reader.weights.traits.iter())
            .filter(|&&weight| weight != 0)
            .count();
        let links = reader.links.next.iter().flatten().chain(&reader.links.first).chain(&reader.links.last);
        let links = links.filter(|&&weight| weight != 0.0).count();
        assert_eq!(lines.count(), kept + links + usize::from(reader.weights.bias != 0));
        assert!(
            reader.size() <= Traits::BITS as usize && reader.weights.classes.len() <= ClassSet::BITS as usize
        );
    }

    #[test]
    fn the_weights_that_were_built_are_those_of_the_file() {
        let mut lexicon = Lexicon::default();
        let mut read = Weights::read(include_str!("weights.tsv"), &mut lexicon);
        assert!(lexicon == Lexicon::default());
        // The words of other lists come after these, and weigh nothing.
        read.words.to_mut().truncate(WEIGHTS.words.len());
        read.by_word.to_mut().truncate(WEIGHTS.by_word.len());
        assert_eq!(read, WEIGHTS);
    }

    #[test]
    fn weights_are_read_as_they_are_written() {
        let mut lexicon = Lexicon::default();
        let reader =
            Reader::with_weights("any\tsentence\t-7\nword\tmap\t12\ntrait\tfind percent\t3\n", &mut lexicon);
        assert_eq!(reader.weights.bias, -7);
        let word = lexicon.get(b"map", 0, 3);
        assert_eq!(reader.weights.words[word.0 as usize], 12);
        assert_eq!(reader.name(Feature::Word(word), &lexicon), "word\tmap");
        let low = reader.weights.classes.iter().position(|class| *class == "find").unwrap_or_default();
        let high = reader.weights.classes.len()
            + SIGNS.iter().position(|sign| *sign == "percent").unwrap_or_default();
        assert_eq!(reader.weights.traits[high * reader.size() + low], 3);
        assert_eq!(reader.name(Feature::Pair(low as u8, high as u8), &lexicon), "trait\tfind percent");
    }
}
