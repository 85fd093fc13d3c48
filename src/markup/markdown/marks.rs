//! What was masked, and where containers change.

use crate::markup::{Placeholder, Within};

/// The filler that stands for what is masked inside a line. It is no punctuation and no space, so that it reads as a part of
/// a paragraph.
pub const GHOST: u8 = 0x1A;

/// Something that was masked, or a place where the containers change.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// First byte in the file.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What stands there.
    pub kind: MarkKind,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The start of a div or environment that puts its blocks in a container.
    Open(Within),
    /// The end of the innermost one.
    Close,
    /// An HTML comment.
    Comment,
    /// A citation, a cross-reference, or inline code.
    Word(Placeholder),
    /// `\(…\)`.
    InlineMath,
    /// `$ … $`
    SpacedMath,
    /// `$$…$$`, `\[…\]` or a math environment.
    DisplayMath,
    /// Inline code that gives a value when the paper is built.
    Computed,
    /// No prose.
    Hidden,
    /// An escape of the front matter that stands for one character.
    Char(char),
    /// A place where another file is read.
    Include,
    /// A table that is not looked into.
    Table,
    /// What the next block is, by the tag before it.
    Starts(Next),
    /// The title of a callout: the quotation that starts there is a box.
    Callout(Within),
}

/// What the next block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// Whatever it seems to be.
    #[default]
    Nothing,
    /// A heading of that level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// A caption.
    Caption,
}
