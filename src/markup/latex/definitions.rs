//! What a paper defines, declares and includes.

use std::ops::Range;
use std::rc::Rc;

use super::arguments::Scan;
use super::includes::{is_plain, packages, target};
use super::lexer::{Lexer, Token, TokenKind};
use super::macros::{Body, Environment, Macro, Meaning, Parameter};
use super::reader::{Context, InputSource, Reader, State};
use super::structure::has_body;
use super::table::{self, Action, Argument, Command, Content, Definition, Include};
use crate::markup::{Placeholder, Unreadable, Within};
use crate::source::{FileId, Span};

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
    fn insert(&mut self, name: Option<&'d str>, found: Meaning<'d>, is_new: bool) {
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

    /// Whether what the paper makes of a command of the table, in a way that may be a change of its looks alone, is another command:
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
        if let Some(default) = self.lexer.brackets()
            && let Some(first) = parameters.first_mut()
        {
            *first = Parameter::Optional(Some(self.body_of(default)));
        }
        parameters
    }

    /// A body in braces, or one token.
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

    /// The name of the command being defined, in braces or not.
    fn command_name(&mut self) -> Option<&'d str> {
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

    /// `\documentclass[options]{class}`
    pub fn class(&mut self) {
        let before = self.lexer;
        let found: Vec<_> = packages(&mut self.lexer).collect();
        let after = std::mem::replace(&mut self.lexer, before);
        self.lexer.skip(Argument::Optional);
        // A class may be named by a command.
        let name =
            self.lexer.name().map(|name| match name.strip_prefix('\\').and_then(|name| self.defined(name)) {
                Some(Meaning::Macro(found)) => found.body.text().trim(),
                _ => name,
            });
        if let Some(name) = name.filter(|name| !name.starts_with('\\') && !self.state.is_style) {
            self.builder.meta().class.get_or_insert_with(|| name.to_owned());
        }
        self.lexer = after;
        self.enter_packages(&found);
    }

    /// `\usepackage[options]{packages}`
    pub fn package(&mut self) {
        let before = self.lexer;
        self.lexer.skip_space();
        let options = self.lexer.brackets().map_or("", |range| self.lexer.slice(range));
        self.lexer = before;
        let found: Vec<_> = packages(&mut self.lexer).collect();
        if found.iter().any(|(_, name)| *name == "babel") {
            self.babel(options);
        }
        self.signs.has_shorthands |= found.iter().any(|(_, name)| matches!(*name, "german" | "ngerman"));
        self.enter_packages(&found);
    }

    /// Reads the definitions of those packages whose files are here, the first one first.
    fn enter_packages(&mut self, found: &[(Range<usize>, &str)]) {
        self.lexer.skip(Argument::Optional);
        let base = self.base;
        for (at, _) in found.iter().rev() {
            let at = Span::new(base + at.start as u32, base + at.end as u32);
            if let Some(file) = self.draft.included_at(at) {
                self.enter_file(file, true, Span::default());
            }
        }
    }

    /// The last language in the options of babel is the main one.
    fn babel(&mut self, options: &str) {
        let mut language = None;
        for option in options.split(',').map(str::trim).filter(|option| !option.is_empty()) {
            match option.split_once('=') {
                Some((key, value)) if key.trim() == "main" => {
                    language = Some(value.trim());
                    break;
                }
                Some(_) => {}
                None => language = Some(option),
            }
        }
        if let Some(language) = language {
            self.signs.has_shorthands |=
                language.ends_with("german") || matches!(language, "austrian" | "naustrian" | "dutch");
            self.builder.meta().language = Some(language.to_lowercase());
        }
    }

    /// Reads a whole file before going on; with `is_quiet`, only its definitions.
    fn enter_file(&mut self, file: FileId, is_quiet: bool, call: Span) {
        let file = self.draft.file(file);
        let is_style = self.state.is_style || file.is_style();
        let is_quiet = is_quiet || is_style;
        let at_is_letter = self.lexer.at_is_letter || is_quiet;
        let lexer = Lexer { text: &file.text, at: 0, at_is_letter, ..self.lexer };
        let was_style = self.state.is_style;
        if self.enter(Context { lexer, base: file.base, expansion: None }, InputSource::File, call) {
            if is_style && !was_style {
                self.lexer.budget = Lexer::new(&file.text).budget;
            }
            self.state = State { is_quiet: self.state.is_quiet || is_quiet, is_style, ..self.state };
        }
    }

    /// Reads another file in its place.
    pub fn include(&mut self, token: Token, include: Include) {
        let before = self.lexer.at;
        let Some(target) = target(&mut self.lexer, include) else {
            self.lexer.skip(Argument::Skip);
            return;
        };
        // Where the command stands, which is in a definition if a body is read.
        let span = Span::new(self.base + token.start as u32, self.base + self.lexer.at as u32);
        let is_page = self.lexer.slice(token.start..token.end) == "\\include";
        if is_page && self.end_paragraph(token.start) {
            return;
        }
        if include == Include::IfExists {
            self.lexer.skip(Argument::Skip);
            self.lexer.skip(Argument::Skip);
        }
        let call = self.expansion.as_ref().map(|expansion| Span::new(expansion.written, expansion.written));
        let found = self.draft.included_at(span);
        // A call of the authors' command names the file.
        let found = found.or_else(|| self.draft.included_at(call.filter(|_| !is_plain(&target))?));
        match found {
            Some(file) if include == Include::Catch => self.catch(before, file),
            Some(file) => {
                let has_preamble = has_body(&self.draft.file(file).text);
                let call = self.span(token.start, self.lexer.at);
                self.enter_file(file, has_preamble, call);
            }
            None => {
                self.lexer.at = self.lexer.at.max(before);
                let is_abstract = self.state.within.is_in(Within::ABSTRACT) || is_named_abstract(&target);
                if is_abstract && include != Include::IfExists {
                    self.builder.meta().unreadable_abstract.get_or_insert(Unreadable::Absent(span));
                }
            }
        }
    }
}

impl Reader<'_, '_> {
    /// `\CatchFileDef{\name}{file}{setup}`
    fn catch(&mut self, at: usize, file: FileId) {
        let after = std::mem::replace(&mut self.lexer.at, at);
        let name = self.command_name();
        self.lexer.at = after;
        self.lexer.skip(Argument::Skip);
        let file = self.draft.file(file);
        let body = Body { lexer: Lexer::new(&file.text), base: file.base };
        self.insert(name, Meaning::Macro(Rc::new(Macro { parameters: Vec::new(), body })), true);
    }
}

/// The parameters of a `\def`; `None` for what this reader does not follow.
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

fn is_named_abstract(target: &str) -> bool {
    let name = target.rsplit('/').next().unwrap_or(target).to_ascii_lowercase();
    name.strip_suffix(".tex").unwrap_or(&name).ends_with("abstract")
}
