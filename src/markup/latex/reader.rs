//! The loop that turns tokens into blocks, and the stacks it works on.
//!
//! Nothing here calls itself: groups, environments and prose arguments are frames, and whatever is read in another place than
//! it stands in (an included file, a footnote, an argument of a command of the authors) is an input. So no draft can overflow the
//! stack, and each byte is read once for each input that holds it.

use std::rc::Rc;

use super::expansion::{Expansion, MOST_TIMES};
use super::lexer::{Lexer, Token, TokenKind};
use super::macros::Macros;
use super::signs::Signs;
use super::table::Argument;
use super::{math, structure};
use crate::markup::{BlockKind, Builder, Within};
use crate::source::{Draft, FileId, Span};

/// Reads one draft.
pub(super) struct Reader<'d, 'b> {
    pub draft: &'d Draft,
    pub builder: &'b mut Builder,
    /// Where the next token comes from; the rest of its input is on top of `inputs`.
    pub lexer: Lexer<'d>,
    /// The address of the first byte of the lexer's text.
    pub base: u32,
    /// The call whose body is being read.
    pub expansion: Option<Rc<Expansion<'d>>>,
    pub inputs: Vec<Input<'d>>,
    pub frames: Vec<Frame<'d>>,
    pub state: State,
    pub queue: Vec<Queued<'d>>,
    pub macros: Macros<'d>,
    /// Characters with a meaning of their own.
    pub signs: Signs,
    /// White space that is written once it is known that a word follows.
    pub pending: Option<Pending>,
    /// The level of a heading made by `\section`.
    pub section_level: i8,
    /// Whether a declaration began the abstract, which then holds up to a heading.
    pub is_abstract_declared: bool,
    /// Whether any prose of an abstract has been read.
    pub has_abstract: bool,
    /// Bytes of bodies that may still be read.
    pub expansions: usize,
}

/// Where tokens come from.
#[derive(Clone, Debug)]
pub(super) struct Context<'d> {
    pub lexer: Lexer<'d>,
    /// The address of the first byte of the lexer's text.
    pub base: u32,
    /// The call whose body is read, or `None` where a file is.
    pub expansion: Option<Rc<Expansion<'d>>>,
}

/// Something being read, and what to go back to when it ends.
pub(super) struct Input<'d> {
    /// What it interrupted.
    pub resume: Context<'d>,
    /// How many frames there were.
    pub floor: usize,
    /// The state to go back to.
    pub saved: State,
    /// What it is.
    pub source: InputSource,
    /// The command that asked for it.
    pub call: Span,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InputSource {
    /// A whole file.
    File,
    /// A part of a file that belongs to the paragraph it stands in.
    Argument,
    /// A part of a file that was put off to the end of a paragraph.
    Queued,
    /// The body of a command of the authors, and where in the text it interrupted its call starts.
    Body {
        /// The first byte of the call.
        call: usize,
    },
}

/// What holds until a group, an argument or an environment ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// Whether nothing is read as prose, as before `\begin{document}`.
    pub is_quiet: bool,
    /// Whether a class or a package is read, of which only the definitions count.
    pub is_style: bool,
    /// Whether `&` and `\\` separate cells.
    pub in_table: bool,
    /// Whether items go on in the sentence.
    pub is_inline_list: bool,
    /// What a paragraph is.
    pub kind: BlockKind,
    /// Where it stands.
    pub within: Within,
}

/// Something that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'d> {
    pub kind: FrameKind<'d>,
    /// The state to go back to.
    pub saved: State,
}

/// What is open.
#[derive(Clone, Copy, Debug)]
pub(super) enum FrameKind<'d> {
    /// A brace group.
    Group,
    /// A prose argument: those that follow it, whether it is a block of its own, and whether the next one goes on with its word.
    Argument { rest: &'static [Argument], is_block: bool, joins: bool },
    /// The prose argument of a command that nobody knows; more may follow.
    Unknown,
    /// An environment, and whether its end ends the paragraph.
    Environment { name: &'d str, is_inline: bool },
    /// An environment of the authors, and whether the body of its `\end` has been read.
    Defined { name: &'d str, has_ended: bool },
}

/// A part of a file that is read when the paragraph around it has ended.
#[derive(Clone, Debug)]
pub(super) struct Queued<'d> {
    pub context: Context<'d>,
    pub state: State,
}

/// White space that has been read and not written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending {
    pub span: Span,
    /// Whether it stands in the source as white space.
    pub is_verbatim: bool,
}

impl FrameKind<'_> {
    /// Returns whether an `\end` closes it.
    pub fn is_environment(self) -> bool {
        matches!(self, Self::Environment { .. } | Self::Defined { .. })
    }
}

/// Inputs inside inputs; beyond it they are not entered.
pub(super) const DEEPEST: usize = 64;

/// How far up the stack an `\end` looks for its `\begin`. Bounds the work on text where nothing matches.
pub(super) const FRAMES_SEARCHED: usize = 64;

impl<'d, 'b> Reader<'d, 'b> {
    /// Returns a reader for a paper.
    pub fn new(draft: &'d Draft, id: FileId, builder: &'b mut Builder) -> Self {
        let total = draft.files().iter().map(|file| file.text.len()).sum();
        let mut reader = Self::of_part(draft, id, Within::NOTHING, builder);
        reader.allow_for(total);
        reader.section_level = structure::section_level(draft);
        reader.state.is_quiet = structure::has_preamble(draft, &draft.file(id).text);
        reader
    }

    /// Returns a reader for a file of a paper in another format, which may hold thousands: its work is bounded by its own length.
    pub fn of_part(draft: &'d Draft, id: FileId, within: Within, builder: &'b mut Builder) -> Self {
        let file = draft.file(id);
        let is_quiet = structure::has_body(&file.text);
        let state = State {
            is_quiet,
            is_style: false,
            in_table: false,
            is_inline_list: false,
            kind: BlockKind::Paragraph,
            within,
        };
        let mut reader = Self {
            draft,
            builder,
            lexer: Lexer::new(&file.text),
            base: file.base,
            expansion: None,
            inputs: Vec::new(),
            frames: Vec::new(),
            state,
            queue: Vec::new(),
            macros: Macros::default(),
            signs: Signs::default(),
            pending: None,
            section_level: 1,
            is_abstract_declared: false,
            has_abstract: false,
            expansions: 0,
        };
        reader.allow_for(file.text.len());
        reader
    }

    /// Bounds the work by the bytes that there are to read.
    fn allow_for(&mut self, bytes: usize) {
        self.lexer.budget = bytes.saturating_mul(16).saturating_add(1 << 16);
        self.expansions = bytes.saturating_mul(MOST_TIMES).saturating_add(1 << 16);
    }

    /// Reads everything.
    pub fn run(mut self) {
        loop {
            match self.lexer.next() {
                Some(token) => self.token(token),
                None if self.inputs.is_empty() => {
                    let end = self.end_address(self.lexer.at);
                    self.close_block(end);
                    if !self.start_queue() {
                        return self.finish();
                    }
                }
                None => self.leave_input(),
            }
        }
    }

    fn finish(self) {
        if self.has_abstract {
            self.builder.meta().unreadable_abstract = None;
        }
    }

    fn token(&mut self, token: Token) {
        if self.state.is_style {
            return self.style_token(token);
        }
        let span = self.span(token.start, token.end);
        match token.kind {
            TokenKind::Text => self.text(token),
            TokenKind::Command => self.command(token),
            TokenKind::Open => self.frames.push(Frame { kind: FrameKind::Group, saved: self.state }),
            TokenKind::Close => self.close_brace(),
            TokenKind::Dollar => {
                let (end, next) = math::dollar_end(self.lexer.text, token.end);
                self.inline_math(token.start, token.end..end, next);
            }
            TokenKind::DoubleDollar => {
                let (end, next) = math::delimited_end(self.lexer.text, token.end, b'$');
                // `$$` that nothing closes in its paragraph is empty inline math, as an accident of editing leaves it.
                if next > end {
                    self.display_math(token.start, next);
                }
            }
            TokenKind::Comment => self.builder.comment(span),
            TokenKind::Break => self.paragraph_break(token.start),
            TokenKind::Chunk if self.builder.is_open() => self.space(span),
            TokenKind::Chunk => self.empty_block(BlockKind::Code, span),
            TokenKind::Tie => self.space(span),
            TokenKind::Ampersand if self.state.in_table => self.end_cell(token),
            TokenKind::Ampersand => self.replaced("&", span),
            TokenKind::Ligature(text) => self.replaced(text, span),
        }
    }

    fn close_brace(&mut self) {
        let floor = self.inputs.last().map_or(0, |input| input.floor);
        if self.frames.len() <= floor {
            return;
        }
        // A brace that closes no group is a slip of the authors inside an environment, which goes on.
        if let Some(frame) = self.frames.pop_if(|frame| !frame.kind.is_environment()) {
            self.finish_frame(frame);
        }
    }

    /// Does what the end of a frame asks for. The frame is no longer on the stack.
    pub fn finish_frame(&mut self, frame: Frame<'d>) {
        let at = self.lexer.at;
        match frame.kind {
            FrameKind::Group => self.state = frame.saved,
            FrameKind::Unknown => {
                self.state = frame.saved;
                self.skip_settings();
                if self.lexer.peek() == b'{' {
                    self.lexer.at += 1;
                    let span = self.span(at, at + 1);
                    self.space(span);
                    self.frames.push(frame);
                }
            }
            FrameKind::Argument { rest, is_block, joins } => {
                if !rest.is_empty() && !joins {
                    let span = self.span(at, at);
                    self.space(span);
                }
                self.arguments(rest, is_block, frame.saved);
            }
            FrameKind::Defined { .. } => self.state = frame.saved,
            FrameKind::Environment { is_inline, .. } => {
                if !is_inline {
                    let end = self.end_address(at);
                    self.close_block(end);
                }
                self.state = frame.saved;
                if !is_inline {
                    self.start_queue();
                }
            }
        }
    }

    /// Reads the arguments of a command from the position on; stops at the first prose argument and goes on when it ends.
    pub fn arguments(&mut self, list: &'static [Argument], is_block: bool, saved: State) {
        let mut list = list;
        while let Some((&first, rest)) = list.split_first() {
            list = rest;
            let here = Token { kind: TokenKind::Command, start: self.lexer.at, end: self.lexer.at };
            self.leave_finished_bodies(here);
            if !matches!(first, Argument::Prose | Argument::Initial) {
                self.lexer.skip(first);
                continue;
            }
            let before = self.lexer.at;
            self.lexer.skip_space();
            if self.lexer.peek() == b'{' {
                self.lexer.at += 1;
                let joins = first == Argument::Initial;
                self.frames.push(Frame { kind: FrameKind::Argument { rest, is_block, joins }, saved });
                return;
            }
            self.lexer.at = before;
        }
        if is_block {
            let end = self.end_address(self.lexer.at);
            self.close_block(end);
        }
        self.state = saved;
        if is_block {
            self.start_queue();
        }
    }
}
