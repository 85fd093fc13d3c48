//! Findings for a reader to judge: drawn by lot over papers, shown in their place, and kept with what the reader said.
//!
//! What is kept is where a finding stands and what was said of it, never the text of a paper.

mod answers;
mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use paperlint::internal::check::{self, RuleSet, Scratch};
use paperlint::internal::findings::{Finding, Severity};
use paperlint::internal::output::words;
use paperlint::internal::rules::venues::Venue;
use paperlint::internal::rules::{self, Judged, Unseen};
use paperlint::internal::source::{Declared, Draft, LineIndex};
use paperlint::internal::spec::{Review, Stage};

use answers::{Answer, Answers, Verdict};
use sample::Drawn;

/// What to judge.
#[derive(clap::Args)]
pub struct Args {
    /// Main files of papers, a path a line, seen from the folder of the corpus
    #[arg(long, value_name = "LIST")]
    papers: PathBuf,
    /// The folder that the papers' paths start from; its `frozen.txt` names papers that nobody may read
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// Rules to judge; without, all that run unless told otherwise
    #[arg(long, value_name = "ID", num_args = 1..)]
    rule: Vec<String>,
    /// Findings of these severities alone
    #[arg(long, value_name = "SEVERITY", num_args = 1..)]
    severity: Vec<String>,
    /// How many findings to draw: of each rule where rules are named, else in all
    #[arg(long, value_name = "N", default_value_t = 20)]
    count: usize,
    /// The most findings of a rule in one paper
    #[arg(long, value_name = "K", default_value_t = 3)]
    per_paper: usize,
    /// Where the lot starts: the same seed draws the same findings
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Ask for a verdict on each finding that has none
    #[arg(long, conflicts_with = "answers")]
    ask: bool,
    /// Verdicts to keep, a line each: fingerprint, verdict, reason, with tabs between
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Keep verdicts as ones on papers that the rules were written with
    #[arg(long)]
    tuned: bool,
    /// The folder that verdicts are kept in
    #[arg(long, value_name = "DIR", default_value = "evaluation/judgements")]
    judgements: PathBuf,
    /// How the papers are reviewed: `double-blind`, `open` or `accepted`
    #[arg(long, value_name = "REVIEW")]
    review: Option<String>,
    /// The venue that the papers go to
    #[arg(long, value_name = "VENUE")]
    venue: Option<String>,
    /// Count findings and show none, so that frozen papers may be in the list
    #[arg(long, conflicts_with_all = ["ask", "answers"])]
    counts: bool,
}

/// A finding, where it stands, and what it says.
pub struct Place {
    /// The rule's id.
    pub rule: String,
    /// The main file of its paper, from the folder of the corpus.
    pub paper: String,
    /// The file it stands in, where that is not the main one.
    pub file: String,
    /// Its line there, from 1.
    pub line: u32,
    /// What it is known by.
    pub fingerprint: String,
    severity: Severity,
    message: String,
    /// The source around it, the place marked.
    context: String,
}

/// Draws, shows, asks, keeps and counts.
pub fn run(args: &Args) -> Result<()> {
    let papers = listed(args)?;
    let rules = selected(&args.rule)?;
    let severities = args.severity.iter().map(|name| severity(name)).collect::<Result<Vec<_>>>()?;
    let declared = declared(args)?;
    let mut places = Vec::new();
    let mut words = 0;
    for paper in &papers {
        words += read(&args.corpus, paper, (&rules, &declared), &mut places)?;
    }
    places.retain(|place| severities.is_empty() || severities.contains(&place.severity));
    let mut out = io::stdout().lock();
    if args.counts {
        return count(&places, words, &mut out).context("cannot print");
    }
    let drawn = Drawn {
        seed: args.seed,
        per_paper: args.per_paper,
        count: args.count,
        is_each: !args.rule.is_empty(),
    };
    let drawn = drawn.draw(places);
    let mut answers = Answers::read(&args.judgements, drawn.iter().map(|place| place.rule.as_str()))?;
    if let Some(path) = &args.answers {
        answers.take(path, &drawn, args.tuned)?;
        answers.write()?;
    }
    let open: Vec<&Place> = drawn.iter().filter(|place| answers.of(place).is_none()).collect();
    match args.ask {
        true => ask(&open, &mut answers, args.tuned, &mut out)?,
        false => open.iter().try_for_each(|place| show(place, &mut out))?,
    }
    score(&drawn, &answers, &mut out).context("cannot print")
}

/// Returns the papers of the list, from the folder of the corpus. Frozen ones are refused unless findings are only counted.
fn listed(args: &Args) -> Result<Vec<String>> {
    let read =
        |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let frozen = args.corpus.join("frozen.txt");
    let frozen: BTreeSet<String> = match frozen.exists() {
        true => read(&frozen)?.lines().map(str::to_owned).collect(),
        false => BTreeSet::new(),
    };
    let list = read(&args.papers)?;
    let mut papers = Vec::new();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let path = Path::new(line);
        let path = path.strip_prefix(&args.corpus).unwrap_or(path);
        ensure!(path.is_relative(), "{line} does not lie in {}", args.corpus.display());
        let paper = path.to_string_lossy().into_owned();
        ensure!(
            args.counts || !frozen.contains(&paper),
            "{paper} is frozen: nobody reads it; use --counts to count its findings, or take it out of the list"
        );
        papers.push(paper);
    }
    ensure!(!papers.is_empty(), "{} names no paper", args.papers.display());
    Ok(papers)
}

/// Returns what the papers are taken to declare.
fn declared(args: &Args) -> Result<Arc<Declared>> {
    let venue =
        args.venue.as_ref().map(|id| Venue::named(id).with_context(|| format!("there is no venue `{id}`")));
    let venue = venue.transpose()?;
    let review = args
        .review
        .as_ref()
        .map(|name| Review::named(name).with_context(|| format!("there is no review `{name}`")));
    let review = review.transpose()?.or(venue.as_ref().and_then(|venue| venue.review)).unwrap_or_default();
    Ok(Arc::new(Declared { asked: venue.map(|venue| venue.asks.into()), review, ..Declared::default() }))
}

fn selected(ids: &[String]) -> Result<RuleSet> {
    let all = rules::builtin();
    for id in ids {
        ensure!(all.iter().any(|rule| rule.spec.id == *id), "there is no rule `{id}`");
    }
    let is_asked = |rule: &rules::RuleFile| match ids {
        [] => rule.spec.stage == Stage::Stable,
        ids => ids.contains(&rule.spec.id),
    };
    let rules = all.into_iter().filter(is_asked).collect();
    RuleSet::compile(rules).map_err(|error| anyhow!("{}: {}", error.file.path, error.problem.message))
}

fn severity(name: &str) -> Result<Severity> {
    Severity::named(name)
        .with_context(|| format!("a severity is `error`, `warning` or `advice`, not `{name}`"))
}

/// Adds what is found in a paper; returns how many words it has.
fn read(
    corpus: &Path,
    paper: &str,
    (rules, declared): (&RuleSet, &Arc<Declared>),
    places: &mut Vec<Place>,
) -> Result<u32> {
    let draft = crate::papers::with_references(&corpus.join(paper))?.declaring(declared.clone());
    let lint = check::lint(&draft, rules, &mut Scratch::default());
    places.extend(lint.findings.iter().map(|finding| place(paper, &draft, rules, finding)));
    Ok(lint.words)
}

fn place(paper: &str, draft: &Draft, rules: &RuleSet, finding: &Finding) -> Place {
    let spec = rules.spec(finding);
    let span = finding.place.first();
    let file = draft.file(draft.file_of(span.start));
    let (start, end) =
        (span.start.saturating_sub(file.base) as usize, span.end.saturating_sub(file.base) as usize);
    Place {
        rule: spec.id.clone(),
        paper: paper.to_owned(),
        file: file.name.clone(),
        line: LineIndex::new(&file.text).location(&file.text, start as u32).line,
        fingerprint: finding.fingerprint.to_string(),
        severity: finding.severity,
        message: words(spec, finding).message,
        context: sample::context(&file.text, start, end),
    }
}

fn show(place: &Place, out: &mut impl Write) -> io::Result<()> {
    let Place { rule, paper, file, line, fingerprint, severity, message, context } = place;
    writeln!(out, "{fingerprint} {paper} {file}:{line}\n{} {rule}: {message}\n{context}\n", severity.name())
}

/// Asks for each verdict on the terminal and keeps it at once.
fn ask(open: &[&Place], answers: &mut Answers, is_tuned: bool, out: &mut impl Write) -> Result<()> {
    let mut lines = io::stdin().lock().lines();
    for (at, place) in open.iter().enumerate() {
        show(place, out)?;
        let verdict = loop {
            write!(out, "{} of {}: (r)ight, (d)efensible or (w)rong, and why; (q)uit: ", at + 1, open.len())?;
            out.flush()?;
            let Some(line) = lines.next().transpose().context("cannot read the answer")? else {
                return Ok(());
            };
            let (word, reason) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            match Verdict::named(word) {
                _ if word == "q" || word == "quit" => return Ok(()),
                Some(verdict) => break Answer { verdict, reason: reason.trim().to_owned() },
                None => writeln!(out, "`{word}` is no verdict")?,
            }
        };
        answers.keep(place, verdict, is_tuned);
        answers.write()?;
    }
    Ok(())
}

/// Returns a line a rule: how often it found something, and in how many papers.
fn count(places: &[Place], words: u32, out: &mut impl Write) -> io::Result<()> {
    let mut by_rule: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for place in places {
        let (count, papers) = by_rule.entry(&place.rule).or_default();
        *count += 1;
        papers.insert(&place.paper);
    }
    for (rule, (count, papers)) in by_rule {
        let rate = 1000.0 * count as f64 / f64::from(words.max(1));
        writeln!(out, "{rule:<32} {count:>5} in {:>3} papers, {rate:.3} a 1000 words", papers.len())?;
    }
    writeln!(out, "{:<32} {:>5}, {words} words", "all", places.len())
}

/// Returns a line a rule and severity, one for all of a severity and one for all: what was said of the findings drawn. Warnings and advice
/// are told apart, since an author who sees the first screen sees no advice.
fn score(drawn: &[Place], answers: &Answers, out: &mut impl Write) -> io::Result<()> {
    let mut tallies: BTreeMap<Row<'_>, Tally<'_>> = BTreeMap::new();
    for place in drawn {
        let (rule, severity) = (place.rule.as_str(), place.severity.name());
        for row in [Row::Rule(rule, severity), Row::Severity(severity), Row::All] {
            tallies.entry(row).or_default().add(place, answers.of(place));
        }
    }
    tallies.iter().try_for_each(|(row, tally)| tally.print(&row.name(), out))
}

/// What is counted together, in the order in which it is printed.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Row<'p> {
    /// The findings of a rule that have one severity.
    Rule(&'p str, &'p str),
    /// All of a severity.
    Severity(&'p str),
    /// All.
    All,
}

impl Row<'_> {
    fn name(&self) -> String {
        match self {
            Row::Rule(rule, severity) => format!("{rule} ({severity})"),
            Row::Severity(severity) => format!("all ({severity})"),
            Row::All => "all".to_owned(),
        }
    }
}

#[derive(Default)]
struct Tally<'p> {
    counts: Unseen,
    papers: BTreeSet<&'p str>,
    open: usize,
}

impl<'p> Tally<'p> {
    fn add(&mut self, place: &'p Place, answer: Option<&Answer>) {
        let Some(answer) = answer else {
            self.open += 1;
            return;
        };
        self.papers.insert(&place.paper);
        answer.verdict.count(&mut self.counts);
    }

    fn print(&self, name: &str, out: &mut impl Write) -> io::Result<()> {
        let Unseen { right, defensible, wrong, .. } = self.counts;
        let read = self.counts.read();
        let share = |part: u32| match (Judged { right: part, read }).interval() {
            Some((low, high)) => format!("{:.2} ({low:.2} to {high:.2})", f64::from(part) / f64::from(read)),
            None => "-".to_owned(),
        };
        writeln!(
            out,
            "{name}: {right} right, {defensible} defensible, {wrong} wrong in {} papers, {} open; right {}, right or defensible {}",
            self.papers.len(),
            self.open,
            share(right),
            share(right + defensible),
        )
    }
}
