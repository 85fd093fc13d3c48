//! The top of a file in YAML or TOML: its keys, where their values stand, and, for those who ask, what is wrong with it.

use std::ops::Range;

use saphyr_parser::Parser;
use toml::de::DeTable;

use super::rows::{lines, trimmed};
use crate::markup::FaultKind;

/// What stands between the two fence lines at the top of a file.
#[derive(Debug)]
pub struct Keys<'t> {
    /// The keys at the top and the ranges of their values, in order.
    pub entries: Vec<(&'t str, Range<usize>)>,
    /// The first byte after the second fence line.
    pub body: usize,
}

/// What is wrong first, where, and why in the words of a parser.
pub type KeyFault = (FaultKind, Range<usize>, String);

/// Finds YAML between `---` lines, or TOML between `+++` lines.
///
/// Without a second fence line, what looks like front matter ends at the first empty line, so that it does not swallow the paper.
pub fn find(text: &str) -> Option<Keys<'_>> {
    let (syntax, _, Extent { inner, body, .. }) = syntax_and_extent(text)?;
    let entries = match syntax {
        Syntax::Yaml => yaml_entries(text, inner),
        Syntax::Toml => toml(text, inner).0,
    };
    Some(Keys { entries, body })
}

/// Returns what is wrong with it. A parser takes as long for it as the reader for the paper, and no text is read from what it finds.
pub fn fault(text: &str) -> Option<KeyFault> {
    let (syntax, first, Extent { inner, is_closed, .. }) = syntax_and_extent(text)?;
    match syntax {
        _ if !is_closed => Some((FaultKind::Unclosed, trimmed(text, &first), String::new())),
        Syntax::Yaml => yaml_fault(text, inner),
        Syntax::Toml => toml(text, inner).1,
    }
}

/// Returns what it is written in, its first line, and how far it reaches.
fn syntax_and_extent(text: &str) -> Option<(Syntax, Range<usize>, Extent)> {
    let start = text.len() - text.trim_start().len();
    let first = lines(text, start..text.len()).next()?;
    let syntax = match text.get(first.clone())?.trim_end() {
        "---" => Syntax::Yaml,
        "+++" => Syntax::Toml,
        _ => return None,
    };
    let extent = syntax.extent(text, first.end)?;
    Some((syntax, first, extent))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// How far front matter reaches.
struct Extent {
    inner: Range<usize>,
    body: usize,
    is_closed: bool,
}

/// Keys that only front matter has.
const KNOWN: [&str; 10] = [
    "title",
    "author",
    "authors",
    "abstract",
    "date",
    "output",
    "format",
    "bibliography",
    "lang",
    "keywords",
];

impl Syntax {
    fn extent(self, text: &str, start: usize) -> Option<Extent> {
        let mut has_key = false;
        let mut first_empty: Option<Range<usize>> = None;
        for line in lines(text, start..text.len()) {
            let content = text.get(line.clone())?.trim_end();
            if self.is_fence(content) {
                return has_key.then_some(Extent {
                    inner: start..line.start,
                    body: line.end,
                    is_closed: true,
                });
            }
            if content.is_empty() {
                first_empty = first_empty.or(has_key.then_some(line));
            } else if !has_key && !content.starts_with('#') {
                // A rule in the text is not the start of front matter: what follows it is no key.
                self.key(content)?;
                has_key = true;
            }
        }
        let end = first_empty.unwrap_or(text.len()..text.len());
        let mut keys = lines(text, start..end.start).filter_map(|line| self.key(text.get(line)?));
        let is_known = keys.any(|key| KNOWN.contains(&key));
        is_known.then_some(Extent { inner: start..end.start, body: end.end, is_closed: false })
    }

    fn is_fence(self, line: &str) -> bool {
        match self {
            Self::Yaml => matches!(line, "---" | "..."),
            Self::Toml => line == "+++",
        }
    }

    /// Returns the key of a line that holds one at the top.
    fn key(self, line: &str) -> Option<&str> {
        match self {
            Self::Yaml => yaml_key(line),
            Self::Toml => {
                line.split_once('=').map(|(key, _)| key.trim()).or(line.starts_with('[').then_some(line))
            }
        }
    }
}

/// Returns a value goes on until the next key.
fn yaml_entries(text: &str, yaml: Range<usize>) -> Vec<(&str, Range<usize>)> {
    let mut entries: Vec<(&str, Range<usize>)> = Vec::new();
    let mut goes_on = false;
    for line in lines(text, yaml) {
        let content = text.get(line.clone()).unwrap_or("");
        if let Some(key) = yaml_key(content) {
            let colon = memchr::memchr(b':', content.as_bytes()).unwrap_or(0);
            entries.push((key, line.start + colon + 1..line.end));
            goes_on = true;
        } else if goes_on && !content.starts_with('#') {
            if let Some((_, value)) = entries.last_mut() {
                value.end = line.end;
            }
        } else {
            goes_on = false;
        }
    }
    entries
}

/// Returns the keys of a mapping that stands in a value, one level further in, and the ranges of their values.
pub fn nested(text: &str, value: Range<usize>) -> Vec<(&str, Range<usize>)> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut entries: Vec<(&str, Range<usize>)> = Vec::new();
    let mut column = None;
    for line in lines(text, value).skip(1) {
        let content = text.get(line.clone()).unwrap_or("");
        if content.trim().is_empty() {
            continue;
        }
        let at = *column.get_or_insert(indent(content));
        let key = content.get(at..).filter(|_| indent(content) == at && at > 0).and_then(yaml_key);
        match (key, entries.last_mut()) {
            (Some(key), _) => {
                let colon = memchr::memchr(b':', content.as_bytes()).unwrap_or(0);
                entries.push((key, line.start + colon + 1..line.end));
            }
            (None, Some((_, value))) => value.end = line.end,
            // What opens it is no key, so it is no mapping.
            (None, None) => return entries,
        }
    }
    entries
}

/// Returns the YAML after a line `---` that follows an empty line in a text, up to the line that ends it. What has an empty line in it is a
/// rule and text.
pub fn later_yaml(text: &str, fence: usize) -> Option<Range<usize>> {
    let first = lines(text, fence..text.len()).next()?;
    let start = first.end;
    let is_fence =
        |line: &Range<usize>| matches!(text.get(line.clone()).map(str::trim_end), Some("---" | "..."));
    yaml_key(text.get(lines(text, start..text.len()).next()?)?)?;
    let is_yaml = |line: &Range<usize>| {
        let content = text.get(line.clone()).unwrap_or("");
        content.starts_with([' ', '-', '#', '\t', ']', '}']) || yaml_key(content).is_some()
    };
    let end = lines(text, start..text.len())
        .take(200)
        .find(|line| is_fence(line) || !is_yaml(line))
        .filter(is_fence)?;
    Some(fence..end.end)
}

/// Returns the keys of such a block.
pub fn later_entries(text: &str, yaml: Range<usize>) -> Vec<(&str, Range<usize>)> {
    let end = lines(text, yaml.clone()).last().map_or(yaml.end, |fence| fence.start);
    let start = lines(text, yaml).next().map_or(end, |fence| fence.end);
    yaml_entries(text, start.min(end)..end)
}

fn yaml_key(line: &str) -> Option<&str> {
    // Most lines are further in, or text of a value.
    line.bytes().next().filter(|&byte| byte.is_ascii_alphabetic() || byte == b'"' || byte == b'\'')?;
    let (key, rest) = line.split_once(':')?;
    let key = key.trim_end_matches([' ', '\t']);
    let key = key.trim_matches(['"', '\'']);
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.len() <= 60
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_. /".contains(&byte));
    (is_key && (rest.trim_end().is_empty() || rest.starts_with([' ', '\t']))).then_some(key)
}

/// Returns the line where a YAML parser gives up, and why. Values are not read from the parser: what is left of broken YAML is still prose.
fn yaml_fault(text: &str, yaml: Range<usize>) -> Option<KeyFault> {
    let content = text.get(yaml.clone())?;
    let error = Parser::new_from_str(content).find_map(Result::err)?;
    if Parser::new_from_str(&as_others_read(content)).all(|event| event.is_ok()) {
        return None;
    }
    let line = error.marker().line().saturating_sub(1);
    // Past the last line, the last one is at fault.
    let line = lines(text, yaml).take(line + 1).filter(|line| !trimmed(text, line).is_empty()).last()?;
    Some((FaultKind::Yaml, trimmed(text, &line), error.info().to_owned()))
}

/// YAML with what other parsers take and this one does not as all of them do: a space for a tab in a line, and the lines between two brackets set in.
fn as_others_read(yaml: &str) -> String {
    let mut read = String::with_capacity(yaml.len() + 64);
    let mut depth = 0_u32;
    let mut quote = None;
    for line in yaml.split_inclusive('\n') {
        if depth > 0 && quote.is_none() {
            read.push(' ');
        }
        let mut before = ' ';
        for c in line.chars() {
            match (c, quote) {
                ('[' | '{', None) => depth += 1,
                (']' | '}', None) => depth = depth.saturating_sub(1),
                ('"' | '\'', None) if !before.is_alphanumeric() => quote = Some(c),
                (_, Some(open)) if open == c => quote = None,
                _ => {}
            }
            let is_inside = c == '\t' && !before.is_whitespace();
            read.push(if is_inside { ' ' } else { c });
            before = c;
        }
    }
    read
}

type Entries<'t> = Vec<(&'t str, Range<usize>)>;

/// Returns what the parser makes of TOML, broken or not.
fn toml(text: &str, toml: Range<usize>) -> (Entries<'_>, Option<KeyFault>) {
    let (table, errors) = DeTable::parse_recoverable(text.get(toml.clone()).unwrap_or(""));
    let place = |range: Range<usize>| toml.start + range.start..toml.start + range.end;
    let mut entries: Entries<'_> = table
        .get_ref()
        .iter()
        .filter_map(|(key, value)| {
            let key = text.get(place(key.span()))?.trim_matches(['"', '\'']);
            (!value.get_ref().is_table()).then(|| (key, place(value.span())))
        })
        .collect();
    entries.sort_by_key(|(_, value)| value.start);
    let fault = errors.first().map(|error| {
        let at = place(error.span().unwrap_or_default());
        let line = lines(text, toml.clone()).take_while(|line| line.start <= at.start).last();
        (FaultKind::Toml, trimmed(text, &line.unwrap_or(at)), error.message().to_owned())
    });
    (entries, fault)
}
