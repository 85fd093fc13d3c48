//! What `paperlint results` prints: each section that reports results, and whether a reader can tell how they came about.

use std::fmt::Write;
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::why::{self, Reason};
use crate::analysis::plans::{Compared, Topic, Verdict};
use crate::analysis::{Anchor, Basis, DocType, Paper, ResultSection, State, Status, StatusLabel};
use crate::markup;
use crate::output::json::{self, Head};
use crate::output::places::{At, Places};
use crate::output::table::fitted;
use crate::output::{clean, counted, style};
use crate::source::Span;

/// How the map is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultsFormat {
    /// A table for people.
    Full,
    /// One JSON value.
    Json,
    /// A table in Markdown, for a supplement.
    Markdown,
}

/// Returns the results of papers, in order; in the table for people with each word that was read for it, if it `says_why`.
pub fn results(pages: &[ResultsPage], format: ResultsFormat, says_why: bool, columns: usize) -> String {
    match format {
        ResultsFormat::Full => {
            let why = |page: &ResultsPage| match says_why {
                true => why::full(&page.statements, &page.head.file),
                false => String::new(),
            };
            pages.iter().map(|page| page.full(columns) + &why(page)).collect()
        }
        ResultsFormat::Markdown => pages.iter().map(ResultsPage::markdown).collect(),
        ResultsFormat::Json => json::papers(pages),
    }
}

/// The results of a paper, section by section.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ResultsPage {
    /// Which paper it is.
    #[serde(flatten)]
    pub head: Head,
    /// What kind of paper it is.
    pub doc_type: DocType,
    /// The sections that report results of the paper's own, in order.
    pub sections: Vec<SectionResults>,
    /// What is said of all results, where something is.
    pub document: Option<Evidence>,
    /// Where a registration is named.
    pub registration: Option<At>,
    /// Where a hypothesis is given before the results.
    pub hypothesis: Option<At>,
    /// Where the paper says how it departs from its plan.
    pub deviation: Option<At>,
    statements: Vec<Reason>,
    #[serde(skip)]
    has_plan: bool,
}

/// A section that reports results, and whether a reader can tell how they came about.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct SectionResults {
    /// Its heading, as it prints.
    pub heading: String,
    /// Where the heading stands, or the first result.
    pub at: At,
    /// How many sentences report a result.
    pub claims: usize,
    /// What a reader can know of them.
    pub state: State,
    /// What is said of them, where something is.
    pub said: Option<Evidence>,
    /// Where the plan beside the paper has a hypothesis that the section takes up, where the paper itself says nothing of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<At>,
    #[serde(skip)]
    counts: Counts,
}

/// How many sentences report a result that was planned, or not.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    planned: usize,
    exploratory: usize,
    both: usize,
    unsaid: usize,
}

impl Counts {
    fn of(section: &ResultSection<'_>) -> Self {
        let mut counts = Self::default();
        for claim in &section.claims {
            *match claim.told.as_ref().map(|told| told.status) {
                Some(Status::Planned) => &mut counts.planned,
                Some(Status::Exploratory) => &mut counts.exploratory,
                Some(Status::Both) => &mut counts.both,
                None => &mut counts.unsaid,
            } += 1;
        }
        counts
    }
}

impl SectionResults {
    /// Returns how many results are what, in words: `2 planned, 1 unsaid`.
    pub(crate) fn counted(&self) -> String {
        let Counts { planned, exploratory, both, unsaid } = self.counts;
        let counts = [(planned, "planned"), (exploratory, "exploratory"), (both, "both"), (unsaid, "unsaid")];
        let some = counts.into_iter().filter(|(count, _)| *count > 0);
        some.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
    }
}

/// What is said of results, how, and where.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Evidence {
    /// That they were planned, or found on the way.
    pub status: Status,
    /// What says it.
    pub how: Basis,
    /// Where; none where it follows from the paper as a whole.
    pub at: Option<At>,
}

impl ResultsPage {
    /// Returns the results of a paper.
    #[doc(hidden)]
    pub fn of(paper: &Paper<'_>) -> Self {
        let results = paper.results();
        let places = Places::new(paper.draft);
        let reading = paper.document.reading();
        let anchor = |anchor: &Anchor<'_>| places.sentence(anchor.sentence);
        let said = |told: &StatusLabel| Evidence {
            status: told.status,
            how: told.how,
            at: (!told.at.is_empty() || told.at.start > 0).then(|| places.at(reading, told.at.clone())),
        };
        let row = |section: &ResultSection<'_>| {
            let first = section.claims.first().map_or(0..0, |claim| claim.sentence.range());
            let range = section.section.heading().map_or(first, |heading| heading.range());
            SectionResults {
                heading: heading(section),
                at: places.at(reading, range),
                claims: section.claims.len(),
                state: section.state(),
                said: section.told().map(said),
                planned: planned(paper, section).map(|at| places.span(at)),
                counts: Counts::of(section),
            }
        };
        Self {
            head: Head::of(paper.draft),
            doc_type: paper.doc_type(),
            sections: results.sections.iter().map(row).collect(),
            document: results.document.as_ref().map(said),
            registration: results.anchors.registration.as_ref().map(anchor),
            hypothesis: results.anchors.hypothesis.as_ref().map(anchor),
            deviation: results.anchors.deviation.as_ref().map(anchor),
            statements: why::reasons(paper, &places),
            has_plan: paper.beside_plan().is_some_and(|beside| beside.hindrance.is_none()),
        }
    }

    // Writing to a string cannot fail, here and below.
    fn full(&self, columns: usize) -> String {
        let (strong, faint) = (style::STRONG, style::FAINT);
        let claims: usize = self.sections.iter().map(|row| row.claims).sum();
        let sections = counted(self.sections.len() as u64, "section", "sections");
        let count = counted(claims as u64, "result", "results");
        let mut out =
            format!("{strong}{}{strong:#}: {count} in {sections}\n\n", clean::line(&self.head.file));
        if self.sections.is_empty() {
            out.push_str("No section reports results of the paper's own with a number.\n\n");
            return out;
        }
        let longest =
            self.sections.iter().map(|row| clean::width(&clean::line(&row.heading))).max().unwrap_or(0);
        let width = longest.clamp("section".len(), columns.saturating_sub(46).max(20));
        let _ = writeln!(out, "{faint}{}  results  label        source{faint:#}", fitted("section", width));
        for row in &self.sections {
            let colour = colour(row.state);
            let how = self.source(row);
            let heading = fitted(&clean::line(&row.heading), width);
            let _ = writeln!(
                out,
                "{heading}  {:>7}  {colour}{:<11}{colour:#}  {faint}{how}{faint:#}",
                row.claims,
                name(row.state)
            );
        }
        out.push('\n');
        for (what, place) in self.anchors() {
            let _ =
                writeln!(out, "{what}: {}", place.map_or("none stated".to_owned(), |place| place.shown()));
        }
        out.push('\n');
        out
    }

    fn anchors(&self) -> [(&'static str, Option<&At>); 3] {
        [
            ("registration", self.registration.as_ref()),
            ("hypothesis before the results", self.hypothesis.as_ref()),
            ("deviations from the plan", self.deviation.as_ref()),
        ]
    }

    /// Who says it: the paper, its plan, or nobody.
    fn source(&self, row: &SectionResults) -> String {
        let in_plan = || row.planned.as_ref().map(|at| format!("the plan alone, {}", at.shown()));
        let neither =
            || if self.has_plan { "neither the paper nor its plan".to_owned() } else { String::new() };
        row.said.as_ref().map(|said| self.how(said)).or_else(in_plan).unwrap_or_else(neither)
    }

    /// `a sentence, line 12`
    fn how(&self, said: &Evidence) -> String {
        let how = match said.how {
            Basis::Markup => "a mark",
            Basis::Sentence => "a sentence",
            Basis::RunIn | Basis::Heading => "a heading",
            Basis::Hypothesis => "its hypothesis",
            Basis::Document => "statement about all analyses",
        };
        match &said.at {
            None => how.to_owned(),
            Some(at) if at.file == self.head.file => format!("{how}, line {}", at.line),
            Some(at) => format!("{how}, {}", at.shown()),
        }
    }

    fn markdown(&self) -> String {
        let mut out = format!(
            "## {}\n\n| section | results | label | source |\n|---|---|---|---|\n",
            cell(&self.head.file)
        );
        for row in &self.sections {
            let how = self.source(row);
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} |",
                cell(&row.heading),
                row.claims,
                name(row.state),
                cell(&how)
            );
        }
        out.push('\n');
        out
    }
}

/// Returns where the plan has a hypothesis that a section takes up without saying that it was planned.
fn planned(paper: &Paper<'_>, section: &ResultSection<'_>) -> Option<Span> {
    let compared = &paper.beside_plan().filter(|_| section.told().is_none())?.compared;
    let is_in = |done: &Range<u32>| section.claims.iter().any(|claim| claim.sentence.range() == *done);
    let is_taken = |one: &&Compared| {
        one.topic == Topic::Hypotheses
            && matches!(one.verdict, Verdict::Same | Verdict::Told)
            && !one.planned.is_exploratory
            && one.done.as_ref().is_some_and(is_in)
    };
    compared.iter().find(is_taken).map(|one| paper.draft.in_plan(one.planned.at))
}

fn heading(section: &ResultSection<'_>) -> String {
    let text = section.section.title().trim();
    let is_shown = |c: &char| markup::Placeholder::from_char(*c).is_none();
    if text.is_empty() {
        "before the first heading".to_owned()
    } else {
        text.chars().filter(is_shown).collect()
    }
}

/// Returns the word for what a reader can know.
pub fn name(state: State) -> &'static str {
    match state {
        State::Planned => "planned",
        State::Exploratory => "exploratory",
        State::Mixed => "both",
        State::Unsaid => "not said",
    }
}

fn colour(state: State) -> Style {
    match state {
        State::Planned => AnsiColor::Green.on_default(),
        State::Exploratory => AnsiColor::Cyan.on_default(),
        State::Mixed => AnsiColor::Magenta.on_default(),
        State::Unsaid => AnsiColor::Yellow.on_default(),
    }
}

/// Returns a text in a cell of a table in Markdown.
fn cell(text: &str) -> String {
    clean::line(text).replace('|', "\\|")
}
