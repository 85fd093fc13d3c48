//! Blocks: where they open and close, what waits for their end, and what of a draft is its body.

use super::lexer::Token;
use super::reader::{FRAMES_SEARCHED, FrameKind, InputSource, Queued, Reader, State};
use super::skipping::is_commented;
use crate::markup::{BlockKind, Within};
use crate::source::{Draft, File, Span};

/// Returns whether a file has a preamble, so that its prose starts at `\begin{document}`.
pub(super) fn has_preamble(draft: &Draft, text: &str) -> bool {
    has_body(text)
        || (has_command(text, "\\documentclass")
            && draft.files().iter().any(|file| !file.is_style() && has_body(&file.text)))
}

/// Returns whether the body of a document starts in a file.
pub(super) fn has_body(text: &str) -> bool {
    has_command(text, "\\begin{document}")
}

/// Returns the level of `\section`: 1, or one more for each level of division above it that the paper uses.
pub(super) fn section_level(draft: &Draft) -> i8 {
    let is_prose = |file: &&File| !file.is_style();
    let uses = |command: &str| {
        draft.files().iter().filter(is_prose).any(|file| {
            let bytes = file.text.as_bytes();
            memchr::memmem::find_iter(bytes, command).any(|at| {
                let next = bytes.get(at + command.len()).copied().unwrap_or(0);
                b"{*[ ".contains(&next) && !is_commented(bytes, at)
            })
        })
    };
    1 + i8::from(uses("\\chapter")) + i8::from(uses("\\part"))
}

/// Returns whether a file holds a command outside of comments.
fn has_command(text: &str, command: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, command).any(|at| !is_commented(bytes, at))
}

impl<'d> Reader<'d, '_> {
    /// Opens a block of that kind where the state says.
    pub fn open_block(&mut self, kind: BlockKind, start: u32) {
        self.has_abstract |= self.state.within.is_in(Within::ABSTRACT);
        self.builder.set_within(self.state.within);
        self.builder.open(kind, start);
    }

    /// Closes the open block and forgets white space after it.
    pub fn close_block(&mut self, end: u32) {
        self.pending = None;
        self.builder.close(end);
    }

    /// Adds a block that never has text.
    pub fn empty_block(&mut self, kind: BlockKind, span: Span) {
        if !self.state.is_quiet {
            self.pending = None;
            self.builder.set_within(self.state.within);
            self.builder.empty_block(kind, span);
        }
    }

    /// Ends the paragraph before the token at `start`. `true` where something waited for its end: then that is read first, and
    /// the token is read again after it.
    pub fn end_paragraph(&mut self, start: usize) -> bool {
        let end = self.end_address(start);
        self.close_block(end);
        if self.queue.is_empty() {
            return false;
        }
        self.lexer.at = start;
        self.start_queue()
    }

    /// Starts reading what waited for the end of a paragraph. `false` where nothing did.
    pub fn start_queue(&mut self) -> bool {
        let waiting = std::mem::take(&mut self.queue);
        let mut has_started = false;
        for queued in waiting.into_iter().rev() {
            if self.enter(queued.context, InputSource::Queued, Span::default()) {
                // Inputs save the state they interrupt; the first to be read is the last to be entered.
                self.state = queued.state;
                has_started = true;
            }
        }
        has_started
    }

    /// Puts a range of the lexer's text off to the end of the paragraph.
    pub fn put_off(&mut self, start: usize, end: usize, state: State) {
        if !state.is_quiet {
            self.queue.push(Queued { context: self.context_of(start, end), state });
        }
    }

    /// A blank line or `\par`.
    pub fn paragraph_break(&mut self, start: usize) {
        if self.state.is_quiet {
            return;
        }
        if matches!(self.state.kind, BlockKind::Heading { .. }) {
            self.recover();
        }
        self.end_paragraph(start);
    }

    /// Ends what cannot go on here: arguments whose brace was never closed.
    pub fn recover(&mut self) {
        let floor = self.inputs.last().map_or(0, |input| input.floor);
        let end = self.end_address(self.lexer.at);
        self.close_block(end);
        while self.frames.len() > floor
            && let Some(frame) = self.frames.pop_if(|frame| !frame.kind.is_environment())
        {
            self.state = frame.saved;
        }
    }

    /// Returns whether the state is one that no heading can stand in, so that a brace must be missing.
    pub fn is_stuck(&self) -> bool {
        !matches!(self.state.kind, BlockKind::Paragraph | BlockKind::Cell)
    }

    /// `&` or `\\` in a table.
    pub fn end_cell(&mut self, token: Token) {
        if !self.end_paragraph(token.start) {
            self.lexer.at = self.lexer.at.max(token.end);
        }
    }

    /// Opens a block whose text is the prose argument that follows.
    pub fn block_state(&self, kind: BlockKind) -> State {
        State { is_quiet: false, in_table: false, is_inline_list: false, kind, ..self.state }
    }

    /// Returns the index of the innermost open environment of that name.
    pub fn open_environment(&self, name: &str) -> Option<usize> {
        let floor = self.inputs.last().map_or(0, |input| input.floor);
        let from = self.frames.len().saturating_sub(FRAMES_SEARCHED).max(floor);
        (from..self.frames.len()).rev().find(|&at| match self.frames[at].kind {
            FrameKind::Environment { name: open, .. } | FrameKind::Defined { name: open, .. } => open == name,
            _ => false,
        })
    }

    /// Adds containers to the state.
    pub fn go_within(&mut self, within: Within) {
        self.state.within = self.state.within.with(within);
    }
}
