//! Finds what of a draft has a key, and what points to it.
//!
//! Found apart from reading, by those who ask: most of it stands where no prose is (math, tables, options of code).

use crate::source::{Draft, FileId, Format, Links};

use super::cells::Cells;
use super::reading::behind;
use super::{latex, markdown};

/// Returns the keys of a draft, which are looked for at the first question.
pub fn links(draft: &Draft) -> &Links {
    draft.links(|draft| {
        let mut links = Links::default();
        for id in draft.roots() {
            match draft.file(id).format {
                Format::Latex => latex::links(draft, id, &mut links),
                Format::Markdown => markdown::links(draft, id, &mut links),
                Format::Notebook => cells(draft, id, &mut links),
                Format::Plain => {}
            }
        }
        links
    })
}

/// Finds what the Markdown cells of a notebook hold.
fn cells(draft: &Draft, id: FileId, links: &mut Links) {
    let file = draft.file(id);
    let Ok(Cells { cells, map }) = Cells::decode(&file.text, file.base) else { return };
    let mut found = Links::default();
    for (index, cell) in cells.iter().enumerate() {
        markdown::links_of(draft, cell, index == 0, &mut found);
    }
    // Entries in its front matter are escaped there.
    found.embedded.clear();
    links.join(found, |span| behind(&map, span));
}
