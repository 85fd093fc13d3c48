//! Drafts that nobody wrote: real ones that were cut, spliced, doubled and unbalanced. However broken a draft is, nothing may panic, take long,
//! or be written in a form that cannot be read.

pub mod campaign;
pub mod look;
pub mod mutate;
mod shrink;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use fastrand::Rng;
use paperlint::internal::RuleSet;
use paperlint::internal::markup::{NoLoader, assemble};
use paperlint::internal::rules;
use paperlint::internal::source::{Format, Source};

use crate::share;
use campaign::Campaign;

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

/// A text that is changed.
pub struct Seed {
    /// Its path.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// Makes mutants and prints what broke and what took long.
///
/// # Errors
/// When a draft cannot be read, when something broke or took longer than it may, and when most mutants no longer read as drafts.
pub fn run(args: &Args) -> Result<()> {
    let seeds = seeds(&args.paths)?;
    let rules = all_rules()?;
    let make = |number| {
        let (seed, text) = mutant(&seeds, args.seed, number);
        (seed.name.clone(), text)
    };
    let look = |name: &str, text: &str| {
        let format = Format::from_path(Path::new(name)).unwrap_or(Format::Markdown);
        let draft = assemble(Source::decode(name, text.as_bytes().to_vec()), format, &mut NoLoader);
        let is_draft = look::look(&draft, &rules)?;
        look::holds::check_fixes(draft, &rules);
        Ok(is_draft)
    };
    let bound = Duration::from_secs_f64(args.bound);
    let campaign = Campaign { make: &make, look: &look, bound, out: args.out.as_deref() };
    let all = campaign.looked(0..args.count);
    let count = all.len();
    let share = share(all.iter().filter(|looked| looked.is_aimed_at).count(), count);
    let broken = campaign.tell(all)?;
    println!(
        "{count} mutants of {} drafts, {share:.2} with three headings, {broken} broken or too slow",
        seeds.len()
    );
    ensure!(share >= 0.5, "fewer than half of the mutants read as a draft with three headings");
    ensure!(broken == 0, "{broken} of {count} mutants are broken or too slow");
    Ok(())
}

/// Returns all rules of the program.
///
/// # Errors
/// When one cannot be used.
pub fn all_rules() -> Result<RuleSet> {
    RuleSet::compile(rules::builtin())
        .map_err(|error| anyhow!("{}: {}", error.file.path, error.problem.message))
}

/// Returns the mutant of that number. Each is made from its number alone, so that one can be made again.
fn mutant(seeds: &[Seed], lot: u64, number: u64) -> (&Seed, String) {
    let mut rng = Rng::with_seed(lot.wrapping_shl(32) ^ number);
    let (draft, other) = (&seeds[rng.usize(..seeds.len())], &seeds[rng.usize(..seeds.len())]);
    (draft, mutate::mutate(&draft.text, &other.text, mutate::MARKS, &mut rng))
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
        if Format::from_path(&path).is_none() {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.display().to_string();
        seeds.push(Seed { text: Source::decode(name.clone(), bytes).text, name });
    }
    ensure!(!seeds.is_empty(), "there is no draft");
    Ok(seeds)
}

/// Returns the main files that a folder's manifest names, without the frozen ones.
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

/// Returns a file, or the files of a folder and of those in it, by name.
///
/// # Errors
/// When a folder cannot be read.
pub fn drafts_in(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let listed = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut inside: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    inside.sort();
    inside.iter().try_for_each(|path| drafts_in(path, files))
}
