//! Trains the reader of results that paperlint holds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use paperlint::internal::analysis::Vocabulary;
use paperlint::internal::analysis::claims::{Feature, Reader, UNIT};
use paperlint::internal::document::{Kind, Lexicon};

use super::{Label, Paragraph, Prediction, Score, body, group, number_of, predict_with, read, with_paper};
use crate::learner::{Example, Learned, Settings, learn};

/// Where the paragraphs are, and where the weights go.
#[derive(clap::Args)]
pub struct Args {
    /// JSON lines as `claims` has them
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Write the weights here
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Score instead: train this many times, each time without a part of the papers, and score that part
    #[arg(long, value_name = "NUMBER")]
    folds: Option<u64>,
    /// With --folds, write what was found in the parts left out: JSON lines with `id` and `claims`
    #[arg(long, value_name = "FILE", requires = "folds")]
    predictions: Option<PathBuf>,
}

/// Trains, and writes the weights or scores them on what was left out.
pub fn run(args: &Args) -> Result<()> {
    let mut all = Vec::new();
    for file in &args.files {
        all.push(read(file)?);
    }
    if let Some(folds) = args.folds {
        ensure!(folds > 1, "at least two folds are needed");
        let (scores, predictions) = cross_validated(&all, folds);
        if let Some(path) = &args.predictions {
            crate::predictions::write(path, &predictions)?;
        }
        for (file, score) in args.files.iter().zip(scores) {
            writeln!(io::stdout(), "{}\n{score}", file.display()).context("cannot print")?;
        }
    }
    if let Some(path) = &args.out {
        let weights = train(&all.iter().flatten().collect::<Vec<_>>());
        std::fs::write(path, &weights).with_context(|| format!("cannot write {}", path.display()))?;
        writeln!(io::stdout(), "{} bytes", weights.len()).context("cannot print")?;
    }
    Ok(())
}

/// Returns the score of each file, and what was found.
fn cross_validated(files: &[Vec<Paragraph>], folds: u64) -> (Vec<Score>, Vec<Prediction<'_>>) {
    let mut predictions = Vec::new();
    let mut scores = vec![Score::default(); files.len()];
    for fold in 0..folds {
        let is_left_out = |paragraph: &Paragraph| fold_of(&paragraph.doc, folds) == fold;
        let kept: Vec<&Paragraph> =
            files.iter().flatten().filter(|paragraph| !is_left_out(paragraph)).collect();
        let (lexicon, vocabulary) = with_weights(&train(&kept));
        for (file, score) in files.iter().zip(&mut scores) {
            for paragraph in file.iter().filter(|paragraph| is_left_out(paragraph)) {
                let claims = predict_with(paragraph, &lexicon, &vocabulary);
                score.add(&claims, &paragraph.claims);
                predictions.push(Prediction { id: &paragraph.id, claims });
            }
        }
    }
    (scores, predictions)
}

/// Returns the part that a paper is in, by a hash of its group (FNV-1a).
fn fold_of(doc: &str, folds: u64) -> u64 {
    let hash = group(doc).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 17) % folds
}

fn with_weights(weights: &str) -> (Lexicon, Vocabulary) {
    let mut lexicon = Lexicon::default();
    let reader = Reader::with_weights(weights, &mut lexicon);
    let vocabulary = Vocabulary::with_reader(reader);
    (lexicon, vocabulary)
}

const SETTINGS: Settings = Settings { rate: 0.02, drop: 0.5, epochs: 30 };

/// Features of fewer sentences say little.
const RARE: usize = 4;
/// Words of fewer papers may be one paper's own.
const PAPERS: usize = 2;

/// Returns the file of weights.
fn train(paragraphs: &[&Paragraph]) -> String {
    let words = words(paragraphs);
    let (lexicon, vocabulary) = with_weights(&words);
    let seen: Vec<(Vec<Vec<Feature>>, Vec<Label>)> =
        paragraphs.iter().map(|paragraph| lesson(paragraph, &lexicon, &vocabulary)).collect();
    let mut counts: BTreeMap<Feature, usize> = BTreeMap::new();
    for feature in seen.iter().flat_map(|(features, _)| features).flatten() {
        *counts.entry(*feature).or_default() += 1;
    }
    // The lexicon also holds the words of the program, some of them learned from the papers that are left out here.
    let named: BTreeSet<&str> = words.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    let may_learn = |feature: &Feature| match feature {
        Feature::Word(word) => named.contains(lexicon.word(*word)),
        _ => true,
    };
    counts.retain(|feature, count| *count >= RARE && may_learn(feature));
    let known: Vec<Feature> = counts.into_keys().collect();
    let examples: Vec<Example<2>> =
        seen.iter().filter(|(features, _)| !features.is_empty()).map(|seen| example(seen, &known)).collect();
    let learned = learn(&examples, known.len(), SETTINGS);
    written(&known, &learned, vocabulary.reader(), &lexicon)
}

/// Returns a file that names the words of the paragraphs and gives them no weight.
fn words(paragraphs: &[&Paragraph]) -> String {
    let (lexicon, vocabulary) = with_weights("");
    let mut papers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for paragraph in paragraphs {
        with_paper(paragraph, &lexicon, &vocabulary, |paper| {
            let tokens =
                body(paper).into_iter().flat_map(|block| &paper.document.tokens()[block.token_range()]);
            for token in tokens.filter(|token| token.kind == Kind::Word) {
                let word = paper.document.token_text(*token).to_lowercase();
                papers.entry(word).or_default().insert(group(&paragraph.doc));
            }
        });
    }
    let common = papers.into_iter().filter(|(word, papers)| papers.len() >= PAPERS && word.is_ascii());
    common.map(|(word, _)| format!("word\t{word}\t0\n")).collect()
}

/// Returns the features and the label of each sentence that paperlint sees in a paragraph.
fn lesson(
    paragraph: &Paragraph,
    lexicon: &Lexicon,
    vocabulary: &Vocabulary,
) -> (Vec<Vec<Feature>>, Vec<Label>) {
    let mut lesson = (Vec::new(), Vec::new());
    with_paper(paragraph, lexicon, vocabulary, |paper| {
        for sentence in body(paper).into_iter().flat_map(|block| block.sentences()) {
            let mut features = Vec::new();
            vocabulary.reader().features(sentence, paper.known(sentence), |feature| features.push(feature));
            let label = paragraph.claims.get(number_of(paragraph, sentence));
            lesson.0.push(features);
            lesson.1.push(label.copied().unwrap_or(Label::No));
        }
    });
    lesson
}

fn example((features, labels): &(Vec<Vec<Feature>>, Vec<Label>), known: &[Feature]) -> Example<2> {
    let index = |feature: &Feature| known.binary_search(feature).ok().map(|index| index as u32);
    Example {
        features: features.iter().map(|features| features.iter().filter_map(index).collect()).collect(),
        targets: labels
            .iter()
            .map(|label| if *label == Label::No { [1.0, 0.0] } else { [0.0, 1.0] })
            .collect(),
        trust: vec![1.0; labels.len()],
        pair_trust: 1.0,
    }
}

/// Weights as paperlint reads them; those that round to nothing are left out.
fn written(known: &[Feature], learned: &Learned<2>, reader: &Reader, lexicon: &Lexicon) -> String {
    let mut file = String::from(
        "# Weights of the reader of results, in hundredths of a logit; written by `evaluation train-claims`.\n",
    );
    let mut push = |name: &str, weight: f64| {
        let weight = (weight * UNIT).round() as i64;
        if weight != 0 {
            file += &format!("{name}\t{weight}\n");
        }
    };
    for (before, name) in ["other", "claim"].into_iter().enumerate() {
        push(&format!("link\tfirst {name}"), learned.links.first[before]);
        push(&format!("link\tlast {name}"), learned.links.last[before]);
        for (after, next) in ["other", "claim"].into_iter().enumerate() {
            push(&format!("link\t{name} {next}"), learned.links.next[before][after]);
        }
    }
    for (feature, [other, claim]) in known.iter().zip(&learned.weights) {
        push(&reader.name(*feature, lexicon), claim - other);
    }
    file
}
