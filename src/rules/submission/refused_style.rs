//! `refused-style`: a change of the style that the venue's page refuses.

use crate::analysis::Paper;
use crate::findings::{Place, Report};
use crate::markup::Command;
use crate::rules::PaperCheck;

/// Changes of a style, each kind once.
#[derive(serde::Deserialize)]
pub struct RefusedStyle;

impl PaperCheck for RefusedStyle {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Some(venue) = &paper.draft.declared().asked else { return };
        for refusal in &venue.refusal {
            let is_one = |command: &&Command<'_>| refusal.commands.iter().any(|written| is(command, written));
            if let Some(command) = paper.written().commands.iter().find(is_one) {
                let found = paper.draft.text(command.whole());
                out.place(Place::source(command.whole()), refusal.force.into())
                    .value("venue", venue.venue.as_str())
                    .value("what", refusal.what.as_str())
                    .value("found", found);
            }
        }
    }
}

/// Returns whether a command is one that is written so: `linespread`, `vspace{-`, `usepackage{geometry`.
fn is(command: &Command<'_>, written: &str) -> bool {
    match written.split_once(['{', ' ']) {
        None => command.name == written,
        Some((name, _)) if command.name != name => false,
        Some((_, start)) if written.contains('{') => command.argument().is_some_and(|given| {
            let names = given.text.split(',').map(str::trim);
            if command.name == "usepackage" {
                names.into_iter().any(|name| name == start.trim_end_matches('}'))
            } else {
                given.text.trim_start().starts_with(start)
            }
        }),
        Some((_, start)) => command.rest_of_line().trim_start().starts_with(start),
    }
}
