use std::ops::Range;

use super::mask::Masker;
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
    /// More of it that stands in the body, in order.
    pub later: Vec<Range<usize>>,
}

impl FrontMatter {
    /// The pieces of the body of a file of `len` bytes.
    pub fn bodies(&self, len: usize) -> Vec<Range<usize>> {
        let starts = std::iter::once(self.body).chain(self.later.iter().map(|later| later.end));
        let ends = self.later.iter().map(|later| later.start).chain(std::iter::once(len));
        starts.zip(ends).map(|(start, end)| start..end).collect()
    }
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

/// Reads the blocks of YAML in the text after the front matter, as Pandoc does.
pub fn read_later(text: &str, base: u32, front: &mut FrontMatter, masker: &mut Masker<'_>, meta: &mut Meta) {
    let body = text.as_bytes().get(front.body..).unwrap_or(b"");
    let mut done = front.body;
    let (mut fences, mut counted) = (0, front.body);
    for found in memchr::memmem::find_iter(body, b"\n---") {
        let fence = front.body + found + 1;
        let is_first = || text.get(done..fence).is_some_and(|before| before.trim().is_empty());
        let is_line = text.get(fence + 3..).is_some_and(|rest| rest.starts_with(['\n', '\r']));
        if fence < done || !is_line || !(is_first() || masker.follows_blank_line(fence)) {
            continue;
        }
        let Some((entries, range)) = keys::later_yaml(text, fence) else { continue };
        let is_fence = |line: &&str| matches!(line.trim_start().get(..3), Some("```" | "~~~"));
        fences += text.get(counted..fence).map_or(0, |before| before.lines().filter(is_fence).count());
        counted = fence;
        if fences % 2 == 1 {
            // It stands in code.
            continue;
        }
        done = range.end;
        front.later.push(range);
        for entry in entries {
            front.entry(text, base, entry, masker, meta);
        }
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
        let nested = keys::nested(text, value.clone()).into_iter().next().filter(|(key, _)| is_name(key));
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

/// The ranges of the lines of a range, with their line ends.
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

fn word(text: &str, value: &Range<usize>) -> Option<String> {
    one(text, value).map(str::to_lowercase)
}

/// A value on one line, without quotation marks.
fn one<'t>(text: &'t str, value: &Range<usize>) -> Option<&'t str> {
    let word = text.get(value.clone())?.trim().trim_matches(['"', '\'']).trim();
    (!word.is_empty()).then_some(word)
}

/// The range without white space at its ends.
pub fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let content = text.get(range.clone()).unwrap_or("");
    let start = range.start + (content.len() - content.trim_start().len());
    start..(range.start + content.trim_end().len()).max(start)
}
