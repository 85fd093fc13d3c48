//! Acronyms: pairs of short and long forms in abstracts, and what a paper leaves undefined.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use paperlint::internal::analysis::{Paper as Analysed, Vocabulary};
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::findings::Severity;
use paperlint::internal::markup;
use paperlint::internal::rules::audience::undefined_acronym::{Lack, Missing, UndefinedAcronym};
use paperlint::internal::source::{Audience, Draft, Format, LineIndex, Source};
use serde::{Deserialize, Serialize};

use crate::papers;

/// What to score.
#[derive(clap::Args)]
pub struct Args {
    /// JSON lines, either with `title`, `abstract` and `pairs`, or with `doc`, `files` and `acronyms`
    file: PathBuf,
    /// The folder that `doc` is a path in
    #[arg(long, value_name = "DIR", default_value = ".")]
    papers: PathBuf,
    /// Write what paperlint found, a JSON line for each line of the file
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

/// Reads, scores, prints the score and writes the predictions.
pub fn run(args: &Args) -> Result<()> {
    let text =
        fs::read_to_string(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let mut predictions = String::new();
    let mut pairs = Score::default();
    let mut papers: Vec<Score> = Vec::new();
    for (number, line) in (1..).zip(text.lines().filter(|line| !line.trim().is_empty())) {
        let record: Record =
            serde_json::from_str(line).with_context(|| format!("{}, line {number}", args.file.display()))?;
        let predicted = match record {
            Record::Abstract(record) => serde_json::to_string(&pairs.add_abstract(&record))?,
            Record::Paper(record) => {
                let predicted = warnings(&args.papers.join(&record.doc), &record.doc)?;
                papers.push(score_paper(&record, &predicted));
                serde_json::to_string(&predicted)?
            }
        };
        predictions.push_str(&predicted);
        predictions.push('\n');
    }
    ensure!(!predictions.is_empty(), "{} has no line to score", args.file.display());
    if let Some(path) = &args.predictions {
        fs::write(path, predictions).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut out = io::stdout();
    if papers.is_empty() {
        writeln!(out, "pairs   {pairs}")
    } else {
        let (precision, recall) = by_paper(&papers);
        let all = papers.iter().fold(Score::default(), |all, one| all.plus(*one));
        writeln!(
            out,
            "papers  precision {precision:.4} recall {recall:.4}, each paper counted once\nall     {all}"
        )
    }
    .context("cannot print")
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Record {
    Abstract(Abstract),
    Paper(Paper),
}

#[derive(Deserialize)]
struct Abstract {
    id: String,
    title: String,
    #[serde(rename = "abstract")]
    text: String,
    pairs: Vec<PairOf>,
}

#[derive(Clone, Deserialize, Serialize)]
struct PairOf {
    short: String,
    long: String,
}

#[derive(Serialize)]
struct FoundPairs {
    id: String,
    pairs: Vec<PairOf>,
}

#[derive(Deserialize)]
struct Paper {
    doc: String,
    acronyms: Vec<Marked>,
}

#[derive(Deserialize)]
struct Marked {
    acronym: String,
    status: String,
}

#[derive(Serialize)]
struct Warnings {
    doc: String,
    undefined: Vec<Warning>,
    used_before_defined: Vec<Warning>,
}

#[derive(Serialize)]
struct Warning {
    acronym: String,
    line: u32,
}

/// Counts of what was found, what was marked, and both.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Score {
    right: usize,
    found: usize,
    marked: usize,
}

impl Score {
    /// Scores the pairs of one abstract. A pair is right where both forms are, white space and case aside.
    fn add_abstract(&mut self, record: &Abstract) -> FoundPairs {
        let mut found = pairs_of(&record.title);
        found.extend(pairs_of(&record.text));
        let key = |pair: &PairOf| {
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            (plain(&pair.short), plain(&pair.long))
        };
        let marked: HashSet<_> = record.pairs.iter().map(key).collect();
        let distinct: HashSet<_> = found.iter().map(key).collect();
        self.right += marked.intersection(&distinct).count();
        self.found += distinct.len();
        self.marked += marked.len();
        FoundPairs { id: record.id.clone(), pairs: found }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            found: self.found + other.found,
            marked: self.marked + other.marked,
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { right, found, marked } = *self;
        write!(
            f,
            "precision {:.4} ({right} of {found}) recall {:.4} ({right} of {marked})",
            share(right, found),
            share(right, marked)
        )
    }
}

/// Returns a part of a whole; all of nothing is 1.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Returns the pairs that paperlint finds in a text, once each.
fn pairs_of(text: &str) -> Vec<PairOf> {
    let line: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let draft = Draft::single(Source::new("abstract", line), Format::Plain);
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &Lexicon::default());
    let mut pairs = Vec::new();
    for index in 0..document.sentences().len() as u32 {
        let text = document.sentence(index).text();
        for pair in paperlint::internal::analysis::acronyms::pairs(text) {
            let of = |range: std::ops::Range<usize>| text.get(range).unwrap_or("").to_owned();
            pairs.push(PairOf { short: of(pair.short), long: of(pair.long) });
        }
    }
    pairs
}

/// Returns what `undefined-acronym` would say of a paper.
fn warnings(path: &Path, doc: &str) -> Result<Warnings> {
    let draft = papers::assemble(path)?;
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &lexicon);
    let mut warnings =
        Warnings { doc: doc.to_owned(), undefined: Vec::new(), used_before_defined: Vec::new() };
    for acronym in Analysed::new(&draft, &document, &vocabulary).acronyms() {
        let lack = UndefinedAcronym::with_uses(2).lack(acronym, Audience::Field);
        let Some(Lack { what, place, severity: Severity::Warning }) = lack else { continue };
        let at = document.reading().source_at(place.range.start);
        let warning = Warning { line: line(&draft, at), acronym: acronym.short.clone() };
        match what {
            Missing::Definition | Missing::InTables => warnings.undefined.push(warning),
            Missing::Earlier(_) | Missing::InAbstract(_) => warnings.used_before_defined.push(warning),
        }
    }
    Ok(warnings)
}

fn line(draft: &Draft, at: u32) -> u32 {
    let file = draft.file(draft.file_of(at));
    LineIndex::new(&file.text).location(&file.text, at.saturating_sub(file.base)).line
}

fn score_paper(record: &Paper, warnings: &Warnings) -> Score {
    let is_wanted = |marked: &&Marked| matches!(marked.status.as_str(), "undefined" | "used-before-defined");
    let wanted: HashSet<&str> =
        record.acronyms.iter().filter(is_wanted).map(|marked| marked.acronym.as_str()).collect();
    let found: HashSet<&str> = warnings
        .undefined
        .iter()
        .chain(&warnings.used_before_defined)
        .map(|warning| warning.acronym.as_str())
        .collect();
    Score { right: wanted.intersection(&found).count(), found: found.len(), marked: wanted.len() }
}

/// Mean precision over papers with a warning, and mean recall over papers that want one.
fn by_paper(papers: &[Score]) -> (f64, f64) {
    let mean = |shares: Vec<f64>| share_of(shares.iter().sum(), shares.len());
    let precision =
        papers.iter().filter(|one| one.found > 0).map(|one| share(one.right, one.found)).collect();
    let recall = papers.iter().filter(|one| one.marked > 0).map(|one| share(one.right, one.marked)).collect();
    (mean(precision), mean(recall))
}

fn share_of(sum: f64, count: usize) -> f64 {
    if count == 0 { 1.0 } else { sum / count as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_right_where_both_forms_are() {
        let pairs = |list: &[(&str, &str)]| {
            list.iter()
                .map(|(short, long)| PairOf { short: (*short).to_owned(), long: (*long).to_owned() })
                .collect()
        };
        let record = Abstract {
            id: "one".to_owned(),
            title: "On seeds".to_owned(),
            text: "The mean error rate (MER) fell. The lone seed (LS) grew.".to_owned(),
            pairs: pairs(&[("MER", "mean error rate"), ("XY", "x y")]),
        };
        let mut score = Score::default();
        score.add_abstract(&record);
        assert_eq!(score, Score { right: 1, found: 2, marked: 2 });
    }

    #[test]
    fn papers_count_alike() {
        let papers = [Score { right: 1, found: 2, marked: 1 }, Score { right: 0, found: 0, marked: 0 }];
        assert_eq!(by_paper(&papers), (0.5, 1.0));
    }
}
