//! What a paper defines, declares and includes.

use super::arguments::Scan;
use super::includes::target;
use super::lexer::{Token, TokenKind};
use super::macros::Macro;
use super::reader::{InputSource, Reader};
use super::structure::has_body;
use super::table::{self, Argument, Definition, Include};
use crate::markup::{Placeholder, Unreadable, Within};

impl<'d> Reader<'d, '_> {
    /// Notes a definition and moves past it.
    pub fn define(&mut self, definition: Definition) {
        match definition {
            Definition::New | Definition::Renew => self.new_command(definition == Definition::New),
            Definition::Document => self.document_command(),
            Definition::Def => self.def(),
            Definition::Let => self.let_command(),
            Definition::Operator => {
                self.lexer.skip(Argument::Star);
                let name = self.command_name();
                self.lexer.skip(Argument::Skip);
                let text = Placeholder::Math.to_char().to_string();
                self.insert(name, Macro::Text(text.into()), false);
            }
            Definition::Theorem => {
                self.lexer.skip(Argument::Star);
                self.lexer.skip(Argument::Optional);
                if let Some(name) = self.name() {
                    self.macros.theorems.insert(name, ());
                }
                while self.lexer.brackets().is_some() || self.lexer.group(Scan::Short).is_some() {}
            }
            Definition::If => {
                let name = self.command_name().and_then(|name| name.strip_prefix("if"));
                self.macros.conditions.extend(name.map(|name| (name, false)));
            }
            Definition::Code => {
                self.lexer.skip(Argument::Optional);
                if let Some(name) = self.name() {
                    self.macros.code.insert(name, ());
                }
                while self.lexer.brackets().is_some() || self.lexer.group(Scan::Long).is_some() {}
            }
        }
    }

    /// Notes what a command stands for. A command of the table keeps its meaning unless the definition is one that LaTeX
    /// would refuse for a name that is taken.
    fn insert(&mut self, name: Option<&'d str>, found: Macro<'d>, is_new: bool) {
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return;
        };
        if is_new || table::command(name).is_none() {
            self.macros.commands.insert(name, found);
        }
    }

    fn new_command(&mut self, is_new: bool) {
        self.lexer.skip(Argument::Star);
        let name = self.command_name();
        let parameters = self.lexer.brackets().map(|range| self.lexer.slice(range).trim());
        let parameters = parameters.and_then(|digits| digits.parse().ok()).unwrap_or(0);
        let has_optional = self.lexer.brackets().is_some();
        let Some(body) = self.lexer.argument(Scan::Long) else {
            return;
        };
        let found = self.macros.understand(self.lexer.slice(body), parameters, has_optional);
        self.insert(name, found, is_new);
    }

    fn document_command(&mut self) {
        let name = self.command_name();
        let specification = self.name().unwrap_or("");
        let Some(body) = self.lexer.argument(Scan::Long) else {
            return;
        };
        let is_plain = specification.bytes().all(|byte| matches!(byte, b'm' | b' '));
        let parameters = specification.bytes().filter(|&byte| byte == b'm').count() as u8;
        let found = match is_plain {
            true => self.macros.understand(self.lexer.slice(body), parameters, false),
            false => Macro::Unclear,
        };
        self.insert(name, found, false);
    }

    fn def(&mut self) {
        let name = self.command_name();
        let rest = self.lexer.text.as_bytes().get(self.lexer.at..).unwrap_or(&[]);
        let Some(len) = memchr::memchr3(b'{', b'\n', b'}', rest).filter(|&at| rest[at] == b'{') else {
            return;
        };
        let pattern = rest.get(..len).unwrap_or(&[]);
        let is_plain = pattern.chunks(2).all(|pair| matches!(pair, [b'#', b'1'..=b'9'] | [b' ']));
        self.lexer.at += len;
        let Some(body) = self.lexer.group(Scan::Long) else {
            return;
        };
        let found = match is_plain {
            true => self.macros.understand(self.lexer.slice(body), (pattern.len() / 2) as u8, false),
            false => Macro::Unclear,
        };
        self.insert(name, found, false);
    }

    fn let_command(&mut self) {
        let name = self.command_name();
        self.skip_blanks();
        if self.lexer.peek() == b'=' {
            self.lexer.at += 1;
        }
        let Some(other) = self.command_name() else { return };
        let found = self.defined(other).or_else(|| table::command(other).map(Macro::Alias));
        self.insert(name, found.unwrap_or(Macro::Name), false);
    }

    /// The name of the command being defined, in braces or not.
    fn command_name(&mut self) -> Option<&'d str> {
        self.lexer.skip_space();
        if self.lexer.peek() == b'{' {
            let range = self.lexer.group(Scan::Short)?;
            return self.lexer.slice(range).trim().strip_prefix('\\');
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
        self.lexer.skip(Argument::Optional);
        let Some(name) = self.name() else { return };
        let class = match name.strip_prefix('\\').and_then(|name| self.defined(name)) {
            Some(Macro::Text(text)) => text.to_string(),
            _ => name.to_owned(),
        };
        if !class.starts_with('\\') {
            self.builder.meta().class.get_or_insert(class);
        }
        self.lexer.skip(Argument::Optional);
    }

    /// `\usepackage[options]{packages}`; the last language of babel is the main one.
    pub fn package(&mut self) {
        self.lexer.skip_space();
        let options = self.lexer.brackets().map_or("", |range| self.lexer.slice(range));
        let is_babel = self.name().is_some_and(|names| names.split(',').any(|name| name.trim() == "babel"));
        if !is_babel {
            return;
        }
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
            self.builder.meta().language = Some(language.to_lowercase());
        }
    }

    /// Reads another file in its place.
    pub fn include(&mut self, token: Token, include: Include) {
        let before = self.lexer.at;
        let Some(target) = target(&mut self.lexer, include) else {
            self.lexer.skip(Argument::Skip);
            return;
        };
        let span = self.span(token.start, self.lexer.at);
        let is_page = self.lexer.slice(token.start..token.end) == "\\include";
        if is_page && self.end_paragraph(token.start) {
            return;
        }
        if include == Include::IfExists {
            self.lexer.skip(Argument::Skip);
            self.lexer.skip(Argument::Skip);
        }
        match self.draft.included_at(span) {
            Some(file) => {
                let text = &self.draft.file(file).text;
                let has_preamble = has_body(text);
                if self.enter(file, (0, text.len()), InputSource::File, span) {
                    self.state.is_quiet |= has_preamble;
                }
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

fn is_named_abstract(target: &str) -> bool {
    let name = target.rsplit('/').next().unwrap_or(target).to_ascii_lowercase();
    name.strip_suffix(".tex").unwrap_or(&name).ends_with("abstract")
}
