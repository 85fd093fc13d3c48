//! What each kind of command does.

use super::accents::compose;
use super::arguments::Scan;
use super::lexer::{Token, TokenKind, is_space};
use super::math;
use super::reader::{InputSource, Reader, State};
use super::table::{self, Action, Argument, Command};
use crate::markup::{BlockKind, Placeholder, Within};
use crate::source::Span;

/// The arguments of `\replaced` in the package `changes`, and those in AASTeX.
const NEW_FIRST: &[Argument] = &[Argument::Optional, Argument::Prose, Argument::Skip];
const NEW_LAST: &[Argument] = &[Argument::Optional, Argument::Skip, Argument::Prose];

/// The most words of a heading that is only bold.
const LEAD_WORDS: usize = 12;

/// Its level, relative to that of `\section`: below all others.
const LEAD_LEVEL: i8 = 5;

impl<'d> Reader<'d, '_> {
    /// Reads a command.
    pub fn command(&mut self, token: Token) {
        let name = self.lexer.slice(token.start + 1..token.end);
        if name.chars().all(char::is_whitespace) {
            // A backslash before a line end or a space is a space; alone at the end of a file it is nothing.
            let span = self.span(token.start, token.end);
            return self.space(span);
        }
        let found = self.defined(name);
        let known = table::command(name);
        let token =
            if self.takes_more(found.as_ref(), known) { self.leave_finished_bodies(token) } else { token };
        if self.is_quoted_command(name, found.as_ref()) {
            return self.quoted_command(token);
        }
        if let Some(found) = found {
            return self.call(token, found);
        }
        match known {
            Some(command) => self.act(token, command),
            None if self.lexer.is_condition(name) => self.condition(name),
            None => self.unknown(token, name),
        }
    }

    /// Does what a command of the table says.
    pub fn act(&mut self, token: Token, command: &'static Command) {
        let arguments = command.arguments;
        let span = self.span(token.start, token.end);
        match command.action {
            Action::Arguments => self.transparent(token, arguments),
            Action::Text(text) => {
                self.replaced(text, span);
                self.skip_empty_group();
            }
            Action::Letter(letter) => {
                self.replaced(letter, span);
                self.skip_blanks();
            }
            Action::Accent(accent) => self.accent(token, accent),
            Action::Acronym(form, is_plural) => self.acronym(token, form, is_plural, arguments),
            Action::Stands(placeholder) => {
                arguments.iter().for_each(|&argument| self.lexer.skip(argument));
                let span = self.span(token.start, self.lexer.at);
                self.placeholder(placeholder, span);
            }
            Action::Lead if self.is_lead() => self.heading(token, LEAD_LEVEL, true, arguments),
            Action::Lead => self.transparent(token, arguments),
            Action::Heading(level, run_in) => self.heading(token, level, run_in, arguments),
            Action::Block(kind) => self.block(token, kind, arguments),
            Action::Note(kind) => self.note(kind, arguments),
            Action::Within(within) => self.within(token, within, arguments),
            Action::Body(body) => self.stand_for(token, body, arguments),
            Action::EndAbstract => self.end_declared_abstract(),
            Action::Appendix => {
                if !self.state.is_quiet {
                    self.go_within(Within::APPENDIX);
                }
                self.skip_blanks();
            }
            Action::Item => self.item(token),
            Action::Break => self.paragraph_break(token.start),
            Action::Line => self.line(token, arguments),
            Action::Space => self.space_of(token, arguments),
            Action::Verb => {
                arguments.iter().for_each(|&argument| self.lexer.skip(argument));
                self.lexer.verb();
                let span = self.span(token.start, self.lexer.at);
                self.placeholder(Placeholder::Code, span);
            }
            Action::InlineMath => {
                let (end, next) = math::delimited_end(self.lexer.text, token.end, b')');
                self.inline_math(token.start, token.end..end, next);
            }
            Action::DisplayMath => {
                let (_, next) = math::delimited_end(self.lexer.text, token.end, b']');
                self.display_math(token.start, next);
            }
            Action::MarkAcronyms(are_used) => self.mark_acronyms(are_used, arguments),
            other => self.act_on_structure(token, other),
        }
    }

    fn act_on_structure(&mut self, token: Token, action: Action) {
        match action {
            Action::Begin => self.begin(token),
            Action::End => self.end(token),
            Action::Include(include) => self.include(token, include),
            Action::Define(definition) => self.define(definition),
            // What stands after `\else` belongs to a branch that is not read, as the one before it was.
            Action::IfFalse => drop(self.lexer.skip_branch()),
            Action::Else => while self.lexer.skip_branch() {},
            Action::Test(test, wanted) => self.test(test, wanted),
            Action::Flag(value) => self.set_flag(value),
            Action::IfStar | Action::IfNext => self.look_ahead(token, action == Action::IfStar),
            Action::NameToEnd => {
                let name = self.lexer.name_to_end();
                self.call_by_name(token, name);
            }
            Action::UseName => {
                let name = self.lexer.name();
                self.call_by_name(token, name);
            }
            Action::Replaced(is_new_last) => self.replacement(token, is_new_last),
            Action::Address => self.web_address(token),
            Action::Ding => self.ding(token),
            Action::Drawing => self.lexer.skip_drawing(),
            Action::ShortVerb(is_on) => self.set_short_verb(is_on),
            Action::Class => self.class(),
            Action::Package => self.package(),
            Action::Language => {
                self.lexer.skip(Argument::Optional);
                let language = self.lexer.name().map(str::to_lowercase);
                self.builder.meta().language = language;
            }
            Action::Choose(if_there, branches) => self.choose(if_there, branches),
            Action::Bibliography => self.bibliography(),
            Action::BracketProse => self.bracket_prose(),
            Action::Dimension(is_space) => {
                self.lexer.skip_dimension();
                if is_space {
                    self.space(self.span(token.start, self.lexer.at));
                }
            }
            Action::BoxTo => {
                self.lexer.skip_box_size();
                self.transparent(token, &[Argument::Prose]);
            }
            Action::AcronymStyle => self.acronym_style(),
            Action::EndInput => self.end_input(),
            Action::AtLetter(is_letter) => self.lexer.at_is_letter = is_letter,
            Action::Programming => self.skip_programming(),
            _ => {}
        }
    }

    /// The new one of two texts.
    fn replacement(&mut self, token: Token, is_new_last: bool) {
        let class = self.builder.meta().class.as_deref();
        let is_new_last = is_new_last || class.is_some_and(|class| class.starts_with("aastex"));
        let mut ahead = self.lexer;
        ahead.skip(Argument::Optional);
        ahead.skip(Argument::Skip);
        ahead.skip_space();
        let are_two = ahead.peek() == b'{';
        self.lexer.budget = ahead.budget;
        self.transparent(token, if is_new_last && are_two { NEW_LAST } else { NEW_FIRST });
    }

    /// White space; one of less than nothing, or of nothing, parts no words.
    fn space_of(&mut self, token: Token, arguments: &'static [Argument]) {
        arguments.iter().for_each(|&argument| self.lexer.skip(argument));
        let written = self.lexer.slice(token.end..self.lexer.at);
        if !written.contains("{-") && !written.contains("{0pt") {
            self.space(self.span(token.start, token.end));
        }
    }

    /// A command whose arguments are read in place.
    fn transparent(&mut self, token: Token, arguments: &'static [Argument]) {
        if arguments.is_empty() {
            // As in TeX, white space belongs to a name of letters, and not to one such as `\@`.
            if self.lexer.slice(token.start..token.end).ends_with(|c: char| c.is_ascii_alphabetic()) {
                self.skip_blanks();
            }
        } else {
            self.arguments(arguments, false, self.state);
        }
    }

    fn accent(&mut self, token: Token, accent: char) {
        if accent.is_ascii_alphabetic() {
            self.skip_blanks();
        }
        let Some(range) = self.lexer.argument(Scan::Short) else {
            return;
        };
        let base = self.lexer.slice(range).trim_matches(['{', '}', ' ']);
        let base = match base.strip_prefix('\\').and_then(table::command).map(|command| command.action) {
            Some(Action::Letter(letter)) => letter,
            _ => base,
        };
        let mut letters = base.chars();
        let mut text = String::new();
        match letters.next() {
            Some(first) => compose(accent, first, &mut text),
            // `\^{}` and `\~{}` are how authors write the characters themselves.
            None => text.push(accent),
        }
        text.push_str(letters.as_str());
        let span = self.span(token.start, self.lexer.at);
        self.replaced(&text, span);
    }

    /// Returns whether bold text opens a paragraph and reads as a heading: a few words with a stop or a colon behind them.
    fn is_lead(&self) -> bool {
        let inside = self.state.within.without(Within::ABSTRACT.with(Within::APPENDIX));
        let is_at_start = !self.builder.is_open() && self.state.kind == BlockKind::Paragraph;
        if self.state.is_quiet || self.state.in_table || !is_at_start || inside != Within::NOTHING {
            return false;
        }
        let mut lexer = self.lexer;
        lexer.skip_space();
        let text = lexer.group(Scan::Short).map_or("", |range| lexer.slice(range).trim());
        text.ends_with(['.', ':', '?', '!']) && text.split_whitespace().count() <= LEAD_WORDS
    }

    fn heading(&mut self, token: Token, level: i8, run_in: bool, arguments: &'static [Argument]) {
        if self.state.is_quiet {
            return self.arguments(arguments, false, self.state);
        }
        if self.is_stuck() {
            self.recover();
        }
        if self.end_paragraph(token.start) {
            return;
        }
        self.state.within = self.state.within.without(Within::ACKNOWLEDGEMENTS);
        if !run_in {
            self.end_declared_abstract();
        }
        let level = (self.section_level + level).max(1) as u8;
        let saved = self.state;
        self.state = self.block_state(BlockKind::Heading { level, run_in });
        self.arguments(arguments, true, saved);
    }

    fn block(&mut self, token: Token, kind: BlockKind, arguments: &'static [Argument]) {
        let is_nested = self.state.kind == BlockKind::Metadata && kind == BlockKind::Metadata;
        if is_nested && !self.state.is_quiet {
            let span = self.span(token.start, token.end);
            self.space(span);
            return self.arguments(arguments, false, self.state);
        }
        if kind == BlockKind::Metadata {
            self.end_declared_abstract();
        }
        // An address in running text does not end the sentence.
        if kind == BlockKind::Metadata && self.builder.is_open() {
            return self.note(kind, arguments);
        }
        if self.end_paragraph(token.start) {
            return;
        }
        let saved = self.state;
        self.state = self.block_state(kind);
        self.arguments(arguments, true, saved);
    }

    /// A footnote: its argument is read when the paragraph has ended.
    fn note(&mut self, kind: BlockKind, arguments: &'static [Argument]) {
        for &argument in arguments {
            if argument != Argument::Prose || self.state.is_quiet {
                self.lexer.skip(argument);
                continue;
            }
            let before = self.lexer.at;
            self.lexer.skip_space();
            match self.lexer.group(Scan::Long) {
                Some(range) => self.put_off(range.start, range.end, self.block_state(kind)),
                None => self.lexer.at = before,
            }
        }
    }

    fn within(&mut self, token: Token, within: Within, arguments: &'static [Argument]) {
        if self.end_paragraph(token.start) {
            return;
        }
        let before = self.lexer.at;
        self.lexer.skip_space();
        let has_argument = self.lexer.peek() == b'{' || self.lexer.peek() == b'[';
        self.lexer.at = before;
        if within == Within::ABSTRACT && self.structured_abstract(token) {
            return;
        }
        if has_argument {
            let saved = self.state;
            self.state =
                State { within: saved.within.with(within), ..self.block_state(BlockKind::Paragraph) };
            self.arguments(arguments, true, saved);
        } else if within == Within::ACKNOWLEDGEMENTS {
            // In some classes it is a declaration that holds up to the next heading.
            self.go_within(within);
        } else if within == Within::ABSTRACT {
            self.declare_abstract();
        }
    }

    fn item(&mut self, token: Token) {
        if self.state.is_quiet {
            return;
        }
        if self.state.is_inline_list {
            self.lexer.skip(Argument::Optional);
            // A mark is printed there, which nothing else of the text tells.
            let span = self.span(token.start, token.end);
            self.space(span);
            self.replaced("•", span);
            return self.space(span);
        }
        if self.end_paragraph(token.start) {
            return;
        }
        let start = self.address(token.start);
        let kind = if self.state.kind == BlockKind::Paragraph { BlockKind::Item } else { self.state.kind };
        self.lexer.skip(Argument::Overlay);
        let before = self.lexer.at;
        self.skip_blanks();
        let label = self.lexer.brackets();
        if let Some(label) = label.clone().filter(|_| self.state.within.is_in(Within::ABSTRACT)) {
            // The parts of a structured abstract.
            let level = (self.section_level + LEAD_LEVEL).max(1) as u8;
            self.put_off(
                label.start,
                label.end,
                self.block_state(BlockKind::Heading { level, run_in: true }),
            );
            self.start_queue();
            return;
        }
        self.open_block(kind, start);
        match label {
            Some(label) => {
                let text = self.lexer.slice(label.clone());
                let is_prose = text.bytes().filter(u8::is_ascii_alphabetic).count() > 2
                    && !text.starts_with(['$', '\\'])
                    || text.starts_with("\\text");
                if is_prose {
                    let call = self.span(label.start, label.end + 1);
                    let context = self.context_of(label.start, label.end);
                    self.enter(context, InputSource::Argument, call);
                }
            }
            None => self.lexer.at = before,
        }
    }

    fn line(&mut self, token: Token, arguments: &'static [Argument]) {
        if self.state.in_table && !self.state.is_quiet && self.end_paragraph(token.start) {
            return;
        }
        arguments.iter().for_each(|&argument| self.lexer.skip(argument));
        let span = self.span(token.start, self.lexer.at);
        self.space(span);
    }

    /// Reads what stands in the brackets that follow, which may hold paragraphs.
    fn bracket_prose(&mut self) {
        self.skip_blanks();
        if let Some(range) = self.lexer.long_brackets() {
            let context = self.context_of(range.start, range.end);
            self.enter(context, InputSource::Argument, Span::default());
        }
    }

    /// Moves past the white space that a command without arguments swallows; comments stay, as they may hold directives.
    pub fn skip_blanks(&mut self) {
        if let Some(token) = { self.lexer }.next()
            && token.kind == TokenKind::Text
        {
            let text = self.lexer.slice(token.start..token.end);
            self.lexer.at += text.bytes().take_while(|&byte| is_space(byte)).count();
        }
    }

    /// `{}` after a command only ends its name.
    pub fn skip_empty_group(&mut self) {
        let rest = self.lexer.text.as_bytes().get(self.lexer.at..).unwrap_or(&[]);
        if rest.starts_with(b"{}") {
            self.lexer.at += 2;
        }
    }
}
