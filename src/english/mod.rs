//! Lists of English words that code asks for, a constant each, from `data/en/words.txt`.
//!
//! Invariant: such a list stands there and nowhere in code.

include!(concat!(env!("OUT_DIR"), "/english.rs"));
