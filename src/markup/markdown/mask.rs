use std::collections::BTreeSet;
use std::ops::Range;

use memchr::{memchr, memchr3, memmem};

use super::environments::Ends;
use super::lines::Lines;
use super::marks::{GHOST, Mark, MarkKind};
use super::{fences, math, notation};
use crate::markup::{Asked, FaultKind};

/// A file's text with everything masked that CommonMark would misread, byte for byte as long as the text.
#[derive(Debug)]
pub struct Masked {
    /// The text with filler.
    pub text: String,
    /// What the filler stands for, in order.
    pub marks: Vec<Mark>,
    /// Captions that stand in the options of code, in order.
    pub captions: Vec<Range<usize>>,
    /// The files that are read in their place.
    pub asked: Vec<Asked>,
    /// Acronyms that the text spells out with its markup.
    pub acronyms: Vec<Range<usize>>,
    /// More front matter that stands in the text, in order.
    pub later: Vec<Range<usize>>,
    /// What was opened and has no end, by the mark that opens it.
    pub unclosed: Vec<(FaultKind, Range<usize>)>,
}

/// Masks a text from its start to its end.
#[derive(Debug)]
pub struct Masker<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: Vec<u8>,
    pub(super) marks: Vec<Mark>,
    pub(super) captions: Vec<Range<usize>>,
    pub(super) asked: Vec<Asked>,
    pub(super) acronyms: Vec<Range<usize>>,
    /// More front matter that stands in the text, in order.
    pub later: Vec<Range<usize>>,
    pub(super) unclosed: Vec<(FaultKind, Range<usize>)>,
    has_comment_end: bool,
    /// How many directives stand around the place.
    pub(super) depth: u32,
    /// The elements of HTML around the place, the innermost last.
    pub(super) elements: Vec<usize>,
    /// The elements, a bit each, whose end tag stands nowhere after the place.
    pub(super) lost_elements: u64,
    /// Whether a tag stands in one of the lines since the last empty one.
    pub(super) in_html: bool,
    /// Names of divs whose text is not the authors' prose, as they say.
    pub(super) quoted: Option<&'a BTreeSet<String>>,
    /// How many environments with text stand around the place.
    pub(super) environments: u32,
    pub(super) ends: Vec<Ends<'a>>,
    /// Where the next signs stand, of three kinds, unless these places are passed.
    signs: [usize; 3],
    /// Whether signs of the third kind mean anything in the text.
    has_rare_signs: bool,
    /// Whether the place stands in a block of MyST that is the abstract.
    pub(super) in_part: bool,
    pub(super) lines: Lines,
}

/// How far a construct inside a line may reach.
pub const REACH: usize = 4000;

impl<'a> Masker<'a> {
    /// Starts with nothing masked.
    pub fn new(text: &'a str) -> Self {
        Self::reuse(text, String::new())
    }

    /// Starts with nothing masked; the masked text will stand in a buffer that was used before.
    pub fn reuse(text: &'a str, mut buffer: String) -> Self {
        buffer.clear();
        buffer.push_str(text);
        Self {
            text,
            bytes: buffer.into_bytes(),
            // Papers have about as many.
            marks: Vec::with_capacity(text.len() / 200),
            captions: Vec::new(),
            asked: Vec::new(),
            acronyms: Vec::new(),
            later: Vec::new(),
            unclosed: Vec::new(),
            has_comment_end: true,
            depth: 0,
            elements: Vec::new(),
            lost_elements: 0,
            in_html: false,
            quoted: None,
            environments: 0,
            ends: Vec::new(),
            signs: [0; 3],
            has_rare_signs: notation::has_rare_signs(text),
            in_part: false,
            lines: Lines::default(),
        }
    }

    /// Returns the masked text and its marks.
    pub fn finish(mut self) -> Masked {
        // Front matter may ask for its abstract before its title.
        self.marks.sort_by_key(|mark| mark.start);
        // Only whole characters are ever filled. Should that fail, unmasked text is still readable.
        let text = String::from_utf8(self.bytes).unwrap_or_else(|_| self.text.to_owned());
        Masked {
            text,
            marks: self.marks,
            captions: self.captions,
            asked: self.asked,
            acronyms: self.acronyms,
            later: self.later,
            unclosed: self.unclosed,
        }
    }

    /// Masks a range as one thing inside a line.
    pub fn ghost(&mut self, range: Range<usize>, kind: MarkKind) {
        self.bytes[range.clone()].fill(GHOST);
        self.marks.push(Mark { start: range.start, end: range.end, kind });
    }

    /// Masks a range as empty lines.
    pub fn blank(&mut self, range: Range<usize>, kind: MarkKind) {
        self.empty(range.clone());
        self.marks.push(Mark { start: range.start, end: range.end, kind });
    }

    pub(super) fn empty(&mut self, range: Range<usize>) {
        for byte in &mut self.bytes[range] {
            if *byte != b'\n' && *byte != b'\r' {
                *byte = b' ';
            }
        }
    }

    /// Masks a range of Markdown.
    pub fn scan(&mut self, range: Range<usize>) {
        let mut at = range.start;
        // Nothing from `at` on has been looked at yet.
        let outer = std::mem::take(&mut self.signs);
        while at < range.end {
            if self.bytes[at] == b'\n' {
                self.in_html = false;
                at += 1;
                continue;
            }
            let start = at;
            let end = self.line_end(at, range.end);
            let is_text = self.join_line(at);
            let first = at + fences::indent(&self.bytes[at..end]);
            if self.in_html {
                self.in_html = !self.is_blank_line(at);
                self.html_indent(at, first, end);
            }
            let block = match self.bytes.get(first) {
                Some(b'`' | b'~') if fences::is_code_fence(&self.bytes[first..end]) => {
                    Some(self.code_block(first, end, range.end))
                }
                Some(b':') => self.div(first, end, range.end),
                Some(b'{') => self.shortcode(first, end),
                Some(b'>') => self.callout(first, end),
                _ => None,
            };
            at = block.unwrap_or_else(|| {
                let from = self.line_start(first, end, range.end);
                if from < end && (self.next_sign(from, range.end) < end || self.bytes[from] == b'$') {
                    self.inline(from, end, range.end)
                } else {
                    from.max(end)
                }
            });
            if is_text && at == end {
                self.end_text_line(start..end);
            }
        }
        self.signs = outer;
    }

    /// Returns the first byte from `from` on that may mean something inside a line which CommonMark would misread. Each search goes as far
    /// as it must and is then used up, so all of them together go through the text twice.
    fn next_sign(&mut self, from: usize, limit: usize) -> usize {
        let [marks, keys, rare] = &mut self.signs;
        let rest = self.bytes.get(from..limit).unwrap_or(b"");
        if *marks <= from {
            *marks = memchr3(b'\\', b'<', b'`', rest).map_or(limit, |found| from + found);
        }
        if *keys <= from {
            *keys = memchr(b'@', rest).map_or(limit, |found| from + found);
        }
        if *rare <= from {
            let found = if self.has_rare_signs { memchr3(b'$', b'=', b'%', rest) } else { None };
            *rare = found.map_or(limit, |found| from + found);
        }
        *marks.min(keys).min(rare)
    }

    pub(super) fn line_end(&self, at: usize, limit: usize) -> usize {
        memchr(b'\n', &self.bytes[at..limit]).map_or(limit, |found| at + found + 1)
    }

    /// Notes that a range of the options of a code block is the caption of a figure.
    pub fn caption(&mut self, range: Range<usize>) {
        self.captions.push(range);
    }

    /// Masks what stands inside a line, and gives the place to go on: the next line, or the end of what reaches into it.
    fn inline(&mut self, first: usize, end: usize, limit: usize) -> usize {
        if self.bytes[first..end].starts_with(b"$$")
            && let Some(after) = self.dollars(first, limit)
        {
            return after;
        }
        let mut at = first;
        loop {
            let here = self.next_sign(at, limit);
            if here >= end {
                return end;
            }
            let after = match self.bytes[here] {
                b'\\' => self.backslash(here, first, limit),
                b'<' => {
                    self.lines.last_tag = here;
                    self.comment(here, limit).or_else(|| self.block_tag(here, first, limit))
                }
                b'@' => self.citation(here, first, limit),
                sign @ (b'$' | b'=' | b'%') => self.rare_sign(sign, here, limit),
                _ => Some(self.code_span(here, limit)),
            };
            at = after.unwrap_or(here + 1);
            if at >= end {
                return at;
            }
        }
    }

    /// Display math that opens a line. Its lines may start like list items, so it must be masked as a whole.
    fn dollars(&mut self, first: usize, limit: usize) -> Option<usize> {
        let window = self.paragraph_rest(first + 2, limit);
        let close = memmem::find(&self.bytes[window.clone()], b"$$")? + window.start;
        self.ghost(first..close + 2, MarkKind::DisplayMath);
        // MyST names an equation after it: `$$ (name)`.
        let after = self.text.get(close + 2..self.line_end(close + 2, limit)).unwrap_or("").trim_end();
        let name = after.strip_prefix(" (").and_then(|after| after.strip_suffix(')'));
        if name.is_some_and(|name| !name.contains([' ', ')'])) {
            self.empty(close + 2..close + 2 + after.len());
        }
        Some(close + 2)
    }

    fn backslash(&mut self, at: usize, first: usize, limit: usize) -> Option<usize> {
        match self.bytes.get(at + 1)? {
            b'\\' | b'`' | b'<' => Some(at + 2),
            b'(' => {
                let window = self.paragraph_rest(at + 2, limit);
                let close = memmem::find(&self.bytes[window.clone()], b"\\)")? + window.start;
                if !math::looks_like_math(self.text.get(at + 2..close)?) {
                    return None;
                }
                self.ghost(at..close + 2, MarkKind::InlineMath);
                Some(close + 2)
            }
            b'[' => {
                let window = self.paragraph_rest(at + 2, limit);
                let Some(close) = memmem::find(&self.bytes[window.clone()], b"\\]") else {
                    return Some(at + 2);
                };
                let close = close + window.start;
                let is_on_own_lines = at == first && self.ends_line(close + 2);
                if !is_on_own_lines && !math::looks_like_display(self.text.get(at + 2..close)?) {
                    return Some(at + 2);
                }
                self.ghost(at..close + 2, MarkKind::DisplayMath);
                Some(close + 2)
            }
            b'@' => self.escaped_reference(at, limit),
            b'b' | b'e' => self.environment(at, first, limit),
            b'i' | b's' if at == first => self.input(at, limit),
            _ => None,
        }
    }

    fn comment(&mut self, at: usize, limit: usize) -> Option<usize> {
        if !self.bytes[at..limit].starts_with(b"<!--") {
            return None;
        }
        let close =
            if self.has_comment_end { memmem::find(&self.bytes[at + 4..limit], b"-->") } else { None };
        let Some(close) = close else {
            // CommonMark would let a comment without an end swallow the rest of the paper.
            if std::mem::take(&mut self.has_comment_end) {
                self.unclosed.push((FaultKind::Comment, at..at + 4));
            }
            self.ghost(at..at + 4, MarkKind::Hidden);
            return Some(at + 4);
        };
        let end = at + 4 + close + 3;
        self.hide(at..end, MarkKind::Comment);
        Some(end)
    }

    /// Masks lines of their own as empty lines where a paragraph ends or starts there anyway; else inside the paragraph.
    pub(super) fn hide(&mut self, range: Range<usize>, kind: MarkKind) {
        let is_alone = self.starts_line(range.start)
            && self.ends_line(range.end)
            && (self.follows_blank_line(range.start) || self.precedes_blank_line(range.end));
        if is_alone { self.blank(range, kind) } else { self.ghost(range, kind) }
    }

    /// Returns what follows in the same paragraph, at most [`REACH`] bytes of it.
    pub(super) fn paragraph_rest(&self, from: usize, limit: usize) -> Range<usize> {
        let limit = limit.min(from + REACH).max(from);
        let mut at = from;
        while let Some(found) = memchr(b'\n', &self.bytes[at..limit]) {
            let line_end = at + found;
            at = line_end + 1;
            if self.is_blank_line(at) {
                return from..line_end;
            }
        }
        from..limit
    }

    pub(super) fn is_blank_line(&self, at: usize) -> bool {
        let indent = fences::indent(&self.bytes[at..]);
        matches!(self.bytes.get(at + indent), None | Some(b'\n' | b'\r'))
    }

    pub(super) fn starts_line(&self, at: usize) -> bool {
        let before = self.bytes[..at].iter().rev().find(|&&byte| byte != b' ' && byte != b'\t');
        before.is_none_or(|&byte| byte == b'\n')
    }

    pub(super) fn ends_line(&self, at: usize) -> bool {
        self.is_blank_line(at)
    }

    pub(super) fn follows_blank_line(&self, at: usize) -> bool {
        let mut before = self.bytes[..at].iter().rev().filter(|&&byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        before.next().is_none_or(|_| before.next().is_none_or(|&byte| byte == b'\n'))
    }

    fn precedes_blank_line(&self, at: usize) -> bool {
        match memchr(b'\n', &self.bytes[at..]) {
            None => true,
            Some(found) => self.is_blank_line(at + found + 1),
        }
    }
}
