//! Sentences that report a result of the paper's own: what paperlint takes for one, against what readers did.
//!
//! A line of the file is a paragraph with its zone and its heading, and is read as a paper of one paragraph below them.

pub mod train;

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use paperlint::internal::analysis::{Paper, Vocabulary};
use paperlint::internal::document::{BlockRef, Document, Lexicon, SentenceRef};
use paperlint::internal::markup::{BlockKind, Builder, Placeholder, Reading, Within};
use paperlint::internal::source::{Draft, Format, Source, Span};
use serde::{Deserialize, Serialize};

use crate::share;

/// What to score.
#[derive(clap::Args)]
pub struct Args {
    /// JSON lines, one paragraph each: `id`, `doc`, `zone`, `role`, `heading`, `sentences`, `claims`
    file: PathBuf,
    /// Write what paperlint found: JSON lines with `id` and `claims`
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

/// What a sentence is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Reports a result.
    Yes,
    /// Reports it again.
    Restated,
    /// Anything else.
    No,
}

/// A paragraph and what a reader said of it.
#[derive(Clone, Deserialize)]
pub struct Paragraph {
    pub id: String,
    pub doc: String,
    /// What paperlint takes its section for.
    pub zone: String,
    /// What kind of block it is: `body`, `item`, `abstract`, `caption`.
    pub role: String,
    pub heading: String,
    pub sentences: Vec<String>,
    pub claims: Vec<Label>,
}

/// What paperlint took each sentence of a paragraph for.
#[derive(Serialize)]
struct Prediction<'p> {
    id: &'p str,
    claims: Vec<Label>,
}

/// Reads, scores, prints and writes the predictions.
pub fn run(args: &Args) -> Result<()> {
    let paragraphs = read(&args.file)?;
    let mut score = Score::default();
    let mut predictions = Vec::new();
    for paragraph in &paragraphs {
        let found = predict(paragraph);
        score.add(&found, &paragraph.claims);
        predictions.push(Prediction { id: &paragraph.id, claims: found });
    }
    if let Some(path) = &args.predictions {
        crate::predictions::write(path, &predictions)?;
    }
    writeln!(io::stdout(), "{score}").context("cannot print")
}

/// Returns the paragraphs of a file.
pub fn read(path: &Path) -> Result<Vec<Paragraph>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut paragraphs = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        let place = || format!("{}, line {number}", path.display());
        let paragraph: Paragraph = serde_json::from_str(&line).with_context(place)?;
        let is_whole = paragraph.sentences.len() == paragraph.claims.len();
        ensure!(is_whole, "{}: not one label a sentence", place());
        paragraphs.push(paragraph);
    }
    ensure!(!paragraphs.is_empty(), "no paragraph in {}", path.display());
    Ok(paragraphs)
}

/// Returns what keeps papers in one fold: two drafts of one repository may be one paper in two formats.
pub fn group(doc: &str) -> &str {
    doc.split('/').nth(1).unwrap_or(doc)
}

/// A sentence is taken for a result where that is at least so probable.
const SURE: f64 = 0.4;

fn predict(paragraph: &Paragraph) -> Vec<Label> {
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    predict_with(paragraph, &lexicon, &vocabulary)
}

fn predict_with(paragraph: &Paragraph, lexicon: &Lexicon, vocabulary: &Vocabulary) -> Vec<Label> {
    let is_again = matches!(
        paragraph.zone.as_str(),
        "abstract" | "introduction" | "discussion" | "conclusion" | "limitations"
    );
    let claim = if is_again { Label::Restated } else { Label::Yes };
    let mut labels = vec![Label::No; paragraph.sentences.len()];
    with_paper(paragraph, lexicon, vocabulary, |paper| {
        let Some(block) = body(paper) else { return };
        let probable = paper.claims(block);
        for (sentence, probable) in block.sentences().zip(probable) {
            if let Some(label) = labels.get_mut(number_of(paragraph, sentence)).filter(|_| probable >= SURE) {
                *label = claim;
            }
        }
    });
    labels
}

/// Returns the block that holds the paragraph.
fn body<'d>(paper: &Paper<'d>) -> Option<BlockRef<'d>> {
    paper.document.blocks().len().checked_sub(1).map(|last| paper.document.block(last as u32))
}

/// Returns which sentence of the file a sentence is a part of: that in which its middle lies.
fn number_of(paragraph: &Paragraph, sentence: SentenceRef<'_>) -> usize {
    let range = sentence.range();
    let middle = range.start + (range.end - range.start) / 2;
    let mut end = sentence.block().range().start;
    let ends = paragraph.sentences.iter().map(|sentence| {
        end += pieces(sentence).map(|piece| piece.len()).sum::<usize>() as u32 + 1;
        end
    });
    ends.filter(|&end| end <= middle).count()
}

/// Reads a paragraph as a paper of its own.
fn with_paper(
    paragraph: &Paragraph,
    lexicon: &Lexicon,
    vocabulary: &Vocabulary,
    ask: impl FnOnce(&Paper<'_>),
) {
    let reading = reading(paragraph);
    let draft = Draft::single(Source::new("paragraph", reading.text()), Format::Plain);
    let document = Document::new(&reading, lexicon);
    ask(&Paper::new(&draft, &document, vocabulary));
}

/// Returns a heading that stands for the zone, the paragraph's own heading below it, and the paragraph.
fn reading(paragraph: &Paragraph) -> Reading {
    let mut builder = Builder::new();
    let source = Span::new(0, 0);
    let mut heading = |level, text: &str| {
        builder.open(BlockKind::Heading { level, run_in: false }, 0);
        builder.replaced_text(text, source);
        builder.close(0);
    };
    heading(1, title(&paragraph.zone));
    heading(2, &paragraph.heading);
    let kind = match paragraph.role.as_str() {
        "item" => BlockKind::Item,
        "caption" => BlockKind::Caption,
        _ => BlockKind::Paragraph,
    };
    if paragraph.role == "abstract" {
        builder.set_within(Within::ABSTRACT);
    }
    builder.open(kind, 0);
    for sentence in &paragraph.sentences {
        for piece in pieces(sentence) {
            match piece {
                Piece::Text(text) => builder.replaced_text(text, source),
                Piece::Placeholder(placeholder) => builder.placeholder(placeholder, source),
            }
        }
        builder.replaced(" ", source);
    }
    builder.close(0);
    builder.finish()
}

/// Returns a heading of the zone.
fn title(zone: &str) -> &'static str {
    match zone {
        "abstract" => "Abstract",
        "need" => "Statement of need",
        "introduction" => "Introduction",
        "related-work" => "Related work",
        "methods" => "Methods",
        "results" => "Results",
        "discussion" => "Discussion",
        "limitations" => "Limitations",
        "conclusion" => "Conclusion",
        "appendix" => "Appendix",
        "backmatter" => "Declarations",
        _ => "Part",
    }
}

/// Text, or what stands in brackets for a citation, math and the like.
enum Piece<'s> {
    Text(&'s str),
    Placeholder(Placeholder),
}

impl Piece<'_> {
    /// Returns its bytes in the reading text.
    fn len(&self) -> usize {
        match self {
            Piece::Text(text) => text.len(),
            Piece::Placeholder(placeholder) => placeholder.to_char().len_utf8(),
        }
    }
}

const BRACKETS: [(&str, Placeholder); 10] = [
    ("[citation]", Placeholder::Citation),
    ("[math]", Placeholder::Math),
    ("[number]", Placeholder::Number),
    ("[code]", Placeholder::Code),
    ("[reference]", Placeholder::Reference),
    ("[statistic]", Placeholder::Statistic),
    ("[name]", Placeholder::Name),
    ("[authors]", Placeholder::TextCitation),
    ("[display math]", Placeholder::DisplayMath),
    ("[address]", Placeholder::Url),
];

fn pieces(sentence: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = sentence.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let opened = |&(bracket, placeholder)| Some((rest.strip_prefix(bracket)?, placeholder));
        if let Some((after, placeholder)) = BRACKETS.iter().find_map(opened) {
            rest = after;
            return Some(Piece::Placeholder(placeholder));
        }
        let next = BRACKETS.iter().filter_map(|(bracket, _)| rest.find(bracket)).min();
        let (text, after) = rest.split_at_checked(next.unwrap_or(rest.len()))?;
        rest = after;
        Some(Piece::Text(text))
    })
}

/// Counts over all sentences scored; a result that is told again is a result.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    right: usize,
    found: usize,
    marked: usize,
    sentences: usize,
}

impl Score {
    pub fn add(&mut self, found: &[Label], marked: &[Label]) {
        for (found, marked) in found.iter().zip(marked) {
            let (found, marked) = (*found != Label::No, *marked != Label::No);
            self.right += usize::from(found && marked);
            self.found += usize::from(found);
            self.marked += usize::from(marked);
            self.sentences += 1;
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { right, found, marked, sentences } = self;
        writeln!(f, "precision  {:.3}  {right} of the {found} found", share(*right, *found))?;
        writeln!(f, "recall     {:.3}  {right} of the {marked} marked", share(*right, *marked))?;
        write!(f, "F1         {:.3}  {sentences} sentences", share(2 * right, found + marked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(sentences: &[&str]) -> Paragraph {
        Paragraph {
            id: String::new(),
            doc: "markdown/a+b/paper.md".into(),
            zone: "results".into(),
            role: "body".into(),
            heading: "Speed".into(),
            sentences: sentences.iter().map(|&sentence| sentence.to_owned()).collect(),
            claims: vec![Label::No; sentences.len()],
        }
    }

    #[test]
    fn each_sentence_of_the_file_gets_a_label() {
        let found = predict(&paragraph(&[
            "The map of [citation] hangs in the hall.",
            "Walkers with a map were [number]% faster than those without ([statistic]).",
        ]));
        assert_eq!(found, [Label::No, Label::Yes]);
    }

    #[test]
    fn papers_of_one_repository_are_one_group() {
        assert_eq!(group("latex/a+b/paper.tex"), group("markdown/a+b/ms/paper.Rmd"));
    }

    #[test]
    fn a_result_told_again_is_a_result() {
        let mut score = Score::default();
        score.add(&[Label::Yes, Label::No], &[Label::Restated, Label::No]);
        assert_eq!((score.right, score.found, score.marked), (1, 1, 1));
    }
}
