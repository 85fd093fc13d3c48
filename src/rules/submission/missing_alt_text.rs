//! `missing-alt-text`: a picture without a description, where the venue asks for one.

use crate::analysis::Paper;
use crate::findings::{Place, Report, Severity};
use crate::markup::Command;
use crate::rules::PaperCheck;
use crate::source::{Format, Span};

/// Pictures and what is said of them.
#[derive(serde::Deserialize)]
pub struct MissingAltText;

impl PaperCheck for MissingAltText {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(venue) = paper.draft.declared().asked.as_ref().filter(|venue| venue.alt_text) else {
            return;
        };
        for span in undescribed(&paper.written().commands).into_iter().chain(in_markdown(paper)) {
            out.place(Place::source(span), Severity::Warning).value("venue", venue.venue.as_str());
        }
    }
}

/// Returns the pictures of LaTeX: one description stands for all of its figure.
fn undescribed(commands: &[Command<'_>]) -> Vec<Span> {
    let (mut found, mut open): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
    let is_figure = |command: &Command<'_>| {
        command.argument().is_some_and(|given| matches!(given.text, "figure" | "figure*" | "teaserfigure"))
    };
    let (mut is_inside, mut is_described) = (false, false);
    for command in commands {
        match command.name {
            "begin" if is_figure(command) => (is_inside, is_described) = (true, false),
            "end" if is_figure(command) => {
                if !is_described {
                    found.append(&mut open);
                }
                open.clear();
                is_inside = false;
            }
            "Description" => is_described = true,
            "includegraphics" if command.option().is_some_and(|given| given.text.contains("alt")) => {}
            "includegraphics" if is_inside => open.push(command.whole()),
            "includegraphics" => found.push(command.whole()),
            _ => {}
        }
    }
    found
}

/// Returns the pictures of Markdown with nothing between the brackets.
fn in_markdown(paper: &Paper<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for file in paper.draft.files().iter().filter(|file| file.format == Format::Markdown) {
        for (at, _) in file.text.match_indices("![](") {
            let rest = file.text.get(at..).unwrap_or("");
            let (end, line) = (rest.find(')'), rest.find('\n').unwrap_or(rest.len()));
            if let Some(end) = end.filter(|end| *end < line) {
                found.push(Span::new(file.base + at as u32, file.base + (at + end + 1) as u32));
            }
        }
    }
    found
}
