//! Abstracts as classes have them: in an environment, in an argument, in several, or after a declaration.

use std::ops::Range;
use std::rc::Rc;

use super::arguments::Scan;
use super::expansion::Expansion;
use super::lexer::{Lexer, Token};
use super::reader::{Context, Queued, Reader};
use crate::markup::{BlockKind, Within};

/// The titles that the class `aa` prints before the arguments of its abstract.
const TITLES: [&str; 5] = [
    "\\paragraph{Context.}",
    "\\paragraph{Aims.}",
    "\\paragraph{Methods.}",
    "\\paragraph{Results.}",
    "\\paragraph{Conclusions.}",
];

impl<'d> Reader<'d, '_> {
    /// Reads an abstract in five arguments, as in the class `aa`. `false`, without moving, where it has not as many.
    pub fn structured_abstract(&mut self, token: Token) -> bool {
        let is_aa = self.builder.meta().class.as_deref() == Some("aa");
        let mut lexer = self.lexer;
        let mut parts: Vec<Range<usize>> = Vec::new();
        while parts.len() <= TITLES.len() {
            lexer.skip_space();
            let Some(part) = lexer.group(Scan::Long) else { break };
            parts.push(part);
        }
        self.lexer.budget = lexer.budget;
        let is_structured =
            parts.len() == TITLES.len() || (is_aa && parts.len() > 1 && parts.len() < TITLES.len());
        if !is_structured {
            return false;
        }
        self.lexer.at = parts.last().map_or(self.lexer.at, |last| last.end + 1);
        let call = self.span(token.start, self.lexer.at);
        let mut state = self.block_state(BlockKind::Paragraph);
        state.within = state.within.with(Within::ABSTRACT);
        for (title, part) in TITLES.into_iter().zip(parts) {
            if self.lexer.slice(part.clone()).trim().is_empty() {
                continue;
            }
            let expansion = Some(Rc::new(Expansion::without_arguments(call)));
            let title = Context { lexer: Lexer::new(title), base: 0, expansion };
            self.queue.push(Queued { context: title, state });
            self.put_off(part.start, part.end, state);
        }
        self.start_queue();
        true
    }

    /// What follows is the abstract, up to a heading.
    pub fn declare_abstract(&mut self) {
        if !self.state.is_quiet {
            self.is_abstract_declared = true;
            self.go_within(Within::ABSTRACT);
        }
    }

    /// Ends an abstract that a declaration began.
    pub fn end_declared_abstract(&mut self) {
        if std::mem::take(&mut self.is_abstract_declared) {
            self.state.within = self.state.within.without(Within::ABSTRACT);
        }
    }
}
