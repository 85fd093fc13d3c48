//! paperlint reads a paper draft, builds a model of its prose and says what a careful co-author would say.
//!
//! ```
//! use paperlint::{Draft, Linter};
//!
//! let draft = Draft::new("paper.md", "# Speed\n\nWe measured the the speed of our program.");
//! for found in Linter::default().lint(&draft).diagnostics {
//!     println!("{}:{}: {}", found.region.path, found.region.start.line, found.message);
//! }
//! ```
//!
//! A [`Linter`] is made once, of a [`Config`] where there is one, and looks at any number of drafts. A [`Draft`] is one text, or a main file with
//! what it includes, which a [`Loader`] gives. What is found is a [`Diagnostic`]: words, a place in four units, and a [`Fix`] where there is one.
//! Nothing is read or written but what is handed in, nothing fails on a draft, and the same draft gives the same findings everywhere.
//!
//! # Features
//!
//! `cli`, on by default, holds the command line, and `lsp`, on by default, the language server. A program that builds on the library leaves it out, which spares it 25 crates:
//!
//! ```toml
//! paperlint = { version = "0.1", default-features = false }
//! ```
//!
//! # How it works
//!
//! The way a draft takes, one direction and no way back:
//!
//! ```text
//! files ─assemble─▶ Draft ─markup─▶ Reading ─document─▶ Document ─analysis─▶ Paper ─check─▶ findings ─output─▶ eyes, editors, CI
//! ```
#![cfg_attr(
    not(feature = "lsp"),
    allow(
        dead_code,
        unused_imports,
        reason = "the command line and the language server use what the library does not"
    )
)]

mod analysis;
mod api;
mod check;
#[cfg(feature = "cli")]
mod cli;
mod config;
mod document;
mod english;
mod findings;
mod markup;
mod output;
mod rules;
mod source;
mod spec;

pub use api::{Config, ConfigError, ConfigLoader, Draft, DraftFile, Fixed, Linter, Notice, Report};
pub use findings::{Safety, Severity};
pub use markup::{LoadError, Loader};
pub use output::{Cell, Diagnostic, Edit, Fix, Point, Region, Related, Rule};
pub use source::{Encoding, Format, Source};

/// What a [`Linter`] says of a draft besides what it finds: its results, its abstract, what a reader meets, its counts.
///
/// Each is a value; serialized it is what the command of that name writes as JSON, as [docs/formats.md][formats] lists it.
///
/// [formats]: https://github.com/paperlint/paperlint/blob/main/docs/formats.md
pub mod views {
    pub use crate::analysis::moves::Move;
    pub use crate::analysis::results::{Basis, State, Status};
    pub use crate::analysis::{DocType, Expected};
    pub use crate::output::{
        AbstractPage, Asked, At, Counted, Evidence, Head, Item, Kind, Longest, Missing, ReaderPage, Reason,
        ResultsPage, Section, SectionResults, Sentence, Share, StatsPage,
    };
    pub use crate::rules::venues::Limit;
}

/// What the tests and the evaluation of paperlint itself look at. It changes without notice.
#[doc(hidden)]
pub mod internal {
    #[cfg(feature = "lsp")]
    pub use crate::cli::serve;
    #[cfg(feature = "cli")]
    pub use crate::cli::{changed_words, cli};

    pub use crate::check::{Lint, RuleSet, Scratch, lint};
    pub use crate::markup::assemble;
    pub use crate::source::Draft;

    /// See `src/analysis`.
    pub mod analysis {
        pub use crate::analysis::*;
    }
    /// See `src/check`.
    pub mod check {
        pub use crate::check::*;
    }
    /// See `src/document`.
    pub mod document {
        pub use crate::document::*;
    }
    /// See `src/findings`.
    pub mod findings {
        pub use crate::findings::*;
    }
    /// See `src/markup`.
    pub mod markup {
        pub use crate::markup::*;
    }
    /// See `src/output`.
    pub mod output {
        pub use crate::output::*;
    }
    /// See `src/rules`.
    pub mod rules {
        pub use crate::rules::*;
    }
    /// See `src/source`.
    pub mod source {
        pub use crate::source::*;
    }
    /// See `src/spec`.
    pub mod spec {
        pub use crate::spec::*;
    }
}
