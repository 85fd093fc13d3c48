//! The acronyms of a paper: where each is used, where it is spelled out, and who knows it.

mod around;
mod bars;
mod company;
mod contexts;
mod declared;
mod definitions;
mod explained;
mod fields;
mod finder;
mod found;
mod hidden;
mod initials;
mod known;
mod long_form;
mod names;
mod pairs;
mod shape;
mod signs;
mod source;
mod written_out;

use std::ops::Range;

use crate::document::{BlockRole, Document, SentenceRef};
use crate::source::Draft;

pub use fields::{FieldWords, Fields};
pub use known::{Known, is_among, is_known, known, meaning};
pub use pairs::{Pair, pairs};

/// An acronym with everything the paper says about it.
#[derive(Clone, Debug, Default)]
pub struct Acronym {
    /// As written, without the `s` of a plural.
    pub short: String,
    /// Where it stands, in reading order; its definitions are among them.
    pub uses: Vec<Use>,
    /// Where it is spelled out, in reading order; those of lists first.
    pub definitions: Vec<Definition>,
    /// Where its long form first stands without it.
    pub written_out: Option<WrittenOut>,
    /// Whether it is the name of something, a label, a unit, or the initials of an author.
    pub is_name: bool,
    /// Whether it is used as a noun that can be counted: `QZNs`, `a QZN is`.
    pub is_counted: bool,
    /// Whether it stands among words as terms do, and names and labels seldom.
    pub is_term: bool,
    /// Who knows it without a word of the paper.
    pub known_to: Readers,
}

/// Who knows an acronym.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Readers {
    /// Only those whom the paper tells.
    #[default]
    Nobody,
    /// Most of those who read papers of its field.
    Field,
    /// Everybody.
    Everybody,
}

/// A place where an acronym stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// Bytes of the reading text.
    pub range: Range<u32>,
    /// What its block is.
    pub role: BlockRole,
    /// Its block.
    pub block: u32,
    /// Its sentence.
    pub sentence: u32,
}

impl Use {
    fn new(sentence: SentenceRef<'_>, range: Range<u32>) -> Self {
        let block = sentence.block();
        Self { range, role: block.role(), block: block.index, sentence: sentence.index }
    }
}

/// A place where an acronym is spelled out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The place of the short form, in bytes of the reading text.
    pub range: Range<u32>,
    /// The long form; empty where the text says something other than what the letters stand for.
    pub long: String,
    /// What its block is.
    pub role: BlockRole,
    /// Its block.
    pub block: u32,
    /// Its sentence.
    pub sentence: u32,
    /// Whether it is an entry of a list, a table or a note of abbreviations, which serves the whole paper wherever it stands.
    pub is_entry: bool,
}

/// Words that an acronym could stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenOut {
    /// Bytes of the reading text.
    pub range: Range<u32>,
    /// The words.
    pub long: String,
    /// Whether the letters of the acronym are set apart: **P**upil **L**earning.
    pub is_marked: bool,
}

impl Acronym {
    /// Returns the first use in running text: titles, headings and tables have no room to define.
    pub fn first_use(&self) -> Option<&Use> {
        use BlockRole::{Heading, Table, Title};
        self.uses.iter().find(|place| !matches!(place.role, Title | Heading | Table))
    }

    /// Returns the long form, if the paper gives one.
    pub fn long(&self) -> Option<&str> {
        self.definitions.iter().map(|definition| definition.long.as_str()).find(|long| !long.is_empty())
    }

    /// Returns whether the paper shows that it is a term: it has its words somewhere, or stands among others as terms do.
    pub fn is_shown_as_term(&self) -> bool {
        (self.is_term || self.long().is_some() || self.written_out.is_some()) && !self.reads_like_a_word()
    }

    /// Returns whether it reads like a word and the paper never has its long form, so that it is more likely the name of something:
    /// `UNSAFE`.
    ///
    /// Such a word has five letters or more, two vowels or more, and never three consonants in a row.
    fn reads_like_a_word(&self) -> bool {
        let is_vowel =
            |byte: &u8| matches!(byte.to_ascii_uppercase(), b'A' | b'E' | b'I' | b'O' | b'U' | b'Y');
        let bytes = self.short.as_bytes();
        bytes.len() >= 5
            && bytes.iter().all(u8::is_ascii_alphabetic)
            && bytes.iter().filter(|byte| is_vowel(byte)).count() >= 2
            && bytes.windows(3).all(|three| three.iter().any(is_vowel))
            && self.long().is_none()
            && self.written_out.is_none()
    }

    /// Returns the words it stands for: as the paper spells it out or writes it elsewhere, or as a list has it.
    pub fn likely_long(&self) -> Option<&str> {
        let written = || self.written_out.as_ref().map(|written| written.long.as_str());
        self.long().or_else(written).or_else(|| meaning(&self.short))
    }
}

impl Definition {
    fn new(sentence: SentenceRef<'_>, range: Range<u32>, long: String) -> Self {
        let block = sentence.block();
        let role = block.role();
        // Where a cell only names it, the table tells its readers nothing.
        let is_entry = role == BlockRole::Table && !long.is_empty();
        Self { range, long, role, block: block.index, sentence: sentence.index, is_entry }
    }
}

/// Returns the acronyms of a document, by first appearance. `draft` is what it was read from; `fields` tells which fields it belongs to,
/// and is asked only where that matters.
pub fn acronyms(document: &Document<'_>, draft: &Draft, fields: impl FnOnce() -> Fields) -> Vec<Acronym> {
    finder::find(document, draft, fields)
}

/// Returns whether acronyms in blocks of a role are counted.
fn is_read(role: BlockRole) -> bool {
    use BlockRole::{Abstract, Body, Caption, Footnote, Heading, Item, Table, Title};
    matches!(role, Title | Heading | Abstract | Body | Item | Caption | Footnote | Table)
}
