use std::fmt::Write;

use super::budget::{self, Choice, More, Place, Wanted};
use super::marks::Mark;
use super::places::Places;
use super::terminal::{self, Block};
use super::{Linted, clean, fixes, message, style};
use crate::findings::{Finding, Value};
use crate::rules::Judged;
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
}

/// Returns the blocks of a paper, then a line for each rule that has more and one that counts advice. Returns how the first block
/// is silenced; none where there is no block.
pub fn full(linted: Linted<'_>, look: Full, out: &mut String) -> Option<String> {
    let order = |rule| {
        let file = &linted.rules.rule(rule).file;
        let Judged { right, read } = file.all_judged();
        Place::of(&file.spec.id, right, read)
    };
    let mut choice = budget::choose(&linted.lint.findings, look.wanted, order);
    let places = Places::new(linted.draft);
    let most_related = if look.wanted.all { MOST_RELATED } else { FEW_RELATED };
    // In a narrow terminal the lines below the blocks take more rows, too.
    let most_rows = if look.columns < FULL_WIDTH { MOST_ROWS - NARROWER } else { MOST_ROWS };
    let mut rows = 0;
    let mut fit = Vec::new();
    for finding in &choice.shown {
        let block = block(linted, finding, &places, most_related);
        let start = out.len();
        terminal::print(&block, &places, look.columns, out);
        let block_rows = out.get(start..).map_or(0, |block| block.lines().count());
        // The empty line after the last block is not one of its rows.
        let has_room = rows + block_rows <= most_rows + 1 || rows == 0 || look.wanted.all;
        fit.push(has_room);
        if has_room {
            rows += block_rows;
        } else {
            out.truncate(start);
        }
    }
    choice.keep_those(&fit);
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
        let _ = writeln!(out, "{indent}{}", terminal::folded(line, look.columns - indent.len()));
    }
    if !choice.shown.is_empty() && !tail.is_empty() {
        out.push('\n');
    }
    choice.shown.first().map(|finding| how_to_silence(linted, finding))
}

/// Returns how a place is silenced, and how a rule, and where its reasons are.
fn how_to_silence(linted: Linted<'_>, finding: &Finding) -> String {
    let id = clean::line(&linted.rules.spec(finding).id);
    let draft = linted.draft;
    let (word, what) = if finding.is_whole_paper { ("allow-file", "") } else { ("allow", " before it") };
    let format = draft.file(draft.file_of(finding.place.first().start)).format;
    let comment = format.comment(&format!("paperlint: {word} {id}: REASON"));
    // A comment on a comment helps nobody.
    let is_about_comment = linted.rules.rule(finding.rule).file.theme == "suppressions";
    let silences = match comment.filter(|_| !is_about_comment) {
        Some(comment) => format!("`{comment}`{what}"),
        None => format!("--ignore {id}"),
    };
    format!("Why: paperlint explain {id}\nTo silence it: {silences}\n")
}

/// Returns what is found and not shown, in a line each.
fn rest(linted: Linted<'_>, choice: &Choice<'_>) -> Vec<String> {
    let faint = style::FAINT;
    let mut lines: Vec<String> = Vec::new();
    let more: Vec<String> = choice.more.iter().map(|more| rest_of_rule(linted, more)).collect();
    if !more.is_empty() {
        lines.push(format!("{} {faint}(show with --all){faint:#}", more.join("; ")));
    }
    match choice.advice {
        0 => {}
        1 => lines.push(format!("1 suggestion hidden {faint}(show with --advice){faint:#}")),
        count => lines.push(format!("{count} suggestions hidden {faint}(show with --advice){faint:#}")),
    }
    lines
}

/// `long-sentence: 59 more, the longest 61 words`.
fn rest_of_rule(linted: Linted<'_>, more: &More<'_>) -> String {
    let spec = &linted.rules.rule(more.rule).file.spec;
    let id = clean::line(&spec.id);
    // The value that findings are ordered by means something to a reader when its name is a unit of the rule's settings.
    let is_unit = |name: &str| spec.settings.values().any(|setting| setting.unit == name);
    let worst = more.worst.values.iter().find_map(|(name, value)| match value {
        Value::Count(count) => Some((name, count)),
        Value::Text(_) => None,
    });
    let size = match worst.filter(|(name, _)| is_unit(name)) {
        Some((unit, count)) if more.count == 1 => format!(", {count} {unit}"),
        Some((&"words", count)) => format!(", the longest {count} words"),
        Some((unit, count)) => format!(", up to {count} {unit}"),
        None => String::new(),
    };
    format!("{id}: {} more{size}", more.count)
}

/// Rows of the blocks of a paper: with the lines below them they fit a screen of 40.
const MOST_ROWS: usize = 28;

/// Rows less in a terminal of fewer columns than [`FULL_WIDTH`].
const NARROWER: usize = 5;

/// Columns in which the lines below the blocks seldom go on.
const FULL_WIDTH: usize = 80;

/// Related places that a block shows where everything is asked for.
const MOST_RELATED: usize = 6;

/// The same on a first screen.
const FEW_RELATED: usize = 1;

fn block<'l>(linted: Linted<'l>, finding: &Finding, places: &Places<'_>, most_related: usize) -> Block<'l> {
    let spec = linted.rules.spec(finding);
    let words = message::words(spec, finding);
    let mut marks = primary(finding, places, words.here.unwrap_or_default());
    let mut said: Vec<String> = Vec::new();
    // What the message has named needs no mark on a screen that has few rows.
    let texts = finding.related.iter().map(|related| message::related(spec, related.note, finding));
    let is_named = |text: &str| words.message.split([' ', ',']).any(|word| word == text);
    let unsaid = |text: &String| most_related > FEW_RELATED || text.is_empty() || !is_named(text);
    let marked = finding.related.iter().zip(texts).filter(|(_, text)| unsaid(text));
    for (related, text) in marked.take(most_related) {
        // The same words at each of several marks are noise, and so are those at a place that the help has named.
        let marked = linted.draft.text(related.place.first());
        let is_helped = words.help.as_ref().is_some_and(|help| help.contains(&format!("\"{marked}")));
        let is_new = !is_helped && !said.contains(&text);
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

/// Returns the first span, and where the place goes on in another file the first span there.
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
