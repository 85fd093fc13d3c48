//! What `paperlint reader` prints: what a naive reader meets, in order of first use, and where the paper explains it.

use std::fmt::Write;
use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::analysis::acronyms::{Acronym, Readers};
use crate::analysis::{Paper, Symbol, Term, TermKind};
use crate::output::json::{self, Head};
use crate::output::places::{At, Places};
use crate::output::table::fitted;
use crate::output::{clean, counted, style};

/// How the page is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderFormat {
    /// A table for people.
    Full,
    /// A page to hand to a reader with the paper.
    Markdown,
    /// One JSON value.
    Json,
}

/// Returns what a reader meets in papers, in order.
pub fn reader(pages: &[ReaderPage], format: ReaderFormat, columns: usize) -> String {
    let mut out = String::new();
    match format {
        ReaderFormat::Full => pages.iter().for_each(|page| page.full(columns, &mut out)),
        ReaderFormat::Markdown => pages.iter().for_each(|page| page.markdown(&mut out)),
        ReaderFormat::Json => return json::papers(pages),
    }
    out
}

/// What a reader of one paper meets.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ReaderPage {
    /// Which paper it is.
    #[serde(flatten)]
    pub head: Head,
    /// In the order in which a reader meets them.
    pub items: Vec<Item>,
}

/// One thing that a reader meets.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Item {
    /// As the paper writes it.
    pub what: String,
    /// What it is.
    pub kind: Kind,
    /// What it stands for, where the paper spells it out.
    pub means: Option<String>,
    /// How often it is used.
    pub uses: usize,
    /// Where it is used first.
    pub first_use: At,
    /// The place that explains it; the first one.
    pub explained: Option<At>,
    /// Whether readers know it without a word: most of its field, or as the configuration says.
    pub known: bool,
    /// Where it first stands, in bytes of the reading text.
    #[serde(skip)]
    at: u32,
}

/// What a reader meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// An acronym.
    Acronym,
    /// The name of a method, a model or a tool.
    Name,
    /// The name of a data set.
    DataSet,
    /// A term that is used again and again.
    Term,
    /// A symbol of mathematics.
    Symbol,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Acronym => "acronym",
            Self::Name => "name",
            Self::DataSet => "data set",
            Self::Term => "term",
            Self::Symbol => "symbol",
        }
    }
}

impl ReaderPage {
    /// Returns what a reader of a paper meets.
    pub(crate) fn of(paper: &Paper<'_>) -> Self {
        let places = Places::new(paper.draft);
        let at = |range: Range<u32>| places.at(paper.document.reading(), range);
        let acronyms = paper.acronyms().iter().filter_map(|acronym| of_acronym(paper, acronym, &at));
        let terms = paper.terms().into_iter().map(|term| of_term(term, &at));
        let symbols = paper.symbols().into_iter().filter_map(|symbol| of_symbol(paper, &symbol, &at));
        let mut items: Vec<Item> = acronyms.chain(terms).chain(symbols).collect();
        items.sort_by_key(|item| item.at);
        let mut seen = FxHashSet::default();
        items.retain(|item| seen.insert(item.what.clone()));
        Self { head: Head::of(paper.draft), items }
    }

    /// `line 12`, with the file where it is not the main one.
    fn place(&self, at: &At) -> String {
        if at.file == self.head.file { format!("line {}", at.line) } else { at.shown() }
    }

    /// `attack success rate (line 12)`, `line 12`, `nowhere`.
    fn explanation(&self, item: &Item) -> String {
        match (&item.means, &item.explained) {
            (Some(means), Some(at)) => format!("{means} ({})", self.place(at)),
            (_, Some(at)) => self.place(at),
            (_, None) if item.known => "known to readers".to_owned(),
            (_, None) => "nowhere".to_owned(),
        }
    }

    fn unexplained(&self) -> usize {
        self.items.iter().filter(|item| item.explained.is_none() && !item.known).count()
    }

    /// `41 things, 12 of them explained nowhere`
    fn summary(&self) -> String {
        let things = counted(self.items.len() as u64, "thing", "things");
        format!("{things} that a reader must know, {} of them explained nowhere", self.unexplained())
    }

    // Writing to a string cannot fail, here and below.
    fn full(&self, columns: usize, out: &mut String) {
        let (strong, faint) = (style::STRONG, style::FAINT);
        let _ = writeln!(out, "{strong}{}{strong:#}: {}\n", clean::line(&self.head.file), self.summary());
        if self.items.is_empty() {
            return;
        }
        let width = |of: &dyn Fn(&Item) -> usize, least: usize, most: usize| {
            self.items.iter().map(of).max().unwrap_or(0).clamp(least, most)
        };
        let what = width(&|item| clean::width(&item.what), "what".len(), WIDEST);
        let first = width(&|item| clean::width(&self.place(&item.first_use)), "first met".len(), columns / 3);
        let head = format!(
            "{}  {}  uses  {}  explained",
            fitted("what", what),
            fitted("kind", KIND),
            fitted("first met", first)
        );
        let _ = writeln!(out, "{faint}{head}{faint:#}");
        for item in &self.items {
            let _ = writeln!(
                out,
                "{}  {}  {:>4}  {}  {}",
                fitted(&item.what, what),
                fitted(item.kind.name(), KIND),
                item.uses,
                fitted(&self.place(&item.first_use), first),
                self.explanation(item)
            );
        }
        out.push('\n');
    }

    fn markdown(&self, out: &mut String) {
        let cell = |text: &str| text.replace('|', "\\|");
        let _ = writeln!(out, "# What a reader meets in {}\n", clean::line(&self.head.file));
        let _ = writeln!(out, "{INTRODUCTION}\n\n{}.\n", self.summary());
        out.push_str("| What | Kind | First met | Explained | Clear? |\n|---|---|---|---|---|\n");
        for item in &self.items {
            let (what, first) = (cell(&item.what), cell(&self.place(&item.first_use)));
            let _ = writeln!(
                out,
                "| {what} | {} | {first} | {} | |",
                item.kind.name(),
                cell(&self.explanation(item))
            );
        }
        out.push('\n');
    }
}

/// The widest column of what is met.
const WIDEST: usize = 32;

/// The widest name of a kind.
const KIND: usize = "data set".len();

const INTRODUCTION: &str = "Read the paper once. Write yes beside each line that you could explain to a friend when you came to its place, and no beside \
                            the others. A line that is explained nowhere, or gets a no, is one that the paper should explain.";

fn of_acronym(paper: &Paper<'_>, acronym: &Acronym, at: &impl Fn(Range<u32>) -> At) -> Option<Item> {
    let told = acronym.definitions.first();
    let first = acronym.uses.first().map(|place| place.range.clone());
    let is_written_so = || is_short_form(&acronym.short) && acronym.long().is_some();
    let first = first.or_else(|| told.map(|told| told.range.clone()).filter(|_| is_written_so()))?;
    if acronym.known_to == Readers::Everybody && told.is_none() {
        return None;
    }
    let is_declared = paper.draft.declared().acronyms.contains(&acronym.short);
    Some(Item {
        what: clean::line(&acronym.short).into_owned(),
        kind: if acronym.is_name { Kind::Name } else { Kind::Acronym },
        means: acronym.long().map(|long| clean::line(long).into_owned()),
        uses: acronym.uses.len(),
        at: first.start,
        first_use: at(first),
        explained: told.map(|told| at(told.range.clone())),
        known: is_declared || acronym.known_to != Readers::Nobody,
    })
}

/// Returns whether a word that is never used otherwise looks like a short form: capitals, or letters that are no word of every text (`bpp`,
/// and not `all`).
fn is_short_form(word: &str) -> bool {
    match word.chars().filter(|c| c.is_uppercase()).count() {
        0 => crate::analysis::is_content(word),
        capitals => capitals > 1,
    }
}

fn of_term(term: Term, at: &impl Fn(Range<u32>) -> At) -> Item {
    Item {
        what: clean::line(&term.text).into_owned(),
        kind: match term.kind {
            TermKind::Name => Kind::Name,
            TermKind::DataSet => Kind::DataSet,
            TermKind::Term => Kind::Term,
        },
        means: None,
        uses: term.uses as usize,
        at: term.first.start,
        first_use: at(term.first),
        explained: term.explained.map(at),
        known: false,
    }
}

/// Returns a symbol that stands in running text twice or more. A noun before one of its first uses says what it is, and so does a value.
fn of_symbol(paper: &Paper<'_>, symbol: &Symbol, at: &impl Fn(Range<u32>) -> At) -> Option<Item> {
    let (_, first) = symbol.uses.first().filter(|_| symbol.uses.len() > 1)?;
    let mut near = symbol.uses.iter().take(NEAR);
    let explained = near.find(|(sentence, token)| {
        let tokens = paper.document.sentence(*sentence).tokens();
        let place = tokens.iter().position(|other| other == token);
        let before = place.and_then(|place| tokens.get(place.checked_sub(1)?));
        symbol.has_value
            || before.is_some_and(|before| crate::analysis::is_content(paper.document.token_text(*before)))
    });
    Some(Item {
        what: clean::line(&symbol.written).into_owned(),
        kind: Kind::Symbol,
        means: None,
        uses: symbol.uses.len(),
        at: first.start,
        first_use: at(first.start..first.end),
        explained: explained.map(|(_, token)| at(token.start..token.end)),
        known: false,
    })
}

/// Uses of a symbol among which its explanation is looked for.
const NEAR: usize = 3;
