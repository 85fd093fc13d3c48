//! A short form among its neighbours.

use crate::document::{Document, Token};

/// A short form with what stands on both sides of it.
pub(super) struct Around<'d> {
    pub(super) document: &'d Document<'d>,
    /// The tokens of its sentence.
    pub(super) tokens: &'d [Token],
    /// The token that it stands in.
    pub(super) at: usize,
}

impl Around<'_> {
    pub(super) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    pub(super) fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| self.document.token_text(*token))
    }

    pub(super) fn is(&self, index: usize, mark: u8) -> bool {
        self.token(index).is_some_and(|token| token.is(mark))
    }

    /// Returns the text of the token so many before it.
    pub(super) fn before(&self, count: usize) -> &str {
        self.at.checked_sub(count).map_or("", |before| self.text(before))
    }
}
