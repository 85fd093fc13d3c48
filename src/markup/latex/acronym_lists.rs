//! What a paper defines its acronyms as, wherever it does.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::acronyms::Acronym;
use super::arguments::Scan;
use super::lexer::{Lexer, TokenKind};
use super::macros::Body;
use super::skipping::is_commented;
use super::table::{self, Action, Definition};
use crate::source::Draft;

/// What the names of all commands hold that define an acronym.
const PARTS: [&str; 3] = ["cro", "bbreviation", "glossaryentry"];

/// The longest name of one.
const LONGEST: usize = 24;

/// Returns the acronyms that the files of a draft define, by key.
pub(super) fn gather(draft: &Draft) -> FxHashMap<&str, Acronym<'_>> {
    let mut known = FxHashMap::default();
    for file in draft.files() {
        let bytes = file.text.as_bytes();
        let mut lexer = Lexer::new(&file.text);
        for part in PARTS {
            for at in memchr::memmem::find_iter(bytes, part) {
                let from = at.saturating_sub(LONGEST);
                let before = bytes.get(from..at).unwrap_or(&[]);
                let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let start = at.saturating_sub(letters + 1);
                if bytes.get(start) == Some(&b'\\') && !is_commented(bytes, start) {
                    lexer.at = start;
                    let mut reading = Reading { lexer, base: file.base };
                    reading.define(&mut known);
                    lexer.budget = reading.lexer.budget;
                }
            }
        }
    }
    known
}

/// A place in a file.
struct Reading<'d> {
    lexer: Lexer<'d>,
    base: u32,
}

impl<'d> Reading<'d> {
    /// Notes what the command at the position defines, if it defines an acronym.
    fn define(&mut self, known: &mut FxHashMap<&'d str, Acronym<'d>>) {
        let Some(token) = self.lexer.next().filter(|token| token.kind == TokenKind::Command) else { return };
        let command = table::command(self.lexer.slice(token.start + 1..token.end));
        let Some(Action::Define(definition)) = command.map(|command| command.action) else { return };
        self.lexer.skip_space();
        let settings = self.lexer.brackets();
        let Some(name) = self.group() else { return };
        let key = self.lexer.slice(name.clone()).trim();
        // The body of a command that defines some.
        if key.is_empty() || key.contains(['#', '\\']) {
            return;
        }
        let mut found = known.get(key).copied().unwrap_or_default();
        match definition {
            Definition::Acronym => {
                (found.short, found.long) = (self.body(), self.body());
                settings.into_iter().for_each(|range| self.set(&mut found, range));
            }
            Definition::KeyedAcronym(is_plural) => {
                self.lexer.skip_space();
                let short = self.lexer.brackets().unwrap_or(name);
                let forms = (Some(self.body_of(short)), self.body());
                match is_plural {
                    true => (found.short_plural, found.long_plural) = forms,
                    false => (found.short, found.long) = forms,
                }
            }
            Definition::DeclaredAcronym => {
                let Some(range) = self.group() else { return };
                self.set(&mut found, range);
            }
            _ => return,
        }
        known.insert(key, found);
    }

    /// `short = CNN, long = {convolutional network}`
    fn set(&self, acronym: &mut Acronym<'d>, settings: Range<usize>) {
        for (name, value) in pairs(self.lexer.slice(settings.clone())) {
            let value = self.body_of(settings.start + value.start..settings.start + value.end);
            // The ending of a plural, as `acro` takes it.
            let is_ending = value.text().len() < 3 && name.ends_with("plural") && name.contains('-');
            let form = match name {
                "short" | "name" | "text" => &mut acronym.short,
                "long" => &mut acronym.long,
                "shortplural" | "short-plural-form" | "plural" => &mut acronym.short_plural,
                "longplural" | "long-plural-form" => &mut acronym.long_plural,
                "short-plural" if !is_ending => &mut acronym.short_plural,
                "long-plural" if !is_ending => &mut acronym.long_plural,
                "description" => &mut acronym.description,
                "first" | "short-first" => &mut acronym.first,
                _ => continue,
            };
            *form = Some(value);
        }
    }

    fn body(&mut self) -> Option<Body<'d>> {
        let range = self.group()?;
        Some(self.body_of(range))
    }

    fn group(&mut self) -> Option<Range<usize>> {
        self.lexer.skip_space();
        self.lexer.group(Scan::Long)
    }

    /// Returns a range without white space at its ends.
    fn body_of(&self, range: Range<usize>) -> Body<'d> {
        let text = self.lexer.slice(range.clone());
        let start = range.start + (text.len() - text.trim_start().len());
        let end = start + text.trim().len();
        let text = self.lexer.text.get(..end).unwrap_or("");
        Body { lexer: Lexer { text, at: start, ..self.lexer }, base: self.base }
    }
}

/// Returns the names and values of settings: `name = value` or `name = {value}`, with commas between them.
fn pairs(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut depth = 0_usize;
    let mut start = 0;
    let mut found = Vec::new();
    for (at, byte) in text.bytes().chain([b',']).enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 || at == text.len() => {
                found.extend(pair(text, start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn pair(text: &str, range: Range<usize>) -> Option<(&str, Range<usize>)> {
    let (name, value) = text.get(range.clone())?.split_once('=')?;
    let mut start = range.end - value.trim_start().len();
    let mut end = start + value.trim().len();
    let value = value.trim();
    if value.starts_with('{') && value.ends_with('}') && value.len() > 1 {
        (start, end) = (start + 1, end - 1);
    }
    // A comment may stand on the line before a name.
    let name = name.rsplit('\n').next().unwrap_or(name);
    Some((name.trim(), start..end))
}
