//! `\begin` and `\end`.

use std::ops::Range;

use super::arguments::Scan;
use super::lexer::{Token, is_break};
use super::reader::{Frame, FrameKind, Reader, State};
use super::table::{self, Argument, Content};
use crate::markup::{BlockKind, Within};

impl<'d> Reader<'d, '_> {
    /// `\begin{name}`
    pub fn begin(&mut self, token: Token) {
        let Some(name) = self.lexer.name() else { return };
        let is_in_body = self.expansion.is_some();
        let token = if is_in_body { self.leave_finished_bodies(token) } else { token };
        match self.macros.environments.get(name).cloned() {
            Some(found) => {
                let kind = FrameKind::Defined { name, has_ended: false };
                self.frames.push(Frame { kind, saved: self.state });
                if self.is_quoted_environment(name) {
                    self.go_within(Within::QUOTE);
                }
                self.expand(token, &found.begin);
            }
            None => self.begin_named(token, name, is_in_body),
        }
    }

    /// `\end{name}`
    pub fn end(&mut self, token: Token) {
        if let Some(name) = self.lexer.name() {
            self.end_named(token, name);
        }
    }

    /// Begins an environment; with `is_alias`, something of the authors stands for its `\begin`, and may for its `\end`.
    fn begin_named(&mut self, token: Token, name: &'d str, is_alias: bool) {
        let known = table::environment(name);
        let content = self.content(name);
        match content {
            Some(Content::Math) => self.math_environment(token, name, is_alias),
            Some(Content::Opaque(kind)) => self.opaque(token, name, kind),
            Some(Content::Nothing) => self.lexer.at = self.end_of(name, false).unwrap_or(self.lexer.at),
            Some(Content::Float(_)) if self.builder.is_open() && !self.state.is_quiet => {
                let before = self.lexer.at;
                match self.end_of(name, true) {
                    // The sentence goes on around the float, as it does on the page.
                    Some(end) => {
                        self.lexer.at = end;
                        self.put_off(token.start, end, self.block_state(BlockKind::Paragraph));
                    }
                    None => {
                        self.lexer.at = before;
                        if !self.end_paragraph(token.start) {
                            self.open_environment_of(
                                token,
                                name,
                                content,
                                known.map(|known| known.arguments),
                            );
                        }
                    }
                }
            }
            _ => {
                let is_inline = self.is_inline(content);
                if is_inline || !self.end_paragraph(token.start) {
                    self.open_environment_of(token, name, content, known.map(|known| known.arguments));
                }
            }
        }
    }

    fn content(&self, name: &str) -> Option<Content> {
        if self.macros.code.contains(name) {
            return Some(Content::Opaque(BlockKind::Code));
        }
        if let Some(&content) = self.macros.kinds.get(name) {
            return Some(content);
        }
        if self.macros.theorems.contains(name) {
            return Some(Content::Within(Within::THEOREM));
        }
        let known = table::environment(name).map(|known| known.content);
        match known {
            None | Some(Content::Prose | Content::Inline) if self.is_quoted_environment(name) => {
                Some(Content::Within(Within::QUOTE))
            }
            known => known,
        }
    }

    fn is_inline(&self, content: Option<Content>) -> bool {
        match content {
            Some(Content::Inline | Content::InlineList | Content::Document) => true,
            Some(Content::Within(Within::ABSTRACT) | Content::Block(_)) => false,
            _ => self.state.is_quiet,
        }
    }

    /// Pushes the frame of an environment and moves past its arguments.
    fn open_environment_of(
        &mut self,
        token: Token,
        name: &'d str,
        content: Option<Content>,
        arguments: Option<&'static [Argument]>,
    ) {
        let is_inline = self.is_inline(content);
        match content {
            Some(Content::Document) => self.recover(),
            Some(Content::Block(_)) => self.end_declared_abstract(),
            _ => {}
        }
        self.count_float(name, content);
        self.frames.push(Frame { kind: FrameKind::Environment { name, is_inline }, saved: self.state });
        self.state = self.state_in(content);
        let title = self.title(content);
        match arguments {
            Some(arguments) => {
                let skipped = arguments.iter().take_while(|&&argument| argument != Argument::Prose);
                skipped.for_each(|&argument| self.lexer.skip(argument));
            }
            // An environment that nobody knows: what stands right after its name is settings more often than prose.
            None => while self.lexer.brackets().is_some() || self.lexer.group(Scan::Short).is_some() {},
        }
        if content == Some(Content::Within(Within::ABSTRACT)) {
            // Its title; brackets on a line of their own are text.
            self.lexer.brackets();
            self.structured_abstract(token);
        }
        if let Some(title) = title {
            self.put_off(title.start, title.end, self.block_state(BlockKind::Caption));
            self.start_queue();
        }
    }

    /// Returns what stands in brackets after the start of a theorem or proof, which is printed before its text.
    fn title(&self, content: Option<Content>) -> Option<Range<usize>> {
        let Some(Content::Within(Within::THEOREM | Within::PROOF)) = content else { return None };
        let title = { self.lexer }.brackets()?;
        // Packages take settings there.
        let is_text = !self.lexer.slice(title.clone()).contains('=');
        is_text.then_some(title)
    }

    /// Counts figures and tables: whole floats, and tables that run over pages, which are none.
    fn count_float(&mut self, name: &str, content: Option<Content>) {
        let is_float = match content {
            Some(Content::Float(_)) => !name.starts_with("sub"),
            Some(Content::Table) => name.starts_with("long") || name.contains("deluxe"),
            _ => false,
        };
        if is_float && !self.state.is_quiet {
            let meta = self.builder.meta();
            match (name.contains("fig"), name.contains("tab")) {
                (true, _) => meta.figures += 1,
                (_, true) => meta.tables += 1,
                _ => {}
            }
        }
    }

    fn state_in(&self, content: Option<Content>) -> State {
        let state = self.state;
        let is_text = matches!(state.kind, BlockKind::Paragraph | BlockKind::Item);
        match content {
            Some(Content::Document) => self.block_state(BlockKind::Paragraph),
            Some(Content::Within(Within::ABSTRACT)) => State {
                within: state.within.with(Within::ABSTRACT),
                ..self.block_state(BlockKind::Paragraph)
            },
            Some(Content::Block(kind)) => self.block_state(kind),
            Some(Content::InlineList) => State { is_inline_list: true, ..state },
            Some(Content::Within(within) | Content::Float(within)) => {
                State { within: state.within.with(within), in_table: false, is_inline_list: false, ..state }
            }
            // Authors are often set as a table, which makes them no cells.
            Some(Content::Table) if is_text || state.kind == BlockKind::Cell => State {
                kind: BlockKind::Cell,
                in_table: true,
                within: state.within.with(Within::TABLE),
                ..state
            },
            Some(Content::Prose) => State { in_table: false, ..state },
            _ => state,
        }
    }

    fn math_environment(&mut self, token: Token, name: &'d str, is_alias: bool) {
        let start = self.lexer.at;
        let mut end = self.lexer.environment_end(name, true).map(|(_, next)| next);
        if is_alias {
            let other = self.alias_end(name, start);
            end = match (end, other) {
                (Some(end), Some(other)) => Some(end.min(other)),
                _ => end.or(other),
            };
        }
        // Math that is never closed ends with its paragraph.
        let end = end.unwrap_or_else(|| {
            let bytes = self.lexer.text.as_bytes();
            let rest = bytes.get(start..).unwrap_or(&[]);
            let found = memchr::memchr_iter(b'\n', rest).find(|&at| is_break(bytes, start + at));
            start + found.unwrap_or(rest.len())
        });
        self.display_math(token.start, end);
    }

    /// Returns where math ends that something of the authors ends: after the command, or before the `\end` of the environment, that comes
    /// first after `start`.
    fn alias_end(&self, name: &str, start: usize) -> Option<usize> {
        let rest = self.lexer.text.as_bytes().get(start..)?;
        let commands = self.macros.commands_that_end(name).filter_map(|command| {
            let is_command = |&at: &usize| {
                let next = rest.get(at + command.len());
                at > 0 && rest[at - 1] == b'\\' && !next.is_some_and(u8::is_ascii_alphabetic)
            };
            let found = memchr::memmem::find_iter(rest, command).find(is_command)?;
            Some(start + found + command.len())
        });
        let environments = self.macros.environments_that_end(name).filter_map(|environment| {
            let is_end = |&at: &usize| rest.get(..at).is_some_and(|before| before.ends_with(b"\\end{"));
            let found = memchr::memmem::find_iter(rest, environment).find(is_end)?;
            Some(start + found - b"\\end{".len())
        });
        commands.chain(environments).min()
    }

    fn opaque(&mut self, token: Token, name: &str, kind: BlockKind) {
        let before = self.lexer.at;
        let end = self.end_of(name, kind == BlockKind::Figure).unwrap_or(before);
        // A picture may stand in a sentence or a cell; code stands between paragraphs.
        let is_in_text = kind == BlockKind::Figure && self.builder.is_open();
        if !is_in_text && !self.state.is_quiet && self.end_paragraph(token.start) {
            return;
        }
        self.lexer.at = end;
        if !is_in_text && self.state.kind == BlockKind::Paragraph {
            let span = self.span(token.start, end);
            self.empty_block(kind, span);
        }
    }

    /// Returns where reading goes on after the environment of that name, just begun.
    fn end_of(&mut self, name: &str, nests: bool) -> Option<usize> {
        self.lexer.environment_end(name, nests).map(|(_, next)| next)
    }

    /// Ends an environment, and what is still open in it.
    pub fn end_named(&mut self, token: Token, name: &str) {
        let Some(found) = self.open_environment(name) else {
            if name == "document" {
                self.stop();
            }
            return;
        };
        if let FrameKind::Defined { name: open, has_ended: false } = self.frames[found].kind {
            // The body of its end is read first, and then this command again.
            self.frames[found].kind = FrameKind::Defined { name: open, has_ended: true };
            if let Some(environment) = self.macros.environments.get(open).cloned() {
                let after = std::mem::replace(&mut self.lexer.at, token.start);
                let here = Token { end: after, ..token };
                self.enter_body(here, environment.end, Vec::new());
                return;
            }
        }
        let is_inline = !matches!(self.frames[found].kind, FrameKind::Environment { is_inline: false, .. });
        if !is_inline && self.end_paragraph(token.start) {
            return;
        }
        self.frames.truncate(found + 1);
        if let Some(frame) = self.frames.pop() {
            self.finish_frame(frame);
        }
        if name == "document" {
            self.lexer.at = self.lexer.text.len();
        }
    }

    /// The end of the document in a file that another one includes: nothing is read any more.
    fn stop(&mut self) {
        self.lexer.at = self.lexer.text.len();
        for input in &mut self.inputs {
            input.resume.lexer.at = input.resume.lexer.text.len();
        }
    }
}
