//! Commands and environments of the authors, read as what they stand for.
//!
//! A body is an input as a file is: it is read where the call stands, and everything in it comes from the call. `#1` in it is an
//! input, too, which comes from where the argument is written. As in TeX, a body may end in a command whose arguments follow the
//! call, and may begin an environment that something else ends.
//!
//! Bodies that call each other end at [`DEEPEST`](super::reader::DEEPEST) inputs and after reading [`MOST_TIMES`] times as much
//! as the draft holds; what is left then reads as nothing.

use std::ops::Range;
use std::rc::Rc;

use super::arguments::Scan;
use super::lexer::{Lexer, Token, TokenKind};
use super::macros::{Body, Macro, Meaning, Parameter};
use super::reader::{Context, Input, InputSource, Reader};
use super::table::{self, Action, Argument, Command};
use crate::markup::{Unread, UnreadKind};
use crate::source::Span;

/// How many times its own length a draft may read in bodies.
pub(super) const MOST_TIMES: usize = 8;

/// A use of a command of the authors.
#[derive(Debug)]
pub(super) struct Expansion<'d> {
    /// What stands in the source for all of the body.
    pub call: Span,
    /// Where the call is written: in a file, or in the body of another command.
    pub written: u32,
    /// What `#1` … stand for.
    pub arguments: Vec<Given<'d>>,
}

impl Expansion<'_> {
    /// Returns a use of something that takes no arguments.
    pub fn without_arguments(call: Span) -> Self {
        Self { call, written: call.start, arguments: Vec::new() }
    }
}

/// An argument as given.
#[derive(Clone, Debug)]
pub(super) struct Given<'d> {
    /// Where it is read from.
    context: Context<'d>,
    /// Whether it is there, and not a default.
    pub is_there: bool,
}

impl<'d> Given<'d> {
    /// As it is written.
    pub fn text(&self) -> &'d str {
        self.context.lexer.text.get(self.context.lexer.at..).unwrap_or("")
    }
}

/// Calls that are remembered; that there are more says no more.
const MOST_UNREAD: usize = 1_000;

impl<'d> Reader<'d, '_> {
    /// Reads what a command of the authors stands for.
    pub fn call(&mut self, token: Token, found: Meaning<'d>) {
        match found {
            Meaning::Macro(found) => {
                if !self.expand(token, &found) {
                    self.unknown_arguments();
                }
            }
            Meaning::Alias(command) => self.act(token, command),
            Meaning::Stands(placeholder) => {
                let span = self.span(token.start, token.end);
                self.placeholder(placeholder, span);
                self.skip_empty_group();
            }
            Meaning::Unclear => {
                self.note_unread(token, UnreadKind::Macro);
                self.unknown_arguments();
            }
        }
    }

    /// Remembers a call of which not all is read.
    fn note_unread(&mut self, token: Token, kind: UnreadKind) {
        let at = self.span(token.start, token.end);
        let unread = &mut self.builder.meta().unread;
        if unread.len() < MOST_UNREAD {
            unread.push(Unread { at, kind });
        }
    }

    /// Reads a body with the arguments that follow. `false`, without moving, where they are not all there.
    pub fn expand(&mut self, token: Token, found: &Macro<'d>) -> bool {
        let before = self.lexer.at;
        let mut arguments = Vec::with_capacity(found.parameters.len());
        if matches!(found.parameters.first(), Some(Parameter::Until(_) | Parameter::Literal(_))) {
            self.skip_blanks();
        }
        for &parameter in &found.parameters {
            if let Parameter::Literal(text) = parameter {
                if self.lexer.text.get(self.lexer.at..).is_some_and(|rest| rest.starts_with(text)) {
                    self.lexer.at += text.len();
                    continue;
                }
                self.lexer.at = before;
                return false;
            }
            let Some(given) = self.given(parameter) else {
                self.lexer.at = before;
                return false;
            };
            arguments.push(given);
        }
        if arguments.is_empty() {
            self.skip_empty_group();
        }
        self.enter_body(token, found.body, arguments);
        true
    }

    /// Reads a body with these arguments.
    pub fn enter_body(&mut self, token: Token, body: Body<'d>, arguments: Vec<Given<'d>>) {
        let cost = body.text().len() + 1;
        if self.is_full() || self.expansions < cost {
            return self.note_unread(token, UnreadKind::Limit);
        }
        self.expansions -= cost;
        let call = self.span(token.start, self.lexer.at);
        let written = self.base + token.start as u32;
        let expansion = Some(Rc::new(Expansion { call, written, arguments }));
        let lexer = Lexer { at_is_letter: true, budget: self.lexer.budget, ..body.lexer };
        let resume = self.set_context(Context { lexer, base: body.base, expansion });
        // What a body opens may be closed after it.
        let floor = self.inputs.last().map_or(0, |input| input.floor);
        let source = InputSource::Body { call: token.start };
        self.inputs.push(Input { resume, floor, saved: self.state, source, call });
    }

    /// Reads a body of the table with the arguments that follow.
    pub fn stand_for(&mut self, token: Token, body: &'static str, arguments: &'static [Argument]) {
        let mut given = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let parameter = match argument {
                Argument::Star => Parameter::Sign(b'*'),
                Argument::Optional => Parameter::Optional(None),
                _ => Parameter::Required,
            };
            let here = self.lexer.at;
            let nothing = Given { context: self.context_of(here, here), is_there: false };
            given.push(self.given(parameter).unwrap_or(nothing));
        }
        if given.is_empty() {
            self.skip_empty_group();
        }
        self.enter_body(token, Body { lexer: Lexer::new(body), base: 0 }, given);
    }

    /// Returns the argument at the position, moving past it.
    fn given(&mut self, parameter: Parameter<'d>) -> Option<Given<'d>> {
        match parameter {
            Parameter::Required => {
                let range = self.lexer.argument(Scan::Long)?;
                Some(Given { context: self.context_of(range.start, range.end), is_there: true })
            }
            Parameter::Optional(default) => {
                let before = self.lexer.at;
                self.lexer.skip_space();
                if let Some(range) = self.lexer.brackets() {
                    return Some(Given { context: self.context_of(range.start, range.end), is_there: true });
                }
                self.lexer.at = before;
                Some(self.given_or(None, default))
            }
            Parameter::Sign(sign) => {
                let before = self.lexer.at;
                self.lexer.at += usize::from(self.lexer.peek() == sign);
                let is_there = self.lexer.at > before;
                Some(Given { context: self.context_of(before, before), is_there })
            }
            Parameter::Between(open, close, default) => {
                let before = self.lexer.at;
                self.lexer.skip_space();
                let found = self.lexer.between(open, close);
                if found.is_none() {
                    self.lexer.at = before;
                }
                Some(self.given_or(found, default))
            }
            Parameter::After(sign) => {
                let before = self.lexer.at;
                self.lexer.skip_space();
                let found = (self.lexer.peek() == sign)
                    .then(|| {
                        self.lexer.at += 1;
                        self.lexer.argument(Scan::Long)
                    })
                    .flatten();
                if found.is_none() {
                    self.lexer.at = before;
                }
                Some(self.given_or(found, None))
            }
            Parameter::Until(end) => {
                let range = self.lexer.until(end)?;
                Some(Given { context: self.context_of(range.start, range.end), is_there: true })
            }
            Parameter::Literal(_) => None,
        }
    }

    /// Returns an argument where one was found, else what stands for it.
    fn given_or(&self, found: Option<Range<usize>>, default: Option<Body<'d>>) -> Given<'d> {
        let here = self.lexer.at;
        let context = match (found.clone(), default) {
            (Some(range), _) => self.context_of(range.start, range.end),
            (None, Some(Body { lexer, base })) => Context { lexer, base, expansion: self.expansion.clone() },
            (None, None) => self.context_of(here, here),
        };
        Given { context, is_there: found.is_some() }
    }

    /// Goes on in a part of a body; arguments that its last command takes follow the call.
    pub fn enter_branch(&mut self, token: Token, context: Context<'d>) {
        let cost = context.lexer.text.len().saturating_sub(context.lexer.at) + 1;
        if self.is_full() || self.expansions < cost {
            return self.note_unread(token, UnreadKind::Limit);
        }
        self.expansions -= cost;
        let call = self.span(token.start, self.lexer.at);
        let lexer = Lexer { at_is_letter: true, budget: self.lexer.budget, ..context.lexer };
        let resume = self.set_context(Context { lexer, ..context });
        let floor = self.inputs.last().map_or(0, |input| input.floor);
        let source = InputSource::Body { call: token.start };
        self.inputs.push(Input { resume, floor, saved: self.state, source, call });
    }

    /// Reads the command of that name: the authors' or that of the table.
    pub fn call_by_name(&mut self, token: Token, name: Option<&'d str>) {
        let Some(name) = name else { return };
        let token = Token { end: self.lexer.at, ..token };
        let (found, known) = (self.defined(name), table::command(name));
        let token =
            if self.takes_more(found.as_ref(), known) { self.leave_finished_bodies(token) } else { token };
        match (found, known) {
            (Some(found), _) => self.call(token, found),
            (None, Some(known)) => self.act(token, known),
            (None, None) => {}
        }
    }

    /// Returns a range of the lexer's text, to be read later as it would be read now.
    pub fn context_of(&self, start: usize, end: usize) -> Context<'d> {
        let text = self.lexer.text.get(..end).unwrap_or("");
        Context {
            lexer: Lexer { text, at: start, ..self.lexer },
            base: self.base,
            expansion: self.expansion.clone(),
        }
    }

    /// Text of a body: `#1` is read as the argument it stands for.
    pub fn body_text(&mut self, token: Token) {
        let bytes = self.lexer.text.as_bytes();
        let text = bytes.get(token.start..token.end).unwrap_or(&[]);
        let sign = memchr::memchr(b'#', text).map(|at| token.start + at);
        self.write_text(token.start, sign.unwrap_or(token.end));
        let Some(sign) = sign else { return };
        let argument =
            bytes.get(sign + 1).and_then(|digit| digit.checked_sub(b'1')).filter(|number| *number < 9);
        self.lexer.at = sign + 1 + usize::from(argument.is_some());
        if let Some(given) = argument.and_then(|number| self.argument(number)) {
            self.enter(given.context, InputSource::Argument, Span::default());
        }
    }

    /// Returns what `#1` stands for; arguments are counted from 0.
    pub fn argument(&self, number: u8) -> Option<Given<'d>> {
        self.expansion.as_ref()?.arguments.get(usize::from(number)).cloned()
    }

    /// Returns whether a command may take more than its name.
    pub fn takes_more(&self, found: Option<&Meaning<'d>>, known: Option<&Command>) -> bool {
        let takes_arguments = |command: &Command| {
            !command.arguments.is_empty() || matches!(command.action, Action::Accent(_) | Action::Verb)
        };
        self.expansion.is_some()
            && match (found, known) {
                (Some(Meaning::Macro(found)), _) => !found.parameters.is_empty(),
                (Some(&Meaning::Alias(command)), _) | (None, Some(command)) => takes_arguments(command),
                (Some(Meaning::Stands(_)), _) => false,
                (Some(Meaning::Unclear), _) | (None, None) => true,
            }
    }

    /// Goes back to where the body was called, if nothing of it is left: what follows the call then follows the token. Gives the
    /// token as it stands there.
    pub fn leave_finished_bodies(&mut self, token: Token) -> Token {
        let mut token = token;
        while let Some(InputSource::Body { call }) = self.inputs.last().map(|input| input.source)
            && self.lexer.text.as_bytes().get(self.lexer.at..).is_none_or(|rest| rest.trim_ascii().is_empty())
        {
            self.leave_input();
            token = Token { kind: TokenKind::Command, start: call, end: self.lexer.at };
        }
        token
    }

    /// `\IfBooleanTF{#1}{…}{…}`, `\IfNoValueTF{#1}{…}{…}`: the branch that holds is read.
    pub fn choose(&mut self, if_there: bool, branches: &[bool]) {
        let given = self.lexer.argument(Scan::Short).and_then(|range| {
            let number = self.lexer.slice(range).trim().strip_prefix('#')?.bytes().next()?;
            self.argument(number.checked_sub(b'1')?)
        });
        let holds = given.is_some_and(|given| given.is_there) == if_there;
        let mut chosen = None;
        for &branch in branches {
            let range = self.lexer.argument(Scan::Long);
            chosen = chosen.or(range.filter(|_| branch == holds));
        }
        if let Some(range) = chosen {
            let context = self.context_of(range.start, range.end);
            self.enter(context, InputSource::Argument, Span::default());
        }
    }
}
