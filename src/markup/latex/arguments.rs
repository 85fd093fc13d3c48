//! Where the arguments of a command lie.

use std::ops::Range;

use super::lexer::{Lexer, is_break, is_space};
use super::table::Argument;

/// How an argument's end is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// A blank line means the brace was never closed, as for most commands of TeX.
    Short,
    /// May hold paragraphs.
    Long,
    /// `%` and `\` are ordinary characters, as in a web address.
    Raw,
}

/// Bytes of the longest argument that a text ends and not a brace.
const LONGEST_DELIMITED: usize = 10_000;

impl<'t> Lexer<'t> {
    /// Returns the inside of a brace group that is read as text, without white space at its ends.
    pub fn name(&mut self) -> Option<&'t str> {
        let before = self.at;
        self.skip_space();
        let range = self.group(Scan::Short);
        if range.is_none() {
            self.at = before;
        }
        range.map(|range| self.slice(range).trim())
    }

    /// Moves past white space and comments, but not past a blank line.
    pub fn skip_space(&mut self) {
        let bytes = self.text.as_bytes();
        loop {
            match self.peek() {
                b'\n' if is_break(bytes, self.at) => return,
                byte if is_space(byte) => self.at += 1,
                b'%' => {
                    let before = self.at;
                    self.next();
                    if bytes.get(self.at) == Some(&b'\n') && is_break(bytes, self.at) {
                        self.at = before;
                        return;
                    }
                }
                _ => return,
            }
        }
    }

    /// Returns the inside of the brace group at the position, moving past it. `None`, without moving, where there is none or it is
    /// never closed.
    pub fn group(&mut self, scan: Scan) -> Option<Range<usize>> {
        if self.peek() != b'{' {
            return None;
        }
        let start = self.at + 1;
        let end = self.closing(start, scan, b'}')?;
        self.at = end + 1;
        Some(start..end)
    }

    /// Returns the inside of the brackets at the position, moving past them.
    pub fn brackets(&mut self) -> Option<Range<usize>> {
        if self.peek() != b'[' {
            return None;
        }
        let start = self.at + 1;
        let end = self.closing(start, Scan::Short, b']')?;
        self.at = end + 1;
        Some(start..end)
    }

    /// Returns the inside of the brackets or the brace group that follow, moving past them. `None`, without moving, where there are none.
    pub fn next_argument(&mut self) -> Option<Range<usize>> {
        let before = self.at;
        self.skip_space();
        let found = self.brackets().or_else(|| self.group(Scan::Long));
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// Returns the inside of what stands between two characters at the position, moving past them.
    pub fn between(&mut self, open: u8, close: u8) -> Option<Range<usize>> {
        let start = self.at + 1;
        let end = self.closing(start, Scan::Short, close).filter(|_| self.peek() == open)?;
        self.at = end + 1;
        Some(start..end)
    }

    /// Returns what stands before `end`, outside of braces and in the same paragraph; moves past both. Braces around all of it are left
    /// out.
    pub fn until(&mut self, end: &str) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let is_blank = end.trim().is_empty();
        let is_end = |at: usize| match is_blank {
            true => bytes.get(at).is_some_and(|&byte| is_space(byte)),
            false => bytes.get(at..).is_some_and(|rest| rest.starts_with(end.as_bytes())),
        };
        while !is_end(self.at) {
            match self.peek() {
                b'{' if self.group(Scan::Long).is_some() => {}
                b'\n' if is_break(bytes, self.at) => break,
                0 | b'}' => break,
                _ if self.at - start >= self.budget.min(LONGEST_DELIMITED) => break,
                _ => self.at += 1,
            }
        }
        self.budget = self.budget.saturating_sub(self.at - start);
        let found = start..self.at;
        if !is_end(self.at) {
            self.at = start;
            return None;
        }
        self.at += if is_blank { 1 } else { end.len() };
        let inside = self.slice(found.clone());
        let is_group = inside.starts_with('{')
            && inside.ends_with('}')
            && !inside.get(1..).is_some_and(|rest| rest.contains('{'));
        Some(if is_group { found.start + 1..found.end - 1 } else { found })
    }

    /// Returns the inside of the brackets at the position, which may hold paragraphs, moving past them.
    pub fn long_brackets(&mut self) -> Option<Range<usize>> {
        let start = self.at + 1;
        let end = self.closing(start, Scan::Long, b']').filter(|_| self.peek() == b'[')?;
        self.at = end + 1;
        Some(start..end)
    }

    /// Returns a required argument after white space: a group, or a single token. Does not move where there is none.
    pub fn argument(&mut self, scan: Scan) -> Option<Range<usize>> {
        let before = self.at;
        self.skip_space();
        if self.peek() == b'{' {
            let found = self.group(scan);
            if found.is_none() {
                self.at = before;
            }
            return found;
        }
        let start = self.at;
        let end = match self.peek() {
            b'\\' => self.next().map_or(start, |token| token.end),
            0 | b'}' | b'\n' | b'$' | b'&' | b'%' => start,
            _ => {
                start + self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
            }
        };
        self.at = if end > start { end } else { before };
        (end > start).then_some(start..end)
    }

    /// Moves past an argument that is not read.
    pub fn skip(&mut self, argument: Argument) {
        match argument {
            Argument::Star => {
                if self.peek() == b'*' {
                    self.at += 1;
                }
            }
            Argument::Optional => {
                let before = self.at;
                self.skip_space();
                if self.brackets().is_none() {
                    self.at = before;
                }
            }
            Argument::Digit => self.at += usize::from(self.peek().is_ascii_digit()),
            Argument::Keys => self.skip_keys(),
            Argument::Parenthesis => self.skip_delimited(b'(', b')'),
            Argument::Overlay => self.skip_delimited(b'<', b'>'),
            Argument::Raw => self.skip_required(Scan::Raw),
            Argument::Skip | Argument::Prose | Argument::Initial => self.skip_required(Scan::Long),
        }
    }

    /// Moves past `[see][3]{key}{key}`.
    fn skip_keys(&mut self) {
        loop {
            let before = self.at;
            while self.brackets().is_some() {}
            if self.group(Scan::Short).is_none() {
                self.at = before;
                return;
            }
        }
    }

    /// Moves past a group or a command. A bare letter stays: it is prose far more often than an argument.
    fn skip_required(&mut self, scan: Scan) {
        let before = self.at;
        self.skip_space();
        let next = self.text.as_bytes().get(self.at + 1).copied().unwrap_or(0);
        let is_there = self.peek() == b'{' || (self.peek() == b'\\' && next.is_ascii_alphabetic());
        if !is_there || self.argument(scan).is_none() {
            self.at = before;
        }
    }

    fn skip_delimited(&mut self, open: u8, close: u8) {
        if self.peek() == open
            && let Some(end) = self.closing(self.at + 1, Scan::Short, close)
        {
            self.at = end + 1;
        }
    }

    /// Returns where `close` stands outside of braces, from `start` on.
    fn closing(&mut self, start: usize, scan: Scan, close: u8) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut depth = 0_usize;
        let mut at = start;
        let mut found = None;
        while let Some(&byte) = bytes.get(at) {
            if at - start >= self.budget {
                break;
            }
            if byte == close && depth == 0 {
                found = Some(at);
                break;
            }
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 0 => break,
                b'}' => depth -= 1,
                b'\\' if scan != Scan::Raw => at += 1,
                b'%' if scan != Scan::Raw => at = line_end(bytes, at),
                b'\n' if scan != Scan::Long && is_break(bytes, at) => break,
                _ => {}
            }
            at += 1;
        }
        self.budget = self.budget.saturating_sub(at - start);
        found
    }
}

/// Returns the last byte of the line that holds `at`, before its line end.
fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + memchr::memchr(b'\n', rest).unwrap_or(rest.len()).saturating_sub(1)
}
