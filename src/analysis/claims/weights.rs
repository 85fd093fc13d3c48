//! The file of weights: a line a feature, with its kind, its words or names and its weight, in hundredths of a logit.

use rustc_hash::FxHashMap;

use super::traits::SIGNS;
use super::{Feature, Reader, UNIT};
use crate::document::{Lexicon, WordId};

impl Reader {
    /// Takes the weights of a file. Words are added to the lexicon; a line that names nothing known is left out.
    pub(super) fn read(&mut self, file: &str, lexicon: &mut Lexicon) {
        let names = self.classes.iter().chain(SIGNS).enumerate().map(|(index, name)| (*name, index));
        let names: FxHashMap<&str, usize> = names.collect();
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
                "link" => self.set_link(name, f64::from(weight) / UNIT),
                _ => {}
            }
        }
    }

    /// A feature as a line of the file has it: its kind and its name.
    pub fn name(&self, feature: Feature, lexicon: &Lexicon) -> String {
        let name = |index: u8| {
            let index = usize::from(index);
            let class = self.classes.get(index).copied();
            class.or_else(|| SIGNS.get(index.checked_sub(self.classes.len())?).copied()).unwrap_or("?")
        };
        match feature {
            Feature::Any => "any\tsentence".to_owned(),
            Feature::Word(word) => format!("word\t{}", lexicon.word(word)),
            Feature::Trait(one) => format!("trait\t{}", name(one)),
            Feature::Pair(one, other) => format!("trait\t{} {}", name(one), name(other)),
        }
    }

    fn set_word(&mut self, word: WordId, weight: i16) {
        let index = word.0 as usize;
        if self.words.len() <= index {
            self.words.resize(index + 1, 0);
        }
        if word != WordId::NONE {
            self.words[index] = weight;
        }
    }

    fn set_traits(&mut self, one: usize, other: usize, weight: i16) {
        let (low, high) = (one.min(other), one.max(other));
        let at = high * self.size() + low;
        if let Some(place) = self.traits.get_mut(at) {
            *place = weight;
        }
    }

    /// `first claim`, `last claim`, `claim other`: how well a kind of sentence opens or ends a paragraph, or follows another.
    fn set_link(&mut self, name: &str, weight: f64) {
        let kind = |name: &str| usize::from(name == "claim");
        match name.split_once(' ') {
            Some(("first", after)) => self.links.first[kind(after)] = weight,
            Some(("last", before)) => self.links.last[kind(before)] = weight,
            Some((before, after)) => self.links.next[kind(before)][kind(after)] = weight,
            None => {}
        }
    }
}
