use std::collections::BTreeSet;

use crate::source::Span;

/// Something that stands in a sentence as a word and that no rule looks into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Placeholder {
    /// Inline math without a value: `$x_i$`.
    Math,
    /// Inline math that states a value or a comparison: `$p = .002$`, `$r < 0.3$`.
    Statistic,
    /// A number set as math or by a command or computed when the paper is built: `$31\%$`, `\SI{3}{km}`, `` `r n` ``.
    Number,
    /// Display math. It is no word, and the sentence may go on after it.
    DisplayMath,
    /// A group of citations that reads as a parenthesis or a mark: `[@a; @b]`, `\citep{a,b}`.
    Citation,
    /// A citation whose authors are a part of the sentence: `@a`, `\citet{a}`.
    TextCitation,
    /// A cross-reference: `\ref{fig:a}`, `@fig:a`.
    Reference,
    /// Inline code.
    Code,
    /// A web address or DOI.
    Url,
    /// A name that a command of the authors stands for, where its text is not known.
    Name,
}

impl Placeholder {
    const ALL: [Self; 10] = [
        Self::Math,
        Self::Statistic,
        Self::Number,
        Self::DisplayMath,
        Self::Citation,
        Self::TextCitation,
        Self::Reference,
        Self::Code,
        Self::Url,
        Self::Name,
    ];
    const FIRST: u32 = 0xE000;

    /// Returns the private character that stands for it in a reading text.
    pub fn to_char(self) -> char {
        char::from_u32(Self::FIRST + self as u32).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Returns the placeholder that a character of a reading text stands for.
    pub fn from_char(c: char) -> Option<Self> {
        let index = (c as u32).checked_sub(Self::FIRST)?;
        Self::ALL.get(index as usize).copied()
    }
}

/// What a block of text is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title of the paper.
    Title,
    /// A heading; level 1 is the highest of the paper. A run-in heading shares its line with the paragraph after it.
    Heading {
        /// From 1.
        level: u8,
        /// Whether the next paragraph goes on in the same line.
        run_in: bool,
    },
    /// Running text.
    Paragraph,
    /// An item of a list, or its first paragraph.
    Item,
    /// The caption of a figure, table or listing.
    Caption,
    /// A footnote or margin note.
    Footnote,
    /// A cell or row of a table.
    Cell,
    /// Names, affiliations, keywords, dates: text about the paper and not of it.
    Metadata,
    /// Code on lines of its own. Its text is not read, so the block is empty.
    Code,
    /// Display math between paragraphs. The block is empty.
    Math,
    /// A picture. The block is empty; its caption is a block of its own.
    Figure,
}

/// The containers a block stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Within(u16);

impl Within {
    /// In none.
    pub const NOTHING: Self = Self(0);
    /// The abstract, marked as such by the format (a heading "Abstract" is not a mark).
    pub const ABSTRACT: Self = Self(1);
    /// A block quote, an epigraph, a verse.
    pub const QUOTE: Self = Self(1 << 1);
    /// A list of any kind.
    pub const LIST: Self = Self(1 << 2);
    /// A table's body.
    pub const TABLE: Self = Self(1 << 3);
    /// A figure, table or other float.
    pub const FLOAT: Self = Self(1 << 4);
    /// A theorem, lemma, definition or the like.
    pub const THEOREM: Self = Self(1 << 5);
    /// A proof.
    pub const PROOF: Self = Self(1 << 6);
    /// An algorithm or listing that is written as text.
    pub const ALGORITHM: Self = Self(1 << 7);
    /// Acknowledgements, marked as such by the format.
    pub const ACKNOWLEDGEMENTS: Self = Self(1 << 8);
    /// The list of references.
    pub const REFERENCES: Self = Self(1 << 9);
    /// After the start of the appendix, marked as such by the format.
    pub const APPENDIX: Self = Self(1 << 10);
    /// Set apart from the text in a box, a callout or an alert; prompts and examples often are.
    pub const BOX: Self = Self(1 << 11);

    /// Marked by the authors as planned before the data were seen.
    pub const PLANNED: Self = Self(1 << 12);
    /// Marked by the authors as found on the way.
    pub const EXPLORATORY: Self = Self(1 << 13);

    /// Marked as the one or the other.
    pub const STATUS: Self = Self::PLANNED.with(Self::EXPLORATORY);

    /// In all containers of both.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// In the containers of `self` that are not in `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// In the containers that are in both.
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns whether at least one container of `other` is among these.
    pub const fn is_in(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A block of the reading text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockMark {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub within: Within,
    /// First byte in the reading text.
    pub start: u32,
    /// One past its last byte; the `\n` that follows is not a part of it.
    pub end: u32,
    /// The source it was made from, for blocks without text and for marking a block as a whole.
    pub source: Span,
}

/// A comment of the source, where directives to the linter are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The place in the reading text where it stands.
    pub at: u32,
    /// The comment with its marks.
    pub source: Span,
}

/// Why an abstract cannot be read from the source, though the paper has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Code makes it when the paper is built.
    Generated(Span),
    /// It lies in a file that is not here.
    Absent(Span),
}

/// Something that a draft prints and that cannot be read from its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What prints it.
    pub at: Span,
    /// What it is.
    pub kind: UnreadKind,
}

/// What cannot be read from a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadKind {
    /// What a command of the authors stands for.
    Macro,
    /// A table that code makes.
    Table,
    /// A caption that code makes.
    Caption,
    /// What goes beyond the bounds of reading.
    Limit,
}

/// Something that is broken in a draft. What can be read of it is read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, or the mark that opens what is broken.
    pub at: Span,
    /// What is wrong.
    pub kind: FaultKind,
    /// In the words of the parser; empty where it was not asked.
    pub reason: String,
}

/// How a draft can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Front matter is not YAML.
    Yaml,
    /// Front matter is not TOML.
    Toml,
    /// The second fence line of front matter is missing.
    Unclosed,
    /// A block of code has no end.
    Code,
    /// A comment has no end.
    Comment,
}

/// What a draft says about itself outside its prose.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// The document type the authors declare (`doc-type:`), in lower case.
    pub doc_type: Option<String>,
    /// How the authors say that their results came about (`analysis:`), in lower case.
    pub analysis: Option<String>,
    /// The language the authors declare, as a tag (`en-GB`) or a babel name, in lower case.
    pub language: Option<String>,
    /// The LaTeX class of the main file.
    pub class: Option<String>,
    /// How many figures there are: floats, and pictures between paragraphs.
    pub figures: u32,
    /// How many tables there are.
    pub tables: u32,
    /// The files of the references, as written.
    pub bibliographies: Vec<String>,
    /// Acronyms that are used by keys whose forms the paper defines, in their short form: a list or the first use spells them out.
    pub acronyms: BTreeSet<String>,
    /// The keys at the top of the front matter, in order.
    pub keys: Vec<String>,
    /// Set where the abstract cannot be read from the source.
    pub unreadable_abstract: Option<Unreadable>,
    /// What else cannot be read, as far as the reader meets it.
    pub unread: Vec<Unread>,
    /// What of the text is broken, in the order of the source; [`front_matter_faults`](super::front_matter_faults) says it of the rest.
    pub faults: Vec<Fault>,
}
