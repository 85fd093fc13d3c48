use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use super::attributes::attribute_block;
use super::blocks::Reader;
use super::citations::Role;
use super::html::{self, Tag};
use super::marks::GHOST;
use super::math;
use super::meaning::Meaning;
use super::special::Special;
use crate::markup::{BlockKind, Placeholder};

/// What is known while the text of one parse is read. Most of it ends with the block.
#[derive(Debug, Default)]
pub struct Flow {
    /// Text that stands in one piece in the source and is not written yet.
    pub(super) run: Range<usize>,
    /// Whether the first character of the run was escaped.
    pub(super) is_escaped: bool,
    /// Everything before this place is done with.
    pub(super) skip_until: usize,
    /// The end of the block: nothing is looked for after it.
    pub(super) limit: usize,
    /// The end of what is read.
    pub(super) until: usize,
    /// Where the next ones of [`SPECIALS`] stand, unless these places are passed.
    pub(super) specials: [usize; SPECIALS.len()],
    /// For each brace that is open, whether it belongs to a command and is no text.
    pub(super) braces: Vec<bool>,
    /// Closing marks to be left out, the innermost last.
    pub(super) closings: Vec<Range<usize>>,
    /// The inline notes of the block.
    pub(super) notes: Vec<Range<usize>>,
    /// Where attributes may stand: after a link, an image, code.
    pub(super) attributes_at: usize,
    /// What the MyST role before a piece of code makes of it.
    pub(super) role: Option<(usize, Role)>,
    /// How many images are open.
    pub(super) images: u32,
    /// Whether the open image is a figure, its text a caption.
    pub(super) is_figure: bool,
    /// Whether the next event may open a figure or a heading.
    pub(super) expects_lead: bool,
    /// The end of the heading that opens the paragraph.
    pub(super) lead: Option<usize>,
    /// Whether the next paragraph goes on with the block before it.
    pub(super) goes_on: bool,
    /// Whether the next text is the first of a list item.
    pub(super) is_fresh_item: bool,
    /// The kind of every block, where it does not depend on the text.
    pub(super) kind: Option<BlockKind>,
}

impl Flow {
    /// Forgets what holds for one block only.
    pub(super) fn end_block(&mut self) {
        self.braces.clear();
        self.closings.clear();
        self.lead = None;
        self.role = None;
        self.is_figure = false;
        self.expects_lead = false;
    }
}

impl Reader<'_> {
    pub(super) fn text_event(&mut self, text: &str, range: Range<usize>) {
        if range.end <= self.flow.skip_until {
            return;
        }
        // Most text is a slice of the source, which the address tells faster than the bytes do.
        let source = self.masked.get(range.clone()).unwrap_or("");
        if std::ptr::eq(source, text) || source == text {
            self.text_run(range);
        } else {
            // An entity: the text is not what stands in the source.
            self.flush();
            if range.start >= self.flow.skip_until {
                self.replaced(text, range);
            }
        }
    }

    /// Adds a piece of the source to the text of the block.
    pub(super) fn text_run(&mut self, range: Range<usize>) {
        let start = range.start.max(self.flow.skip_until);
        if start >= range.end {
            return;
        }
        let run = &mut self.flow.run;
        if run.end == start && run.start < run.end {
            run.end = range.end;
            return;
        }
        let gap = self.masked.as_bytes().get(run.end..start).unwrap_or(b"");
        if run.start < run.end && gap.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            run.end = range.end;
            return;
        }
        let is_escaped = start == range.start && start > run.end && gap.last() == Some(&b'\\');
        self.flush();
        // What the run before turned out to be may reach into this one.
        let start = start.max(self.flow.skip_until);
        if start < range.end {
            self.flow.run = start..range.end;
            self.flow.is_escaped = is_escaped && start == range.start;
        }
    }

    /// A line end inside a paragraph is a space of the same run, unless markup follows it.
    pub(super) fn soft_break(&mut self, range: Range<usize>) {
        if range.end <= self.flow.skip_until {
            return;
        }
        if self.flow.run.end == range.start && !self.flow.run.is_empty() {
            self.flow.run.end = range.end;
        } else {
            self.flush();
            if range.end > self.flow.skip_until {
                self.space(range);
            }
        }
    }

    pub(super) fn inline_event(&mut self, event: &Event<'_>, range: Range<usize>) {
        self.flush();
        if range.start < self.flow.skip_until {
            return;
        }
        match event {
            Event::Code(_) => self.code(range),
            Event::InlineMath(math) => {
                let follows_digit = self.masked.as_bytes().get(range.end).is_some_and(u8::is_ascii_digit);
                // `$20-$30` is money.
                if follows_digit {
                    self.text_run(range)
                } else {
                    self.placeholder(math::placeholder(math), range)
                }
            }
            Event::DisplayMath(_) => {
                self.flow.attributes_at = range.end;
                self.placeholder(Placeholder::DisplayMath, range);
            }
            Event::InlineHtml(_) => match html::tag(self.masked.get(range.start..).unwrap_or("")) {
                Tag::Mark => self.skip_space_after(range.start, range.end),
                Tag::Break => {
                    self.space(range.clone());
                    let rest = self.masked.get(range.end..self.flow.limit).unwrap_or("");
                    self.skip_to(range.end + (rest.len() - rest.trim_start_matches(' ').len()));
                }
                Tag::Note(len) => self.skip_to(range.start + len),
            },
            Event::FootnoteReference(_) => {
                self.skip_to(range.end);
                self.skip_space_after(range.start, range.end);
            }
            Event::HardBreak => self.space(range),
            _ => {}
        }
    }

    fn code(&mut self, range: Range<usize>) {
        self.flow.attributes_at = range.end;
        let role = self.flow.role.take().filter(|(at, _)| *at == range.start);
        let is_raw = self
            .masked
            .get(range.end..)
            .and_then(attribute_block)
            .is_some_and(|inner| inner.starts_with('='));
        if is_raw {
            return;
        }
        match role {
            Some((_, Role::Text)) => self.role_text(range),
            Some((_, Role::Word(placeholder))) => self.placeholder(placeholder, range),
            None => self.placeholder(Placeholder::Code, range),
        }
    }

    /// The text of a role, between its marks and before the target that it may name: `` `text <target>` ``.
    fn role_text(&mut self, range: Range<usize>) {
        let content = self.text.get(range.clone()).unwrap_or("").trim_end_matches('`');
        let inner = content.trim_start_matches('`');
        let start = range.start + (content.len() - inner.len());
        let inner = inner.split(" <").next().unwrap_or(inner);
        if !self.is_hidden() {
            self.ensure_block(start);
            self.verbatim(start..start + inner.len());
        }
    }

    pub(super) fn start_link(&mut self, link: LinkType, target: &str, range: Range<usize>) {
        self.flush();
        if range.start < self.flow.skip_until {
            return;
        }
        if let Some(placeholder) = self.bare_link(link, target, &range) {
            self.flow.attributes_at = range.end;
            self.placeholder(placeholder, range.clone());
            return self.skip_to(range.end);
        }
        let is_address = match link {
            LinkType::Autolink | LinkType::Email => true,
            _ => is_address(self.masked.get(range.start + 1..range.end).unwrap_or("")),
        };
        if is_address {
            self.flow.attributes_at = range.end;
            self.placeholder(Placeholder::Url, range.clone());
            self.skip_to(range.end);
        }
    }

    /// Returns what a link without a text of its own stands for, as MyST fills it in: `[](#fig-a)`, `[](doi:10.1/x)`, `<doi:10.1/x>`.
    fn bare_link(&self, link: LinkType, target: &str, range: &Range<usize>) -> Option<Placeholder> {
        let is_doi = ["doi:", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/"]
            .iter()
            .any(|start| target.starts_with(start));
        if link == LinkType::Autolink {
            return target.starts_with("doi:").then_some(Placeholder::Citation);
        }
        let is_bare = self.masked.get(range.clone()).is_some_and(|link| link.starts_with("[]("));
        // A key is filler by now.
        if !is_bare || target.is_empty() {
            None
        } else if is_doi || target.starts_with(['@', char::from(GHOST)]) {
            Some(Placeholder::Citation)
        } else if target.contains("://") {
            Some(Placeholder::Url)
        } else {
            Some(Placeholder::Reference)
        }
    }

    /// Writes the run that is not written yet.
    pub(super) fn flush(&mut self) {
        let run = std::mem::take(&mut self.flow.run);
        if run.is_empty() {
            return;
        }
        if self.is_hidden() {
            return;
        }
        self.ensure_block(run.start);
        let mut done = run.start;
        let mut at = run.start + usize::from(std::mem::take(&mut self.flow.is_escaped));
        while let Some(special) = self.next_special(at, run.end) {
            at = special;
            let Some(found) = self.special(at, done, run.end) else {
                at += 1;
                continue;
            };
            self.verbatim(done..found.start);
            done = found.end;
            at = found.end;
            self.write(found);
            if at >= run.end {
                break;
            }
        }
        if done > run.end {
            self.skip_to(done);
        }
        self.verbatim(done..run.end);
    }

    /// Returns the next byte that may mean something which CommonMark does not know. Each search goes as far as it must and is then used
    /// up, so all of them together go through the text a few times.
    fn next_special(&mut self, from: usize, end: usize) -> Option<usize> {
        let rest = self.masked.as_bytes().get(from..self.flow.until.max(end)).unwrap_or(b"");
        let mut nearest = self.marks.get(self.mark_from(from)).map_or(end, |mark| mark.start.min(end));
        for (place, [a, b, c]) in self.flow.specials.iter_mut().zip(SPECIALS) {
            if *place < from {
                *place = from + memchr::memchr3(a, b, c, rest).unwrap_or(rest.len());
            }
            nearest = nearest.min(*place);
        }
        if let Some(closing) = self.flow.closings.last().filter(|closing| closing.start >= from) {
            nearest = nearest.min(closing.start);
        }
        if !self.flow.braces.is_empty() {
            let before = &rest[..nearest.saturating_sub(from)];
            nearest = memchr::memchr(b'}', before).map_or(nearest, |found| from + found);
        }
        (nearest < end).then_some(nearest)
    }

    /// Writes what a special character turned out to mean.
    fn write(&mut self, found: Special) {
        let range = found.start..found.end;
        match found.meaning {
            Meaning::Nothing => {}
            Meaning::Space => self.space(range),
            Meaning::Word(placeholder) => self.placeholder(placeholder, range),
            Meaning::Text(text) => self.replaced(text, range),
            Meaning::Char(char) => self.replaced(char.encode_utf8(&mut [0; 4]), range),
            Meaning::Note(inner) => self.flow.notes.push(inner),
            Meaning::Comment(end) => {
                let span = self.span(&(found.start..end));
                self.builder.comment(span);
            }
        }
    }

    /// Returns whether text at this place is not shown: the description of an image that is no figure.
    fn is_hidden(&self) -> bool {
        self.flow.images > u32::from(self.flow.is_figure)
    }

    /// Leaves out everything before a place.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.flow.skip_until = self.flow.skip_until.max(at);
    }

    /// Something vanished between two spaces: one is enough.
    pub(super) fn skip_space_after(&mut self, start: usize, end: usize) {
        let end = end + self.extra_space(start, end, self.flow.limit);
        self.skip_to(end);
    }

    /// Returns how many spaces after something that vanishes are too many.
    pub(super) fn extra_space(&self, start: usize, end: usize, limit: usize) -> usize {
        let bytes = self.masked.as_bytes();
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        if !before.is_none_or(is_space) {
            return 0;
        }
        bytes.get(end..limit).map_or(0, |rest| rest.iter().take_while(|&byte| is_space(byte)).count())
    }

    pub(super) fn verbatim(&mut self, range: Range<usize>) {
        if range.start < range.end {
            let span = self.span(&range);
            self.builder.verbatim(span, self.text.get(range).unwrap_or(""));
        }
    }

    fn replaced(&mut self, text: &str, range: Range<usize>) {
        if !self.is_hidden() {
            self.ensure_block(range.start);
            let span = self.span(&range);
            self.builder.replaced(text, span);
        }
    }

    pub(super) fn placeholder(&mut self, placeholder: Placeholder, range: Range<usize>) {
        if !self.is_hidden() {
            self.ensure_block(range.start);
            let span = self.span(&range);
            self.builder.placeholder(placeholder, span);
        }
    }

    pub(super) fn space(&mut self, range: Range<usize>) {
        if !self.is_hidden() {
            let span = self.span(&range);
            self.builder.space(span);
        }
    }
}

/// Returns whether the text of a link, up to its bracket, is the address itself.
fn is_address(text: &str) -> bool {
    let starts = ["http://", "https://", "doi:", "www.", "10.", "doi.org/"];
    text.starts_with(['h', 'd', 'w', '1'])
        && starts.iter().any(|start| text.starts_with(start))
        && !text.split(']').next().unwrap_or("").contains(char::is_whitespace)
}

/// What may mean something besides filler. A brace or bracket that closes does so only where one is open.
const SPECIALS: [[u8; 3]; 2] = [[b'[', b'{', b'\\'], [b'^', b'~', b'/']];
