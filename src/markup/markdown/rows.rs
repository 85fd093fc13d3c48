//! The lines of a text, and what stands in them but for white space.

use std::ops::Range;

/// Returns the ranges of the lines of a range, with their line ends.
pub fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    let bytes = text.as_bytes().get(..range.end).unwrap_or(b"");
    std::iter::from_fn(move || {
        let start = at;
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        at = memchr::memchr(b'\n', rest).map_or(bytes.len(), |end| start + end + 1);
        Some(start..at)
    })
}

/// Returns the range without white space at its ends.
pub fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let content = text.get(range.clone()).unwrap_or("");
    let start = range.start + (content.len() - content.trim_start().len());
    start..(range.start + content.trim_end().len()).max(start)
}
