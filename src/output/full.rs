use std::fmt::Write;

use super::budget::{self, Choice, More, Wanted};
use super::marks::Mark;
use super::places::Places;
use super::terminal::{self, Block};
use super::{Linted, clean, fixes, message, style};
use crate::findings::{Finding, Value};
use crate::source::Span;

/// How a run is shown in full.
#[derive(Clone, Copy, Debug)]
pub struct Full {
    /// Columns of the terminal.
    pub columns: usize,
    /// What an author asked to see.
    pub wanted: Wanted,
    /// Whether each line about a paper as a whole names it, because there are several.
    pub names_papers: bool,
    /// Whether the first block says how to silence it.
    pub says_how_to_silence: bool,
}

/// The blocks of a paper, then a line for each rule that has more and one that counts advice. Gives how many blocks there are.
pub fn full(linted: Linted<'_>, look: Full, out: &mut String) -> usize {
    let choice = budget::choose(&linted.lint.findings, look.wanted);
    let places = Places::new(linted.draft);
    for (index, finding) in choice.shown.iter().enumerate() {
        let mut block = block(linted, finding, &places);
        if index == 0 && look.says_how_to_silence {
            let id = &linted.rules.spec(finding).id;
            block.notes.push((
                "note",
                format!("`--ignore {id}` silences this; `paperlint explain {id}` gives reasons"),
            ));
        }
        terminal::print(&block, &places, look.columns, out);
    }
    let tail = rest(linted, &choice);
    let name = clean::line(&linted.draft.main().name);
    let (head, indent) = match tail.len() {
        _ if !look.names_papers => (String::new(), ""),
        0 | 1 => (format!("{name}: "), ""),
        _ => (format!("{name}:\n"), "  "),
    };
    if !tail.is_empty() {
        out.push_str(&head);
    }
    for line in &tail {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{indent}{line}");
    }
    if !choice.shown.is_empty() && !tail.is_empty() {
        out.push('\n');
    }
    choice.shown.len()
}

/// What is found and not shown, in a line each.
fn rest(linted: Linted<'_>, choice: &Choice<'_>) -> Vec<String> {
    let faint = style::FAINT;
    let mut lines: Vec<String> = choice.more.iter().map(|more| rest_of_rule(linted, more)).collect();
    match choice.advice {
        0 => {}
        1 => lines.push(format!("1 piece of advice; {faint}--advice shows it{faint:#}")),
        count => lines.push(format!("{count} pieces of advice; {faint}--advice shows them{faint:#}")),
    }
    lines
}

/// `long-sentence: 59 more, up to 61 words; --all shows them`.
fn rest_of_rule(linted: Linted<'_>, more: &More<'_>) -> String {
    let spec = &linted.rules.rule(more.rule).file.spec;
    let (faint, id) = (style::FAINT, clean::line(&spec.id));
    // The value that findings are ordered by means something to a reader when its name is a unit of the rule's settings.
    let is_unit = |name: &str| spec.settings.values().any(|setting| setting.unit == name);
    let worst = more.worst.values.iter().find_map(|(name, value)| match value {
        Value::Count(count) => Some((name, count)),
        Value::Text(_) => None,
    });
    let size = match worst.filter(|(name, _)| is_unit(name)) {
        Some((unit, count)) if more.count == 1 => format!(", {count} {unit}"),
        Some((unit, count)) => format!(", up to {count} {unit}"),
        None => String::new(),
    };
    let them = if more.count == 1 { "it" } else { "them" };
    format!("{id}: {} more{size}; {faint}--all shows {them}{faint:#}", more.count)
}

/// Related places that a block shows.
const MOST_RELATED: usize = 6;

fn block<'l>(linted: Linted<'l>, finding: &Finding, places: &Places<'_>) -> Block<'l> {
    let spec = linted.rules.spec(finding);
    let words = message::words(spec, finding);
    let mut marks = primary(finding, places, words.here.unwrap_or_default());
    let mut said: Vec<String> = Vec::new();
    for related in finding.related.iter().take(MOST_RELATED) {
        let text = message::related(spec, related.note, finding);
        // The same words at each of several marks are noise.
        let is_new = !said.contains(&text);
        marks.push(Mark {
            span: related.place.first(),
            is_primary: false,
            text: if is_new { text.clone() } else { String::new() },
        });
        said.push(text);
    }
    let help = words.help.map(|help| ("help", fixes::marked(help, finding)));
    let note = words.note.map(|note| ("note", note));
    let cell = places.cell(finding.place.first().start);
    let cell = cell.map(|place| ("place", format!("cell {}, line {}", place.cell, place.line)));
    let notes = cell.into_iter().chain(help).chain(note).collect();
    Block { severity: finding.severity, id: Some(&spec.id), message: words.message, marks, notes }
}

/// The first span, and where the place goes on in another file the first span there.
fn primary(finding: &Finding, places: &Places<'_>, text: String) -> Vec<Mark> {
    let spans: &[Span] = &finding.place.spans;
    let first = finding.place.first();
    let (file, _) = places.file_of(first.start);
    let elsewhere = spans.iter().copied().find(|span| places.file_of(span.start).0 != file);
    let mark = |span, text| Mark { span, is_primary: true, text };
    let mut marks = vec![mark(first, text)];
    marks.extend(elsewhere.map(|span| mark(span, String::new())));
    marks
}
