//! A plan: its questions, experiments, milestones and deliverables, and the parts that a reader of plans asks for.
//!
//! The parts of a project's plan are those of common templates (question, experiments with what varies, is measured and is expected,
//! milestones, deliverables, readers, when to stop); those of a registration are the ones that its forms ask for.

mod claims;
mod departures;
mod entries;
mod experiments;
mod fixed;
mod hypotheses;
mod labels;
mod models;
mod passages;
mod samples;
mod stems;
mod words;

use std::ops::Range;

pub use departures::{Compared, Comparison, Hindrance, Planned, Topic, Verdict, compare};
pub use experiments::{Experiment, Field};

use super::{DocType, Paper};
use crate::document::{BlockRef, BlockRole, Document, SectionRef};
use crate::markup;
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
    /// Where it says what it fixes, in bytes of the reading text: the outcome, the sample, the tests and so on.
    pub fixed: Vec<(Part, Range<u32>)>,
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
    /// All parts, those of projects first.
    pub const ALL: [Self; 19] = [
        Self::Motivation,
        Self::Question,
        Self::Experiments,
        Self::Expectation,
        Self::Decision,
        Self::Baseline,
        Self::Milestones,
        Self::Deliverables,
        Self::Feedback,
        Self::Stop,
        Self::Priority,
        Self::Hypotheses,
        Self::Direction,
        Self::Outcome,
        Self::SampleSize,
        Self::Stopping,
        Self::Exclusions,
        Self::Tests,
        Self::Exploratory,
    ];

    /// Its name in rule files, and that of what to add where it is missing.
    pub fn terms(self) -> (&'static str, &'static str) {
        match self {
            Self::Motivation => ("motivation", "add-motivation"),
            Self::Question => ("question", "add-question"),
            Self::Experiments => ("experiments", "add-experiments"),
            Self::Expectation => ("expectation", "add-expectation"),
            Self::Decision => ("decision", "add-decision"),
            Self::Baseline => ("baseline", "add-baseline"),
            Self::Milestones => ("milestones", "add-milestones"),
            Self::Deliverables => ("deliverables", "add-deliverables"),
            Self::Feedback => ("feedback", "add-feedback"),
            Self::Stop => ("stop", "add-stop"),
            Self::Priority => ("priority", "add-priority"),
            Self::Hypotheses => ("hypotheses", "add-hypotheses"),
            Self::Direction => ("direction", "add-direction"),
            Self::Outcome => ("outcome", "add-outcome"),
            Self::SampleSize => ("sample-size", "add-sample-size"),
            Self::Stopping => ("stopping", "add-stopping"),
            Self::Exclusions => ("exclusions", "add-exclusions"),
            Self::Tests => ("tests", "add-tests"),
            Self::Exploratory => ("exploratory", "add-exploratory"),
        }
    }

    /// Its name in rule files.
    pub fn name(self) -> &'static str {
        self.terms().0
    }
}

/// The plan, if the paper is one, in English: the words that are looked for are English.
pub(super) fn of(paper: &Paper<'_>) -> Option<Plan> {
    (paper.doc_type() == DocType::Plan && paper.is_english())
        .then(|| Reader { paper, form: form(paper) }.read())
}

/// A paper and the plan beside it.
pub(super) fn beside(paper: &Paper<'_>) -> Option<Comparison> {
    let (draft, lexicon) = (paper.draft.plan()?, paper.lexicon?);
    let reading = markup::read(draft);
    let document = Document::new(&reading, lexicon);
    let plan = Paper::new(draft, &document, paper.vocabulary);
    Some(compare(&plan, paper))
}

/// Headings of a form that make a plan a registration.
const FORM: usize = 2;

/// Experiments from which on a list is one: those that one can think of are more than two.
const FEW: usize = 3;

/// Experiments from which on a plan should say which come first.
const MANY: usize = 9;

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
            fixed: self.fixed(),
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
            (Part::Question, plan.questions.is_empty() && self.sentence(Hint::Question).is_none()),
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
        let says_how_many = self.has_number(Hint::SampleSize) || self.says_how_many();
        // Objectives stand among hypotheses, and have no direction.
        let directed = plan.questions.iter().filter(|hypothesis| hypothesis.is_definite).count();
        let is_directed = 2 * directed >= plan.questions.len();
        let parts = [
            (Part::Hypotheses, !has_hypotheses),
            (Part::Direction, has_hypotheses && !is_directed),
            (Part::Outcome, !self.has(Hint::Outcome)),
            (Part::SampleSize, !says_how_many),
            // A fixed number says when it ends, as the template of the OSF notes.
            (Part::Stopping, !says_how_many && !self.has(Hint::Stopping)),
            (Part::Exclusions, !self.has(Hint::Exclusions)),
            (Part::Tests, !self.has(Hint::Tests)),
            (Part::Exploratory, !self.has(Hint::Exploratory)),
        ];
        lacking(parts)
    }

    /// What it fixes, and where it says so.
    fn fixed(&self) -> Vec<(Part, Range<u32>)> {
        let parts = [
            (Part::Outcome, Hint::Outcome),
            (Part::SampleSize, Hint::SampleSize),
            (Part::Stopping, Hint::Stopping),
            (Part::Exclusions, Hint::Exclusions),
            (Part::Tests, Hint::Tests),
            (Part::Exploratory, Hint::Exploratory),
        ];
        // When the plan of a project stops is said of the project.
        let is_asked = |part: Part| {
            self.form == Form::Registration || !matches!(part, Part::Stopping | Part::Exploratory)
        };
        let asked = parts.into_iter().filter(|(part, _)| is_asked(*part));
        asked.filter_map(|(part, hint)| Some((part, self.find(hint)?))).collect()
    }
}

/// A registration is called so in its title, or has the headings of its form.
fn form(paper: &Paper<'_>) -> Form {
    let is_of_form = |section: &SectionRef<'_>| {
        words::first(section.title(), Place::Heading, |hint| hint == Hint::Form).is_some()
    };
    let headings = paper.document.section_refs().filter(is_of_form).count();
    let is_called = title(paper).is_some_and(|title| says(title, Hint::Form));
    if is_called || headings >= FORM { Form::Registration } else { Form::Project }
}

/// The title of a paper or plan: its title block, or its first heading.
fn title<'d>(paper: &Paper<'d>) -> Option<&'d str> {
    let document = paper.document;
    let mut blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let is_title = |block: &BlockRef<'_>| matches!(block.role(), BlockRole::Title | BlockRole::Heading);
    blocks.find(is_title).map(|block| block.text())
}

fn is_text(block: &BlockRef<'_>) -> bool {
    let role = block.role();
    !matches!(role, BlockRole::Title | BlockRole::Heading | BlockRole::Metadata | BlockRole::Empty)
}

fn lacking<const N: usize>(parts: [(Part, bool); N]) -> Vec<Part> {
    parts.into_iter().filter(|(_, is_lacking)| *is_lacking).map(|(part, _)| part).collect()
}
