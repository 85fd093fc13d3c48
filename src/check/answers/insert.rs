//! Putting sentences into a draft, and reading what came of it.

use super::questions::Spot;
use crate::markup::{self, BlockKind, Reading, Within};
use crate::source::{Draft, File, Format, Span};

/// A sentence at a place of a draft.
#[derive(Clone, Debug)]
pub(super) struct Put {
    pub span: Span,
    pub source: String,
    spot: Spot,
    text: &'static str,
}

impl Put {
    /// Returns how a sentence is put at a spot, the best way first.
    pub fn ways(draft: &Draft, reading: &Reading, spot: Spot, text: &'static str) -> Vec<Self> {
        let put = |at: u32, source: String| Self { span: Span::new(at, at), source, spot, text };
        match spot {
            Spot::Sentence(start) => {
                let at = reading.source_at(start);
                let outside = before_markup(draft, at);
                let mut ways = vec![put(outside, format!("{text} "))];
                if outside != at {
                    ways.push(put(at, format!("{text} ")));
                }
                ways
            }
            Spot::Block { block, heading } => {
                let source = |start: u32| {
                    let mut blocks = reading.blocks().iter();
                    blocks.find(|block| block.start == start && block.end > start).map(|block| block.source)
                };
                let before = source(block).map(|block| {
                    let file = draft.file(draft.file_of(block.start));
                    let end = line_end(file);
                    put(file.line_start(block.start), format!("{text}{end}{end}"))
                });
                let behind = heading.and_then(source).map(|heading| {
                    let file = draft.file(draft.file_of(heading.end));
                    let rest = file.text.get(heading.end.saturating_sub(file.base) as usize..).unwrap_or("");
                    let line = rest.lines().next().unwrap_or("").trim_end();
                    let ends = if file.format == Format::Latex { 1 } else { 2 };
                    put(heading.end + line.len() as u32, line_end(file).repeat(ends) + text)
                });
                // In a notebook a paragraph is written in a way of its own.
                let is_notebook = draft.main().format == Format::Notebook;
                before.into_iter().chain(behind).filter(|_| !is_notebook).collect()
            }
        }
    }
}

/// Returns how lines end in a file.
fn line_end(file: &File) -> &'static str {
    if file.text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Returns a place in front of the marks and commands that the words at `at` are set in: `\emph{`, `**`.
fn before_markup(draft: &Draft, at: u32) -> u32 {
    let file = draft.file(draft.file_of(at));
    let mut before = file.text.get(..at.saturating_sub(file.base) as usize).unwrap_or("");
    loop {
        let marks = before.trim_end_matches(['*', '_']);
        let in_braces = marks.strip_suffix('{').filter(|_| file.format == Format::Latex);
        let command =
            in_braces.map(|open| open.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '*'));
        let next = command.and_then(|open| open.strip_suffix('\\')).or(in_braces).unwrap_or(marks);
        if next.len() == before.len() {
            return file.base + before.len() as u32;
        }
        before = next;
    }
}

/// Returns the draft with these sentences.
pub(super) fn with(draft: &Draft, puts: &[&Put]) -> Draft {
    let mut edits: Vec<(Span, &str)> = puts.iter().map(|put| (put.span, put.source.as_str())).collect();
    edits.sort_by_key(|(span, _)| span.start);
    draft.edited(&edits)
}

/// Returns whether the draft with these sentences reads as it did, with each of them in its place and nothing else.
pub(super) fn reads_as_meant(draft: &Draft, reading: &Reading, puts: &[&Put]) -> bool {
    let mut meant: Vec<(BlockKind, Within, String)> = Vec::new();
    for block in reading.blocks() {
        let mut text = reading.slice(block.start, block.end).to_owned();
        let mut here: Vec<(u32, &str)> = Vec::new();
        for put in puts {
            match put.spot {
                Spot::Sentence(at) if block.start <= at && at < block.end => {
                    here.push((at - block.start, put.text))
                }
                Spot::Block { block: at, .. } if at == block.start && block.end > at => {
                    let within = block.within.intersection(Within::APPENDIX.with(Within::STATUS));
                    meant.push((BlockKind::Paragraph, within, put.text.to_owned()));
                }
                _ => {}
            }
        }
        here.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
        for (at, sentence) in here {
            // A spot is the start of a sentence.
            text.insert_str(at as usize, &format!("{sentence} "));
        }
        meant.push((block.kind, block.within, text));
    }
    let new = markup::read(&with(draft, puts));
    let read = new.blocks().iter().map(|block| (block.kind, block.within, new.slice(block.start, block.end)));
    read.eq(meant.iter().map(|(kind, within, text)| (*kind, *within, text.as_str())))
}
