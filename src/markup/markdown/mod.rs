//! Markdown: CommonMark and the dialects papers are written in (Pandoc, R Markdown, Quarto, MyST, JOSS, Manubot).
//!
//! Three steps. The front matter is scanned by hand. What CommonMark would misread (TeX math, comments, fence lines of divs,
//! LaTeX environments) is masked with filler of the same length, so that every offset stays true. Then pulldown-cmark gives
//! the structure, and the inline reader looks into its text for what CommonMark does not know: citations, references, notes.

mod attributes;
mod blocks;
mod brackets;
mod chunks;
mod citations;
mod code;
mod commands;
mod directives;
mod environments;
mod fences;
mod front_matter;
mod html;
mod includes;
mod inline;
mod keys;
mod leads;
mod line_starts;
mod lines;
mod links;
mod marks;
mod mask;
mod math;
mod meaning;
mod notation;
mod paragraphs;
mod rows;
mod scalar;
mod special;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use links::{bibliographies, links, links_of};

use super::{Asked, Builder, Fault, FaultKind, Meta, Within};
use crate::source::{Draft, File, FileId, Span};
use blocks::Reader;
use mask::{Masked, Masker};

/// Reads one file, and those that it includes in their place.
pub fn read(draft: &Draft, id: FileId, builder: &mut Builder) {
    read_file(draft, draft.file(id), builder);
}

/// Reads a file that need not be one of the draft.
pub fn read_file(draft: &Draft, file: &File, builder: &mut Builder) {
    let text = file.text.as_str();
    let mut masker = Masker::reuse(text, std::mem::take(&mut builder.spare));
    masker.quoted = Some(&draft.declared().quoted);
    let mut front = front_matter::read(text, file.base, &mut masker, builder.meta());
    masker.scan(front.body..text.len());
    for yaml in masker.later.clone() {
        front_matter::read_later(text, file.base, yaml, &mut front, &mut masker, builder.meta());
    }
    let masked = masker.finish();
    add_to_meta(&masked, file, builder.meta());
    let mut reader = Reader::new(draft, file, &masked, builder);
    for part in &front.parts {
        reader.read_part(part);
    }
    for body in front_matter::between(front.body..text.len(), &masked.later) {
        reader.read_body(Within::NOTHING, body);
    }
    builder.spare = masked.text;
}

/// Reads a file that goes on with another one.
pub fn read_body(draft: &Draft, file: &File, within: Within, builder: &mut Builder) {
    read_part(draft, file, 0..file.text.len(), (within, 0), builder);
}

/// Reads a part of a file that stands in another one: in which container, and how many levels its headings go down. Its front matter says
/// nothing about the paper.
fn read_part(
    draft: &Draft,
    file: &File,
    part: Range<usize>,
    (within, deeper): (Within, i8),
    builder: &mut Builder,
) {
    let text = file.text.as_str();
    let front = front_matter::read(text, file.base, &mut Masker::new(text), &mut Meta::default());
    let part = part.start.max(front.body)..part.end.max(front.body);
    let mut masker = Masker::new(text);
    masker.quoted = Some(&draft.declared().quoted);
    masker.scan(part.clone());
    let masked = masker.finish();
    add_to_meta(&masked, file, builder.meta());
    let mut reader = Reader::new(draft, file, &masked, builder);
    reader.deeper = deeper;
    for body in front_matter::between(part, &masked.later) {
        reader.read_body(within, body);
    }
}

/// Returns the first byte after the front matter.
pub fn body_start(text: &str) -> u32 {
    front_matter::read(text, 0, &mut Masker::new(text), &mut Meta::default()).body as u32
}

/// Returns what is wrong first with the front matter of a file.
pub fn front_matter_fault(file: &File) -> Option<Fault> {
    let (kind, at, reason) = keys::fault(&file.text)?;
    let at = Span::new(file.base + at.start as u32, file.base + at.end as u32);
    Some(Fault { at, kind, reason })
}

/// Adds what is broken in a file, and the acronyms that its markup spells out.
fn add_to_meta(masked: &Masked, file: &File, meta: &mut Meta) {
    let address = |at: &Range<usize>| Span::new(file.base + at.start as u32, file.base + at.end as u32);
    let fault = |(kind, at): &(FaultKind, Range<usize>)| Fault {
        at: address(at),
        kind: *kind,
        reason: String::new(),
    };
    meta.faults.extend(masked.unclosed.iter().map(fault));
    let acronyms = masked.acronyms.iter().filter_map(|range| file.text.get(range.clone()));
    meta.acronyms.extend(acronyms.map(|acronym| acronym.trim().to_owned()));
}

/// Returns the files that a file asks for.
pub fn includes(text: &str) -> Vec<Asked> {
    // Most drafts ask for none, and to mask them twice would be a waste.
    let may_ask = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    if !["include", "child", "\\input", "\\subfile", "\\import"].into_iter().any(may_ask) {
        return Vec::new();
    }
    let mut masker = Masker::new(text);
    let front = front_matter::read(text, 0, &mut masker, &mut Meta::default());
    masker.scan(front.body..text.len());
    masker.finish().asked
}
