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

    /// Returns what a command that nobody knows stands for, where its name or place says so.
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
        self.skip_settings();
        if self.lexer.peek() == b'{' {
            self.lexer.at += 1;
            self.frames.push(Frame { kind: FrameKind::Unknown, saved: self.state });
        }
    }
}

impl Reader<'_, '_> {
    /// Moves past arguments that hold only settings, lengths or paths.
    pub fn skip_settings(&mut self) {
        loop {
            let before = self.lexer;
            let range = self.lexer.group(Scan::Short);
            if !range.is_some_and(|range| is_setting(self.lexer.slice(range).trim())) {
                self.lexer = Lexer { budget: self.lexer.budget, ..before };
                return;
            }
        }
    }
}

/// Returns whether an argument of a command that nobody knows is for TeX alone: `name=value`, `3pt`, `figures/a.pdf`.
fn is_setting(text: &str) -> bool {
    is_length(text) || is_path(text) || is_list_of_settings(text)
}

fn is_length(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text);
    let unit = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_unit =
        |unit: &str| matches!(unit, "pt" | "em" | "ex" | "cm" | "mm" | "in" | "sp" | "bp" | "pc" | "mu");
    let is_relative = |unit: &str| {
        let name = unit.strip_prefix('\\').unwrap_or("");
        name.ends_with("width") || name.ends_with("height") || name.ends_with("skip")
    };
    (unit.len() < number.len() && is_unit(unit.trim_start())) || is_relative(unit)
}

fn is_path(text: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-');
    let extension = text.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_file = matches!(
        extension,
        "pdf" | "png" | "eps" | "ps" | "jpg" | "jpeg" | "svg" | "tex" | "bib" | "csv" | "dat"
    );
    text.chars().all(is_name) && (is_file || (text.starts_with('.') && text.contains('/')))
}

fn is_list_of_settings(text: &str) -> bool {
    let is_key = |key: &str| {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | ' ' | '@');
        key.len() > 2 && key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_part)
    };
    let mut pairs = text.split(',').filter(|pair| !pair.trim().is_empty()).peekable();
    pairs.peek().is_some()
        && pairs.all(|pair| pair.split_once('=').is_some_and(|(key, _)| is_key(key.trim())))
}

/// Returns whether a text is a label as authors write them, `fig:results`.
fn is_label(text: &str) -> bool {
    let is_part =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-:./".contains(&byte));
    text.split_once(':').is_some_and(|(kind, name)| {
        let is_kind = (1..=6).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_lowercase());
        is_kind && !name.is_empty() && is_part(name)
    })
}
