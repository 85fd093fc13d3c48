//! Numbers of figures and tables that somebody typed: `Figure 3`, `Tables 2-4`.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::References;
use crate::document::{BlockRole, SentenceRef};
use crate::markup::Placeholder;
use crate::source::FloatKind;

/// A number that was typed.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The word and the number, in the reading text.
    pub at: Range<u32>,
    /// What it counts.
    pub kind: FloatKind,
    /// The numbers from the first to behind the last; of one with letters, none.
    pub numbers: Range<u32>,
    /// Whether letters are a part of it, as in `S3`.
    pub is_lettered: bool,
    /// Whether the sentence may speak of another text.
    pub may_be_elsewhere: bool,
}

/// The words that stand before a number.
static KINDS: LazyLock<FxHashMap<&str, FloatKind>> = LazyLock::new(|| {
    let lines =
        include_str!("../../../data/en/float_kinds.txt").lines().filter(|line| !line.starts_with('#'));
    let of = |line: &'static str| {
        let (kind, words) = line.split_once('\t').unwrap_or(("", ""));
        let kind = if kind == "figure" { FloatKind::Figure } else { FloatKind::Table };
        words.split(' ').map(move |word| (word, kind))
    };
    lines.flat_map(of).collect()
});

/// Words of sentences that may speak of another text.
static ELSEWHERE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/en/elsewhere.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

impl References<'_, '_> {
    /// Numbers of figures and tables that are typed in running text.
    pub fn typed(&self) -> &[Typed] {
        self.typed.get_or_init(|| self.find_typed())
    }

    fn find_typed(&self) -> Vec<Typed> {
        let document = self.paper.document;
        let mut found = Vec::new();
        for index in 0..document.sentences().len() as u32 {
            let sentence = document.sentence(index);
            use BlockRole::{Abstract, Body, Footnote, Item};
            if matches!(sentence.block().role(), Abstract | Body | Footnote | Item) {
                typed_in(sentence, &mut found);
            }
        }
        found
    }

    /// Typed numbers of this paper's own floats, of kinds that have labels.
    pub fn typed_own(&self) -> impl Iterator<Item = &Typed> {
        self.typed().iter().filter(|typed| {
            let floats = || {
                self.links.floats.iter().filter(|float| float.parent.is_none() && float.kind == typed.kind)
            };
            let count = floats().count() as u32;
            let is_labelled = |float: u32| self.float(float).is_some_and(|float| float.kind == typed.kind);
            let has_labels = self.labels().iter().any(|label| label.float.is_some_and(is_labelled));
            let is_own = 0 < typed.numbers.start && typed.numbers.start <= count;
            // A command that makes a number is as good as a label.
            let is_typed = self.paper.document.reading().verbatim(typed.at.end - 1, typed.at.end).is_some();
            has_labels && is_own && is_typed && !typed.is_lettered && !typed.may_be_elsewhere
        })
    }
}

fn typed_in(sentence: SentenceRef<'_>, found: &mut Vec<Typed>) {
    let text = sentence.text();
    for (at, word) in words(text) {
        let Some(&kind) = KINDS.get(word) else { continue };
        let after = text.get(at + word.len()..).unwrap_or("");
        let gap = after.len() - after.trim_start_matches(['.', ' ', '\u{a0}']).len();
        let number = after.get(gap..).unwrap_or("");
        let len = number
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '–')))
            .unwrap_or(number.len());
        let number = number.get(..len).unwrap_or("").trim_end_matches(['.', '-', '–']);
        if gap == 0 || !number.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let start = sentence.range().start + at as u32;
        found.push(Typed {
            at: start..start + (word.len() + gap + number.len()) as u32,
            kind,
            numbers: numbers(number),
            is_lettered: !number.starts_with(|c: char| c.is_ascii_digit()),
            may_be_elsewhere: may_be_elsewhere(text)
                || is_of_others(after.get(gap + number.len()..).unwrap_or("")),
        });
    }
}

/// Returns the words of a text and where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// Returns the numbers that `3`, `3a` or `2-4` names.
fn numbers(text: &str) -> Range<u32> {
    let read = |text: &str| {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text.get(..digits).and_then(|digits| digits.parse::<u32>().ok())
    };
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let first = read(first).unwrap_or(0);
    let last = read(last).filter(|&last| last >= first && last - first < 50).unwrap_or(first);
    first..last + 1
}

/// Returns whether a number goes on as those of other works do: `Table 1 in Quill (2020)`.
fn is_of_others(after: &str) -> bool {
    let name = after.trim_start_matches(|c: char| !c.is_whitespace()).trim_start().strip_prefix("in ");
    name.is_some_and(|name| name.starts_with(char::is_uppercase))
}

fn may_be_elsewhere(sentence: &str) -> bool {
    let is_citation = |c: char| {
        matches!(
            Placeholder::from_char(c),
            Some(Placeholder::Citation | Placeholder::TextCitation | Placeholder::Url)
        )
    };
    sentence.contains(is_citation)
        || words(sentence).any(|(_, word)| ELSEWHERE.iter().any(|known| word.eq_ignore_ascii_case(known)))
}
