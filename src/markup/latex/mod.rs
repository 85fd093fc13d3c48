//! LaTeX source to a reading.
//!
//! Not TeX: nothing is executed. A table of commands says what is prose; what a paper defines itself is understood where it is
//! plain text, and read by one default where it is not. Every text is valid, and the work is linear in its length.

mod abstracts;
mod accents;
mod acronym_lists;
mod acronyms;
mod arguments;
mod calls;
mod commands;
mod conditions;
mod definitions;
mod environments;
mod expansion;
mod files;
mod foreign;
mod includes;
mod inputs;
mod lexer;
mod links;
mod macros;
mod math;
mod paths;
mod quoted;
mod reader;
mod signs;
mod skipping;
mod structure;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod writing;
mod written;

pub use foreign::{
    ForeignEnvironment, ForeignKind, command as foreign_command, environment as foreign_environment,
};
pub use includes::Includes;
pub use links::{links, links_in};
pub use paths::Paths;
pub use quoted::parts as quoted_parts;
pub use written::{Command, Given, Written};

use super::{Builder, Within};
use crate::source::{Draft, FileId};

/// Reads one file and those it includes.
pub fn read(draft: &Draft, id: FileId, builder: &mut Builder) {
    reader::Reader::new(draft, id, builder).run();
}

/// Reads one file, and those it includes, that stands in a container of a paper in another format.
pub fn read_part(draft: &Draft, id: FileId, within: Within, builder: &mut Builder) {
    reader::Reader::of_part(draft, id, within, builder).run();
}
