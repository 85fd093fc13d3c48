//! What makes two findings the same finding in two versions of a draft.
//!
//! A finding is known by its rule and by the words it is about, as a reader reads them: the sentence it stands in and what was found
//! there. So it stays the same when text is moved, also into another file, when lines are wrapped anew, when markup changes, and when
//! a file gets another name; and it is a new finding when somebody edits that sentence. A paragraph is known by its first
//! sentence. The numbers of a message do not count, nor does the severity.
//!
//! Findings of the same words have the same fingerprint: who compares two versions counts them.

use std::fmt;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Finding, RuleId, Value};
use crate::document::Document;
use crate::source::Draft;

/// A hash of what a finding is about. The same in every version of paperlint, on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// Returns the hash of the words of texts, in order.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut hash = Hash::new();
        texts.into_iter().for_each(|text| hash.add(text));
        Self(hash.0)
    }
}

impl fmt::Display for Fingerprint {
    /// Sixteen hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// By what the findings of a rule are known.
#[derive(Clone, Copy, Debug)]
pub struct Identity<'r> {
    /// The id of the rule.
    pub rule: &'r str,
    /// Names of values: its findings are known by them and not by their place. Empty for most rules.
    pub values: &'r [String],
    /// Whether a finding stands for a section, and is known by its heading.
    pub is_of_section: bool,
}

/// Gives each finding its fingerprint.
pub fn mark<'r>(
    findings: &mut [Finding],
    draft: &Draft,
    document: &Document<'_>,
    identity: impl Fn(RuleId) -> Identity<'r>,
) {
    // What the rule and the sentence come to, since a long sentence may hold many findings of one rule.
    let mut sentences = FxHashMap::default();
    for finding in findings {
        let identity = identity(finding.rule);
        finding.fingerprint = fingerprint(finding, draft, document, identity, &mut sentences);
    }
}

fn fingerprint(
    finding: &Finding,
    draft: &Draft,
    document: &Document<'_>,
    identity: Identity<'_>,
    sentences: &mut FxHashMap<(RuleId, u32), Hash>,
) -> Fingerprint {
    let mut hash = Hash::new();
    hash.add(identity.rule);
    let range = finding.place.range.clone();
    if !identity.values.is_empty() {
        for name in identity.values {
            let value = finding.value(name).map(ToString::to_string).unwrap_or_default();
            hash.add(&value.to_lowercase());
        }
    } else if finding.is_whole_paper {
        hash.add(finding.variant.unwrap_or_default());
        let texts = finding.values.iter().filter(|(_, value)| matches!(value, Value::Text(_)));
        texts.for_each(|(_, value)| hash.add(&value.to_string()));
    } else if range.is_empty() {
        hash.add(finding.variant.unwrap_or_default());
        hash.add(draft.text(finding.place.first()));
    } else if identity.is_of_section {
        hash.add(document.section_at(range.start).title());
    } else {
        let sentence = document.sentence_from(range.start).map(|sentence| sentence.range());
        let sentence = sentence.filter(|sentence| sentence.start < range.end);
        let is_sentence = sentence.is_some();
        let sentence = sentence.unwrap_or(range.clone());
        let mut with_sentence = || {
            hash.add(document.reading().slice(sentence.start, sentence.end));
            hash
        };
        // Where a sentence starts says which one it is; a range that stands for one ends where it likes.
        hash = match is_sentence {
            true => *sentences.entry((finding.rule, sentence.start)).or_insert_with(with_sentence),
            false => with_sentence(),
        };
        if is_part(&range, &sentence) && !finding.is_whole_sentence {
            hash.add(document.reading().slice(range.start, range.end));
        }
    }
    Fingerprint(hash.0)
}

fn is_part(range: &Range<u32>, whole: &Range<u32>) -> bool {
    whole.start <= range.start && range.end <= whole.end && range != whole
}

/// FNV-1a with 64 bits, over the words of each text.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds the words of a text, one space between two, and an end.
    fn add(&mut self, text: &str) {
        match text.is_ascii() {
            true => self.words(text.as_bytes().split(is_space).filter(|word| !word.is_empty())),
            false => self.words(text.split_whitespace().map(str::as_bytes)),
        }
        self.byte(0);
    }

    fn words<'t>(&mut self, words: impl Iterator<Item = &'t [u8]>) {
        for (index, word) in words.enumerate() {
            if index > 0 {
                self.byte(b' ');
            }
            word.iter().for_each(|&byte| self.byte(byte));
        }
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

/// Returns what [`str::split_whitespace`] takes for white space in ASCII.
fn is_space(byte: &u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(texts: &[&str]) -> u64 {
        let mut hash = Hash::new();
        texts.iter().for_each(|text| hash.add(text));
        hash.0
    }

    #[test]
    fn white_space_does_not_count_and_borders_do() {
        assert_eq!(hash(&["a  b\n c"]), hash(&["a b c"]));
        assert_ne!(hash(&["a b", "c"]), hash(&["a", "b c"]));
        // A value that files written by earlier versions hold.
        assert_eq!(format!("{}", Fingerprint(hash(&["long-sentence", "It is."]))), "729c81300a94da16");
    }
}
