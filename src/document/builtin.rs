//! The words that the program asks about, and its phrases, as the build script found them in the rule files and lists of words.

use std::borrow::Cow;

use super::index::Element::*;
use super::index::{Entry, Phrases};
use super::lexicon::{Lexicon, WordId};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Default for Lexicon {
    /// Returns the words that built-in rules and analyses ask about.
    fn default() -> Self {
        LEXICON.clone()
    }
}
