//! `marked-change`: changes and highlights that are still marked.

use crate::analysis::Paper;
use crate::document::Block;
use crate::findings::{Place, Report, Severity};
use crate::markup::{BlockKind, Command};
use crate::rules::{Matcher, PaperCheck, Words};
use crate::source::{Format, Span};

/// Marks of a revision, each kind once with how many there are.
#[derive(serde::Deserialize)]
pub struct MarkedChange {
    changes: Words,
    highlights: Words,
    colours: Words,
    /// Colours that mark a revision.
    marking: Words,
    #[serde(rename = "markdown-regex")]
    markdown: Matcher,
}

impl PaperCheck for MarkedChange {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let mut found: [(&'static str, Vec<Span>); 3] =
            [("change", Vec::new()), ("colour", Vec::new()), ("highlight", Vec::new())];
        let mut tables = 0_usize;
        for command in &paper.written().commands {
            if matches!(command.name, "begin" | "end") && is_drawing(command) {
                tables = if command.name == "begin" { tables + 1 } else { tables.saturating_sub(1) };
            }
            if command.is_preamble || tables > 0 {
                continue;
            }
            let kind = match command.name {
                name if self.changes.contains(name) => 0,
                name if self.highlights.contains(name) => 2,
                name if self.colours.contains(name) && self.marks(command) => 1,
                _ => continue,
            };
            if command.argument().is_some() {
                found[kind].1.push(command.whole());
            }
        }
        found[0].1.extend(self.in_markdown(paper));
        for (variant, places) in found {
            let Some(first) = places.first() else { continue };
            let words = paper.draft.text(*first);
            let colour = words.split(['{', '}']).nth(1).unwrap_or("").to_owned();
            out.place(Place::source(*first), Severity::Warning)
                .variant(variant)
                .value("found", shortened(words))
                .value("colour", colour)
                .value("count", places.len() as u32 - 1);
        }
    }
}

impl MarkedChange {
    /// Returns whether a command marks text with a colour of revisions.
    fn marks(&self, command: &Command<'_>) -> bool {
        let given = command.arguments();
        let mut given = given.iter().filter(|given| !given.is_optional);
        let is_marking = given.next().is_some_and(|given| self.marking.contains(given.text.trim()));
        // A word in red may be a legend; a sentence is not.
        let words = given.next().map_or(0, |given| given.text.split_whitespace().count());
        is_marking && (words >= FEWEST || command.name == "color")
    }

    fn in_markdown(&self, paper: &Paper<'_>) -> Vec<Span> {
        let files = paper.draft.files().iter().filter(|file| file.format == Format::Markdown);
        let spans = files.flat_map(|file| {
            let span = |range: std::ops::Range<usize>| {
                Span::new(file.base + range.start as u32, file.base + range.end as u32)
            };
            self.markdown.find_iter(&file.text).map(span)
        });
        let holds = |block: &Block, span: &Span| {
            block.kind == BlockKind::Code && block.source.start <= span.start && span.end <= block.source.end
        };
        spans.filter(|span| !paper.document.blocks().iter().any(|block| holds(block, span))).collect()
    }
}

/// Words that a coloured passage has, or more.
const FEWEST: usize = 3;

/// Returns the first words of what is marked.
fn shortened(text: &str) -> String {
    text.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
}

/// Returns whether an environment is a table or draws: colours have a meaning there.
fn is_drawing(command: &Command<'_>) -> bool {
    let name = command.argument().map_or("", |given| given.text);
    ["tikz", "pgf", "tab", "figure", "array", "algorithm", "tcolorbox", "frame"]
        .iter()
        .any(|part| name.contains(part))
}
