//! One finding with the paragraph it stands in, its place underlined: what a review shows.

use std::fmt::Write;

use super::clean::{self, Shown};
use super::{Linted, message, places::Places, style, terminal};
use crate::findings::Finding;
use crate::markup::Reading;
use crate::source::Span;

/// Rows of a paragraph that are shown. Of a longer one it is those around the place.
const MOST_ROWS: usize = 14;

/// Rows of a long paragraph that are shown before the place.
const ROWS_BEFORE: usize = 5;

/// What stands before each row.
const INDENT: &str = "  ";

/// What stands there before a row in the middle of a long place.
const BAR: &str = "| ";

/// Returns a finding of a paper that reads as `reading`, with what stands around it.
pub fn one(linted: Linted<'_>, reading: &Reading, finding: &Finding, columns: usize) -> String {
    let spec = linted.rules.spec(finding);
    let words = message::words(spec, finding);
    let (colour, strong, faint) = (style::of(finding.severity), style::STRONG, style::FAINT);
    let places = Places::new(linted.draft);
    let (name, at) = places.locate(finding.place.first().start);
    let cell = places.cell(finding.place.first().start);
    let cell = cell.map(|at| format!(" (cell {}, line {})", at.cell, at.line)).unwrap_or_default();
    let mut out = String::new();
    let (severity, id, said) = (finding.severity.name(), clean::line(&spec.id), clean::line(&words.message));
    let head = format!("{colour}{severity}[{id}]{colour:#}{strong}: {said}{strong:#}");
    let place = format!("{faint}{}:{}{cell}{faint:#}", clean::line(name), at.line);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}\n{INDENT}{place}\n", terminal::folded(&head, columns));
    if !finding.is_whole_paper {
        out.push_str(&paragraph(linted, reading, finding, columns));
        out.push('\n');
    }
    for (word, said) in [("help", words.help), ("note", words.note)] {
        for (row, line) in said.iter().flat_map(|said| said.lines()).enumerate() {
            let word = if row == 0 { format!("{strong}{word}:{strong:#} ") } else { INDENT.repeat(3) };
            let _ = writeln!(
                out,
                "{INDENT}{word}{}",
                terminal::folded(&clean::line(line), columns.saturating_sub(8))
            );
        }
    }
    out
}

/// Returns the paragraph of a finding, underlined where it speaks of.
fn paragraph(linted: Linted<'_>, reading: &Reading, finding: &Finding, columns: usize) -> String {
    let (draft, first) = (linted.draft, finding.place.first());
    let span = around(reading, finding).unwrap_or_else(|| {
        let file = draft.file(draft.file_of(first.start));
        let line = file.line_start(first.start);
        let rest = draft.text(Span::new(line, file.span().end));
        Span::new(line, line + rest.lines().next().map_or(0, str::len) as u32)
    });
    let is_marked = |at: u32| finding.place.spans.iter().any(|span| span.start <= at && at < span.end);
    let rows = rows(draft.text(span), columns - INDENT.len(), |at| is_marked(span.start + at));
    let place = rows.iter().position(|row| row.is_marked()).unwrap_or(0);
    let start = if rows.len() > MOST_ROWS { place.saturating_sub(ROWS_BEFORE) } else { 0 };
    let mark = style::mark(finding.severity);
    let mut out = String::new();
    let dots = |is_cut: bool| if is_cut { format!("{INDENT}…\n") } else { String::new() };
    out.push_str(&dots(start > 0));
    for (at, row) in rows.iter().enumerate().skip(start).take(MOST_ROWS) {
        let is_within =
            at > 0 && [at - 1, at, at + 1].iter().all(|at| rows.get(*at).is_some_and(Row::is_marked));
        // Of a long place its ends are underlined, and a bar stands before what is between.
        let (bar, carets) = if is_within { (BAR, "") } else { (INDENT, row.carets()) };
        let _ = writeln!(out, "{mark}{bar}{mark:#}{}", row.text.trim_end());
        if !carets.is_empty() {
            let _ = writeln!(out, "{INDENT}{mark}{carets}{mark:#}");
        }
    }
    out.push_str(&dots(rows.len() > start + MOST_ROWS));
    out
}

/// Returns the source of the block that a finding stands in.
fn around(reading: &Reading, finding: &Finding) -> Option<Span> {
    let first = finding.place.first();
    let blocks = reading.blocks().iter().map(|block| block.source);
    let holding =
        blocks.filter(|source| source.start <= first.start && first.end <= source.end && first.end > 0);
    // An item holds paragraphs, and a section may be a block, too.
    holding.min_by_key(|source| source.end - source.start)
}

/// A row of a paragraph.
#[derive(Debug, Default)]
struct Row {
    text: String,
    /// What is drawn below it.
    carets: String,
    width: usize,
}

impl Row {
    fn is_marked(&self) -> bool {
        self.carets.contains('^')
    }

    /// Returns what is drawn below it, but for a space at its end.
    fn carets(&self) -> &str {
        let spaces = self.text.len() - self.text.trim_end().len();
        self.carets.get(..self.carets.len() - spaces).unwrap_or(&self.carets).trim_end()
    }

    fn push(&mut self, word: &Word) {
        self.text.push_str(&word.text);
        self.carets.push_str(&word.carets);
        self.width += word.width;
    }
}

/// A word as it is shown, or a space.
type Word = Row;

/// Folds a text at its spaces. `is_marked` says of a byte whether it is marked.
fn rows(text: &str, columns: usize, is_marked: impl Fn(u32) -> bool) -> Vec<Row> {
    let (mut rows, mut row, mut word) = (Vec::new(), Row::default(), Word::default());
    let mut end_word = |row: &mut Row, word: &mut Word| {
        if row.width > 0 && row.width + word.width > columns {
            rows.push(std::mem::take(row));
        }
        row.push(&std::mem::take(word));
    };
    for (at, c) in text.char_indices() {
        let caret = if is_marked(at as u32) { "^" } else { " " };
        let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
        if is_space || word.width >= columns {
            end_word(&mut row, &mut word);
        }
        // Wrapped lines of a draft are one paragraph; spaces are one.
        if is_space && (row.text.is_empty() || row.text.ends_with(' ')) {
            continue;
        }
        let shown = if is_space { Shown::Itself(' ') } else { Shown::of(c) };
        let into = if is_space { &mut row } else { &mut word };
        shown.push_to(&mut into.text);
        into.width += shown.width();
        into.carets.push_str(&caret.repeat(shown.width()));
    }
    end_word(&mut row, &mut word);
    rows.push(row);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_folded_and_its_place_underlined() {
        let text = "We measured the\n  the speed of 漢字 \u{1b}[31m programs.";
        let (start, end) = (12, 21);
        let rows = rows(text, 20, |at| (start..end).contains(&at));
        let drawn: Vec<_> = rows.iter().map(|row| (row.text.as_str(), row.carets())).collect();
        let lines = [
            ("We measured the the ", "            ^^^^^^^"),
            ("speed of 漢字 ␛[31m ", ""),
            ("programs.", ""),
        ];
        assert_eq!(drawn, lines);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let rows = rows(&"x".repeat(1000), 40, |at| at == 500);
        assert!(rows.len() >= 25 && rows.iter().all(|row| row.width <= 40), "{}", rows.len());
        assert_eq!(rows.iter().filter(|row| row.is_marked()).count(), 1);
    }
}
