//! Commands that neither the table nor the paper knows, and conditions.

use super::arguments::Scan;
use super::lexer::{Lexer, Token};
use super::reader::{Frame, FrameKind, Reader};
use super::table::Argument;
use crate::markup::Placeholder;

impl<'d> Reader<'d, '_> {
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
    pub fn unknown_arguments(&mut self) {
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
    pub fn switch_condition(&mut self, name: &'d str) -> bool {
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
