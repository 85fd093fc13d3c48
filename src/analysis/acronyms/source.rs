//! How a short form is written in the source.

use std::ops::Range;

use crate::document::Document;
use crate::source::Draft;

/// What the markup round a short form says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup {
    /// It links to something, as a name does.
    pub is_link: bool,
    /// It is set in italics, as genes and journals are.
    pub is_italic: bool,
    /// It is put together from pieces, as formulas with indices are.
    pub is_pieced: bool,
}

/// Returns the markup round a range of the reading text.
pub(super) fn markup(document: &Document<'_>, draft: &Draft, range: Range<u32>) -> Markup {
    let reading = document.reading();
    let origins = reading.origins();
    let after = origins.partition_point(|origin| origin.at <= range.start);
    if origins.get(after).is_some_and(|origin| origin.at < range.end) {
        return Markup { is_pieced: true, ..Markup::default() };
    }
    let Some(span) = reading.verbatim(range.start, range.end) else { return Markup::default() };
    let file = draft.file(draft.file_of(span.start));
    let (start, end) =
        (span.start.saturating_sub(file.base) as usize, span.end.saturating_sub(file.base) as usize);
    let before = file.text.get(..start).unwrap_or("");
    let after = file.text.get(end..).unwrap_or("");
    let is_command = |commands: &[&str]| {
        after.starts_with('}') && commands.iter().any(|command| before.ends_with(command))
    };
    let is_star = |mark: char| {
        let is_one = before.strip_suffix(mark).is_some_and(|before| !before.ends_with(mark));
        is_one && after.starts_with(mark)
    };
    Markup {
        is_link: before.ends_with('[') && after.starts_with("](")
            || after.starts_with('}') && before.ends_with("}{"),
        is_italic: is_star('*') || is_star('_') || is_command(&["\\textit{", "\\emph{", "\\mathit{"]),
        is_pieced: false,
    }
}
