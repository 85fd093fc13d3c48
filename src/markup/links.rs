//! Finds what of a draft has a key, and what points to it.
//!
//! Found apart from reading, by those who ask: most of it stands where no prose is (math, tables, options of code).

use crate::source::{Draft, Format, Links};

use super::{latex, markdown, notebook};

/// The keys of a draft, which are looked for at the first question.
pub fn links(draft: &Draft) -> &Links {
    draft.links(|draft| {
        let mut links = Links::default();
        for id in draft.roots() {
            match draft.file(id).format {
                Format::Latex => latex::links(draft, id, &mut links),
                Format::Markdown => markdown::links(draft, id, &mut links),
                Format::Notebook => notebook::links(draft, id, &mut links),
                Format::Plain => {}
            }
        }
        links
    })
}
