//! Labels of list items that are written as text: `1.`, `2)`, `a.`, `•`.

use super::{Block, Evidence};
use crate::document::Kind;

/// What stands before an item, as a number that the next item's label is one more than.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Bullet,
    Number(u32),
    Letter(u32),
}

impl Block<'_> {
    /// Returns the label that would open the next item, if the sentence at `first` opens with one.
    pub(super) fn next_label(self, first: usize) -> Option<Label> {
        Some(match self.label(first)? {
            Label::Bullet => Label::Bullet,
            Label::Number(number) => Label::Number(number + 1),
            Label::Letter(letter) => Label::Letter(letter + 1),
        })
    }

    /// Returns the label at token `at`: a bullet, or a number or letter with a stop or bracket behind it and a capital after that.
    pub(super) fn label(self, at: usize) -> Option<Label> {
        if at > 0 && self.touches(at) {
            return None;
        }
        let label = match self.kind(at)? {
            Kind::Symbol if is_bullet(self.word(at)) => return Some(Label::Bullet),
            Kind::Number if self.word(at).len() <= 2 => Label::Number(self.word(at).parse().ok()?),
            Kind::Word => match self.word(at).as_bytes() {
                [letter @ b'a'..=b'z'] => Label::Letter(u32::from(*letter)),
                _ => return None,
            },
            _ => return None,
        };
        let is_closed = self.touches(at + 1) && (self.is(at + 1, b'.') || self.is(at + 1, b')'));
        (is_closed && self.evidence(self.after_closers(at + 1)) >= Evidence::Capital).then_some(label)
    }

    /// Returns whether a comma, a semicolon or an `and` joins the item at `at` to the one before it in one sentence.
    pub(super) fn is_listed(self, at: usize) -> bool {
        self.is(at - 1, b',') || self.is(at - 1, b';') || matches!(self.word(at - 1), "and" | "or")
    }

    /// Returns whether the stop at `at` belongs to a label, at the start of the sentence or of an item inside it: `as follows: 1. We`.
    pub(super) fn is_label_stop(self, at: usize, first: usize) -> bool {
        let Some(label) = at.checked_sub(1).filter(|&label| label >= first && self.touches(at)) else {
            return false;
        };
        let word = self.word(label);
        let is_number = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_numbering = self.tokens[label].kind == Kind::Number && word.len() <= 6;
        let is_letter = self.tokens[label].kind == Kind::Word && word.chars().nth(1).is_none();
        let opens_sentence = label == first || (label == first + 1 && is_bullet(self.word(first)));
        let opens_item =
            label > first && !self.touches(label) && (self.is(label - 1, b':') || self.is(label - 1, b';'));
        (opens_sentence && (is_numbering || is_letter || is_roman(word))) || (opens_item && is_number)
    }
}

fn is_bullet(sign: &str) -> bool {
    matches!(sign, "•" | "⁃" | "‣" | "◦" | "▪" | "●" | "○" | "■")
}

fn is_roman(word: &str) -> bool {
    word.len() <= 5 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}
