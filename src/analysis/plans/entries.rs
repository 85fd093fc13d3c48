//! What a plan lists below a heading: items, rows of a table, or sentences.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::labels::label;
use super::passages::is_of;
use super::words::{self, Hint, says};
use super::{Entry, Form, Reader, is_text};
use crate::document::{BlockRef, BlockRole, SectionRef, SentenceRef};
use crate::source::Draft;

impl Reader<'_, '_> {
    /// Questions and hypotheses, each with whether it says which way; one that asks has no way to say.
    pub(super) fn questions(&self) -> Vec<Entry> {
        let reading = self.paper.document.reading();
        let entry = |range: Range<u32>| {
            let text = reading.slice(range.start, range.end);
            let is_definite = text.trim_end().ends_with('?') || says(text, Hint::Direction);
            Entry { is_definite: is_definite || self.form == Form::Project, range }
        };
        let mut known = FxHashSet::default();
        // The first with a number states it; others speak of it.
        let is_first = |range: &Range<u32>| known.insert(label(reading.slice(range.start, range.end)));
        let labelled: Vec<Range<u32>> = self.texts().flat_map(labelled).filter(is_first).collect();
        // Where hypotheses have numbers, the other sentences there explain them.
        let listed = || self.listed(Hint::Question);
        let mut ranges = if labelled.is_empty() { listed() } else { labelled };
        if ranges.is_empty() && self.form == Form::Registration {
            let asks = |sentence: &SentenceRef<'_>| says(sentence.text(), Hint::Question);
            let sentences = self.texts().flat_map(BlockRef::sentences).filter(asks);
            ranges.extend(sentences.map(|sentence| sentence.range()));
        }
        ranges.into_iter().map(entry).collect()
    }

    /// Milestones, each with whether it has a date.
    pub(super) fn milestones(&self) -> Vec<Entry> {
        let reading = self.paper.document.reading();
        let entry = |range: Range<u32>| {
            let text = reading.slice(range.start, range.end);
            let is_iso = |word: &str| word.len() >= 7 && word.starts_with("20") && word.contains('-');
            let is_definite = says(text, Hint::Date) || text.split_whitespace().any(is_iso);
            Entry { range, is_definite }
        };
        self.listed(Hint::Milestones).into_iter().map(entry).collect()
    }

    /// What stands below the headings of a part.
    pub(super) fn entries(&self, hint: Hint) -> Vec<Entry> {
        self.listed(hint).into_iter().map(|range| Entry { range, is_definite: true }).collect()
    }

    /// Items and rows below the headings of a part; where there are none, sentences. What ends in a colon is still to be filled in.
    fn listed(&self, hint: Hint) -> Vec<Range<u32>> {
        let reading = self.paper.document.reading();
        let is_filled = |range: &Range<u32>| !reading.slice(range.start, range.end).trim_end().ends_with(':');
        let mut listed: Vec<Range<u32>> = Vec::new();
        for range in self.sections(hint).flat_map(|section| self.listed_in(section)).filter(is_filled) {
            // A section of that part may hold another.
            if listed.last().is_none_or(|last| last.end <= range.start) {
                listed.push(range);
            }
        }
        listed
    }

    fn listed_in(&self, section: SectionRef<'_>) -> Vec<Range<u32>> {
        // Why something is asked or done is told below what is.
        let gives_reasons = |block: &BlockRef<'_>| {
            let own = block.section();
            own.index != section.index && is_of(own.title(), Hint::Motivation, self.form)
        };
        let blocks = section.blocks().filter(is_text).filter(|block| !gives_reasons(block));
        let blocks: Vec<BlockRef<'_>> = blocks.collect();
        let items = blocks.iter().filter(|block| block.role() == BlockRole::Item).map(|block| block.range());
        let rows = rows(self.paper.draft, &blocks);
        let rows = rows.into_iter().skip(1).map(|row| row.range());
        let listed: Vec<Range<u32>> = items.chain(rows).collect();
        if !listed.is_empty() {
            return listed;
        }
        let sentences = blocks.into_iter().flat_map(BlockRef::sentences);
        sentences.filter(|sentence| sentence.words() > 1).map(|sentence| sentence.range()).collect()
    }
}

/// What opens with a number of its own in a block, each with what follows it there.
fn labelled(block: BlockRef<'_>) -> Vec<Range<u32>> {
    // A label in bold is a heading in the line of its hypothesis.
    let section = block.section();
    let opens = section.own_blocks().find(is_text).is_some_and(|first| first.index == block.index);
    if let Some(heading) = section.heading().filter(|_| opens && label(section.title()).is_some()) {
        return std::iter::once(heading.range().start..block.range().end).collect();
    }
    let mut found: Vec<Range<u32>> = Vec::new();
    for sentence in block.sentences() {
        match found.last_mut() {
            _ if is_labelled(sentence.text()) => found.push(sentence.range()),
            Some(last) => last.end = sentence.range().end,
            None => {}
        }
    }
    found
}

/// `RQ1: …`, `H2a. …`, `Hypothesis 3. …`
fn is_labelled(text: &str) -> bool {
    label(text).is_some() && !text.trim_end().ends_with(':')
}

/// A row of a table: its cells.
pub(super) struct Row<'d>(pub Vec<BlockRef<'d>>);

impl Row<'_> {
    /// From the start of its first cell to the end of its last, in bytes of the reading text.
    pub fn range(&self) -> Range<u32> {
        let start = self.0.first().map_or(0, |cell| cell.range().start);
        start..self.0.last().map_or(start, |cell| cell.range().end)
    }
}

/// The rows of the tables among blocks. Cells of one line of the source are a row.
pub(super) fn rows<'d>(draft: &Draft, blocks: &[BlockRef<'d>]) -> Vec<Row<'d>> {
    let mut rows: Vec<Row<'d>> = Vec::new();
    let mut last: Option<BlockRef<'d>> = None;
    for &cell in blocks.iter().filter(|block| block.role() == BlockRole::Table) {
        let starts_row = last.is_none_or(|last| {
            let between = crate::source::Span { start: source(last), end: source(cell) };
            between.start > between.end || draft.text(between).contains('\n')
        });
        match rows.last_mut() {
            Some(row) if !starts_row => row.0.push(cell),
            _ => rows.push(Row(vec![cell])),
        }
        last = Some(cell);
    }
    rows
}

/// Where a block starts in the source.
fn source(block: BlockRef<'_>) -> u32 {
    block.document.blocks()[block.index as usize].source.start
}

/// The hint of an item's label, which stands before a colon: `Measure: …`.
pub(super) fn hint_of(text: &str) -> Option<Hint> {
    let (label, _) = text.split_once(':')?;
    let is_short = label.split_whitespace().count() <= LABEL;
    is_short.then(|| words::first(label, words::Place::Label, |_| true)).flatten()
}

/// Words that a label has, or fewer.
const LABEL: usize = 3;
