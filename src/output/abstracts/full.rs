//! An abstract as a page: each sentence with what it does, what is there and what is missing, and what a venue asks.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{AbstractView, REASONS, heading, shown};
use crate::analysis::moves::Move;
use crate::analysis::{Abstract, Expected, Moves, Paper};
use crate::output::places::Places;
use crate::output::summary::grouped;
use crate::output::terminal::wrapped;
use crate::output::{clean, counted, style};
use crate::rules::venues::{Limit, Venue};

/// From which probability on a move is listed as missing.
const MISSING: f64 = 0.5;

// Writing to a string cannot fail, here and below.
pub fn page(paper: &Paper<'_>, venue: Option<&Venue>, view: AbstractView, out: &mut String) {
    let strong = style::STRONG;
    let _ = write!(out, "{strong}{}{strong:#}", clean::line(&paper.draft.main().name));
    match paper.abstract_() {
        Abstract::Absent => out.push_str(": no abstract\n\n"),
        Abstract::NotReadable(_) => out.push_str(": the abstract is not in this source\n\n"),
        Abstract::Present(moves) => {
            let words = counted(u64::from(moves.printed_words), "word", "words");
            let count = counted(moves.sentences.len() as u64, "sentence", "sentences");
            // The two counts differ where math, numbers and dashes do.
            let own = match moves.words == moves.printed_words {
                true => String::new(),
                false => format!(" as venues count ({} as rules do)", grouped(u64::from(moves.words))),
            };
            let _ = writeln!(out, ": {words}{own}, {count}\n");
            sentences(paper, moves, view, out);
            out.push('\n');
            checklist(paper, moves, out);
            if let Some(venue) = venue {
                limits(venue, moves, out);
            }
            out.push('\n');
        }
    }
}

/// Columns of a line's number, of a move's name and of its share, each with the space after it.
const LINE: usize = 6;
const NAME: usize = 12;
const SHARE: usize = 7;

/// Each sentence beside its moves.
fn sentences(paper: &Paper<'_>, moves: &Moves<'_>, view: AbstractView, out: &mut String) {
    let places = Places::new(paper.draft);
    let (faint, strong) = (style::FAINT, style::STRONG);
    let room = view.columns.saturating_sub(LINE + NAME + SHARE).clamp(24, 100);
    let mut last = None;
    for (index, (&sentence, said)) in moves.sentences.iter().zip(&moves.read.said).enumerate() {
        let under = heading(sentence);
        if under != last {
            let title = clean::line(under.unwrap_or_default()).into_owned();
            let _ = writeln!(out, "{:indent$}{strong}{title}{strong:#}", "", indent = LINE + NAME + SHARE);
            last = under;
        }
        let line = places.sentence(sentence).line.to_string();
        let text = clean::line(&shown(paper, sentence)).into_owned();
        let mut labels = said.moves();
        let mut reasons = if view.reasons { moves.reasons(index) } else { Vec::new() };
        reasons.truncate(REASONS);
        let reasons: Vec<String> = reasons.into_iter().map(|(reason, _)| reason).collect();
        let text: Vec<String> = wrapped(&text, room).iter().map(|line| line.trim().to_owned()).collect();
        let reasons: Vec<String> = match reasons.as_slice() {
            [] => Vec::new(),
            reasons => {
                let because = clean::line(&reasons.join(", ")).into_owned();
                wrapped(&because, room)
                    .iter()
                    .map(|line| format!("{faint}{}{faint:#}", line.trim()))
                    .collect()
            }
        };
        let mut lines = text.into_iter().chain(reasons);
        let mut number = Some(line);
        loop {
            let (label, text) = (labels.next(), lines.next());
            if label.is_none() && text.is_none() {
                break;
            }
            let number = number.take().unwrap_or_default();
            let label = label.map_or_else(|| " ".repeat(NAME + SHARE), |(move_, share)| named(move_, share));
            let line = format!("{faint}{number:>4}{faint:#}  {label}{}", text.unwrap_or_default());
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
}

/// A move in its colour, and its share.
fn named(move_: Move, share: f64) -> String {
    let (colour, faint) = (colour(move_), style::FAINT);
    let percent = format!("{:.0} %", 100.0 * share);
    format!("{colour}{:<NAME$}{colour:#}{faint}{percent:>5}{faint:#}  ", move_.name())
}

fn colour(move_: Move) -> Style {
    match move_ {
        Move::Background => AnsiColor::Blue.on_default(),
        Move::Gap => AnsiColor::Magenta.on_default(),
        Move::Purpose => AnsiColor::Cyan.on_default(),
        Move::Method => AnsiColor::Yellow.on_default(),
        Move::Result => AnsiColor::Green.on_default(),
        Move::Conclusion => AnsiColor::BrightBlue.on_default(),
        Move::Other => style::FAINT,
    }
}

/// The six moves: which are there and which are not.
fn checklist(paper: &Paper<'_>, moves: &Moves<'_>, out: &mut String) {
    let doc_type = paper.doc_type();
    for move_ in Move::ALL.into_iter().filter(|&move_| move_ != Move::Other) {
        let missing = moves.missing(move_);
        let percent = format!("({:.0}% sure)", 100.0 * missing);
        let (is_kept, says) = match Expected::of(doc_type, move_) {
            _ if missing < MISSING => (Some(true), String::new()),
            // Not every type of paper is asked for it.
            Expected::Nothing => (None, format!("missing {percent}, not asked of this type of paper")),
            _ => (Some(false), format!("missing {percent}")),
        };
        item(is_kept, move_.name(), &says, out);
        let wants_number = move_ == Move::Result && Expected::of(doc_type, move_) == Expected::Needed;
        if wants_number && missing < MISSING && !moves.has_number {
            item(Some(false), "", "result has no number", out);
        }
    }
}

/// What a venue asks of the length, and whether it is kept.
fn limits(venue: &Venue, moves: &Moves<'_>, out: &mut String) {
    for Limit { unit, count, least, most, kept } in venue.limits(moves.counts()) {
        let asked = match (least, most) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("at least {least}"),
            (None, most) => format!("at most {}", most.unwrap_or_default()),
        };
        item(Some(kept), unit, &format!("{count} ({}: {asked})", venue.name), out);
    }
}

/// A line of a list: whether it is as it should be, what, and how.
fn item(is_kept: Option<bool>, name: &str, says: &str, out: &mut String) {
    let (sign, colour) = match is_kept {
        Some(true) => ("✓", AnsiColor::Green.on_default()),
        Some(false) => ("✗", AnsiColor::Red.on_default().bold()),
        None => ("·", style::FAINT),
    };
    let line = format!("  {colour}{sign}{colour:#}   {name:<NAME$}{says}");
    let _ = writeln!(out, "{}", line.trim_end());
}
