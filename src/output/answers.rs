//! What `paperlint results --ask` and `--answers` print: sentences with the places where they belong, and a table for a supplement.

use std::borrow::Cow;
use std::fmt::Write;

use super::places::Places;
use super::{clean, counted, style};
use crate::check::answers::{Answer, Level, Proposal, Question, Row, Sentence};
use crate::markup;
use crate::source::{Draft, Format, Source, Span};

/// Returns a question as it is asked: which of how many, what it is about, where, and its first result.
pub fn question(draft: &Draft, question: &Question, (number, all): (usize, usize)) -> String {
    let (strong, faint) = (style::STRONG, style::FAINT);
    let results = counted(question.claims as u64, "result", "results");
    let place = question.first.first().map_or(String::new(), |span| place(draft, span.start));
    let name = clean::line(&question.name);
    let what = match question.level {
        Level::Paper | Level::Section => {
            format!("{number} of {all}  {strong}{name}{strong:#}  {faint}({place}, {results}){faint:#}")
        }
        Level::Paragraph => format!("paragraph {number} of {all}  {faint}({place}, {results}){faint:#}"),
        Level::Sentence => format!("result {number} of {all}  {faint}({place}){faint:#}"),
    };
    let text: Vec<&str> = question.first.iter().map(|span| draft.text(*span)).collect();
    let text = shortened(&text.join(" "));
    format!("\n{what}\n    {text}\n")
}

/// Characters of a result that are shown with a question.
const MOST_SHOWN: usize = 300;

/// Returns the beginning of a source text on one line, clean.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let start: String = line.chars().take(MOST_SHOWN).collect();
    let more = if start.len() < line.len() { " …" } else { "" };
    format!("{}{more}", clean::line(&start))
}

/// `line 12`, or the file and the line where it is not the main one.
fn place(draft: &Draft, at: u32) -> String {
    let (file, location) = Places::new(draft).locate(at);
    match file == draft.main().name {
        true => format!("line {}", location.line),
        false => format!("{}:{}", clean::line(file), location.line),
    }
}

/// Returns a sentence, and where it belongs.
pub fn sentence(draft: &Draft, sentence: &Sentence) -> String {
    let (strong, faint) = (style::STRONG, style::FAINT);
    let by_hand = if sentence.can_be_put() { "" } else { "; put it there by hand" };
    let place = place(draft, sentence.at);
    let section = clean::line(&sentence.section);
    let text = sentence.text;
    format!("{faint}{place}, in \"{section}\"{by_hand}:{faint:#}\n    {strong}{text}{strong:#}\n")
}

/// Returns the sentences of a paper, what is open, and the table.
pub fn proposal(draft: &Draft, proposal: &Proposal) -> String {
    let mut out = String::new();
    let count = counted(proposal.sentences.len() as u64, "sentence", "sentences");
    // Writing to a string cannot fail, here and below.
    let _ = match proposal.sentences.is_empty() {
        true => writeln!(out, "{}: no sentence to add\n", clean::line(&draft.main().name)),
        false => writeln!(out, "{}: {count} to add\n", clean::line(&draft.main().name)),
    };
    for sentence in &proposal.sentences {
        out.push_str(&self::sentence(draft, sentence));
        out.push('\n');
    }
    let open = proposal.rows.iter().filter(|row| matches!(row.answer, None | Some(Answer::Unsure)));
    let open: Vec<String> = open.map(|row| format!("\"{}\"", clean::line(&row.analysis))).collect();
    if !open.is_empty() {
        let _ = writeln!(out, "still open: {}\n", open.join(", "));
    }
    out.push_str(&table(draft.main().format, &proposal.rows));
    out.push('\n');
    out
}

/// Returns the table of all analyses, in the markup of the draft.
fn table(format: Format, rows: &[Row]) -> String {
    let is_latex = format == Format::Latex;
    let (start, between, end) = if is_latex { ("", " & ", " \\\\") } else { ("| ", " | ", " |") };
    let line = |cells: [&str; 4]| format!("{start}{}{end}\n", cells.join(between));
    let mut out = String::new();
    if is_latex {
        out.push_str("\\begin{tabular}{llll}\n");
    }
    out.push_str(&line(["analysis", "planned?", "where", "departure"]));
    out.push_str(if is_latex { "\\hline\n" } else { "|---|---|---|---|\n" });
    for row in rows {
        let cell = |text: &str| cell(format, text);
        let answer = row.answer.map_or("not said", Answer::words);
        out.push_str(&line([&cell(&row.analysis), answer, &cell(&row.place), &cell(&row.departure)]));
    }
    if is_latex {
        out.push_str("\\end{tabular}\n");
    }
    out
}

/// Returns a text as a cell, which says itself and nothing else.
fn cell(format: Format, text: &str) -> String {
    let format = if format == Format::Latex { Format::Latex } else { Format::Markdown };
    let text = clean::line(text);
    let draft = Draft::single(Source::new("", ""), format);
    let is_simple = |c: &char| !matches!(c, '{' | '}' | '^' | '"' | '`');
    let written = |text: &str| markup::written(&draft, Span::new(0, 0), text).map(Cow::into_owned);
    written(&text)
        .or_else(|| written(&text.chars().filter(is_simple).collect::<String>()))
        .unwrap_or_default()
}
