//! Cuts LaTeX source into tokens without losing a byte and without allocating.
//!
//! Any text is valid. The lexer knows what TeX's reading rules say (what ends a command name, what a comment swallows, which
//! line is blank) and nothing about what a command means.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Text without markup; it may hold single line ends.
    Text,
    /// A backslash and a name of letters, or a backslash and one character.
    Command,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `$`
    Dollar,
    /// `$$`
    DoubleDollar,
    /// `%` up to the line end, which is not a part of it.
    Comment,
    /// One or more blank lines.
    Break,
    /// A line end and the lines of code after it, from `<<…>>=` to `@`, as noweb and knitr write them.
    Chunk,
    /// `~`
    Tie,
    /// `&`
    Ampersand,
    /// Characters that TeX sets as another one: dashes and quotes.
    Ligature(&'static str),
}

/// A piece of the source: a kind and a byte range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// A position in a text, moved on token by token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexer<'t> {
    /// The text, up to where this lexer may read.
    pub text: &'t str,
    /// The next byte to read; a character boundary.
    pub at: usize,
    /// Whether `@` belongs to names, as between `\makeatletter` and `\makeatother`.
    pub at_is_letter: bool,
    /// Bytes that may still be looked at ahead of the position. Bounds the work on text that nests without end.
    pub budget: usize,
}

const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let special = b"\\{}$%~&-`'\n";
    let mut at = 0;
    while at < special.len() {
        table[special[at] as usize] = true;
        at += 1;
    }
    table
};

impl<'t> Lexer<'t> {
    /// Returns a lexer at the start of `text`.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            at_is_letter: false,
            budget: text.len().saturating_mul(16).saturating_add(1 << 16),
        }
    }

    /// Returns the next token, or `None` at the end of the text.
    pub fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start;
        while at < bytes.len() && !(SPECIAL[bytes[at] as usize] && begins_token(bytes, at)) {
            at += 1;
        }
        if at > start {
            self.at = at;
            return Some(Token { kind: TokenKind::Text, start, end: at });
        }
        let first = *bytes.get(start)?;
        let (kind, end) = self.special(first, start);
        if kind != TokenKind::Comment {
            self.at = end;
        }
        Some(Token { kind, start, end })
    }

    /// Moves on to the next command or comment.
    pub fn skip_text(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        self.at += memchr::memchr2(b'\\', b'%', rest).unwrap_or(rest.len());
    }

    /// Returns the text of a byte range.
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or("")
    }

    /// Returns the byte at the position, or 0 at the end of the text.
    pub fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn special(&mut self, first: u8, start: usize) -> (TokenKind, usize) {
        let bytes = self.text.as_bytes();
        let is_doubled = bytes.get(start + 1) == Some(&first);
        match first {
            b'\\' => (TokenKind::Command, self.command_end(start)),
            b'{' => (TokenKind::Open, start + 1),
            b'}' => (TokenKind::Close, start + 1),
            b'$' if is_doubled => (TokenKind::DoubleDollar, start + 2),
            b'$' => (TokenKind::Dollar, start + 1),
            b'~' => (TokenKind::Tie, start + 1),
            b'&' => (TokenKind::Ampersand, start + 1),
            b'-' if bytes.get(start + 2) == Some(&b'-') => (TokenKind::Ligature("\u{2014}"), start + 3),
            b'-' => (TokenKind::Ligature("\u{2013}"), start + 2),
            b'`' if is_doubled => (TokenKind::Ligature("\u{201C}"), start + 2),
            b'`' => (TokenKind::Ligature("\u{2018}"), start + 1),
            b'\'' => (TokenKind::Ligature("\u{201D}"), start + 2),
            b'%' => (TokenKind::Comment, self.comment(start)),
            _ => match chunk_len(bytes, start) {
                Some(len) => (TokenKind::Chunk, start + len),
                None => (TokenKind::Break, start + blank_len(bytes, start)),
            },
        }
    }

    fn command_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || (*byte == b'@' && self.at_is_letter);
        let letters = bytes.iter().skip(start + 1).take_while(|byte| is_letter(byte)).count();
        if letters > 0 {
            return start + 1 + letters;
        }
        let rest = self.text.get(start + 1..).unwrap_or("");
        start + 1 + rest.chars().next().map_or(0, char::len_utf8)
    }

    /// Returns the end of the comment at `start`. Moves on past what a comment swallows: its line end and the blanks after it, unless
    /// a blank line follows, which still ends the paragraph.
    fn comment(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(start..).unwrap_or(&[]);
        let line_end = start + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let end = if line_end > start && bytes[line_end - 1] == b'\r' { line_end - 1 } else { line_end };
        let next = (line_end + 1).min(bytes.len());
        let blanks = bytes.iter().skip(next).take_while(|&&byte| is_blank(byte)).count();
        let is_break = bytes.get(next + blanks) == Some(&b'\n');
        self.at = if is_break { line_end } else { next + blanks };
        end
    }
}

/// Returns whether a byte is white space within a line.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

/// Returns whether a byte is white space.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Returns whether the line end at `at` starts a blank line.
pub(super) fn is_break(bytes: &[u8], at: usize) -> bool {
    let blanks = bytes.iter().skip(at + 1).take_while(|&&byte| is_blank(byte)).count();
    bytes.get(at + 1 + blanks) == Some(&b'\n')
}

fn begins_token(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        byte @ (b'-' | b'\'') => bytes.get(at + 1) == Some(&byte),
        b'\n' => is_break(bytes, at) || bytes.get(at + 1) == Some(&b'<') && chunk_len(bytes, at).is_some(),
        _ => true,
    }
}

/// Returns the length of a chunk of code that starts after the line end at `at`: up to the line `@`, or to the end of the text.
fn chunk_len(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at + 1..)?;
    let first = rest.get(..memchr::memchr(b'\n', rest)?)?;
    if !first.starts_with(b"<<") || !first.trim_ascii_end().ends_with(b">>=") {
        return None;
    }
    let is_end = |&found: &usize| matches!(rest.get(found + 2), None | Some(b'\n' | b'\r' | b' '));
    let end = memchr::memmem::find_iter(rest, b"\n@").find(is_end);
    Some(1 + end.map_or(rest.len(), |end| end + 2))
}

fn blank_len(bytes: &[u8], start: usize) -> usize {
    bytes.iter().skip(start).take_while(|&&byte| is_space(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(TokenKind, &str)> {
        let mut lexer = Lexer::new(text);
        std::iter::from_fn(|| lexer.next())
            .map(|token| (token.kind, text.get(token.start..token.end).unwrap_or("")))
            .collect()
    }

    #[test]
    fn a_comment_swallows_its_line_end_and_not_a_blank_line() {
        use TokenKind::*;
        assert_eq!(tokens("re%x\n  sult"), [(Text, "re"), (Comment, "%x"), (Text, "sult")]);
        assert_eq!(tokens("a%x\r\n \r\nb"), [(Text, "a"), (Comment, "%x"), (Break, "\n \r\n"), (Text, "b")]);
        assert_eq!(tokens("a\n% x\nb"), [(Text, "a\n"), (Comment, "% x"), (Text, "b")]);
    }

    #[test]
    fn a_chunk_of_code_is_one_token() {
        use TokenKind::*;
        let text = "a\n<<x, y=1>>=\nb <- '$\\'\n@@ no\n@ \nc\n<<no\n";
        assert_eq!(
            tokens(text),
            [(Text, "a"), (Chunk, "\n<<x, y=1>>=\nb <- '$\\'\n@@ no\n@"), (Text, " \nc\n<<no\n")]
        );
    }

    #[test]
    fn a_command_is_letters_or_one_character() {
        use TokenKind::*;
        assert_eq!(tokens("\\a1\\é\\"), [(Command, "\\a"), (Text, "1"), (Command, "\\é"), (Command, "\\")]);
    }

    #[test]
    fn every_byte_is_in_one_token_unless_a_comment_swallows_it() {
        let text = "a---b -- 'c' ``d'' $x$ $$y$$ {~&}\n\n\\z \u{1F600}";
        assert_eq!(tokens(text).into_iter().map(|(_, piece)| piece).collect::<String>(), text);
    }
}
