//! What the sentences of abstracts do, against what readers said: five roles, and six moves.

mod data;
mod score;
pub mod train;
mod weights;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use paperlint::internal::analysis::moves::model::Model;
use paperlint::internal::analysis::moves::{self, Move, Role};
use serde::Serialize;

use data::Abstract;
use score::{Score, Use};

/// What to score, and with which weights.
#[derive(clap::Args)]
pub struct Args {
    /// JSON lines with `id` and `sentences`, and `labels` or `moves` and `missing`, one abstract each
    file: PathBuf,
    /// Write what paperlint found: JSON lines with `id`, `labels`, `moves` and `missing`
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Score these weights and not those that paperlint holds
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
}

#[derive(Serialize)]
struct Prediction<'a> {
    id: &'a str,
    labels: Vec<Role>,
    moves: Vec<Vec<Move>>,
    missing: Vec<Move>,
}

/// Reads, scores, prints the score and writes the predictions.
pub fn run(args: &Args) -> Result<()> {
    let all = data::read(&args.file)?;
    let bytes = match &args.weights {
        Some(path) => std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?,
        None => Vec::new(),
    };
    let start = Instant::now();
    let model = if args.weights.is_some() { Model::new(&bytes) } else { moves::builtin().cloned() };
    let loading = start.elapsed().as_secs_f64() * 1e6;
    let model = model.context("these weights are no model")?;
    let speed = speed(&all, &model);
    let mut score = Score::default();
    let mut lines = String::new();
    for abstract_ in &all {
        score.add(abstract_, &model, Use::Counting);
        let read = score::read(abstract_, &model);
        let prediction = Prediction {
            id: &abstract_.id,
            labels: read.said.iter().map(|said| said.role().0).collect(),
            moves: read.said.iter().map(|said| said.moves().map(|(move_, _)| move_).collect()).collect(),
            missing: score::missing(&read, &model),
        };
        lines += &serde_json::to_string(&prediction)?;
        lines.push('\n');
    }
    if let Some(path) = &args.predictions {
        let unwritten = || format!("cannot write {}", path.display());
        let mut file = BufWriter::new(File::create(path).with_context(unwritten)?);
        file.write_all(lines.as_bytes()).and_then(|()| file.flush()).with_context(unwritten)?;
    }
    let features = model.features();
    let cost = format!("{features} features, loaded in {loading:.0} µs; {speed:.1} µs a sentence");
    writeln!(io::stdout(), "{score}{cost}").context("cannot print")
}

/// Microseconds a sentence takes to be read, the best of several looks at all.
fn speed(all: &[Abstract], model: &Model<'_>) -> f64 {
    let sentences: usize = all.iter().map(|abstract_| abstract_.sentences.len()).sum();
    let looks = (0..5).map(|_| {
        let start = Instant::now();
        let said: usize = all.iter().map(|abstract_| score::read(abstract_, model).said.len()).sum();
        std::hint::black_box(said);
        start.elapsed().as_secs_f64()
    });
    looks.fold(f64::MAX, f64::min) * 1e6 / sentences as f64
}
