//! Planned and exploratory: what paperlint sees in whole papers, against what careful readers saw.
//!
//! A section is the same where its heading stands on the same line of the same file; files are named from the folder of the corpus, or
//! from that of the paper. Figures are weighed by paper: a paper with
//! fifty sections counts as much as one with two.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use paperlint::internal::analysis::claims::Reader;
use paperlint::internal::analysis::{Paper, State, Vocabulary};
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::markup;
use paperlint::internal::rules::Judged;
use paperlint::internal::source::{Draft, LineIndex};
use serde::{Deserialize, Serialize};

/// What to score.
#[derive(clap::Args)]
pub struct Args {
    /// JSON lines, one paper each: `doc`, `doc_type`, `asked`, `sections`
    file: PathBuf,
    /// The folder that the papers' paths start from
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// Write what paperlint found: JSON lines in the same form
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Read results with these weights and not with those that paperlint holds
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// Print each section, too
    #[arg(long)]
    sections: bool,
}

#[derive(Deserialize)]
struct Gold {
    doc: String,
    doc_type: String,
    asked: bool,
    sections: Vec<Section>,
}

/// A section that reports results.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
struct Section {
    /// The file, where it is not the main one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    heading: String,
    /// The line of its heading, from 1.
    line: u32,
    /// `confirmatory`, `exploratory`, `mixed` or `unlabelled`.
    state: String,
}

#[derive(Serialize)]
struct Prediction {
    doc: String,
    doc_type: String,
    asked: bool,
    doc_label: Option<String>,
    sections: Vec<Section>,
}

/// Reads, scores, prints and writes the predictions.
pub fn run(args: &Args) -> Result<()> {
    let file = File::open(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let read =
        |path: &PathBuf| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let weights = args.weights.as_ref().map(read).transpose()?;
    let mut score = Score::default();
    let mut predictions = Vec::new();
    let mut out = io::stdout().lock();
    for line in BufReader::new(file).lines() {
        let line = line.with_context(|| format!("cannot read {}", args.file.display()))?;
        let gold: Gold = serde_json::from_str(&line).context("a line is not a paper")?;
        let found = predict(&args.corpus, &gold.doc, weights.as_deref())?;
        if args.sections {
            show(&gold, &found, &mut out)?;
        }
        score.add(&gold, &found);
        predictions.push(found);
    }
    ensure!(!predictions.is_empty(), "{} holds no paper", args.file.display());
    if let Some(path) = &args.predictions {
        crate::predictions::write(path, &predictions)?;
    }
    score.print(&mut out).context("cannot print")
}

fn predict(corpus: &Path, doc: &str, weights: Option<&str>) -> Result<Prediction> {
    let draft = crate::papers::assemble(&corpus.join(doc))?;
    let mut lexicon = Lexicon::default();
    let reader = match weights {
        Some(weights) => Reader::with_weights(weights, &mut lexicon),
        None => Reader::default(),
    };
    let vocabulary = Vocabulary::with_reader(reader);
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &lexicon);
    let paper = Paper::new(&draft, &document, &vocabulary);
    let results = paper.results();
    let sections = results.sections.iter().map(|section| {
        let first = section.claims.first().map_or(0, |claim| claim.sentence.range().start);
        let at = section.section.heading().map_or(first, |heading| heading.range().start);
        let (file, line) = place(&draft, reading.source_at(at));
        let heading = section.section.title().to_owned();
        let beside = doc.rsplit_once('/').map_or("", |(folder, _)| folder);
        Section {
            file: Some(format!("{beside}/{file}")).filter(|_| !file.is_empty()),
            heading,
            line,
            state: name(section.state()).to_owned(),
        }
    });
    let doc_type = serde_json::to_value(paper.doc_type())?.as_str().unwrap_or_default().to_owned();
    Ok(Prediction {
        doc: doc.to_owned(),
        doc_type,
        asked: paper.is_asked(),
        doc_label: results.document.as_ref().map(|told| format!("{:?}", told.status).to_lowercase()),
        sections: sections.collect(),
    })
}

fn place(draft: &Draft, address: u32) -> (String, u32) {
    let file = draft.file(draft.file_of(address));
    let at = LineIndex::new(&file.text).location(&file.text, address.saturating_sub(file.base));
    (file.name.clone(), at.line)
}

fn name(state: State) -> &'static str {
    match state {
        State::Planned => "confirmatory",
        State::Exploratory => "exploratory",
        State::Mixed => "mixed",
        State::Unsaid => "unlabelled",
    }
}

fn show(gold: &Gold, found: &Prediction, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} ({} / {})", gold.doc, gold.doc_type, found.doc_type)?;
    for section in &gold.sections {
        let state = same(section, &found.sections).map_or("-", |found| &found.state);
        let sign = if state == section.state { ' ' } else { '!' };
        writeln!(out, " {sign} {:>5} {:<12} {state:<12} {}", section.line, section.state, section.heading)?;
    }
    for section in found.sections.iter().filter(|section| same(section, &gold.sections).is_none()) {
        writeln!(out, " + {:>5} {:<12} {:<12} {}", section.line, "-", section.state, section.heading)?;
    }
    Ok(())
}

fn same<'s>(section: &Section, others: &'s [Section]) -> Option<&'s Section> {
    let is_same_file = |other: &Section| match (&section.file, &other.file) {
        (None, None) => true,
        (Some(file), Some(other)) => ends_in(file, other) || ends_in(other, file),
        _ => false,
    };
    others.iter().find(|other| other.line == section.line && is_same_file(other))
}

/// Returns whether a path ends in the parts of another one.
fn ends_in(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

#[derive(Default)]
struct Score {
    papers: usize,
    doc_types: usize,
    asked: usize,
    /// Of each paper with sections in the gold data: the share of them that are seen, and of those seen the share with the right state.
    seen: Vec<f64>,
    right: Vec<f64>,
    /// For each state: right, found and expected among the sections that both have.
    states: BTreeMap<String, [usize; 3]>,
}

impl Score {
    fn add(&mut self, gold: &Gold, found: &Prediction) {
        self.papers += 1;
        self.doc_types += usize::from(gold.doc_type == found.doc_type);
        self.asked += usize::from(gold.asked == found.asked);
        let pairs: Vec<(&Section, &Section)> = gold
            .sections
            .iter()
            .filter_map(|section| Some((section, same(section, &found.sections)?)))
            .collect();
        for (expected, found) in &pairs {
            let is_right = expected.state == found.state;
            self.states.entry(expected.state.clone()).or_default()[2] += 1;
            let of_found = self.states.entry(found.state.clone()).or_default();
            of_found[1] += 1;
            of_found[0] += usize::from(is_right);
        }
        if !gold.sections.is_empty() {
            self.seen.push(pairs.len() as f64 / gold.sections.len() as f64);
        }
        if !pairs.is_empty() {
            let right = pairs.iter().filter(|(expected, found)| expected.state == found.state).count();
            self.right.push(right as f64 / pairs.len() as f64);
        }
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let of = |count: usize| format!("{count} of {} ({})", self.papers, interval(count, self.papers));
        writeln!(out, "document type right   {}", of(self.doc_types))?;
        writeln!(out, "asked right           {}", of(self.asked))?;
        writeln!(out, "sections seen         {:.3}, weighed by paper", mean(&self.seen))?;
        writeln!(out, "state right           {:.3} of those seen, weighed by paper", mean(&self.right))?;
        for (state, &[right, found, expected]) in &self.states {
            let (precision, recall) = (interval(right, found), interval(right, expected));
            writeln!(
                out,
                "{state:<14} precision {right}/{found} ({precision})  recall {right}/{expected} ({recall})"
            )?;
        }
        Ok(())
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Returns the 95 % interval of a share.
fn interval(count: usize, all: usize) -> String {
    match (Judged { right: count as u32, read: all as u32 }).interval() {
        Some((low, high)) => format!("{low:.2} to {high:.2}"),
        None => "none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(line: u32, state: &str) -> Section {
        Section { file: None, heading: String::new(), line, state: state.to_owned() }
    }

    #[test]
    fn a_file_is_named_from_either_folder() {
        let at = |file: &str| Section { file: Some(file.to_owned()), ..section(3, "mixed") };
        assert!(same(&at("latex/a/parts/results.tex"), &[at("parts/results.tex")]).is_some());
        assert!(same(&at("parts/results.tex"), &[at("latex/a/parts/results.tex")]).is_some());
        assert!(same(&at("other-results.tex"), &[at("results.tex")]).is_none());
        assert!(same(&section(3, "mixed"), &[at("results.tex")]).is_none());
    }

    #[test]
    fn a_paper_with_many_sections_counts_once() {
        let gold =
            |sections| Gold { doc: String::new(), doc_type: "empirical".into(), asked: true, sections };
        let found = |sections| Prediction {
            doc: String::new(),
            doc_type: "empirical".into(),
            asked: true,
            doc_label: None,
            sections,
        };
        let mut score = Score::default();
        let many: Vec<Section> = (0..50).map(|line| section(line, "unlabelled")).collect();
        score.add(&gold(many.clone()), &found(many));
        score.add(
            &gold(vec![section(1, "mixed"), section(2, "mixed")]),
            &found(vec![section(1, "exploratory")]),
        );
        assert!((mean(&score.right) - 0.5).abs() < 1e-9);
        assert!((mean(&score.seen) - 0.75).abs() < 1e-9);
        assert_eq!(score.states["exploratory"], [0, 1, 0]);
        assert_eq!(score.states["mixed"], [0, 0, 1]);
    }
}
