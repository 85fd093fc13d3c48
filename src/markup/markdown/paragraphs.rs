use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::attributes::attribute_block;
use super::blocks::Reader;
use super::leads::{self, Names};
use super::marks::GHOST;
use super::marks::{MarkKind, Next};
use crate::markup::{BlockKind, Placeholder, Within};

/// What a paragraph is besides running text: display math, a figure, a caption, a heading in bold.
impl Reader<'_> {
    pub(super) fn start_paragraph(&mut self, range: Range<usize>) {
        let end = range.start + self.masked.get(range.clone()).unwrap_or("").trim_end().len();
        let range = range.start..end;
        self.finish_block(range.start);
        self.pass_marks(range.start);
        if self.flow.kind.is_none() && self.is_display_math(&range) {
            self.flow.is_fresh_item = false;
            self.display_math(range);
            return;
        }
        self.set_within(Within::NOTHING);
        if std::mem::take(&mut self.flow.goes_on) && self.builder.reopen(BlockKind::Paragraph) {
            self.flow.limit = range.end;
            self.space(range.start..range.start);
            return;
        }
        if let Some(mark) = self.caption_mark(&range) {
            self.flow.is_fresh_item = false;
            self.open_in(Within::FLOAT, BlockKind::Caption, &range);
            self.flow.skip_until = range.start + mark;
            return;
        }
        if self.start_by_tag(&range) || self.start_known_lead(&range) {
            return;
        }
        let kind = if self.is_authors(&range) { BlockKind::Metadata } else { self.paragraph_kind() };
        let first = self.masked.as_bytes().get(range.start);
        self.open(kind, &range);
        if self.masked.get(range.start..).is_some_and(|text| text.starts_with(": ")) {
            // The mark of a definition whose term is a paragraph of its own.
            self.flow.skip_until = range.start + 2;
        }
        self.flow.expects_lead = self.flow.kind.is_none() && matches!(first, Some(b'!' | b'*' | b'_'));
    }

    /// Opens what the tag of HTML before a paragraph says that it is; gives whether one does.
    fn start_by_tag(&mut self, range: &Range<usize>) -> bool {
        let next = std::mem::take(&mut self.next);
        if self.flow.kind.is_some() {
            return false;
        }
        let (within, kind) = match next {
            Next::Nothing => return false,
            Next::Heading(level) => {
                self.headings += 1;
                let level = level.saturating_add_signed(self.deeper).clamp(1, 6);
                (Within::NOTHING, BlockKind::Heading { level, run_in: false })
            }
            Next::Item => (Within::NOTHING, BlockKind::Item),
            Next::Cell => (Within::NOTHING, BlockKind::Cell),
            Next::Caption => (Within::FLOAT, BlockKind::Caption),
        };
        self.flow.is_fresh_item = false;
        self.open_in(within, kind, range);
        true
    }

    /// Opens a heading of a known word or two, and the paragraph that goes on after it; gives whether one stands there.
    fn start_known_lead(&mut self, range: &Range<usize>) -> bool {
        if self.flow.kind.is_some() || !self.allows_headings() {
            return false;
        }
        let (text, masked) = (self.text.get(range.clone()), self.masked.get(range.clone()));
        let Some(lead) = text.zip(masked).and_then(|(text, masked)| leads::find(text, masked)) else {
            return false;
        };
        if lead.names == Names::Summary && self.headings > 1 {
            return false;
        }
        let at = |place: usize| range.start + place;
        let is_alone = lead.rest >= range.len();
        self.open(BlockKind::Heading { level: 6, run_in: !is_alone }, range);
        self.verbatim(at(lead.words.start)..at(lead.words.end));
        if !is_alone {
            self.builder.open(BlockKind::Paragraph, self.address(at(lead.rest)));
        }
        self.flow.skip_until = at(lead.rest);
        true
    }

    /// Returns whether a paragraph lists authors and where they work: it stands before the first section, its lines are broken by hand, and
    /// most of its words are names.
    fn is_authors(&self, range: &Range<usize>) -> bool {
        if self.headings > 1 || self.flow.kind.is_some() || !self.allows_headings() {
            return false;
        }
        // Lines that are not broken by hand are one line by now.
        let masked = self.masked.as_bytes().get(range.clone()).unwrap_or(b"");
        if range.len() > LONGEST_LIST || memchr::memchr2(b'\n', b'<', masked).is_none() {
            return false;
        }
        let text = self.text.get(range.clone()).unwrap_or("");
        if !["  \n", "\\\n", "<br"].iter().any(|mark| text.contains(mark)) {
            return false;
        }
        let words = text.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        let (names, all) =
            words.fold((0, 0), |(names, all), first| (names + usize::from(!first.is_lowercase()), all + 1));
        5 * names >= 3 * all
    }

    /// Display math between two paragraphs, or in the middle of one: the sentence after it goes on in lower case.
    pub(super) fn display_math(&mut self, range: Range<usize>) {
        self.set_within(Within::NOTHING);
        let after = self.masked.get(range.end..).unwrap_or("").trim_start();
        let goes_on = after.starts_with(|c: char| c.is_lowercase() || c == ',');
        if goes_on && self.builder.reopen(BlockKind::Paragraph) {
            self.space(range.start..range.start);
            self.placeholder(Placeholder::DisplayMath, range.clone());
            self.builder.close(self.address(range.end));
            self.flow.goes_on = true;
        } else {
            self.builder.empty_block(BlockKind::Math, self.span(&range));
        }
        self.skip_to(range.end);
    }

    /// Returns the length of the mark that makes a paragraph or row the caption of a table: `Table:`, or a colon.
    fn caption_mark(&self, range: &Range<usize>) -> Option<usize> {
        let text = self.masked.get(range.clone())?;
        if !text.starts_with(['(', 'T', 't', ':', '[', '*']) {
            return None;
        }
        if let Some(label) = text.strip_prefix("(ref:") {
            // Bookdown writes long captions as paragraphs of their own: `(ref:label) The caption.`
            let len = label.bytes().take(100).position(|byte| byte == b')' || byte == b' ')?;
            return label.get(len..)?.starts_with(") ").then_some("(ref:".len() + len + 2);
        }
        let mark = ["Table:", "table:", ": "].iter().find(|mark| text.starts_with(**mark));
        let mark = mark.copied().or(is_numbered_caption(text).then_some(""))?;
        let between = self.masked.get(self.table_end..range.start)?;
        let after = self.text.get(range.end..)?.trim_start();
        let is_beside_table = (self.table_end > 0 && between.trim().is_empty())
            || ["|", "+-", "---"].iter().any(|start| after.starts_with(start))
            // The rows of dashes of a simple table stand under its head.
            || mark.starts_with(['T', 't']) && after.lines().nth(1).is_some_and(|line| line.trim_start().starts_with("---"))
            || text.contains("{#tbl");
        is_beside_table.then_some(mark.len())
    }

    /// Returns whether nothing but display math stands in the paragraph.
    fn is_display_math(&self, range: &Range<usize>) -> bool {
        let first = range.start;
        if self.masked.as_bytes().get(first) != Some(&GHOST) {
            return false;
        }
        let mut marks = self.marks[self.next_mark..].iter().skip_while(|mark| mark.start < first);
        let mut at = first;
        while at < range.end {
            let rest = self.masked.get(at..range.end).unwrap_or("");
            let trimmed = rest.trim_start_matches([' ', '\n', '\r', '\t', '.', ',', ';']);
            at = range.end - trimmed.len();
            if trimmed.is_empty() {
                break;
            } else if trimmed.as_bytes()[0] == GHOST {
                match marks.next() {
                    Some(mark) if mark.start == at && mark.kind == MarkKind::DisplayMath => at = mark.end,
                    _ => return false,
                }
            } else if let Some(inner) = attribute_block(trimmed) {
                at += inner.len() + 2;
            } else {
                return false;
            }
        }
        true
    }

    /// Looks at the first thing of a paragraph: an image alone is a figure, a bold lead is a heading.
    pub(super) fn start_lead(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let rest = self.masked.get(range.end..self.flow.limit).unwrap_or("").trim();
        match event {
            Event::Start(Tag::Image { .. }) => {
                let is_alone = rest.is_empty()
                    || attribute_block(rest).is_some_and(|inner| inner.len() + 2 == rest.len());
                if is_alone {
                    self.builder.empty_block(BlockKind::Figure, self.span(range));
                    self.builder.meta().figures += 1;
                    self.set_within(Within::FLOAT);
                    self.builder.open(BlockKind::Caption, self.address(range.start));
                    // The caption is read as text, and what follows the image is dropped with its attributes.
                    self.flow.is_figure = true;
                }
            }
            Event::Start(Tag::Strong | Tag::Emphasis) if self.allows_headings() => {
                let Some(lead) = self.lead(range, rest) else {
                    return;
                };
                self.builder.open(
                    BlockKind::Heading { level: 6, run_in: !rest.is_empty() },
                    self.address(range.start),
                );
                self.flow.lead = (!rest.is_empty()).then_some(lead);
            }
            _ => {}
        }
    }

    /// Returns where a heading that opens a paragraph in bold ends, if it is one.
    fn lead(&self, range: &Range<usize>, rest: &str) -> Option<usize> {
        let source = self.masked.get(range.clone())?;
        if !(source.starts_with("**") || source.starts_with("__")) {
            return None;
        }
        let inner = source.trim_matches(['*', '_']).trim();
        let words = inner.split_whitespace().count();
        if words == 0 || words > 12 || self.hides_more_than_words(range) {
            return None;
        }
        if rest.is_empty() {
            // In lower case it is a note rather than a heading.
            let is_note = inner.starts_with(char::is_lowercase) && inner.contains(' ');
            return (!inner.ends_with('.') && !is_note).then_some(range.end);
        }
        if inner.ends_with(['.', ':', '?', '!']) {
            return Some(range.end);
        }
        let after = self.masked.get(range.end..)?;
        (after.starts_with(['.', ':']) && rest.len() > 1).then_some(range.end + 1)
    }

    /// Returns whether anything but citations is masked in a range.
    fn hides_more_than_words(&self, range: &Range<usize>) -> bool {
        let marks = self.marks[self.next_mark..].iter().take_while(|mark| mark.start < range.end);
        marks
            .filter(|mark| mark.start >= range.start)
            .any(|mark| !matches!(mark.kind, MarkKind::Word(_) | MarkKind::Hidden))
    }

    fn allows_headings(&self) -> bool {
        let inside = self.containers.last().copied().unwrap_or_default().without(Within::ABSTRACT);
        inside == Within::NOTHING && self.footnotes == 0
    }

    /// Goes on with the paragraph after a run-in heading.
    pub(super) fn end_lead(&mut self, at: usize) {
        let Some(lead) = self.flow.lead.filter(|lead| at + 1 >= *lead) else {
            return;
        };
        self.flow.lead = None;
        if at < lead {
            // The stop after the bold belongs to the heading.
            self.text_run(at..lead);
        }
        self.flush();
        self.builder.open(BlockKind::Paragraph, self.address(lead));
        self.flow.skip_until = self.flow.skip_until.max(lead);
    }

    pub(super) fn start_cell(&mut self, range: Range<usize>) {
        self.table_end = range.start;
        let Some(mark) = self.caption_mark(&range) else {
            return self.open(BlockKind::Cell, &range);
        };
        self.open_in(Within::FLOAT, BlockKind::Caption, &range);
        self.flow.skip_until = range.start + mark;
    }
}

/// Returns whether a text starts as the captions of a word processor do, with a number: `Table 1. The cups`, `**Table S2:** Lids`.
fn is_numbered_caption(text: &str) -> bool {
    let anchor =
        text.strip_prefix("[]").and_then(attribute_block).map_or(0, |inner| inner.len() + "[]{}".len());
    let text = text.get(anchor..).unwrap_or("").trim_start_matches('*');
    let number = text.strip_prefix("Table ").or(text.strip_prefix("TABLE ")).unwrap_or("");
    let len = number.bytes().take(6).take_while(u8::is_ascii_alphanumeric).count();
    let has_digit = number.bytes().take(len).any(|byte| byte.is_ascii_digit());
    has_digit && number.get(len..).is_some_and(|rest| rest.starts_with(['.', ':', '*']))
}

/// Bytes that a list of authors has at most; what is longer is text.
const LONGEST_LIST: usize = 3000;
