use std::ops::Range;

use super::brackets;
use super::marks::MarkKind;
use super::mask::Masker;
use crate::markup::Placeholder;

/// Citations and cross-references are masked, so that CommonMark finds no emphasis in keys and no links in brackets.
impl Masker<'_> {
    /// Masks the citation whose `@` stands at `at`, in a line whose text starts at `first`; gives its end.
    pub(super) fn citation(&mut self, at: usize, first: usize, limit: usize) -> Option<usize> {
        let found = self.citation_group(at, first, limit).or_else(|| self.key_in_text(at, first, limit));
        let (range, placeholder) = found?;
        let end = range.end;
        self.ghost(range, MarkKind::Word(placeholder));
        Some(end)
    }

    /// `[see @a, p. 3; @b]` around the first of its keys, where it is no text of a link, no note and no target of one.
    fn citation_group(&self, at: usize, first: usize, limit: usize) -> Option<(Range<usize>, Placeholder)> {
        let start = at.saturating_sub(BEFORE_KEY);
        let open = start + memchr::memrchr2(b'[', b']', &self.bytes[start..at])?;
        if self.bytes[open] == b']' || self.bytes[..open].ends_with(b"\\") {
            return None;
        }
        let close = self.closing(open, limit).filter(|&close| close > at)?;
        let is_group = match self.bytes.get(close + 1) {
            Some(b'(') => false,
            Some(b':') => open != first,
            _ => !self.bytes[..open].ends_with(b"^"),
        };
        let key = first_key(&self.bytes[open + 1..close]).filter(|_| is_group)?;
        Some((open..close + 1, target(key, Placeholder::Citation)))
    }

    /// `@a`, `@a [p. 3]`, `-@a`.
    fn key_in_text(&self, at: usize, first: usize, limit: usize) -> Option<(Range<usize>, Placeholder)> {
        let before = at.checked_sub(1).map(|before| self.bytes[before]);
        if before.is_some_and(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'.' | b'_' | b'@' | b'/' | b'\\')
                || byte >= 0x80 && !self.follows_mark(at)
        }) {
            return None;
        }
        let rest = &self.bytes[at + 1..limit];
        let len = key(rest)?;
        let placeholder = target(&rest[..len], Placeholder::TextCitation);
        let mut end = at + 1 + len;
        if self.bytes[..at].ends_with(b"[](") && self.bytes.get(end) == Some(&b')') {
            // MyST's link without a text.
            return Some((at - 3..end + 1, Placeholder::Citation));
        }
        if placeholder == Placeholder::Reference {
            return Some((at..end, placeholder));
        }
        if self.bytes.get(end..end + 2) == Some(b" [")
            && let Some(close) = self.closing(end + 1, limit)
            && self.bytes.get(close + 1) != Some(&b'(')
        {
            // The page or chapter that the citation points to.
            end = close + 1;
        }
        let leaves_name_out = before == Some(b'-')
            && at > first
            && at.checked_sub(2).is_none_or(|before| {
                !self.bytes[before].is_ascii_alphanumeric() && self.bytes[before] != b'-'
            });
        Some(if leaves_name_out { (at - 1..end, Placeholder::Citation) } else { (at..end, placeholder) })
    }

    /// Bookdown's `\@ref(fig:a)`, whose `\` stands at `at`.
    pub(super) fn escaped_reference(&mut self, at: usize, limit: usize) -> Option<usize> {
        let rest = self.bytes[at..limit].strip_prefix(b"\\@ref(")?;
        let close = rest.iter().take(200).position(|&byte| byte == b')')?;
        let end = limit - rest.len() + close + 1;
        self.ghost(at..end, MarkKind::Word(Placeholder::Reference));
        Some(end)
    }

    /// Returns the bracket that closes the one at `at` in the same paragraph.
    fn closing(&self, at: usize, limit: usize) -> Option<usize> {
        let close = brackets::closing(&self.bytes, at, limit)?;
        let mut ends = memchr::memchr_iter(b'\n', &self.bytes[at..close]);
        (!ends.any(|end| self.is_blank_line(at + end + 1))).then_some(close)
    }

    /// Returns whether a dash, a quotation mark or the like stands before a place.
    fn follows_mark(&self, at: usize) -> bool {
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|char| !char.is_alphanumeric())
    }
}

/// How many bytes may stand before the first key of a group.
const BEFORE_KEY: usize = 300;

/// Returns the length of the key that follows an `@`: letters, digits and single inner punctuation, or anything between braces.
pub fn key(rest: &[u8]) -> Option<usize> {
    if rest.first() == Some(&b'{') {
        if rest.get(1) == Some(&b'{') {
            return None;
        }
        return rest.iter().take(300).position(|&byte| byte == b'}').map(|at| at + 1);
    }
    let mut end = 0;
    for (at, &byte) in rest.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => end = at + 1,
            // Dashes and quotation marks are three bytes that start so.
            0x80.. if !rest[at..].starts_with(&[0xE2, 0x80]) => end = at + 1,
            b':' | b'.' | b'#' | b'$' | b'%' | b'&' | b'-' | b'+' | b'?' | b'<' | b'>' | b'~' | b'/'
                if at > 0 && at == end => {}
            _ => break,
        }
    }
    (end > 0).then_some(end)
}

/// Returns what a key in the text or the first key of a bracket stands for.
pub fn target(key: &[u8], otherwise: Placeholder) -> Placeholder {
    let key = key.strip_prefix(b"{").unwrap_or(key);
    let prefix = key.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_reference = matches!(key.get(prefix), Some(b':' | b'-'))
        && PREFIXES.iter().any(|known| key[..prefix].eq_ignore_ascii_case(known.as_bytes()));
    if is_reference { Placeholder::Reference } else { otherwise }
}

/// What pandoc-crossref, Quarto and bookdown write before the name of a figure, table or the like.
const PREFIXES: [&str; 20] = [
    "fig", "tbl", "tab", "table", "figure", "sec", "eq", "eqn", "lst", "thm", "lem", "cor", "prp", "def",
    "exm", "app", "suppfig", "supptbl", "alg", "nte",
];

/// Returns the first key between two brackets, where they hold a citation group.
pub fn first_key(inner: &[u8]) -> Option<&[u8]> {
    for (at, &byte) in inner.iter().enumerate() {
        if byte != b'@' {
            continue;
        }
        let before = at.checked_sub(1).map(|before| inner[before]);
        let starts_word = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'\\');
        if starts_word && let Some(len) = key(&inner[at + 1..]) {
            return Some(&inner[at + 1..at + 1 + len]);
        }
    }
    None
}

/// What a MyST role makes of the code after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A placeholder.
    Word(Placeholder),
    /// Its text.
    Text,
}

/// Returns the role of that name.
pub fn role(name: &str) -> Option<Role> {
    let name = name.strip_prefix("external+").unwrap_or(name);
    let placeholder = match name {
        "cite:t" | "cite:ts" | "cite:ct" => Placeholder::TextCitation,
        "ref" | "numref" | "eq" | "doc" | "prf:ref" => Placeholder::Reference,
        "math" => Placeholder::Math,
        _ if name.starts_with("cite") => Placeholder::Citation,
        "term" | "abbr" | "sub" | "sup" | "subscript" | "superscript" | "emphasis" | "strong"
        | "underline" | "smallcaps" | "del" => return Some(Role::Text),
        _ => return None,
    };
    Some(Role::Word(placeholder))
}
