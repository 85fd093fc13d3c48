//! What explains an acronym beside the sentences that spell it out, and who knows it without a word.

use rustc_hash::FxHashSet;

use super::declared::Declared;
use super::fields::Fields;
use super::{Acronym, Definition, Known, Readers, Use, definitions, known, written_out};
use crate::document::{BlockRef, BlockRole, Document};
use crate::source::Draft;

/// Completes the acronyms of a document, whose uses and definitions in sentences are there.
pub(super) fn complete(
    document: &Document<'_>,
    draft: &Draft,
    found: &mut [Acronym],
    fields: impl FnOnce() -> Fields,
) {
    say_who_knows(document.reading().text(), found, fields);
    let open = open(found);
    if !open.is_empty() {
        beside_the_text(document, draft, found, &open);
        let untold: Vec<usize> = open.iter().copied().filter(|&index| is_untold(&found[index])).collect();
        written_out::find(document, found, &untold);
        take_marked_letters(found, &open);
    }
}

fn say_who_knows(text: &str, found: &mut [Acronym], fields: impl FnOnce() -> Fields) {
    let known: Vec<Option<Known>> = found.iter().map(|acronym| known(&acronym.short)).collect();
    let is_asked = known.iter().any(|known| matches!(known, Some(Known::Fields(_))));
    let own = if is_asked { fields() } else { Fields::default() };
    for (acronym, known) in found.iter_mut().zip(known) {
        acronym.known_to = match known {
            Some(Known::Everybody) => Readers::Everybody,
            Some(Known::Proper) if !acronym.is_counted => Readers::Everybody,
            Some(Known::Addressed) if acronym.uses.iter().any(|place| is_addressed(text, place)) => {
                Readers::Everybody
            }
            Some(Known::Fields(fields)) if fields.meets(own) => Readers::Field,
            _ => Readers::Nobody,
        };
    }
}

/// Returns whether a comma stands before a use: `Austin, TX`.
fn is_addressed(text: &str, place: &Use) -> bool {
    text.get(..place.range.start as usize).is_some_and(|before| before.trim_end().ends_with(','))
}

/// Returns those that a reader may miss a long form of.
fn open(found: &[Acronym]) -> Vec<usize> {
    let is_open = |acronym: &Acronym| {
        let is_told = acronym.definitions.first().is_some_and(|definition| definition.is_entry);
        acronym.uses.len() > 1 && !acronym.is_name && !is_told && acronym.known_to != Readers::Everybody
    };
    (0..found.len()).filter(|&index| is_open(&found[index])).collect()
}

/// Returns whether its long form is not there when it is first met.
fn is_untold(acronym: &Acronym) -> bool {
    let first = acronym.uses.first().map_or(0, |first| first.range.end);
    !acronym
        .definitions
        .iter()
        .any(|told| !told.long.is_empty() && (told.is_entry || told.range.start <= first))
}

/// What the source spells out beside its text, and footnotes that hold nothing but a long form.
fn beside_the_text(document: &Document<'_>, draft: &Draft, found: &mut [Acronym], open: &[usize]) {
    let declared = Declared::of(draft);
    let bracketed = bracketed(document.reading().text());
    let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let notes: Vec<BlockRef<'_>> =
        blocks.filter(|block| block.role() == BlockRole::Footnote && block.words() <= SHORT_NOTE).collect();
    for &index in open {
        let acronym = &mut found[index];
        let of_notes = || {
            let text = notes.iter().map(|note| note.text().trim());
            text.into_iter()
                .find(|text| definitions::opens_with_long_form(text, &acronym.short))
                .map(str::to_owned)
        };
        let in_lower_case = || bracketed.contains(acronym.short.to_lowercase().as_str()).then(String::new);
        let long = declared.long(&acronym.short).or_else(of_notes).or_else(in_lower_case);
        let Some(long) = long else { continue };
        let Some(first) = acronym.uses.first() else { continue };
        let entry = entry(first, long);
        acronym.definitions.insert(0, entry);
    }
}

/// Returns the words in lower case that stand alone in a bracket: `(qzn)`.
fn bracketed(text: &str) -> FxHashSet<&str> {
    let opens = memchr::memchr_iter(b'(', text.as_bytes());
    let inside = opens.filter_map(|open| {
        let rest = text.as_bytes().get(open + 1..)?;
        let end = rest.iter().position(|byte| !byte.is_ascii_lowercase() && *byte != b'-')?;
        (rest[end] == b')').then(|| text.get(open + 1..open + 1 + end)).flatten()
    });
    inside.collect()
}

/// Words of a footnote that may be a long form and no more.
pub(super) const SHORT_NOTE: u32 = 12;

/// Returns what serves the whole paper, as if it stood at the first use.
fn entry(first: &Use, long: String) -> Definition {
    let &Use { ref range, role, block, sentence } = first;
    Definition { range: range.clone(), long, role, block, sentence, is_entry: true }
}

/// Letters that are set apart spell the acronym out: **P**upil **L**earning **Q**uestionnaire.
fn take_marked_letters(found: &mut [Acronym], open: &[usize]) {
    for &index in open {
        let acronym = &mut found[index];
        let marked = acronym.written_out.as_ref().filter(|written| written.is_marked);
        if let (Some(written), Some(first)) = (marked, acronym.uses.first()) {
            let entry = entry(first, written.long.clone());
            acronym.definitions.insert(0, entry);
        }
    }
}
