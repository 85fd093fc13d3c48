//! Conditions: the branch that holds is read where that can be known, else the one with more prose.

use std::ops::Range;

use super::arguments::Scan;
use super::lexer::{Lexer, Token, TokenKind, is_space};
use super::macros::Meaning;
use super::reader::{InputSource, Reader};
use super::skipping::Stop;
use super::table::{self, Argument, Test};
use crate::source::Span;

impl<'d> Reader<'d, '_> {
    /// `\ifname`, just read.
    pub fn condition(&mut self, name: &str) {
        if name == "ifcase" {
            return self.case();
        }
        match self.holds(name) {
            Some(true) => {}
            Some(false) => drop(self.lexer.skip_branch()),
            // Nothing in a style file is prose.
            None if self.state.is_style => {}
            None => self.richer_branch(),
        }
    }

    /// Returns whether a condition holds; moves past what it asks.
    fn holds(&mut self, name: &str) -> Option<bool> {
        match name.get(2..).unwrap_or("") {
            "true" => Some(true),
            "" => {
                let (one, other) = (self.operand(), self.operand_as_it_stands());
                let (one, other) = (one?.chars().next()?, other?.chars().next().unwrap_or(' '));
                (one != '\\' && other != '\\').then_some(one == other)
            }
            "x" | "cat" => self.same_meanings(),
            "num" => {
                let one = self.integer();
                self.lexer.skip_space();
                let sign = self.lexer.peek();
                self.lexer.at += usize::from(b"<=>".contains(&sign));
                let (one, other) = (one, self.integer());
                let (one, other) = (one?, other?);
                Some(match sign {
                    b'<' => one < other,
                    b'>' => one > other,
                    _ => one == other,
                })
            }
            "odd" => self.integer().map(|number| number % 2 != 0),
            "defined" => {
                let name = self.operand_name()?;
                (self.defined(name).is_some() || table::command(name).is_some()).then_some(true)
            }
            "csname" => {
                let name = self.lexer.name_to_end()?;
                self.defined(name).map(|_| true)
            }
            "dim" => {
                self.lexer.skip_dimension();
                self.lexer.at += usize::from(b"<=>".contains(&self.lexer.peek()));
                self.lexer.skip_dimension();
                None
            }
            other => self.macros.conditions.get(other).copied(),
        }
    }

    /// `\ifcase`
    fn case(&mut self) {
        for _ in 0..self.integer().unwrap_or(0).clamp(0, 99) {
            if self.lexer.skip_to(true) != Stop::Or {
                return;
            }
        }
    }

    /// Returns the name of the command that follows, moving past it.
    fn operand_name(&mut self) -> Option<&'d str> {
        self.lexer.skip_space();
        let token = { self.lexer }.next().filter(|token| token.kind == TokenKind::Command)?;
        self.lexer.next();
        Some(self.lexer.slice(token.start + 1..token.end))
    }

    /// Returns what one token stands for: its text, that of an argument, or that of a command of the authors.
    fn operand(&mut self) -> Option<&'d str> {
        self.lexer.skip_space();
        self.operand_as_it_stands()
    }

    fn operand_as_it_stands(&mut self) -> Option<&'d str> {
        let start = self.lexer.at;
        if self.lexer.peek() == b'\\' {
            let name = self.operand_name()?;
            return self.text_of(name).or(Some(self.lexer.slice(start..self.lexer.at)));
        }
        if self.lexer.peek() == b'#' {
            self.lexer.at += 2;
            return self.argument_text(self.lexer.slice(start..self.lexer.at));
        }
        let c = self.lexer.text.get(start..)?.chars().next()?;
        self.lexer.at += c.len_utf8();
        Some(self.lexer.slice(start..self.lexer.at))
    }

    /// Returns the text of a command of the authors that takes no arguments.
    fn text_of(&self, name: &str) -> Option<&'d str> {
        match self.defined(name)? {
            Meaning::Macro(found) if found.parameters.is_empty() => Some(found.body.text().trim()),
            _ => None,
        }
    }

    /// Returns what `#1` stands for, as written.
    fn argument_text(&self, sign: &str) -> Option<&'d str> {
        let number = sign.strip_prefix('#')?.bytes().next()?.checked_sub(b'1')?;
        Some(self.argument(number)?.text().trim())
    }

    /// Returns a whole number, or the command that stands for it.
    fn integer(&mut self) -> Option<i64> {
        self.lexer.skip_space();
        if self.lexer.peek() == b'\\' {
            let name = self.operand_name()?;
            return self.text_of(name)?.parse().ok();
        }
        let start = self.lexer.at;
        let rest = self.lexer.text.as_bytes().get(start..).unwrap_or(&[]);
        self.lexer.at += rest.iter().take_while(|&&byte| byte == b'-' || byte.is_ascii_digit()).count();
        let number = self.lexer.slice(start..self.lexer.at).parse().ok();
        self.lexer.at += usize::from(is_space(self.lexer.peek()));
        number
    }

    /// `\ifx`: whether two commands stand for the same, or an argument for nothing, as in `\ifx\\#1\\`.
    fn same_meanings(&mut self) -> Option<bool> {
        self.lexer.skip_space();
        let start = self.lexer.at;
        let one = self.operand();
        let written = self.lexer.slice(start..self.lexer.at);
        let rest = self.lexer.text.get(self.lexer.at..).unwrap_or("");
        if rest.starts_with('#') && rest.get(2..).is_some_and(|rest| rest.starts_with(written)) {
            let argument = self.argument_text(rest);
            self.lexer.at += 2 + written.len();
            return argument.map(str::is_empty);
        }
        let other_at = self.lexer.at;
        let other = self.operand();
        let other_written = self.lexer.slice(other_at..self.lexer.at).trim();
        let is_empty = |written: &str| matches!(written, "\\empty" | "\\@empty");
        let is_unset = |written: &str| matches!(written, "\\undefined" | "\\@undefined" | "\\relax");
        let is_known =
            |written: &str| written.strip_prefix('\\').is_some_and(|name| self.defined(name).is_some());
        match (one?, other?) {
            (one, _) if is_empty(other_written) && !one.starts_with('\\') => Some(one.is_empty()),
            _ if is_unset(other_written) && is_known(written) => Some(false),
            (one, other) if !one.starts_with('\\') && !other.starts_with('\\') => Some(one == other),
            _ => None,
        }
    }

    /// Goes on in the branch with more prose.
    fn richer_branch(&mut self) {
        let mut lexer = self.lexer;
        let left = lexer.text.len().saturating_sub(lexer.at);
        if lexer.budget < left {
            return;
        }
        let start = lexer.at;
        if lexer.skip_branch() {
            let middle = lexer.at;
            lexer.skip_branch();
            let first = prose(self.lexer.slice(start..middle));
            if prose(self.lexer.slice(middle..lexer.at)) > first {
                self.lexer.at = middle;
            }
        }
        self.lexer.budget = self.lexer.budget.saturating_sub(lexer.at - start);
    }

    /// Reads the one of two arguments that holds.
    pub fn test(&mut self, test: Test, wanted: bool) {
        let argument = |reader: &mut Self| reader.lexer.argument(Scan::Long);
        let holds = match test {
            Test::Flag => self.lexer.name().and_then(|name| self.macros.conditions.get(name).copied()),
            Test::Equal => {
                let (one, other) = (argument(self), argument(self));
                self.same_texts(one, other)
            }
            Test::Empty => argument(self).and_then(|range| self.resolved(range)).map(str::is_empty),
            Test::Defined => argument(self).and_then(|range| {
                let name = self.lexer.slice(range).trim().trim_start_matches('\\');
                (self.defined(name).is_some() || table::command(name).is_some()).then_some(true)
            }),
            Test::Formula => argument(self).and_then(|range| self.formula(range)),
            Test::Unknown => argument(self).and(None),
        };
        let (first, second) = (argument(self), argument(self));
        let size =
            |range: &Option<Range<usize>>| range.clone().map_or(0, |range| prose(self.lexer.slice(range)));
        let is_first = holds.map_or_else(|| size(&first) >= size(&second), |holds| holds == wanted);
        if let Some(range) = if is_first { first } else { second } {
            let context = self.context_of(range.start, range.end);
            self.enter(context, InputSource::Argument, Span::default());
        }
    }

    fn same_texts(&self, one: Option<Range<usize>>, other: Option<Range<usize>>) -> Option<bool> {
        Some(self.resolved(one?)? == self.resolved(other?)?)
    }

    /// Returns a text that stands for itself, for an argument or for what a command of the authors does.
    fn resolved(&self, range: Range<usize>) -> Option<&'d str> {
        let text = self.lexer.slice(range).trim();
        match text.as_bytes() {
            [b'#', b'1'..=b'9'] => self.argument_text(text),
            [b'\\', name @ ..] if name.iter().all(u8::is_ascii_alphabetic) => self.text_of(text.get(1..)?),
            _ => (!text.contains(['\\', '#'])).then_some(text),
        }
    }

    /// Returns what `\ifthenelse` asks: `\equal{…}{…}`, `\boolean{…}`, `1 < 2`, with `\NOT`, `\AND` and `\OR`.
    fn formula(&mut self, range: Range<usize>) -> Option<bool> {
        let text = self.lexer.text.get(..range.end)?;
        let inside = Lexer { text, at: range.start, ..self.lexer };
        let after = std::mem::replace(&mut self.lexer, inside);
        let mut holds = self.term();
        while let Some(word @ ("and" | "AND" | "or" | "OR")) = self.operand_name() {
            let other = self.term();
            let is_and = word.eq_ignore_ascii_case("and");
            holds = match (holds, other) {
                (Some(one), Some(other)) => Some(if is_and { one && other } else { one || other }),
                (Some(known), None) | (None, Some(known)) => (known != is_and).then_some(known),
                (None, None) => None,
            };
        }
        self.lexer = Lexer { budget: self.lexer.budget, ..after };
        holds
    }

    fn term(&mut self) -> Option<bool> {
        self.lexer.skip_space();
        if self.lexer.peek() != b'\\' {
            return self.holds("ifnum");
        }
        let start = self.lexer.at;
        match self.operand_name()? {
            "not" | "NOT" => self.term().map(|holds| !holds),
            "boolean" => self.lexer.name().and_then(|name| self.macros.conditions.get(name).copied()),
            "isodd" => {
                self.lexer.name().and_then(|name| name.parse::<i64>().ok()).map(|number| number % 2 != 0)
            }
            "equal" => {
                let (one, other) = (self.lexer.argument(Scan::Long), self.lexer.argument(Scan::Long));
                self.same_texts(one, other)
            }
            "isundefined" => {
                let name = self.lexer.name()?.trim_start_matches('\\');
                self.defined(name).map(|_| false)
            }
            name if self.text_of(name).is_some() => {
                self.lexer.at = start;
                self.holds("ifnum")
            }
            _ => {
                self.lexer.skip(Argument::Skip);
                None
            }
        }
    }

    /// Sets a flag; with `None`, as the second argument says.
    pub fn set_flag(&mut self, value: Option<bool>) {
        let Some(name) = self.lexer.name() else { return };
        let value = value.or_else(|| match self.lexer.name()? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        });
        if let Some(value) = value {
            self.macros.conditions.insert(name, value);
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

    /// `\@ifstar{…}{…}` and, with a character, `\@ifnextchar[{…}{…}`: what follows the call says which is read.
    pub fn look_ahead(&mut self, token: Token, is_star: bool) {
        self.lexer.skip_space();
        let sign = match is_star {
            true => "*",
            false => {
                let start = self.lexer.at;
                let Some(range) = self.lexer.argument(Scan::Short) else { return };
                self.lexer.slice(if range.is_empty() { start..start } else { range })
            }
        };
        let (Some(one), Some(other)) = (self.lexer.argument(Scan::Long), self.lexer.argument(Scan::Long))
        else {
            return;
        };
        let (one, other) = (self.context_of(one.start, one.end), self.context_of(other.start, other.end));
        let token = self.leave_finished_bodies(token);
        let mut ahead = self.lexer;
        ahead.skip_space();
        let is_there = ahead.text.get(ahead.at..).is_some_and(|rest| rest.starts_with(sign));
        if is_there && is_star {
            self.lexer.at = ahead.at + 1;
        }
        self.enter_branch(token, if is_there { one } else { other });
    }
}

/// Returns how much prose a text holds, in letters.
fn prose(text: &str) -> usize {
    let mut lexer = Lexer::new(text);
    let mut letters = 0;
    while let Some(token) = lexer.next() {
        if token.kind == TokenKind::Text {
            letters += lexer.slice(token.start..token.end).bytes().filter(u8::is_ascii_alphabetic).count();
        }
    }
    letters
}
