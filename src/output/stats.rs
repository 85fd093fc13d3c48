//! What `paperlint stats` prints.

use std::fmt::Write;

use serde::Serialize;

use super::json::{self, rounded};
use super::places::{At, Places};
use super::summary::{grouped, shape};
use super::table::fitted;
use super::terminal::folded;
use super::{clean, counted, style};
use crate::analysis::{Counts, SectionStats, Stats};
use crate::document::{Document, Lexicon};
use crate::markup;
use crate::source::Draft;

/// How counts are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatsFormat {
    /// Tables for people.
    Full,
    /// One JSON value.
    Json,
    /// A line for each section and each paper.
    Csv,
}

/// The counts of each draft, in order.
pub fn stats(drafts: &[Draft], format: StatsFormat, columns: usize) -> String {
    let mut out = String::new();
    let mut papers = Vec::new();
    if format == StatsFormat::Csv {
        out.push_str(CSV_HEAD);
    }
    for draft in drafts {
        let reading = markup::read(draft);
        let document = Document::new(&reading, &Lexicon::default());
        let stats = Stats::of(&document);
        match format {
            StatsFormat::Full => full(draft, &stats, columns, &mut out),
            StatsFormat::Json => papers.push(PaperJson::new(draft, &stats)),
            StatsFormat::Csv => csv(draft, &stats, &mut out),
        }
    }
    if format == StatsFormat::Json {
        return json::papers(&papers);
    }
    out
}

/// Columns of the table that hold numbers, each with its width.
const NUMBERS: [(&str, usize); 6] =
    [("words", 8), ("sentences", 11), ("paragraphs", 12), ("mean", 7), ("median", 8), ("longest", 9)];

// Writing to a string cannot fail, here and below.
fn full(draft: &Draft, stats: &Stats<'_>, columns: usize, out: &mut String) {
    let (strong, faint) = (style::STRONG, style::FAINT);
    let _ = writeln!(out, "{strong}{}{strong:#}\n", clean::line(&draft.main().name));
    let numbers: usize = NUMBERS.iter().map(|(_, width)| width).sum();
    let room = columns.saturating_sub(numbers).max(16);
    let titles: Vec<String> = stats.sections.iter().map(|section| title(section, stats)).collect();
    let longest = titles.iter().map(|title| clean::width(title)).max().unwrap_or(0);
    let width = longest.clamp("in all".len(), room);
    let head: String = NUMBERS.iter().map(|(name, width)| format!("{name:>width$}")).collect();
    let _ = writeln!(out, "{faint}{:width$}{head}{faint:#}", "");
    for (section, title) in stats.sections.iter().zip(&titles) {
        let _ = writeln!(out, "{}{}", fitted(title, width), row(&section.text));
    }
    let _ = writeln!(out, "{strong}{}{}{strong:#}\n", fitted("in all", width), row(&stats.text));
    histogram(&stats.text, out);
    out.push_str(&shape(stats.shape));
    if let Some(longest) = stats.text.longest {
        let at = Places::new(draft).sentence(longest).shown();
        let _ = writeln!(out, "the longest sentence has {}: {at}", words(longest.words()));
    }
    let beside = beside(stats);
    let beside: Vec<String> = beside.lines().map(|line| folded(line, columns)).collect();
    let _ = writeln!(out, "\n{}\n", beside.join("\n"));
}

/// What there is besides the text.
fn beside(stats: &Stats<'_>) -> String {
    let abstract_ = match stats.abstract_.words {
        0 => "no abstract".to_owned(),
        count => format!("abstract: {}", words(count)),
    };
    let things = [
        counted(u64::from(stats.citations), "citation", "citations"),
        counted(u64::from(stats.figures), "figure", "figures"),
        counted(u64::from(stats.tables), "table", "tables"),
        counted(u64::from(stats.equations), "displayed equation", "displayed equations"),
    ];
    let others = [
        (stats.heading_words, "headings"),
        (stats.caption_words, "captions"),
        (stats.footnote_words, "footnotes"),
        (stats.backmatter_words, "statements and acknowledgements"),
    ];
    let others: Vec<String> =
        others.iter().map(|(count, name)| format!("{} in {name}", grouped(u64::from(*count)))).collect();
    format!("{abstract_}\n{}\nwords not counted above: {}\n", things.join(", "), others.join(", "))
}

fn row(counts: &Counts<'_>) -> String {
    let longest = counts.lengths.last().copied().unwrap_or(0);
    let values = [
        grouped(u64::from(counts.words)),
        grouped(counts.sentences() as u64),
        grouped(u64::from(counts.paragraphs)),
        format!("{:.1}", counts.mean()),
        counts.median().to_string(),
        longest.to_string(),
    ];
    values.iter().zip(NUMBERS).map(|(value, (_, width))| format!("{value:>width$}")).collect()
}

/// The last words that each bar of the histogram counts; the last bar counts the rest.
const BARS: [u32; 5] = [10, 20, 30, 40, 50];

/// The longest bar, in columns.
const LONGEST_BAR: usize = 40;

fn histogram(counts: &Counts<'_>, out: &mut String) {
    let below = |limit: u32| counts.lengths.partition_point(|&words| words <= limit);
    let mut bars = Vec::new();
    let mut from = 0;
    for limit in BARS {
        bars.push((format!("{}–{limit}", from + 1), below(limit) - below(from)));
        from = limit;
    }
    bars.push((format!("{}+", from + 1), counts.sentences() - below(from)));
    let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let faint = style::FAINT;
    let _ = writeln!(out, "{faint}words   sentences{faint:#}");
    for (name, count) in bars {
        let bar = "█".repeat((count * LONGEST_BAR).div_ceil(most));
        let _ = writeln!(out, "{name:<7} {bar}{}{count}", if bar.is_empty() { "" } else { " " });
    }
}

fn title(section: &SectionStats<'_>, stats: &Stats<'_>) -> String {
    let indent = "  ".repeat(section.depth);
    format!("{indent}{}", clean::line(&heading(section, stats)))
}

fn heading(section: &SectionStats<'_>, stats: &Stats<'_>) -> String {
    let text = section.heading.map_or("", |heading| heading.text());
    let is_shown = |c: &char| markup::Placeholder::from_char(*c).is_none();
    match text.trim() {
        "" if section.text.words == stats.abstract_.words => "Abstract".to_owned(),
        "" => "before the first heading".to_owned(),
        text => text.chars().filter(is_shown).collect(),
    }
}

fn words(count: u32) -> String {
    counted(u64::from(count), "word", "words")
}

const CSV_HEAD: &str = "paper,section,depth,words,sentences,paragraphs,mean,median,longest,over_30,over_40,citations,figures,tables,equations,\
                        abstract_words,heading_words,caption_words,footnote_words,backmatter_words\n";

fn csv(draft: &Draft, stats: &Stats<'_>, out: &mut String) {
    let name = quoted(&draft.main().name);
    for section in &stats.sections {
        let _ = writeln!(
            out,
            "{name},{},{},{},,,,,,,,,",
            quoted(&heading(section, stats)),
            section.depth,
            csv_counts(&section.text)
        );
    }
    let Stats { citations, figures, tables, equations, abstract_, .. } = stats;
    let Stats { heading_words, caption_words, footnote_words, backmatter_words, .. } = stats;
    let _ = writeln!(
        out,
        "{name},,,{},{citations},{figures},{tables},{equations},{},{heading_words},{caption_words},{footnote_words},{backmatter_words}",
        csv_counts(&stats.text),
        abstract_.words
    );
}

fn csv_counts(counts: &Counts<'_>) -> String {
    format!(
        "{},{},{},{:.2},{},{},{:.4},{:.4}",
        counts.words,
        counts.sentences(),
        counts.paragraphs,
        counts.mean(),
        counts.median(),
        counts.lengths.last().unwrap_or(&0),
        counts.share_over(30),
        counts.share_over(40)
    )
}

/// A value as RFC 4180 writes it.
fn quoted(text: &str) -> String {
    let text = clean::line(text);
    // What runs jobs takes a line that begins with two colons for a command.
    if text.contains([',', '"']) || text.starts_with("::") {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

#[derive(Serialize)]
struct PaperJson {
    file: String,
    text: CountsJson,
    median_paragraph: u32,
    longest_paragraph: u32,
    sections: Vec<SectionJson>,
    abstract_words: u32,
    heading_words: u32,
    caption_words: u32,
    footnote_words: u32,
    backmatter_words: u32,
    citations: u32,
    figures: u32,
    tables: u32,
    equations: u32,
}

#[derive(Serialize)]
struct SectionJson {
    heading: Option<String>,
    depth: usize,
    #[serde(flatten)]
    text: CountsJson,
}

#[derive(Serialize)]
struct CountsJson {
    words: u32,
    sentences: usize,
    paragraphs: u32,
    mean_sentence: f64,
    median_sentence: f64,
    share_over_30: f64,
    share_over_40: f64,
    longest_sentence: Option<LongestJson>,
}

#[derive(Serialize)]
struct LongestJson {
    words: u32,
    #[serde(flatten)]
    at: At,
}

impl PaperJson {
    fn new(draft: &Draft, stats: &Stats<'_>) -> Self {
        let places = Places::new(draft);
        let section = |section: &SectionStats<'_>| SectionJson {
            heading: section.heading.map(|_| heading(section, stats)),
            depth: section.depth,
            text: CountsJson::new(&places, &section.text),
        };
        Self {
            file: draft.main().name.clone(),
            text: CountsJson::new(&places, &stats.text),
            median_paragraph: stats.shape.median_paragraph,
            longest_paragraph: stats.shape.longest_paragraph,
            sections: stats.sections.iter().map(section).collect(),
            abstract_words: stats.abstract_.words,
            heading_words: stats.heading_words,
            caption_words: stats.caption_words,
            footnote_words: stats.footnote_words,
            backmatter_words: stats.backmatter_words,
            citations: stats.citations,
            figures: stats.figures,
            tables: stats.tables,
            equations: stats.equations,
        }
    }
}

impl CountsJson {
    fn new(places: &Places<'_>, counts: &Counts<'_>) -> Self {
        let longest = counts
            .longest
            .map(|sentence| LongestJson { words: sentence.words(), at: places.sentence(sentence) });
        Self {
            words: counts.words,
            sentences: counts.sentences(),
            paragraphs: counts.paragraphs,
            mean_sentence: rounded(counts.mean()),
            median_sentence: counts.median(),
            share_over_30: rounded(counts.share_over(30)),
            share_over_40: rounded(counts.share_over(40)),
            longest_sentence: longest,
        }
    }
}
