use super::attributes;
use super::fences;
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

/// The container that a class or an identifier names.
fn container(inner: &str) -> Within {
    let values = inner.split(['"', '\'']).skip(1).step_by(2);
    values.flat_map(attributes::names).map(fences::container).fold(Within::NOTHING, Within::with)
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}
