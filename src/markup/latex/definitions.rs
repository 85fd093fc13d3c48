//! What a paper defines.

use std::ops::Range;
use std::rc::Rc;

use super::arguments::Scan;
use super::lexer::{Lexer, TokenKind};
use super::macros::{Body, Environment, Macro, Meaning, Parameter};
use super::reader::Reader;
use super::table::{self, Action, Argument, Command, Content, Definition};
use crate::markup::Placeholder;

impl<'d> Reader<'d, '_> {
    /// Notes a definition and moves past it.
    pub fn define(&mut self, definition: Definition) {
        match definition {
            Definition::New | Definition::Renew => self.new_command(definition == Definition::New),
            Definition::Document => self.document_command(),
            Definition::Def => {
                let name = self.command_name();
                self.def(name);
            }
            Definition::Named => {
                let name = self.lexer.name();
                self.def(name);
            }
            Definition::Kind(content) => self.new_kind(content),
            Definition::List => {
                let name = self.lexer.name();
                let kind = self.lexer.name().and_then(table::environment).map(|kind| kind.content);
                self.lexer.skip(Argument::Skip);
                let name = name.filter(|name| self.may_define_environment(name));
                self.macros.kinds.extend(name.zip(kind));
            }
            Definition::Let => self.let_command(),
            Definition::Operator => {
                self.lexer.skip(Argument::Star);
                let name = self.command_name();
                self.lexer.skip(Argument::Skip);
                self.insert(name, Meaning::Stands(Placeholder::Math), false);
            }
            Definition::Environment => self.new_environment(),
            Definition::DocumentEnvironment => self.document_environment(),
            // They are gathered where the first one is used.
            Definition::Acronym | Definition::KeyedAcronym(_) | Definition::DeclaredAcronym => {
                while self.lexer.next_argument().is_some() {}
            }
            Definition::Theorem => {
                self.lexer.skip(Argument::Star);
                self.lexer.skip(Argument::Optional);
                let name = self.lexer.name();
                self.macros.theorems.extend(name.filter(|name| self.may_define_environment(name)));
                while self.lexer.next_argument().is_some() {}
            }
            Definition::If => {
                let name = self.command_name().and_then(|name| name.strip_prefix("if"));
                self.macros.conditions.extend(name.map(|name| (name, false)));
            }
            Definition::Code => {
                self.lexer.skip(Argument::Optional);
                let name = self.lexer.name();
                self.macros.code.extend(name.filter(|name| self.may_define_environment(name)));
                while self.lexer.brackets().is_some() || self.lexer.group(Scan::Long).is_some() {}
            }
        }
    }

    /// Notes what a command stands for. A command of the table keeps its meaning unless the paper itself defines it
    /// in a way that LaTeX would refuse for a name that is taken.
    pub fn insert(&mut self, name: Option<&'d str>, found: Meaning<'d>, is_new: bool) {
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return;
        };
        let known = table::command(name);
        let counts = match self.state.is_style {
            true => known.is_none() && self.is_plain(&found),
            false => is_new || known.is_none_or(|known| self.takes_over(&found, known)),
        };
        if counts {
            self.macros.commands.insert(name, found);
        }
    }

    /// Returns whether what the paper makes of a command of the table, in a way that may be a change of its looks alone, is another
    /// command:
    /// `\def\fig#1{Fig.~\ref{#1}}`.
    fn takes_over(&self, found: &Meaning<'d>, known: &Command) -> bool {
        let takes_arguments = matches!(found, Meaning::Macro(found) if !found.parameters.is_empty());
        let is_weak = matches!(known.action, Action::Arguments) && !known.arguments.is_empty();
        takes_arguments && is_weak && self.is_plain(found)
    }

    fn new_command(&mut self, is_new: bool) {
        self.lexer.skip(Argument::Star);
        let name = self.command_name();
        let parameters = self.parameters();
        if let Some(body) = self.body() {
            self.insert(name, Meaning::Macro(Rc::new(Macro { parameters, body })), is_new);
        }
    }

    /// `[n][default]`
    fn parameters(&mut self) -> Vec<Parameter<'d>> {
        let before = self.lexer.at;
        self.lexer.skip_space();
        let Some(count) = self.lexer.brackets().map(|range| self.lexer.slice(range).trim()) else {
            self.lexer.at = before;
            return Vec::new();
        };
        let count = count.parse().unwrap_or(0_usize).min(9);
        let mut parameters = vec![Parameter::Required; count];
        self.lexer.skip_space();
        if let Some(default) = self.lexer.brackets() {
            self.set_defaults(&mut parameters, default);
        }
        parameters
    }

    /// `[default]` of the first argument, or `[1=default, 2=default]` as the package `xargs` has them.
    fn set_defaults(&self, parameters: &mut [Parameter<'d>], range: Range<usize>) {
        let text = self.lexer.slice(range.clone());
        let is_numbered = text.trim_start().starts_with(|c: char| c.is_ascii_digit()) && text.contains('=');
        if !is_numbered {
            if let Some(first) = parameters.first_mut() {
                *first = Parameter::Optional(Some(self.body_of(range)));
            }
            return;
        }
        let mut start = range.start;
        for pair in text.split(',') {
            let value_at = pair.find('=').map_or(pair.len(), |sign| sign + 1);
            let number = pair.split('=').next().and_then(|number| number.trim().parse::<usize>().ok());
            if let Some(parameter) = number.and_then(|number| parameters.get_mut(number.checked_sub(1)?)) {
                *parameter = Parameter::Optional(Some(self.body_of(start + value_at..start + pair.len())));
            }
            start += pair.len() + 1;
        }
    }

    /// Returns a body in braces, or one token.
    fn body(&mut self) -> Option<Body<'d>> {
        let range = self.lexer.argument(Scan::Long)?;
        Some(self.body_of(range))
    }

    pub fn body_of(&self, range: Range<usize>) -> Body<'d> {
        let text = self.lexer.text.get(..range.end).unwrap_or("");
        Body { lexer: Lexer { text, at: range.start, ..self.lexer }, base: self.base }
    }

    fn document_command(&mut self) {
        let name = self.command_name();
        let parameters = self.specification();
        let Some(body) = self.body() else { return };
        let found = match parameters {
            Some(parameters) => Meaning::Macro(Rc::new(Macro { parameters, body })),
            None => Meaning::Unclear,
        };
        self.insert(name, found, false);
    }

    /// `{s o m O{default} d() t+ e{^_}}`; `None` for what this reader does not follow.
    fn specification(&mut self) -> Option<Vec<Parameter<'d>>> {
        self.lexer.skip_space();
        let range = self.lexer.group(Scan::Short)?;
        let mut inside = Lexer { text: self.lexer.text.get(..range.end)?, at: range.start, ..self.lexer };
        let mut parameters = Vec::new();
        while inside.at < inside.text.len() {
            let letter = inside.peek();
            inside.at += 1;
            let mut sign = || {
                inside.at += 1;
                inside.text.as_bytes().get(inside.at - 1).copied()
            };
            let parameter = match letter {
                b'm' | b'v' => Parameter::Required,
                b'o' => Parameter::Optional(None),
                b's' => Parameter::Sign(b'*'),
                b't' => Parameter::Sign(sign()?),
                b'd' | b'r' => Parameter::Between(sign()?, sign()?, None),
                b'D' | b'R' => {
                    let (open, close) = (sign()?, sign()?);
                    let default = inside.group(Scan::Short)?;
                    Parameter::Between(open, close, Some(self.body_of(default)))
                }
                b'g' => Parameter::Between(b'{', b'}', None),
                b'O' => Parameter::Optional(Some(self.body_of(inside.group(Scan::Short)?))),
                b'G' => Parameter::Between(b'{', b'}', Some(self.body_of(inside.group(Scan::Short)?))),
                b'e' | b'E' => {
                    let signs = inside.group(Scan::Short)?;
                    let signs = inside.slice(signs).bytes().filter(|byte| !byte.is_ascii_whitespace());
                    parameters.extend(signs.map(Parameter::After));
                    if letter == b'E' {
                        inside.group(Scan::Short)?;
                    }
                    continue;
                }
                // What is done to the argument before it is used.
                b'>' => {
                    inside.group(Scan::Short)?;
                    continue;
                }
                b' ' | b'\n' | b'\r' | b'\t' | b'+' | b'!' => continue,
                _ => return None,
            };
            parameters.push(parameter);
        }
        (parameters.len() <= 9).then_some(parameters)
    }

    /// `#1.#2{body}`, behind the name.
    fn def(&mut self, name: Option<&'d str>) {
        self.lexer.skip_space();
        let rest = self.lexer.text.as_bytes().get(self.lexer.at..).unwrap_or(&[]);
        let near = rest.get(..LONGEST_PATTERN).unwrap_or(rest);
        let Some(len) = memchr::memchr2(b'{', b'}', near).filter(|&at| near[at] == b'{') else {
            return;
        };
        let pattern = self.lexer.slice(self.lexer.at..self.lexer.at + len);
        self.lexer.at += len;
        let Some(body) = self.body() else { return };
        let found = match pattern_of(pattern) {
            Some(parameters) => Meaning::Macro(Rc::new(Macro { parameters, body })),
            None => Meaning::Unclear,
        };
        self.insert(name, found, false);
    }

    /// `\newtcolorbox[…]{name}…`, `\excludecomment{name}`
    fn new_kind(&mut self, content: Content) {
        self.lexer.skip(Argument::Optional);
        let name = self.lexer.name().filter(|name| self.may_define_environment(name));
        self.macros.kinds.extend(name.map(|name| (name, content)));
        if !matches!(content, Content::Nothing | Content::Inline) {
            while self.lexer.next_argument().is_some() {}
        }
    }

    fn new_environment(&mut self) {
        self.lexer.skip(Argument::Star);
        let name = self.lexer.name();
        let parameters = self.parameters();
        self.insert_environment(name, Some(parameters));
    }

    fn document_environment(&mut self) {
        let name = self.lexer.name();
        let parameters = self.specification();
        self.insert_environment(name, parameters);
    }

    /// An environment of the table keeps its meaning.
    fn insert_environment(&mut self, name: Option<&'d str>, parameters: Option<Vec<Parameter<'d>>>) {
        let (Some(body), Some(end)) = (self.body(), self.body()) else { return };
        if let Some(name) = name.filter(|_| body.text().trim_start().starts_with("\\comment")) {
            self.macros.kinds.insert(name, Content::Nothing);
            return;
        }
        if let (Some(name), Some(parameters)) = (name, parameters)
            && table::environment(name).is_none()
            && (!self.state.is_style || (self.is_plain_body(body) && self.is_plain_body(end)))
        {
            let begin = Macro { parameters, body };
            self.macros.environments.insert(name, Rc::new(Environment { begin, end }));
        }
    }

    fn let_command(&mut self) {
        let name = self.command_name();
        self.skip_blanks();
        if self.lexer.peek() == b'=' {
            self.lexer.at += 1;
        }
        let Some(other) = self.command_name() else { return };
        let found = self.defined(other).or_else(|| table::command(other).map(Meaning::Alias));
        self.insert(name, found.unwrap_or(Meaning::Unclear), false);
    }

    /// Returns the name of the command being defined, in braces or not.
    pub fn command_name(&mut self) -> Option<&'d str> {
        self.lexer.skip_space();
        if self.lexer.peek() == b'{' {
            let range = self.lexer.group(Scan::Short)?;
            return self.lexer.slice(range).trim().strip_prefix('\\');
        }
        // `\expandafter\def\csname name\endcsname`
        if self.lexer.text.get(self.lexer.at..).is_some_and(|rest| rest.starts_with("\\csname")) {
            self.lexer.at += "\\csname".len();
            return self.lexer.name_to_end();
        }
        let before = self.lexer;
        // Definitions of packages inside a paper hold names with `@`.
        self.lexer.at_is_letter = true;
        let token = self.lexer.next().filter(|token| token.kind == TokenKind::Command);
        let after = self.lexer.at;
        self.lexer = before;
        let token = token?;
        self.lexer.at = after;
        Some(self.lexer.slice(token.start + 1..token.end))
    }
}

/// Returns the parameters of a `\def`; `None` for what this reader does not follow.
fn pattern_of(pattern: &str) -> Option<Vec<Parameter<'_>>> {
    let mut parts = pattern.split('#');
    let first = parts.next().unwrap_or("").trim();
    let mut parameters = Vec::from_iter((!first.is_empty()).then_some(Parameter::Literal(first)));
    for part in parts {
        let end = part.strip_prefix(|c: char| matches!(c, '1'..='9'))?;
        // A line end is a space, and one behind it is none.
        let end = end.split('%').next().unwrap_or("");
        let end = end.get(..end.trim_end().len() + 1).unwrap_or(end);
        parameters.push(if end.is_empty() { Parameter::Required } else { Parameter::Until(end) });
    }
    (parameters.len() <= 9).then_some(parameters)
}

/// Bytes of the longest pattern of a `\def`.
const LONGEST_PATTERN: usize = 200;
