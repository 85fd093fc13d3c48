//! What a stranger may put into a repository, and what holds all the same: real files, links and git repositories. `SECURITY.md` names
//! the promise that each kind of case holds.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod action;
mod encodings;
mod links;
mod names;
mod repository;
mod revisions;
mod roots;
mod special;
