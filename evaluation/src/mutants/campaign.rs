//! What mutants and fuzzing share: texts that are made by number, looked at, and told of.

use std::any::Any;
use std::fs;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::shrink::shrink;

/// Texts that are made and looked at.
pub struct Campaign<'c> {
    /// Returns the text of a number, and the name of what it was made from. The same number gives the same text.
    pub make: &'c (dyn Fn(u64) -> (String, String) + Sync),
    /// Looks at a text that was made from what has that name, and returns whether it is one of those that are aimed at.
    pub look: &'c (dyn Fn(&str, &str) -> Result<bool> + Sync),
    /// How long a text may take.
    pub bound: Duration,
    /// The folder for the smallest input of what broke and of the ten that took longest.
    pub out: Option<&'c Path>,
}

/// Texts whose smallest input is looked for, of those that broke and of the slowest.
const SHRUNK: usize = 10;

/// What came of a text.
pub struct Looked {
    /// What makes it again.
    number: u64,
    /// How long it took.
    took: Duration,
    /// Whether it is one of those that are aimed at.
    pub is_aimed_at: bool,
    /// What broke, in a line.
    pub broken: Option<String>,
}

impl Campaign<'_> {
    /// Looks at the texts of these numbers.
    pub fn looked(&self, numbers: std::ops::Range<u64>) -> Vec<Looked> {
        // A panic is told with its text.
        panic::set_hook(Box::new(|_| {}));
        let looked = |number| {
            let (name, text) = (self.make)(number);
            Looked { number, ..self.looked_at(&name, &text) }
        };
        let all = numbers.into_par_iter().map(looked).collect();
        drop(panic::take_hook());
        all
    }

    fn looked_at(&self, name: &str, text: &str) -> Looked {
        let start = Instant::now();
        let made = panic::catch_unwind(AssertUnwindSafe(|| (self.look)(name, text)));
        let took = start.elapsed();
        let (is_aimed_at, broken) = match made {
            Ok(Ok(is_aimed_at)) => (is_aimed_at, None),
            Ok(Err(error)) => (true, Some(format!("{error:#}"))),
            Err(cause) => (true, Some(words(&*cause))),
        };
        let broken =
            broken.or_else(|| (took > self.bound).then(|| format!("took {:.1} s", took.as_secs_f64())));
        Looked { number: 0, took, is_aimed_at, broken }
    }

    /// Prints what broke and what took longest, and returns how many broke.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell(&self, mut all: Vec<Looked>) -> Result<usize> {
        all.sort_by_key(|looked| std::cmp::Reverse(looked.took));
        panic::set_hook(Box::new(|_| {}));
        let mut out = io::stdout().lock();
        let broken: Vec<&Looked> = all.iter().filter(|looked| looked.broken.is_some()).collect();
        for (index, looked) in broken.iter().enumerate() {
            let (name, text) = (self.make)(looked.number);
            let why = looked.broken.as_deref().unwrap_or_default();
            writeln!(out, "{} of {name}: {why}", looked.number)?;
            if index < SHRUNK && self.out.is_some() {
                let small = shrink(&text, |text| self.looked_at(&name, text).broken.is_some());
                self.keep("broken", looked.number, &name, &small)?;
            }
        }
        writeln!(out, "the slowest:")?;
        for looked in all.iter().take(SHRUNK) {
            let (name, text) = (self.make)(looked.number);
            let (took, bytes) = (looked.took.as_secs_f64() * 1e3, text.len());
            write!(out, "  {} of {name}: {took:.0} ms, {bytes} bytes", looked.number)?;
            if self.out.is_some() {
                let small = shrink(&text, |text| self.looked_at(&name, text).took * 2 > looked.took);
                write!(out, "; half of that: {} bytes", small.len())?;
                self.keep("slow", looked.number, &name, &small)?;
            }
            writeln!(out)?;
        }
        drop(panic::take_hook());
        Ok(broken.len())
    }

    fn keep(&self, what: &str, number: u64, name: &str, text: &str) -> Result<()> {
        let Some(folder) = self.out else { return Ok(()) };
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy();
        let path: PathBuf = folder.join(format!("{what}-{number}.{ending}"));
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

fn words(cause: &(dyn Any + Send)) -> String {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    format!("panicked: {}", text.unwrap_or("without words").lines().next().unwrap_or_default())
}
