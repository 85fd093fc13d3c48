//! Drafts and the readings they must give.

mod acronyms;
mod blocks;
mod classes;
mod conditions;
mod definitions;
mod includes;
mod limits;
mod quoted;
mod signs;
mod styles;
mod text;

use std::collections::HashMap;

use crate::markup::{
    BlockKind, LoadError, Loader, OriginKind, Placeholder, Reading, Unreadable, Within, assemble, read,
};
use crate::source::{Draft, Format, Source, Span};

struct Files(HashMap<&'static str, &'static str>);

impl Loader for Files {
    fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
        let text = self.0.get(target).ok_or(LoadError::Missing)?;
        Ok(Source::new(target, *text))
    }
}

fn draft(main: &str, files: &[(&'static str, &'static str)]) -> Draft {
    assemble(Source::new("main.tex", main), Format::Latex, &mut Files(files.iter().copied().collect()))
}

fn reading(text: &str) -> Reading {
    read(&draft(text, &[]))
}

/// Returns each block as its kind and its text, placeholders as `<Kind>`.
fn blocks(text: &str) -> Vec<String> {
    shown(&reading(text))
}

fn shown(reading: &Reading) -> Vec<String> {
    let show =
        |c: char| Placeholder::from_char(c).map_or_else(|| c.to_string(), |found| format!("<{found:?}>"));
    let line = |kind: BlockKind, text: &str| {
        let kind = match kind {
            BlockKind::Heading { level, run_in: false } => format!("H{level}"),
            BlockKind::Heading { level, run_in: true } => format!("R{level}"),
            other => format!("{other:?}"),
        };
        format!("{kind}: {}", text.chars().map(show).collect::<String>()).trim_end().to_owned()
    };
    reading.blocks().iter().map(|block| line(block.kind, reading.slice(block.start, block.end))).collect()
}

fn paragraph(text: &str) -> String {
    blocks(text).join(" / ").trim_start_matches("Paragraph: ").to_owned()
}

fn place(reading: &Reading, words: &str) -> (u32, u32) {
    let start = reading.text().find(words).expect("the words are in the reading") as u32;
    (start, start + words.len() as u32)
}

fn source_of<'t>(reading: &Reading, text: &'t str, words: &str) -> Vec<&'t str> {
    let (start, end) = place(reading, words);
    reading.source_of(start, end).into_iter().map(|span| text.get(span.range()).unwrap_or("")).collect()
}
