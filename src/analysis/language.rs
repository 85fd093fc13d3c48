use super::Vocabulary;
use crate::document::{Document, Kind};

/// Returns whether a draft is in English: at least a tenth of its words are among the commonest English ones, or a fifth where it names
/// another language (`lang:`, the main language of babel).
///
/// English prose has above a third of such words, other languages below a twentieth. A draft of a few words is what it names, or English.
pub(super) fn is_english(document: &Document<'_>, vocabulary: &Vocabulary) -> bool {
    let mut words = 0_u32;
    let mut common = 0_u32;
    for token in document.tokens().iter().filter(|token| token.kind == Kind::Word).take(ENOUGH_WORDS) {
        words += 1;
        common += u32::from(vocabulary.is_common(token.word));
    }
    let is_other = document.meta().language.as_deref().is_some_and(|language| !names_english(language));
    match words < FEW_WORDS {
        true => !is_other,
        false => common * if is_other { 5 } else { 10 } >= words,
    }
}

/// Returns whether a tag (`en-gb`) or a name of babel is one of English.
fn names_english(language: &str) -> bool {
    let is_tag = language.split(['-', '_']).next() == Some("en");
    is_tag || language.ends_with("english") || NAMES.contains(&language)
}

/// What babel calls English, besides names that end so.
const NAMES: [&str; 5] = ["american", "british", "canadian", "australian", "newzealand"];

/// Enough to tell a language by; the rest of a long draft is not counted.
const ENOUGH_WORDS: usize = 4000;

/// Too few to tell a language by.
const FEW_WORDS: u32 = 30;
