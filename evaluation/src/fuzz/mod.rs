//! Fuzzing: texts of each kind that paperlint reads are changed at random, for a time. Whatever is read, nothing may panic, take long, break
//! what must hold, or be written in a form that cannot be read.
//!
//! It runs on stable Rust and is not led by coverage. What keeps texts near those that are read is where they start: our fixtures, rules and
//! configurations, with lines and pieces of one another, and with marks of their own grammar.

#[path = "../../../tests/suite/invariants/fixable_words.rs"]
mod fixable_words;
mod hold;
mod targets;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use fastrand::Rng;

use crate::mutants::campaign::Campaign;
use crate::mutants::{Seed, all_rules};
use targets::{TARGETS, Target};

/// What to fuzz, and how long.
#[derive(clap::Args)]
pub struct Args {
    /// What is fuzzed; everything where nothing is named
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
    /// Seconds that each is fuzzed
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The lot by which texts are made
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Seconds that a text may take
    #[arg(long, default_value_t = 5.0)]
    bound: f64,
    /// The repository, for the files from which texts are made
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// A folder for the smallest input of what broke and of the ten that took longest
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Texts that are made between two looks at the clock.
const BATCH: u64 = 256;

/// Fuzzes and prints what broke and what took long.
///
/// # Errors
/// When a target is not known, what it starts from cannot be read, or something broke or took longer than it may.
pub fn run(args: &Args) -> Result<()> {
    let is_known = |name: &&String| TARGETS.iter().any(|target| target.name == **name);
    if let Some(name) = args.targets.iter().find(|name| !is_known(name)) {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        bail!("there is no target `{name}`; there are {}", names.join(", "));
    }
    let is_asked =
        |target: &&Target| args.targets.is_empty() || args.targets.iter().any(|name| name == target.name);
    let mut broken = 0;
    for target in TARGETS.iter().filter(is_asked) {
        broken += fuzz(target, args)?;
    }
    ensure!(broken == 0, "{broken} texts are broken or too slow");
    Ok(())
}

fn fuzz(target: &Target, args: &Args) -> Result<usize> {
    let seeds = (target.seeds)(&args.root)?;
    ensure!(!seeds.is_empty(), "{}: there is nothing to start from", target.name);
    let rules = all_rules()?;
    let make = |number| {
        let (seed, text) = made(target, &seeds, args.seed, number);
        (seed.name.clone(), text)
    };
    let look = |_: &str, text: &str| (target.hold)(text, &rules);
    let out = args.out.as_ref().map(|folder| folder.join(target.name));
    let bound = Duration::from_secs_f64(args.bound);
    let campaign = Campaign { make: &make, look: &look, bound, out: out.as_deref() };
    let start = Instant::now();
    let mut all = Vec::new();
    while start.elapsed().as_secs() < args.seconds {
        let next = all.len() as u64;
        all.extend(campaign.looked(next..next + BATCH));
    }
    let (count, read) = (all.len(), all.iter().filter(|looked| looked.is_aimed_at).count());
    println!("{}:", target.name);
    let broken = campaign.tell(all)?;
    println!(
        "{}: {count} texts of {} in {} s, {read} of them are {}, {broken} broken or too slow",
        target.name,
        seeds.len(),
        start.elapsed().as_secs(),
        target.aim
    );
    Ok(broken)
}

/// Returns the text of that number, and what it was made from.
fn made<'s>(target: &Target, seeds: &'s [Seed], lot: u64, number: u64) -> (&'s Seed, String) {
    let mut rng = Rng::with_seed(lot.wrapping_shl(32) ^ number);
    let (seed, other) = (&seeds[rng.usize(..seeds.len())], &seeds[rng.usize(..seeds.len())]);
    (seed, (target.make)(&seed.text, &other.text, target.marks, &mut rng))
}
