//! Moving past what is not read: code, environments, branches of conditions.

use std::ops::Range;

use super::arguments::Scan;
use super::lexer::{Lexer, TokenKind};

/// What ends a branch of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// `\fi`, or the end of the text.
    Fi,
    /// `\else`
    Else,
    /// `\or`
    Or,
}

impl<'t> Lexer<'t> {
    /// Moves past the text of a `\verb`-like command: up to the delimiter it starts with, on one line, or a brace group.
    pub fn verb(&mut self) -> Range<usize> {
        let start = self.at;
        if self.peek() == b'{' {
            return self.group(Scan::Raw).unwrap_or(start..start);
        }
        let rest = self.text.get(start..).unwrap_or("");
        let Some(delimiter) = rest.chars().next().filter(|c| !c.is_whitespace()) else {
            return start..start;
        };
        let line = rest.lines().next().unwrap_or("");
        let inside = start + delimiter.len_utf8();
        let end = self.text.get(inside..start + line.len()).and_then(|line| line.find(delimiter));
        let Some(end) = end else { return start..start };
        self.at = inside + end + delimiter.len_utf8();
        inside..inside + end
    }

    /// Returns where the body of the environment `name`, begun just before the position, ends, and where reading goes on after its
    /// `\end`. With `nests`, an environment of the same name inside is a part of it.
    pub fn environment_end(&mut self, name: &str, nests: bool) -> Option<(usize, usize)> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let mut depth = 0_usize;
        let mut spent = rest.len();
        let mut found = None;
        for at in memchr::memmem::find_iter(rest, name) {
            if at > self.budget {
                spent = at;
                break;
            }
            let is_whole = at > 0 && rest[at - 1] == b'{' && rest.get(at + name.len()) == Some(&b'}');
            let before = rest.get(..at.saturating_sub(1)).unwrap_or(&[]).trim_ascii_end();
            if !is_whole || (nests && is_commented(rest, at)) {
                continue;
            }
            if before.ends_with(b"\\end") {
                if depth == 0 {
                    spent = at;
                    found = Some((self.at + before.len() - b"\\end".len(), self.at + at + name.len() + 1));
                    break;
                }
                depth -= 1;
            } else if nests && before.ends_with(b"\\begin") {
                depth += 1;
            }
        }
        self.budget = self.budget.saturating_sub(spent);
        found
    }

    /// Moves past a length or number, as in `\vskip -1.5em plus 1fil` or `\parindent=2em`.
    pub fn skip_dimension(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        let skip = |at: &mut usize, accepts: fn(u8) -> bool| {
            let len = bytes.iter().skip(*at).take_while(|&&byte| accepts(byte)).count();
            *at += len;
            len
        };
        loop {
            skip(&mut at, |byte| byte == b' ');
            skip(&mut at, |byte| matches!(byte, b'=' | b' '));
            let digits = skip(&mut at, |byte| matches!(byte, b'-' | b'+' | b'.' | b'0'..=b'9'));
            let rest = bytes.get(at..).unwrap_or(&[]);
            let unit = UNITS.iter().find(|unit| digits > 0 && rest.starts_with(unit.as_bytes()));
            at += unit.map_or(0, |unit| unit.len());
            self.at = at;
            let Some(_) = unit else {
                // A length may be a command, as in `0.5\textwidth`.
                if self.peek() == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
                    self.next();
                }
                return;
            };
            skip(&mut at, |byte| byte == b' ');
            let rest = bytes.get(at..).unwrap_or(&[]);
            match rest {
                [b'p', b'l', b'u', b's', ..] => at += 4,
                [b'm', b'i', b'n', b'u', b's', ..] => at += 5,
                _ => return,
            }
        }
    }

    /// Moves past the size of a box, as in `\hbox to 3cm{…}`.
    pub fn skip_box_size(&mut self) {
        let before = self.at;
        self.skip_space();
        let rest = self.text.get(self.at..).unwrap_or("");
        match ["to", "spread"].iter().find(|word| rest.starts_with(*word)) {
            Some(word) => {
                self.at += word.len();
                self.skip_dimension();
            }
            None => self.at = before,
        }
    }

    /// Moves past a branch that is not read, up to its `\else` or `\fi`. Gives whether an `\else` ended it.
    pub fn skip_branch(&mut self) -> bool {
        self.skip_to(false) == Stop::Else
    }

    /// Returns the inside of `\csname …\endcsname`, behind its start.
    pub fn name_to_end(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at..)?;
        let line = rest.split('\n').next().unwrap_or("");
        let len = line.find("\\endcsname")?;
        self.at += len + "\\endcsname".len();
        line.get(..len).map(str::trim)
    }

    /// Moves past a branch that is not read, and past the command that ends it; with `has_cases`, an `\or` does.
    pub fn skip_to(&mut self, has_cases: bool) -> Stop {
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            if token.kind != TokenKind::Command {
                continue;
            }
            match self.slice(token.start + 1..token.end) {
                "fi" if depth == 0 => return Stop::Fi,
                "else" if depth == 0 => return Stop::Else,
                "or" if depth == 0 && has_cases => return Stop::Or,
                "fi" => depth -= 1,
                // A condition that is made here, and none that is asked.
                "newif" => drop(self.next()),
                name if self.is_condition(name) => depth += 1,
                _ => {}
            }
        }
        Stop::Fi
    }

    /// Returns whether `name`, just read, is a command that a `\fi` ends. Those of packages take their cases in braces instead.
    pub fn is_condition(&self, name: &str) -> bool {
        name.starts_with("if") && name != "iff" && self.peek() != b'{' && self.peek() != b'*'
    }
}

/// Returns whether the byte at `at` stands in a comment.
pub(super) fn is_commented(bytes: &[u8], at: usize) -> bool {
    // A comment sign far before it would be an odd line; the bound keeps the look-back linear.
    let from = at.saturating_sub(200);
    let before = bytes.get(from..at).unwrap_or(&[]);
    let line = memchr::memrchr(b'\n', before).map_or(before, |end| before.get(end..).unwrap_or(&[]));
    memchr::memchr_iter(b'%', line).any(|sign| sign == 0 || line[sign - 1] != b'\\')
}

/// The units of TeX, a longer one before the one it starts with.
const UNITS: [&str; 16] = [
    "truecm", "truein", "truept", "filll", "fill", "fil", "pt", "em", "ex", "cm", "mm", "in", "sp", "bp",
    "pc", "mu",
];
