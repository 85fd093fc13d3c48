//! Departures planted in papers beside their plans: which of them the rules find, and what they find besides.
//!
//! A line of the table is a change: pair, kinds of departures that it plants (`none` where the paper names it or nothing departs), where, and new words
//! (`-` for nothing). Where is old words of the paper, or lines of a file, `@12-14` of the paper and `plan@12` of the plan; several stand with `||`
//! between them. So a table for papers of others holds none of their words. `=pair`, plan, its bytes, paper, its bytes names the files of a pair; without
//! such a line they lie beside the table as `pair.plan.md` and `pair.paper.md` or `.tex`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use paperlint::internal::check::{self, RuleSet, Scratch};
use paperlint::internal::markup::{self, NoLoader};
use paperlint::internal::rules;
use paperlint::internal::source::{Draft, Format, Source};

use crate::share;

/// What to change.
#[derive(clap::Args)]
pub struct Args {
    /// Tables of changes
    #[arg(required = true, value_name = "TABLE")]
    tables: Vec<PathBuf>,
    /// The folder that the paths in a table start from, where it names files
    #[arg(long, value_name = "DIR", default_value = ".")]
    corpus: PathBuf,
    /// Print each change that is not found and each finding that is wrong, too
    #[arg(long)]
    missed: bool,
    /// Changes of these pairs alone
    #[arg(long, value_name = "PAIR", num_args = 1..)]
    only: Vec<String>,
}

/// The rules, each with what a table calls what it finds.
const RULES: [(&str, &str); 8] = [
    ("dropped-hypothesis", "hypothesis"),
    ("added-hypothesis", "hypothesis"),
    ("changed-outcome", "outcome"),
    ("changed-sample-size", "sample"),
    ("changed-exclusions", "exclusion"),
    ("changed-test", "test"),
    ("changed-covariates", "covariate"),
    ("unplanned-claim", "claim"),
];

/// Makes each change in memory, runs the rules, and prints what they find of what is planted.
pub fn run(args: &Args) -> Result<()> {
    let is_asked = |id: &str| RULES.iter().any(|(rule, _)| *rule == id);
    let asked = rules::builtin().into_iter().filter(|rule| is_asked(&rule.spec.id)).collect();
    let rules = RuleSet::compile(asked).map_err(|error| anyhow!("{}", error.problem.message))?;
    let mut score = Score::default();
    let mut out = io::stdout().lock();
    for table in &args.tables {
        for change in changes(table, &args.corpus)? {
            if !args.only.is_empty() && !args.only.contains(&change.pair.name) {
                continue;
            }
            let found = found(&change.draft()?, &rules);
            let line = score.add(&change, found);
            if args.missed && !line.is_empty() {
                writeln!(out, "{}\n  {line}", change.line)?;
            }
        }
    }
    ensure!(score.changes > 0, "no change to make");
    score.print(&mut out).context("cannot print")
}

/// A plan and its paper.
#[derive(Clone)]
struct Pair {
    name: String,
    plan: PathBuf,
    paper: PathBuf,
}

/// A change of a pair.
struct Change {
    pair: Pair,
    expected: Vec<String>,
    /// Where, and the new words.
    edits: Vec<(String, String)>,
    line: String,
}

/// Returns the changes of a table, and each of its pairs without one.
fn changes(table: &Path, corpus: &Path) -> Result<Vec<Change>> {
    let read =
        |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let text = read(table)?;
    let mut named: Vec<Pair> = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        if let [name, plan, plan_bytes, paper, paper_bytes] = fields[..] {
            for (path, bytes) in [(plan, plan_bytes), (paper, paper_bytes)] {
                let len = read(&corpus.join(path))?.len();
                ensure!(bytes.parse() == Ok(len), "{path} has {len} bytes and not {bytes}: another version");
            }
            let name = name.trim_start_matches('=').to_owned();
            named.push(Pair { name, plan: corpus.join(plan), paper: corpus.join(paper) });
            continue;
        }
        let [name, expected, old, new] = fields[..] else {
            return Err(anyhow!("{}: a change has four fields: {line}", table.display()));
        };
        let pair = named.iter().find(|pair| pair.name == name).cloned();
        let pair = pair.unwrap_or_else(|| beside(table, name));
        let words = |text: &str| text.replace("\\n", "\n").replace("\\\\", "\\");
        let edits = old.split(" || ").zip(new.split(" || "));
        let edits = edits.map(|(old, new)| (words(old), if new == "-" { String::new() } else { words(new) }));
        let kinds =
            expected.split(' ').map(|kind| kind.trim_matches(['(', ')'])).filter(|kind| *kind != "none");
        let expected = kinds.map(str::to_owned).collect();
        // What departs in a pair as it is comes first, where something does.
        if !old.is_empty() && !changes.iter().any(|change: &Change| change.pair.name == name) {
            let line = format!("{name}\tunchanged");
            changes.push(Change { pair: pair.clone(), expected: Vec::new(), edits: Vec::new(), line });
        }
        let edits = edits.filter(|(old, _)| !old.is_empty());
        changes.push(Change { pair, expected, edits: edits.collect(), line: line.to_owned() });
    }
    Ok(changes)
}

/// Returns the pair whose files lie beside a table.
fn beside(table: &Path, name: &str) -> Pair {
    let file = |what: &str| table.with_file_name(format!("{name}.{what}"));
    let paper = ["paper.md", "paper.Rmd", "paper.tex"].map(file).into_iter().find(|path| path.exists());
    let plan = ["plan.md", "plan.Rmd"].map(file).into_iter().find(|path| path.exists());
    let (plan, paper) = (plan.unwrap_or_else(|| file("plan.md")), paper.unwrap_or_else(|| file("paper.md")));
    Pair { name: name.to_owned(), plan, paper }
}

impl Change {
    /// Returns the paper beside its plan, with the change made.
    fn draft(&self) -> Result<Draft> {
        let of_plan = |place: &str| place.starts_with("plan@");
        let read = |path: &Path, is_plan: bool| {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            let edits = self.edits.iter().filter(|(place, _)| of_plan(place) == is_plan);
            let text = edits.rev().try_fold(text, |text, (place, new)| edited(text, place, new));
            let text = text.with_context(|| self.line.clone())?;
            let format =
                Format::from_path(path).with_context(|| format!("{}: unknown format", path.display()))?;
            let source = Source::decode(path.display().to_string(), text.into_bytes());
            anyhow::Ok(markup::assemble(source, format, &mut NoLoader))
        };
        Ok(read(&self.pair.paper, false)?.planned_by(read(&self.pair.plan, true)?))
    }
}

/// Returns a text with a place of it in new words. Lines are counted in the text as it was, so later places are changed first.
fn edited(text: String, place: &str, new: &str) -> Result<String> {
    let place = place.strip_prefix("plan").filter(|rest| rest.starts_with('@')).unwrap_or(place);
    let Some(lines) = place.strip_prefix('@') else {
        ensure!(text.contains(place), "the paper has no {place:?}");
        return Ok(text.replacen(place, new, 1));
    };
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let range: Range<usize> = first.parse::<usize>()? - 1..last.parse()?;
    let kept = |is_kept: fn(usize, &Range<usize>) -> bool| {
        let lines = text.lines().enumerate().filter(|(at, _)| is_kept(*at, &range));
        lines.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    ensure!(range.end <= text.lines().count(), "no line {}", range.end);
    Ok(kept(|at, range| at < range.start) + new + "\n" + &kept(|at, range| at >= range.end))
}

/// Returns which rules find something, each with where.
fn found(draft: &Draft, rules: &RuleSet) -> Vec<(String, u32)> {
    let lint = check::lint(draft, rules, &mut Scratch::default());
    let id =
        |finding: &paperlint::internal::findings::Finding| rules.rule(finding.rule).file.spec.id.to_string();
    lint.findings.iter().map(|finding| (id(finding), finding.place.first().start)).collect()
}

/// How many changes were made, and what was found.
#[derive(Default)]
struct Score {
    changes: usize,
    quiet: usize,
    /// Kinds of departures that a pair has as it is, by the pair: they are counted there, and not in each of its changes.
    own: BTreeSet<(String, String)>,
    /// What was planted, by its kind, with whether it was found.
    planted: Vec<(String, bool)>,
    /// Findings by rule, with the pair, and whether something of that kind was planted.
    called: Vec<(String, String, bool)>,
}

impl Score {
    /// Takes a change with what was found, and returns what is wrong of that.
    fn add(&mut self, change: &Change, found: Vec<(String, u32)>) -> String {
        let kind = |rule: &str| RULES.iter().find(|(id, _)| *id == rule).map_or("", |(_, kind)| *kind);
        self.changes += 1;
        self.quiet += usize::from(change.expected.is_empty());
        let called: BTreeSet<String> = found.into_iter().map(|(rule, _)| rule).collect();
        let mut line: Vec<String> = Vec::new();
        if change.edits.is_empty() {
            let own = change.expected.iter().map(|kind| (change.pair.name.clone(), kind.clone()));
            self.own.extend(own);
        }
        for expected in &change.expected {
            let is_found = called.iter().any(|rule| kind(rule) == expected);
            self.planted.push((expected.clone(), is_found));
            if !is_found {
                line.push(format!("{expected} is not found"));
            }
        }
        for rule in called {
            let is_right = change.expected.iter().any(|expected| expected == kind(&rule));
            if !is_right && self.own.contains(&(change.pair.name.clone(), kind(&rule).to_owned())) {
                continue;
            }
            if !is_right {
                line.push(format!("{rule} is wrong"));
            }
            self.called.push((rule, change.pair.name.clone(), is_right));
        }
        line.join("; ")
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { changes, quiet, planted, called, .. } = self;
        writeln!(out, "{changes} papers, {quiet} of them with nothing to find")?;
        let mut kinds: Vec<&str> = RULES.iter().map(|(_, kind)| *kind).collect();
        kinds.dedup();
        for kind in kinds.into_iter().chain([""]) {
            let of: Vec<bool> = planted
                .iter()
                .filter(|(one, _)| kind.is_empty() || one == kind)
                .map(|(_, is_found)| *is_found)
                .collect();
            let seen = of.iter().filter(|is_found| **is_found).count();
            let name = if kind.is_empty() { "all" } else { kind };
            writeln!(out, "{name:<20} found {seen} of {} ({:.2})", of.len(), share(seen, of.len()))?;
        }
        for rule in RULES.iter().map(|(rule, _)| *rule).chain([""]) {
            let of: Vec<&(String, String, bool)> =
                called.iter().filter(|(one, ..)| rule.is_empty() || one == rule).collect();
            let right = of.iter().filter(|(.., is_right)| *is_right).count();
            let wrong = of.iter().filter(|(.., is_right)| !is_right);
            let pairs: BTreeSet<(&str, &str)> =
                wrong.map(|(rule, pair, _)| (rule.as_str(), pair.as_str())).collect();
            let name = if rule.is_empty() { "all" } else { rule };
            let (all, pairs) = (of.len(), pairs.len());
            writeln!(
                out,
                "{name:<20} right {right} of {all} ({:.2}), wrong in {pairs} pairs",
                share(right, all)
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_words_are_changed() {
        let text = "one\ntwo\nthree\n".to_owned();
        assert_eq!(edited(text.clone(), "@2-3", "four").unwrap(), "one\nfour\n");
        assert_eq!(edited(text.clone(), "plan@1", "").unwrap(), "\ntwo\nthree\n");
        assert_eq!(edited(text.clone(), "two", "2").unwrap(), "one\n2\nthree\n");
        assert!(edited(text, "@4", "").is_err());
    }
}
