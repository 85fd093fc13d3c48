use super::attributes;
use super::fences;
use super::mask::{MarkKind, Masker};
use crate::markup::Within;

/// What an inline tag does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Nothing.
    Mark,
    /// A line break.
    Break,
    /// A raised number that is a mark and no word, with its end tag; the length of all of it.
    Note(usize),
}

/// Reads the tag that `rest` starts with.
pub fn tag(rest: &str) -> Tag {
    if starts_with(rest, "<br") {
        return Tag::Break;
    }
    if starts_with(rest, "<sup>")
        && let Some(inner) = rest.get("<sup>".len()..)
    {
        let mark =
            inner.bytes().take(40).take_while(|byte| byte.is_ascii_digit() || b",* -".contains(byte)).count();
        let after = inner.get(mark..).unwrap_or("");
        if mark > 0 && starts_with(after, "</sup>") {
            return Tag::Note("<sup>".len() + mark + "</sup>".len());
        }
    }
    Tag::Mark
}

/// A tag of an element whose text is read as any other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// `<div class="abstract">`
    Open(Within),
    /// `</div>`
    Close,
    /// `<p>`, `</summary>`
    Mark,
    /// `<img>`, `<br>`: nothing, where it stands on a line of its own; CommonMark would pass over the lines after it.
    Alone,
}

/// Reads the tag that `rest` starts with as one around blocks of text, and gives its length, too. CommonMark would pass over the text.
pub fn block(rest: &str) -> Option<(usize, Block)> {
    let inner = rest.strip_prefix('<')?;
    let len = inner.bytes().take(400).position(|byte| byte == b'>')?;
    let inner = inner.get(..len)?;
    let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    let block = match name.as_str() {
        "div" | "details" | "section" | "article" | "aside" | "figure" | "blockquote" if is_end => {
            Block::Close
        }
        "figure" => Block::Open(Within::FLOAT),
        "blockquote" => Block::Open(Within::QUOTE),
        "div" | "details" | "section" | "article" | "aside" => Block::Open(container(inner)),
        "p" | "summary" | "center" | "figcaption" | "main" => Block::Mark,
        "img" | "br" | "a" | "span" | "font" | "small" | "b" | "i" | "em" | "strong" => Block::Alone,
        _ => return None,
    };
    Some((len + 2, block))
}

impl Masker<'_> {
    /// Masks a tag around blocks of text that stands at the start of a line, or that ends such an element.
    pub(super) fn block_tag(&mut self, at: usize, first: usize) -> Option<usize> {
        let (len, tag) = block(self.text.get(at..)?)?;
        let starts_block = self.bytes[first..at].iter().all(|&byte| byte == b' ');
        let end = at + len;
        let ends_block = self.ends_line(end) || self.bytes.get(end) == Some(&b'<');
        match tag {
            Block::Open(within) if starts_block && ends_block => {
                self.elements += 1;
                self.blank(at..end, MarkKind::Open(within));
            }
            Block::Close if starts_block || ends_block => {
                // The end of an element whose start stands in a line of text closes no container.
                let is_open = self.elements > 0;
                self.elements = self.elements.saturating_sub(1);
                self.blank(at..end, if is_open { MarkKind::Close } else { MarkKind::Hidden });
            }
            Block::Alone if starts_block && self.ends_line(end) => self.blank(at..end, MarkKind::Hidden),
            Block::Mark if ends_block => self.blank(at..end, MarkKind::Hidden),
            // Spaces before text would make code of it.
            Block::Mark => self.ghost(at..end, MarkKind::Hidden),
            Block::Open(_) if starts_block => self.ghost(at..end, MarkKind::Hidden),
            _ => return None,
        }
        Some(end)
    }
}

/// The container that a class or an identifier names.
fn container(inner: &str) -> Within {
    let values = inner.split(['"', '\'']).skip(1).step_by(2);
    values.flat_map(attributes::names).map(fences::container).fold(Within::NOTHING, Within::with)
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}
