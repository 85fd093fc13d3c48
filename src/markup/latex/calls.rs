//! Commands that the table does not hold: those that the paper defines, and those that nobody knows.

use super::arguments::Scan;
use super::lexer::{Lexer, Token};
use super::macros::{Macro, Piece, Template};
use super::reader::{Frame, FrameKind, InputSource, Reader};
use super::table::Argument;
use crate::markup::Placeholder;
use crate::source::Span;

impl<'d> Reader<'d, '_> {
    /// What the authors' command stands for.
    pub fn call(&mut self, token: Token, found: Macro<'d>) {
        let span = self.span(token.start, token.end);
        match found {
            Macro::Text(text) => {
                self.replaced(&text, span);
                self.skip_empty_group();
            }
            Macro::Name => {
                self.placeholder(Placeholder::Name, span);
                self.skip_empty_group();
            }
            Macro::Begin(name) => self.begin_named(token, name, true),
            Macro::End(name) => self.end_named(token, name),
            Macro::Alias(command) => self.act(token, command),
            Macro::Unclear => self.unknown_arguments(),
            Macro::Template(template) => {
                if !self.template(&template, span) {
                    self.unknown_arguments();
                }
            }
        }
    }

    /// Reads a template with its arguments. `false`, without moving, where they are not all there.
    fn template(&mut self, template: &Template, span: Span) -> bool {
        let before = self.lexer.at;
        let mut ranges = [(0, 0); 9];
        let count = usize::from(template.parameters).min(ranges.len());
        for (index, range) in ranges.iter_mut().take(count).enumerate() {
            let found = if index == 0 && template.has_optional {
                Some(self.lexer.brackets().unwrap_or(0..0))
            } else {
                self.lexer.skip_space();
                self.lexer.group(Scan::Long)
            };
            let Some(found) = found else {
                self.lexer.at = before;
                return false;
            };
            *range = (found.start, found.end);
        }
        if self.state.is_quiet {
            return true;
        }
        let file = self.draft.file_of(self.base);
        for piece in template.pieces.iter().rev() {
            match piece {
                Piece::Argument(number) => {
                    let range = ranges[usize::from(*number).min(8)];
                    if !self.enter(file, range, InputSource::Argument, Span::default()) {
                        self.lexer.at = before;
                        return false;
                    }
                }
                Piece::Text(text) => {
                    let lexer = Lexer { text: "", at: 0, ..self.lexer };
                    self.push_input(
                        lexer,
                        self.base,
                        InputSource::Argument,
                        Some((text.clone(), span)),
                        Span::default(),
                    );
                }
            }
        }
        true
    }

    /// A command that neither the table nor the paper knows.
    pub fn unknown(&mut self, token: Token, name: &'d str) {
        if self.switch_condition(name) || self.state.is_quiet {
            return;
        }
        if self.lexer.peek() == b'=' {
            return self.lexer.skip_dimension();
        }
        let placeholder = self.unknown_placeholder(token, name);
        let Some(placeholder) = placeholder.filter(|_| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        else {
            return self.unknown_arguments();
        };
        if placeholder != Placeholder::Name {
            self.lexer.skip(Argument::Optional);
            self.lexer.skip(Argument::Skip);
        }
        let span = self.span(token.start, self.lexer.at);
        self.placeholder(placeholder, span);
        self.skip_empty_group();
    }

    /// What a command that nobody knows stands for, where its name or place says so.
    fn unknown_placeholder(&self, token: Token, name: &str) -> Option<Placeholder> {
        let rest = self.lexer.text.as_bytes().get(token.end..).unwrap_or(&[]);
        match rest.first() {
            // Authors call their own cross-references `\figref` and their own citations `\mycite`.
            Some(b'{' | b'[') if name.ends_with("ref") => Some(Placeholder::Reference),
            Some(b'{' | b'[') if name.starts_with("cite") || name.ends_with("cite") => {
                Some(Placeholder::Citation)
            }
            // Without arguments it is most often layout. Where it reads as a word, it is a name that a file not here defines.
            Some(b'{') if rest.starts_with(b"{}") => Some(Placeholder::Name),
            Some(byte) if b".,;:)'~\\-".contains(byte) && self.is_mid_sentence() => Some(Placeholder::Name),
            _ => None,
        }
    }

    fn is_mid_sentence(&self) -> bool {
        self.builder.is_open() && self.pending.is_some()
    }

    /// The default for commands that nobody knows: brackets are dropped, brace arguments are read as prose.
    fn unknown_arguments(&mut self) {
        self.lexer.skip(Argument::Star);
        while self.lexer.brackets().is_some() {}
        let before = self.lexer;
        // Authors' own commands for cross-references take labels, which are no words.
        if let Some(range) =
            self.lexer.group(Scan::Short).filter(|range| is_label(before.slice(range.clone())))
        {
            let span = self.span(range.start - 1, range.end + 1);
            return self.placeholder(Placeholder::Reference, span);
        }
        let budget = self.lexer.budget;
        self.lexer = Lexer { budget, ..before };
        if self.lexer.peek() == b'{' {
            self.lexer.at += 1;
            self.frames.push(Frame { kind: FrameKind::Unknown, saved: self.state });
        }
    }

    /// `\ifname`: the branch that holds is read, the first one where that is not known.
    pub fn condition(&mut self, name: &str) {
        match self.macros.conditions.get(name.get(2..).unwrap_or("")) {
            Some(false) => {
                self.lexer.skip_branch();
            }
            Some(true) => {}
            None => {
                let operands = match name {
                    "ifx" | "if" | "ifcat" | "ifnum" | "ifdim" => 2,
                    "ifdefined" | "ifodd" | "ifcase" => 1,
                    _ => 0,
                };
                for _ in 0..operands {
                    self.lexer.skip_space();
                    if self.lexer.peek() == b'\\' {
                        self.lexer.next();
                    }
                }
            }
        }
    }

    /// `\nametrue` and `\namefalse`, for a name that `\newif` made.
    fn switch_condition(&mut self, name: &'d str) -> bool {
        let (condition, value) = match (name.strip_suffix("true"), name.strip_suffix("false")) {
            (Some(condition), _) => (condition, true),
            (_, Some(condition)) => (condition, false),
            _ => return false,
        };
        let known = self.macros.conditions.get_mut(condition);
        known.map(|known| *known = value).is_some()
    }
}

/// Whether a text is a label as authors write them, `fig:results`.
fn is_label(text: &str) -> bool {
    let is_part =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:./".contains(&byte));
    text.split_once(':').is_some_and(|(kind, name)| {
        let is_kind = (1..=6).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_lowercase());
        is_kind && !name.is_empty() && is_part(name)
    })
}
