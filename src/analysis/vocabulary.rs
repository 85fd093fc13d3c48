use super::claims::Reader;
use crate::document::{CLAIMS, PURPOSES, Phrases, SentenceRef, WordId};

/// What a phrase hints at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cue {
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

include!(concat!(env!("OUT_DIR"), "/cues.rs"));

/// The words and phrases that the analyses look for, in documents that know the words of the program.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    reader: Reader,
}

impl Vocabulary {
    /// Returns the same with another reader of results.
    pub fn with_reader(reader: Reader) -> Self {
        Self { reader }
    }

    /// Returns the reader of results.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Returns whether a word is among the commonest of English.
    pub fn is_common(&self, word: WordId) -> bool {
        word != WordId::NONE && COMMON.get(word.0 as usize).is_some_and(|&is_common| is_common)
    }

    /// Returns which cues of claims and statuses a sentence has.
    pub fn cue_set(&self, sentence: SentenceRef<'_>) -> CueSet {
        find(&CLAIMS, CLAIM_CUES, sentence)
    }

    /// Returns which cues of what the paper is for a sentence has.
    pub fn purpose_cues(&self, sentence: SentenceRef<'_>) -> CueSet {
        find(&PURPOSES, PURPOSE_CUES, sentence)
    }
}

fn find(phrases: &Phrases, cues: &[Cue], sentence: SentenceRef<'_>) -> CueSet {
    let mut set = CueSet::default();
    phrases.find_in(sentence.document.tokens(), sentence.token_range(), |payload, _| {
        set = cues.get(payload as usize).map_or(set, |cue| set.with(*cue));
    });
    set
}

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CueSet(u64);

impl CueSet {
    /// Returns whether the cue is among them.
    pub fn has(self, cue: Cue) -> bool {
        self.0 >> cue as u32 & 1 == 1
    }

    /// With one more cue.
    pub fn with(self, cue: Cue) -> Self {
        Self(self.0 | 1 << cue as u32)
    }

    /// Returns the cues of both.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
