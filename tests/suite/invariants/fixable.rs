//! Words that have fixes.

use proptest::prelude::*;

use super::fixable_words::FIXABLE;
use super::pieces::pieces_of;

/// Returns words that have fixes, among markup.
pub fn fixable() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(FIXABLE).prop_map(str::to_owned);
    proptest::collection::vec(prop_oneof![3 => word, 1 => pieces_of(0..4)], 0..40)
        .prop_map(|parts| parts.concat())
}
