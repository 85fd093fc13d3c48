//! What the authors define, as far as it can hold a label, a reference or a citation.

use std::rc::Rc;

use super::{DEEPEST, Scanner};
use crate::markup::latex::arguments::Scan;
use crate::markup::latex::lexer::{Lexer, TokenKind};
use crate::markup::latex::table::{self, Argument, Content, Definition};

/// What a command stands for.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// Its body.
    Macro(Macro),
    /// The same as another command had meant.
    Alias(String),
}

/// A body and its arguments.
#[derive(Clone, Debug)]
pub(super) struct Macro {
    parameters: Vec<Parameter>,
    body: String,
}

/// An environment of the authors.
#[derive(Clone, Debug)]
pub(super) struct Environment {
    pub begin: Macro,
    pub end: String,
}

/// How an argument is written.
#[derive(Clone, Debug)]
enum Parameter {
    /// In braces, or one token.
    Required,
    /// In brackets, with what stands for it where there are none.
    Optional(String),
    /// An asterisk that may be missing.
    Star,
    /// A text up to which the one before it goes, or that must stand there.
    Literal(String),
}

impl Macro {
    /// Returns the body with the arguments that follow in `lexer` in their places; moves past them.
    pub fn expand(&self, lexer: &mut Lexer<'_>) -> String {
        let mut arguments: Vec<String> = Vec::with_capacity(self.parameters.len());
        for (index, parameter) in self.parameters.iter().enumerate() {
            match parameter {
                Parameter::Required => {
                    let end = match self.parameters.get(index + 1) {
                        Some(Parameter::Literal(end)) => lexer.until(end),
                        _ => lexer.argument(Scan::Long),
                    };
                    arguments.push(end.map_or("", |range| lexer.slice(range)).to_owned());
                }
                Parameter::Optional(default) => {
                    let before = lexer.at;
                    lexer.skip_space();
                    let found = lexer.long_brackets();
                    if found.is_none() {
                        lexer.at = before;
                    }
                    arguments.push(found.map_or(default.as_str(), |range| lexer.slice(range)).to_owned());
                }
                Parameter::Star => {
                    let is_there = lexer.peek() == b'*';
                    lexer.at += usize::from(is_there);
                    arguments.push(if is_there { "*".to_owned() } else { String::new() });
                }
                Parameter::Literal(_) => {}
            }
        }
        substituted(&self.body, &arguments)
    }
}

/// Returns a body with each `#1` replaced.
fn substituted(body: &str, arguments: &[String]) -> String {
    let mut pieces = body.split('#');
    let mut text = pieces.next().unwrap_or("").to_owned();
    for piece in pieces {
        let digit = piece.chars().next().and_then(|digit| digit.to_digit(10));
        let argument = digit.and_then(|digit| arguments.get((digit as usize).checked_sub(1)?));
        match argument {
            Some(argument) => {
                text.push_str(argument);
                text.push_str(piece.get(1..).unwrap_or(""));
            }
            None => text.extend(["#", piece]),
        }
    }
    text
}

impl Scanner<'_, '_> {
    /// Notes a definition and moves past it.
    pub(super) fn define(&mut self, definition: Definition, lexer: &mut Lexer<'_>) {
        match definition {
            Definition::New | Definition::Renew => {
                lexer.skip(Argument::Star);
                let name = command_name(lexer);
                let parameters = parameters(lexer);
                self.insert_macro(name, Some(parameters), lexer);
            }
            Definition::Document => {
                let name = command_name(lexer);
                let parameters = specification(lexer);
                self.insert_macro(name, parameters, lexer);
            }
            Definition::Def => {
                let name = command_name(lexer);
                let parameters = pattern(lexer);
                self.insert_macro(name, parameters, lexer);
            }
            Definition::Named => {
                let name = lexer.name().map(str::to_owned);
                let parameters = pattern(lexer);
                self.insert_macro(name, parameters, lexer);
            }
            Definition::Let => self.let_command(lexer),
            Definition::Environment | Definition::DocumentEnvironment => {
                lexer.skip(Argument::Star);
                let name = lexer.name().map(str::to_owned);
                let parameters = match definition {
                    Definition::Environment => Some(parameters(lexer)),
                    _ => specification(lexer),
                };
                self.insert_environment(name, parameters, lexer);
            }
            Definition::Kind(content) => {
                lexer.skip(Argument::Optional);
                let name = lexer.name().map(str::to_owned);
                if content == Content::Nothing {
                    self.hidden.extend(name);
                }
            }
            Definition::Code => {
                lexer.skip(Argument::Optional);
                self.hidden.extend(lexer.name().map(str::to_owned));
                while lexer.brackets().is_some() || lexer.group(Scan::Long).is_some() {}
            }
            Definition::Operator | Definition::If => {
                lexer.skip(Argument::Star);
                command_name(lexer);
            }
            Definition::List
            | Definition::Theorem
            | Definition::Acronym
            | Definition::KeyedAcronym(_)
            | Definition::DeclaredAcronym => {}
        }
    }

    fn insert_macro(
        &mut self,
        name: Option<String>,
        parameters: Option<Vec<Parameter>>,
        lexer: &mut Lexer<'_>,
    ) {
        let body = lexer.argument(Scan::Long).map(|range| lexer.slice(range).to_owned());
        if let (Some(name), Some(parameters), Some(body)) = (name, parameters, body) {
            self.insert(name, Meaning::Macro(Macro { parameters, body }));
        }
    }

    fn insert(&mut self, name: String, meaning: Meaning) {
        // A class says how a command looks; the table knows what it does.
        if !self.is_style || table::command(&name).is_none() {
            self.matters.clear();
            self.commands.insert(name, Rc::new(meaning));
        }
    }

    fn insert_environment(
        &mut self,
        name: Option<String>,
        parameters: Option<Vec<Parameter>>,
        lexer: &mut Lexer<'_>,
    ) {
        let mut body = || lexer.argument(Scan::Long).map(|range| lexer.slice(range).to_owned());
        let (body, end) = (body(), body());
        let Some(name) = name.filter(|name| table::environment(name).is_none()) else { return };
        if body.as_deref().is_some_and(|body| body.trim_start().starts_with("\\comment")) {
            self.hidden.insert(name);
        } else if let (Some(parameters), Some(body), Some(end)) = (parameters, body, end) {
            self.environments.insert(name, Rc::new(Environment { begin: Macro { parameters, body }, end }));
        }
    }

    fn let_command(&mut self, lexer: &mut Lexer<'_>) {
        let name = command_name(lexer);
        lexer.skip_space();
        if lexer.peek() == b'=' {
            lexer.at += 1;
        }
        let other = command_name(lexer);
        if let (Some(name), Some(other)) = (name, other) {
            let meaning = self.commands.get(&other).map(|meaning| (**meaning).clone());
            self.insert(name, meaning.unwrap_or(Meaning::Alias(other)));
        }
    }

    /// Returns whether a command of the authors ends in something that is looked for.
    pub(super) fn matters(&mut self, name: &str, depth: usize) -> bool {
        if let Some(&known) = self.matters.get(name) {
            return known;
        }
        let Some(meaning) = self.commands.get(name).cloned().filter(|_| depth < DEEPEST) else {
            return false;
        };
        // One that ends in itself does not end.
        self.matters.insert(name.to_owned(), false);
        let matters = match &*meaning {
            Meaning::Alias(_) => true,
            Meaning::Macro(Macro { body, .. }) => {
                let mut lexer = Lexer::new(body);
                lexer.at_is_letter = true;
                let mut found = false;
                while let Some(token) = lexer.next().filter(|_| !found) {
                    let inner = lexer.slice(token.start..token.end).strip_prefix('\\').unwrap_or("");
                    found = token.kind == TokenKind::Command
                        && (super::commands::is_wanted(inner) || self.matters(inner, depth + 1));
                }
                found
            }
        };
        self.matters.insert(name.to_owned(), matters);
        matters
    }
}

/// Returns the name of the command being defined, in braces or not.
fn command_name(lexer: &mut Lexer<'_>) -> Option<String> {
    lexer.skip_space();
    if lexer.peek() == b'{' {
        let range = lexer.group(Scan::Short)?;
        return lexer.slice(range).trim().strip_prefix('\\').map(str::to_owned);
    }
    let mut named = Lexer { at_is_letter: true, ..*lexer };
    let token = named.next().filter(|token| token.kind == TokenKind::Command)?;
    let name = lexer.slice(token.start + 1..token.end);
    lexer.at = token.end;
    if name == "csname" {
        return lexer.name_to_end().map(str::to_owned);
    }
    Some(name.to_owned())
}

/// `[n][default]`
fn parameters(lexer: &mut Lexer<'_>) -> Vec<Parameter> {
    let before = lexer.at;
    lexer.skip_space();
    let Some(count) = lexer.brackets().map(|range| lexer.slice(range).trim()) else {
        lexer.at = before;
        return Vec::new();
    };
    let mut parameters = vec![Parameter::Required; count.parse().unwrap_or(0_usize).min(9)];
    lexer.skip_space();
    if let Some(default) = lexer.brackets()
        && let Some(first) = parameters.first_mut()
    {
        *first = Parameter::Optional(lexer.slice(default).to_owned());
    }
    parameters
}

/// `{s o m O{default}}`; `None` for what is not followed.
fn specification(lexer: &mut Lexer<'_>) -> Option<Vec<Parameter>> {
    lexer.skip_space();
    let range = lexer.group(Scan::Short)?;
    let mut inside = Lexer { text: lexer.text.get(..range.end)?, at: range.start, ..*lexer };
    let mut parameters = Vec::new();
    while inside.at < inside.text.len() {
        let letter = inside.peek();
        inside.at += 1;
        parameters.push(match letter {
            b'm' | b'v' => Parameter::Required,
            b'o' => Parameter::Optional(String::new()),
            b's' => Parameter::Star,
            b'O' => {
                let default = inside.group(Scan::Short)?;
                Parameter::Optional(inside.slice(default).to_owned())
            }
            b' ' | b'\n' | b'\r' | b'\t' | b'+' | b'!' => continue,
            _ => return None,
        });
    }
    (parameters.len() <= 9).then_some(parameters)
}

/// Bytes of the longest pattern of a `\def`.
const LONGEST_PATTERN: usize = 200;

/// `#1.#2`, as `\def` has it before the body; `None` for what is not followed.
fn pattern(lexer: &mut Lexer<'_>) -> Option<Vec<Parameter>> {
    let rest = lexer.text.as_bytes().get(lexer.at..)?;
    let near = rest.get(..LONGEST_PATTERN).unwrap_or(rest);
    let len = memchr::memchr2(b'{', b'}', near).filter(|&at| near[at] == b'{')?;
    let pattern = lexer.slice(lexer.at..lexer.at + len);
    lexer.at += len;
    let mut parts = pattern.split('#');
    if !parts.next().unwrap_or("").trim().is_empty() {
        return None;
    }
    let mut parameters = Vec::new();
    for part in parts {
        let end = part.strip_prefix(|c: char| matches!(c, '1'..='9'))?.trim();
        parameters.push(Parameter::Required);
        if !end.is_empty() {
            parameters.push(Parameter::Literal(end.to_owned()));
        }
    }
    (parameters.len() <= 18).then_some(parameters)
}
