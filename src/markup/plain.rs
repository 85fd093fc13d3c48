//! Plain text: a blank line ends a paragraph, and nothing else is markup.

use super::{BlockKind, Builder};
use crate::source::{Draft, FileId, Span};

/// Reads one plain text file.
pub fn read(draft: &Draft, id: FileId, builder: &mut Builder) {
    let file = draft.file(id);
    let mut paragraph: Option<Span> = None;
    let mut at = file.base;
    for line in file.text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len() as u32);
        at = span.end;
        if line.trim().is_empty() {
            if let Some(done) = paragraph.take() {
                builder.paragraph(BlockKind::Paragraph, done, draft.text(done));
            }
        } else {
            paragraph = Some(paragraph.map_or(span, |begun| begun.cover(span)));
        }
    }
    if let Some(done) = paragraph {
        builder.paragraph(BlockKind::Paragraph, done, draft.text(done));
    }
}
