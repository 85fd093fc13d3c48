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
mod commands;
mod environments;
mod fences;
mod front_matter;
mod html;
mod inline;
mod mask;
mod math;
mod paragraphs;
mod scalar;
mod special;
#[cfg(test)]
mod tests;

use super::Builder;
use crate::source::{Draft, FileId};
use blocks::Reader;
use mask::Masker;

/// Reads one file.
pub fn read(draft: &Draft, id: FileId, builder: &mut Builder) {
    let file = draft.file(id);
    let text = file.text.as_str();
    let mut masker = Masker::new(text);
    let front = front_matter::read(text, file.base, &mut masker, builder.meta());
    masker.scan(front.body..text.len());
    let masked = masker.finish();
    let mut reader = Reader::new(text, file.base, &masked, builder);
    for part in &front.parts {
        reader.read_part(part);
    }
    reader.read_body(front.body..text.len());
}
