//! What `paperlint plan` prints: the questions of a plan, its experiments with what each says of itself, milestones, deliverables, and
//! what is not there.

use std::fmt::Write;
use std::ops::Range;

use serde::Serialize;

use crate::analysis::Paper;
use crate::analysis::plans::{Entry, Experiment, Field, Form, Part, Plan};
use crate::markup::Placeholder;
use crate::output::json::{self, Head};
use crate::output::places::{At, Places};
use crate::output::table::fitted;
use crate::output::terminal::wrapped;
use crate::output::{clean, counted, style};

/// How a plan is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanFormat {
    /// Tables for people.
    Full,
    /// The same in Markdown, to be kept with the plan.
    Markdown,
    /// One JSON value.
    Json,
    /// A row an experiment, question, milestone and deliverable, with commas between.
    Csv,
}

/// Returns what papers plan, in order; a draft that is no plan is said to be none.
pub fn plans(pages: &[PlanPage], format: PlanFormat, columns: usize) -> String {
    let mut out = String::new();
    match format {
        PlanFormat::Full => pages.iter().for_each(|page| page.full(columns, &mut out)),
        PlanFormat::Markdown => pages.iter().for_each(|page| page.markdown(&mut out)),
        PlanFormat::Json => return json::papers(pages),
        PlanFormat::Csv => {
            out.push_str("file,line,kind,text,varies,measures,expects,decides,costs\n");
            pages.iter().for_each(|page| page.csv(&mut out));
        }
    }
    out
}

/// What one plan says.
#[derive(Clone, Debug, Serialize)]
pub struct PlanPage {
    #[serde(flatten)]
    head: Head,
    /// None where the draft is no plan.
    form: Option<Form>,
    #[serde(skip)]
    is_english: bool,
    questions: Vec<Listed>,
    experiments: Vec<Row>,
    milestones: Vec<Listed>,
    deliverables: Vec<Listed>,
    /// What a registration fixes in advance.
    fixed: Vec<Fixed>,
    missing: Vec<Part>,
}

/// What a registration fixes in advance, and its words.
#[derive(Clone, Debug, Serialize)]
struct Fixed {
    part: Part,
    #[serde(flatten)]
    at: At,
    text: String,
}

/// A question, milestone or deliverable.
#[derive(Clone, Debug, Serialize)]
struct Listed {
    #[serde(flatten)]
    at: At,
    text: String,
    /// Whether a milestone has a date, and a hypothesis a direction.
    definite: bool,
}

/// An experiment.
#[derive(Clone, Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    at: At,
    name: String,
    varies: Option<String>,
    measures: Option<String>,
    expects: Option<String>,
    decides: Option<String>,
    costs: Option<String>,
}

impl Row {
    fn fields(&self) -> [&Option<String>; Field::ALL.len()] {
        [&self.varies, &self.measures, &self.expects, &self.decides, &self.costs]
    }
}

impl PlanPage {
    /// Returns what a paper plans.
    pub fn of(paper: &Paper<'_>) -> Self {
        let head = Head::of(paper.draft);
        let Some(plan) = paper.plan() else {
            return Self {
                head,
                form: None,
                is_english: paper.is_english(),
                questions: Vec::new(),
                experiments: Vec::new(),
                milestones: Vec::new(),
                deliverables: Vec::new(),
                fixed: Vec::new(),
                missing: Vec::new(),
            };
        };
        let places = Places::new(paper.draft);
        let text = |range: &Range<u32>| shown(paper.document.reading().slice(range.start, range.end));
        let at = |range: &Range<u32>| places.at(paper.document.reading(), range.clone());
        let listed = |entries: &[Entry]| {
            let of = |entry: &Entry| Listed {
                at: at(&entry.range),
                text: text(&entry.range),
                definite: entry.is_definite,
            };
            entries.iter().map(of).collect()
        };
        let row = |experiment: &Experiment| {
            let field = |field| experiment.field(field).map(|range| text(&range));
            Row {
                at: at(&experiment.name),
                name: text(&experiment.name),
                varies: field(Field::Varies),
                measures: field(Field::Measures),
                expects: field(Field::Expects),
                decides: field(Field::Decides),
                costs: field(Field::Costs),
            }
        };
        let Plan { form, questions, experiments, milestones, deliverables, fixed, lacking } = plan;
        let fixed = fixed.iter().map(|(part, range)| Fixed { part: *part, at: at(range), text: text(range) });
        Self {
            head,
            is_english: true,
            form: Some(*form),
            questions: listed(questions),
            experiments: experiments.iter().map(row).collect(),
            milestones: listed(milestones),
            deliverables: listed(deliverables),
            fixed: fixed.collect(),
            missing: lacking.clone(),
        }
    }

    /// `4 experiments, 2 questions`
    fn summary(&self) -> String {
        let (experiments, questions) = (self.experiments.len() as u64, self.questions.len() as u64);
        match self.form {
            Some(Form::Registration) => counted(questions, "hypothesis", "hypotheses"),
            _ => {
                counted(questions, "question", "questions")
                    + ", "
                    + &counted(experiments, "experiment", "experiments")
            }
        }
    }

    /// Returns what is listed besides experiments, each list with its name.
    fn lists(&self) -> [(&'static str, &[Listed]); 3] {
        let asked = if self.form == Some(Form::Registration) { "Hypotheses" } else { "Questions" };
        [(asked, &self.questions), ("Milestones", &self.milestones), ("Deliverables", &self.deliverables)]
    }

    // Writing to a string cannot fail, here and below.
    fn full(&self, columns: usize, out: &mut String) {
        let (strong, faint) = (style::STRONG, style::FAINT);
        let _ = write!(out, "{strong}{}{strong:#}: ", clean::line(&self.head.file));
        if self.form.is_none() {
            out.push_str(match self.is_english {
                true => "not a plan (`doc-type: plan` in its front matter says that it is one)\n\n",
                false => "not in English, and only plans in English are read\n\n",
            });
            return;
        }
        let _ = writeln!(out, "{}\n", self.summary());
        let [questions, rest @ ..] = self.lists();
        list(questions, columns, out);
        for (number, row) in self.experiments.iter().enumerate() {
            let is_named = row.name.starts_with(&format!("E{}", number + 1));
            let line = if is_named { row.name.clone() } else { format!("E{} {}", number + 1, row.name) };
            let _ = writeln!(
                out,
                "{strong}{}{strong:#}  {faint}line {}{faint:#}",
                fitted_to(&line, columns),
                row.at.line
            );
            let said = Field::ALL.into_iter().zip(row.fields());
            for (field, text) in said.clone().filter_map(|(field, text)| Some((field, text.as_deref()?))) {
                labelled(field.name(), text, columns, out);
            }
            let unsaid: Vec<&str> =
                said.filter(|(_, text)| text.is_none()).map(|(field, _)| field.name()).collect();
            if !unsaid.is_empty() {
                labelled("not said", &unsaid.join(", "), columns, out);
            }
            out.push('\n');
        }
        if !self.fixed.is_empty() {
            let _ = writeln!(out, "{strong}Fixed in advance{strong:#}");
            self.fixed
                .iter()
                .for_each(|fixed| labelled(&fixed.part.name().replace('-', " "), &fixed.text, columns, out));
            out.push('\n');
        }
        rest.into_iter().for_each(|list_| list(list_, columns, out));
        let missing: Vec<&str> = self.missing.iter().map(|part| part.name()).collect();
        let missing = if missing.is_empty() { "nothing".to_owned() } else { missing.join(", ") };
        let _ = writeln!(out, "{strong}Missing{strong:#}: {missing}\n");
    }

    fn markdown(&self, out: &mut String) {
        let cell = |text: &str| text.replace('|', "\\|");
        let _ = writeln!(out, "# Plan: {}\n", clean::line(&self.head.file));
        if self.form.is_none() {
            out.push_str("Not a plan.\n\n");
            return;
        }
        let [questions, rest @ ..] = self.lists();
        let list = |(name, entries): (&str, &[Listed]), out: &mut String| {
            if entries.is_empty() {
                return;
            }
            let _ = writeln!(out, "## {name}\n");
            entries.iter().for_each(|entry| {
                let _ = writeln!(out, "- {}", entry.text);
            });
            out.push('\n');
        };
        list(questions, out);
        if !self.experiments.is_empty() {
            out.push_str("## Experiments\n\n| | Experiment | Varies | Measures | Expects | Decides | Costs |\n|---|---|---|---|---|---|---|\n");
            for (number, row) in self.experiments.iter().enumerate() {
                let fields = row.fields().map(|field| cell(field.as_deref().unwrap_or("?"))).join(" | ");
                let _ = writeln!(out, "| E{} | {} | {fields} |", number + 1, cell(&row.name));
            }
            out.push('\n');
        }
        rest.into_iter().for_each(|entries| list(entries, out));
        if !self.fixed.is_empty() {
            out.push_str("## Fixed in advance\n\n| What | The plan says |\n|---|---|\n");
            for Fixed { part, text, .. } in &self.fixed {
                let _ = writeln!(out, "| {} | {} |", part.name(), cell(text));
            }
            out.push('\n');
        }
        if !self.missing.is_empty() {
            let missing: Vec<&str> = self.missing.iter().map(|part| part.name()).collect();
            let _ = writeln!(out, "Missing: {}\n", missing.join(", "));
        }
    }

    fn csv(&self, out: &mut String) {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut row = |at: &At, kind: &str, text: &str, fields: [&Option<String>; Field::ALL.len()]| {
            let fields = fields.map(|field| quoted(field.as_deref().unwrap_or(""))).join(",");
            let _ = writeln!(
                out,
                "{},{},{kind},{},{fields}",
                quoted(&clean::line(&at.file)),
                at.line,
                quoted(text)
            );
        };
        for experiment in &self.experiments {
            row(&experiment.at, "experiment", &experiment.name, experiment.fields());
        }
        let kinds = ["question", "milestone", "deliverable"];
        for ((_, entries), kind) in self.lists().into_iter().zip(kinds) {
            entries.iter().for_each(|entry| row(&entry.at, kind, &entry.text, [const { &None }; 5]));
        }
        self.fixed
            .iter()
            .for_each(|fixed| row(&fixed.at, fixed.part.name(), &fixed.text, [const { &None }; 5]));
    }
}

/// Columns before the text of a field.
const INDENT: usize = 16;

/// Columns that a text gets at least.
const NARROWEST: usize = 24;

/// A text behind its name.
fn labelled(name: &str, text: &str, columns: usize, out: &mut String) {
    let faint = style::FAINT;
    let lines = wrapped(text, columns.saturating_sub(INDENT).max(NARROWEST));
    for (at, part) in lines.iter().enumerate() {
        let name = if at == 0 { name } else { "" };
        let _ = writeln!(out, "   {faint}{}{faint:#}{}", fitted(name, INDENT - 3), part.trim());
    }
}

/// A list with its name, a line or more an entry.
fn list((name, entries): (&str, &[Listed]), columns: usize, out: &mut String) {
    let (strong, faint) = (style::STRONG, style::FAINT);
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(out, "{strong}{name}{strong:#}");
    for entry in entries {
        let line = entry.at.line.to_string();
        for (at, part) in wrapped(&entry.text, columns.saturating_sub(6).max(NARROWEST)).iter().enumerate() {
            let line = if at == 0 { line.as_str() } else { "" };
            let _ = writeln!(out, "{faint}{line:>4}{faint:#}  {}", part.trim());
        }
    }
    out.push('\n');
}

/// Returns a text cut to a line, with room for its place behind it.
fn fitted_to(text: &str, columns: usize) -> String {
    fitted(text, clean::width(text).min(columns.saturating_sub(INDENT).max(NARROWEST)))
}

/// Returns the text on one line; math, citations and the like are one sign.
pub(super) fn shown(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if Placeholder::from_char(c).is_some() { '▢' } else { c }).collect();
    let text: Vec<&str> = text.split_whitespace().collect();
    clean::line(&text.join(" ")).into_owned()
}
