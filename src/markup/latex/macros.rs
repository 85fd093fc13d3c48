//! What the commands that a paper defines stand for.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::accents::compose;
use super::arguments::Scan;
use super::lexer::{Lexer, TokenKind};
use super::math;
use super::table::{self, Action, Argument, Command};
use crate::markup::Placeholder;

/// The commands, environments and conditions that a paper defines.
#[derive(Debug, Default)]
pub(super) struct Macros<'d> {
    /// Commands, by name.
    pub commands: FxHashMap<&'d str, Macro<'d>>,
    /// Environments of theorems.
    pub theorems: FxHashMap<&'d str, ()>,
    /// Environments of code.
    pub code: FxHashMap<&'d str, ()>,
    /// What `\ifname` holds.
    pub conditions: FxHashMap<&'d str, bool>,
}

/// What a command stands for.
#[derive(Clone, Debug)]
pub(super) enum Macro<'d> {
    /// A text.
    Text(Rc<str>),
    /// Text with arguments in it.
    Template(Rc<Template>),
    /// The same as a command of the table.
    Alias(&'static Command),
    /// `\begin` of an environment.
    Begin(&'d str),
    /// `\end` of an environment.
    End(&'d str),
    /// No arguments, and not plain words.
    Name,
    /// Arguments, and a body that is more than text; the arguments are read in place.
    Unclear,
}

/// A text with places for arguments.
#[derive(Debug)]
pub(super) struct Template {
    /// How many arguments there are.
    pub parameters: u8,
    /// Whether the first of them stands in brackets and may be missing.
    pub has_optional: bool,
    /// The text.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Text.
    Text(Rc<str>),
    /// An argument, counted from 0.
    Argument(u8),
}

/// The longest text a command may stand for; bounds what definitions of definitions grow to.
const LONGEST: usize = 400;

impl<'d> Macros<'d> {
    /// What a body reads as, for a command with that many parameters.
    pub fn understand(&self, body: &'d str, parameters: u8, has_optional: bool) -> Macro<'d> {
        if body.len() <= LONGEST * 2 {
            if let Some(found) = alias(body, parameters) {
                return found;
            }
            let mut digest =
                Digest { macros: self, pieces: Vec::new(), text: String::new(), used: 0, structure: None };
            if digest.read(body).is_some() {
                return digest.finish(parameters, has_optional);
            }
            match digest.structure {
                // A footnote or heading of the authors' own.
                Some((command, true)) if parameters == 1 => return Macro::Alias(command),
                // Affiliations, floats or headings that a command keeps: no word of the sentence it stands in.
                Some(_) if parameters == 0 => return Macro::Text(Rc::from("")),
                _ => {}
            }
        }
        if parameters == 0 { Macro::Name } else { Macro::Unclear }
    }
}

/// Bodies that are a single command: `\begin{equation}`, `\citep`, `\section{#1}`.
fn alias<'d>(body: &'d str, parameters: u8) -> Option<Macro<'d>> {
    let body = body.trim();
    let mut lexer = Lexer::new(body);
    let token = lexer.next().filter(|token| token.kind == TokenKind::Command)?;
    let name = lexer.slice(token.start + 1..token.end);
    if matches!(name, "begin" | "end") && parameters == 0 {
        let environment = lexer.group(Scan::Short)?;
        let environment = lexer.slice(environment);
        return Some(if name == "begin" {
            Macro::Begin(environment)
        } else if lexer.at == body.len() {
            Macro::End(environment)
        } else {
            return None;
        });
    }
    let command = table::command(name)?;
    let rest = lexer.slice(lexer.at..body.len());
    let is_bare = parameters == 0 && rest.is_empty() && !command.arguments.is_empty();
    let is_passed_on =
        parameters == 1 && matches!(rest, "{#1}" | "*{#1}") && command.action != Action::Arguments;
    (is_bare || is_passed_on).then_some(Macro::Alias(command))
}

struct Digest<'a, 'd> {
    macros: &'a Macros<'d>,
    pieces: Vec<Piece>,
    text: String,
    used: u32,
    /// What makes a block in the body, and whether that holds the only argument.
    structure: Option<(&'static Command, bool)>,
}

impl<'d> Digest<'_, 'd> {
    fn finish(mut self, parameters: u8, has_optional: bool) -> Macro<'d> {
        if parameters == 0 {
            return match self.used {
                0 => Macro::Text(Rc::from(self.text)),
                _ => Macro::Name,
            };
        }
        self.flush();
        Macro::Template(Rc::new(Template { parameters, has_optional, pieces: self.pieces }))
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(Rc::from(std::mem::take(&mut self.text))));
        }
    }

    /// Adds what `body` reads as, or gives `None` where it is more than text.
    fn read(&mut self, body: &'d str) -> Option<()> {
        let mut lexer = Lexer::new(body);
        lexer.at_is_letter = true;
        while let Some(token) = lexer.next() {
            match token.kind {
                TokenKind::Text => self.words(lexer.slice(token.start..token.end))?,
                TokenKind::Command => {
                    let name = lexer.slice(token.start + 1..token.end);
                    self.command(&mut lexer, name)?;
                }
                TokenKind::Dollar => {
                    let (end, next) = math::dollar_end(body, token.end);
                    self.text.push(math::classify(lexer.slice(token.end..end)).to_char());
                    lexer.at = next;
                }
                TokenKind::Ligature(text) => self.text.push_str(text),
                TokenKind::Tie => self.text.push(' '),
                TokenKind::Open | TokenKind::Close | TokenKind::Comment => {}
                TokenKind::DoubleDollar | TokenKind::Break | TokenKind::Ampersand => return None,
            }
            if self.text.len() > LONGEST {
                return None;
            }
        }
        Some(())
    }

    /// Text, in which `#1` stands for an argument. An argument used twice could grow without bound, so it is not text.
    fn words(&mut self, text: &str) -> Option<()> {
        let mut pieces = text.split('#');
        self.plain(pieces.next().unwrap_or(""));
        for piece in pieces {
            let number = piece.bytes().next().filter(u8::is_ascii_digit)?.checked_sub(b'1')?;
            if self.used & (1 << number) != 0 {
                return None;
            }
            self.used |= 1 << number;
            self.flush();
            self.pieces.push(Piece::Argument(number));
            self.plain(piece.get(1..).unwrap_or(""));
        }
        Some(())
    }

    fn plain(&mut self, text: &str) {
        let is_safe = |c: char| Placeholder::from_char(c).is_none();
        self.text.extend(
            text.chars().filter(|&c| is_safe(c)).map(|c| if c.is_ascii_whitespace() { ' ' } else { c }),
        );
    }

    fn command(&mut self, lexer: &mut Lexer<'d>, name: &str) -> Option<()> {
        if name.chars().all(char::is_whitespace) {
            self.text.push(' ');
            return Some(());
        }
        if let Some(Macro::Text(text)) = self.macros.commands.get(name) {
            self.text.push_str(text);
            return Some(());
        }
        let command = table::command(name)?;
        match command.action {
            Action::Text(text) => self.text.push_str(text),
            Action::Letter(letter) => {
                self.text.push_str(letter);
                lexer.skip_space();
            }
            Action::Accent(accent) => {
                let base = lexer.argument(Scan::Short)?;
                let base = lexer.slice(base).trim_start_matches('\\');
                compose(accent, base.chars().next().unwrap_or(' '), &mut self.text);
            }
            Action::Space => self.text.push(' '),
            // White space after a command is kept in a reading, so there is nothing to add.
            Action::Xspace => {}
            Action::Stands(placeholder) => {
                command.arguments.iter().for_each(|&argument| lexer.skip(argument));
                self.text.push(placeholder.to_char());
            }
            Action::InlineMath => {
                let start = lexer.at;
                let (end, next) = math::delimited_end(lexer.text, start, b')');
                self.text.push(math::classify(lexer.slice(start..end)).to_char());
                lexer.at = next;
            }
            Action::Arguments => self.arguments(lexer, command),
            _ => {
                let is_first = self.used == 0;
                let prose = command
                    .arguments
                    .contains(&Argument::Prose)
                    .then(|| lexer.prose_argument(command.arguments));
                let holds_argument = prose.flatten().is_some_and(|range| lexer.slice(range).contains("#1"));
                self.structure = Some((command, is_first && holds_argument));
                return None;
            }
        }
        Some(())
    }

    /// Skips what is not prose before the first prose argument, whose braces then mean nothing.
    fn arguments(&mut self, lexer: &mut Lexer<'d>, command: &Command) {
        for &argument in command.arguments {
            if argument == Argument::Prose {
                return;
            }
            lexer.skip(argument);
        }
        if command.arguments.is_empty() {
            lexer.skip_space();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_plain_words_is_a_text() {
        let macros = Macros::default();
        let text = |body| match macros.understand(body, 0, false) {
            Macro::Text(text) => text.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(text("\\textsc{Super}Net\\xspace"), "SuperNet");
        assert_eq!(text("{\\em na\\\"ive} Bayes"), "naïve Bayes");
        assert_eq!(text("\\includegraphics[width=1cm]{logo}"), "");
        assert_eq!(text("\\unknown{x}"), "Name");
        assert!(matches!(macros.understand("\\begin{equation}", 0, false), Macro::Begin("equation")));
        assert!(matches!(macros.understand("\\citep", 0, false), Macro::Alias(_)));
        assert!(matches!(macros.understand("#1#1", 1, false), Macro::Unclear));
    }
}
