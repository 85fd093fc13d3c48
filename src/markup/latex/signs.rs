//! Characters that packages give a meaning of their own, and commands whose arguments are not in braces.

use super::arguments::Scan;
use super::lexer::{Lexer, Token, is_break};
use super::reader::Reader;
use super::table::Argument;
use crate::markup::Placeholder;

/// What characters mean in the text that follows.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Those that stand before and after code.
    verbs: Vec<u8>,
    /// Whether `"` begins a shorthand of babel, as in German.
    pub has_shorthands: bool,
}

impl Signs {
    /// Returns whether no character means anything of its own.
    pub fn is_empty(&self) -> bool {
        !self.has_shorthands && self.verbs.is_empty()
    }
}

/// What follows `"` in German and Dutch, and what it prints.
const SHORTHANDS: [(&str, &str); 28] = [
    ("-", "-"),
    ("~", "-"),
    ("=", "-"),
    ("|", ""),
    ("\"", ""),
    ("/", "/"),
    ("``", "„"),
    ("`", "„"),
    ("''", "“"),
    ("'", "“"),
    ("<", "«"),
    (">", "»"),
    ("a", "ä"),
    ("o", "ö"),
    ("u", "ü"),
    ("A", "Ä"),
    ("O", "Ö"),
    ("U", "Ü"),
    ("e", "ë"),
    ("i", "ï"),
    ("s", "ß"),
    ("z", "ß"),
    ("ck", "ck"),
    ("ff", "ff"),
    ("ll", "ll"),
    ("mm", "mm"),
    ("nn", "nn"),
    ("tt", "tt"),
];

impl Reader<'_, '_> {
    /// Text that may hold signs; `false` where it holds none, and nothing was read.
    pub fn text_with_signs(&mut self, token: Token) -> bool {
        let text = self.lexer.slice(token.start..token.end);
        let is_sign =
            |byte: u8| (byte == b'"' && self.signs.has_shorthands) || self.signs.verbs.contains(&byte);
        let Some(found) = text.bytes().position(is_sign).filter(|_| self.expansion.is_none()) else {
            return false;
        };
        let at = token.start + found;
        if found > 0 {
            self.write_text(token.start, at);
        }
        self.lexer.at = at + 1;
        let is_verb = self.signs.verbs.contains(&self.lexer.text.as_bytes()[at]);
        if is_verb {
            self.short_verb(at)
        } else {
            self.shorthand(at)
        }
        true
    }

    fn short_verb(&mut self, at: usize) {
        self.lexer.at = at;
        self.lexer.verb();
        match self.lexer.at > at {
            true => self.placeholder(Placeholder::Code, self.span(at, self.lexer.at)),
            false => {
                self.lexer.at += 1;
                self.write_text(at, at + 1);
            }
        }
    }

    fn shorthand(&mut self, at: usize) {
        let rest = self.lexer.text.get(at + 1..).unwrap_or("");
        match SHORTHANDS.iter().find(|(sign, _)| rest.starts_with(sign)) {
            Some((sign, text)) => {
                self.lexer.at = at + 1 + sign.len();
                self.replaced(text, self.span(at, self.lexer.at));
            }
            None => self.write_text(at, at + 1),
        }
    }

    /// `\MakeShortVerb{\|}`, `\lstMakeShortInline[…]|`, and what takes it back.
    pub fn set_short_verb(&mut self, is_on: bool) {
        self.lexer.skip(Argument::Star);
        self.lexer.skip(Argument::Optional);
        let range = match self.lexer.peek() {
            b'{' => self.lexer.group(Scan::Raw),
            _ => self.lexer.argument(Scan::Short),
        };
        let written = range.map_or("", |range| self.lexer.slice(range)).trim();
        if let [byte] = *written.strip_prefix('\\').unwrap_or(written).as_bytes() {
            self.signs.verbs.retain(|&known| known != byte);
            if is_on {
                self.signs.verbs.push(byte);
            }
        }
    }

    /// `\url{…}`, `\url|…|`
    pub fn web_address(&mut self, token: Token) {
        self.lexer.skip_space();
        if self.lexer.peek() == b'{' {
            self.lexer.skip(Argument::Raw);
        } else if !self.lexer.peek().is_ascii_alphanumeric() {
            self.lexer.verb();
        }
        self.placeholder(Placeholder::Url, self.span(token.start, self.lexer.at));
    }

    /// `\ding{172}`: a sign of the font Zapf Dingbats, by its number.
    pub fn ding(&mut self, token: Token) {
        let number = self.lexer.name().and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
        // The blocks of Unicode that hold the font, in its order.
        let sign = match number {
            33..=126 => char::from_u32(0x2700 + number - 32),
            172..=181 => char::from_u32(0x2460 + number - 172),
            161..=254 => char::from_u32(0x2761 + number - 161),
            _ => None,
        };
        if let Some(sign) = sign {
            self.replaced(sign.encode_utf8(&mut [0; 4]), self.span(token.start, self.lexer.at));
        }
    }
}

impl Lexer<'_> {
    /// Moves past what follows `\tikz`: `[…]{…}`, or commands up to a semicolon in the same paragraph.
    pub fn skip_drawing(&mut self) {
        self.skip(Argument::Optional);
        self.skip_space();
        if self.group(Scan::Long).is_some() || self.peek() != b'\\' {
            return;
        }
        let bytes = self.text.as_bytes();
        let rest = bytes.get(self.at..).unwrap_or(&[]);
        let rest = rest.get(..LONGEST_DRAWING).unwrap_or(rest);
        let end = memchr::memchr_iter(b'\n', rest).find(|&at| is_break(bytes, self.at + at));
        let rest = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
        self.at += memchr::memchr(b';', rest).map_or(0, |at| at + 1);
    }
}

/// Bytes of the longest drawing in a line of text.
const LONGEST_DRAWING: usize = 2000;
