use std::ops::Range;

use super::marks::MarkKind;
use super::mask::Masker;
use super::rows::{lines, trimmed};

/// Who writes a value that does not stand in the front matter itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// Code that runs when the paper is built.
    Code,
    /// A file that is read then.
    File,
}

/// Returns whether a value is made when the paper is built, and by what.
pub fn made_by(value: &str) -> Option<Maker> {
    let value = value.trim();
    let inner = value.trim_start_matches(['|', '>', '-', '+']).trim().trim_matches(['"', '\'']).trim();
    let is_code = inner.starts_with("`r ") && inner.ends_with('`') && inner.matches('`').count() == 2
        || value.starts_with("!expr")
        || value.starts_with("!r");
    let reads_file = READERS.iter().any(|reader| inner.contains(reader));
    is_code.then_some(if reads_file { Maker::File } else { Maker::Code })
}

/// Calls that read a file.
const READERS: [&str; 7] = ["readLines", "read_file", "read_lines", "readr::", "scan(", "child", "readtext"];

/// Returns the paragraphs of a value, each from its first letter to its last. Escapes are masked.
pub fn paragraphs(text: &str, value: Range<usize>, masker: &mut Masker<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    node(text, trimmed(text, &value), masker, &mut found);
    found
}

fn node(text: &str, value: Range<usize>, masker: &mut Masker<'_>, found: &mut Vec<Range<usize>>) {
    let content = text.get(value.clone()).unwrap_or("");
    match content.as_bytes() {
        [] | b"~" | b"null" => {}
        [b'|' | b'>', ..] => {
            let header = memchr::memchr(b'\n', content.as_bytes()).map_or(content.len(), |end| end + 1);
            split(text, value.start + header..value.end, found);
        }
        // As TOML writes a string of several lines. In YAML, an apostrophe may open a string.
        [b'"', b'"', b'"', .., b'"', b'"', b'"'] => {
            escaped(text, value.start + 3..value.end - 3, masker, found)
        }
        [b'\'', b'\'', b'\'', .., b'\'', b'\'', b'\''] => split(text, value.start + 3..value.end - 3, found),
        [b'"', ..] => {
            let end = double_quoted_end(text, value.start + 1..value.end);
            escaped(text, value.start + 1..end, masker, found);
        }
        [b'\'', ..] => single_quoted(text, value.start + 1..value.end, masker, found),
        [b'-', b' ' | b'\n', ..] => items(text, value, masker, found),
        [b'[', ..] => {
            let inner = value.start + 1..value.end - usize::from(content.ends_with(']') && content.len() > 1);
            let inner = trimmed(text, &inner);
            match text.as_bytes().get(inner.start) {
                Some(b'"' | b'\'') if inner.start < inner.end => strings(text, inner, masker, found),
                _ => split(text, inner, found),
            }
        }
        _ => {
            let comment = content.find(" #").unwrap_or(content.len());
            split(text, value.start..value.start + comment, found);
        }
    }
}

/// Each item of a list is a value of its own. Items start with a dash in the column of the first.
fn items(text: &str, list: Range<usize>, masker: &mut Masker<'_>, found: &mut Vec<Range<usize>>) {
    let column =
        |at: usize| at - text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let first = column(list.start);
    let mut item: Option<Range<usize>> = None;
    for line in lines(text, list) {
        let content = text.get(line.clone()).unwrap_or("");
        let dash = line.start + (content.len() - content.trim_start().len());
        let is_item = content.trim_start().starts_with("- ") && (item.is_none() || column(dash) == first);
        if is_item {
            let done = item.replace(dash + 2..line.end);
            done.into_iter().for_each(|done| one_item(text, &done, masker, found));
        } else if let Some(item) = &mut item {
            item.end = line.end;
        }
    }
    item.into_iter().for_each(|done| one_item(text, &done, masker, found));
}

fn one_item(text: &str, item: &Range<usize>, masker: &mut Masker<'_>, found: &mut Vec<Range<usize>>) {
    let item = trimmed(text, item);
    // A list in a list is no prose, and following it would nest calls.
    if !text.get(item.clone()).is_some_and(|content| content.starts_with("- ") || content == "-") {
        node(text, item, masker, found);
    }
}

/// Each string of a list in brackets is a value of its own.
fn strings(text: &str, list: Range<usize>, masker: &mut Masker<'_>, found: &mut Vec<Range<usize>>) {
    let mut at = list.start;
    while at < list.end {
        let end = match text.as_bytes()[at] {
            b'"' => double_quoted_end(text, at + 1..list.end),
            b'\'' => single_quoted_end(text, at + 1..list.end),
            _ => {
                at += 1;
                continue;
            }
        };
        node(text, at..(end + 1).min(list.end), masker, found);
        at = end + 1;
    }
}

/// Returns where a string ends whose first byte starts the range: at its mark, or with the range.
fn double_quoted_end(text: &str, range: Range<usize>) -> usize {
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(range.end)
}

/// As [`double_quoted_end`]; two marks are an apostrophe.
fn single_quoted_end(text: &str, range: Range<usize>) -> usize {
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\'', Some(b'\'')) => at += 2,
            (b'\'', _) => break,
            _ => at += 1,
        }
    }
    at.min(range.end)
}

/// The paragraphs of a string with escapes.
fn escaped(text: &str, range: Range<usize>, masker: &mut Masker<'_>, found: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    let mut at = range.start;
    while let Some(next) = text.as_bytes().get(at..range.end).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += next;
        let rest = text.get(at..range.end).unwrap_or("");
        if rest.starts_with("\\n\\n") {
            split(text, start..at, found);
            at += "\\n\\n".len();
            start = at;
            continue;
        }
        let (len, masked) = escape(rest);
        if let Some((len, kind)) = masked {
            masker.ghost(at..at + len, kind);
        }
        at += len;
    }
    split(text, start..range.end, found);
}

/// Returns the length of the escape that `rest` starts with, and how many bytes of it to mask as what.
fn escape(rest: &str) -> (usize, Option<(usize, MarkKind)>) {
    let Some(second) = rest.chars().nth(1) else {
        return (1, None);
    };
    let len = 1 + second.len_utf8();
    let kind = match second {
        'n' | 't' | 'r' | ' ' | '_' | 'N' | 'L' | 'P' => MarkKind::Char(' '),
        '\n' | '\r' => MarkKind::Hidden,
        // The second backslash is the one that Markdown sees.
        '\\' => return (len, Some((1, MarkKind::Hidden))),
        'x' | 'u' | 'U' => {
            let width = match second {
                'x' => 2,
                'u' => 4,
                _ => 8,
            };
            let code = rest.get(2..2 + width).and_then(|code| u32::from_str_radix(code, 16).ok());
            return match code.and_then(char::from_u32) {
                Some(char) => (2 + width, Some((2 + width, MarkKind::Char(char)))),
                None => (len, None),
            };
        }
        char => MarkKind::Char(char),
    };
    (len, Some((len, kind)))
}

fn single_quoted(text: &str, range: Range<usize>, masker: &mut Masker<'_>, found: &mut Vec<Range<usize>>) {
    let inner = range.start..single_quoted_end(text, range);
    for (at, pair) in text.get(inner.clone()).unwrap_or("").match_indices("''") {
        let at = inner.start + at;
        masker.ghost(at..at + pair.len(), MarkKind::Char('\''));
    }
    split(text, inner, found);
}

/// Splits a range at its blank lines.
fn split(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut paragraph: Option<Range<usize>> = None;
    for line in lines(text, range) {
        if text.get(line.clone()).unwrap_or("").trim().is_empty() {
            found.extend(paragraph.take().map(|done| trimmed(text, &done)));
        } else {
            paragraph = Some(paragraph.map_or(line.start, |begun| begun.start)..line.end);
        }
    }
    found.extend(paragraph.map(|done| trimmed(text, &done)));
}
