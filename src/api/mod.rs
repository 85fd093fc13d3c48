//! What other programs build on: [`Linter`], [`Draft`], [`Config`] and what they give.
//!
//! Invariant: nothing here reads a file or waits; what is promised here changes with the version alone.

mod config;
mod draft;
mod linter;
mod report;

pub use config::{Config, ConfigError, ConfigLoader};
pub use draft::{Draft, DraftFile};
pub use linter::Linter;
pub use report::{Fixed, Notice, Report};
