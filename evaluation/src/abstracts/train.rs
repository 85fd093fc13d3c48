//! Trains the model of moves that paperlint holds.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use paperlint::analysis::moves::features::Text;
use paperlint::analysis::moves::model::{Curve, Model, logit};
use paperlint::analysis::moves::{Move, Role};

use super::data::{self, Abstract};
use super::learner::{Example, Learned, Settings, learn};
use super::score::Score;
use super::weights;

/// Where the abstracts are, and where the weights go.
#[derive(clap::Args)]
pub struct Args {
    /// The folder with csabstruct.train.jsonl, csabstruct.dev.jsonl and moves.jsonl
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
        for abstract_ in &left_out {
            score.add(abstract_, &model);
        }
    }
    Ok(score)
}

/// The abstracts without one part, and that part; those with moves are counted on their own, so that each part has as many.
fn split(all: &[Abstract], fold: usize, folds: usize) -> (Vec<Abstract>, Vec<Abstract>) {
    let (mut with, mut without) = (0, 0);
    let (left_out, kept) = all.iter().cloned().partition(|abstract_| {
        let counter = if abstract_.moves.is_empty() { &mut without } else { &mut with };
        *counter += 1;
        *counter % folds == fold
    });
    (kept, left_out)
}

const ROLES: Settings = Settings { rate: 0.01, drop: 0.3, epochs: 10 };
const TEACHER: Settings = Settings { rate: 0.02, drop: 0.3, epochs: 10 };
const STUDENT: Settings = Settings { rate: 0.01, drop: 0.4, epochs: 15 };

/// Of a sentence with several moves the first has this share, and the others the rest.
const FIRST: f64 = 0.75;

/// How much an abstract counts whose moves no reader gave.
const PUPIL: f64 = 0.5;

/// Features that fewer sentences have say little.
const RARE: usize = 3;

/// The parts in which the curves of missing moves are found.
const PARTS: usize = 5;

/// The weights, as paperlint holds them.
fn train(all: &[Abstract]) -> Vec<u8> {
    let (known, features) = features(all);
    let roles = learn(&role_examples(all, &features), known.len(), ROLES);
    let moves = moves(all, &features, known.len(), |_| true);
    let curves = curves(all, &features, known.len());
    weights::bytes(&known, &roles, &moves, &curves)
}

/// The hashes of features that are not rare, rising, and for each abstract and sentence which of these it has.
fn features(all: &[Abstract]) -> (Vec<u32>, Vec<Vec<Vec<u32>>>) {
    let hashes = |abstract_: &Abstract| -> Vec<Vec<u32>> {
        let text = Text::new(abstract_.sentences.iter().map(String::as_str));
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

/// The moves, from the abstracts whose moves were read and are wanted, and from all others by way of a teacher.
///
/// The teacher sees the words and also the roles that readers gave, so on abstracts without moves it knows more than the words tell.
fn moves(
    all: &[Abstract],
    features: &[Vec<Vec<u32>>],
    known: usize,
    is_wanted: impl Fn(usize) -> bool,
) -> Learned<{ Move::COUNT }> {
    let told = |index: usize| with_roles(&all[index], &features[index], known);
    let read: Vec<usize> =
        (0..all.len()).filter(|&index| !all[index].moves.is_empty() && is_wanted(index)).collect();
    let example = |features: Vec<Vec<u32>>, targets: Vec<[f64; Move::COUNT]>, trust: f64| {
        let trust_each = vec![trust; features.len()];
        Example { features, targets, trust: trust_each, pair_trust: trust }
    };
    let lessons: Vec<_> = read.iter().map(|&index| example(told(index), targets(&all[index]), 1.0)).collect();
    let teacher = learn(&lessons, known + ROLE_FEATURES, TEACHER);
    let lessons: Vec<_> = (0..all.len())
        .filter_map(|index| {
            let features = features[index].clone();
            if read.contains(&index) {
                Some(example(features, targets(&all[index]), 1.0))
            } else if all[index].moves.is_empty() {
                Some(example(features, teacher.marginals(&told(index)), PUPIL))
            } else {
                None
            }
        })
        .collect();
    learn(&lessons, known, STUDENT)
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
    abstract_.moves.iter().map(target).collect()
}

/// One more than the roles: no sentence.
const BESIDE: usize = Role::COUNT + 1;
const ROLE_FEATURES: usize = 2 * Role::COUNT + 2 * Role::COUNT * BESIDE;

/// The features of each sentence, and its role, whether most readers agree on it, and the roles beside it.
fn with_roles(abstract_: &Abstract, features: &[Vec<u32>], known: usize) -> Vec<Vec<u32>> {
    let mut features = features.to_vec();
    let roles: Vec<usize> =
        abstract_.roles().unwrap_or_default().into_iter().map(|role| role as usize).collect();
    for (index, (features, &role)) in features.iter_mut().zip(&roles).enumerate() {
        let is_agreed = abstract_.confs.get(index).is_some_and(|&conf| conf > 0.65);
        let before = index.checked_sub(1).map_or(Role::COUNT, |before| roles[before]);
        let after = roles.get(index + 1).copied().unwrap_or(Role::COUNT);
        let beside = 2 * Role::COUNT;
        let told = [
            2 * role + usize::from(is_agreed),
            beside + role * BESIDE + before,
            beside + Role::COUNT * BESIDE + role * BESIDE + after,
        ];
        features.extend(told.map(|at| (known + at) as u32));
    }
    features
}

/// How the greatest share of a move in an abstract tells that the move is missing, found on parts left out of training.
fn curves(all: &[Abstract], features: &[Vec<Vec<u32>>], known: usize) -> [Curve; Move::COUNT - 1] {
    let read: Vec<usize> = (0..all.len()).filter(|&index| !all[index].moves.is_empty()).collect();
    let mut seen: [Vec<Seen>; Move::COUNT - 1] = Default::default();
    for part in 0..PARTS {
        let is_left_out =
            |index: usize| read.iter().position(|&at| at == index).is_some_and(|at| at % PARTS == part);
        let learned = moves(all, features, known, |index| !is_left_out(index));
        for &index in read.iter().filter(|&&index| is_left_out(index)) {
            let marginals = learned.marginals(&features[index]);
            let signs = Text::new(all[index].sentences.iter().map(String::as_str)).signs();
            for (at, seen) in seen.iter_mut().enumerate() {
                let greatest = marginals.iter().map(|shares| shares[at]).fold(0.0, f64::max);
                let is_missing = !all[index].moves.iter().flatten().any(|&move_| move_ as usize == at);
                seen.push(Seen { share: greatest, signs, is_missing });
            }
        }
    }
    let mut costs = SIGN_COSTS.into_iter();
    seen.map(|seen| curve(&seen, costs.next().unwrap_or_default()))
}

/// What an abstract shows of a move, and whether the move is missing.
struct Seen {
    /// The greatest that a sentence has of it.
    share: f64,
    signs: u64,
    is_missing: bool,
}

/// How much a sign that says little costs. Signs help with results and hardly with other moves (cross-validated).
const SIGN_COSTS: [f64; Move::COUNT - 1] = [40.0, 40.0, 40.0, 40.0, 4.0, 40.0];

/// Logistic regression, by steps small enough for any data.
fn curve(seen: &[Seen], sign_cost: f64) -> Curve {
    let mut curve = Curve { slope: -1.0, ..Curve::default() };
    let step = 1.0 / (seen.len().max(1) as f64 * 5.0);
    for _ in 0..8000 {
        let (mut offset, mut slope) = (0.0, 0.0);
        let mut signs = curve.signs.map(|weight| -sign_cost * weight);
        for Seen { share, signs: there, is_missing } in seen {
            let wrong = f64::from(u8::from(*is_missing)) - curve.at(*share, *there);
            offset += wrong;
            slope += wrong * logit(*share);
            for (sign, gradient) in signs.iter_mut().enumerate() {
                *gradient += wrong * f64::from(u8::from(there >> sign & 1 == 1));
            }
        }
        curve.offset += step * offset;
        curve.slope += step * slope;
        for (weight, gradient) in curve.signs.iter_mut().zip(signs) {
            *weight += step * gradient;
        }
    }
    curve
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_falls_where_the_share_rises() {
        let seen =
            |x: i32| Seen { share: f64::from(x) / 40.0, signs: 1 << (x % 2), is_missing: x < 9 || x == 20 };
        let curve = curve(&(0..40).map(seen).collect::<Vec<_>>(), 4.0);
        assert!(curve.at(0.1, 1) > 0.6 && curve.at(0.8, 1) < 0.4, "{curve:?}");
    }
}
