use unicode_segmentation::UnicodeSegmentation;

use super::{Lexicon, WordId};
use crate::markup::Placeholder;

/// A word, number, placeholder or mark of the reading text. White space is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the reading text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The word's id in the lexicon; [`WordId::NONE`] where no rule asks about it.
    pub word: WordId,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
///
/// A word, for every count and whatever the format, is one of these ([`Token::is_word`]):
///
/// - A run of letters, digits and the placeholders that read as a part of a word (math, numbers, names, code) where something
///   touches them, as in `$n$-gram`. Hyphens, apostrophes, underscores and en dashes between two of them join, so
///   `state-of-the-art` is one word; so do a dot, unless a sentence seems to end at it (`end.Next`), and a comma between digits:
///   `e.g`, `3.14`, `1,000`. A slash and an em dash separate. A number and its unit are one or two, as written: `5km`, `5 km`.
/// - A placeholder by itself: inline math, a group of citations, a reference, code, an address. Display math is none.
/// - In a script without spaces, what Unicode says is a word (UAX #29); an ideograph is one.
///
/// Marks and symbols are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Holds a letter, or a placeholder joined to something.
    Word,
    /// Digits with their dots and commas, and letters after them: `3.14`, `18.0.2`, `2nd`.
    Number,
    /// A placeholder by itself.
    Placeholder(Placeholder),
    /// One ASCII mark.
    Mark(u8),
    /// One mark or symbol outside ASCII.
    Symbol,
}

impl Token {
    /// Returns whether it counts as a word: everything does but marks and display math.
    pub fn is_word(self) -> bool {
        match self.kind {
            Kind::Word | Kind::Number => true,
            Kind::Placeholder(placeholder) => placeholder != Placeholder::DisplayMath,
            Kind::Mark(_) | Kind::Symbol => false,
        }
    }

    /// Returns whether it is this ASCII mark.
    pub fn is(self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Returns whether it is this placeholder.
    pub fn is_placeholder(self, placeholder: Placeholder) -> bool {
        self.kind == Kind::Placeholder(placeholder)
    }
}

/// Appends the tokens of `text[start..end]` to `tokens`.
pub(super) fn tokenize(text: &str, start: u32, end: u32, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let scanner = Scanner { text, bytes: text.as_bytes(), end: end as usize };
    let mut at = start as usize;
    while at < scanner.end {
        let byte = scanner.bytes[at];
        match CLASS[byte as usize] {
            Class::Space => at += 1,
            Class::Letter | Class::Digit => {
                at = scanner.word(at, lexicon, tokens);
                // A space follows most words; taking it here spares the next round a guess.
                at += usize::from(scanner.bytes.get(at) == Some(&b' '));
            }
            Class::High => at = scanner.high(at, lexicon, tokens),
            Class::Mark => {
                // The stop before the mark of a note touches the word before it.
                let is_stop = at > start as usize && scanner.bytes[at - 1].is_ascii_lowercase();
                let begins_number = byte == b'.' && !is_stop && scanner.class(at + 1) == Class::Digit;
                if begins_number {
                    at = scanner.word(at, lexicon, tokens);
                } else {
                    push(tokens, at, at + 1, WordId::NONE, Kind::Mark(byte));
                    at += 1;
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Mark,
    High,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            0..=b' ' | 0x7F => Class::Space,
            0x80.. => Class::High,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
};

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    end: usize,
}

impl Scanner<'_> {
    fn class(&self, at: usize) -> Class {
        if at < self.end { CLASS[self.bytes[at] as usize] } else { Class::Space }
    }

    fn char_at(&self, at: usize) -> char {
        self.text.get(at..self.end).and_then(|rest| rest.chars().next()).unwrap_or(' ')
    }

    /// Returns a word that starts with an ASCII letter, digit or dot. Returns its end.
    #[inline]
    fn word(&self, start: usize, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> usize {
        // Most words are a few letters: eight bytes are looked at together, without a branch for each.
        if let Some((letters, len)) = self.text.as_bytes().get(start..start + 8).and_then(letters)
            && start + len <= self.end
            && !self.goes_on(start + len)
        {
            let word = lexicon.get_short(letters, len as u32);
            push(tokens, start, start + len, word, Kind::Word);
            return start + len;
        }
        let starts_with_letter = CLASS[self.bytes[start] as usize] == Class::Letter;
        let mut at = start + 1;
        while matches!(self.class(at), Class::Letter | Class::Digit) {
            at += 1;
        }
        if self.goes_on(at) {
            return self.long_word(start, at, lexicon, tokens);
        }
        let kind = if starts_with_letter { Kind::Word } else { Kind::Number };
        push(tokens, start, at, lexicon.get(self.bytes, start, at), kind);
        at
    }

    /// Returns whether something that can be a part of a word stands at `at`.
    fn goes_on(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Letter | Class::Digit | Class::High => true,
            Class::Space => false,
            Class::Mark => {
                is_joiner(self.bytes[at])
                    && matches!(self.class(at + 1), Class::Letter | Class::Digit | Class::High)
            }
        }
    }

    /// Returns a word with joiners or characters outside ASCII; `at` is the end of its plain start.
    fn long_word(&self, start: usize, mut at: usize, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> usize {
        let mut has_ideograph = false;
        while at < self.end {
            match self.class(at) {
                Class::Letter | Class::Digit => at += 1,
                Class::High => {
                    let c = self.char_at(at);
                    let joins =
                        matches!(c, '–' | '’' | '‑' | '\u{AD}') && self.is_word_char(at + c.len_utf8());
                    if !joins && !is_word_char(c) {
                        break;
                    }
                    has_ideograph |= is_ideograph(c);
                    at += c.len_utf8();
                }
                Class::Mark if self.joins(at) => at += 1,
                Class::Mark | Class::Space => break,
            }
        }
        if has_ideograph {
            self.ideographs(start, at, tokens);
        } else {
            let has_letter = self.bytes[start..at]
                .iter()
                .any(|&byte| matches!(CLASS[byte as usize], Class::Letter | Class::High));
            let first = self.bytes[start];
            let starts_with_digit = match CLASS[first as usize] {
                Class::High => self.is_signed_number(start, at),
                class => class != Class::Letter,
            };
            let kind = if starts_with_digit || !has_letter { Kind::Number } else { Kind::Word };
            push(tokens, start, at, lexicon.get(self.bytes, start, at), kind);
        }
        at
    }

    /// Returns whether a word is a number with its sign set as math: `$>$90`, `$\sim$47`.
    fn is_signed_number(&self, start: usize, end: usize) -> bool {
        let sign = self.char_at(start);
        let digits = self.bytes.get(start + sign.len_utf8()..end).unwrap_or(&[]);
        Placeholder::from_char(sign) == Some(Placeholder::Math)
            && digits.first().is_some_and(u8::is_ascii_digit)
            && digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    }

    /// Returns whether the mark at `at` joins what stands before it to what stands after it.
    fn joins(&self, at: usize) -> bool {
        if !is_joiner(self.bytes[at]) || !self.is_word_char(at + 1) {
            return false;
        }
        let before = self.bytes[at - 1];
        let after = self.bytes[at + 1];
        match self.bytes[at] {
            b',' => before.is_ascii_digit() && after.is_ascii_digit(),
            // `end.Next` is two words with a forgotten space; `e.g`, `U.S`, `18.0.2` and `numpy.linalg` are one.
            b'.' if before.is_ascii_lowercase() => !after.is_ascii_uppercase() && !self.is_note_mark(at),
            _ => true,
        }
    }

    /// Returns whether a raised number follows the stop at `at`, as in `it fell.12 Then`: the mark of a note or a citation.
    fn is_note_mark(&self, at: usize) -> bool {
        let word = self.bytes.get(at.saturating_sub(SHORTEST_WORD)..at).unwrap_or(&[]);
        if !word.iter().all(u8::is_ascii_lowercase) {
            return false;
        }
        let rest = self.text.get(at + 1..self.end).unwrap_or("");
        let after = rest.trim_start_matches(is_in_note_mark);
        let len = rest.len() - after.len();
        let next = after.trim_start().chars().next();
        (1..=LONGEST_MARK).contains(&len)
            && !after.starts_with(|c: char| !c.is_whitespace())
            && next.is_none_or(char::is_uppercase)
    }

    fn is_word_char(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Letter | Class::Digit => true,
            Class::High => is_word_char(self.char_at(at)),
            Class::Mark | Class::Space => false,
        }
    }

    /// Anything that starts outside ASCII. Returns its end.
    fn high(&self, start: usize, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> usize {
        let c = self.char_at(start);
        let after = start + c.len_utf8();
        if c.is_whitespace() {
            return after;
        }
        if let Some(placeholder) = Placeholder::from_char(c) {
            let stands_alone = !is_word_part(placeholder) || !self.goes_on_after_placeholder(after);
            if stands_alone {
                push(tokens, start, after, WordId::NONE, Kind::Placeholder(placeholder));
                return after;
            }
        } else if !is_word_char(c) {
            push(tokens, start, after, WordId::NONE, Kind::Symbol);
            return after;
        }
        self.long_word(start, start, lexicon, tokens)
    }

    fn goes_on_after_placeholder(&self, at: usize) -> bool {
        match self.class(at) {
            Class::Letter | Class::Digit => true,
            Class::High => is_word_char(self.char_at(at)),
            Class::Mark => matches!(self.bytes[at], b'-' | b'\'') && self.is_word_char(at + 1),
            Class::Space => false,
        }
    }

    /// Scripts without spaces: the words as Unicode cuts them (UAX #29).
    fn ideographs(&self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let run = self.text.get(start..end).unwrap_or("");
        for (offset, word) in run.unicode_word_indices() {
            push(tokens, start + offset, start + offset + word.len(), WordId::NONE, Kind::Word);
        }
    }
}

/// Returns the letters that eight bytes begin with, in lower case as a little-endian number, and how many there are: one to seven.
#[inline]
fn letters(bytes: &[u8]) -> Option<(u64, usize)> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let chunk = u64::from_le_bytes(bytes.try_into().ok()?);
    let lower = chunk | (0x20 * ONES);
    // Adding to the low seven bits of each byte carries into its high bit where the byte is at least `a`, and above `z`.
    let low = lower & !HIGH;
    let from_a = low + (0x80 - b'a' as u64) * ONES;
    let above_z = low + (0x80 - b'z' as u64 - 1) * ONES;
    let is_letter = from_a & !above_z & !chunk & HIGH;
    let len = (!is_letter & HIGH).trailing_zeros() as usize / 8;
    (1..8).contains(&len).then(|| (lower & (u64::MAX >> (64 - 8 * len)), len))
}

/// Letters before a stop that make it one of a sentence and not of an abbreviation or a name.
const SHORTEST_WORD: usize = 3;

/// Bytes of the mark of a note: `12`, `3,4`, `5–7`.
const LONGEST_MARK: usize = 9;

/// Returns what the mark of a note is made of.
fn is_in_note_mark(c: char) -> bool {
    use Placeholder::{Math, Number};
    let is_math = || matches!(Placeholder::from_char(c), Some(Number | Math));
    c.is_ascii_digit() || matches!(c, ',' | '-' | '–' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹') || is_math()
}

fn is_joiner(byte: u8) -> bool {
    matches!(byte, b'-' | b'\'' | b'_' | b'.' | b',')
}

fn is_word_char(c: char) -> bool {
    match Placeholder::from_char(c) {
        Some(placeholder) => is_word_part(placeholder),
        None => c.is_alphanumeric() || is_combining(c),
    }
}

/// Placeholders that a letter or hyphen beside them makes one word with: `$n$-gram`, `10$\times$`.
fn is_word_part(placeholder: Placeholder) -> bool {
    use Placeholder::*;
    matches!(placeholder, Math | Number | Name | Code)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{E00}'..='\u{EFF}')
}

fn push(tokens: &mut Vec<Token>, start: usize, end: usize, word: WordId, kind: Kind) {
    tokens.push(Token { start: start as u32, end: end as u32, word, kind });
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests;
