//! The tests that need no harness of their own, in one program: it is linked once, and all of them run side by side.
//! `cargo test --test suite hostile` runs those of a module.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice, missing_docs)]

#[path = "../folder/mod.rs"]
mod folder;

mod answers;
mod api;
mod baseline;
#[cfg(unix)]
mod ci;
#[cfg(unix)]
mod config;
mod deadlines;
mod denials;
mod extension;
mod fingerprints;
mod fixes;
#[cfg(unix)]
mod hostile;
mod invariants;
mod layers;
mod leaks;
mod mcp;
mod patience;
mod plans;
mod prose;
mod records;
mod references;
mod releases;
#[cfg(feature = "lsp")]
mod server;
mod since;
mod suppressions;
mod turns;
mod watch;
