//! Tags of HTML: what they do inside a line, and what the elements around blocks of text are.

use std::ops::Range;

use super::attributes;
use super::marks::GHOST;
use super::marks::{Mark, MarkKind, Next};
use super::mask::{Masker, REACH};
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
    if ["<br", "<li", "<p>", "</p>", "<tr", "<td"].iter().any(|tag| starts_with(rest, tag)) {
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

/// What an element is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    /// It holds blocks of text in a container, and in that of its class.
    Group(Within),
    /// What follows its start tag is a block of that kind.
    Starts(Next),
    /// A paragraph ends at its tags.
    Break,
    /// It holds no text.
    Hidden,
    /// Its tag on a line of its own is nothing; CommonMark would pass over the lines after it.
    Alone,
    /// Bold or italic text, with that mark of Markdown.
    Marked(&'static str),
    /// An acronym, which its title spells out.
    Acronym,
}

/// The elements that are known, by their names.
const ELEMENTS: &[(&str, Element)] = {
    use Element::{Acronym, Alone, Break, Group, Hidden, Marked, Starts};
    const IN_ANY: Element = Group(Within::NOTHING);
    &[
        ("div", IN_ANY),
        ("section", IN_ANY),
        ("article", IN_ANY),
        ("aside", IN_ANY),
        ("main", IN_ANY),
        ("header", IN_ANY),
        ("footer", IN_ANY),
        ("details", IN_ANY),
        ("center", IN_ANY),
        ("figure", Group(Within::FLOAT)),
        ("abstract", Group(Within::ABSTRACT)),
        ("blockquote", Group(Within::QUOTE)),
        ("ul", Group(Within::LIST)),
        ("ol", Group(Within::LIST)),
        ("dl", Group(Within::LIST)),
        ("table", Group(Within::TABLE)),
        ("h1", Starts(Next::Heading(1))),
        ("h2", Starts(Next::Heading(2))),
        ("h3", Starts(Next::Heading(3))),
        ("h4", Starts(Next::Heading(4))),
        ("h5", Starts(Next::Heading(5))),
        ("h6", Starts(Next::Heading(6))),
        ("li", Starts(Next::Item)),
        ("dt", Starts(Next::Item)),
        ("dd", Starts(Next::Item)),
        ("td", Starts(Next::Cell)),
        ("th", Starts(Next::Cell)),
        ("caption", Starts(Next::Caption)),
        ("figcaption", Starts(Next::Caption)),
        ("p", Break),
        ("summary", Break),
        ("tr", Break),
        ("thead", Break),
        ("tbody", Break),
        ("tfoot", Break),
        ("colgroup", Break),
        ("col", Break),
        ("hr", Break),
        ("address", Break),
        ("script", Hidden),
        ("style", Hidden),
        ("pre", Hidden),
        ("svg", Hidden),
        ("math", Hidden),
        ("iframe", Hidden),
        ("video", Hidden),
        ("audio", Hidden),
        ("object", Hidden),
        ("canvas", Hidden),
        ("noscript", Hidden),
        ("template", Hidden),
        ("textarea", Hidden),
        ("head", Hidden),
        ("img", Alone),
        ("br", Alone),
        ("a", Alone),
        ("picture", Alone),
        ("source", Alone),
        ("b", Marked("**")),
        ("strong", Marked("**")),
        ("i", Marked("*")),
        ("em", Marked("*")),
        ("u", Marked("*")),
        ("span", Marked("*")),
        ("font", Marked("*")),
        ("big", Marked("*")),
        ("small", Marked("*")),
        ("abbr", Acronym),
    ]
};

/// A tag around text.
struct ElementTag<'t> {
    /// The number of its element in the table.
    index: usize,
    /// What the element is.
    element: Element,
    /// What stands between `<` or `</` and `>`.
    inner: &'t str,
    is_end: bool,
    /// Its bytes.
    len: usize,
}

/// Reads the tag that `rest` starts with, if its element is known.
fn find(rest: &str) -> Option<ElementTag<'_>> {
    let inner = rest.strip_prefix('<')?;
    let len = inner.bytes().take(400).position(|byte| byte == b'>')?;
    let inner = inner.get(..len)?;
    let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let index = ELEMENTS.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(ElementTag { index, element: ELEMENTS[index].1, inner, is_end, len: len + 2 })
}

/// Returns whether a line, from its first character on, starts with the tag of an element around blocks.
fn starts_block(line: &str) -> bool {
    find(line)
        .is_some_and(|found| !matches!(found.element, Element::Marked(_) | Element::Acronym | Element::Alone))
}

/// How far before a tag the start of its text is looked for, in bytes.
const NEAR: usize = 400;

/// How many elements around a place are remembered.
const MAX_ELEMENTS: usize = 100;

impl Masker<'_> {
    /// Masks a tag around blocks of text; gives where the text goes on. CommonMark would pass over the text up to the next empty line.
    pub(super) fn block_tag(&mut self, at: usize, first: usize, limit: usize) -> Option<usize> {
        let found = find(self.text.get(at..limit)?)?;
        let end = at + found.len;
        let before = &self.bytes[first.max(at.saturating_sub(NEAR)).min(at)..at];
        let starts = before
            .iter()
            .rev()
            .take_while(|&&byte| byte != b'\n')
            .all(|&byte| matches!(byte, b' ' | b'>' | GHOST));
        let is_open = self.elements.contains(&found.index);
        match found.element {
            Element::Acronym => {
                self.acronym(at, end, found.inner);
                return None;
            }
            Element::Marked(mark) if starts && !found.is_end && !self.ends_line(end) => {
                return self.marked(at, end, mark);
            }
            Element::Marked(_) if starts && self.ends_line(end) => self.blank(at..end, MarkKind::Hidden),
            Element::Alone if starts && self.ends_line(end) => self.blank(at..end, MarkKind::Hidden),
            Element::Marked(_) | Element::Alone => return None,
            Element::Hidden if starts || self.in_html => {
                return self.hidden_element(at, end, found.index, limit);
            }
            _ if starts && (self.in_html || !self.elements.is_empty() || self.starts_text_line(at)) => {
                self.in_html = true;
                return Some(self.part(at..end, &found, limit));
            }
            _ if self.in_html => return Some(self.part(at..end, &found, limit)),
            // Text stands before it.
            _ if !(starts || found.is_end && is_open && self.ends_line(end)) => return None,
            // In a list or a quotation, a new line would end it.
            _ if !self.ends_line(end) => self.ghost(at..end, MarkKind::Hidden),
            _ => {
                self.blank(at..end, MarkKind::Hidden);
                self.element_marks(end, &found, limit);
            }
        }
        Some(end)
    }

    /// Ends the paragraph before a tag, and starts one after it. Gives where that is.
    fn part(&mut self, tag: Range<usize>, found: &ElementTag<'_>, limit: usize) -> usize {
        let spaces = self
            .text
            .get(tag.end..limit)
            .map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\t']).len());
        let end = tag.end + spaces;
        let follows_text = !self.starts_line(tag.start);
        let precedes_text = !self.ends_line(end);
        self.empty(tag.start..end);
        self.marks.push(Mark { start: tag.start, end: tag.end, kind: MarkKind::Hidden });
        if follows_text {
            self.bytes[tag.start] = b'\n';
        }
        if precedes_text {
            self.bytes[end - 1] = b'\n';
        }
        self.element_marks(tag.end, found, limit);
        end
    }

    /// Notes what a tag that ends at `at` opens or ends.
    fn element_marks(&mut self, at: usize, found: &ElementTag<'_>, limit: usize) {
        let mut mark = |kind| self.marks.push(Mark { start: at, end: at, kind });
        match (found.element, found.is_end) {
            (Element::Starts(next), false) => mark(MarkKind::Starts(next)),
            (Element::Starts(_), true) => mark(MarkKind::Starts(Next::Nothing)),
            (_, true) => {
                let Some(place) = self.elements.iter().rposition(|&index| index == found.index) else {
                    return;
                };
                let ended = self.elements.len() - place;
                (0..ended).for_each(|_| mark(MarkKind::Close));
                self.elements.truncate(place);
            }
            (Element::Group(within), false) => {
                let within = self.or_abstract(within.with(self.container_of(found.inner)), at, limit);
                self.open_element(at, found.index, within);
            }
            (Element::Break, false) => {
                // Its end tag may be left out, so it is a container only where a class says so.
                let within = self.container_of(found.inner);
                let window = self.text.as_bytes().get(at..limit.min(at + REACH)).unwrap_or(b"");
                if within != Within::NOTHING && memchr::memmem::find(window, b"</").is_some() {
                    self.open_element(at, found.index, within);
                }
            }
            _ => {}
        }
    }

    fn open_element(&mut self, at: usize, index: usize, within: Within) {
        if self.elements.len() < MAX_ELEMENTS {
            self.elements.push(index);
            self.marks.push(Mark { start: at, end: at, kind: MarkKind::Open(within) });
        }
    }

    /// Writes the mark of Markdown for a tag that opens a paragraph in bold or italics, and for its end tag in the same line.
    fn marked(&mut self, at: usize, end: usize, mark: &str) -> Option<usize> {
        let line_end = self.line_end(end, self.bytes.len());
        let rest = self.text.get(end..line_end.min(end + 200)).or_else(|| self.text.get(end..line_end))?;
        let close = memchr::memmem::find(rest.as_bytes(), b"</")? + end;
        let closing = find(self.text.get(close..line_end)?)
            .filter(|found| matches!(found.element, Element::Marked(closing) if closing == mark))?;
        let inner = self.text.get(end..close)?;
        if inner.is_empty()
            || inner.starts_with(' ')
            || inner.ends_with(' ')
            || inner.contains(['*', '_', '<'])
        {
            return None;
        }
        let close_end = close + closing.len;
        self.ghost(at..end, MarkKind::Hidden);
        self.ghost(close..close_end, MarkKind::Hidden);
        let first = self.marks.len() - 2;
        self.marks[first].start += mark.len();
        self.marks[first + 1].end -= mark.len();
        self.bytes[at..at + mark.len()].fill(b'*');
        self.bytes[close_end - mark.len()..close_end].fill(b'*');
        Some(end)
    }

    /// Masks an element without text up to its end.
    fn hidden_element(&mut self, at: usize, end: usize, index: usize, limit: usize) -> Option<usize> {
        let is_lost = 1 << (index % 64);
        let close = if self.lost_elements & is_lost == 0 {
            let closing = format!("</{}", ELEMENTS[index].0);
            memchr::memmem::find(self.text.as_bytes().get(end..limit)?, closing.as_bytes())
        } else {
            None
        };
        let Some(close) = close.map(|close| end + close) else {
            self.lost_elements |= is_lost;
            return None;
        };
        let tag = find(self.text.get(close..limit)?).map_or(2, |found| found.len);
        self.blank(at..close + tag, MarkKind::Hidden);
        Some(close + tag)
    }

    /// Notes the acronym between a tag that has a title and its end tag.
    fn acronym(&mut self, at: usize, end: usize, inner: &str) {
        let rest = self.text.get(end..).unwrap_or("");
        let len = rest.bytes().take(40).position(|byte| byte == b'<');
        if self.text.as_bytes().get(at + 1) != Some(&b'/') && inner.contains("title=") {
            self.acronyms.extend(len.filter(|&len| len > 0).map(|len| end..end + len));
        }
    }

    /// Returns whether the text of the line that holds a place begins there, without a space before it.
    fn starts_text_line(&self, at: usize) -> bool {
        at == 0 || self.bytes[at - 1] == b'\n'
    }

    /// Masks the spaces before a line of HTML, which would make code of it; `first` is its first character.
    pub(super) fn html_indent(&mut self, start: usize, first: usize, end: usize) {
        let is_deep = first - start >= 4 || self.bytes[start..first].contains(&b'\t');
        if is_deep && first < end && !self.text.get(first..end).is_some_and(starts_block) {
            self.ghost(start..first, MarkKind::Hidden);
        }
    }

    /// Returns the container that a class or an identifier names.
    fn container_of(&self, inner: &str) -> Within {
        let values = inner.split(['"', '\'']).skip(1).step_by(2);
        values
            .flat_map(attributes::names)
            .map(|name| self.container(name))
            .fold(Within::NOTHING, Within::with)
    }
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}
