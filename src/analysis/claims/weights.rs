//! The file of weights: a line a feature, with its kind, its words or names and its weight, in hundredths of a logit. The build script reads
//! it, and so this names no crate but `std`.

use std::borrow::Cow;
use std::collections::HashMap;

use super::signs::SIGNS;
use crate::document::{Lexicon, WordId};

/// Classes of words as a set: bit by line of `claim_classes.txt`.
pub type ClassSet = u64;

/// What the model weighs, in hundredths of a logit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// The names of the classes.
    pub classes: Cow<'static, [&'static str]>,
    /// The classes of each word of the lexicon.
    pub by_word: Cow<'static, [ClassSet]>,
    /// What each word of the lexicon weighs.
    pub words: Cow<'static, [i16]>,
    /// What each trait weighs, and each pair of traits: row and column of a square.
    pub traits: Cow<'static, [i16]>,
    /// What speaks for a result in any sentence.
    pub bias: i32,
    /// How well a claim (1) or another sentence (0) follows one of these kinds.
    pub next: [[i16; 2]; 2],
    /// How well each kind opens a paragraph.
    pub first: [i16; 2],
    /// How well each kind ends a paragraph.
    pub last: [i16; 2],
}

impl Weights {
    /// Returns the weights of a file. Words are added to the lexicon; a line that names nothing known is left out.
    pub fn read(file: &str, lexicon: &mut Lexicon) -> Self {
        let mut classes = Vec::new();
        let mut members: Vec<(WordId, ClassSet)> = Vec::new();
        for line in
            include_str!("../../../data/en/claim_classes.txt").lines().filter(|line| !line.starts_with('#'))
        {
            let mut words = line.split(' ');
            let class = 1 << classes.len();
            classes.extend(words.next());
            members.extend(words.map(|word| (lexicon.add(word), class)));
        }
        let size = classes.len() + SIGNS.len();
        let mut weights =
            Self { classes: classes.into(), traits: vec![0; size * (size + 1)].into(), ..Self::default() };
        weights.read_lines(file, lexicon);
        let by_word = weights.by_word.to_mut();
        by_word.resize(lexicon.len(), 0);
        for (word, class) in members {
            if let Some(classes) = by_word.get_mut(word.0 as usize) {
                *classes |= class;
            }
        }
        weights
    }

    /// Returns the source of a constant that holds them, for the build script.
    #[allow(dead_code)]
    pub fn source(&self) -> String {
        let Self { classes, by_word, words, traits, bias, next, first, last } = self;
        format!(
            "Weights {{ classes: Cow::Borrowed(&{classes:?}), by_word: Cow::Borrowed(&{by_word:?}), words: Cow::Borrowed(&{words:?}), \
             traits: Cow::Borrowed(&{traits:?}), bias: {bias}, next: {next:?}, first: {first:?}, last: {last:?} }}"
        )
    }

    fn read_lines(&mut self, file: &str, lexicon: &mut Lexicon) {
        let classes = self.classes.clone();
        let names = classes.iter().chain(SIGNS).enumerate().map(|(index, name)| (*name, index));
        let names: HashMap<&str, usize> = names.collect();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(kind), Some(name)) = (fields.next(), fields.next()) else { continue };
            let Some(weight) = fields.next().and_then(|weight| weight.parse::<i16>().ok()) else { continue };
            match kind {
                "any" => self.bias = i32::from(weight),
                "word" => self.set_word(lexicon.add(name), weight),
                "trait" => {
                    let (first, second) = name.split_once(' ').unwrap_or((name, name));
                    if let (Some(first), Some(second)) = (names.get(first), names.get(second)) {
                        self.set_traits(*first, *second, weight);
                    }
                }
                "link" => self.set_link(name, weight),
                _ => {}
            }
        }
    }

    fn set_word(&mut self, word: WordId, weight: i16) {
        let index = word.0 as usize;
        let words = self.words.to_mut();
        if words.len() <= index {
            words.resize(index + 1, 0);
        }
        if word != WordId::NONE {
            words[index] = weight;
        }
    }

    fn set_traits(&mut self, one: usize, other: usize, weight: i16) {
        let (low, high) = (one.min(other), one.max(other));
        let at = high * (self.classes.len() + SIGNS.len()) + low;
        if let Some(place) = self.traits.to_mut().get_mut(at) {
            *place = weight;
        }
    }

    /// `first claim`, `last claim`, `claim other`: how well a kind of sentence opens or ends a paragraph, or follows another.
    fn set_link(&mut self, name: &str, weight: i16) {
        let kind = |name: &str| usize::from(name == "claim");
        match name.split_once(' ') {
            Some(("first", after)) => self.first[kind(after)] = weight,
            Some(("last", before)) => self.last[kind(before)] = weight,
            Some((before, after)) => self.next[kind(before)][kind(after)] = weight,
            None => {}
        }
    }
}
