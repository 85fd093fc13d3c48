//! LaTeX source to a reading.
//!
//! Not TeX: nothing is executed. A table of commands says what is prose; what a paper defines itself is understood where it is
//! plain text, and read by one default where it is not. Every text is valid, and the work is linear in its length.

mod accents;
mod arguments;
mod calls;
mod commands;
mod definitions;
mod environments;
mod expansion;
mod includes;
mod lexer;
mod macros;
mod math;
mod reader;
mod skipping;
mod structure;
mod table;
#[cfg(test)]
mod tests;
mod writing;

use std::ops::Range;

use super::Builder;
use crate::source::{Draft, FileId};

/// Reads one file and those it includes.
pub fn read(draft: &Draft, id: FileId, builder: &mut Builder) {
    reader::Reader::new(draft, id, builder).run();
}

/// The include commands of a file, with what they ask for.
pub fn includes(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    includes::Includes::new(text)
}
