//! Drafts that nobody wrote: real ones that were cut, spliced, doubled and unbalanced. However broken a draft is, nothing may panic, take long,
//! or be written in a form that cannot be read.

mod look;
mod mutate;
mod shrink;

use std::fs;
use std::io::{self, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use fastrand::Rng;
use paperlint::internal::RuleSet;
use paperlint::internal::rules;
use paperlint::internal::source::{Format, Source};
use rayon::prelude::*;

use crate::share;
use look::{Looked, look};

/// What to change, and how often.
#[derive(clap::Args)]
pub struct Args {
    /// Drafts, or folders of drafts; of a folder with a `manifest.tsv`, the files in its second column that its `frozen.txt` does not name
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Mutants
    #[arg(long, default_value_t = 1000)]
    count: u64,
    /// The lot by which they are made
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Seconds that a mutant may take, in all formats together
    #[arg(long, default_value_t = 5.0)]
    bound: f64,
    /// A folder for the smallest input of what broke and of the ten that took longest
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Mutants whose smallest input is looked for, of those that broke and of the slowest.
const SHRUNK: usize = 10;

/// A draft that is changed.
struct Seed {
    name: String,
    format: Format,
    text: String,
}

/// A mutant, by what makes it again, and what came of it.
struct Made {
    number: u64,
    looked: Looked,
}

/// Makes mutants and prints what broke and what took long.
///
/// # Errors
/// When a draft cannot be read, when something broke or took longer than it may, and when most mutants no longer read as drafts.
pub fn run(args: &Args) -> Result<()> {
    let seeds = seeds(&args.paths)?;
    let rules = RuleSet::compile(rules::builtin())
        .map_err(|error| anyhow!("{}: {}", error.file.path, error.problem.message))?;
    // A panic is told with its mutant below.
    panic::set_hook(Box::new(|_| {}));
    let made = |number| {
        let (seed, text) = mutant(&seeds, args.seed, number);
        Made { number, looked: look(&text, seed.format, &rules) }
    };
    let mut all: Vec<Made> = (0..args.count).into_par_iter().map(made).collect();
    all.sort_by_key(|made| std::cmp::Reverse(made.looked.took));
    let bound = Duration::from_secs_f64(args.bound);
    let mut out = io::stdout().lock();
    let mut broken = 0;
    for made in &all {
        let why = match &made.looked.broken {
            Some(broken) => broken.clone(),
            None if made.looked.took > bound => format!("took {:.1} s", made.looked.took.as_secs_f64()),
            None => continue,
        };
        broken += 1;
        let (seed, text) = mutant(&seeds, args.seed, made.number);
        writeln!(out, "{} of {}: {why}", made.number, seed.name)?;
        if let (Some(folder), Some(_), ..=SHRUNK) = (&args.out, &made.looked.broken, broken) {
            let small = shrink::shrink(&text, |text| look(text, seed.format, &rules).broken.is_some());
            keep(folder, "broken", made.number, seed, &small)?;
        }
    }
    writeln!(out, "the slowest:")?;
    for made in all.iter().take(SHRUNK) {
        let (seed, text) = mutant(&seeds, args.seed, made.number);
        let took = made.looked.took;
        write!(
            out,
            "  {} of {}: {:.0} ms, {} bytes",
            made.number,
            seed.name,
            took.as_secs_f64() * 1e3,
            text.len()
        )?;
        if let Some(folder) = &args.out {
            let small = shrink::shrink(&text, |text| look(text, seed.format, &rules).took * 2 > took);
            write!(out, "; half of that: {} bytes", small.len())?;
            keep(folder, "slow", made.number, seed, &small)?;
        }
        writeln!(out)?;
    }
    let drafts = all.iter().filter(|made| made.looked.is_draft).count();
    let share = share(drafts, all.len());
    writeln!(
        out,
        "{} mutants of {} drafts, {share:.2} with three headings, {broken} broken or too slow",
        all.len(),
        seeds.len()
    )?;
    ensure!(share >= 0.5, "fewer than half of the mutants read as a draft with three headings");
    ensure!(broken == 0, "{broken} of {} mutants are broken or too slow", all.len());
    Ok(())
}

/// The mutant of that number. Each is made from its number alone, so that one can be made again.
fn mutant(seeds: &[Seed], lot: u64, number: u64) -> (&Seed, String) {
    let mut rng = Rng::with_seed(lot.wrapping_shl(32) ^ number);
    let (draft, other) = (&seeds[rng.usize(..seeds.len())], &seeds[rng.usize(..seeds.len())]);
    (draft, mutate::mutate(&draft.text, &other.text, &mut rng))
}

fn keep(folder: &Path, what: &str, number: u64, seed: &Seed, text: &str) -> Result<()> {
    let ending = Path::new(&seed.name).extension().unwrap_or_default().to_string_lossy();
    let path = folder.join(format!("{what}-{number}.{ending}"));
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn seeds(paths: &[PathBuf]) -> Result<Vec<Seed>> {
    let mut files = Vec::new();
    for path in paths {
        match path.join("manifest.tsv") {
            manifest if manifest.exists() => listed(path, &manifest, &mut files)?,
            _ => drafts_in(path, &mut files)?,
        }
    }
    let mut seeds = Vec::new();
    for path in files {
        let Some(format) = Format::from_path(&path) else { continue };
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.display().to_string();
        seeds.push(Seed { text: Source::decode(name.clone(), bytes).text, name, format });
    }
    ensure!(!seeds.is_empty(), "there is no draft");
    Ok(seeds)
}

/// The main files that a folder's manifest names, without the frozen ones.
fn listed(folder: &Path, manifest: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let read =
        |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let frozen = match folder.join("frozen.txt") {
        frozen if frozen.exists() => read(&frozen)?,
        _ => String::new(),
    };
    let manifest = read(manifest)?;
    let named = manifest.lines().skip(1).filter_map(|line| line.split('\t').nth(1));
    files.extend(
        named.filter(|name| !frozen.lines().any(|frozen| frozen == *name)).map(|name| folder.join(name)),
    );
    Ok(())
}

/// A file, or the files of a folder and of those in it, by name.
fn drafts_in(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let listed = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut inside: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inside.sort();
    inside.iter().try_for_each(|path| drafts_in(path, files))
}
