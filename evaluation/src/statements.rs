//! Statements on plans: what paperlint hears in single sentences, against what careful readers understood.
//!
//! Sentences on a departure from the plan are scored apart: readers differ on what such a sentence makes of a result.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use paperlint::internal::analysis::results::statements::{self, Place, Reading};
use paperlint::internal::analysis::{Status, is_study_heading};
use paperlint::internal::document::SectionRole;
use paperlint::internal::markup::Placeholder;
use paperlint::internal::rules::Judged;
use serde::{Deserialize, Serialize};

/// What to score.
#[derive(clap::Args)]
pub struct Args {
    /// JSON lines, one sentence each: `id`, `doc`, `zone`, `heading`, `before`, `sentence`, `after`, `status`, `reach`, `covers`, `registration`;
    /// or a table of sentences alone, `.tsv`: `status`, `reach`, `registration`, `sentence`, and `covers` where that is not the analyses
    file: PathBuf,
    /// Leave out the repositories that this file lists, one per line: those tuned on
    #[arg(long, value_name = "LIST")]
    without: Option<PathBuf>,
    /// Score only the repositories that this file lists
    #[arg(long, value_name = "LIST")]
    only: Option<PathBuf>,
    /// Write what paperlint heard: JSON lines with `id`, `status`, `reach`, `covers`, `registration`
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Gold {
    id: String,
    #[serde(default)]
    doc: String,
    #[serde(default)]
    zone: SectionRole,
    #[serde(default)]
    heading: String,
    #[serde(default)]
    before: String,
    sentence: String,
    #[serde(default)]
    after: String,
    #[serde(flatten)]
    labels: Labels,
}

/// What a sentence says.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
struct Labels {
    /// `planned`, `exploratory`, `both` or `none`.
    status: String,
    /// `paper`, `study`, `section`, `result`; nothing where the status is `none`.
    #[serde(default)]
    reach: Option<String>,
    /// `analyses`, `hypotheses`, `design`, `deviation`, `other`; nothing where the status is `none`.
    #[serde(default)]
    covers: Option<String>,
    /// `own`, `absent`, `others` or `none`.
    registration: String,
}

#[derive(Serialize)]
struct Prediction {
    id: String,
    #[serde(flatten)]
    labels: Labels,
}

/// Reads, scores, prints and writes the predictions.
pub fn run(args: &Args) -> Result<()> {
    let cannot = || format!("cannot read {}", args.file.display());
    let file = File::open(&args.file).with_context(cannot)?;
    let (without, only) = (list(args.without.as_ref())?, list(args.only.as_ref())?);
    let mut score = Score::default();
    let mut predictions = Vec::new();
    let is_table = args.file.extension().is_some_and(|extension| extension == "tsv");
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(cannot)?;
        if is_table && (line.is_empty() || line.starts_with('#')) {
            continue;
        }
        let gold: Gold = match is_table {
            true => row(&line, index).context("a line is not four or five columns")?,
            false => serde_json::from_str(&line).context("a line is not a sentence")?,
        };
        let repository = gold.doc.split('/').nth(1).unwrap_or_default();
        let is_left_out = without.as_ref().is_some_and(|list| list.contains(repository))
            || only.as_ref().is_some_and(|list| !list.contains(repository));
        if is_left_out {
            continue;
        }
        let found = labels(&read(&gold));
        score.add(&gold.labels, &found);
        predictions.push(Prediction { id: gold.id, labels: found });
    }
    ensure!(!predictions.is_empty(), "{} holds no sentence to score", args.file.display());
    if let Some(path) = &args.predictions {
        crate::predictions::write(path, &predictions)?;
    }
    score.print(&mut io::stdout().lock()).context("cannot print")
}

/// Returns a sentence that stands alone, or a heading: among results if it speaks of one or of their section, and otherwise among methods.
fn row(line: &str, index: usize) -> Option<Gold> {
    let mut columns = line.split('\t').map(str::to_owned);
    let (status, reach, registration) = (columns.next()?, columns.next()?, columns.next()?);
    let sentence = columns.next()?;
    let heading = sentence.strip_prefix("# ").map(str::to_owned);
    let is_late = matches!(reach.as_str(), "result" | "section");
    Some(Gold {
        id: (index + 1).to_string(),
        doc: String::new(),
        zone: if is_late { SectionRole::Results } else { SectionRole::Methods },
        sentence: heading.clone().unwrap_or(sentence),
        heading: heading.unwrap_or_default(),
        before: String::new(),
        after: String::new(),
        labels: Labels { status, reach: Some(reach), covers: columns.next(), registration },
    })
}

fn list(path: Option<&PathBuf>) -> Result<Option<HashSet<String>>> {
    let Some(path) = path else { return Ok(None) };
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Some(text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()))
}

fn read(gold: &Gold) -> Reading {
    let (before, sentence, after) =
        (placeholders(&gold.before), placeholders(&gold.sentence), placeholders(&gold.after));
    let heading = placeholders(&gold.heading);
    let place = Place {
        before: &before,
        after: &after,
        zone: gold.zone,
        is_heading: gold.sentence == gold.heading,
        is_below_exploratory: false,
        is_in_study: is_study_heading(&heading),
    };
    let above = statements::read(&heading, &Place { before: "", after: "", is_heading: true, ..place });
    let is_below_exploratory = !place.is_heading && above.status() == Some(Status::Exploratory);
    statements::read(&sentence, &Place { is_below_exploratory, ..place })
}

/// Returns the data write `[math]` where a reading text has a private character.
fn placeholders(text: &str) -> String {
    use Placeholder::{Citation, Code, Math, Name, Number, Reference, Statistic, TextCitation, Url};
    let names = [
        ("[math]", Math),
        ("[statistic]", Statistic),
        ("[number]", Number),
        ("[citation]", Citation),
        ("[authors]", TextCitation),
        ("[reference]", Reference),
        ("[code]", Code),
        ("[address]", Url),
        ("[name]", Name),
    ];
    names.iter().fold(text.to_owned(), |text, (name, placeholder)| {
        text.replace(name, placeholder.to_char().encode_utf8(&mut [0; 4]))
    })
}

fn labels(reading: &Reading) -> Labels {
    fn name(value: impl Serialize) -> String {
        serde_json::to_value(value)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
    Labels {
        status: reading.status().map_or("none".to_owned(), name),
        reach: reading.first().map(|heard| name(heard.reach)),
        covers: reading.covers().map(name),
        registration: reading.registration().map_or("none".to_owned(), name),
    }
}

#[derive(Default)]
struct Score {
    /// Right and all, deviations left out.
    status: [usize; 2],
    deviations: [usize; 2],
    /// Planned called exploratory, or the contrary.
    inverted: usize,
    /// Among those whose status is right and not `none`.
    reach: [usize; 2],
    covers: [usize; 2],
    /// Right, found and expected.
    statuses: BTreeMap<String, [usize; 3]>,
    registrations: BTreeMap<String, [usize; 3]>,
    /// `absent` or `others` taken for `own`.
    taken_for_own: usize,
}

impl Score {
    fn add(&mut self, gold: &Labels, found: &Labels) {
        let is_right = gold.status == found.status;
        count(&mut self.registrations, &gold.registration, &found.registration);
        self.taken_for_own += usize::from(
            found.registration == "own" && matches!(gold.registration.as_str(), "absent" | "others"),
        );
        if gold.covers.as_deref() == Some("deviation") {
            add(&mut self.deviations, is_right);
            return;
        }
        add(&mut self.status, is_right);
        count(&mut self.statuses, &gold.status, &found.status);
        let pair = (gold.status.as_str(), found.status.as_str());
        self.inverted += usize::from(matches!(pair, ("planned", "exploratory") | ("exploratory", "planned")));
        if is_right && gold.status != "none" {
            add(&mut self.reach, gold.reach == found.reach);
            add(&mut self.covers, gold.covers == found.covers);
        }
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "status right          {}", share(self.status))?;
        writeln!(out, "inverted              {}", self.inverted)?;
        writeln!(out, "deviations right      {}", share(self.deviations))?;
        writeln!(out, "reach right           {} of those with the right status", share(self.reach))?;
        writeln!(out, "covers right          {} of the same", share(self.covers))?;
        for (name, counts) in &self.statuses {
            writeln!(out, "{name:<21} {}", both(*counts))?;
        }
        for (name, counts) in &self.registrations {
            writeln!(out, "registration {name:<8} {}", both(*counts))?;
        }
        writeln!(out, "absent or others' taken for own: {}", self.taken_for_own)
    }
}

fn add(counts: &mut [usize; 2], is_right: bool) {
    counts[0] += usize::from(is_right);
    counts[1] += 1;
}

fn count(counts: &mut BTreeMap<String, [usize; 3]>, gold: &str, found: &str) {
    counts.entry(gold.to_owned()).or_default()[2] += 1;
    let of_found = counts.entry(found.to_owned()).or_default();
    of_found[1] += 1;
    of_found[0] += usize::from(gold == found);
}

fn share([right, all]: [usize; 2]) -> String {
    format!("{right} of {all} ({:.3})", super::share(right, all))
}

fn both([right, found, expected]: [usize; 3]) -> String {
    let of = |all: usize| {
        let interval = (Judged { right: right as u32, read: all as u32 }).interval();
        let interval = interval.map_or("none".to_owned(), |(low, high)| format!("{low:.2} to {high:.2}"));
        format!("{right}/{all} {:.3} ({interval})", super::share(right, all))
    };
    format!("precision {}  recall {}", of(found), of(expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(status: &str, covers: &str, registration: &str) -> Labels {
        Labels {
            status: status.into(),
            reach: Some("paper".into()),
            covers: Some(covers.into()),
            registration: registration.into(),
        }
    }

    #[test]
    fn an_inversion_is_counted_and_a_departure_is_scored_apart() {
        let mut score = Score::default();
        score.add(&labels("planned", "analyses", "own"), &labels("exploratory", "analyses", "absent"));
        score.add(&labels("both", "deviation", "own"), &labels("planned", "analyses", "own"));
        score.add(&labels("none", "", "others"), &labels("none", "", "own"));
        assert_eq!((score.status, score.inverted, score.deviations), ([1, 2], 1, [0, 1]));
        assert_eq!((score.taken_for_own, score.registrations["own"]), (1, [1, 2, 2]));
    }
}
