//! Classes and packages that lie beside the paper. They define; nothing in them prints.
//!
//! What the table knows, they do not change: it says what a command does for the prose, and a class says how it looks. Of the rest
//! the definitions count that are plain: those that authors keep in a file of their own, and those that stand for words. A body that
//! works with the internals of LaTeX is none of them, and its command stays as unknown as it is without the file.

use super::lexer::{Lexer, Token, TokenKind};
use super::macros::{Body, Meaning};
use super::reader::Reader;
use super::table::{self, Action, Content};

/// Internal commands that authors use themselves.
const COMMON: [&str; 4] = ["@", "@ifnextchar", "@ifstar", "@xspace"];

impl<'d> Reader<'d, '_> {
    /// A token of a style file. Its braces say nothing, since definitions take theirs with them.
    pub fn style_token(&mut self, token: Token) {
        if token.kind != TokenKind::Command {
            return;
        }
        let name = self.lexer.slice(token.start + 1..token.end);
        match table::command(name).map(|command| command.action) {
            Some(Action::Define(definition)) => self.define(definition),
            Some(Action::Include(include)) => self.include(token, include),
            Some(Action::Class) => self.class(),
            Some(Action::Package) => self.package(),
            Some(Action::IfFalse) => drop(self.lexer.skip_branch()),
            Some(Action::Else) => while self.lexer.skip_branch() {},
            Some(Action::Flag(value)) => self.set_flag(value),
            Some(Action::EndInput) => self.end_input(),
            Some(Action::Programming) => self.skip_programming(),
            Some(Action::Begin) => self.skip_code(),
            Some(_) => {}
            None if self.lexer.is_condition(name) => self.condition(name),
            None => drop(self.switch_condition(name)),
        }
    }

    /// Moves past an environment of code, as the manual of a package has.
    fn skip_code(&mut self) {
        let Some(name) = self.lexer.name() else { return };
        let content = table::environment(name).map(|known| known.content);
        if matches!(content, Some(Content::Opaque(_) | Content::Nothing))
            && let Some((_, next)) = self.lexer.environment_end(name, false)
        {
            self.lexer.at = next;
        }
    }

    /// Returns whether what a style file defines is plain.
    pub fn is_plain(&self, found: &Meaning<'d>) -> bool {
        match found {
            Meaning::Macro(found) => self.is_plain_body(found.body),
            Meaning::Alias(_) | Meaning::Stands(_) => true,
            Meaning::Unclear => false,
        }
    }

    /// Returns whether a body stands for words and markup, and does nothing that only TeX could follow.
    pub fn is_plain_body(&self, body: Body<'d>) -> bool {
        let mut lexer = Lexer { at_is_letter: true, ..body.lexer };
        while let Some(token) = lexer.next() {
            if token.kind != TokenKind::Command {
                continue;
            }
            let name = lexer.slice(token.start + 1..token.end);
            let is_internal =
                name.contains('@') && !COMMON.contains(&name) && !self.macros.commands.contains_key(name);
            let acts =
                matches!(table::command(name), Some(command) if matches!(command.action, Action::Define(_)));
            if is_internal || acts || name == "futurelet" {
                return false;
            }
        }
        true
    }

    /// Returns whether something of that name may be defined as an environment: a style file leaves those of the table alone.
    pub fn may_define_environment(&self, name: &str) -> bool {
        !self.state.is_style || table::environment(name).is_none()
    }
}

impl Lexer<'_> {
    /// Returns whether an `\endinput` just read is meant: inside a condition it asks whether the file has been read before.
    pub fn ends_input(mut self) -> bool {
        self.skip_space();
        let rest = self.text.get(self.at..).unwrap_or("");
        !rest.starts_with("\\fi") && !rest.starts_with("\\else")
    }
}

impl Reader<'_, '_> {
    /// `\endinput`: the file ends with this line.
    pub fn end_input(&mut self) {
        if self.expansion.is_none() && self.lexer.ends_input() {
            let rest = self.lexer.text.get(self.lexer.at..).unwrap_or("");
            let line = rest.find('\n').unwrap_or(rest.len());
            self.lexer.text = self.lexer.text.get(..self.lexer.at + line).unwrap_or(self.lexer.text);
        }
    }

    /// Moves past a part written in the language of LaTeX3.
    pub fn skip_programming(&mut self) {
        let rest = self.lexer.text.get(self.lexer.at..).unwrap_or("");
        self.lexer.at += rest.find("\\ExplSyntaxOff").unwrap_or(rest.len());
    }
}
