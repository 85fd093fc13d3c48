//! Words that are spelled in two ways, from `data/spelling.txt`.

use crate::document::{BlockRole, Document, LEXICON, Token, WordId};

include!(concat!(env!("OUT_DIR"), "/spellings.rs"));

/// How a word with two spellings is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Which word.
    pair: u16,
    /// Which of the two customs it is about.
    pub custom: Custom,
    /// Whether it is the second of the two: `colour`, `organise`.
    pub is_second: bool,
}

/// What two spellings differ by. A paper that follows one custom may or may not follow the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Custom {
    /// American or British.
    Country,
    /// `-ize` or `-ise`.
    Ending,
}

/// A word of a paper that has two spellings.
#[derive(Clone, Copy, Debug)]
pub struct Spelled {
    /// Where it stands.
    pub token: Token,
    /// How it is spelled.
    pub spelling: Spelling,
}

/// Returns how a word is spelled, if it has two spellings.
fn of(word: WordId) -> Option<Spelling> {
    let way = SPELLED.get(word.0 as usize)?.checked_sub(1)?;
    let pair = way / 2;
    let custom = if pair < ENDINGS { Custom::Country } else { Custom::Ending };
    Some(Spelling { pair, custom, is_second: way % 2 == 1 })
}

/// Returns the other spelling of a word.
pub(super) fn other(spelled: Spelled) -> &'static str {
    let pair = PAIRS.get(spelled.spelling.pair as usize).copied().unwrap_or_default();
    LEXICON.word(pair[usize::from(!spelled.spelling.is_second)])
}

/// Returns each word of a text that has two spellings, but in quotations and names.
pub(super) fn uses(document: &Document<'_>) -> Vec<Spelled> {
    use BlockRole::{Abstract, Body, Caption, Footnote, Item};
    let mut uses = Vec::new();
    let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let is_text = |role| matches!(role, Body | Abstract | Item | Caption | Footnote);
    for sentence in blocks.filter(|block| is_text(block.role())).flat_map(|block| block.sentences()) {
        for &token in sentence.tokens() {
            let Some(spelling) = of(token.word) else { continue };
            let is_name = document.token_text(token).starts_with(char::is_uppercase);
            if !is_name && !sentence.is_quoted(token.start) {
                uses.push(Spelled { token, spelling });
            }
        }
    }
    uses
}
