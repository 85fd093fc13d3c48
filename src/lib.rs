//! paperlint reads a paper draft, builds a model of its prose and says what a careful co-author would say.
//!
//! The way a draft takes, one direction and no way back:
//!
//! ```text
//! files ─assemble─▶ Draft ─markup─▶ Reading ─document─▶ Document ─analysis─▶ Paper ─check─▶ findings ─output─▶ eyes, editors, CI
//! ```

pub mod analysis;
pub mod check;
mod config;
pub mod document;
pub mod faces;
pub mod findings;
pub mod markup;
pub mod output;
pub mod rules;
pub mod source;
pub mod spec;

pub use check::{Lint, RuleSet, Scratch, lint};
pub use markup::assemble;
pub use source::Draft;
