use super::{BlockKind, BlockMark, Comment, Meta, Origin, OriginKind, Placeholder, Reading, Within, address};
use crate::source::Span;

/// White space of a source.
const SPACES: [char; 4] = [' ', '\t', '\n', '\r'];

/// Writes a [`Reading`] block by block.
///
/// Text may be added only while a block is open; a parser that adds text without one opens a paragraph. Closing trims the
/// spaces at the block's end and drops a block that is left without text, unless its kind never has any.
#[derive(Debug)]
pub struct Builder {
    text: String,
    reading: Reading,
    open: Option<BlockMark>,
    within: Within,
    /// Whether the draft itself may hold characters of the placeholders' range.
    pub(super) may_hold_private: bool,
    /// Room for a parser that needs a changed copy of a text.
    pub(super) spare: String,
}

impl Default for Builder {
    fn default() -> Self {
        Self::reuse(Reading::default())
    }
}

impl Builder {
    /// Returns an empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes back the buffers of a reading that is no longer needed.
    pub fn reuse(reading: Reading) -> Self {
        let Reading { mut text, mut origins, mut blocks, mut comments, spare, .. } = reading;
        text.clear();
        origins.clear();
        blocks.clear();
        comments.clear();
        let reading = Reading { origins, blocks, comments, ..Reading::default() };
        Self { text, reading, open: None, within: Within::NOTHING, may_hold_private: true, spare }
    }

    /// Returns the containers that the next block stands in.
    pub fn within(&self) -> Within {
        self.within
    }

    /// Sets the containers that the next block stands in, and gives back those before, for restoring them.
    pub fn set_within(&mut self, within: Within) -> Within {
        std::mem::replace(&mut self.within, within)
    }

    /// Returns what the draft says about itself.
    pub fn meta(&mut self) -> &mut Meta {
        &mut self.reading.meta
    }

    /// Returns whether a block is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Returns whether the open block holds any text other than spaces.
    pub fn has_text(&self) -> bool {
        let text = self.open.and_then(|block| self.text.get(block.start as usize..));
        text.is_some_and(|text| text.bytes().any(|byte| byte != b' '))
    }

    /// Closes the open block, if any, and opens one whose source starts at `source`.
    pub fn open(&mut self, kind: BlockKind, source: u32) {
        self.close(source);
        let start = self.at();
        let source = Span::new(source, source);
        self.open = Some(BlockMark { kind, within: self.within, start, end: start, source });
    }

    /// Opens a block unless one is open.
    pub fn ensure(&mut self, kind: BlockKind, source: u32) {
        if self.open.is_none() {
            self.open(kind, source);
        }
    }

    /// Opens the last block again, if it is of that kind and in the same containers as the next one would be. Gives whether it did.
    pub fn reopen(&mut self, kind: BlockKind) -> bool {
        let is_same = |block: &BlockMark| block.kind == kind && block.within == self.within;
        if self.open.is_some() || !self.reading.blocks.last().is_some_and(is_same) {
            return false;
        }
        // Its end left a separator behind.
        self.text.pop();
        self.reading.origins.pop();
        self.open = self.reading.blocks.pop();
        true
    }

    /// Closes the open block, if any; its source ends at `source`.
    pub fn close(&mut self, source: u32) {
        let Some(mut block) = self.open.take() else { return };
        while self.at() > block.start && self.text.ends_with(' ') {
            self.text.pop();
        }
        block.end = self.at();
        while self.reading.origins.last().is_some_and(|origin| origin.at >= block.end) {
            self.reading.origins.pop();
        }
        block.source.end = source.max(block.source.start);
        if block.start == block.end {
            return;
        }
        self.reading.origins.push(Origin {
            at: block.end,
            from: Span::new(block.source.end, block.source.end),
            kind: OriginKind::Replaced,
        });
        self.text.push('\n');
        self.reading.blocks.push(block);
    }

    /// Closes the open block and adds one that never has text.
    pub fn empty_block(&mut self, kind: BlockKind, source: Span) {
        self.close(source.start);
        let at = self.at();
        self.reading.blocks.push(BlockMark { kind, within: self.within, start: at, end: at, source });
    }

    /// Adds a whole block of text without markup.
    pub fn paragraph(&mut self, kind: BlockKind, source: Span, text: &str) {
        self.open(kind, source.start);
        self.prose(source, text);
        self.close(source.end);
    }

    /// Adds text as it stands in the source; `text` is the text of `source`. Spaces at a block's start are left out.
    pub fn verbatim(&mut self, source: Span, text: &str) {
        debug_assert_eq!(source.len() as usize, text.len());
        self.ensure(BlockKind::Paragraph, source.start);
        let mut source = source;
        let mut text = text;
        if self.is_at_block_start() {
            let trimmed = text.trim_start_matches(SPACES);
            source.start += (text.len() - trimmed.len()) as u32;
            text = trimmed;
        }
        if self.may_hold_private && may_hold_private(text) {
            self.verbatim_with_private(source, text);
        } else {
            self.push_verbatim(source, text);
        }
    }

    /// Adds text as [`Builder::verbatim`] does, with a placeholder for each web address and DOI in it.
    pub fn prose(&mut self, source: Span, text: &str) {
        let bytes = text.as_bytes();
        let span =
            |start: usize, end: usize| Span::new(source.start + start as u32, source.start + end as u32);
        let mut done = 0;
        for slash in memchr::memchr_iter(b'/', bytes) {
            let Some(found) = address::around(bytes, slash, done, bytes.len()).filter(|_| slash >= done)
            else {
                continue;
            };
            let before = text.get(done..found.start).unwrap_or("");
            if !before.is_empty() {
                self.verbatim(span(done, found.start), before);
            }
            self.placeholder(Placeholder::Url, span(found.start, found.end));
            done = found.end;
        }
        let rest = text.get(done..).unwrap_or("");
        if !rest.is_empty() {
            self.verbatim(span(done, bytes.len()), rest);
        }
    }

    /// Adds what `source` reads as: an escape, an accent, a call.
    pub fn replaced(&mut self, text: &str, source: Span) {
        self.ensure(BlockKind::Paragraph, source.start);
        let is_blank = text.bytes().all(|byte| byte == b' ');
        if text.is_empty() || (is_blank && self.is_at_block_start()) {
            return;
        }
        let at = self.at();
        self.reading.origins.push(Origin { at, from: source, kind: OriginKind::Replaced });
        self.push_text(text);
    }

    /// Adds text of a draft that stands for all of `source`. Spaces at a block's start are left out.
    pub fn replaced_text(&mut self, text: &str, source: Span) {
        self.ensure(BlockKind::Paragraph, source.start);
        let text = if self.is_at_block_start() { text.trim_start_matches(SPACES) } else { text };
        // As in `verbatim`, a draft's own private characters must not read as placeholders.
        if !may_hold_private(text) {
            self.replaced(text, source);
        } else {
            self.replaced(&text.replace(|c| Placeholder::from_char(c).is_some(), "\u{FFFD}"), source);
        }
    }

    /// Adds a space that stands for `source`, unless the block is empty or ends in one.
    pub fn space(&mut self, source: Span) {
        if self.open.is_some() && !self.is_at_block_start() && !self.text.ends_with(' ') {
            self.replaced(" ", source);
        }
    }

    /// Adds a placeholder that stands for `source`.
    pub fn placeholder(&mut self, placeholder: Placeholder, source: Span) {
        self.replaced(placeholder.to_char().encode_utf8(&mut [0; 4]), source);
    }

    /// Records a comment at this place.
    pub fn comment(&mut self, source: Span) {
        let at = self.at();
        self.reading.comments.push(Comment { at, source });
    }

    /// Looks everything read so far up in the map of a text that was decoded: its runs, each with the place it was decoded from.
    pub fn see_through(&mut self, map: &[Origin]) {
        let end = self.at();
        self.reading.see_through(map, end);
    }

    /// Returns the finished reading.
    pub fn finish(mut self) -> Reading {
        let end = self.open.map_or(0, |block| {
            let last = self.reading.origins.last();
            last.filter(|origin| origin.at >= block.start)
                .map_or(block.source.start, |origin| origin.from.end)
        });
        self.close(end);
        self.reading.text = self.text;
        self.reading.spare = self.spare;
        self.reading
    }

    fn at(&self) -> u32 {
        self.text.len() as u32
    }

    fn is_at_block_start(&self) -> bool {
        self.open.is_some_and(|block| block.start == self.at())
    }

    fn push_verbatim(&mut self, source: Span, text: &str) {
        if text.is_empty() {
            return;
        }
        let at = self.at();
        let goes_on = self.reading.origins.last().is_some_and(|last| {
            last.kind == OriginKind::Verbatim
                && last.from.start + (at - last.at) == source.start
                && last.from.end == source.start
        });
        match self.reading.origins.last_mut() {
            Some(last) if goes_on => last.from.end = source.end,
            _ => self.reading.origins.push(Origin { at, from: source, kind: OriginKind::Verbatim }),
        }
        self.push_text(text);
    }

    /// Copies text, with spaces for its line ends and tabs.
    fn push_text(&mut self, text: &str) {
        let mut done = 0;
        for at in memchr::memchr3_iter(b'\n', b'\r', b'\t', text.as_bytes()) {
            self.text.push_str(text.get(done..at).unwrap_or(""));
            self.text.push(' ');
            done = at + 1;
        }
        self.text.push_str(text.get(done..).unwrap_or(""));
    }

    /// A draft's own private characters must not read as placeholders.
    fn verbatim_with_private(&mut self, source: Span, text: &str) {
        let mut done = 0;
        for (at, found) in text.match_indices(|c| Placeholder::from_char(c).is_some()) {
            let here = source.start + at as u32;
            self.push_verbatim(Span::new(source.start + done as u32, here), text.get(done..at).unwrap_or(""));
            self.replaced("\u{FFFD}", Span::new(here, here + found.len() as u32));
            done = at + found.len();
        }
        self.push_verbatim(Span::new(source.start + done as u32, source.end), text.get(done..).unwrap_or(""));
    }
}

/// Returns whether a text may hold characters of the placeholders' range: the first byte of each of them is 0xEE.
pub fn may_hold_private(text: &str) -> bool {
    memchr::memchr(0xEE, text.as_bytes()).is_some()
}
