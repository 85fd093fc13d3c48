//! Whether a short form is a name by the company it keeps: among things of a kind that have names, as the start of a
//! longer name, where something is done.

use super::around::Around;
use super::contexts::Hint;
use super::definitions::is_citation;
use super::shape;
use crate::document::Kind;

impl Around<'_> {
    /// `telescopes such as QZN and BRF`, `agencies (e.g., QZN)`, `journals: QZN`: one of a kind whose members have names.
    pub(super) fn is_member(&self) -> bool {
        let is_member = |at: usize| self.is_beside_members(at) || matches!(self.text(at), "the" | "The");
        let first = self.before_all(self.at, MEMBERS, is_member);
        let opens = |at: usize| self.is(at, b'(') || Hint::Opens.is_given_by(self.text(at));
        let kind = self.before_all(first, OPENING, |at| opens(at) || self.is(at, b',') || self.is(at, b'.'));
        let is_kind = |at: usize| Hint::Kinds.is_given_by(&self.text(at).to_ascii_lowercase());
        (kind..first).any(opens) && kind > 0 && is_kind(kind - 1)
    }

    /// Returns whether the use is more often that of a name than not: `QZN Lanterngame`, `built at QZN`.
    pub(super) fn leans_to_a_name(&self) -> bool {
        self.opens_name() || self.is_place()
    }

    /// `QZN Lanterngame`.
    fn opens_name(&self) -> bool {
        let next = self.text(self.at + 1);
        next.len() > 2
            && next.starts_with(|c: char| c.is_ascii_uppercase())
            && next.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    }

    /// `built at QZN`, and not `at QZN 200` or `at QZN onset`.
    fn is_place(&self) -> bool {
        let next = self.at + 1;
        let is_value = self.token(next).is_some_and(|token| token.kind == Kind::Number || token.is(b'='));
        matches!(self.before(1), "at" | "At") && !is_value && !self.is_before_noun()
    }

    /// Returns what stands among members of a list: another one, what joins them, or a citation.
    fn is_beside_members(&self, at: usize) -> bool {
        let word = self.text(at);
        matches!(word, "and" | "or" | "&" | "," | "/")
            || word.starts_with(|c: char| c.is_ascii_uppercase())
            || shape::acronyms(word).next().is_some()
            || self.token(at).is_some_and(is_citation)
    }

    /// Returns the first of the tokens before `from`, at most so many, of which all are such.
    fn before_all(&self, from: usize, most: usize, is_such: impl Fn(usize) -> bool) -> usize {
        (from.saturating_sub(most)..from).rev().take_while(|&at| is_such(at)).last().unwrap_or(from)
    }
}

/// Tokens of a list of names.
const MEMBERS: usize = 16;

/// Tokens between a kind and the list of its members.
const OPENING: usize = 5;
