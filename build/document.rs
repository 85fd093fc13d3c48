//! What this script shares with the library: words, and the index of phrases.

#[path = "../src/document/index.rs"]
mod index;
#[allow(dead_code)]
#[path = "../src/document/lexicon.rs"]
mod lexicon;

pub use index::PhrasesBuilder;
pub use lexicon::{Lexicon, WordId};
