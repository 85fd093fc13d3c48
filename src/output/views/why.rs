//! Why results are called planned or exploratory: each word that was read for it, and what its clause says.

use std::fmt::Write;

use serde::Serialize;

use crate::analysis::results::statements::{Covers, Heard, Mood, Polarity, Reach, Whose};
use crate::analysis::{Paper, Statement, Status};
use crate::output::places::{At, Places};
use crate::output::{clean, style};

/// A word that may say planned or exploratory, and how it was read.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    at: At,
    trigger: String,
    whose: Whose,
    polarity: Polarity,
    mood: Mood,
    covers: Covers,
    reach: Reach,
    /// What it says of results; `None` where it says nothing of the paper's own.
    status: Option<Status>,
}

/// Returns the words of a paper that were read, in order.
pub fn reasons(paper: &Paper<'_>, places: &Places<'_>) -> Vec<Reason> {
    let all = paper.results().statements.iter();
    all.flat_map(|statement| {
        statement.reading.heard.iter().map(|heard| reason(paper, places, statement, heard))
    })
    .collect()
}

fn reason(paper: &Paper<'_>, places: &Places<'_>, statement: &Statement<'_>, heard: &Heard) -> Reason {
    let reading = paper.document.reading();
    let at = statement.at_of(heard);
    Reason {
        trigger: reading.slice(at.start, at.end).to_owned(),
        at: places.at(reading, at),
        whose: heard.whose,
        polarity: heard.polarity,
        mood: heard.mood,
        covers: heard.covers,
        reach: heard.reach,
        status: heard.status,
    }
}

/// Returns a line for each reason. `file` is the one whose name need not be said.
pub fn full(reasons: &[Reason], file: &str) -> String {
    let (strong, faint) = (style::STRONG, style::FAINT);
    let mut out = String::new();
    for reason in reasons {
        let place = match reason.at.file == file {
            true => format!("line {}", reason.at.line),
            false => reason.at.shown(),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{faint}{place}:{faint:#} {strong}{}{strong:#} says {}; {}",
            clean::line(&reason.trigger),
            said(reason.status),
            [whose(reason.whose), polarity(reason.polarity), mood(reason.mood), reach(reason.reach)]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        );
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn said(status: Option<Status>) -> &'static str {
    match status {
        Some(Status::Planned) => "planned",
        Some(Status::Exploratory) => "exploratory",
        Some(Status::Both) => "some of each",
        None => "nothing",
    }
}

fn whose(whose: Whose) -> &'static str {
    match whose {
        Whose::Ours => "of the authors' own work",
        Whose::Others => "of others' work",
        Whose::General => "in general",
    }
}

fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Yes => "not denied",
        Polarity::No => "denied",
        Polarity::Partly => "of a part",
    }
}

fn mood(mood: Mood) -> &'static str {
    match mood {
        Mood::Fact => "",
        Mood::Possible => "as something that may be",
        Mood::Contrary => "as something that is not",
        Mood::Question => "as a question",
    }
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Paper => "for the whole paper",
        Reach::Study => "for one study",
        Reach::Section => "for its section",
        Reach::Result => "for one result",
    }
}
