use std::cell::OnceCell;
use std::ops::Range;

use serde::Serialize;

use super::clean;
use crate::document::SentenceRef;
use crate::findings::Place;
use crate::markup::{CellLine, Reading, cell_lines};
use crate::source::{Draft, File, FileId, Format, LineIndex, Location, Span};

/// A place as every view gives it: what people are shown, and what findings give besides.
#[derive(Clone, Debug, Serialize)]
pub struct At {
    /// The file's name, which may hold anything.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// The file's path, as programs are given it.
    pub path: String,
    /// Its first character.
    pub start: Point,
    /// One past its last character.
    pub end: Point,
}

impl At {
    /// `file:line`, clean.
    pub fn shown(&self) -> String {
        format!("{}:{}", clean::line(&self.file), self.line)
    }
}

/// A place in a file, from 1 where it is a line or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The line.
    pub line: u32,
    /// The column in characters (Unicode code points).
    pub column: u32,
    /// The column in UTF-16 code units.
    #[serde(skip)]
    pub utf16: u32,
    /// The column in bytes of UTF-8.
    #[serde(skip)]
    pub utf8: u32,
    /// Bytes of UTF-8 before it in the file.
    pub offset: u32,
}

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    /// The file, by its path as the draft was given it, with `/` between names.
    pub path: String,
    /// Its first character.
    pub start: Point,
    /// One past its last character.
    pub end: Point,
}

/// Lines and columns of a draft. A file's lines are found when one of them is asked for.
pub struct Places<'d> {
    draft: &'d Draft,
    lines: Vec<OnceCell<LineIndex>>,
    cells: OnceCell<Vec<CellLine>>,
}

impl<'d> Places<'d> {
    /// Returns the places of a draft.
    pub fn new(draft: &'d Draft) -> Self {
        let lines = draft.files().iter().map(|_| OnceCell::new()).collect();
        Self { draft, lines, cells: OnceCell::new() }
    }

    /// Returns the file that holds an address.
    pub fn file_of(&self, address: u32) -> (FileId, &'d File) {
        let id = self.draft.file_of(address);
        (id, self.draft.file(id))
    }

    /// Returns the place of a range of the reading text; of one that was put together from several places, the first.
    pub fn at(&self, reading: &Reading, range: Range<u32>) -> At {
        self.span(Place::new(reading, range).first())
    }

    /// Returns the place of a span of the draft.
    pub fn span(&self, span: Span) -> At {
        let (id, file) = self.file_of(span.start);
        let (start, end) = (self.point(id, span.start), self.point(id, span.end));
        At { file: file.name.clone(), line: start.line, path: file.path.clone(), start, end }
    }

    /// Returns the place of a sentence.
    pub fn sentence(&self, sentence: SentenceRef<'_>) -> At {
        self.at(sentence.document.reading(), sentence.range())
    }

    /// Returns the file of that id.
    pub fn file(&self, id: FileId) -> &'d File {
        self.draft.file(id)
    }

    /// File name, line and column of an address.
    pub fn locate(&self, address: u32) -> (&'d str, Location) {
        let (id, file) = self.file_of(address);
        (&file.name, self.lines(id).location(&file.text, address.saturating_sub(file.base)))
    }

    /// Returns an address of a file as line and columns.
    pub fn point(&self, id: FileId, address: u32) -> Point {
        let file = self.draft.file(id);
        let offset = address.saturating_sub(file.base);
        let Location { line, column, utf16, utf8 } = self.lines(id).location(&file.text, offset);
        Point { line, column, utf16, utf8, offset }
    }

    /// Returns a span of the draft as a piece of a file.
    pub fn region(&self, span: Span) -> Region {
        let file = self.draft.file_of(span.start);
        Region {
            path: self.draft.file(file).path.clone(),
            start: self.point(file, span.start),
            end: self.point(file, span.end),
        }
    }

    /// Returns the cell of a notebook and its line that hold an address. A notebook is a paper by itself, so it is the draft's main file.
    pub fn cell(&self, address: u32) -> Option<CellLine> {
        let file = self.draft.main();
        if file.format != Format::Notebook {
            return None;
        }
        let lines = self.cells.get_or_init(|| cell_lines(&file.text));
        let after = lines.partition_point(|line| line.at <= address.saturating_sub(file.base));
        lines.get(after.checked_sub(1)?).copied()
    }

    /// Returns the lines that a span touches, as indices from 0.
    pub fn lines_of(&self, span: Span) -> Range<usize> {
        let (id, file) = self.file_of(span.start);
        let lines = self.lines(id);
        let first = lines.line_of(span.start.saturating_sub(file.base));
        let last = lines.line_of(span.end.max(span.start + 1).saturating_sub(file.base + 1));
        first..last.max(first) + 1
    }

    /// Returns the text of a line without its end, and the address of its first byte.
    pub fn line(&self, id: FileId, index: usize) -> (&'d str, u32) {
        let file = self.draft.file(id);
        let range = self.lines(id).line_range(index);
        let text = file.text.get(range.start as usize..range.end as usize).unwrap_or("");
        (text.trim_end_matches(['\n', '\r']), file.base + range.start)
    }

    fn lines(&self, id: FileId) -> &LineIndex {
        self.lines[id.0 as usize].get_or_init(|| LineIndex::new(&self.draft.file(id).text))
    }
}
