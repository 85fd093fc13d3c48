//! What `paperlint acronyms` prints.

use std::fmt::Write;
use std::ops::Range;

use serde::Serialize;

use super::places::{At, Places};
use super::{clean, json, style};
use crate::analysis::acronyms::Acronym;
use crate::analysis::{Paper, Vocabulary};
use crate::document::{Document, Lexicon};
use crate::markup;
use crate::source::Draft;

/// How acronyms are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcronymsFormat {
    /// A table for people.
    Full,
    /// A table for a paper, of those that are spelled out.
    Markdown,
    /// One JSON value.
    Json,
}

/// The acronyms of each draft, in order of their letters.
pub fn acronyms(drafts: &[Draft], format: AcronymsFormat) -> String {
    let mut lexicon = Lexicon::default();
    let vocabulary = Vocabulary::new(&mut lexicon);
    let mut out = String::new();
    let mut papers = Vec::new();
    for draft in drafts {
        let rows = rows(draft, &lexicon, &vocabulary);
        match format {
            AcronymsFormat::Full => full(draft, &rows, &mut out),
            AcronymsFormat::Markdown => markdown(&rows, &mut out),
            AcronymsFormat::Json => {
                papers.push(PaperJson { file: draft.main().name.clone(), acronyms: rows })
            }
        }
    }
    if format == AcronymsFormat::Json {
        return json::papers(&papers);
    }
    out
}

#[derive(Serialize)]
struct PaperJson {
    file: String,
    acronyms: Vec<Row>,
}

/// An acronym as it is printed.
#[derive(Serialize)]
struct Row {
    acronym: String,
    long: Option<String>,
    uses: usize,
    first_use: Option<At>,
    defined: Vec<At>,
    /// Whether the configuration says that readers know it.
    known: bool,
}

fn rows(draft: &Draft, lexicon: &Lexicon, vocabulary: &Vocabulary) -> Vec<Row> {
    let reading = markup::read(draft);
    let document = Document::new(&reading, lexicon);
    let places = Places::new(draft);
    let line = |range: &Range<u32>| places.at(&reading, range.clone());
    let row = |acronym: &Acronym| Row {
        long: acronym.long().map(|long| clean::line(long).into_owned()),
        uses: acronym.uses.len(),
        first_use: acronym.uses.first().map(|first| line(&first.range)),
        defined: acronym.definitions.iter().map(|definition| line(&definition.range)).collect(),
        known: draft.declared().acronyms.contains(&acronym.short),
        acronym: clean::line(&acronym.short).into_owned(),
    };
    let mut rows: Vec<Row> = Paper::new(draft, &document, vocabulary).acronyms().iter().map(row).collect();
    // A short form that is no acronym by its looks is listed where the paper spells it out.
    rows.retain(|row| row.uses > 0 || row.long.is_some());
    rows.sort_by(|a, b| a.acronym.cmp(&b.acronym));
    rows
}

// Writing to a string cannot fail, here and below.
fn full(draft: &Draft, rows: &[Row], out: &mut String) {
    let (strong, faint) = (style::STRONG, style::FAINT);
    let _ = writeln!(out, "{strong}{}{strong:#}\n", clean::line(&draft.main().name));
    if rows.is_empty() {
        let _ = writeln!(out, "no acronyms\n");
        return;
    }
    let width = rows.iter().map(|row| clean::width(&row.acronym)).max().unwrap_or(0).max("acronym".len());
    let _ = writeln!(out, "{faint}{:width$}  uses  spelled out{faint:#}", "acronym");
    for row in rows {
        let pad = " ".repeat(width - clean::width(&row.acronym));
        let long = match (&row.long, row.defined.first(), &row.first_use) {
            (Some(long), Some(at), _) => format!("{long} ({}:{})", at.file, at.line),
            (None, Some(at), _) => format!("({}:{})", at.file, at.line),
            (_, None, Some(at)) if row.known => {
                format!("known to readers; first used at {}:{}", at.file, at.line)
            }
            (_, None, Some(at)) => format!("never; first used at {}:{}", at.file, at.line),
            (_, None, None) => String::new(),
        };
        let _ = writeln!(out, "{}{pad}  {:>4}  {long}", row.acronym, row.uses);
    }
    out.push('\n');
}

fn markdown(rows: &[Row], out: &mut String) {
    out.push_str("| Acronym | Meaning |\n|---|---|\n");
    for row in rows {
        if let Some(long) = &row.long {
            let cell = |text: &str| text.replace('|', "\\|");
            let _ = writeln!(out, "| {} | {} |", cell(&row.acronym), cell(long));
        }
    }
    out.push('\n');
}
