//! One rule as a page to read. What it says is put together once, and written for a terminal or as Markdown.

use std::borrow::Cow;
use std::fmt::Write;

use super::pages::severity;
use super::terminal::wrapped;
use super::{clean, style};
use crate::findings::Safety;
use crate::rules::{Judged, RuleFile, Unseen};
use crate::spec::{self, Detect, Example, RuleSpec, Setting, Source, Stage};

/// A piece of a page.
enum Piece<'r> {
    Heading(&'static str),
    /// Paragraphs, an empty line between two; line ends mean nothing.
    Text(Cow<'r, str>),
    /// One of a list.
    Item(String),
    Example(&'r Example),
    Source(&'r Source),
    /// Lines to type, and the language they are in.
    Typed(&'static str, String),
}

/// One rule for a terminal.
pub fn explain(rule: &RuleFile, columns: usize) -> String {
    let mut page = Terminal { out: String::new(), columns: columns.min(100) };
    let (strong, (word, colour)) = (style::STRONG, severity(&rule.spec));
    let (id, theme) = (clean::line(&rule.spec.id), clean::line(&rule.theme));
    let stage = if rule.spec.stage == Stage::Preview { ", preview: runs only when selected" } else { "" };
    let _ = writeln!(page.out, "{strong}{id}{strong:#} ({colour}{word}{colour:#}, theme {theme}{stage})\n");
    page.text(0, &rule.spec.summary);
    let full = with_examples(rule);
    pieces(rule, full.as_ref()).iter().for_each(|piece| page.piece(piece));
    page.out
}

/// One rule as Markdown: what `docs/rules` keeps.
pub fn explain_markdown(rule: &RuleFile) -> String {
    let (id, theme) = (clean::line(&rule.spec.id), clean::line(&rule.theme));
    let (word, _) = severity(&rule.spec);
    let stage = match rule.spec.stage {
        Stage::Preview => format!(
            "in preview: runs only when selected (`--select {id}`), until it has been right nine times in ten"
        ),
        Stage::Stable => "runs unless you say otherwise".to_owned(),
    };
    let mut out = format!(
        "<!-- Generated from {}; do not edit. -->\n\n# {id}\n\n{}\n\n*{word}, theme {theme}, {stage}*\n",
        clean::line(&rule.path),
        one_line(&rule.spec.summary),
    );
    let full = with_examples(rule);
    pieces(rule, full.as_ref()).iter().for_each(|piece| markdown(piece, &mut out));
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Returns where the page of a rule that is a part of the program lies in the repository.
pub fn page_path(id: &str) -> String {
    format!("docs/rules/{id}.md")
}

/// Returns how often a rule was right: first in papers that it was not written with, then in those that were read while it was written.
/// `None` where nobody has read a finding of it.
pub fn precision(rule: &RuleFile) -> Option<String> {
    let unseen = unseen(rule.unseen).map(|text| format!("In papers that it was not written with: {text}."));
    let tuned = rule.judged.interval().map(|(low, high)| {
        let Judged { right, read } = rule.judged;
        let findings = if read == 1 { "finding" } else { "findings" };
        let (low, high) = (low * 100.0, high * 100.0);
        format!(
            "In papers that were read while it was written: right in {right} of {read} {findings} (95 % interval {low:.0}–{high:.0} %); \
             expect less elsewhere."
        )
    });
    let said: Vec<String> = unseen.into_iter().chain(tuned).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn unseen(unseen: Unseen) -> Option<String> {
    let Unseen { right, defensible, wrong, papers } = unseen;
    let (low, high) = unseen.worth_saying().interval()?;
    let place = if papers == 1 { "paper" } else { "papers" };
    let counts = format!("{right} right, {defensible} defensible, {wrong} wrong, in {papers} {place}");
    Some(match unseen.is_few() {
        true => format!("{counts}: too few to tell"),
        false => {
            format!("{counts} (right or defensible: 95 % interval {:.0}–{:.0} %)", low * 100.0, high * 100.0)
        }
    })
}

/// Returns the built-in table leaves examples and phrases out, as no lint needs them; the file's text holds them.
fn with_examples(rule: &RuleFile) -> Option<RuleSpec> {
    spec::parse(&rule.spec.id, &rule.text).ok()
}

fn pieces<'r>(rule: &'r RuleFile, full: Option<&'r RuleSpec>) -> Vec<Piece<'r>> {
    let spec = &rule.spec;
    let mut pieces = vec![Piece::Heading("Why"), Piece::Text(Cow::from(&spec.why))];
    let unread = "Nobody has read its findings in real papers yet, so how often it is right is not known.";
    pieces.push(Piece::Heading("How often it is right"));
    pieces.push(Piece::Text(precision(rule).map_or(Cow::from(unread), Cow::from)));
    if !spec.settings.is_empty() {
        pieces.push(Piece::Heading("Settings"));
        pieces.extend(spec.settings.iter().map(|(name, setting)| Piece::Item(set(name, setting))));
    }
    if let Some(safety) = safest(full.unwrap_or(spec)) {
        let text = match safety {
            Safety::Safe => "`paperlint --fix` fixes it; the meaning stays the same.",
            Safety::Suggested => {
                "`paperlint --fix --suggested-fixes` fixes it where it can. Look at the changes: they may alter the meaning."
            }
        };
        pieces.extend([Piece::Heading("How to fix it"), Piece::Text(Cow::from(text))]);
    }
    if let Some(full) = full {
        for (name, text) in &full.files {
            pieces.push(Piece::Heading("Beside each example"));
            pieces.push(Piece::Text(Cow::from(format!("`{name}`:"))));
            pieces.push(Piece::Typed("markdown", text.trim().to_owned()));
        }
        examples("Found, where «…» marks it and ‹…› marks what belongs to it", &full.bad, &mut pieces);
        examples("Left alone", &full.good, &mut pieces);
    }
    if !spec.source.is_empty() {
        pieces.push(Piece::Heading("Where this comes from"));
        pieces.extend(spec.source.iter().map(Piece::Source));
    }
    pieces.push(Piece::Heading("To silence or change it"));
    pieces.push(Piece::Text(Cow::from("In one place, by a comment before it (`%` in LaTeX):")));
    pieces.push(Piece::Typed("markdown", format!("<!-- paperlint: allow {}: the reason -->", spec.id)));
    pieces.push(Piece::Text(Cow::from("In one run:")));
    pieces.push(Piece::Typed("sh", format!("paperlint --ignore {} PATH", spec.id)));
    pieces.push(Piece::Text(Cow::from("Or for good, in `paperlint.toml`:")));
    let settings = spec.settings.iter().map(|(name, setting)| format!("\n# {name} = {}", setting.default));
    let table = format!("[rules.{}]\nlevel = \"off\" # or advice, warning, error", spec.id);
    pieces.push(Piece::Typed("toml", table + &settings.collect::<String>()));
    pieces
}

fn examples<'r>(heading: &'static str, examples: &'r [Example], pieces: &mut Vec<Piece<'r>>) {
    if !examples.is_empty() {
        pieces.push(Piece::Heading(heading));
        pieces.extend(examples.iter().map(Piece::Example));
    }
}

/// Returns what is said below an example.
fn notes(example: &Example) -> Vec<String> {
    let section = example.section.iter().map(|title| format!("Under the heading `{title}`."));
    section.chain(example.note.clone()).collect()
}

/// Returns the safest fix that the rule has.
fn safest(spec: &RuleSpec) -> Option<Safety> {
    match &spec.detect {
        Detect::Phrases(phrases) => {
            let replaced = phrases.list.iter().filter(|phrase| phrase.replacement.is_some());
            replaced.filter_map(|phrase| phrase.fix.unwrap_or(phrases.fix).safety()).min()
        }
        Detect::Code(code) => code.fix.safety(),
        Detect::Pattern(_) | Detect::Measure(_) => None,
    }
}

/// `warning: 40 words (10 to 200). Why so.`
fn set(name: &str, setting: &Setting) -> String {
    let bounds = match (setting.min, setting.max) {
        (Some(min), Some(max)) => format!(" ({min} to {max})"),
        (Some(min), None) => format!(" (at least {min})"),
        (None, Some(max)) => format!(" (at most {max})"),
        (None, None) => String::new(),
    };
    let source = setting.source.as_deref().map(|source| format!(". {source}")).unwrap_or_default();
    format!("{name}: {} {}{bounds}{source}", setting.default, setting.unit)
}

/// A page for a terminal.
struct Terminal {
    out: String,
    columns: usize,
}

impl Terminal {
    fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Heading(heading) => {
                let strong = style::STRONG;
                let _ = writeln!(self.out, "\n{strong}{heading}{strong:#}");
            }
            Piece::Text(text) => self.text(2, text),
            Piece::Item(text) => self.text(2, text),
            Piece::Typed(_, lines) => lines.lines().for_each(|line| self.text(4, line)),
            Piece::Example(example) => self.example(example),
            Piece::Source(source) => {
                let says = source.says.as_deref().map(|says| format!(": {says}")).unwrap_or_default();
                self.text(2, &format!("{}{says}", source.title));
                source.url.iter().for_each(|url| self.text(2, url));
            }
        }
    }

    fn text(&mut self, indent: usize, text: &str) {
        for (index, paragraph) in text.trim().split("\n\n").enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            for line in wrapped(&clean::line(paragraph), self.columns.saturating_sub(indent).max(20)) {
                let _ = writeln!(self.out, "{:indent$}{}", "", line.trim());
            }
        }
    }

    /// The draft as it is written, its lines kept, and what it shows. An empty line parts it from another example.
    fn example(&mut self, example: &Example) {
        if !self.out.ends_with("\n\n") && self.out.lines().last().is_some_and(|line| line.starts_with("  ")) {
            self.out.push('\n');
        }
        let width = self.columns.saturating_sub(4).max(20);
        for line in example.text.trim_end().lines().flat_map(|line| wrapped(&clean::line(line), width)) {
            let _ = writeln!(self.out, "  │ {line}");
        }
        notes(example).iter().for_each(|note| self.text(4, note));
        example.fix.iter().for_each(|fix| self.text(4, &format!("Better: {fix}")));
    }
}

fn markdown(piece: &Piece<'_>, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = match piece {
        Piece::Heading(heading) => {
            let gap = if out.ends_with("\n\n") { "" } else { "\n" };
            writeln!(out, "{gap}## {heading}\n")
        }
        Piece::Text(text) => {
            let paragraphs: Vec<String> = text.trim().split("\n\n").map(one_line).collect();
            writeln!(out, "{}\n", paragraphs.join("\n\n"))
        }
        Piece::Item(text) => writeln!(out, "- {}", one_line(text)),
        Piece::Example(example) => {
            fenced(&example.text, example.format.name(), out);
            notes(example).iter().for_each(|note| out.push_str(&format!("{}\n\n", one_line(note))));
            if let Some(fix) = &example.fix {
                out.push_str("Better:\n\n");
                fenced(fix, example.format.name(), out);
            }
            Ok(())
        }
        Piece::Source(Source { title, url, says }) => {
            let title = one_line(title);
            let title = url.as_ref().map_or(title.clone(), |url| format!("[{title}]({})", clean::line(url)));
            let says = says.as_deref().map(|says| format!(": {}", one_line(says))).unwrap_or_default();
            writeln!(out, "- {title}{says}")
        }
        Piece::Typed(language, lines) => {
            fenced(lines, language, out);
            Ok(())
        }
    };
}

/// Text as it stands, between fences that it does not hold itself.
fn fenced(text: &str, format: &str, out: &mut String) {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    let format = if format == "plain" { "text" } else { format };
    let lines: Vec<_> = text.trim_matches('\n').lines().map(clean::line).collect();
    out.push_str(&format!("{fence}{}\n{}\n{fence}\n\n", clean::line(format), lines.join("\n")));
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    clean::line(&words.join(" ")).into_owned()
}
