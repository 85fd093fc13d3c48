//! A plan: its questions, experiments, milestones and deliverables, and the parts that a reader of plans asks for.
//!
//! The parts of a project's plan are those of common templates (question, experiments with what varies, is measured and is expected,
//! milestones, deliverables, readers, when to stop); those of a registration are the ones that its forms ask for.

mod entries;
mod experiments;
mod words;

use std::ops::Range;

pub use experiments::{Experiment, Field};

use super::{DocType, Paper};
use crate::document::{BlockRef, BlockRole, SectionRef};
use words::{Hint, Place, says};

/// What a plan says.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What kind of plan it is.
    pub form: Form,
    /// Its questions, goals and hypotheses, in reading order.
    pub questions: Vec<Entry>,
    /// Its experiments, in reading order.
    pub experiments: Vec<Experiment>,
    /// Its milestones, in reading order.
    pub milestones: Vec<Entry>,
    /// What comes out of it, in reading order.
    pub deliverables: Vec<Entry>,
    /// The parts that it does not have, of those that its kind should have.
    pub lacking: Vec<Part>,
}

/// What kind of plan it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The plan of a project.
    Project,
    /// A preregistration or a protocol, which says in advance how a study is run and analysed.
    Registration,
}

/// A thing that a plan lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its bytes in the reading text.
    pub range: Range<u32>,
    /// Whether it is told as it should be: a milestone with a date, a hypothesis that says which way.
    pub is_definite: bool,
}

/// A part that a plan should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Why the project is worth the work.
    Motivation,
    /// A question or goal.
    Question,
    /// Three experiments at least.
    Experiments,
    /// What is expected of experiments.
    Expectation,
    /// Which results would change the plan.
    Decision,
    /// What results are compared with.
    Baseline,
    /// Milestones, each with a date.
    Milestones,
    /// What comes out.
    Deliverables,
    /// Who reads it.
    Feedback,
    /// When to stop.
    Stop,
    /// Which of many experiments come first.
    Priority,
    /// Hypotheses.
    Hypotheses,
    /// Which way hypotheses point.
    Direction,
    /// The outcome.
    Outcome,
    /// How many are observed.
    SampleSize,
    /// When data collection ends.
    Stopping,
    /// Who or what is left out.
    Exclusions,
    /// The tests or models.
    Tests,
    /// What is exploratory.
    Exploratory,
}

impl Part {
    /// Its name in rule files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Motivation => "motivation",
            Self::Question => "question",
            Self::Experiments => "experiments",
            Self::Expectation => "expectation",
            Self::Decision => "decision",
            Self::Baseline => "baseline",
            Self::Milestones => "milestones",
            Self::Deliverables => "deliverables",
            Self::Feedback => "feedback",
            Self::Stop => "stop",
            Self::Priority => "priority",
            Self::Hypotheses => "hypotheses",
            Self::Direction => "direction",
            Self::Outcome => "outcome",
            Self::SampleSize => "sample-size",
            Self::Stopping => "stopping",
            Self::Exclusions => "exclusions",
            Self::Tests => "tests",
            Self::Exploratory => "exploratory",
        }
    }
}

/// The plan, if the paper is one.
pub(super) fn of(paper: &Paper<'_>) -> Option<Plan> {
    (paper.doc_type() == DocType::Plan).then(|| Reader { paper, form: form(paper) }.read())
}

/// Headings of a form that make a plan a registration.
const FORM: usize = 2;

/// Experiments from which on a list is one: those that one can think of are more than two.
const FEW: usize = 3;

/// Experiments from which on a plan should say which come first.
const MANY: usize = 9;

/// Words from which on a section says why a project is worth the work.
const MOTIVATED: u32 = 8;

struct Reader<'p, 'd> {
    paper: &'p Paper<'d>,
    form: Form,
}

impl Reader<'_, '_> {
    fn read(&self) -> Plan {
        let mut plan = Plan {
            form: self.form,
            questions: self.questions(),
            experiments: experiments::of(self),
            milestones: self.milestones(),
            deliverables: self.entries(Hint::Deliverables),
            lacking: Vec::new(),
        };
        plan.lacking = match self.form {
            Form::Project => self.lacking_in_project(&plan),
            Form::Registration => self.lacking_in_registration(&plan),
        };
        plan
    }

    fn lacking_in_project(&self, plan: &Plan) -> Vec<Part> {
        let experiments = &plan.experiments;
        let few = |field| 2 * experiments.iter().filter(|one| one.has(field)).count() < experiments.len();
        let is_unordered = experiments.len() >= MANY && few(Field::Costs) && !self.has(Hint::Priority);
        let parts = [
            (Part::Motivation, !self.has(Hint::Motivation)),
            (Part::Question, plan.questions.is_empty() && !self.has(Hint::Question)),
            (Part::Experiments, experiments.len() < FEW),
            (Part::Expectation, few(Field::Expects)),
            (Part::Decision, few(Field::Decides)),
            (Part::Baseline, !self.has(Hint::Baseline)),
            (Part::Milestones, !plan.milestones.iter().any(|milestone| milestone.is_definite)),
            (Part::Deliverables, plan.deliverables.is_empty() && !self.has(Hint::Deliverables)),
            (Part::Feedback, !self.has(Hint::Feedback)),
            (Part::Stop, !self.has(Hint::Stop)),
            (Part::Priority, is_unordered),
        ];
        lacking(parts)
    }

    fn lacking_in_registration(&self, plan: &Plan) -> Vec<Part> {
        let has_hypotheses = !plan.questions.is_empty();
        let is_directed = plan.questions.iter().all(|hypothesis| hypothesis.is_definite);
        let parts = [
            (Part::Hypotheses, !has_hypotheses),
            (Part::Direction, has_hypotheses && !is_directed),
            (Part::Outcome, !self.has(Hint::Outcome)),
            (Part::SampleSize, !self.has_number(Hint::SampleSize)),
            (Part::Stopping, !self.has(Hint::Stopping)),
            (Part::Exclusions, !self.has(Hint::Exclusions)),
            (Part::Tests, !self.has(Hint::Tests)),
            (Part::Exploratory, !self.has(Hint::Exploratory)),
        ];
        lacking(parts)
    }

    /// Whether the plan has a part: a section of it that says something, or words of it.
    fn has(&self, hint: Hint) -> bool {
        let least = if hint == Hint::Motivation { MOTIVATED } else { 1 };
        let is_said = |section: SectionRef<'_>| {
            section.blocks().filter(is_text).map(|block| block.words()).sum::<u32>() >= least
        };
        self.sections(hint).any(is_said) || self.texts().any(|block| says(block.text(), hint))
    }

    /// Whether a section of that part gives a number or says `all`.
    fn has_number(&self, hint: Hint) -> bool {
        let gives = |block: BlockRef<'_>| {
            let text = block.text();
            text.contains(|c: char| c.is_ascii_digit() || crate::markup::Placeholder::from_char(c).is_some())
        };
        self.sections(hint).any(|section| section.blocks().filter(is_text).any(gives))
    }

    /// The sections whose headings name that part.
    fn sections(&self, hint: Hint) -> impl Iterator<Item = SectionRef<'_>> {
        // The only heading of the highest level is the title.
        let levels = || {
            self.paper.document.sections().iter().filter_map(|section| section.heading.map(|_| section.level))
        };
        let highest = levels().min();
        let is_titled = levels().filter(|level| Some(*level) == highest).count() == 1;
        let is_title = move |section: &SectionRef<'_>| is_titled && Some(section.level()) == highest;
        let is_part_of = move |section: &SectionRef<'_>| is_of(section.title(), hint, self.form);
        self.paper.document.section_refs().filter(move |section| !is_title(section) && is_part_of(section))
    }

    /// The blocks of running text.
    fn texts(&self) -> impl Iterator<Item = BlockRef<'_>> {
        let document = self.paper.document;
        (0..document.blocks().len() as u32).map(|index| document.block(index)).filter(is_text)
    }
}

/// A registration has the headings of its form.
fn form(paper: &Paper<'_>) -> Form {
    let is_of_form = |section: &SectionRef<'_>| {
        words::first(section.title(), Place::Heading, |hint| hint == Hint::Form).is_some()
    };
    let headings = paper.document.section_refs().filter(is_of_form).count();
    if headings >= FORM { Form::Registration } else { Form::Project }
}

/// Whether a heading names a part. That of a form may name two; among those of a project the first line that fits says which.
fn is_of(heading: &str, part: Hint, form: Form) -> bool {
    if part.is_of_registrations() {
        return words::first(heading, Place::Heading, |hint| hint == part).is_some();
    }
    let is_asked =
        |hint: Hint| hint != Hint::Form && (form == Form::Registration || !hint.is_of_registrations());
    words::first(heading, Place::Heading, is_asked) == Some(part)
}

fn is_text(block: &BlockRef<'_>) -> bool {
    let role = block.role();
    !matches!(role, BlockRole::Title | BlockRole::Heading | BlockRole::Metadata | BlockRole::Empty)
}

fn lacking<const N: usize>(parts: [(Part, bool); N]) -> Vec<Part> {
    parts.into_iter().filter(|(_, is_lacking)| *is_lacking).map(|(part, _)| part).collect()
}
