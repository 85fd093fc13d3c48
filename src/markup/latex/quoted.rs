//! Text that is not the authors' prose: prompts, the output of models, transcripts, items of questionnaires.
//!
//! It stands in a box or a quotation of the table, in a command or an environment that the authors name in `paperlint.toml`, or in one of
//! their own whose name says so. It is read as a quotation, which rules on prose leave alone.

use super::lexer::Token;
use super::macros::Meaning;
use super::reader::Reader;
use super::table::Argument;
use crate::markup::{BlockKind, Placeholder, Within};

/// Parts of the names that authors give to what others wrote or said.
const PARTS: &str = include_str!("quoted.txt");

/// The arguments of a quoting command: those in brackets and the first in braces are read as what they are.
const ARGUMENTS: &[Argument] = &[Argument::Star, Argument::Optional, Argument::Optional, Argument::Prose];

impl<'d> Reader<'d, '_> {
    /// Returns whether the text of an environment of that name is not the authors' prose.
    pub fn is_quoted_environment(&self, name: &str) -> bool {
        let names = || name.bytes().any(|byte| byte.is_ascii_lowercase()) && names_quoted(name);
        self.is_declared_quoted(name) || names()
    }

    /// Returns whether the authors say that the text of a command or an environment is not their prose.
    fn is_declared_quoted(&self, name: &str) -> bool {
        let declared = &self.draft.declared().quoted;
        !declared.is_empty() && declared.contains(name)
    }

    /// Returns whether a command of the authors holds text that is not theirs.
    pub fn is_quoted_command(&self, name: &str, found: Option<&Meaning<'d>>) -> bool {
        self.is_declared_quoted(name)
            || matches!(found, Some(Meaning::Macro(found)) if !found.parameters.is_empty() && !self.builder.is_open() && names_quoted(name))
    }

    /// Reads the argument of such a command. In the middle of a sentence it is something that no rule looks into.
    pub fn quoted_command(&mut self, token: Token) {
        if self.state.is_quiet {
            return ARGUMENTS.iter().for_each(|&argument| self.lexer.skip(argument));
        }
        if self.builder.is_open() && self.state.kind == BlockKind::Paragraph {
            ARGUMENTS.iter().for_each(|&argument| self.lexer.skip(argument));
            return self.placeholder(Placeholder::Name, self.span(token.start, self.lexer.at));
        }
        let saved = self.state;
        self.go_within(Within::QUOTE);
        self.arguments(ARGUMENTS, true, saved);
    }
}

/// Parts of names that say that what they hold is no prose of the authors, in lower case.
pub fn parts() -> impl Iterator<Item = &'static str> {
    PARTS.lines().filter(|part| !part.starts_with('#'))
}

fn names_quoted(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.len() < LONGEST && parts().any(|part| name.contains(part))
}

/// Bytes of the longest name that is looked at.
const LONGEST: usize = 40;
