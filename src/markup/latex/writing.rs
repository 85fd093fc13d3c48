//! Writing text, white space and placeholders into the open block.

use super::lexer::{Token, is_space};
use super::math;
use super::reader::{Pending, Reader};
use crate::markup::{BlockKind, Placeholder};
use crate::source::Span;

impl Reader<'_, '_> {
    /// Returns the address of a byte of the lexer's text; of the call where a body is read.
    pub fn address(&self, at: usize) -> u32 {
        self.expansion.as_ref().map_or(self.base + at as u32, |expansion| expansion.call.start)
    }

    /// Returns the address of the end of what stands before a byte of the lexer's text.
    pub fn end_address(&self, at: usize) -> u32 {
        self.expansion.as_ref().map_or(self.base + at as u32, |expansion| expansion.call.end)
    }

    /// Returns the span of a range of the lexer's text; of the call where a body is read.
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.address(start), self.end_address(end))
    }

    /// Text without markup.
    pub fn text(&mut self, token: Token) {
        if self.state.is_quiet {
            return;
        }
        if !self.signs.is_empty() && self.text_with_signs(token) {
            return;
        }
        match self.expansion {
            None => self.write_text(token.start, token.end),
            Some(_) => self.body_text(token),
        }
    }

    /// Writes a range of the lexer's text. White space at its end waits for a word to follow.
    pub fn write_text(&mut self, start: usize, end: usize) {
        let text = self.lexer.slice(start..end);
        let bytes = text.as_bytes();
        let is_blank_first = bytes.first().is_some_and(|&byte| is_space(byte));
        let len = bytes.iter().rposition(|&byte| !is_space(byte)).map_or(0, |last| last + 1);
        let is_body = self.expansion.is_some();
        if len > 0 {
            if is_blank_first || is_lone_punctuation(bytes) {
                self.pending = None;
            }
            self.flush(start);
            let kept = text.get(..len).unwrap_or("");
            let span = self.span(start, start + len);
            if is_body { self.builder.replaced_text(kept, span) } else { self.builder.prose(span, kept) }
        }
        if len < bytes.len() && (self.pending.is_none() || len > 0) {
            let span = self.span(start + len, end);
            self.pending = Some(Pending { span, is_verbatim: !is_body });
        }
    }

    /// Opens a block if none is open, and writes white space that was put off.
    pub fn flush(&mut self, at: usize) {
        if !self.builder.is_open() {
            self.pending = None;
            let start = self.address(at);
            self.open_block(self.state.kind, start);
        }
        let Some(Pending { span, is_verbatim }) = self.pending.take() else {
            return;
        };
        let text = self.draft.text(span);
        if is_verbatim && !text.is_empty() {
            self.builder.verbatim(span, text);
        } else {
            self.builder.space(span);
        }
    }

    /// Writes what a span reads as.
    pub fn replaced(&mut self, text: &str, span: Span) {
        if self.state.is_quiet || text.is_empty() {
            return;
        }
        self.flush(span.start.saturating_sub(self.base) as usize);
        self.builder.replaced(text, span);
    }

    /// Writes something that no rule looks into.
    pub fn placeholder(&mut self, placeholder: Placeholder, span: Span) {
        self.replaced(placeholder.to_char().encode_utf8(&mut [0; 4]), span);
    }

    /// Remembers white space.
    pub fn space(&mut self, span: Span) {
        if !self.state.is_quiet && self.pending.is_none() {
            self.pending = Some(Pending { span, is_verbatim: false });
        }
    }

    /// Inline math whose body and end are known.
    pub fn inline_math(&mut self, start: usize, body: std::ops::Range<usize>, next: usize) {
        self.lexer.at = next;
        let body = self.lexer.slice(body);
        if !body.trim().is_empty() {
            let span = self.span(start, next);
            self.placeholder(math::classify(body), span);
        }
    }

    /// Display math whose end is known.
    pub fn display_math(&mut self, start: usize, end: usize) {
        self.lexer.at = end;
        let span = self.span(start, end);
        if self.state.is_quiet {
            return;
        }
        let blanks = self.blanks_before_more(end);
        if blanks.is_some() && !self.builder.is_open() && self.state.kind == BlockKind::Paragraph {
            self.builder.set_within(self.state.within);
            self.builder.reopen(BlockKind::Paragraph);
        }
        if !self.builder.is_open() {
            return self.empty_block(BlockKind::Math, span);
        }
        self.placeholder(Placeholder::DisplayMath, span);
        if let Some(len) = blanks {
            self.lexer.at = end + len;
            let span = self.span(end, end + len);
            self.space(span);
        }
    }

    /// Returns the length of the white space after display math where the sentence goes on behind it. Authors leave blank lines around
    /// formulas, which end no thought.
    fn blanks_before_more(&self, end: usize) -> Option<usize> {
        let rest = self.lexer.text.get(end..)?;
        let more = rest.trim_start();
        let words = more.strip_prefix("\\noindent").map_or(more, str::trim_start);
        words.starts_with(|c: char| c.is_lowercase() || c == ',').then_some(rest.len() - more.len())
    }
}

/// Returns whether a text is punctuation that white space before it does not belong to, as is left after a command that vanishes.
fn is_lone_punctuation(bytes: &[u8]) -> bool {
    let is_sign = bytes.first().is_some_and(|byte| b".,;:!?)".contains(byte));
    is_sign && bytes.get(1).is_none_or(|&byte| is_space(byte))
}
