//! `merge-mark`: marks of a merge that was never finished.

use memchr::memmem;

use crate::analysis::Paper;
use crate::document::Block;
use crate::findings::{Place, Report, Severity};
use crate::markup::BlockKind;
use crate::rules::PaperCheck;
use crate::source::{File, Span};

/// Lines that open with seven signs.
#[derive(serde::Deserialize)]
pub struct MergeMark;

impl PaperCheck for MergeMark {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for file in paper.draft.files() {
            for span in conflicts(file) {
                let holds = |block: &Block| {
                    block.kind == BlockKind::Code
                        && block.source.start <= span.start
                        && span.end <= block.source.end
                };
                if !paper.document.blocks().iter().any(holds) {
                    out.place(Place::source(span), Severity::Error).value("found", paper.draft.text(span));
                }
            }
        }
    }
}

/// Returns the first lines of conflicts: one that opens with seven `<`, with a line of `=` and one that opens with seven `>` behind it.
fn conflicts(file: &File) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    if memmem::find(file.text.as_bytes(), b"<<<<<<<").is_none() {
        return found;
    }
    let mut open: Option<Span> = None;
    let mut has_middle = false;
    for line in file.text.split_inclusive('\n') {
        let bare = line.trim_end();
        let opens =
            |mark: &str| bare.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if opens("<<<<<<<") {
            open = Some(Span::new(file.base + at as u32, file.base + (at + bare.len()) as u32));
            has_middle = false;
        } else if bare == "=======" {
            has_middle = open.is_some();
        } else if opens(">>>>>>>") && has_middle {
            found.extend(open.take());
            has_middle = false;
        }
        at += line.len();
    }
    found
}
