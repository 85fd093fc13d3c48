//! The prose of drafts as paperlint reads it: for authors who wonder, and for comparing with other readers.

use std::fmt::Write;
use std::ops::Range;

use serde::Serialize;

use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, SectionRole};
use crate::markup::{OriginKind, Placeholder, Reading};
use crate::output::clean;
use crate::output::json::{self, Head};
use crate::output::places::{At, Places};
use crate::source::Draft;

/// How prose is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseFormat {
    /// Text, a block a paragraph.
    Plain,
    /// Everything that is known of each block, as one JSON value.
    Json,
}

/// Returns the prose of papers, in order.
pub fn prose(pages: &[ProsePage], format: ProseFormat) -> String {
    match format {
        ProseFormat::Plain => pages.iter().map(|page| page.plain(pages.len() > 1)).collect(),
        ProseFormat::Json => json::papers(pages),
    }
}

/// Returns a text without private characters, and without the spaces that stood around one that is not shown.
fn readable(text: &str, has_placeholders: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match Placeholder::from_char(c) {
            Some(placeholder) if has_placeholders => {
                let _ = write!(out, "[{}]", name(placeholder));
            }
            Some(_) => {}
            None if c == ' ' && out.ends_with(' ') => {}
            None => {
                if matches!(c, '.' | ',' | ';') && out.ends_with(' ') {
                    out.pop();
                }
                out.push(c);
            }
        }
    }
    out.trim().to_owned()
}

fn name(placeholder: Placeholder) -> &'static str {
    match placeholder {
        Placeholder::Math => "math",
        Placeholder::Statistic => "statistic",
        Placeholder::Number => "number",
        Placeholder::DisplayMath => "display math",
        Placeholder::Citation => "citation",
        Placeholder::TextCitation => "authors",
        Placeholder::Reference => "reference",
        Placeholder::Code => "code",
        Placeholder::Url => "address",
        Placeholder::Name => "name",
    }
}

/// The prose of a paper as it is read.
#[derive(Clone, Debug, Serialize)]
pub struct ProsePage {
    #[serde(flatten)]
    head: Head,
    files: Vec<String>,
    bibliographies: Vec<String>,
    blocks: Vec<Block>,
}

/// A block: what it is to a reader, the role of its section, its text, the text of each sentence, its words as counted, and its
/// pieces, which in order make up its text.
#[derive(Clone, Debug, Serialize)]
struct Block {
    #[serde(flatten)]
    at: At,
    role: BlockRole,
    section: SectionRole,
    words: u32,
    text: String,
    sentences: Vec<String>,
    pieces: Vec<Piece>,
}

/// A piece of text or a placeholder, and the bytes of the file that it comes from: byte for byte (`verbatim`) or as a whole.
#[derive(Clone, Debug, Serialize)]
struct Piece {
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    placeholder: Option<&'static str>,
    file: u32,
    start: u32,
    end: u32,
    verbatim: bool,
}

impl ProsePage {
    /// Returns the prose of a paper; `has_placeholders` where they are shown, as `[math]`, else nothing stands in their place.
    pub fn of(paper: &Paper<'_>, has_placeholders: bool) -> Self {
        let (draft, document) = (paper.draft, paper.document);
        let places = Places::new(draft);
        let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
        let blocks = blocks.filter(|block| !block.range().is_empty());
        Self {
            head: Head::of(draft),
            files: draft.files().iter().map(|file| file.name.clone()).collect(),
            bibliographies: document.meta().bibliographies.clone(),
            blocks: blocks.map(|block| Block::of(draft, &places, block, has_placeholders)).collect(),
        }
    }

    /// Returns the blocks with text, an empty line between two; the name of the draft first where there are several.
    fn plain(&self, is_named: bool) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        if is_named {
            let _ = writeln!(out, "== {}\n", clean::line(&self.head.file));
        }
        for block in self.blocks.iter().filter(|block| !block.text.is_empty()) {
            let _ = writeln!(out, "{}\n", clean::line(&block.text));
        }
        out
    }
}

impl Block {
    fn of(draft: &Draft, places: &Places<'_>, block: BlockRef<'_>, has_placeholders: bool) -> Self {
        let reading = block.document.reading();
        Self {
            at: places.at(reading, block.range()),
            role: block.role(),
            section: block.section().zone(),
            words: block.words(),
            text: readable(block.text(), has_placeholders),
            sentences: block
                .sentences()
                .map(|sentence| readable(sentence.text(), has_placeholders))
                .collect(),
            pieces: pieces(draft, reading, block.range()),
        }
    }
}

/// Returns the runs of the origin map in `range`. A run that is one placeholder has its name instead of text.
fn pieces(draft: &Draft, reading: &Reading, range: Range<u32>) -> Vec<Piece> {
    let origins = reading.origins();
    let first = origins.partition_point(|origin| origin.at < range.start);
    let mut pieces = Vec::new();
    for (index, origin) in
        origins.iter().enumerate().skip(first).take_while(|(_, origin)| origin.at < range.end)
    {
        let end = origins.get(index + 1).map_or(range.end, |next| next.at).min(range.end);
        let text = reading.slice(origin.at, end);
        let file = draft.file_of(origin.from.start);
        let base = draft.file(file).base;
        let verbatim = origin.kind == OriginKind::Verbatim;
        let mut chars = text.chars();
        let placeholder =
            chars.next().and_then(Placeholder::from_char).filter(|_| chars.next().is_none()).map(name);
        pieces.push(Piece {
            text: if placeholder.is_some() { String::new() } else { text.to_owned() },
            placeholder,
            file: file.0,
            start: origin.from.start.saturating_sub(base),
            end: origin.from.end.saturating_sub(base),
            verbatim,
        });
    }
    pieces
}
