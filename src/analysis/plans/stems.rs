//! What a text is about, as stems and numbers, and what it counts and tests: by these a paper is matched with its plan.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{Hint, clauses, fits, says, spaced};
use crate::analysis::numbers::value;

/// Returns the stems and numbers of a text that say what it is about.
pub(super) fn content(text: &str) -> FxHashSet<String> {
    let text = text.replace(',', "");
    spaced(&text).split_whitespace().filter_map(stem).collect()
}

/// Returns a word without its ending, a number as digits; none for words that say little.
fn stem(word: &str) -> Option<String> {
    if let Some(number) = value(word) {
        return Some(number.to_string());
    }
    if is_number(word) {
        return Some(word.to_owned());
    }
    let word = IRREGULAR.get(word).copied().unwrap_or(word);
    if word.len() < 4 && !matches!(word, "age" | "sex" | "bmi" | "day") || SMALL.contains(word) {
        return None;
    }
    let stem = ["ing", "ed", "es", "er", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 2));
    let stem = stem.unwrap_or(word).trim_end_matches('e');
    // `dimmed` and `dim`, `rarely` and `rare`.
    let mut letters = stem.chars().rev();
    let is_doubled = letters.next() == letters.next() && !stem.ends_with("ss");
    Some(if is_doubled { stem.get(..stem.len() - 1).unwrap_or(stem).to_owned() } else { stem.to_owned() })
}

pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the clause of a sentence with words of a hint; all of it where that clause says little else.
pub(super) fn clause(text: &str, hint: Hint) -> &str {
    let clauses =
        clauses(text, 0).into_iter().filter_map(|range| text.get(range.start as usize..range.end as usize));
    let told = clauses.filter(|clause| says(clause, hint) && without(content(clause), hint).len() > 1);
    told.into_iter().next().unwrap_or(text)
}

/// Returns words of a hint left out.
pub(super) fn without(mut words: FxHashSet<String>, hint: Hint) -> FxHashSet<String> {
    words.retain(|word| !says(word, hint));
    ["primary", "secondary", "outcom", "measur", "exclud"].iter().for_each(|word| {
        words.remove(*word);
    });
    words
}

/// Returns the share of words that others hold, from 0 to 1.
pub(super) fn shared(words: &FxHashSet<String>, others: &FxHashSet<String>) -> f64 {
    words.iter().filter(|word| others.contains(*word)).count() as f64 / words.len().max(1) as f64
}

/// Numbers that count, each with the words behind it: `120`, `people`. Spans of time and shares count nothing that is observed.
pub(super) fn counts(text: &str) -> Vec<(String, String)> {
    let text = spaced(&text.replace(',', "").replace('%', " percent"));
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let in_words = numeral(words.get(at..).unwrap_or(&[]));
        let in_digits = || is_number(word).then(|| ((*word).to_owned(), 1));
        let Some((number, len)) = in_words.or_else(in_digits) else {
            at += 1;
            continue;
        };
        let behind = words.get(at + len..(at + len + 2).min(words.len())).unwrap_or(&[]).join(" ");
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or("");
        let what = if before == "n" { "n".to_owned() } else { behind };
        // `fewer than 14 diaries` is a bound.
        let is_bound = matches!(before, "than" | "least" | "most");
        if !is_bound && !says(what.split(' ').next().unwrap_or(""), Hint::Interval) {
            found.push((number, what));
        }
        at += len;
    }
    found
}

/// A number that something is more or less than: `four sessions` in `more than four sessions`.
pub(super) struct Bound {
    pub(super) number: String,
    /// What it counts, as a stem.
    pub(super) unit: Option<String>,
}

/// Returns the bounds in a text, in order.
pub(super) fn bounds(text: &str) -> Vec<Bound> {
    let text = spaced(&decimal(&text.replace(',', "").replace(['<', '>'], " than ")));
    let words: Vec<&str> = text.split_whitespace().collect();
    let bound = |at: usize| {
        let rest = words.get(at..)?;
        let word = rest.first().filter(|word| is_number(word)).map(|word| ((*word).to_owned(), 1));
        let (number, len) = numeral(rest).or(word)?;
        Some(Bound { number, unit: rest.get(len).and_then(|unit| stem(unit)) })
    };
    let before = words.iter().enumerate().filter(|(_, word)| says(word, Hint::Bound));
    before.filter_map(|(at, _)| bound(at + 1)).collect()
}

/// Returns a text whose decimals stay one word: `0'8`.
fn decimal(text: &str) -> String {
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = rest.next() {
        let is_inside = before.is_ascii_digit() && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if c == '.' && is_inside { '\'' } else { c });
        before = c;
    }
    out
}

/// Returns the number with which words begin, and how many of them it takes: `two hundred and forty` is 240.
fn numeral(words: &[&str]) -> Option<(String, usize)> {
    let mut number = value(words.first()?)?;
    let mut at = 1;
    let mut is_scaled = false;
    while let Some(word) = words.get(at) {
        let scale = [("hundred", 100), ("thousand", 1000)].into_iter().find(|(name, _)| name == word);
        let next = if *word == "and" { 1 } else { 0 };
        let more = words.get(at + next).and_then(|word| value(word)).filter(|_| is_scaled);
        match (scale, more) {
            (Some((_, scale)), _) => number = number.saturating_mul(scale),
            (None, Some(more)) => number = number.saturating_add(more),
            (None, None) => break,
        }
        at += if scale.is_some() { 1 } else { 1 + next };
        is_scaled = scale.is_some();
    }
    Some((number.to_string(), at))
}

/// Returns the families of tests that a text names; the kind of one that it names more closely is left out.
pub(super) fn families(text: &str) -> FxHashSet<&'static str> {
    let text = spaced(text);
    let named = FAMILIES.iter().filter(|(_, words)| fits(words, &text)).map(|(family, _)| *family);
    let mut named: FxHashSet<&str> = named.collect();
    let kinds: Vec<&str> =
        named.iter().filter_map(|family| family.split_once('.')).map(|(kind, _)| kind).collect();
    named.retain(|family| !kinds.contains(family));
    named
}

/// Returns a text, or the clauses of one that says a lot: a reader who takes it up does so in part.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_long = content(text).len() > LONG;
    let of_text =
        clauses(text, 0).into_iter().filter_map(|range| text.get(range.start as usize..range.end as usize));
    let parts: Vec<&str> = if is_long { of_text.collect() } else { vec![text] };
    parts.into_iter()
}

/// Stems up to which a text says one thing.
const LONG: usize = 16;

static FAMILIES: LazyLock<Vec<(&'static str, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/en/test_names.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(family, words)| (family, super::words::pieces(words)))
        .collect()
});

/// Forms of verbs that no ending tells, each with the verb.
static IRREGULAR: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines =
        include_str!("../../../data/en/irregular_forms.txt").lines().filter_map(|line| line.split_once(' '));
    lines.flat_map(|(verb, forms)| forms.split(' ').map(move |form| (form, verb))).collect()
});

/// Words that say little of what a sentence is about.
static SMALL: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../../data/en/plan_small_words.txt").split_whitespace().collect());
