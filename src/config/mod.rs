//! Settings of a paper: layers of what a file, a profile, a venue and a caller say, put on top of each other; each value keeps where it is
//! from.
//!
//! Invariant: nothing here reads a file. Text comes in, what it names comes through a [`Reader`], and so the command line, an editor and
//! a page read the same `paperlint.toml`.

mod apply;
mod chain;
pub mod edit;
mod file;
mod globs;
mod layers;
mod origin;
mod plan;
mod profiles;
mod rule_settings;
mod rules;
mod said;
pub mod schema;
mod venues;

pub use apply::{Compiled, PaperRules, Sets};
pub use chain::Chain;
pub use file::{ConfigFile, NoReader, OwnRule, Problem, Problems, Reader};
pub use layers::{Layer, LayerSource, Settings, hint};
pub use origin::{Origin, Sourced};
pub use profiles::Profile;
pub use rule_settings::RuleSettings;
pub use rules::Rules;
pub use said::{FailOn, Said};
