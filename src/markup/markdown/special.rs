use super::attributes::{self, attribute_block, braced};
use super::blocks::Reader;
use super::marks::{GHOST, MarkKind};
use super::meaning::Meaning;
use super::{brackets, citations, commands, fences, math};
use crate::markup::{Placeholder, address};

/// What was found at a special character.
#[derive(Debug)]
pub struct Special {
    /// Its first byte, which may stand before the character.
    pub start: usize,
    /// One past its last byte, which may lie after the run.
    pub end: usize,
    /// What it reads as.
    pub meaning: Meaning,
}

impl Reader<'_> {
    /// Returns what the special character at `at` means; `None` where it is itself. Text before `done` is written already, and the
    /// run ends at `run_end`.
    pub(super) fn special(&mut self, at: usize, done: usize, run_end: usize) -> Option<Special> {
        let bytes = self.masked.as_bytes();
        if let Some(found) = self.closing(at) {
            return Some(found);
        }
        let mut found = match bytes[at] {
            b'[' if bytes.get(at + 1) == Some(&b'[') => self.note_link(at, done).or_else(|| self.bracket(at)),
            b'[' => self.bracket(at),
            b'{' => self.brace(at),
            b'}' => (self.flow.braces.pop() == Some(true)).then_some(Special {
                start: at,
                end: at + 1,
                meaning: Meaning::Nothing,
            }),
            b'\\' => self.command(at),
            b'^' | b'~' => self.power(at, done).or_else(|| self.script(at)),
            b'/' => self.address_at(at, done),
            GHOST => self.ghost(at),
            _ => None,
        }?;
        if matches!(found.meaning, Meaning::Nothing | Meaning::Comment(_)) {
            found.end += self.extra_space(found.start, found.end, run_end);
        }
        Some(found)
    }

    /// Returns a mark whose opening half was left out.
    fn closing(&mut self, at: usize) -> Option<Special> {
        while let Some(closing) = self.flow.closings.last() {
            if closing.start > at {
                return None;
            }
            let closing = closing.clone();
            self.flow.closings.pop();
            if closing.start == at {
                return Some(Special { start: at, end: closing.end, meaning: Meaning::Nothing });
            }
        }
        None
    }

    fn bracket(&mut self, at: usize) -> Option<Special> {
        let bytes = self.masked.as_bytes();
        let close = brackets::closing(bytes, at, self.flow.limit)?;
        let inner = &bytes[at + 1..close];
        let end = close + 1;
        if inner.first() == Some(&b'^') && !inner.contains(&b' ') {
            // A footnote without a definition.
            return Some(Special { start: at, end, meaning: Meaning::Nothing });
        }
        // A span with attributes: `[text]{.class}`.
        let attributes = attribute_block(self.masked.get(end..self.flow.limit)?)?;
        let whole = |meaning| Some(Special { start: at, end: end + attributes.len() + 2, meaning });
        let mut classes = attributes::names(attributes);
        if classes.clone().any(|class| matches!(class, "deletion" | "comment-start" | "comment-end")) {
            // Changes and comments of a word processor.
            return whole(Meaning::Nothing);
        }
        let quoted = &self.draft.declared().quoted;
        if classes.any(|class| quoted.contains(class) || fences::names_quoted(class)) {
            return whole(Meaning::Word(Placeholder::Name));
        }
        self.flow.closings.push(close..end + attributes.len() + 2);
        Some(Special { start: at, end: at + 1, meaning: Meaning::Nothing })
    }

    /// Obsidian's link to a note, `[[Note#Section|what is shown]]`, or a note that is shown in its place, `![[Note]]`.
    fn note_link(&mut self, at: usize, done: usize) -> Option<Special> {
        let limit = self.flow.limit.min(at + 300);
        let inner = self.masked.get(at + 2..limit)?;
        let len = inner.bytes().position(|byte| matches!(byte, b'[' | b']' | b'\n'))?;
        let inner = inner.get(..len).filter(|inner| !inner.is_empty() && !inner.starts_with(' '))?;
        let close = at + 2 + len;
        let end = close + 2;
        if self.masked.as_bytes().get(close..end) != Some(b"]]") {
            return None;
        }
        if at > done && self.masked.as_bytes()[at - 1] == b'!' {
            return Some(Special { start: at - 1, end, meaning: Meaning::Nothing });
        }
        if let Some(bar) = inner.find('|') {
            self.flow.closings.push(close..end);
            return Some(Special { start: at, end: at + 2 + bar + 1, meaning: Meaning::Nothing });
        }
        if inner.contains('#') {
            return Some(Special { start: at, end, meaning: Meaning::Word(Placeholder::Reference) });
        }
        self.flow.closings.push(close..end);
        Some(Special { start: at, end: at + 2, meaning: Meaning::Nothing })
    }

    /// Returns a power of ten, `10^5^`.
    fn power(&self, at: usize, done: usize) -> Option<Special> {
        let bytes = self.masked.as_bytes();
        let start = at.checked_sub(2).filter(|&start| start >= done)?;
        let is_ten = bytes.get(start..=at) == Some(b"10^")
            && !start
                .checked_sub(1)
                .is_some_and(|before| bytes[before].is_ascii_alphanumeric() || bytes[before] == b'.');
        let rest = self.masked.get(at + 1..self.flow.limit.max(at + 1)).filter(|_| is_ten)?;
        let digits = rest.trim_start_matches(['-', '−', '–', '+', '\\']);
        let len = digits.bytes().take_while(u8::is_ascii_digit).count();
        let end = at + 1 + (rest.len() - digits.len()) + len + 1;
        let is_power = len > 0 && digits.as_bytes().get(len) == Some(&b'^');
        is_power.then_some(Special { start, end, meaning: Meaning::Word(Placeholder::Number) })
    }

    fn brace(&mut self, at: usize) -> Option<Special> {
        let rest = self.masked.get(at..self.flow.limit.max(at)).unwrap_or("");
        let nothing = |len: usize| Some(Special { start: at, end: at + len, meaning: Meaning::Nothing });
        if rest.starts_with("{%") || rest.starts_with("{##") {
            // Templates, as Manubot's front matter has them.
            let window = rest.as_bytes().get(..rest.len().min(500)).unwrap_or(b"");
            let close = if rest.starts_with("{%") { b"%}" } else { b"#}" };
            return nothing(memchr::memmem::find(window, close)? + 2);
        }
        if rest.starts_with("{{") {
            let window = rest.as_bytes().get(..rest.len().min(500)).unwrap_or(b"");
            let close = memchr::memmem::find(window, b"}}").map(|close| close + 2);
            return match close {
                Some(len) if is_command(rest) => nothing(len),
                Some(len) => {
                    Some(Special { start: at, end: at + len, meaning: Meaning::Word(Placeholder::Name) })
                }
                None => None,
            };
        }
        if let Some(inner) = attribute_block(rest) {
            let len = inner.len() + 2;
            let is_last = rest.get(len..).is_some_and(|after| after.trim().is_empty());
            if self.flow.attributes_at == at || is_last {
                return nothing(len);
            }
        }
        if let Some(name) = braced(rest)
            && rest.as_bytes().get(name.len() + 2) == Some(&b'`')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-+_".contains(&byte))
        {
            let end = at + name.len() + 2;
            self.flow.role = citations::role(name).map(|role| (end, role));
            return nothing(name.len() + 2);
        }
        self.flow.braces.push(false);
        None
    }

    fn command(&mut self, at: usize) -> Option<Special> {
        let rest = self.masked.get(at..self.flow.limit.max(at)).unwrap_or("");
        let command = commands::read(rest)?;
        if command.opens_brace {
            self.flow.braces.push(true);
        }
        let meaning = match command.note {
            Some(note) => Meaning::Note(note.start + at..note.end + at),
            None => command.meaning,
        };
        Some(Special { start: at, end: at + command.len, meaning })
    }

    /// Raised and lowered text, an inline note, a space that does not break.
    fn script(&mut self, at: usize) -> Option<Special> {
        let bytes = self.masked.as_bytes();
        let mark = bytes[at];
        let next = *bytes.get(at + 1)?;
        if mark == b'^' && next == b'[' {
            let close = brackets::closing(bytes, at + 1, self.flow.limit)?;
            return Some(Special { start: at, end: close + 1, meaning: Meaning::Note(at + 2..close) });
        }
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let follows_word = before
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte >= 0x80 || b".)]*}".contains(&byte));
        if mark == b'~' && !follows_word {
            return None;
        }
        let limit = self.flow.limit.min(at + 40).max(at + 1);
        let inner = bytes[at + 1..limit].iter().position(|&byte| byte == mark || byte.is_ascii_whitespace());
        if let Some(len) = inner.filter(|&len| len > 0 && bytes[at + 1 + len] == mark) {
            let close = at + 1 + len;
            self.flow.closings.push(close..close + 1);
            return Some(Special { start: at, end: at + 1, meaning: Meaning::Nothing });
        }
        // As in LaTeX: `Figure~\ref{fig:a}`.
        let is_tie = mark == b'~' && (next == b'\\' || next.is_ascii_alphanumeric());
        is_tie.then_some(Special { start: at, end: at + 1, meaning: Meaning::Space })
    }

    /// Returns a web address or DOI around the `/` at `at`.
    fn address_at(&self, at: usize, done: usize) -> Option<Special> {
        let found = address::around(self.masked.as_bytes(), at, done, self.flow.limit)?;
        Some(Special { start: found.start, end: found.end, meaning: Meaning::Word(Placeholder::Url) })
    }

    /// Returns the first mark that is not done with and starts at `at` or after it.
    pub(super) fn mark_from(&self, at: usize) -> usize {
        let rest = self.marks.get(self.next_mark..).unwrap_or(&[]);
        // Nearly always it is the next one.
        let is_next = rest.first().is_none_or(|mark| mark.start >= at);
        self.next_mark + if is_next { 0 } else { rest.partition_point(|mark| mark.start < at) }
    }

    fn ghost(&mut self, at: usize) -> Option<Special> {
        let found = self.mark_from(at);
        let mark = *self.marks.get(found).filter(|mark| mark.start == at)?;
        if found == self.next_mark {
            self.next_mark += 1;
        }
        let meaning = match mark.kind {
            MarkKind::InlineMath => {
                Meaning::Word(math::placeholder(self.text.get(mark.start + 2..mark.end - 2).unwrap_or("")))
            }
            MarkKind::SpacedMath => {
                Meaning::Word(math::placeholder(self.text.get(mark.start + 1..mark.end - 1).unwrap_or("")))
            }
            MarkKind::DisplayMath => {
                self.flow.attributes_at =
                    mark.end + usize::from(self.masked.as_bytes().get(mark.end) == Some(&b' '));
                Meaning::Word(Placeholder::DisplayMath)
            }
            MarkKind::Word(placeholder) => Meaning::Word(placeholder),
            MarkKind::Computed => Meaning::Word(Placeholder::Number),
            MarkKind::Char(char) => Meaning::Char(char),
            MarkKind::Comment => Meaning::Comment(mark.end),
            MarkKind::Hidden
            | MarkKind::Open(_)
            | MarkKind::Close
            | MarkKind::Include
            | MarkKind::Table
            | MarkKind::Starts(_)
            | MarkKind::Callout(_) => Meaning::Nothing,
        };
        Some(Special { start: mark.start, end: mark.end, meaning })
    }
}

/// Returns whether a template field does something; the others stand for a text.
fn is_command(field: &str) -> bool {
    let inner = field.strip_prefix("{{<").or(field.strip_prefix("{{%"));
    inner.is_some_and(|inner| {
        !["var ", "meta ", "env "].iter().any(|name| inner.trim_start().starts_with(name))
    })
}
