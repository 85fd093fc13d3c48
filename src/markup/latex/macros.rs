//! What a paper defines: commands, environments, conditions, acronyms.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::acronyms::Acronyms;
use super::lexer::Lexer;
use super::table::{Command, Content};
use crate::markup::Placeholder;

/// The definitions read so far, by name.
#[derive(Debug, Default)]
pub(super) struct Macros<'d> {
    /// Commands.
    pub commands: FxHashMap<&'d str, Meaning<'d>>,
    /// Environments with a beginning and an end of their own.
    pub environments: FxHashMap<&'d str, Rc<Environment<'d>>>,
    /// Environments of theorems.
    pub theorems: FxHashSet<&'d str>,
    /// Environments of code.
    pub code: FxHashSet<&'d str>,
    /// Environments that hold what one of the table does.
    pub kinds: FxHashMap<&'d str, Content>,
    /// What `\ifname` holds.
    pub conditions: FxHashMap<&'d str, bool>,
    /// Acronyms.
    pub acronyms: Acronyms<'d>,
}

/// What a command stands for.
#[derive(Clone, Debug)]
pub(super) enum Meaning<'d> {
    /// Its body, with arguments in place.
    Macro(Rc<Macro<'d>>),
    /// The same as a command of the table.
    Alias(&'static Command),
    /// Something that no rule looks into.
    Stands(Placeholder),
    /// More than this reader follows; arguments are read in place.
    Unclear,
}

/// A body and the arguments it takes.
#[derive(Clone, Debug)]
pub(super) struct Macro<'d> {
    /// Its arguments, in order; nine at most.
    pub parameters: Vec<Parameter<'d>>,
    /// What it reads as.
    pub body: Body<'d>,
}

/// An environment of the authors.
#[derive(Clone, Debug)]
pub(super) struct Environment<'d> {
    /// What its `\begin` reads as.
    pub begin: Macro<'d>,
    /// What its `\end` reads as.
    pub end: Body<'d>,
}

/// How an argument is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Parameter<'d> {
    /// In braces, or one token.
    Required,
    /// In brackets that may be missing, with what stands for it then.
    Optional(Option<Body<'d>>),
    /// A character that may be missing, such as an asterisk.
    Sign(u8),
    /// Between two characters, with what stands for it where it is missing.
    Between(u8, u8, Option<Body<'d>>),
    /// Behind a character, as in `^{…}`, where it may be missing.
    After(u8),
    /// Up to a text, which belongs to it.
    Until(&'d str),
    /// A text that must stand there, and is no argument.
    Literal(&'d str),
}

/// A part of a file, ready to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body<'d> {
    /// At its start; its text ends where the body does.
    pub lexer: Lexer<'d>,
    /// The address of the first byte of the lexer's text.
    pub base: u32,
}

impl<'d> Body<'d> {
    /// Returns its text.
    pub fn text(self) -> &'d str {
        self.lexer.text.get(self.lexer.at..).unwrap_or("")
    }

    /// Returns whether it ends the environment of that name before anything else.
    pub fn ends(self, name: &str) -> bool {
        let rest = self.text().trim_start().strip_prefix("\\end{");
        rest.and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('}'))
    }
}

impl<'d> Macros<'d> {
    /// Returns the commands of the authors that end the environment of that name before anything else.
    pub fn commands_that_end<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'d str> + 'm {
        self.commands.iter().filter_map(move |(command, meaning)| match meaning {
            Meaning::Macro(found) if found.body.ends(name) => Some(*command),
            _ => None,
        })
    }

    /// Returns the environments of the authors whose end ends the one of that name before anything else.
    pub fn environments_that_end<'m>(&'m self, name: &'m str) -> impl Iterator<Item = &'d str> + 'm {
        self.environments
            .iter()
            .filter(move |(_, found)| found.end.ends(name))
            .map(|(environment, _)| *environment)
    }
}
