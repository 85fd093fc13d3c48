//! Signs by which a short form is a term, which a reader must be told, rather than a name, which goes by its letters.

use super::around::Around;
use crate::english::{AFTER_NOUNS, POINT_AT_NEXT, SAY_OF_BEFORE};

/// How a short form stands among words, in one use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Something is said of it, or it is of something: `QZN is low`, `the QZN of both`.
    is_subject: bool,
    /// A word follows in small letters: `QZN scores`, `QZN fell`.
    is_before_word: bool,
    /// A word stands before it in small letters: `mean QZN`.
    is_behind_word: bool,
    /// It is one of several: `QZN, BRF`, `QZN/BRF`.
    is_listed: bool,
    /// It stands in a title or a heading.
    is_heading: bool,
}

impl Signs {
    /// Letters joined by a bar, which make no name: `Q/D`.
    pub(super) const BAR: Self = Self {
        is_subject: true,
        is_before_word: false,
        is_behind_word: false,
        is_listed: false,
        is_heading: false,
    };

    /// Returns the signs of a use that starts at `offset` in its token; `rest` is what follows it there.
    pub(super) fn of(around: &Around<'_>, offset: usize, rest: &str, is_heading: bool) -> Self {
        let next = if matches!(rest, "" | "s" | "'s" | "’s") { around.text(around.at + 1) } else { "" };
        let before = if offset == 0 { around.before(1) } else { "" };
        let joins = |word: &str| matches!(word, "," | "/" | "and" | "or");
        Self {
            is_subject: SAY_OF_BEFORE.contains(&next),
            is_before_word: is_content(next),
            is_behind_word: is_content(before) && !POINT_AT_NEXT.contains(&before),
            is_listed: joins(next) || joins(before),
            is_heading,
        }
    }
}

/// The signs of all uses of a short form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    uses: u32,
    subject: u32,
    before_word: u32,
    behind_word: u32,
    listed: u32,
    headings: u32,
}

impl Tally {
    pub(super) fn add(&mut self, signs: Signs) {
        self.uses += 1;
        self.subject += u32::from(signs.is_subject);
        self.before_word += u32::from(signs.is_before_word);
        self.behind_word += u32::from(signs.is_behind_word);
        self.listed += u32::from(signs.is_listed);
        self.headings += u32::from(signs.is_heading);
    }

    /// Returns whether two signs say that it is a term. Chosen on the acronyms of 50 papers and 25 probes (`evaluation/README.md`): of
    /// warnings with two signs .83 were right, of all .73.
    pub(super) fn is_term(self) -> bool {
        let is_seldom_listed = self.listed * 10 < self.uses * 3;
        let is_said = self.subject > 0;
        let signs =
            [is_said, self.before_word > 0, self.behind_word > 1, self.headings > 0, is_seldom_listed];
        signs.into_iter().filter(|sign| *sign).count() > 1
    }
}

/// Returns whether a word in small letters has a meaning of its own.
fn is_content(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !AFTER_NOUNS.contains(&word)
}
