//! Entries of BibTeX and biblatex: where each stands, and what one of them says.
//!
//! A file is cut at each `@` that opens a line and is followed by a kind and a brace, so that an entry that is broken hides no other.
//! Only what is asked for is parsed, by the crate `biblatex`; where it and BibTeX differ (parentheses, quotation marks around braces),
//! the text is first put into the form in which they agree.

use std::ops::Range;

use biblatex::{ParseErrorKind, RawBibliography, RawChunk, Token};
use rustc_hash::FxHashMap;

use crate::source::Span;

/// Where an entry stands.
#[derive(Clone, Debug)]
pub struct Located<'d> {
    /// Its key.
    pub key: &'d str,
    /// Its kind, as written: `article`.
    pub kind: &'d str,
    /// All of it, up to what opens the next one.
    pub text: &'d str,
    /// The same, up to the end of its file.
    pub rest: &'d str,
    /// The address of its first byte.
    pub base: u32,
    /// Where its key stands.
    pub at: Span,
}

/// What an entry says.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    fields: Vec<Field>,
}

/// A field of an entry.
#[derive(Clone, Debug)]
pub struct Field {
    /// In lower case.
    pub name: String,
    /// As written, without what delimits it; abbreviations stand for their texts.
    pub value: String,
    /// Where the value stands.
    pub at: Span,
}

/// What is wrong with an entry.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Where it is seen.
    pub at: Span,
    /// What it is.
    pub kind: BrokenKind,
}

/// How an entry can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrokenKind {
    /// A brace or a quotation mark has no end.
    Unclosed,
    /// A comma is missing behind a field.
    Comma,
    /// A field has no value, or something stands where a field should.
    Field,
}

impl Fields {
    /// All fields, in order.
    pub fn all(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    /// The field of that name, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&Field> {
        let is_empty =
            |field: &&Field| field.value.chars().all(|c| c.is_whitespace() || matches!(c, '{' | '}'));
        self.fields.iter().find(|field| field.name == name).filter(|field| !is_empty(field))
    }
}

/// The entries of a text that starts at the address `base`, and the abbreviations that it defines, in order.
pub fn locate<'d>(text: &'d str, base: u32, entries: &mut Vec<Located<'d>>, strings: &mut Vec<&'d str>) {
    let mut open: Option<(Range<usize>, &str, Range<usize>)> = None;
    let mut close = |open: &mut Option<(Range<usize>, &'d str, Range<usize>)>, end: usize| {
        let Some((start, kind, key)) = open.take() else { return };
        let entry = text.get(start.start..end).unwrap_or("");
        match kind.to_ascii_lowercase().as_str() {
            "comment" | "preamble" => {}
            "string" => strings.push(entry),
            _ => entries.push(Located {
                key: text.get(key.clone()).unwrap_or(""),
                kind,
                text: entry,
                rest: text.get(start.start..).unwrap_or(""),
                base: base + start.start as u32,
                at: Span::new(base + key.start as u32, base + key.end as u32),
            }),
        }
    };
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        if let Some((kind, key)) = opening(text, at) {
            close(&mut open, at);
            open = Some((at..at, kind, key));
        }
    }
    close(&mut open, text.len());
}

/// The kind and the key of the entry that the `@` at `at` opens, if it opens a line.
fn opening(text: &str, at: usize) -> Option<(&str, Range<usize>)> {
    let before = text.as_bytes().get(..at)?;
    let blanks = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    if before.len() > blanks && before[before.len() - blanks - 1] != b'\n' {
        return None;
    }
    let rest = text.get(at + 1..)?;
    let name = rest.trim_start_matches([' ', '\t']);
    let len = name.find(|c: char| !c.is_ascii_alphanumeric()).filter(|&len| len > 0)?;
    let kind = name.get(..len)?;
    let inside = name.get(len..)?.trim_start().strip_prefix(['{', '('])?;
    let key = inside.trim_start();
    let len = key.find(|c: char| matches!(c, ',' | '}' | '=') || c.is_whitespace()).unwrap_or(key.len());
    let start = text.len() - key.len();
    Some((kind, start..start + len))
}

/// Abbreviations and their texts, by their names in lower case.
pub type Strings = FxHashMap<String, String>;

/// Reads the definitions of abbreviations.
pub fn strings(written: &[&str]) -> Strings {
    let mut known = Strings::default();
    for text in written {
        let Ok((plain, _)) = normal(text) else { continue };
        let Ok(found) = RawBibliography::parse(&plain) else { continue };
        for pair in &found.abbreviations {
            let value = value(&pair.value.v, &known);
            known.insert(pair.key.v.to_ascii_lowercase(), value);
        }
    }
    known
}

/// Bytes of a value beyond which nothing more is put together.
const LONGEST_VALUE: usize = 10_000;

fn value(chunks: &[biblatex::Spanned<RawChunk<'_>>], strings: &Strings) -> String {
    let mut text = String::new();
    for chunk in chunks {
        // Abbreviations of abbreviations may double without end.
        if text.len() > LONGEST_VALUE {
            break;
        }
        match chunk.v {
            RawChunk::Normal(part) => text.push_str(part),
            RawChunk::Abbreviation(name) => {
                text.push_str(strings.get(&name.to_ascii_lowercase()).map_or(name, String::as_str));
            }
        }
    }
    text
}

/// What an entry says; `None` where this cannot be told.
///
/// # Errors
/// What is broken, as BibTeX would see it.
pub fn parse(entry: &Located<'_>, strings: &Strings) -> Result<Option<Fields>, Broken> {
    let address = |at: usize| entry.base + at.min(entry.text.len()) as u32;
    let (plain, end) = normal(entry.text).map_err(|at| {
        let at = address(at);
        Broken { at: Span::new(at, at + 1), kind: BrokenKind::Unclosed }
    })?;
    let plain = plain.get(..end).unwrap_or(&plain);
    let found = match RawBibliography::parse(plain) {
        Ok(found) => found,
        Err(error) => {
            let kind = match error.kind {
                // An entry of a key alone needs no comma.
                ParseErrorKind::Expected(Token::Comma) if !plain.contains('=') => return Ok(None),
                ParseErrorKind::Expected(Token::Comma) => BrokenKind::Comma,
                ParseErrorKind::Expected(Token::Equals | Token::Identifier) => BrokenKind::Field,
                // Backslashes before braces mean nothing to BibTeX.
                _ => return Ok(None),
            };
            let at = address(error.span.start);
            return Err(Broken { at: Span::new(at, at + 1), kind });
        }
    };
    let Some(raw) = found.entries.first() else { return Ok(None) };
    let fields = raw.v.fields.iter().map(|pair| Field {
        name: pair.key.v.to_ascii_lowercase(),
        value: value(&pair.value.v, strings),
        at: Span::new(
            address(pair.value.v.first().map_or(pair.value.span.start, |chunk| chunk.span.start)),
            address(pair.value.v.last().map_or(pair.value.span.end, |chunk| chunk.span.end)),
        ),
    });
    Ok(Some(Fields { fields: fields.collect() }))
}

/// A text in which braces alone delimit, byte for byte as long, and where the entry ends in it.
///
/// BibTeX counts braces and nothing else: a quotation mark ends a value where no brace is open in it, and a backslash means nothing.
///
/// # Errors
/// What has no end: the place of the last brace or quotation mark that is open at the level of the entry or of a field.
fn normal(text: &str) -> Result<(String, usize), usize> {
    let mut bytes = text.as_bytes().to_vec();
    let mut depth = 0_usize;
    let (mut quote, mut field, mut is_round) = (None, 0, false);
    let mut end = None;
    for (at, byte) in bytes.iter_mut().enumerate() {
        let level = usize::from(quote.is_some());
        match *byte {
            b'(' if depth == 0 => (is_round, depth, *byte) = (true, 1, b'{'),
            b'{' => {
                if depth == 1 {
                    field = at;
                }
                depth += 1;
            }
            b'"' if depth == 1 => {
                quote = Some(at);
                depth += 1;
                *byte = b'{';
            }
            b'"' if depth == 1 + level && quote.is_some() => {
                quote = None;
                depth -= 1;
                *byte = b'}';
            }
            b'}' if depth > 1 + level => depth -= 1,
            b'}' if depth == 1 && !is_round => end = Some(at + 1),
            b')' if depth == 1 && is_round => (end, *byte) = (Some(at + 1), b'}'),
            _ => {}
        }
        if end.is_some() {
            break;
        }
    }
    let Some(end) = end else { return Err(quote.unwrap_or(field)) };
    // Only signs of one byte were changed.
    Ok((String::from_utf8(bytes).unwrap_or_default(), end))
}
