//! What `paperlint results --plan` prints: what a plan fixes, beside what the paper says of it.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::plan;
use super::results::ResultsFormat;
use crate::analysis::Paper;
use crate::analysis::plans::{Compared, Topic, Verdict};
use crate::output::json::{self, Head};
use crate::output::places::{At, Places};
use crate::output::table::fitted;
use crate::output::terminal::wrapped;
use crate::output::{clean, counted, style};

/// Returns papers beside their plan, in order.
pub fn departures(pages: &[DeparturesPage], format: ResultsFormat, columns: usize) -> String {
    match format {
        ResultsFormat::Full => pages.iter().map(|page| page.full(columns)).collect(),
        ResultsFormat::Markdown => pages.iter().map(DeparturesPage::markdown).collect(),
        ResultsFormat::Json => json::papers(pages),
    }
}

/// One paper beside the plan.
#[derive(Clone, Debug, Serialize)]
pub struct DeparturesPage {
    #[serde(flatten)]
    head: Head,
    plan: String,
    compared: Vec<Row>,
}

/// What the plan fixes, and what the paper says of it.
#[derive(Clone, Debug, Serialize)]
struct Row {
    topic: Topic,
    verdict: Verdict,
    planned: Place,
    done: Option<Place>,
}

impl Row {
    fn said(&self) -> &'static str {
        match self.verdict {
            Verdict::Same if self.topic == Topic::Hypotheses => "taken up",
            Verdict::Same => "as planned",
            Verdict::Told => "not as planned, and the paper says so",
            Verdict::Differs => "not as planned, and the paper does not say so",
            Verdict::Untold => "planned, and not found in the paper",
            Verdict::Unplanned => "not in the plan, and the paper does not say so",
            Verdict::Unmatched => "not matched; please compare by hand",
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct Place {
    #[serde(flatten)]
    at: At,
    text: String,
}

impl DeparturesPage {
    /// Returns what the plan beside a paper fixes, and what the paper says of it; `None` where there is no such plan.
    pub fn of(paper: &Paper<'_>) -> Option<Self> {
        let (places, reading) = (Places::new(paper.draft), paper.document.reading());
        let row = |compared: &Compared| Row {
            topic: compared.topic,
            verdict: compared.verdict,
            planned: Place {
                at: places.span(paper.draft.in_plan(compared.planned.at)),
                text: plan::shown(&compared.planned.text),
            },
            done: compared.done.as_ref().map(|done| Place {
                at: places.at(reading, done.clone()),
                text: plan::shown(reading.slice(done.start, done.end)),
            }),
        };
        let beside = paper.beside_plan().filter(|beside| beside.hindrance.is_none())?;
        Some(Self {
            head: Head::of(paper.draft),
            plan: paper.draft.plan()?.main().name.clone(),
            compared: beside.compared.iter().map(row).collect(),
        })
    }

    // Writing to a string cannot fail, here and below.
    fn full(&self, columns: usize) -> String {
        let (strong, faint) = (style::STRONG, style::FAINT);
        let departs = self.compared.iter().filter(|row| row.verdict.is_departure()).count();
        let count = counted(departs as u64, "departure", "departures");
        let (file, plan) = (clean::line(&self.head.file), clean::line(&self.plan));
        let mut out =
            format!("{strong}{file}{strong:#} beside {plan}: {count} that the paper does not name\n\n");
        let room = columns.saturating_sub(INDENT).max(NARROWEST);
        for row in &self.compared {
            let colour = colour(row.verdict);
            let _ = writeln!(out, "{strong}{}{strong:#}: {colour}{}{colour:#}", row.topic.name(), row.said());
            for (who, place) in [("plan", Some(&row.planned)), ("paper", row.done.as_ref())] {
                let Some(place) = place else { continue };
                let head = format!("   {who:<6}{:>5}  ", place.at.line);
                for (at, line) in wrapped(&short(&place.text), room).iter().enumerate() {
                    let head = if at == 0 { head.as_str() } else { "" };
                    let _ = writeln!(out, "{faint}{}{faint:#}{}", fitted(head, INDENT), line.trim());
                }
            }
        }
        out.push('\n');
        out
    }

    /// Returns a table for a supplement, of what is not as planned.
    fn markdown(&self) -> String {
        if self.compared.iter().all(|row| row.verdict == Verdict::Same) {
            return format!("All that could be compared is as planned in `{}`.\n\n", clean::line(&self.plan));
        }
        let cell = |text: &str| text.replace('|', "\\|");
        let mut out = String::from("| | Planned | Done | Where | Why |\n|---|---|---|---|---|\n");
        for row in self.compared.iter().filter(|row| row.verdict != Verdict::Same) {
            let done = row.done.as_ref().map_or("not reported", |done| done.text.as_str());
            let at = row.done.as_ref().map_or_else(String::new, |done| done.at.shown());
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | |",
                row.topic.name(),
                cell(&short(&row.planned.text)),
                cell(&short(done)),
                cell(&at)
            );
        }
        out.push('\n');
        out
    }
}

/// Returns the first words of a passage: whoever compares it reads the rest in its place.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(first) = words.get(..LONGEST).filter(|_| words.len() > LONGEST) else { return words.join(" ") };
    first.join(" ") + " …"
}

/// Words of a passage that are shown: as many as a sentence or two have.
const LONGEST: usize = 50;

/// Columns before a text.
const INDENT: usize = 16;

/// Columns that a text gets at least.
const NARROWEST: usize = 24;

fn colour(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Same | Verdict::Told => AnsiColor::Green.on_default(),
        Verdict::Differs | Verdict::Untold | Verdict::Unplanned => AnsiColor::Red.on_default(),
        Verdict::Unmatched => style::FAINT,
    }
}
