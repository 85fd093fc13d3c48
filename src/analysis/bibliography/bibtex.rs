//! Entries of BibTeX and biblatex: where each stands, and what one of them says.
//!
//! A file is cut at each `@` that opens a line and is followed by a kind and a brace, so that an entry that is broken hides no other.
//! Only what is asked for is parsed, by the crate `biblatex`; where it and BibTeX differ (parentheses, quotation marks around braces),
//! the text is first put into the form in which they agree.

use std::borrow::Cow;
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
pub struct Fields<'d> {
    fields: Vec<Field<'d>>,
}

/// A field of an entry.
#[derive(Clone, Debug)]
pub struct Field<'d> {
    /// In lower case.
    pub name: Cow<'d, str>,
    /// As written, without what delimits it; abbreviations stand for their texts.
    pub value: Cow<'d, str>,
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

impl<'d> Fields<'d> {
    /// Returns all fields, in order.
    pub fn all(&self) -> impl Iterator<Item = &Field<'d>> {
        self.fields.iter()
    }

    /// Returns the field of that name, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&Field<'d>> {
        let is_empty =
            |field: &&Field<'_>| field.value.chars().all(|c| c.is_whitespace() || matches!(c, '{' | '}'));
        self.fields.iter().find(|field| field.name == name).filter(|field| !is_empty(field))
    }

    fn into_owned(self) -> Fields<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let fields = self.fields.into_iter();
        let fields =
            fields.map(|Field { name, value, at }| Field { name: owned(name), value: owned(value), at });
        Fields { fields: fields.collect() }
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

/// Returns the kind and the key of the entry that the `@` at `at` opens, if it opens a line.
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
            let value = value(&pair.value.v, &known).into_owned();
            known.insert(pair.key.v.to_ascii_lowercase(), value);
        }
    }
    known
}

/// Bytes of a value beyond which nothing more is put together.
const LONGEST_VALUE: usize = 10_000;

fn value<'d>(chunks: &[biblatex::Spanned<RawChunk<'d>>], strings: &Strings) -> Cow<'d, str> {
    if let [biblatex::Spanned { v: RawChunk::Normal(part), .. }] = chunks {
        return Cow::Borrowed(part);
    }
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
    Cow::Owned(text)
}

/// Returns what an entry says; `None` where this cannot be told.
///
/// # Errors
/// What is broken, as BibTeX would see it.
pub fn parse<'d>(entry: &Located<'d>, strings: &Strings) -> Result<Option<Fields<'d>>, Broken> {
    let (plain, end) =
        normal(entry.text).map_err(|at| Broken { at: character(entry, at), kind: BrokenKind::Unclosed })?;
    match &plain {
        Cow::Borrowed(text) => read(entry, text.get(..end).unwrap_or(text), strings),
        Cow::Owned(text) => {
            let fields = read(entry, text.get(..end).unwrap_or(text), strings)?;
            Ok(fields.map(Fields::into_owned))
        }
    }
}

/// Returns the character of an entry at a byte of it, or the last one.
fn character(entry: &Located<'_>, at: usize) -> Span {
    let (start, char) =
        entry.text.char_indices().take_while(|(start, _)| *start <= at).last().unwrap_or_default();
    let start = entry.base + start as u32;
    Span::new(start, start + if entry.text.is_empty() { 0 } else { char.len_utf8() as u32 })
}

/// Returns what an entry says that has the form in which BibTeX and the crate agree.
fn read<'p>(entry: &Located<'_>, plain: &'p str, strings: &Strings) -> Result<Option<Fields<'p>>, Broken> {
    let address = |at: usize| entry.base + at.min(entry.text.len()) as u32;
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
            return Err(Broken { at: character(entry, error.span.start), kind });
        }
    };
    let Some(raw) = found.entries.first() else { return Ok(None) };
    let fields = raw.v.fields.iter().map(|pair| Field {
        name: lower(pair.key.v),
        value: value(&pair.value.v, strings),
        at: Span::new(
            address(pair.value.v.first().map_or(pair.value.span.start, |chunk| chunk.span.start)),
            address(pair.value.v.last().map_or(pair.value.span.end, |chunk| chunk.span.end)),
        ),
    });
    Ok(Some(Fields { fields: fields.collect() }))
}

/// Returns a text in which braces alone delimit, byte for byte as long, and where the entry ends in it.
///
/// BibTeX counts braces and nothing else: a quotation mark ends a value where no brace is open in it, and a backslash means nothing.
///
/// # Errors
/// What has no end: the place of the last brace or quotation mark that is open at the level of the entry or of a field.
fn normal(text: &str) -> Result<(Cow<'_, str>, usize), usize> {
    let Some(open) = text.find(['{', '(']) else { return Err(0) };
    let is_round = text.get(open..).is_some_and(|rest| rest.starts_with('('));
    let mut changed: Vec<(usize, u8)> = Vec::from_iter(is_round.then_some((open, b'{')));
    let inside = text.as_bytes().get(open + 1..).unwrap_or(&[]);
    // A round parenthesis closes what one opens, which is rare.
    let round = memchr::memchr_iter(b')', if is_round { inside } else { &[] });
    let mut signs: Vec<usize> = memchr::memchr3_iter(b'{', b'}', b'"', inside).chain(round).collect();
    if is_round {
        signs.sort_unstable();
    }
    let (mut depth, mut quote, mut field) = (1_usize, None, 0);
    for at in signs {
        let level = usize::from(quote.is_some());
        let byte = inside.get(at).copied().unwrap_or(0);
        let at = open + 1 + at;
        match byte {
            b'{' => {
                if depth == 1 {
                    field = at;
                }
                depth += 1;
            }
            b'"' if depth == 1 => {
                quote = Some(at);
                depth += 1;
                changed.push((at, b'{'));
            }
            b'"' if depth == 1 + level && quote.is_some() => {
                quote = None;
                depth -= 1;
                changed.push((at, b'}'));
            }
            b'}' if depth > 1 + level => depth -= 1,
            b'}' if depth == 1 && !is_round => return Ok((with(text, &changed), at + 1)),
            b')' if depth == 1 => {
                changed.push((at, b'}'));
                return Ok((with(text, &changed), at + 1));
            }
            _ => {}
        }
    }
    Err(quote.unwrap_or(field))
}

/// Returns a text with other signs at some places, each of one byte as the one that stood there.
fn with<'t>(text: &'t str, changed: &[(usize, u8)]) -> Cow<'t, str> {
    if changed.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for (at, sign) in changed {
        if let Some(byte) = bytes.get_mut(*at) {
            *byte = *sign;
        }
    }
    Cow::Owned(String::from_utf8(bytes).unwrap_or_default())
}

/// Returns a name in lower case.
fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}
