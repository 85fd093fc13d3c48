use std::ops::Range;

use super::mask::Masker;
use super::scalar;
use crate::markup::{BlockKind, Meta, Unreadable, Within};
use crate::source::Span;

/// The front matter of a file: where the body starts, and what of the front matter is prose.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// The first byte after it.
    pub body: usize,
    /// The title, the paragraphs of the abstract and the like, in order.
    pub parts: Vec<Part>,
}

/// A paragraph of the front matter. Its Markdown is read like any other.
#[derive(Debug)]
pub struct Part {
    /// Its bytes in the file, from its first letter to its last.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub within: Within,
}

/// Scans YAML between `---` lines, or skips TOML between `+++` lines. Without an end there is no front matter.
pub fn read(text: &str, base: u32, masker: &mut Masker<'_>, meta: &mut Meta) -> FrontMatter {
    let mut front = FrontMatter::default();
    let Some((yaml, body)) = yaml(text) else {
        front.body = toml_end(text).unwrap_or(0);
        return front;
    };
    front.body = body;
    for (key, value) in entries(text, yaml) {
        let address = |range: &Range<usize>| Span::new(base + range.start as u32, base + range.end as u32);
        let mut add = |kind, within, masker: &mut Masker<'_>| {
            for range in scalar::paragraphs(text, value.clone(), masker) {
                masker.scan(range.clone());
                front.parts.push(Part { range, kind, within });
            }
        };
        match key {
            "title" | "subtitle" => add(BlockKind::Title, Within::NOTHING, masker),
            "keywords" => add(BlockKind::Metadata, Within::NOTHING, masker),
            "abstract" | "Abstract" => match scalar::made_by(text.get(value.clone()).unwrap_or("")) {
                Some(scalar::Maker::Code) => {
                    meta.unreadable_abstract = Some(Unreadable::Generated(address(&trimmed(text, &value))));
                }
                Some(scalar::Maker::File) => {
                    meta.unreadable_abstract = Some(Unreadable::Absent(address(&trimmed(text, &value))));
                }
                None => add(BlockKind::Paragraph, Within::ABSTRACT, masker),
            },
            "doc-type" | "doc_type" | "doctype" => meta.doc_type = word(text, &value),
            "analysis" | "analyses" => meta.analysis = word(text, &value),
            "lang" | "language" => meta.language = word(text, &value),
            _ => {}
        }
        meta.keys.push(key.to_owned());
    }
    front
}

/// The range between the `---` lines, and the end of the second.
fn yaml(text: &str) -> Option<(Range<usize>, usize)> {
    let start = text.len() - text.trim_start().len();
    let mut lines = lines(text, start..text.len());
    let first = lines.next()?;
    if text.get(first.clone())?.trim_end() != "---" {
        return None;
    }
    let mut has_key = false;
    for line in lines {
        let content = text.get(line.clone())?.trim_end();
        if matches!(content, "---" | "...") {
            return has_key.then_some((first.end..line.start, line.end));
        }
        // A rule in the text is not the start of front matter: what follows it is no key.
        if !has_key && !content.is_empty() && !content.starts_with('#') {
            key(content)?;
            has_key = true;
        }
    }
    None
}

fn toml_end(text: &str) -> Option<usize> {
    let mut lines = lines(text, 0..text.len());
    if text.get(lines.next()?)?.trim_end() != "+++" {
        return None;
    }
    lines
        .find(|line| text.get(line.clone()).is_some_and(|line| line.trim_end() == "+++"))
        .map(|line| line.end)
}

/// The ranges of the lines of a range, with their line ends.
pub fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    text.get(range).unwrap_or("").split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..at
    })
}

/// The keys at the top and the ranges of their values, which go on until the next key.
fn entries(text: &str, yaml: Range<usize>) -> Vec<(&str, Range<usize>)> {
    let mut entries: Vec<(&str, Range<usize>)> = Vec::new();
    let mut goes_on = false;
    for line in lines(text, yaml) {
        let content = text.get(line.clone()).unwrap_or("");
        if let Some(key) = key(content) {
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

/// The key of a line that holds one at the top of the mapping.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let key = key.trim_end_matches([' ', '\t']);
    let key = key.trim_matches(['"', '\'']);
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.len() <= 60
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_. /".contains(&byte));
    (is_key && (rest.trim_end().is_empty() || rest.starts_with([' ', '\t']))).then_some(key)
}

fn word(text: &str, value: &Range<usize>) -> Option<String> {
    let word = text.get(value.clone())?.trim().trim_matches(['"', '\'']).trim();
    (!word.is_empty()).then(|| word.to_lowercase())
}

/// The range without white space at its ends.
pub fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let content = text.get(range.clone()).unwrap_or("");
    let start = range.start + (content.len() - content.trim_start().len());
    start..(range.start + content.trim_end().len()).max(start)
}
