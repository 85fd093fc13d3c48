//! What this script shares with the library: the file of weights of the reader of results.

#[allow(dead_code)]
#[path = "../src/analysis/claims/signs.rs"]
mod signs;
#[path = "../src/analysis/claims/weights.rs"]
mod weights;

pub use weights::Weights;
