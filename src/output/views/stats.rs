//! What `paperlint stats` prints.

use std::fmt::Write;

use serde::Serialize;

use crate::analysis::{Counts, Paper, SectionStats, Shape, Stats};
use crate::markup::Placeholder;
use crate::output::json::{self, Head, rounded};
use crate::output::places::{At, Places};
use crate::output::summary::{grouped, shape};
use crate::output::table::fitted;
use crate::output::terminal::folded;
use crate::output::{clean, counted, style};

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

/// Returns the counts of papers, in order.
pub fn stats(pages: &[StatsPage], format: StatsFormat, columns: usize) -> String {
    match format {
        StatsFormat::Full => pages.iter().map(|page| page.full(columns)).collect(),
        StatsFormat::Json => json::papers(pages),
        StatsFormat::Csv => {
            let mut out = CSV_HEAD.to_owned();
            pages.iter().for_each(|page| page.csv(&mut out));
            out
        }
    }
}

/// How much of what a paper holds, section by section.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct StatsPage {
    /// Which paper it is.
    #[serde(flatten)]
    pub head: Head,
    /// Its running text.
    pub text: Counted,
    /// Words of the paragraph that half of them are shorter than.
    pub median_paragraph: u32,
    /// Words of the longest paragraph.
    pub longest_paragraph: u32,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Words of the abstract.
    pub abstract_words: u32,
    /// Words of headings.
    pub heading_words: u32,
    /// Words of captions.
    pub caption_words: u32,
    /// Words of footnotes.
    pub footnote_words: u32,
    /// Words of statements and acknowledgements.
    pub backmatter_words: u32,
    /// Citations.
    pub citations: u32,
    /// Figures.
    pub figures: u32,
    /// Tables.
    pub tables: u32,
    /// Displayed equations.
    pub equations: u32,
    /// Entries of the files of references that nothing cites; absent where none was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncited_entries: Option<usize>,
    #[serde(skip)]
    shape: Shape,
}

/// How much of what a section holds.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Section {
    /// Its heading, where it has one.
    pub heading: Option<String>,
    /// Where its heading stands.
    #[serde(skip)]
    pub(crate) at: Option<At>,
    /// Its heading, or what stands for one.
    #[serde(skip)]
    title: String,
    /// How many sections it lies in.
    pub depth: usize,
    /// Its running text.
    #[serde(flatten)]
    pub text: Counted,
}

/// Counts of running text.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Counted {
    /// Its words.
    pub words: u32,
    /// Its sentences.
    pub sentences: usize,
    /// Its paragraphs.
    pub paragraphs: u32,
    /// Words of a sentence on average.
    #[serde(serialize_with = "rounded")]
    pub mean_sentence: f64,
    /// Words of the sentence that half of them are shorter than.
    pub median_sentence: f64,
    /// The share of sentences over 30 words, from 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub share_over_30: f64,
    /// The share of sentences over 40 words, from 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub share_over_40: f64,
    /// The longest sentence.
    pub longest_sentence: Option<Longest>,
    /// The words of each sentence, the fewest first.
    #[serde(skip)]
    lengths: Vec<u32>,
}

/// The longest sentence of a text.
#[derive(Clone, Debug, Serialize)]
pub struct Longest {
    /// Its words.
    pub words: u32,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// Columns of the table that hold numbers, each with its width.
const NUMBERS: [(&str, usize); 6] =
    [("words", 8), ("sentences", 11), ("paragraphs", 12), ("mean", 7), ("median", 8), ("longest", 9)];

/// The last words that each bar of the histogram counts; the last bar counts the rest.
const BARS: [u32; 5] = [10, 20, 30, 40, 50];

/// The longest bar, in columns.
const LONGEST_BAR: usize = 40;

impl StatsPage {
    /// Returns the counts of a paper.
    pub(crate) fn of(paper: &Paper<'_>) -> Self {
        let (places, stats) = (Places::new(paper.draft), paper.stats());
        let section = |section: &SectionStats<'_>| {
            let title = title(section, &stats);
            let heading = section.heading.map(|_| title.clone());
            let at = section.heading.map(|heading| places.at(paper.document.reading(), heading.range()));
            Section { heading, at, title, depth: section.depth, text: Counted::new(&places, &section.text) }
        };
        Self {
            head: Head::of(paper.draft),
            text: Counted::new(&places, &stats.text),
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
            uncited_entries: paper.bibliography().uncited(),
            shape: stats.shape,
        }
    }

    // Writing to a string cannot fail, here and below.
    fn full(&self, columns: usize) -> String {
        let (strong, faint) = (style::STRONG, style::FAINT);
        let mut out = format!("{strong}{}{strong:#}\n\n", clean::line(&self.head.file));
        let numbers: usize = NUMBERS.iter().map(|(_, width)| width).sum();
        let room = columns.saturating_sub(numbers).max(16);
        let titles: Vec<String> = self.sections.iter().map(Section::indented).collect();
        let longest = titles.iter().map(|title| clean::width(title)).max().unwrap_or(0);
        let width = longest.clamp("in all".len(), room);
        let head: String = NUMBERS.iter().map(|(name, width)| format!("{name:>width$}")).collect();
        let _ = writeln!(out, "{faint}{:width$}{head}{faint:#}", "");
        for (section, title) in self.sections.iter().zip(&titles) {
            let _ = writeln!(out, "{}{}", fitted(title, width), section.text.row());
        }
        let _ = writeln!(out, "{strong}{}{}{strong:#}\n", fitted("in all", width), self.text.row());
        self.text.histogram(&mut out);
        out.push_str(&shape(self.shape));
        if let Some(longest) = &self.text.longest_sentence {
            let _ =
                writeln!(out, "the longest sentence has {}: {}", words(longest.words), longest.at.shown());
        }
        let beside = self.beside();
        let beside: Vec<String> = beside.lines().map(|line| folded(line, columns)).collect();
        let _ = writeln!(out, "\n{}\n", beside.join("\n"));
        out
    }

    /// Returns what there is besides the text.
    fn beside(&self) -> String {
        let abstract_ = match self.abstract_words {
            0 => "no abstract".to_owned(),
            count => format!("abstract: {}", words(count)),
        };
        let mut things = vec![
            counted(u64::from(self.citations), "citation", "citations"),
            counted(u64::from(self.figures), "figure", "figures"),
            counted(u64::from(self.tables), "table", "tables"),
            counted(u64::from(self.equations), "displayed equation", "displayed equations"),
        ];
        if let Some(uncited) = self.uncited_entries.filter(|&uncited| uncited > 0) {
            things.push(format!("{} that nothing cites", counted(uncited as u64, "entry", "entries")));
        }
        let others = [
            (self.heading_words, "headings"),
            (self.caption_words, "captions"),
            (self.footnote_words, "footnotes"),
            (self.backmatter_words, "statements and acknowledgements"),
        ];
        let others: Vec<String> =
            others.iter().map(|(count, name)| format!("{} in {name}", grouped(u64::from(*count)))).collect();
        format!("{abstract_}\n{}\nwords not counted above: {}\n", things.join(", "), others.join(", "))
    }

    fn csv(&self, out: &mut String) {
        let name = quoted(&self.head.file);
        for section in &self.sections {
            let _ = writeln!(
                out,
                "{name},{},{},{},,,,,,,,,",
                quoted(&section.title),
                section.depth,
                section.text.csv()
            );
        }
        let Self { citations, figures, tables, equations, abstract_words, .. } = self;
        let Self { heading_words, caption_words, footnote_words, backmatter_words, .. } = self;
        let _ = writeln!(
            out,
            "{name},,,{},{citations},{figures},{tables},{equations},{abstract_words},{heading_words},{caption_words},{footnote_words},{backmatter_words}",
            self.text.csv()
        );
    }
}

impl Section {
    fn indented(&self) -> String {
        format!("{}{}", "  ".repeat(self.depth), clean::line(&self.title))
    }
}

impl Counted {
    fn new(places: &Places<'_>, counts: &Counts<'_>) -> Self {
        let longest =
            counts.longest.map(|sentence| Longest { words: sentence.words(), at: places.sentence(sentence) });
        Self {
            words: counts.words,
            sentences: counts.sentences(),
            paragraphs: counts.paragraphs,
            mean_sentence: counts.mean(),
            median_sentence: counts.median(),
            share_over_30: counts.share_over(30),
            share_over_40: counts.share_over(40),
            longest_sentence: longest,
            lengths: counts.lengths.clone(),
        }
    }

    fn row(&self) -> String {
        let longest = self.lengths.last().copied().unwrap_or(0);
        let values = [
            grouped(u64::from(self.words)),
            grouped(self.sentences as u64),
            grouped(u64::from(self.paragraphs)),
            format!("{:.1}", self.mean_sentence),
            self.median_sentence.to_string(),
            longest.to_string(),
        ];
        values.iter().zip(NUMBERS).map(|(value, (_, width))| format!("{value:>width$}")).collect()
    }

    fn histogram(&self, out: &mut String) {
        let below = |limit: u32| self.lengths.partition_point(|&words| words <= limit);
        let mut bars = Vec::new();
        let mut from = 0;
        for limit in BARS {
            bars.push((format!("{}–{limit}", from + 1), below(limit) - below(from)));
            from = limit;
        }
        bars.push((format!("{}+", from + 1), self.sentences - below(from)));
        let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
        let faint = style::FAINT;
        let _ = writeln!(out, "{faint}words   sentences{faint:#}");
        for (name, count) in bars {
            let bar = "█".repeat((count * LONGEST_BAR).div_ceil(most));
            let _ = writeln!(out, "{name:<7} {bar}{}{count}", if bar.is_empty() { "" } else { " " });
        }
    }

    fn csv(&self) -> String {
        format!(
            "{},{},{},{:.2},{},{},{:.4},{:.4}",
            self.words,
            self.sentences,
            self.paragraphs,
            self.mean_sentence,
            self.median_sentence,
            self.lengths.last().unwrap_or(&0),
            self.share_over_30,
            self.share_over_40
        )
    }
}

/// Returns the heading of a section, or what stands for one.
fn title(section: &SectionStats<'_>, stats: &Stats<'_>) -> String {
    let text = section.heading.map_or("", |heading| heading.text());
    let is_shown = |c: &char| Placeholder::from_char(*c).is_none();
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

/// Returns a value as RFC 4180 writes it.
fn quoted(text: &str) -> String {
    let text = clean::line(text);
    // What runs jobs takes a line that begins with two colons for a command.
    if text.contains([',', '"']) || text.starts_with("::") {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}
