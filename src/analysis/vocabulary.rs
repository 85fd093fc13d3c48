use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::acronyms::FieldWords;
use super::claims::Reader;
use super::results::statements::phrases as statement_phrases;
use super::spelling::Spellings;
use crate::document::{Lexicon, Phrases, PhrasesBuilder, SentenceRef, WordId};

/// What a phrase hints at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cue {
    /// One of the commonest words of English.
    Common,
    /// What the authors set out to do.
    Purpose,
    /// The verb of a claim about results.
    Claim,
    /// A comparison, which is evidence as a number is.
    Comparison,
    /// A test, an interval, a hypothesis.
    Statistic,
    /// What is often said beside one: participants, a baseline.
    Test,
    /// The sentence speaks of what may be, not of what was found.
    Hedged,
    /// The authors themselves.
    Own,
    /// A word that may say planned or exploratory, or speak of a registration.
    Trigger,
    /// A hypothesis of the paper, by its number.
    Hypothesis,
    /// Software.
    Software,
    /// Found on the way, where it stands in a heading: a pilot.
    HeadingExploratory,
    /// Describes the sample or the measurement, where it stands in a heading: nobody asks whether that was planned.
    HeadingDescriptive,
    /// Calls a result proven.
    Overclaim,
    /// Sets two things apart: `whereas`, `unlike`.
    Contrast,
}

/// The words and phrases that the analyses look for.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// The cues of what a paper is for. They are looked for in few sentences.
    purposes: Phrases,
    /// All other cues.
    claims: Phrases,
    cues: Vec<Cue>,
    /// Whether each word is among the commonest of English, by word.
    common: Vec<bool>,
    spellings: Spellings,
    reader: Reader,
    fields: FieldWords,
}

impl Vocabulary {
    /// The vocabulary, its words added to `lexicon`.
    pub fn new(lexicon: &mut Lexicon) -> Self {
        let reader = Reader::new(lexicon);
        Self::with_reader(reader, lexicon)
    }

    /// The same with another reader of results.
    pub fn with_reader(reader: Reader, lexicon: &mut Lexicon) -> Self {
        let mut purposes = PhrasesBuilder::default();
        let mut claims = PhrasesBuilder::default();
        let mut cues = Vec::new();
        let mut common: Vec<WordId> = Vec::new();
        for (cue, phrase) in lines() {
            if cue == Cue::Common {
                common.extend(phrase.split('|').map(|word| lexicon.add(word)));
                continue;
            }
            let builder = if cue.is_of_purpose() { &mut purposes } else { &mut claims };
            if builder.add(phrase, cues.len() as u32, lexicon).is_ok() {
                cues.push(cue);
            }
        }
        for phrase in statement_phrases() {
            if claims.add(&phrase, cues.len() as u32, lexicon).is_ok() {
                cues.push(Cue::Trigger);
            }
        }
        let spellings = Spellings::new(lexicon);
        let fields = FieldWords::new(lexicon);
        let mut is_common = vec![false; lexicon.len()];
        common.iter().for_each(|word| is_common[word.0 as usize] = true);
        Self {
            purposes: purposes.finish(lexicon),
            claims: claims.finish(lexicon),
            cues,
            common: is_common,
            spellings,
            reader,
            fields,
        }
    }

    /// The reader of results.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Whether a word is among the commonest of English.
    pub fn is_common(&self, word: WordId) -> bool {
        word != WordId::NONE && self.common.get(word.0 as usize).is_some_and(|&is_common| is_common)
    }

    /// The words with two spellings.
    pub fn spellings(&self) -> &Spellings {
        &self.spellings
    }

    /// The words by which fields of research are known.
    pub fn fields(&self) -> &FieldWords {
        &self.fields
    }

    /// Which cues of claims and statuses a sentence has.
    pub fn cue_set(&self, sentence: SentenceRef<'_>) -> CueSet {
        self.find(&self.claims, sentence)
    }

    /// Which cues of what the paper is for a sentence has.
    pub fn purpose_cues(&self, sentence: SentenceRef<'_>) -> CueSet {
        self.find(&self.purposes, sentence)
    }

    fn find(&self, phrases: &Phrases, sentence: SentenceRef<'_>) -> CueSet {
        let mut set = CueSet::default();
        phrases.find_in(sentence.document.tokens(), sentence.token_range(), |payload, _| {
            set = set.with(self.cues[payload as usize]);
        });
        set
    }
}

impl Cue {
    fn is_of_purpose(self) -> bool {
        matches!(self, Cue::Purpose | Cue::Software)
    }
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueSet(u64);

impl CueSet {
    /// Whether the cue is among them.
    pub fn has(self, cue: Cue) -> bool {
        self.0 >> cue as u32 & 1 == 1
    }

    /// With one more cue.
    pub fn with(self, cue: Cue) -> Self {
        Self(self.0 | 1 << cue as u32)
    }

    /// The cues of both.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

fn lines() -> impl Iterator<Item = (Cue, &'static str)> {
    include_str!("cues.txt").lines().filter_map(|line| {
        let (name, phrase) = line.split_once(' ')?;
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        Cue::deserialize(name).ok().map(|cue| (cue, phrase.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_vocabulary_is_used() {
        let written = include_str!("cues.txt")
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .count();
        let mut lexicon = Lexicon::default();
        let common = lines().filter(|(cue, _)| *cue == Cue::Common).count();
        let of_statements = statement_phrases().len();
        assert_eq!(Vocabulary::new(&mut lexicon).cues.len() + common, written + of_statements);
    }
}
