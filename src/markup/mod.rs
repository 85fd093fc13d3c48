//! One parser a format: source to [`Reading`]. Never fails; what cannot be understood is text.
//!
//! Invariant: every byte of a reading has exactly one origin, blocks are sorted and disjoint, and nothing after this folder
//! looks at markup again.

mod address;
mod assemble;
mod builder;
mod cells;
mod escape;
mod kinds;
mod latex;
mod links;
mod markdown;
mod notebook;
mod plain;
mod reading;

pub use assemble::{Asked, LoadError, Loader, NoLoader, assemble, assemble_series, with_bibliographies};
pub use builder::{Builder, may_hold_private};
pub use escape::written;
pub use kinds::{
    BlockKind, BlockMark, Comment, Fault, FaultKind, Meta, Placeholder, Unread, UnreadKind, Unreadable,
    Within,
};
pub use latex::{Command, Given, Written};
pub use links::links;
pub use notebook::{CellLine, NotebookError, cell_lines, notebook_text};
pub use reading::{Origin, OriginKind, Reading};

use crate::source::{Draft, File, Format};

/// Reads a whole draft, included files in their place.
pub fn read(draft: &Draft) -> Reading {
    let mut builder = Builder::new();
    read_into(draft, &mut builder);
    builder.finish()
}

/// Returns where the front matter of a file ends and its text starts, as a byte of the file; 0 where it has none.
pub fn body_start(file: &File) -> u32 {
    match file.format {
        Format::Markdown => markdown::body_start(&file.text),
        Format::Notebook => notebook::body_start(&file.text),
        Format::Latex | Format::Plain => 0,
    }
}

/// Reads a whole draft into a builder whose buffers may come from an earlier reading.
pub fn read_into(draft: &Draft, builder: &mut Builder) {
    // The text of a notebook is decoded, and may hold what its file does not.
    builder.may_hold_private = draft
        .files()
        .iter()
        .any(|file| file.format == Format::Notebook || builder::may_hold_private(&file.text));
    for id in draft.roots() {
        match draft.file(id).format {
            Format::Markdown => markdown::read(draft, id, builder),
            Format::Latex => latex::read(draft, id, builder),
            Format::Notebook => notebook::read(draft, id, builder),
            Format::Plain => plain::read(draft, id, builder),
        }
    }
}

/// Returns what is wrong with the front matter of a draft: the first thing in each of its roots. Found apart from reading, which does
/// without.
pub fn front_matter_faults(draft: &Draft) -> impl Iterator<Item = Fault> {
    draft.roots().map(|id| draft.file(id)).filter_map(|file| match file.format {
        Format::Markdown => markdown::front_matter_fault(file),
        Format::Notebook => notebook::front_matter_fault(file),
        Format::Latex | Format::Plain => None,
    })
}
