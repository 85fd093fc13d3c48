//! Going into what is read in another place than it stands in, and back.

use super::lexer::Lexer;
use super::macros::Meaning;
use super::reader::{Context, DEEPEST, Input, InputSource, Reader, State};
use crate::source::Span;

impl<'d> Reader<'d, '_> {
    /// Reads something else before going on. Does nothing where inputs are nested too deep.
    pub fn enter(&mut self, context: Context<'d>, source: InputSource, call: Span) -> bool {
        if self.is_full() {
            return false;
        }
        let lexer = Lexer { budget: self.lexer.budget, ..context.lexer };
        let resume = self.set_context(Context { lexer, ..context });
        self.inputs.push(Input { resume, floor: self.frames.len(), saved: self.state, source, call });
        true
    }

    /// Returns whether inputs are nested too deep for one more.
    pub fn is_full(&self) -> bool {
        self.inputs.len() >= DEEPEST
    }

    /// Changes where tokens come from, and gives back where they came from.
    pub fn set_context(&mut self, context: Context<'d>) -> Context<'d> {
        Context {
            lexer: std::mem::replace(&mut self.lexer, context.lexer),
            base: std::mem::replace(&mut self.base, context.base),
            expansion: std::mem::replace(&mut self.expansion, context.expansion),
        }
    }

    /// Goes back to what the innermost input interrupted; what is still open in it ends first.
    pub fn leave_input(&mut self) {
        let Some((floor, source)) = self.inputs.last().map(|input| (input.floor, input.source)) else {
            return;
        };
        let is_body = matches!(source, InputSource::Body { .. });
        if !is_body
            && self.frames.len() > floor
            && let Some(frame) = self.frames.pop()
        {
            // What is still open at the end of an input ends with it; a queue that this starts is read first.
            return self.finish_frame(frame);
        }
        let end = self.end_address(self.lexer.at);
        let Some(input) = self.inputs.pop() else { return };
        if input.source == InputSource::Queued {
            self.close_block(end);
        }
        let budget = self.lexer.budget;
        self.set_context(input.resume);
        // A style file takes nothing from what the paper may look ahead.
        if self.state.is_style == input.saved.is_style {
            self.lexer.budget = budget;
        }
        match source {
            // A declaration in a body, such as `\appendix`, holds for what follows the call.
            InputSource::Body { .. } => {}
            InputSource::File => {
                // So does one in an included file.
                self.state = match self.state.is_quiet {
                    true => input.saved,
                    false => State { is_quiet: input.saved.is_quiet, ..self.state },
                };
                if !input.call.is_empty() {
                    self.space(input.call);
                }
            }
            InputSource::Queued => {
                self.state = input.saved;
                self.start_queue();
            }
            InputSource::Argument => {
                self.state = input.saved;
                if !input.call.is_empty() {
                    self.space(input.call);
                }
            }
        }
    }

    /// Returns what the authors' command of that name stands for.
    pub fn defined(&self, name: &str) -> Option<Meaning<'d>> {
        self.macros.commands.get(name).cloned()
    }
}
