//! Tables that Pandoc reads and CommonMark takes for text: grids, and columns under rows of dashes.

use std::ops::Range;

use super::rows::lines;

/// Returns the table that a line, whose first character stands at `first`, opens or is the head row of.
pub fn find(text: &str, first: usize, limit: usize) -> Option<Range<usize>> {
    let line = lines(text, first..limit).next()?;
    let content = text.get(line.clone())?.trim_end();
    if content.starts_with('+') {
        return grid(text, first, limit);
    }
    let groups = dashes(content)?;
    let before = text.get(..first)?.trim_end_matches([' ', '\t']);
    let head = before.strip_suffix('\n').unwrap_or(before);
    let head = head.get(head.rfind('\n').map_or(0, |end| end + 1)..)?;
    if head.trim().is_empty() {
        return ruled(text, first, limit, groups);
    }
    // A row of dashes under a line: what follows up to an empty line is the table.
    let start = before.len() - head.len() - usize::from(before.ends_with('\n'));
    let end = lines(text, line.end..limit).find(|line| is_blank(text, line)).map_or(limit, |line| line.start);
    (groups > 1).then_some(start..end)
}

fn grid(text: &str, first: usize, limit: usize) -> Option<Range<usize>> {
    let content = |line: &Range<usize>| text.get(line.clone()).unwrap_or("").trim();
    let mut rows = lines(text, first..limit).take_while(|line| content(line).starts_with(['+', '|']));
    let border = rows.next()?;
    let is_border =
        content(&border).len() > 2 && content(&border).bytes().all(|byte| b"+-=:".contains(&byte));
    is_border.then(|| first..rows.last().unwrap_or(border).end)
}

/// Returns a table between two rows of dashes, whose columns are those of one of its rows of dashes.
fn ruled(text: &str, first: usize, limit: usize, groups: usize) -> Option<Range<usize>> {
    let mut has_columns = groups > 1;
    let mut lines = lines(text, first..limit).take(MOST_LINES).peekable();
    lines.next()?;
    while let Some(line) = lines.next() {
        if !has_columns && is_blank(text, &line) {
            // A rule between two paragraphs.
            return None;
        }
        let Some(groups) = text.get(line.clone()).and_then(|line| dashes(line.trim_ascii())) else {
            continue;
        };
        let ends = lines.peek().is_none_or(|next| is_blank(text, next));
        if ends && has_columns {
            return Some(first..line.end);
        }
        has_columns |= groups > 1;
    }
    None
}

/// Lines that such a table may have.
const MOST_LINES: usize = 200;

/// Returns how many groups of dashes a line is made of, if it is made of nothing else and one of them is long.
fn dashes(line: &str) -> Option<usize> {
    let is_rule =
        line.starts_with('-') && line.bytes().all(|byte| matches!(byte, b'-' | b' ')) && line.contains("---");
    is_rule.then(|| line.split_ascii_whitespace().count())
}

fn is_blank(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone()).is_none_or(|line| line.trim().is_empty())
}
