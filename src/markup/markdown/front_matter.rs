use std::ops::Range;

use super::mask::Masker;
use super::rows::{lines, trimmed};
use super::{keys, scalar};
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

/// Returns the pieces of a text between the blocks of YAML in it.
pub fn between(text: Range<usize>, later: &[Range<usize>]) -> Vec<Range<usize>> {
    let starts = std::iter::once(text.start).chain(later.iter().map(|yaml| yaml.end));
    let ends = later.iter().map(|yaml| yaml.start).chain(std::iter::once(text.end));
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

/// Reads what front matter there is. That of a draft may stand in several blocks.
pub fn read(text: &str, base: u32, masker: &mut Masker<'_>, meta: &mut Meta) -> FrontMatter {
    let mut front = FrontMatter::default();
    let Some(keys) = keys::find(text) else { return title_block(text, masker) };
    front.body = keys.body;
    for (key, value) in keys.entries {
        front.entry(text, base, (key, value), masker, meta);
    }
    front
}

/// Reads a block of YAML in the text after the front matter, as Pandoc does.
pub fn read_later(
    text: &str,
    base: u32,
    yaml: Range<usize>,
    front: &mut FrontMatter,
    masker: &mut Masker<'_>,
    meta: &mut Meta,
) {
    for entry in keys::later_entries(text, yaml) {
        front.entry(text, base, entry, masker, meta);
    }
}

impl FrontMatter {
    /// Reads one key.
    fn entry(
        &mut self,
        text: &str,
        base: u32,
        entry: (&str, Range<usize>),
        masker: &mut Masker<'_>,
        meta: &mut Meta,
    ) {
        let (key, value) = entry;
        match key {
            "title" | "subtitle" => self.add(text, value, (BlockKind::Title, Within::NOTHING), masker),
            "keywords" => self.add(text, value, (BlockKind::Metadata, Within::NOTHING), masker),
            "abstract" | "Abstract" => self.add_abstract(text, base, value, masker, meta),
            // MyST names the parts of a paper so.
            "parts" => {
                for (part, value) in keys::nested(text, value) {
                    if part == "abstract" {
                        self.add_abstract(text, base, value, masker, meta);
                    }
                }
            }
            "doc-type" | "doc_type" | "doctype" => meta.doc_type = word(text, &value),
            "analysis" | "analyses" => meta.analysis = word(text, &value),
            "bibliography" => meta.bibliographies.extend(one(text, &value).map(str::to_owned)),
            "lang" | "language" => meta.language = word(text, &value),
            _ => {}
        }
        meta.keys.push(key.to_owned());
    }

    fn add(
        &mut self,
        text: &str,
        value: Range<usize>,
        (kind, within): (BlockKind, Within),
        masker: &mut Masker<'_>,
    ) {
        for range in scalar::paragraphs(text, value, masker) {
            masker.scan(range.clone());
            self.parts.push(Part { range, kind, within });
        }
    }

    /// The abstract, or the first of several that stand below the names of their languages.
    fn add_abstract(
        &mut self,
        text: &str,
        base: u32,
        value: Range<usize>,
        masker: &mut Masker<'_>,
        meta: &mut Meta,
    ) {
        let is_name = |key: &str| key.len() <= 3 || matches!(key, "text" | "content" | "value");
        let nested = keys::nested(text, value.clone());
        let is_part =
            |key: &str| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'_');
        if nested.len() > 1 && nested.iter().all(|(key, _)| is_part(key) && !is_name(key)) {
            // Each of its parts has a name: `background: …`.
            for (_, value) in nested {
                self.add(text, value, (BlockKind::Paragraph, Within::ABSTRACT), masker);
            }
            return;
        }
        let nested = nested.into_iter().next().filter(|(key, _)| is_name(key));
        let value = nested.map_or(value, |(_, value)| value);
        let at = trimmed(text, &value);
        let at = Span::new(base + at.start as u32, base + at.end as u32);
        match scalar::made_by(text.get(value.clone()).unwrap_or("")) {
            Some(scalar::Maker::Code) => meta.unreadable_abstract = Some(Unreadable::Generated(at)),
            Some(scalar::Maker::File) => meta.unreadable_abstract = Some(Unreadable::Absent(at)),
            None => self.add(text, value, (BlockKind::Paragraph, Within::ABSTRACT), masker),
        }
    }
}

/// Pandoc's title block: lines that start with `%` at the top of a file; the first is the title, then come authors and date.
fn title_block(text: &str, masker: &mut Masker<'_>) -> FrontMatter {
    let mut front = FrontMatter::default();
    for line in lines(text, 0..text.len()).take(20) {
        let content = text.get(line.clone()).unwrap_or("");
        let is_first = front.body == 0;
        if !content.starts_with("% ") && (is_first || !content.starts_with([' ', '%'])) {
            break;
        }
        if is_first {
            let range = trimmed(text, &(line.start + 1..line.end));
            masker.scan(range.clone());
            front.parts.push(Part { range, kind: BlockKind::Title, within: Within::NOTHING });
        }
        front.body = line.end;
    }
    front
}

fn word(text: &str, value: &Range<usize>) -> Option<String> {
    one(text, value).map(str::to_lowercase)
}

/// Returns a value on one line, without quotation marks.
fn one<'t>(text: &'t str, value: &Range<usize>) -> Option<&'t str> {
    let word = text.get(value.clone())?.trim().trim_matches(['"', '\'']).trim();
    (!word.is_empty()).then_some(word)
}
