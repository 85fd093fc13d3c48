use super::Vocabulary;
use crate::document::{Document, Kind};

/// Whether a draft is in English: at least a tenth of its words are among the commonest English ones.
///
/// English prose has above a third of such words, other languages below a twentieth. A draft of a few words is taken for English.
pub(super) fn is_english(document: &Document<'_>, vocabulary: &Vocabulary) -> bool {
    let mut words = 0_u32;
    let mut common = 0_u32;
    for token in document.tokens().iter().filter(|token| token.kind == Kind::Word).take(ENOUGH_WORDS) {
        words += 1;
        common += u32::from(vocabulary.is_common(token.word));
    }
    words < FEW_WORDS || common * 10 >= words
}

/// Enough to tell a language by; the rest of a long draft is not counted.
const ENOUGH_WORDS: usize = 4000;

/// Too few to tell a language by.
const FEW_WORDS: u32 = 30;
