//! Headings that are written as the first words of a paragraph: `*Abstract*—We`, `Abstract: We`, `**Keywords** tea`, or alone.

use std::ops::Range;
use std::sync::LazyLock;

use super::marks::GHOST;

/// What such a heading says of the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// It is the abstract.
    Abstract,
    /// It is the abstract where it stands at the top, or a look back.
    Summary,
    /// It is keywords.
    Keywords,
}

/// A heading at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Lead {
    /// Its words.
    pub words: Range<usize>,
    /// Where the text goes on; the end of the text where nothing follows.
    pub rest: usize,
    /// What it names.
    pub names: Names,
}

/// Each line of the list: what the words name, and the words.
static WORDS: LazyLock<Vec<(Names, &'static str)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (names, words) = line.split_once(' ').filter(|_| !line.starts_with('#'))?;
        let names = match names {
            "abstract" => Names::Abstract,
            "summary" => Names::Summary,
            _ => Names::Keywords,
        };
        Some((names, words.trim()))
    };
    include_str!("leads.txt").lines().filter_map(line).collect()
});

/// Longest piece of text that is looked at for one, in bytes.
const REACH: usize = 120;

/// Returns the heading that a text opens with. `masked` is the same text with filler in the place of tags, its lines perhaps joined.
pub fn find(text: &str, masked: &str) -> Option<Lead> {
    let opener = |byte: &u8| matches!(*byte, b'*' | b'_' | b'[' | b' ' | GHOST);
    let bytes = masked.as_bytes();
    let start = bytes.iter().take(20).take_while(|byte| opener(byte)).count();
    let marks = bytes.iter().take(start).filter(|byte| matches!(byte, b'*' | b'_' | b'[')).count();
    let (names, len) =
        text.get(start..).filter(|text| text.starts_with(['A', 'S', 'E', 'K', 'I'])).and_then(words)?;
    let words = start..start + len;
    let mut at = words.end;
    at += note(text.get(at..)?);
    let inner = stops(text, at);
    let closed = closed(text, masked, inner);
    if marks > 0 && closed == inner {
        return None;
    }
    let rest = stops(text, closed);
    let has_stop = inner > at || rest > closed;
    let after = text.get(rest..)?;
    let trimmed = after.trim_start_matches([' ', '\t', '\\']);
    let trimmed =
        ["<br>", "<br/>", "<br />"].iter().find_map(|tag| trimmed.strip_prefix(tag)).unwrap_or(trimmed);
    let ends_line = trimmed.is_empty()
        || trimmed.starts_with(['\n', '\r'])
        || trimmed.starts_with("</")
        || trimmed.len() < after.len() && after.trim_start().starts_with('<');
    let body = trimmed.trim_start_matches([' ', '\t', '\n', '\r', '>']);
    let is_bold = marks > 1 && names != Names::Summary && after.starts_with(' ');
    let is_lead = body.is_empty() || ends_line || has_stop || is_bold;
    is_lead.then(|| Lead { words, rest: text.len() - body.len(), names })
}

/// Returns whether a title is one that only an abstract has: `Abstract`, `**Abstract.**`.
pub fn is_abstract(title: &str) -> bool {
    let title = title.trim_matches(|c: char| !c.is_alphanumeric());
    words(title).is_some_and(|(names, len)| names != Names::Keywords && len == title.len())
}

/// Returns whether the text of a quotation or a box opens with the heading of an abstract. Marks of quotations may stand before each line.
pub fn opens_abstract(text: &str) -> bool {
    let mut start = 0;
    while let Some(byte) = text.as_bytes().get(start).filter(|_| start < REACH) {
        match byte {
            b' ' | b'>' | b'\n' | b'\r' | b'\t' => start += 1,
            b'<' => {
                start += text.bytes().skip(start).take(REACH).position(|byte| byte == b'>').unwrap_or(REACH)
            }
            _ => break,
        }
    }
    let text = text.get(start..).filter(|_| start < REACH).unwrap_or("");
    let title = text.trim_start_matches('#');
    if title.len() < text.len() {
        return is_abstract(title.lines().next().unwrap_or(""));
    }
    find(text, text).is_some_and(|lead| lead.names == Names::Abstract)
}

/// Returns what the first words of a text name, and how long they are.
fn words(text: &str) -> Option<(Names, usize)> {
    let first = text.bytes().next()?.to_ascii_lowercase();
    let fits = |(names, words): &(Names, &str)| {
        if !words.as_bytes().starts_with(&[first]) {
            return None;
        }
        let ends = !text.as_bytes().get(words.len()).is_some_and(u8::is_ascii_alphanumeric);
        let is_same = text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
        (is_same && ends).then_some((*names, words.len()))
    };
    WORDS.iter().find_map(fits)
}

/// Returns the length of a note on how long the text is: ` (250 words)`.
fn note(text: &str) -> usize {
    let inner = text.strip_prefix(" (").and_then(|rest| rest.split_once(')')).map(|(inner, _)| inner);
    let is_note = |inner: &&str| inner.len() < 40 && inner.bytes().any(|byte| byte.is_ascii_digit());
    inner.filter(is_note).map_or(0, |inner| inner.len() + " ()".len())
}

/// One past the stops, dashes and wide spaces that part a heading from its text, from `at` on; `at` where none do.
fn stops(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let is_space = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r');
    let after = rest.trim_start_matches(is_space);
    let spaces = rest.len() - after.len();
    if rest.get(..spaces).is_some_and(|spaces| !spaces.is_ascii()) {
        return at + spaces;
    }
    let entity = ENTITIES.iter().find(|entity| after.starts_with(**entity));
    let len = match entity {
        Some(entity) => entity.len(),
        None => after.len() - after.trim_start_matches(['.', ':', '–', '—', '|', '-']).len(),
    };
    // The hyphen of a word is no dash.
    let is_hyphen = len == 1 && after.starts_with('-') && !after.starts_with("- ");
    if len == 0 || is_hyphen { at } else { at + spaces + len }
}

/// Dashes and wide spaces as HTML names them.
const ENTITIES: [&str; 5] = ["&mdash;", "&ndash;", "&nbsp;", "&emsp;", "&ensp;"];

/// One past the marks that end bold or italics, and past the attributes of a span.
fn closed(text: &str, masked: &str, at: usize) -> usize {
    let mut end = at;
    while let Some(byte) =
        masked.as_bytes().get(end).filter(|byte| matches!(**byte, b'*' | b'_' | b']' | GHOST))
    {
        end += 1;
        let attributes =
            text.get(end..).filter(|_| *byte == b']').and_then(super::attributes::attribute_block);
        end += attributes.map_or(0, |inner| inner.len() + 2);
    }
    end
}
