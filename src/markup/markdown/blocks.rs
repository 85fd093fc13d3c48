use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter::Part;
use super::includes;
use super::inline::Flow;
use super::leads;
use super::marks::{Mark, MarkKind, Next};
use super::mask::Masked;
use crate::markup::{BlockKind, Builder, Unreadable, Within, latex};
use crate::source::{Draft, File, Format, Span};

/// Turns the events of the Markdown parser into blocks. All places are bytes of the file.
pub struct Reader<'a> {
    pub(super) draft: &'a Draft,
    pub(super) text: &'a str,
    pub(super) masked: &'a str,
    pub(super) base: u32,
    pub(super) builder: &'a mut Builder,
    pub(super) flow: Flow,
    pub(super) marks: &'a [Mark],
    pub(super) next_mark: usize,
    captions: &'a [Range<usize>],
    /// The containers of the parser that are open, each with those around it.
    pub(super) containers: Vec<Within>,
    /// The divs that are open, each with those around it.
    divs: Vec<Within>,
    /// The end of the last table.
    pub(super) table_end: usize,
    /// What the next block is, by the tag before it.
    pub(super) next: Next,
    /// How many headings on lines of their own there were.
    pub(super) headings: u32,
    /// How many levels the headings go down.
    pub(super) deeper: i8,
    pub(super) footnotes: u32,
    note_depth: u32,
}

/// Notes in notes are read so deep.
const MAX_NOTES: u32 = 3;

impl<'a> Reader<'a> {
    /// Returns a reader for a file that was masked.
    pub fn new(draft: &'a Draft, file: &'a File, masked: &'a Masked, builder: &'a mut Builder) -> Self {
        Self {
            draft,
            text: &file.text,
            masked: &masked.text,
            base: file.base,
            builder,
            flow: Flow::default(),
            marks: &masked.marks,
            next_mark: 0,
            captions: &masked.captions,
            containers: Vec::new(),
            divs: Vec::new(),
            table_end: 0,
            next: Next::Nothing,
            headings: 0,
            deeper: 0,
            footnotes: 0,
            note_depth: 0,
        }
    }

    /// Reads a paragraph of the front matter.
    pub fn read_part(&mut self, part: &Part) {
        self.seek_mark(part.range.start);
        let kind = (part.kind != BlockKind::Paragraph).then_some(part.kind);
        self.flow = Flow { kind, ..Flow::default() };
        self.containers.push(part.within);
        self.read(part.range.clone());
        self.pass_marks(part.range.end);
        self.containers.clear();
        self.divs.clear();
    }

    /// Reads everything after the front matter, which stands in a container.
    pub fn read_body(&mut self, within: Within, range: Range<usize>) {
        self.seek_mark(range.start);
        self.containers.push(within);
        self.flow = Flow::default();
        let end = range.end;
        self.read(range);
        self.pass_marks(end);
    }

    fn read(&mut self, range: Range<usize>) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM
            | Options::ENABLE_TASKLISTS;
        let start = range.start;
        let end = range.end;
        self.flow.until = end;
        let masked: &'a str = self.masked.get(range).unwrap_or("");
        for (event, range) in Parser::new_ext(masked, options).into_offset_iter() {
            self.event(&event, range.start + start..range.end + start);
        }
        self.finish_block(end);
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        if self.flow.lead.is_some() {
            self.end_lead(range.start);
        }
        if self.flow.expects_lead {
            self.flow.expects_lead = false;
            self.start_lead(event, &range);
        }
        match event {
            Event::Text(text) => self.text_event(text, range),
            Event::SoftBreak => self.soft_break(range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Rule | Event::Html(_) => self.finish_block(range.start),
            other => self.inline_event(other, range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(range),
            Tag::Heading { level, classes, .. } => {
                self.headings += 1;
                self.next = Next::Nothing;
                let kind = BlockKind::Heading { level: self.level(*level), run_in: false };
                let marked = classes
                    .iter()
                    .map(|class| super::fences::container(class))
                    .fold(Within::NOTHING, Within::with);
                self.open_in(marked.intersection(Within::STATUS), kind, &range);
            }
            Tag::BlockQuote(kind) => {
                // One with a kind is an alert of GitHub.
                let within = if kind.is_some() { Within::BOX } else { Within::QUOTE };
                let within = self.quotation(within, &range);
                self.push(within, range.start);
            }
            Tag::CodeBlock(kind) => self.code_block(kind, range),
            Tag::List(_) => self.push(Within::LIST, range.start),
            Tag::Item => {
                self.finish_block(range.start);
                self.pass_marks(range.start);
                self.flow.limit = range.end;
                self.flow.is_fresh_item = true;
            }
            Tag::FootnoteDefinition(_) => {
                self.finish_block(range.start);
                self.footnotes += 1;
            }
            Tag::Table(_) => {
                self.builder.meta().tables += 1;
                self.push(Within::TABLE, range.start);
            }
            Tag::TableCell => self.start_cell(range),
            Tag::Link { link_type, dest_url, .. } => self.start_link(*link_type, dest_url, range),
            Tag::Image { .. } => {
                self.flush();
                self.flow.images += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.finish_block(range.end),
            TagEnd::Item => {
                self.finish_block(range.end);
                self.flow.is_fresh_item = false;
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Table => {
                self.finish_block(range.end);
                self.containers.pop();
                if tag == TagEnd::Table {
                    self.table_end = range.end;
                }
            }
            TagEnd::FootnoteDefinition => {
                self.finish_block(range.end);
                self.footnotes = self.footnotes.saturating_sub(1);
            }
            TagEnd::Link => self.flow.attributes_at = range.end,
            TagEnd::Image => {
                self.flush();
                self.flow.images = self.flow.images.saturating_sub(1);
                self.flow.attributes_at = range.end;
                if !self.flow.is_figure {
                    self.skip_space_after(range.start, range.end);
                }
            }
            _ => {}
        }
    }

    /// Returns the container of a quotation, as the title of a callout says, or its first words where they head an abstract.
    fn quotation(&mut self, within: Within, range: &Range<usize>) -> Within {
        self.pass_marks(range.start);
        let title = self.marks.get(self.next_mark).filter(|mark| mark.start < range.end);
        let within = match title.map(|mark| mark.kind) {
            Some(MarkKind::Callout(titled)) => titled,
            _ => within,
        };
        let masked = self.masked.get(range.clone()).unwrap_or("");
        if leads::opens_abstract(masked) { Within::ABSTRACT } else { within }
    }

    fn level(&self, level: HeadingLevel) -> u8 {
        (level as u8).saturating_add_signed(self.deeper).clamp(1, 6)
    }

    fn push(&mut self, within: Within, at: usize) {
        self.finish_block(at);
        self.pass_marks(at);
        let outer = self.containers.last().copied().unwrap_or_default();
        self.containers.push(outer.with(within));
    }

    pub(super) fn open(&mut self, kind: BlockKind, range: &Range<usize>) {
        self.open_in(Within::NOTHING, kind, range);
    }

    /// Opens a block in one more container, when the marks before it are done with.
    pub(super) fn open_in(&mut self, within: Within, kind: BlockKind, range: &Range<usize>) {
        self.finish_block(range.start);
        self.pass_marks(range.start);
        self.flow.limit = range.end;
        self.set_within(within);
        self.builder.open(self.flow.kind.unwrap_or(kind), self.address(range.start));
    }

    pub(super) fn set_within(&mut self, more: Within) {
        self.builder.set_within(self.within().with(more));
    }

    fn within(&self) -> Within {
        let container = self.containers.last().copied().unwrap_or_default();
        let div = self.divs.last().copied().unwrap_or_default();
        container.with(div)
    }

    /// Returns the kind of the next block of running text.
    pub(super) fn paragraph_kind(&mut self) -> BlockKind {
        let is_item = std::mem::take(&mut self.flow.is_fresh_item);
        match (self.footnotes > 0, is_item) {
            (true, _) => BlockKind::Footnote,
            (false, true) => BlockKind::Item,
            // The text of a figure is its caption.
            (false, false) if self.within().is_in(Within::FLOAT) => BlockKind::Caption,
            (false, false) => BlockKind::Paragraph,
        }
    }

    /// Opens a block for text that has none: the text of a tight list item.
    pub(super) fn ensure_block(&mut self, at: usize) {
        if !self.builder.is_open() {
            let kind = self.paragraph_kind();
            self.set_within(Within::NOTHING);
            self.builder.open(self.flow.kind.unwrap_or(kind), self.address(at));
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        self.finish_block(range.start);
        self.pass_marks(range.start);
        self.set_within(Within::NOTHING);
        let is_math =
            matches!(kind, CodeBlockKind::Fenced(info) if matches!(info.as_ref(), "math" | "{math}"));
        if is_math {
            return self.display_math(range);
        }
        self.builder.empty_block(BlockKind::Code, self.span(&range));
        self.skip_to(range.end);
        while let Some(caption) = self.captions.first().filter(|caption| caption.start < range.end) {
            self.captions = &self.captions[1..];
            if caption.start >= range.start {
                self.containers.push(self.containers.last().copied().unwrap_or_default().with(Within::FLOAT));
                self.builder.meta().figures += 1;
                self.read_aside(caption.clone(), BlockKind::Caption);
                self.containers.pop();
            }
        }
    }

    /// Writes what is left of the open block, closes it, and reads the notes that stood in it.
    pub(super) fn finish_block(&mut self, end: usize) {
        self.flush();
        self.builder.close(self.address(end));
        self.flow.end_block();
        if self.flow.notes.is_empty() {
            return;
        }
        let notes = std::mem::take(&mut self.flow.notes);
        if self.note_depth >= MAX_NOTES {
            return;
        }
        self.note_depth += 1;
        for note in notes {
            self.read_aside(note, BlockKind::Footnote);
        }
        self.note_depth -= 1;
    }

    /// Reads a piece of text that stands in the middle of other text, as blocks of one kind.
    fn read_aside(&mut self, range: Range<usize>, kind: BlockKind) {
        let outer = std::mem::replace(&mut self.flow, Flow { kind: Some(kind), ..Flow::default() });
        let next_mark = self.next_mark;
        self.seek_mark(range.start);
        self.read(range);
        self.next_mark = next_mark;
        self.flow = outer;
    }

    /// Does what the marks before a place ask for, where no text stands for them.
    pub(super) fn pass_marks(&mut self, at: usize) {
        while let Some(mark) = self.marks.get(self.next_mark).filter(|mark| mark.start < at || mark.end <= at)
        {
            self.next_mark += 1;
            let outer = self.divs.last().copied().unwrap_or_default();
            match mark.kind {
                MarkKind::Open(within) => {
                    self.builder.meta().tables += u32::from(within.is_in(Within::TABLE));
                    self.divs.push(outer.with(within));
                }
                MarkKind::Starts(next) => self.next = next,
                MarkKind::Close => drop(self.divs.pop()),
                MarkKind::Comment => self.builder.comment(self.span(&(mark.start..mark.end))),
                MarkKind::Table => self.table_end = mark.end,
                MarkKind::Include => self.include(mark.start..mark.end),
                _ => {}
            }
        }
    }

    /// Reads the file that is included at a place. The draft holds none where it was not found, and none that goes in circles.
    fn include(&mut self, at: Range<usize>) {
        let within = self.within();
        let span = self.span(&at);
        let Some(id) = self.draft.included_at(span) else {
            if within.is_in(Within::ABSTRACT) {
                self.builder.meta().unreadable_abstract = Some(Unreadable::Absent(span));
            }
            return;
        };
        let file = self.draft.file(id);
        if file.format == Format::Latex {
            latex::read_part(self.draft, id, within, self.builder);
        } else {
            let (part, deeper) = includes::selected(self.text, at, &file.text);
            let deeper = deeper.saturating_add(self.deeper);
            super::read_part(self.draft, file, part, (within, deeper), self.builder);
        }
    }

    fn seek_mark(&mut self, at: usize) {
        self.next_mark = self.marks.partition_point(|mark| mark.start < at);
    }

    pub(super) fn address(&self, at: usize) -> u32 {
        self.base + at as u32
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.address(range.start), self.address(range.end))
    }
}
