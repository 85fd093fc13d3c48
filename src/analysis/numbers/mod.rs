//! The numbers of a text as values, however they are written: `12.4 %`, `0.124`, `1{,}204`, `twelve`, `$3\times10^4$`.

mod derived;
mod digits;
mod given;
mod measures;
mod near;
mod words;

pub use derived::Pair;
pub use given::Given;
pub use near::Near;
pub use words::{is_amount, value};

use std::ops::Range;

use super::Paper;
use crate::document::{Document, Kind, Token};
use crate::english::PERCENT_WORDS;
use crate::markup::Placeholder;
use crate::source::Span;
use digits::{Run, runs};
use measures::Measure;

/// A number and where it stands. Signs are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its bytes in the reading text.
    pub range: Range<u32>,
    /// Its value as written: `12.4` for 12.4 %, 2,500,000 for 2.5 million.
    pub value: f64,
    /// What one more in its last digit is worth: 0.1 for 12.4.
    pub step: f64,
    /// What it counts.
    pub unit: Unit,
    /// How it is written.
    pub form: Form,
    /// The units that the word after it may name.
    measures: &'static [Measure],
    /// Where its digits stand in the source, if it is set as math or by a command; empty for others.
    pub source: Span,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things, or a measure of any kind.
    Plain,
    /// Hundredths.
    Percent,
    /// How many times as much.
    Times,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In digits.
    Digits,
    /// In digits that may be a year, or a date.
    Year,
    /// In words.
    Words,
    /// Set as math or by a command, so its range may hold more than the number.
    Set,
}

impl Number {
    /// Returns the number as it is written, with the sign of percent.
    pub fn shown(&self, paper: &Paper<'_>) -> String {
        let Range { start, end } = self.range;
        let percent = if self.unit == Unit::Percent { "%" } else { "" };
        match self.form {
            Form::Set => format!("{}{percent}", paper.draft.text(self.source).replace(['{', '}', '\\'], "")),
            _ => format!("{}{percent}", paper.document.reading().slice(start, end)),
        }
    }

    /// Returns what is left of a hundred percent: 25 % of 75 %.
    pub fn rest(&self) -> Self {
        Self { value: 100.0 - self.value, ..self.clone() }
    }

    /// Returns whether a number as written elsewhere gives this one: the same value, or one that is this one once rounded to its last
    /// digit or to within `slack`; as a percentage or as a fraction, or in another unit.
    pub fn is_given_by(&self, other: &Self, slack: f64) -> bool {
        let near = |scale: f64| {
            let (far, step) = ((other.value * scale - self.value).abs(), other.step * scale);
            let lost = self.value.abs().max(1.0) * LOST;
            // A coarser number does not give the digits of a finer one, but 5.5 is 5.50, and 15k is 15,000.
            let half = if step > self.step * 1.001 { 0.0 } else { self.step / 2.0 };
            far <= lost || (step < self.step * 10.1 && far <= half.max(slack) + lost)
        };
        near(1.0)
            || match (self.unit, other.unit) {
                (Unit::Percent, Unit::Plain) => near(100.0),
                (Unit::Plain, Unit::Percent) => near(0.01),
                _ => self.scales_of(other).any(near),
            }
    }

    /// Returns what makes a value of `other` one in the units of this number, where both name units of one kind.
    fn scales_of(&self, other: &Self) -> impl Iterator<Item = f64> {
        let pairs =
            self.measures.iter().flat_map(|own| other.measures.iter().map(move |theirs| (own, theirs)));
        pairs.filter_map(|(own, theirs)| theirs.in_units_of(*own))
    }
}

/// What computers lose of a value of 1.
const LOST: f64 = 1e-9;

/// Returns the numbers of some tokens of a document, in order. A number may be read in two ways where its writing allows two; ranges are
/// two numbers.
pub fn numbers(paper: &Paper<'_>, tokens: &[Token]) -> Vec<Number> {
    let document = paper.document;
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let token = tokens[at];
        let rest = &tokens[at + 1..];
        at += 1;
        if let Some(number) = angle(document, token, rest) {
            found.push(number);
            at += ANGLE_SIGNS;
            continue;
        }
        match token.kind {
            Kind::Number if is_citation(document, tokens, at - 1) || is_in_reference(document, token) => {}
            Kind::Number => written(document, token, rest, &mut found),
            Kind::Word => {
                if let Some((value, taken)) = words::read(document, &tokens[at - 1..]) {
                    at += taken - 1;
                    let unit = unit(document, &tokens[at..]);
                    let range = token.start..tokens[at - 1].end;
                    let measures = measures_after(document, token, &tokens[at..]);
                    let source = Span::default();
                    found.push(Number { range, value, step: 1.0, unit, form: Form::Words, measures, source });
                }
            }
            _ => {}
        }
        set(paper, token, rest, &mut found);
    }
    found
}

/// Returns whether a token stands in a reference that is written out, `[J. Fluid Mech. 407, 27 (2000)]`, whose stops may end sentences.
fn is_in_reference(document: &Document<'_>, token: Token) -> bool {
    let (text, at) = (document.reading().text(), token.start as usize);
    let from = at.saturating_sub(LONGEST_REFERENCE);
    let until = (at + LONGEST_REFERENCE).min(text.len());
    let (before, after) = (&text.as_bytes()[from..at], &text.as_bytes()[at..until]);
    let open = memchr::memrchr3(b'[', b']', b'\n', before).filter(|&open| before[open] == b'[');
    let Some(open) = open else { return false };
    let Some(close) = memchr::memchr2(b']', b'\n', after) else { return false };
    let inside = text.get(from + open..at + close).unwrap_or("");
    let is_year = |part: &str| {
        let year = part.get(..4).unwrap_or("");
        part.get(4..5) == Some(")")
            && year.bytes().all(|byte| byte.is_ascii_digit())
            && year.starts_with(['1', '2'])
    };
    let is_page = |part: &str| part.trim_start().starts_with(|c: char| c.is_ascii_digit());
    inside.split('(').skip(1).any(is_year) && inside.split(',').skip(1).any(is_page)
}

/// Bytes between a bracket and a number of the reference in it.
const LONGEST_REFERENCE: usize = 300;

/// Returns the value of a whole number up to ten, in digits or in a word.
fn small(text: &str) -> Option<u32> {
    let value = text.parse().ok().or_else(|| words::value(text));
    value.filter(|&value| value <= 10)
}

/// Returns whether a token is a citation written out: `[3,29]`, `[7-9]`.
fn is_citation(document: &Document<'_>, tokens: &[Token], at: usize) -> bool {
    let is = |at: Option<usize>, mark| {
        at.and_then(|at| tokens.get(at)).is_some_and(|token: &Token| token.is(mark))
    };
    let is_count = |c: char| c.is_ascii_digit() || matches!(c, ',' | '-' | '–');
    is(at.checked_sub(1), b'[')
        && is(Some(at + 1), b']')
        && document.token_text(tokens[at]).chars().all(is_count)
}

/// The numbers of what a token holds of math and commands: all of it, or a part as in `$1{,}311$-probe`.
fn set(paper: &Paper<'_>, token: Token, rest: &[Token], found: &mut Vec<Number>) {
    let document = paper.document;
    let text = document.token_text(token);
    // No placeholder is in ASCII.
    if text.is_ascii() {
        return;
    }
    for (at, c) in text.char_indices() {
        if !Placeholder::from_char(c).is_some_and(may_hold) {
            continue;
        }
        let start = token.start + at as u32;
        let range = start..start + c.len_utf8() as u32;
        for span in document.reading().source_of(range.start, range.end) {
            let unit = unit(document, rest);
            let measures = measures_after(document, token, rest);
            found.extend(runs(paper.draft.text(span)).map(|run| Number {
                measures,
                unit: if run.unit == Unit::Plain { unit } else { run.unit },
                source: Span::new(span.start + run.at, span.start + run.at + run.len),
                ..run.number(range.clone(), Form::Set)
            }));
        }
    }
}

/// Returns the numbers of a piece of source that is not read as prose: display math, code, a drawing. They have no place in the reading
/// text.
fn numbers_of_source(text: &str) -> impl Iterator<Item = Number> + '_ {
    runs(text).map(|run| run.number(0..0, Form::Set))
}

fn may_hold(placeholder: Placeholder) -> bool {
    use Placeholder::{Code, DisplayMath, Math, Statistic};
    matches!(placeholder, Math | Statistic | Placeholder::Number | DisplayMath | Code)
}

/// The numbers of a token in digits: `3.1`, `10-fold`, `1990–1995`, `16k`.
fn written(document: &Document<'_>, token: Token, rest: &[Token], found: &mut Vec<Number>) {
    let text = document.token_text(token);
    let unit = unit(document, rest);
    let scale = words::scale(document, rest.first());
    let measures = measures_after(document, token, rest);
    let first = found.len();
    for run in runs(text) {
        let mut number = run.number(token.start + run.at..token.start + run.at + run.len, form(text, &run));
        number.unit = if run.unit == Unit::Plain { unit } else { run.unit };
        number.measures = measures;
        number.value *= scale;
        number.step *= scale;
        found.push(number);
    }
    // `1 204` is one number; that it may be two is kept.
    if let (Some(next), [number]) = (rest.first(), &found[first..])
        && number.value < 1000.0
        && number.step == 1.0
        && next.kind == Kind::Number
        && next.start <= token.end + LONGEST_SPACE
        && let [thousands] = runs(document.token_text(*next)).collect::<Vec<_>>().as_slice()
        && thousands.len == 3
        && thousands.step == 1.0
    {
        let value = number.value * 1000.0 + thousands.value;
        let range = token.start..next.end;
        let number = Number { value, ..number.clone() };
        found.push(Number { range, step: 1.0, ..number });
    }
}

/// The tokens of an angle after its first one.
const ANGLE_SIGNS: usize = 3;

/// Returns a number with the sign of its unit over its point, as astronomers set it: `3.″5`.
fn angle(document: &Document<'_>, whole: Token, rest: &[Token]) -> Option<Number> {
    let [dot, sign, part, ..] = rest else { return None };
    let touch = whole.end == dot.start && dot.end == sign.start && sign.end == part.start;
    let is_sign = || matches!(document.token_text(*sign), "″" | "′" | "°" | "ˢ" | "ᵐ" | "ʰ" | "ᵈ");
    if !dot.is(b'.') || !touch || !is_sign() || part.kind != Kind::Number {
        return None;
    }
    let digits = format!("{}.{}", document.token_text(whole), document.token_text(*part));
    let run = runs(&digits).next().filter(|run| run.len as usize == digits.len())?;
    Some(run.number(whole.start..part.end, Form::Digits))
}

/// Bytes of a space of any kind.
const LONGEST_SPACE: u32 = 3;

fn form(text: &str, run: &Run) -> Form {
    let is_four = run.len == 4 && run.step == 1.0;
    let may_be_year = is_four && (1800.0..2100.0).contains(&run.value) && !text.contains(',');
    if may_be_year { Form::Year } else { Form::Digits }
}

/// Returns the units that the letters behind the digits of a token may name, or else the word after it.
fn measures_after(document: &Document<'_>, token: Token, rest: &[Token]) -> &'static [Measure] {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–');
    match document.token_text(token).trim_start_matches(is_digit) {
        "" => {}
        unit if token.kind == Kind::Number => return measures::of(unit),
        _ => {}
    }
    rest.first().map_or(&[], |next| measures::of(document.token_text(*next)))
}

/// Returns what the tokens after a number say that it counts.
fn unit(document: &Document<'_>, rest: &[Token]) -> Unit {
    let text = |token: &Token| document.token_text(*token);
    match rest {
        [next, ..] if next.is(b'%') => Unit::Percent,
        [next, after, ..] if text(next) == "per" && text(after) == "cent" => Unit::Percent,
        [next, ..] => match text(next) {
            word if PERCENT_WORDS.contains(&word) => Unit::Percent,
            "times" | "fold" | "×" => Unit::Times,
            _ => Unit::Plain,
        },
        [] => Unit::Plain,
    }
}
