//! The initials of the people who wrote a paper.

use rustc_hash::FxHashSet;

use super::contexts::Hint;
use super::declared;
use crate::document::{BlockRef, BlockRole, Document, SentenceRef};
use crate::source::Draft;

/// Returns the initials of the authors, as the metadata names them (`Ada B. Lee` gives `ABL` and `AL`) and as what says who did what does.
pub(super) fn of(document: &Document<'_>, draft: &Draft) -> FxHashSet<String> {
    let mut initials = FxHashSet::default();
    let blocks = || (0..document.blocks().len() as u32).map(|index| document.block(index));
    let metadata = blocks().filter(|block| block.role() == BlockRole::Metadata).map(BlockRef::text);
    for text in metadata.chain(declared::authors(draft)) {
        let words: Vec<char> = text
            .split(|c: char| c.is_whitespace() || c == '-')
            .filter_map(|word| word.trim_matches('"').chars().next().filter(|c| c.is_uppercase()))
            .collect();
        for length in 2..=4 {
            initials.extend(words.windows(length).map(|letters| letters.iter().collect::<String>()));
        }
    }
    for sentence in blocks().filter(|block| is_credit(*block)).flat_map(BlockRef::sentences) {
        initials.extend(credited(sentence).map(str::to_owned));
    }
    initials
}

/// Returns whether a block says who did what.
fn is_credit(block: BlockRef<'_>) -> bool {
    let is_hint = |word: &str| Hint::Credit.is_given_by(&word.to_ascii_lowercase());
    let mut opening = block.sentences().next().into_iter().flat_map(SentenceRef::tokens);
    let mut word = || opening.next().map_or("", |token| block.document.token_text(*token));
    let is_of_authors = |word: &str| word.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("author"));
    (block.role() == BlockRole::Backmatter && block.section().title().split(' ').any(is_hint))
        || (is_of_authors(word()) && is_hint(word()))
}

/// Whom a sentence names first: `QZN, BRF, and LDW conceived the study`.
fn credited<'d>(sentence: SentenceRef<'d>) -> impl Iterator<Item = &'d str> {
    let words = sentence.tokens().iter().map(move |token| sentence.document.token_text(*token));
    let are_initials =
        |word: &str| (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    words
        .take_while(move |word| are_initials(word) || matches!(*word, "," | "and" | "&"))
        .filter(move |word| are_initials(word))
}
