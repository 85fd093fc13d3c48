//! The prose of drafts as paperlint reads it: for authors who wonder, and for comparing with other readers.

use std::fmt::Write;
use std::ops::Range;

use serde::Serialize;

use super::{clean, json};
use crate::document::{BlockRef, Document, Lexicon};
use crate::markup::{self, OriginKind, Placeholder, Reading};
use crate::source::Draft;

/// How prose is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProseFormat {
    /// Text, a block a paragraph.
    Plain,
    /// Everything that is known of each block, as one JSON value.
    Json,
}

/// What is printed of prose.
#[derive(Clone, Copy, Debug)]
pub struct Prose {
    /// How.
    pub format: ProseFormat,
    /// Whether placeholders are shown, as `[math]`; else nothing stands in their place.
    pub has_placeholders: bool,
}

/// The prose of each draft, in order.
pub fn prose(drafts: &[Draft], look: Prose) -> String {
    match look.format {
        ProseFormat::Plain => drafts.iter().map(|draft| plain(draft, look, drafts.len() > 1)).collect(),
        ProseFormat::Json => {
            let papers: Vec<PaperJson<'_>> = drafts.iter().map(|draft| paper(draft, look)).collect();
            json::papers(&papers)
        }
    }
}

/// The blocks with text, an empty line between two; the name of the draft first where there are several.
fn plain(draft: &Draft, look: Prose, is_named: bool) -> String {
    let reading = markup::read(draft);
    let mut out = String::new();
    // Writing to a string cannot fail.
    if is_named {
        let _ = writeln!(out, "== {}\n", clean::line(&draft.main().name));
    }
    let blocks = reading.blocks().iter().map(|block| reading.slice(block.start, block.end));
    for text in blocks.map(|text| readable(text, look)).filter(|text| !text.is_empty()) {
        let _ = writeln!(out, "{}\n", clean::line(&text));
    }
    out
}

/// A text without private characters, and without the spaces that stood around one that is not shown.
fn readable(text: &str, look: Prose) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match Placeholder::from_char(c) {
            Some(placeholder) if look.has_placeholders => {
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

#[derive(Serialize)]
struct PaperJson<'d> {
    files: Vec<&'d str>,
    bibliographies: Vec<String>,
    blocks: Vec<BlockJson>,
}

/// A block: what it is to a reader, the role of its section, its text, the text of each sentence, its words as counted, and its
/// pieces, which in order make up its text.
#[derive(Serialize)]
struct BlockJson {
    role: crate::document::BlockRole,
    section: crate::document::SectionRole,
    words: u32,
    text: String,
    sentences: Vec<String>,
    pieces: Vec<PieceJson>,
}

/// A piece of text or a placeholder, and the bytes of the file that it comes from: byte for byte (`verbatim`) or as a whole.
#[derive(Serialize)]
struct PieceJson {
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    placeholder: Option<&'static str>,
    file: u32,
    start: u32,
    end: u32,
    verbatim: bool,
}

fn paper(draft: &Draft, look: Prose) -> PaperJson<'_> {
    let reading = markup::read(draft);
    let document = Document::new(&reading, &Lexicon::default());
    let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let blocks = blocks.filter(|block| !block.range().is_empty()).map(|block| block_json(draft, block, look));
    PaperJson {
        files: draft.files().iter().map(|file| file.name.as_str()).collect(),
        bibliographies: reading.meta().bibliographies.clone(),
        blocks: blocks.collect(),
    }
}

fn block_json(draft: &Draft, block: BlockRef<'_>, look: Prose) -> BlockJson {
    BlockJson {
        role: block.role(),
        section: block.section().zone(),
        words: block.words(),
        text: readable(block.text(), look),
        sentences: block.sentences().map(|sentence| readable(sentence.text(), look)).collect(),
        pieces: pieces(draft, block.document.reading(), block.range()),
    }
}

/// The runs of the origin map in `range`. A run that is one placeholder has its name instead of text.
fn pieces(draft: &Draft, reading: &Reading, range: Range<u32>) -> Vec<PieceJson> {
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
        pieces.push(PieceJson {
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
