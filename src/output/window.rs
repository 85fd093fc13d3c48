use std::ops::Range;

use codespan_reporting::diagnostic::Label;
use codespan_reporting::files::{Error, Files};

use super::clean;
use super::marks::{Mark, Piece, fitted, pieces};
use super::places::Places;
use crate::source::FileId;

/// The lines to show of each file, cut to the terminal's width: all that codespan sees of a draft.
#[derive(Debug, Default)]
pub struct Window {
    files: Vec<WindowFile>,
}

#[derive(Debug)]
struct WindowFile {
    id: FileId,
    name: String,
    text: String,
    lines: Vec<WindowLine>,
}

#[derive(Debug)]
struct WindowLine {
    /// Index of the line in the real file.
    index: usize,
    /// Its bytes in the text of the window.
    range: Range<usize>,
    /// Columns in the real file of the marks that start here, by their byte in the text of the window.
    columns: Vec<(usize, usize)>,
}

impl Window {
    /// Cuts out the lines of `marks` (the first decides which file comes first) and gives the labels to draw in them.
    pub fn cut(places: &Places<'_>, marks: &[Mark], columns: usize) -> (Self, Vec<Label<usize>>) {
        let mut pieces: Vec<Piece> = marks.iter().flat_map(|mark| pieces(places, mark)).collect();
        let mut order: Vec<FileId> = Vec::new();
        for piece in &pieces {
            if !order.contains(&piece.file) {
                order.push(piece.file);
            }
        }
        let rank = |file: FileId| order.iter().position(|known| *known == file);
        pieces.sort_by_key(|piece| (rank(piece.file), piece.line));
        let gutter = gutter(&pieces);
        let mut window = Self::default();
        let mut labels = Vec::new();
        for group in pieces.chunk_by(|a, b| a.file == b.file && a.line == b.line) {
            let (Some(first), width) = (group.first(), columns.saturating_sub(gutter).max(20)) else {
                continue;
            };
            let file = window.file(places, first.file);
            let before = window.files.get(file).and_then(|file| file.lines.last()).map(|line| line.index);
            // codespan shows a single line between two marked ones, so the window must hold it.
            if before.is_some_and(|before| before + 2 == first.line) {
                window.push_line(file, places, first.line - 1, &[], width);
            }
            labels.extend(window.push_line(file, places, first.line, group, width));
        }
        (window, labels)
    }

    fn file(&mut self, places: &Places<'_>, id: FileId) -> usize {
        if let Some(known) = self.files.iter().position(|file| file.id == id) {
            return known;
        }
        let name = clean::line(&places.file(id).name).into_owned();
        self.files.push(WindowFile { id, name, text: String::new(), lines: Vec::new() });
        self.files.len() - 1
    }

    fn push_line(
        &mut self,
        file: usize,
        places: &Places<'_>,
        index: usize,
        pieces: &[Piece],
        width: usize,
    ) -> Vec<Label<usize>> {
        let window = &mut self.files[file];
        let (text, _) = places.line(window.id, index);
        let (cropped, drawn) = fitted(text, pieces, width);
        let base = window.text.len();
        window.text.push_str(&cropped.text);
        let range = base..window.text.len();
        window.text.push('\n');
        let column = |at: usize| text.get(..at).map_or(1, |before| before.chars().count() + 1);
        let columns = pieces
            .iter()
            .map(|piece| (base + cropped.range(&piece.range).start, column(piece.range.start)))
            .collect();
        window.lines.push(WindowLine { index, range, columns });
        drawn.into_iter().map(|label| label.into_label(file, base)).collect()
    }
}

/// Columns that stand before the source text: the line number, a space, the border, a space.
fn gutter(pieces: &[Piece]) -> usize {
    let last = pieces.iter().map(|piece| piece.line + 1).max().unwrap_or(1);
    last.to_string().len() + 3
}

impl<'a> Files<'a> for Window {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.files.get(id).map(|file| file.name.as_str()).ok_or(Error::FileMissing)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.files.get(id).map(|file| file.text.as_str()).ok_or(Error::FileMissing)
    }

    /// Returns the index of the line in the real file, so that codespan sees which lines are neighbours.
    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        let after = file.lines.partition_point(|line| line.range.start <= byte);
        let line = after.checked_sub(1).and_then(|at| file.lines.get(at));
        line.map(|line| line.index).ok_or(Error::LineTooLarge { given: byte, max: file.text.len() })
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        self.line(id, index).map(|line| line.range.clone())
    }

    /// Returns the column in the real file, of which the line shown is only a part.
    fn column_number(&'a self, id: usize, index: usize, byte: usize) -> Result<usize, Error> {
        let line = self.line(id, index)?;
        Ok(line.columns.iter().find(|(at, _)| *at == byte).map_or(1, |(_, column)| *column))
    }
}

impl Window {
    fn line(&self, id: usize, index: usize) -> Result<&WindowLine, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        let found = file.lines.binary_search_by_key(&index, |line| line.index);
        found
            .ok()
            .and_then(|at| file.lines.get(at))
            .ok_or(Error::LineTooLarge { given: index, max: file.lines.len() })
    }
}
