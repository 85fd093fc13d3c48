//! What a piece of source reads as.

use std::ops::Range;

use crate::markup::Placeholder;

/// What a piece of source reads as.
#[derive(Debug)]
pub enum Meaning {
    /// It vanishes.
    Nothing,
    /// A space.
    Space,
    /// A placeholder.
    Word(Placeholder),
    /// Other text.
    Text(&'static str),
    /// Another character.
    Char(char),
    /// An inline note, its text in the range.
    Note(Range<usize>),
    /// A comment that ends here.
    Comment(usize),
}
