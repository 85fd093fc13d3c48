//! Sentence boundaries inside paragraphs, against those that people have marked.
//!
//! A boundary is counted in characters that are no white space, so it is the same however a text is wrapped; the end of a
//! paragraph is none.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::markup;
use paperlint::internal::source::{Draft, Format, Source, Span};
use serde::{Deserialize, Serialize};

use crate::share;

/// What to score, and on which paragraphs.
#[derive(clap::Args)]
pub struct Args {
    /// JSON lines with `id`, `text` and `sentences`, one paragraph each
    file: PathBuf,
    /// Write what paperlint found: JSON lines with `id` and `sentences`
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Keep the paragraphs whose `block` starts with this
    #[arg(long, value_name = "PREFIX")]
    block: Option<String>,
    /// Keep the paragraphs of this `split`, such as `train` or `dev`
    #[arg(long)]
    split: Option<String>,
}

/// Reads, scores, prints the score and writes the predictions.
pub fn run(args: &Args) -> Result<()> {
    let paragraphs = read(&args.file)?;
    let kept: Vec<Paragraph> = paragraphs.into_iter().filter(|paragraph| args.keeps(paragraph)).collect();
    ensure!(!kept.is_empty(), "no paragraph of {} is left to score", args.file.display());
    let mut writer = args.predictions.as_deref().map(create).transpose()?;
    let mut score = Score::default();
    for paragraph in &kept {
        let found = boundaries(&paragraph.text);
        let sentences = paragraph.sentences.iter().map(String::as_str);
        score.add(&found, &ends(sentences));
        if let Some((path, file)) = &mut writer {
            let sentences = split_at(&paragraph.text, &found);
            let line = serde_json::to_string(&Prediction { id: &paragraph.id, sentences })?;
            writeln!(file, "{line}").with_context(|| format!("cannot write {}", path.display()))?;
        }
    }
    if let Some((path, mut file)) = writer {
        file.flush().with_context(|| format!("cannot write {}", path.display()))?;
    }
    writeln!(io::stdout(), "{score}").context("cannot print")
}

impl Args {
    fn keeps(&self, paragraph: &Paragraph) -> bool {
        let has_block = |prefix: &String| paragraph.block.starts_with(prefix.as_str());
        let has_split = |split: &String| paragraph.split == *split;
        self.block.as_ref().is_none_or(has_block) && self.split.as_ref().is_none_or(has_split)
    }
}

#[derive(Deserialize)]
struct Paragraph {
    id: String,
    text: String,
    sentences: Vec<String>,
    #[serde(default)]
    block: String,
    #[serde(default)]
    split: String,
}

#[derive(Serialize)]
struct Prediction<'p> {
    id: &'p str,
    sentences: Vec<&'p str>,
}

fn read(path: &Path) -> Result<Vec<Paragraph>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut paragraphs = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let paragraph: Paragraph =
            serde_json::from_str(&line).with_context(|| format!("{}, line {number}", path.display()))?;
        let marked: String = paragraph.sentences.concat();
        ensure!(
            visible(&marked).eq(visible(&paragraph.text)),
            "{}, line {number}: the sentences are not those of the text",
            path.display()
        );
        paragraphs.push(paragraph);
    }
    Ok(paragraphs)
}

fn create(path: &Path) -> Result<(&Path, BufWriter<File>)> {
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok((path, BufWriter::new(file)))
}

/// Returns the characters of a text that are no white space.
fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

/// Returns where each sentence but the last ends, in visible characters from the start of the paragraph.
fn ends<'t>(sentences: impl Iterator<Item = &'t str>) -> Vec<usize> {
    let mut total = 0;
    let mut ends: Vec<usize> = sentences
        .map(|sentence| {
            total += visible(sentence).count();
            total
        })
        .collect();
    ends.pop();
    ends
}

/// Returns the boundaries paperlint sets in one paragraph of plain text.
fn boundaries(text: &str) -> Vec<usize> {
    // A blank line would be read as the end of the paragraph; as boundaries count no white space, any space will do.
    let line: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let draft = Draft::single(Source::new("paragraph", line), Format::Plain);
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &Lexicon::default());
    // In the reading text an address is one character; the boundary is where the source has it.
    let before = |index| {
        let start = reading.source_at(document.sentence(index).range().start);
        visible(draft.text(Span::new(draft.main().base, start))).count()
    };
    (1..document.sentences().len() as u32).map(before).collect()
}

/// Returns the sentences of one paragraph of plain text, as paperlint sees them.
pub fn split(text: &str) -> Vec<&str> {
    split_at(text, &boundaries(text))
}

/// Cuts a text after each of those numbers of visible characters.
fn split_at<'t>(text: &'t str, ends: &[usize]) -> Vec<&'t str> {
    let mut sentences = Vec::with_capacity(ends.len() + 1);
    let mut rest = text;
    let mut done = 0;
    for &end in ends {
        let mut places = rest.char_indices().filter(|(_, c)| !c.is_whitespace());
        let cut = places.nth(end - done).map_or(rest.len(), |(at, _)| at);
        let (sentence, after) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        sentences.push(sentence.trim());
        (rest, done) = (after, end);
    }
    sentences.push(rest.trim());
    sentences
}

/// Counts over all paragraphs scored.
#[derive(Debug, Default, PartialEq)]
struct Score {
    paragraphs: usize,
    /// Paragraphs whose boundaries are those marked, no more and no fewer.
    exact: usize,
    right: usize,
    found: usize,
    marked: usize,
}

impl Score {
    /// Adds one paragraph; both lists rise.
    fn add(&mut self, found: &[usize], marked: &[usize]) {
        self.paragraphs += 1;
        self.exact += usize::from(found == marked);
        self.right += found.iter().filter(|end| marked.binary_search(end).is_ok()).count();
        self.found += found.len();
        self.marked += marked.len();
    }

    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.marked)
    }

    fn f1(&self) -> f64 {
        share(2 * self.right, self.found + self.marked)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { paragraphs, exact, right, found, marked } = self;
        writeln!(f, "precision  {:.4}  {right} of the {found} boundaries found", self.precision())?;
        writeln!(f, "recall     {:.4}  {right} of the {marked} boundaries marked", self.recall())?;
        writeln!(f, "F1         {:.4}", self.f1())?;
        write!(f, "exact      {:.4}  {exact} of {paragraphs} paragraphs", share(*exact, *paragraphs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_the_end_of_the_paragraph_do_not_count() {
        assert_eq!(ends(["One two. ", "Three."].into_iter()), [7]);
        assert_eq!(ends(["One\n two.", " Three."].into_iter()), [7]);
        assert!(ends(["One two."].into_iter()).is_empty());
    }

    #[test]
    fn boundaries_are_those_of_the_pipeline() {
        assert_eq!(boundaries(" One two.\n\nThree é four. Five"), [7, 18]);
        assert!(boundaries("").is_empty());
        let address = "See https://example.org/a.";
        assert_eq!(boundaries(&format!("{address} It is there.")), [visible(address).count()]);
    }

    #[test]
    fn a_text_is_cut_where_its_boundaries_are() {
        assert_eq!(split_at(" One two.\n Thrée. Four", &[7, 13]), ["One two.", "Thrée.", "Four"]);
        assert_eq!(split_at("One", &[]), ["One"]);
    }

    #[test]
    fn a_score_counts_boundaries_and_paragraphs() {
        let mut score = Score::default();
        score.add(&[3, 8], &[3, 9]);
        score.add(&[], &[]);
        score.add(&[4], &[4, 6]);
        assert_eq!(score, Score { paragraphs: 3, exact: 1, right: 2, found: 3, marked: 4 });
        assert_eq!((score.precision(), score.recall(), score.f1()), (share(2, 3), 0.5, share(4, 7)));
    }

    #[test]
    fn all_of_nothing_is_right() {
        assert_eq!(Score::default().f1(), 1.0);
    }
}
