//! Words that have fixes.

use proptest::prelude::*;

use super::pieces::pieces_of;

/// Returns words that have fixes, among markup.
pub fn fixable() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "the the ",
        "The the\n",
        "of\nof ",
        "In order to win ",
        "in order\nto ",
        "a very ",
        "very old, ",
        "an actually ",
        "don't ",
        "It is important to note that ",
        "it ",
        "Unfortunately, ",
        ", unfortunately, ",
        "(very) ",
        "due to the fact that ",
        "and/or ",
        "fine-tune ",
        "finetune ",
        "Finetune ",
        "colour ",
        "color ",
        "the majority of the ",
        "p = .000 ",
        "may possibly ",
        "cup",
        "\"",
        "'",
        ". ",
        "We ",
        "is is ",
        "\\emph{in order} to ",
        "*the* the ",
    ];
    let word = proptest::sample::select(WORDS).prop_map(str::to_owned);
    proptest::collection::vec(prop_oneof![3 => word, 1 => pieces_of(0..4)], 0..40)
        .prop_map(|parts| parts.concat())
}
