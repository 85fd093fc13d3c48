//! The experiments of a plan: subsections, items, rows of a table or numbered sentences, each with what it says of itself.

use std::ops::Range;

use super::entries::{Row, hint_of, rows};
use super::words::{self, Hint, Place, clauses, says};
use super::{Reader, is_text};
use crate::document::{BlockRef, BlockRole, Document, SectionRef};

/// An experiment.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Its name, or how it starts, in bytes of the reading text.
    pub name: Range<u32>,
    /// All of it.
    pub range: Range<u32>,
    /// The words that say each field.
    fields: [Option<Range<u32>>; Field::ALL.len()],
}

impl Experiment {
    /// Returns the words that say a field.
    pub fn field(&self, field: Field) -> Option<Range<u32>> {
        self.fields[field as usize].clone()
    }

    /// Returns whether it says a field.
    pub fn has(&self, field: Field) -> bool {
        self.fields[field as usize].is_some()
    }
}

/// What an experiment should say of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What varies.
    Varies,
    /// What is measured.
    Measures,
    /// What would be expected.
    Expects,
    /// What result would change the plan.
    Decides,
    /// What it costs.
    Costs,
}

impl Field {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 5] = [Self::Varies, Self::Measures, Self::Expects, Self::Decides, Self::Costs];

    /// Returns its name in rule files and tables.
    pub fn name(self) -> &'static str {
        ["varies", "measures", "expects", "decides", "costs"][self as usize]
    }

    fn hint(self) -> Hint {
        [Hint::Varies, Hint::Measures, Hint::Expects, Hint::Decides, Hint::Costs][self as usize]
    }
}

/// Returns the experiments below each heading that names them.
pub(super) fn of(reader: &Reader<'_, '_>) -> Vec<Experiment> {
    let mut found: Vec<Experiment> = Vec::new();
    for section in reader.sections(Hint::Experiments) {
        // A heading below one that names experiments, as "Experiment 1", is read with it.
        let is_read = found.last().is_some_and(|last| {
            section.heading().is_some_and(|heading| heading.range().start < last.range.end)
        });
        if !is_read {
            found.extend(below(reader, section));
        }
    }
    found
}

fn below(reader: &Reader<'_, '_>, section: SectionRef<'_>) -> Vec<Experiment> {
    let document = reader.paper.document;
    let is_part = |other: &SectionRef<'_>| other.parent().is_some_and(|parent| parent.index == section.index);
    let parts: Vec<SectionRef<'_>> = document.section_refs().filter(is_part).collect();
    if parts.len() > 1 {
        return parts.into_iter().map(|part| of_section(document, part)).collect();
    }
    let blocks: Vec<BlockRef<'_>> = section.blocks().filter(is_text).collect();
    let mut found = of_items(document, &blocks);
    found.extend(of_rows(document, &rows(reader.paper.draft, &blocks)));
    if found.is_empty() { of_sentences(document, &blocks) } else { found }
}

/// Returns a subsection is an experiment.
fn of_section(document: &Document<'_>, section: SectionRef<'_>) -> Experiment {
    let blocks = section.blocks().filter(is_text).map(|block| block.range());
    let texts: Vec<Range<u32>> = blocks.collect();
    let name = section.heading().map_or(0..0, |heading| heading.range());
    experiment(document, name, &texts)
}

/// Returns an item is an experiment, with the labelled items and the paragraphs that follow it.
fn of_items(document: &Document<'_>, blocks: &[BlockRef<'_>]) -> Vec<Experiment> {
    let mut texts: Vec<Vec<Range<u32>>> = Vec::new();
    for block in blocks {
        let is_item = block.role() == BlockRole::Item;
        match texts.last_mut() {
            Some(last) if !is_item || hint_of(block.text()).is_some() => last.push(block.range()),
            _ if is_item => texts.push(vec![block.range()]),
            _ => {}
        }
    }
    texts.iter().filter_map(|texts| Some(experiment(document, texts.first()?.clone(), texts))).collect()
}

/// Returns a row is an experiment; the head of the table says what its cells hold.
fn of_rows(document: &Document<'_>, rows: &[Row<'_>]) -> Vec<Experiment> {
    let Some((head, rows)) = rows.split_first() else { return Vec::new() };
    let columns: Vec<Option<Hint>> =
        head.0.iter().map(|cell| words::first(cell.text(), Place::Column, |_| true)).collect();
    let read = |row: &Row<'_>| {
        let texts: Vec<Range<u32>> = row.0.iter().map(|cell| cell.range()).collect();
        let mut found = experiment(document, texts.first()?.clone(), &texts);
        // Where a cell is empty the columns cannot be told apart.
        if row.0.len() == columns.len() {
            for field in Field::ALL {
                let cell = columns.iter().position(|column| *column == Some(field.hint()));
                let cell = cell.and_then(|at| texts.get(at)).filter(|text| !text.is_empty());
                found.fields[field as usize] = cell.cloned().or(found.fields[field as usize].take());
            }
        }
        Some(found)
    };
    rows.iter().filter_map(read).collect()
}

/// Sentences that open with a number word start an experiment: `First, we vary …`
fn of_sentences(document: &Document<'_>, blocks: &[BlockRef<'_>]) -> Vec<Experiment> {
    let mut texts: Vec<Vec<Range<u32>>> = Vec::new();
    let running = blocks.iter().filter(|block| block.role() != BlockRole::Table);
    for sentence in running.flat_map(|block| block.sentences()) {
        if words::first(opening(sentence.text()), Place::Opening, |_| true).is_some() {
            texts.push(Vec::new());
        }
        if let Some(last) = texts.last_mut() {
            last.push(sentence.range());
        }
    }
    texts.iter().filter_map(|texts| Some(experiment(document, texts.first()?.clone(), texts))).collect()
}

/// Returns the first two words.
fn opening(text: &str) -> &str {
    let end = text.match_indices(' ').nth(1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or("")
}

fn experiment(document: &Document<'_>, name: Range<u32>, texts: &[Range<u32>]) -> Experiment {
    let reading = document.reading();
    let clauses: Vec<Range<u32>> =
        texts.iter().flat_map(|text| clauses(reading.slice(text.start, text.end), text.start)).collect();
    let said = |field: Field| {
        let in_clause = |clause: &Range<u32>| {
            let text = reading.slice(clause.start, clause.end);
            let is_short = text.split_whitespace().count() <= FEW_WORDS;
            says(text, field.hint())
                || hint_of(text) == Some(field.hint())
                || (is_short && words::first(text, Place::Alone, |hint| hint == field.hint()).is_some())
        };
        let at = clauses.iter().position(in_clause)?;
        // What follows from a result stands behind the condition.
        let goes_on = |clause: &Range<u32>| reading.slice(clause.start, clause.end).ends_with(CONDITION);
        let end = match field {
            Field::Decides => clauses.iter().skip(at).find(|clause| !goes_on(clause)),
            _ => clauses.get(at),
        };
        let end = end.or(clauses.last())?;
        Some(clauses.get(at)?.start..end.end - u32::from(goes_on(end)))
    };
    let name = named(reading.slice(name.start, name.end), name.start);
    let range = name.start..texts.last().map_or(name.end, |text| text.end.max(name.end));
    Experiment { name, range, fields: Field::ALL.map(said) }
}

/// Returns how a text starts, up to the first mark behind two words or more.
fn named(text: &str, base: u32) -> Range<u32> {
    let ends = text.match_indices([',', ';', '.', ':']).map(|(at, _)| at);
    let is_end = |at: &usize| {
        let (before, behind) = (text.get(..*at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        before.contains(' ') && (behind.is_empty() || behind.starts_with(char::is_whitespace))
    };
    base..base + ends.into_iter().find(is_end).unwrap_or(text.len()) as u32
}

/// Words of a clause that says one thing, or fewer: `two days`, `about 3 hours`.
const FEW_WORDS: usize = 4;

/// What ends a clause that a condition may be.
const CONDITION: char = ',';
