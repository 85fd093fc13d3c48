use std::ops::Range;

use super::front_matter::{lines, trimmed};
use super::mask::{MarkKind, Masker};

/// Who writes a value that does not stand in the front matter itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// Code that runs when the paper is built.
    Code,
    /// A file that is read then.
    File,
}

/// Whether a value is made when the paper is built, and by what.
pub fn made_by(value: &str) -> Option<Maker> {
    let value = value.trim();
    let inner = value.trim_start_matches(['|', '>', '-', '+']).trim().trim_matches(['"', '\'']).trim();
    let is_code = inner.starts_with("`r ") && inner.ends_with('`') && inner.matches('`').count() == 2
        || value.starts_with("!expr")
        || value.starts_with("!r");
    let is_include = inner.starts_with("\\input{") && inner.ends_with('}');
    let reads_file = is_code && READERS.iter().any(|reader| inner.contains(reader));
    match (is_code, is_include || reads_file) {
        (_, true) => Some(Maker::File),
        (true, false) => Some(Maker::Code),
        (false, false) => None,
    }
}

/// Calls that read a file.
const READERS: [&str; 7] = ["readLines", "read_file", "read_lines", "readr::", "scan(", "child", "readtext"];

/// The paragraphs of a value, each from its first letter to its last. Escapes are masked.
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
        [b'"', ..] => double_quoted(text, value.start + 1..value.end, masker, found),
        [b'\'', ..] => single_quoted(text, value.start + 1..value.end, masker, found),
        [b'-', b' ' | b'\n', ..] => items(text, value, masker, found),
        [b'[', ..] => split(
            text,
            value.start + 1..value.end - usize::from(content.ends_with(']') && content.len() > 1),
            found,
        ),
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

fn double_quoted(text: &str, range: Range<usize>, masker: &mut Masker<'_>, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end && bytes[at] != b'"' {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
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
    split(text, start..at.min(range.end), found);
}

/// The length of the escape that `rest` starts with, and how many bytes of it to mask as what.
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
    let bytes = text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        match (bytes[at], bytes.get(at + 1)) {
            (b'\'', Some(b'\'')) if at + 1 < range.end => {
                masker.ghost(at..at + 2, MarkKind::Char('\''));
                at += 2;
            }
            (b'\'', _) => break,
            _ => at += 1,
        }
    }
    split(text, range.start..at, found);
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
