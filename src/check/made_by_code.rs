//! Tables and captions that code makes when the paper is built: they are a part of the paper, and not of its source.

use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::Paper;
use crate::markup::{BlockKind, Unread, UnreadKind};

/// Returns what is printed by chunks of code and cannot be read, in the order of the source.
pub(super) fn made_by_code(paper: &Paper<'_>) -> impl Iterator<Item = Unread> {
    let code = paper.document.blocks().iter().filter(|block| block.kind == BlockKind::Code);
    code.flat_map(|block| {
        let text = paper.draft.text(block.source);
        let is_run = text.trim_start_matches(['`', '~']).starts_with('{');
        let found = |kind: UnreadKind, maker: &Option<Regex>| {
            let is_made = || maker.as_ref().is_some_and(|maker| maker.is_match(text));
            (is_run && is_made()).then_some(Unread { at: block.source, kind })
        };
        [found(UnreadKind::Table, &TABLE), found(UnreadKind::Caption, &CAPTION)]
    })
    .flatten()
}

/// A call of a function that prints a table.
static TABLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let makers: Vec<&str> = include_str!("table_makers.txt").lines().collect();
    Regex::new(&format!(r"\b(?:{})\(", makers.join("|"))).ok()
});

/// An option that takes its caption from code, and not from what stands between quotation marks.
static CAPTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\b(?:fig|tab|tbl)\.cap *= *[^"' ]|#\| *(?:fig|tbl)[-.]cap: *!expr"#).ok());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_between_quotation_marks_are_read() {
        let (table, caption) = (TABLE.as_ref().unwrap(), CAPTION.as_ref().unwrap());
        assert!(caption.is_match("{r, fig.cap = paste(a, b)}") && caption.is_match("#| fig-cap: !expr a"));
        assert!(!caption.is_match("{r, fig.cap = \"Tea\"}") && !caption.is_match("#| fig-cap: Tea"));
        assert!(table.is_match("knitr::kable(x)") && !table.is_match("unkable(x)"));
    }
}
