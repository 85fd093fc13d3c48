//! Trains the model of moves that paperlint holds.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use paperlint::internal::analysis::moves::features::Text;
use paperlint::internal::analysis::moves::model::{Curve, Model, Signs, TRAITS, probability, traits};
use paperlint::internal::analysis::moves::{Move, Role};

use super::data::{self, Abstract};
use super::score::{Score, Use};
use super::weights;
use crate::learner::{Example, Learned, Settings, learn};

/// Where the abstracts are, and where the weights go.
#[derive(clap::Args)]
pub struct Args {
    /// The folder with csabstruct.train.jsonl, csabstruct.dev.jsonl and moves.jsonl, beside ../acronyms/med1250.dev.jsonl
    #[arg(long, value_name = "DIR")]
    abstracts: PathBuf,
    /// Write the weights here
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Leave out abstracts whose id starts with this
    #[arg(long, value_name = "PREFIX")]
    without: Option<String>,
    /// Score instead: train this many times, each time without a part of the abstracts, and score that part
    #[arg(long, value_name = "NUMBER")]
    folds: Option<usize>,
}

/// Trains, and writes the weights or scores them on what was left out.
pub fn run(args: &Args) -> Result<()> {
    let mut all = data::read_folder(&args.abstracts)?;
    if let Some(prefix) = &args.without {
        all.retain(|abstract_| !abstract_.id.starts_with(prefix.as_str()));
    }
    if let Some(folds) = args.folds {
        ensure!(folds > 1, "at least two folds are needed");
        let score = cross_validated(&all, folds)?;
        write!(io::stdout(), "{score}").context("cannot print")?;
    }
    if let Some(path) = &args.out {
        let bytes = train(&all);
        std::fs::write(path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        writeln!(io::stdout(), "{} bytes", bytes.len()).context("cannot print")?;
    }
    Ok(())
}

fn cross_validated(all: &[Abstract], folds: usize) -> Result<Score> {
    let mut score = Score::default();
    for fold in 0..folds {
        let (kept, left_out) = split(all, fold, folds);
        let bytes = train(&kept);
        let model = Model::new(&bytes).context("these weights are no model")?;
        // Three in five of the parts are to choose by; the others are only counted.
        let use_ = if fold * 5 < folds * 3 { Use::Choosing } else { Use::Counting };
        for abstract_ in &left_out {
            score.add(abstract_, &model, use_);
        }
    }
    Ok(score)
}

/// Returns the abstracts without one part, and that part; those with moves are counted on their own, so that each part has as many.
fn split(all: &[Abstract], fold: usize, folds: usize) -> (Vec<Abstract>, Vec<Abstract>) {
    let (mut with, mut without) = (0, 0);
    let (left_out, kept) = all.iter().cloned().partition(|abstract_| {
        let counter = if abstract_.moves.is_empty() { &mut without } else { &mut with };
        *counter += 1;
        *counter % folds == fold
    });
    (kept, left_out)
}

const ROLES: Settings = Settings { rate: 0.01, drop: 0.5, epochs: 15 };
const MOVES: Settings = Settings { rate: 0.02, drop: 0.5, epochs: 20 };

/// Of a sentence with several moves the first has this share, and the others the rest.
const FIRST: f64 = 0.75;

/// How much an abstract counts that has moves and no roles: those of medicine, so that they teach what is said there and not that most
/// abstracts are like them.
const UNLABELLED: f64 = 0.5;

/// Features that fewer sentences have say little.
const RARE: usize = 4;

/// The parts in which the curves of missing moves are found.
const PARTS: usize = 5;

/// Returns the weights, as paperlint holds them.
fn train(all: &[Abstract]) -> Vec<u8> {
    let (known, features) = features(all);
    let roles = learn(&role_examples(all, &features), known.len(), ROLES);
    let moves = moves(all, &features, known.len(), |_| true);
    let curves = curves(all, &features, known.len());
    weights::bytes(&known, &roles, &moves, &curves)
}

/// Returns the hashes of features that are not rare, rising, and for each abstract and sentence which of these it has.
fn features(all: &[Abstract]) -> (Vec<u32>, Vec<Vec<Vec<u32>>>) {
    let hashes = |abstract_: &Abstract| -> Vec<Vec<u32>> {
        let text = text(abstract_);
        let of = |index| {
            let mut hashes = Vec::new();
            text.features(index, |feature| hashes.push(feature.hash()));
            hashes
        };
        (0..text.len()).map(of).collect()
    };
    let all: Vec<Vec<Vec<u32>>> = all.iter().map(hashes).collect();
    let mut sorted: Vec<u32> = all.iter().flatten().flatten().copied().collect();
    sorted.sort_unstable();
    let known: Vec<u32> =
        sorted.chunk_by(|a, b| a == b).filter(|run| run.len() >= RARE).map(|run| run[0]).collect();
    let index = |hash: &u32| known.binary_search(hash).ok().map(|index| index as u32);
    let found = all
        .iter()
        .map(|sentences| sentences.iter().map(|hashes| hashes.iter().filter_map(index).collect()).collect())
        .collect();
    (known, found)
}

fn text(abstract_: &Abstract) -> Text {
    Text::new(abstract_.sentences.iter().map(String::as_str))
}

fn role_examples(all: &[Abstract], features: &[Vec<Vec<u32>>]) -> Vec<Example<{ Role::COUNT }>> {
    let example = |(abstract_, features): (&Abstract, &Vec<Vec<u32>>)| {
        let targets = abstract_.roles()?.into_iter().map(|role| one(role as usize)).collect();
        // A label that few readers agree on teaches less.
        let trust = match abstract_.confs.as_slice() {
            [] => vec![1.0; features.len()],
            confs => confs.to_vec(),
        };
        Some(Example { features: features.clone(), targets, trust, pair_trust: 1.0 })
    };
    all.iter().zip(features).filter_map(example).collect()
}

fn one<const N: usize>(label: usize) -> [f64; N] {
    std::array::from_fn(|index| f64::from(u8::from(index == label)))
}

/// Returns the moves, from the abstracts that are wanted.
fn moves(
    all: &[Abstract],
    features: &[Vec<Vec<u32>>],
    known: usize,
    is_wanted: impl Fn(usize) -> bool,
) -> Learned<{ Move::COUNT }> {
    let lesson = |index: usize| {
        let trust = if all[index].labels.is_empty() { UNLABELLED } else { 1.0 };
        Example {
            features: features[index].clone(),
            targets: targets(&all[index]),
            trust: vec![trust; features[index].len()],
            pair_trust: trust,
        }
    };
    let lessons: Vec<_> = read(all).filter(|&index| is_wanted(index)).map(lesson).collect();
    learn(&lessons, known, MOVES)
}

/// Returns the abstracts whose moves were read.
fn read(all: &[Abstract]) -> impl Iterator<Item = usize> {
    (0..all.len()).filter(|&index| !all[index].lesson().is_empty())
}

fn targets(abstract_: &Abstract) -> Vec<[f64; Move::COUNT]> {
    let target = |moves: &Vec<Move>| {
        let mut target = [0.0; Move::COUNT];
        let Some((first, others)) = moves.split_first() else { return one(Move::Other as usize) };
        target[*first as usize] = if others.is_empty() { 1.0 } else { FIRST };
        for other in others {
            target[*other as usize] += (1.0 - FIRST) / others.len() as f64;
        }
        target
    };
    abstract_.lesson().iter().map(target).collect()
}

/// Returns how the traits of an abstract tell that a move is missing, found on parts left out of training.
fn curves(all: &[Abstract], features: &[Vec<Vec<u32>>], known: usize) -> [Curve; Move::COUNT - 1] {
    let mut seen: [Vec<Seen>; Move::COUNT - 1] = Default::default();
    for part in 0..PARTS {
        let left_out: Vec<usize> = read(all).skip(part).step_by(PARTS).collect();
        let learned = moves(all, features, known, |index| left_out.binary_search(&index).is_err());
        for index in left_out {
            let text = text(&all[index]);
            let mut shares = learned.marginals(&features[index]);
            text.doubt_results(&mut shares);
            let signs = Signs::new(&text, &shares);
            for (seen, move_) in seen.iter_mut().zip(Move::ALL) {
                let is_missing = !all[index].lesson().iter().flatten().any(|&said| said == move_);
                seen.push(Seen { traits: traits(move_, &shares, signs), is_missing });
            }
        }
    }
    seen.map(|seen| curve(&seen))
}

/// What an abstract shows of a move, and whether the move is missing.
struct Seen {
    traits: [f64; TRAITS],
    is_missing: bool,
}

/// How much the weights of a curve are held back, where each trait varies by 1.
const HOLD: f64 = 3.0;

/// Logistic regression. Its steps are small enough for any data, since each trait is first made to vary by 1.
fn curve(seen: &[Seen]) -> Curve {
    let count = seen.len().max(1) as f64;
    let mean = |value: &dyn Fn(&Seen) -> f64| seen.iter().map(value).sum::<f64>() / count;
    // The first trait is 1 everywhere, and stays as it is.
    let means: Curve = std::array::from_fn(|at| if at == 0 { 0.0 } else { mean(&|seen| seen.traits[at]) });
    let spreads: Curve = std::array::from_fn(|at| match at {
        0 => 1.0,
        _ => mean(&|seen| (seen.traits[at] - means[at]) * (seen.traits[at] - means[at])).sqrt().max(1e-6),
    });
    let scaled =
        |seen: &Seen| -> Curve { std::array::from_fn(|at| (seen.traits[at] - means[at]) / spreads[at]) };
    let scaled: Vec<(Curve, f64)> =
        seen.iter().map(|seen| (scaled(seen), f64::from(u8::from(seen.is_missing)))).collect();
    let step = 4.0 / (count * TRAITS as f64);
    let mut weights = [0.0; TRAITS];
    for _ in 0..2000 {
        let mut gradient = weights.map(|weight| -HOLD * weight);
        gradient[0] = 0.0;
        for (traits, is_missing) in &scaled {
            let wrong = is_missing - probability(&weights, traits);
            gradient.iter_mut().zip(traits).for_each(|(gradient, trait_)| *gradient += wrong * trait_);
        }
        weights.iter_mut().zip(gradient).for_each(|(weight, gradient)| *weight += step * gradient);
    }
    let mut curve: Curve = std::array::from_fn(|at| weights[at] / spreads[at]);
    curve[0] -= (1..TRAITS).map(|at| curve[at] * means[at]).sum::<f64>();
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_falls_where_the_share_rises() {
        let traits = |x: i32| traits(Move::Result, &[[f64::from(x) / 40.0; Move::COUNT]], Signs::default());
        let seen = |x: i32| Seen { traits: traits(x), is_missing: x < 9 || x == 20 };
        let curve = curve(&(0..40).map(seen).collect::<Vec<_>>());
        let (low, high) = (probability(&curve, &traits(2)), probability(&curve, &traits(35)));
        assert!(low > 0.6 && high < 0.4, "{low} {high}");
    }
}
