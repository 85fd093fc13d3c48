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
    for finding in findings {
        finding.fingerprint = fingerprint(finding, draft, document, identity(finding.rule));
    }
}

fn fingerprint(
    finding: &Finding,
    draft: &Draft,
    document: &Document<'_>,
    identity: Identity<'_>,
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
        let sentence = sentence.filter(|sentence| sentence.start < range.end).unwrap_or(range.clone());
        hash.add(document.reading().slice(sentence.start, sentence.end));
        if is_part(&range, &sentence) {
            hash.add(document.reading().slice(range.start, range.end));
        }
    }
    Fingerprint(hash.0)
}

fn is_part(range: &Range<u32>, whole: &Range<u32>) -> bool {
    whole.start <= range.start && range.end <= whole.end && range != whole
}

/// FNV-1a with 64 bits, over the words of each text.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds the words of a text, one space between two, and an end.
    fn add(&mut self, text: &str) {
        for (index, word) in text.split_whitespace().enumerate() {
            if index > 0 {
                self.byte(b' ');
            }
            word.bytes().for_each(|byte| self.byte(byte));
        }
        self.byte(0);
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
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
