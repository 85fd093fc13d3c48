//! What `paperlint abstract` prints: each sentence with what it does, what is there and what is missing, and what a venue asks.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::abstracts::{AbstractPage, Asked, Missing, Sentence};
use crate::analysis::Expected;
use crate::analysis::moves::Move;
use crate::output::json;
use crate::output::summary::grouped;
use crate::output::terminal::wrapped;
use crate::output::{clean, counted, style};
use crate::rules::venues::Limit;

/// How an abstract is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbstractFormat {
    /// A page for people.
    Full,
    /// One JSON value.
    Json,
}

/// What is shown of abstracts.
#[derive(Clone, Copy, Debug)]
pub struct AbstractView {
    /// How it is shown.
    pub format: AbstractFormat,
    /// Whether a page says what speaks for each move.
    pub reasons: bool,
    /// How wide a page is.
    pub columns: usize,
}

/// Returns what the abstracts of papers say, in order.
pub fn abstracts(pages: &[AbstractPage], view: AbstractView) -> String {
    match view.format {
        AbstractFormat::Full => pages.iter().map(|abstract_| page(abstract_, view)).collect(),
        AbstractFormat::Json => json::papers(pages),
    }
}

// Writing to a string cannot fail, here and below.
fn page(page: &AbstractPage, view: AbstractView) -> String {
    let strong = style::STRONG;
    let mut out = format!("{strong}{}{strong:#}", clean::line(&page.head.file));
    if !page.present {
        out.push_str(match page.is_elsewhere {
            true => ": the abstract is not in this source\n\n",
            false => ": no abstract\n\n",
        });
        return out;
    }
    let words = counted(u64::from(page.printed_words), "word", "words");
    let count = counted(page.sentences.len() as u64, "sentence", "sentences");
    // The two counts differ where math, numbers and dashes do.
    let own = match page.words == page.printed_words {
        true => String::new(),
        false => format!(" as venues count ({} as rules do)", grouped(u64::from(page.words))),
    };
    let _ = writeln!(out, ": {words}{own}, {count}\n");
    sentences(&page.sentences, view, &mut out);
    out.push('\n');
    page.missing.iter().for_each(|missing| checked(missing, page.has_number, &mut out));
    page.venue.iter().for_each(|venue| limits(venue, &mut out));
    out.push('\n');
    out
}

/// Columns of a line's number, of a move's name and of its share, each with the space after it.
const LINE: usize = 6;
const NAME: usize = 12;
const SHARE: usize = 7;

/// Each sentence beside its moves.
fn sentences(sentences: &[Sentence], view: AbstractView, out: &mut String) {
    let (faint, strong) = (style::FAINT, style::STRONG);
    let room = view.columns.saturating_sub(LINE + NAME + SHARE).clamp(24, 100);
    let mut last = None;
    for sentence in sentences {
        let under = sentence.heading.as_deref();
        if under != last {
            let title = clean::line(under.unwrap_or_default()).into_owned();
            let _ = writeln!(out, "{:indent$}{strong}{title}{strong:#}", "", indent = LINE + NAME + SHARE);
            last = under;
        }
        let line = sentence.at.line.to_string();
        let text = clean::line(&sentence.text).into_owned();
        let mut labels = sentence.moves.iter();
        let reasons = if view.reasons { sentence.reasons.as_slice() } else { &[] };
        let reasons: Vec<&str> = reasons.iter().map(|reason| reason.feature.as_str()).collect();
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
            let label =
                label.map_or_else(|| " ".repeat(NAME + SHARE), |label| named(label.r#move, label.share));
            let line = format!("{faint}{number:>4}{faint:#}  {label}{}", text.unwrap_or_default());
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
}

/// Returns a move in its colour, and its share.
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

/// One of the six moves: whether it is there, and where it is, whether results have a number.
fn checked(missing: &Missing, has_number: bool, out: &mut String) {
    let Missing { r#move: move_, probability, expected } = missing;
    let percent = format!("({:.0}% sure)", 100.0 * probability);
    let (is_kept, says) = match expected {
        _ if !missing.is_likely() => (Some(true), String::new()),
        // Not every type of paper is asked for it.
        Expected::Nothing => (None, format!("missing {percent}, not asked of this type of paper")),
        _ => (Some(false), format!("missing {percent}")),
    };
    item(is_kept, move_.name(), &says, out);
    let wants_number = *move_ == Move::Result && *expected == Expected::Needed;
    if wants_number && !missing.is_likely() && !has_number {
        item(Some(false), "", "result has no number", out);
    }
}

/// What a venue asks of the length, and whether it is kept.
fn limits(venue: &Asked, out: &mut String) {
    for Limit { unit, count, least, most, kept } in &venue.limits {
        let asked = match (least, most) {
            (Some(least), Some(most)) => format!("{least} to {most}"),
            (Some(least), None) => format!("at least {least}"),
            (None, most) => format!("at most {}", most.unwrap_or_default()),
        };
        item(Some(*kept), unit, &format!("{count} ({}: {asked})", venue.name), out);
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
