//! Jupyter notebooks: their Markdown cells in order are one paper; code and what it prints are left out.
//!
//! A cell is Markdown inside JSON strings. It is decoded and read like any other Markdown, as if all cells stood one after the
//! other from address 0; then each place is looked up in the map from there to the file.

use super::cells::{Cells, Notebook, Run, runs, strings};
use super::reading::behind;
use super::{Builder, Fault, Within, markdown};
use crate::source::{Draft, File, FileId};

/// Why a file is no Jupyter notebook.
#[derive(Debug, thiserror::Error)]
#[error("is not a Jupyter notebook ({0})")]
pub struct NotebookError(#[from] serde_json::Error);

/// Reads one notebook; nothing where the file is none.
pub fn read(draft: &Draft, id: FileId, builder: &mut Builder) {
    let file = draft.file(id);
    let Ok(Cells { cells, map }) = Cells::decode(&file.text, file.base) else { return };
    for (index, cell) in cells.iter().enumerate() {
        if index == 0 {
            markdown::read_file(draft, cell, builder);
        } else {
            markdown::read_body(draft, cell, Within::NOTHING, builder);
        }
    }
    builder.see_through(&map);
}

/// Returns what is wrong first with the front matter of a notebook.
pub fn front_matter_fault(file: &File) -> Option<Fault> {
    let Cells { cells, map } = Cells::decode(&file.text, file.base).ok()?;
    let fault = markdown::front_matter_fault(cells.first()?)?;
    Some(Fault { at: behind(&map, fault.at), ..fault })
}

/// Returns the Markdown of a notebook, a blank line between two cells.
///
/// # Errors
/// When the text is not JSON, or JSON of something else.
pub fn notebook_text(text: &str) -> Result<String, NotebookError> {
    let cells = Cells::decode(text, 0)?.cells;
    Ok(cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\n\n"))
}

/// Returns the first byte after a raw cell with front matter at the top.
pub fn body_start(text: &str) -> u32 {
    let Ok(notebook) = serde_json::from_str::<Notebook<'_>>(text) else { return 0 };
    let first = notebook.cells().next().filter(|cell| cell.cell_type == "raw");
    let strings = strings(first.and_then(|cell| cell.source));
    let is_front_matter = strings.first().is_some_and(|string| string.starts_with("---"));
    let last = strings.last().filter(|_| is_front_matter);
    last.map_or(0, |last| (last.as_ptr() as usize - text.as_ptr() as usize + last.len()) as u32)
}

/// Where a line of a cell starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellLine {
    /// Byte of the notebook's text.
    pub at: u32,
    /// Number of the cell, from 1; cells of code count.
    pub cell: u32,
    /// Number of the line in the cell, from 1.
    pub line: u32,
}

/// Returns the lines of all cells of a notebook, in order; none where the text is no notebook.
pub fn cell_lines(text: &str) -> Vec<CellLine> {
    let Ok(notebook) = serde_json::from_str::<Notebook<'_>>(text) else { return Vec::new() };
    let mut lines = Vec::new();
    for (cell, number) in notebook.cells().zip(1..) {
        let strings = strings(cell.source);
        let mut line = CellLine { at: 0, cell: number, line: 0 };
        let mut is_new_line = true;
        for string in strings {
            let start = string.as_ptr() as usize - text.as_ptr() as usize;
            for (at, _, decoded) in runs(string) {
                if std::mem::take(&mut is_new_line) {
                    line = CellLine { at: (start + at) as u32, line: line.line + 1, ..line };
                    lines.push(line);
                }
                is_new_line = decoded == Run::Escape('\n');
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Reading, Unreadable, front_matter_faults, read};
    use crate::source::{Format, Source};

    const PAPER: &str = r##"{
 "cells": [
  {"cell_type": "raw", "source": ["---\n", "title: \"On *cups*\"\n", "abstract: \"`r x`\"\n", "---"]},
  {"cell_type": "code", "source": ["x = '# no'"], "outputs": [{"text": "no"}]},
  {"cell_type": "markdown", "source": ["# Intro\n", "\n", "We \"test\" a\n", "caf\u00e9 \ud83c\udf75 of $\\alpha$."]},
  {"cell_type": "markdown", "source": "```\nnever closed\n"},
  {"cell_type": "markdown", "source": "The end."}
 ],
 "nbformat": 4, "nbformat_minor": 5
}"##;

    fn reading(text: &str) -> (Draft, Reading) {
        let draft = Draft::single(Source::new("paper.ipynb", text), Format::Notebook);
        let reading = read(&draft);
        (draft, reading)
    }

    /// Returns the source of a piece of the reading text.
    fn source(text: &str, piece: &str) -> Vec<String> {
        let (draft, reading) = reading(text);
        let at = reading.text().find(piece).unwrap_or_default() as u32;
        let spans = reading.source_of(at, at + piece.len() as u32);
        spans.into_iter().map(|span| draft.text(span).to_owned()).collect()
    }

    #[test]
    fn the_cells_are_one_paper_and_code_is_left_out() {
        let (_, reading) = reading(PAPER);
        let blocks: Vec<_> =
            reading.blocks().iter().map(|block| reading.slice(block.start, block.end)).collect();
        assert_eq!(blocks, ["On cups", "Intro", "We \"test\" a café 🍵 of \u{E000}.", "", "The end."]);
        assert_eq!(reading.meta().keys, ["title", "abstract"]);
    }

    #[test]
    fn places_are_seen_through_the_escapes() {
        assert_eq!(source(PAPER, "We \"test"), ["We \\\"test"]);
        assert_eq!(source(PAPER, "a café"), ["a\\n\", \"caf\\u00e9"]);
        assert_eq!(source(PAPER, "🍵"), ["\\ud83c\\udf75"]);
        assert_eq!(source(PAPER, "\u{E000}"), ["$\\\\alpha$"]);
        assert_eq!(source(PAPER, "On cups"), ["On *cups"]);
        let (draft, reading) = reading(PAPER);
        let Some(Unreadable::Generated(span)) = reading.meta().unreadable_abstract else {
            panic!("the abstract is generated")
        };
        assert_eq!(draft.text(span), "\\\"`r x`\\\"");
        assert_eq!(
            draft.text(reading.blocks()[2].source),
            "We \\\"test\\\" a\\n\", \"caf\\u00e9 \\ud83c\\udf75 of $\\\\alpha$."
        );
    }

    #[test]
    fn a_fault_of_the_front_matter_is_seen_through_the_escapes() {
        let text = PAPER.replace("On *cups*", r#"a\" b"#);
        let (draft, _) = reading(&text);
        let faults: Vec<_> = front_matter_faults(&draft).map(|fault| draft.text(fault.at)).collect();
        assert_eq!(faults, [r#"title: \"a\" b\""#]);
        assert_eq!(front_matter_faults(&reading(PAPER).0).next(), None);
    }

    #[test]
    fn a_place_has_a_cell_and_a_line() {
        let lines = cell_lines(PAPER);
        let of = |piece: &str| {
            let at = PAPER.find(piece).unwrap_or_default() as u32;
            let line = lines[lines.partition_point(|line| line.at <= at) - 1];
            (line.cell, line.line)
        };
        assert_eq!(of("title: "), (1, 2));
        assert_eq!(of("x = "), (2, 1));
        assert_eq!(of("# Intro"), (3, 1));
        assert_eq!(of("test"), (3, 3));
        assert_eq!(of("alpha"), (3, 4));
        assert_eq!(of("never"), (4, 2));
        assert_eq!(of("The end"), (5, 1));
        assert_eq!(cell_lines("{"), []);
    }

    #[test]
    fn what_is_no_notebook_is_said_and_not_read() {
        for text in ["", "{", "[]", "{\"cells\": []}", "{\"nbformat\": 4, \"cells\": [{}]}"] {
            assert!(notebook_text(text).is_err(), "{text}");
            assert_eq!(reading(text).1.text(), "");
        }
        let old = "{\"nbformat\": 3, \"worksheets\": [{\"cells\": [{\"cell_type\": \"markdown\", \"source\": [\"Hi.\"]}, {\"cell_type\": \"code\"}]}]}";
        assert_eq!(notebook_text(old).ok().as_deref(), Some("Hi."));
        let broken =
            "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"markdown\", \"source\": \"a \\ud83c b\"}]}";
        assert_eq!(reading(broken).1.text(), "a \u{FFFD} b\n");
    }
}
