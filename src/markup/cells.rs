//! The cells of a Jupyter notebook, decoded: text in JSON strings, and where each byte of it comes from.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Origin, OriginKind};
use crate::source::{Encoding, File, Format, Span};

/// The parts of a notebook that are looked at.
#[derive(Deserialize)]
pub(super) struct Notebook<'t> {
    #[serde(rename = "nbformat")]
    _version: u32,
    #[serde(borrow, default)]
    cells: Vec<Cell<'t>>,
    /// Before version 4, cells stood in sheets.
    #[serde(borrow, default)]
    worksheets: Vec<Sheet<'t>>,
}

impl<'t> Notebook<'t> {
    /// Returns its cells, in order.
    pub(super) fn cells(self) -> impl Iterator<Item = Cell<'t>> {
        self.cells.into_iter().chain(self.worksheets.into_iter().flat_map(|sheet| sheet.cells))
    }
}

#[derive(Deserialize)]
struct Sheet<'t> {
    #[serde(borrow, default)]
    cells: Vec<Cell<'t>>,
}

#[derive(Deserialize)]
pub(super) struct Cell<'t> {
    pub(super) cell_type: String,
    /// A string, or a list of them; code cells of version 3 have none.
    #[serde(borrow, default)]
    pub(super) source: Option<&'t RawValue>,
}

/// The decoded cells, and where each byte of them comes from.
pub(super) struct Cells {
    /// Each at its place among all of them.
    pub(super) cells: Vec<File>,
    /// The runs of all cells: `at` counts from the first byte of the first cell.
    pub(super) map: Vec<Origin>,
}

impl Cells {
    /// Decodes the text of a notebook whose first byte has the address `base`.
    pub(super) fn decode(text: &str, base: u32) -> serde_json::Result<Self> {
        let notebook: Notebook<'_> = serde_json::from_str(text)?;
        let mut decoded = Self { cells: Vec::new(), map: Vec::new() };
        let mut start = 0;
        for cell in notebook.cells() {
            let is_first = decoded.cells.is_empty();
            let mut file = File {
                name: String::new(),
                path: String::new(),
                text: String::new(),
                format: Format::Markdown,
                encoding: Encoding::Utf8,
                base: start,
            };
            for string in strings(cell.source) {
                let place = string.as_ptr() as usize - text.as_ptr() as usize;
                decoded.add(string, base + place as u32, &mut file);
            }
            // Quarto writes its front matter into a raw cell.
            let is_front_matter = || is_first && cell.cell_type == "raw" && file.text.starts_with("---");
            if cell.cell_type == "markdown" || is_front_matter() {
                start = file.span().end;
                decoded.cells.push(file);
            } else {
                decoded.map.truncate(decoded.map.partition_point(|origin| origin.at < start));
            }
        }
        Ok(decoded)
    }

    /// Decodes what stands between the quotation marks of a string whose first byte has the address `address`.
    fn add(&mut self, string: &str, address: u32, file: &mut File) {
        for (at, len, run) in runs(string) {
            let start = file.span().end;
            let kind = match run {
                Run::Plain(text) => {
                    file.text.push_str(text);
                    OriginKind::Verbatim
                }
                Run::Escape(c) => {
                    file.text.push(c);
                    OriginKind::Replaced
                }
            };
            let from = Span::new(address + at as u32, address + (at + len) as u32);
            self.map.push(Origin { at: start, from, kind });
        }
    }
}

/// A piece of a JSON string.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Run<'t> {
    /// Text that stands for itself.
    Plain(&'t str),
    /// An escape, and what it stands for.
    Escape(char),
}

/// Returns the pieces of what stands between the quotation marks of a string: where each starts in it, its length in bytes, and what it is.
pub(super) fn runs(string: &str) -> impl Iterator<Item = (usize, usize, Run<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = string.get(at..).filter(|rest| !rest.is_empty())?;
        let plain = memchr::memchr(b'\\', rest.as_bytes()).unwrap_or(rest.len());
        let (len, run) = if plain > 0 {
            (plain, Run::Plain(rest.get(..plain).unwrap_or("")))
        } else {
            let (len, c) = escape(rest);
            (len, Run::Escape(c))
        };
        at += len;
        Some((at - len, len, run))
    })
}

/// Returns what stands between the quotation marks of each string of a cell's source.
pub(super) fn strings(source: Option<&RawValue>) -> Vec<&str> {
    let source = source.map_or("", RawValue::get);
    let strings = match serde_json::from_str::<Vec<&RawValue>>(source) {
        Ok(lines) => lines.into_iter().map(RawValue::get).collect(),
        Err(_) => vec![source],
    };
    strings.into_iter().filter_map(|string| string.strip_prefix('"')?.strip_suffix('"')).collect()
}

/// Returns the length of the JSON escape that `rest` starts with, and the character that it stands for.
fn escape(rest: &str) -> (usize, char) {
    let c = match rest.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b' | b'f') => ' ',
        Some(b'u') => return unicode(rest),
        Some(&byte) if byte.is_ascii() => char::from(byte),
        _ => return (1, char::REPLACEMENT_CHARACTER),
    };
    (2, c)
}

/// Returns an escape by number; two of them are one character outside the first plane of Unicode.
fn unicode(rest: &str) -> (usize, char) {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let units = [unit(0), unit(6)];
    let decoded = char::decode_utf16(units.into_iter().map_while(|unit| unit)).next();
    match decoded {
        Some(Ok(c)) => (6 * c.len_utf16(), c),
        _ => (rest.len().min(6), char::REPLACEMENT_CHARACTER),
    }
}
