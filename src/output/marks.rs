use std::ops::Range;

use codespan_reporting::diagnostic::{Label, LabelStyle};

use super::clean;
use super::crop::{Cropped, crop};
use super::places::Places;
use crate::source::{FileId, Span};

/// A place to mark, and what to say there.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Where.
    pub span: Span,
    /// The place itself, or a related one.
    pub is_primary: bool,
    /// What to say; may be empty.
    pub text: String,
}

/// A part of a mark: no more than one line.
pub struct Piece {
    /// The file.
    pub file: FileId,
    /// Index of the line.
    pub line: usize,
    /// Bytes of the line.
    pub range: Range<usize>,
    is_primary: bool,
    text: Caption,
}

/// What is said at a mark.
#[derive(Clone, Debug, Default)]
struct Caption {
    text: String,
    /// Whether it is left out where it would take lines of its own.
    is_courtesy: bool,
}

/// Enough of a mark that goes over several lines to be seen.
const ENOUGH_COLUMNS: usize = 40;

/// Columns that each mark of a cut line needs around it to be understood; marks beyond that are left out of such a line.
const LEAST_COLUMNS: usize = 36;

/// Returns a mark over many lines is shown by the line it starts in, and the next one where that shows too little.
pub fn pieces(places: &Places<'_>, mark: &Mark) -> Vec<Piece> {
    let (file, _) = places.file_of(mark.span.start);
    let lines = places.lines_of(mark.span);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut columns = 0;
    for line in lines.clone() {
        let (text, base) = places.line(file, line);
        let start = (mark.span.start.saturating_sub(base) as usize).min(text.len());
        let end = (mark.span.end.saturating_sub(base) as usize).min(text.len());
        let marked = text.get(start..end).unwrap_or("");
        let indent = if pieces.is_empty() { 0 } else { marked.len() - marked.trim_start().len() };
        let range = start + indent..start + marked.trim_end().len().max(indent);
        if range.is_empty() && lines.len() > 1 {
            continue;
        }
        columns += clean::width(marked.trim());
        pieces.push(Piece { file, line, range, is_primary: mark.is_primary, text: Caption::default() });
        if !mark.is_primary || pieces.len() == 2 || columns >= ENOUGH_COLUMNS {
            break;
        }
    }
    let is_cut = pieces.last().is_some_and(|last| last.line + 1 < lines.end);
    if let Some(last) = pieces.last_mut() {
        let is_courtesy = mark.text.is_empty() && is_cut && mark.is_primary;
        let text = if is_courtesy {
            format!("up to line {}", lines.end)
        } else {
            clean::line(&mark.text).into_owned()
        };
        last.text = Caption { text, is_courtesy };
    }
    pieces
}

/// Returns the line cut to `width` with its marks, and cut further where that lets the last text stand beside its mark.
pub fn fitted(line: &str, pieces: &[Piece], width: usize) -> (Cropped, Vec<Drawn>) {
    let has_room = line.len() <= width || clean::width(line) <= width;
    let shown = if has_room { pieces.len() } else { (width / LEAST_COLUMNS).max(1).min(pieces.len()) };
    let pieces = &pieces[..shown];
    let marks: Vec<Range<usize>> = pieces.iter().map(|piece| piece.range.clone()).collect();
    let draw = |cropped: &Cropped| {
        let drawn = pieces.iter().map(|piece| Drawn {
            range: cropped.range(&piece.range),
            is_primary: piece.is_primary,
            said: piece.text.clone(),
        });
        side_by_side(drawn.collect())
    };
    let mut cropped = crop(line, &marks, width);
    let mut drawn = draw(&cropped);
    // A text that hangs below a mark at the right needs room there; two rounds, as each cut moves the mark.
    for _ in 0..2 {
        let too_wide = hanging_end(&drawn, &cropped.text).saturating_sub(width);
        if too_wide > 0 && too_wide * 2 < width {
            cropped = crop(line, &marks, width - too_wide);
            drawn = draw(&cropped);
        }
    }
    let Some(beside) = beside(&drawn, &cropped.text).filter(|beside| beside.end > width) else {
        return (cropped, drawn);
    };
    let narrower = crop(line, &marks, width.saturating_sub(beside.text + 1));
    let redrawn = draw(&narrower);
    let is_enough = beside.text * 2 <= width && beside_ends_within(&redrawn, &narrower.text, width);
    if is_enough && !beside.is_courtesy {
        return (narrower, redrawn);
    }
    let drawn = hang(drawn, &cropped.text);
    (cropped, drawn)
}

/// A mark in a cut line.
pub struct Drawn {
    /// Bytes of the cut line.
    range: Range<usize>,
    is_primary: bool,
    said: Caption,
}

impl Drawn {
    /// Returns the label, in a text where the line starts at `base`.
    pub fn into_label(self, file: usize, base: usize) -> Label<usize> {
        let style = if self.is_primary { LabelStyle::Primary } else { LabelStyle::Secondary };
        Label::new(style, file, base + self.range.start..base + self.range.end).with_message(self.said.text)
    }
}

/// Opens the primary mark where a related one lies inside it, as codespan would draw the primary over it.
fn side_by_side(marks: Vec<Drawn>) -> Vec<Drawn> {
    let (mut related, primary): (Vec<Drawn>, Vec<Drawn>) =
        marks.into_iter().partition(|mark| !mark.is_primary);
    related.sort_by_key(|mark| (mark.range.start, mark.range.end));
    let mut drawn = Vec::new();
    for Drawn { range, said, .. } in primary {
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut at = range.start;
        for hole in
            related.iter().filter(|hole| range.start < hole.range.start && hole.range.end <= range.end)
        {
            if at < hole.range.start {
                parts.push(at..hole.range.start);
            }
            at = at.max(hole.range.end);
        }
        if at < range.end || parts.is_empty() {
            parts.push(at..range.end.max(at));
        }
        // What a mark says belongs to its start; how far it goes, to its end.
        let speaker = if said.is_courtesy { parts.len() - 1 } else { 0 };
        let said_by = |index| {
            if index == speaker { said.clone() } else { Caption::default() }
        };
        let parts = parts.into_iter().enumerate();
        drawn.extend(parts.map(|(index, range)| Drawn { range, is_primary: true, said: said_by(index) }));
    }
    drawn.extend(related);
    drawn
}

/// The text that codespan sets beside the last mark of a line.
struct Beside {
    /// Columns of the text.
    text: usize,
    /// Column where it ends.
    end: usize,
    is_courtesy: bool,
}

fn beside(marks: &[Drawn], line: &str) -> Option<Beside> {
    let last = marks.iter().max_by_key(|mark| (mark.range.end, mark.range.start))?;
    let text = clean::width(&last.said.text);
    let before = clean::width(line.get(..last.range.end).unwrap_or(""));
    (text > 0).then_some(Beside { text, end: before + 1 + text, is_courtesy: last.said.is_courtesy })
}

/// Column where the widest of the texts ends that stand below their marks.
fn hanging_end(marks: &[Drawn], line: &str) -> usize {
    let last = marks.iter().map(|mark| mark.range.end).max().unwrap_or(0);
    let hanging = marks.iter().filter(|mark| mark.range.end < last && !mark.said.text.is_empty());
    let end = |mark: &Drawn| {
        clean::width(line.get(..mark.range.start).unwrap_or("")) + clean::width(&mark.said.text)
    };
    hanging.map(end).max().unwrap_or(0)
}

fn beside_ends_within(marks: &[Drawn], line: &str, width: usize) -> bool {
    beside(marks, line).is_none_or(|beside| beside.end <= width)
}

/// Sets the text of the last mark below it, or leaves it out where it is a courtesy.
///
/// codespan hangs a text when another mark ends after its own, so the mark's last character becomes a mark of its own.
fn hang(mut marks: Vec<Drawn>, line: &str) -> Vec<Drawn> {
    let last = marks.iter_mut().max_by_key(|mark| (mark.range.end, mark.range.start));
    let Some(last) = last else { return marks };
    if last.said.is_courtesy {
        last.said = Caption::default();
        return marks;
    }
    let marked = line.get(last.range.clone()).unwrap_or("");
    let Some((at, _)) = marked.char_indices().next_back().filter(|(at, _)| *at > 0) else {
        return marks;
    };
    let split = last.range.start + at;
    let tail = Drawn { range: split..last.range.end, is_primary: last.is_primary, said: Caption::default() };
    last.range.end = split;
    marks.push(tail);
    marks
}
