//! A paper beside its plan: hypotheses, outcome, sample, exclusions, tests and covariates, each as planned, changed, or changed and said so; and
//! what the paper calls planned.
//!
//! What is numbered is matched by its number, all else by the words that both share. What cannot be matched is said to be unmatched and is never called
//! a departure.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::labels::{label, labels};
use super::stems::{content, shared};
use super::words::{Hint, says};
use super::{Part, Plan};
use crate::analysis::{Paper, is_study_heading};
use crate::document::{BlockRole, SectionRole, SentenceRef};
use crate::source::Span;

/// What of a plan is compared with its paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// A hypothesis or question.
    Hypotheses,
    /// The outcome.
    Outcome,
    /// How many are observed.
    SampleSize,
    /// Who or what is left out.
    Exclusions,
    /// The tests or models.
    Tests,
    /// What the models adjust for.
    Covariates,
    /// A result that the paper calls planned.
    Claims,
}

impl Topic {
    /// Those that a plan fixes once, with the part of the plan that says it.
    const FIXED: [(Self, Part); 5] = [
        (Self::Outcome, Part::Outcome),
        (Self::SampleSize, Part::SampleSize),
        (Self::Exclusions, Part::Exclusions),
        (Self::Tests, Part::Tests),
        (Self::Covariates, Part::Tests),
    ];

    /// Returns its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hypotheses => "hypothesis",
            Self::Outcome => "outcome",
            Self::SampleSize => "sample size",
            Self::Exclusions => "exclusions",
            Self::Tests => "tests",
            Self::Covariates => "covariates",
            Self::Claims => "result called planned",
        }
    }
}

/// A thing that a plan fixes, beside what the paper says of it.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What it is.
    pub topic: Topic,
    /// What the plan says of it; where the plan says nothing of it, the last of its kind.
    pub planned: Planned,
    /// Where the paper speaks of it, in bytes of the paper's reading text.
    pub done: Option<Range<u32>>,
    /// How both compare.
    pub verdict: Verdict,
    /// What the paper has instead, in a word or two, where that can be told: another number, tests or covariates that the plan does not have.
    pub instead: Option<String>,
}

/// A passage of a plan.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its words.
    pub text: String,
    /// What the paper leaves out of it, in a word or two, where that can be told: how many are observed, tests, covariates.
    pub what: Option<String>,
    /// Where it stands, in the source of the plan.
    pub at: Span,
    /// Whether the plan says that it is exploratory.
    pub is_exploratory: bool,
}

/// How a paper compares with its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As planned.
    Same,
    /// Another than planned, and the paper says so.
    Told,
    /// Another than planned, without a word about it.
    Differs,
    /// Planned, and the paper never speaks of it.
    Untold,
    /// The paper has it, and the plan does not.
    Unplanned,
    /// No words of the paper could be matched.
    Unmatched,
}

impl Verdict {
    /// Returns whether the paper departs from its plan without a word.
    pub fn is_departure(self) -> bool {
        matches!(self, Self::Differs | Self::Untold | Self::Unplanned)
    }
}

/// A paper beside its plan.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// What the plan fixes, each beside what the paper says of it, in the order of the topics; then what the paper calls planned and the plan does not have.
    pub compared: Vec<Compared>,
    /// Whether the plan is plainly that of the paper: it fixes more than questions, the paper takes one of these up, or its outcome, or has its title,
    /// and has one study.
    pub is_of_paper: bool,
    /// Why nothing is compared, where nothing is.
    pub hindrance: Option<Hindrance>,
}

/// Why a paper is not compared with the file that is named as its plan, or lies beside it as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It is in another language than English.
    Language,
    /// It does not read as a plan.
    NoPlan,
    /// It is a plan and fixes nothing that can be compared.
    FixesNothing,
}

impl Hindrance {
    /// Returns what is said of the file.
    pub fn said(self) -> &'static str {
        match self {
            Self::Language => "is not in English, and only plans in English are compared",
            Self::NoPlan => "is not a plan; `doc-type: plan` in its front matter says that it is one",
            Self::FixesNothing => {
                "fixes nothing that can be compared: no hypothesis, outcome, sample size, exclusions or tests"
            }
        }
    }
}

impl Comparison {
    /// Returns what departs from the plan without a word, where the plan is plainly that of the paper.
    pub fn departures(&self) -> impl Iterator<Item = &Compared> {
        self.compared.iter().filter(|compared| self.is_of_paper && compared.verdict.is_departure())
    }
}

/// Returns what a plan fixes, each beside what the paper says of it.
pub fn compare(plan: &Paper<'_>, paper: &Paper<'_>) -> Comparison {
    let hindered = |hindrance| Comparison { hindrance: Some(hindrance), ..Comparison::default() };
    if !plan.is_english() {
        return hindered(Hindrance::Language);
    }
    let Some(planned) = plan.plan() else { return hindered(Hindrance::NoPlan) };
    let text = |range: &Range<u32>| plan.document.reading().slice(range.start, range.end);
    let numbers = planned.questions.iter().filter_map(|entry| label(text(&entry.range))).collect();
    let pair = Pair { plan, planned, numbers, sentences: sentences(paper) };
    let mut found = pair.hypotheses();
    found.extend(pair.unplanned());
    found.extend(Topic::FIXED.into_iter().filter_map(|(topic, part)| pair.fixed(topic, part)));
    for compared in &mut found {
        if compared.verdict.is_departure() && pair.tells_elsewhere(compared) {
            compared.verdict = Verdict::Told;
        }
    }
    let is_of_paper = is_of_paper(&found, plan, paper);
    found.extend(pair.claims(paper));
    let hindrance = found.is_empty().then_some(Hindrance::FixesNothing);
    Comparison { compared: found, is_of_paper, hindrance }
}

fn is_of_paper(compared: &[Compared], plan: &Paper<'_>, paper: &Paper<'_>) -> bool {
    let is_taken = |compared: &Compared| {
        matches!(compared.topic, Topic::Hypotheses | Topic::Outcome)
            && matches!(compared.verdict, Verdict::Same | Verdict::Told)
    };
    let words = |paper: &Paper<'_>| super::title(paper).map(content).unwrap_or_default();
    let (of_plan, of_paper) = (words(plan), words(paper));
    let has_title = of_plan.len() >= LEAST && shared(&of_plan, &of_paper) >= SAME;
    // Of several studies a plan may be that of one.
    let studies = paper.document.section_refs().filter(|section| is_study_heading(section.title()));
    let fixes = compared.iter().any(|compared| compared.topic != Topic::Hypotheses);
    fixes && (has_title || compared.iter().any(is_taken)) && studies.count() <= 1
}

/// Words of a title, or more, by which a plan is known to be that of a paper.
const LEAST: usize = 3;

/// Words that a hypothesis, outcome or exclusion shares with a sentence on the same thing, as a share of its own.
pub(super) const SAME: f64 = 0.5;

/// The same where both call a thing what it is, an outcome or an exclusion; what shares less with every sentence stands nowhere.
pub(super) const CLOSE: f64 = 0.34;

/// A sentence of a paper.
pub(super) struct PaperSentence<'p> {
    pub(super) text: &'p str,
    /// The heading that it stands under.
    pub(super) title: &'p str,
    pub(super) range: Range<u32>,
    pub(super) block: u32,
    pub(super) zone: SectionRole,
    pub(super) words: FxHashSet<String>,
}

impl PaperSentence<'_> {
    /// Returns whether it tells of what the paper's authors did rather than of others or of what follows.
    pub(super) fn is_own(&self) -> bool {
        !matches!(self.zone, SectionRole::Introduction | SectionRole::RelatedWork | SectionRole::Discussion)
    }

    /// Returns whether it speaks of deviations from a plan, and not of those from a mean.
    pub(super) fn deviates(&self) -> bool {
        let is_said = says(self.text, Hint::Deviates) || says(self.text, Hint::Departs);
        says(self.title, Hint::Deviates) || is_said && says(self.text, Hint::Registers)
    }

    pub(super) fn explores(&self) -> bool {
        says(self.text, Hint::Exploratory) || says(self.title, Hint::Exploratory)
    }
}

pub(super) struct Pair<'p, 'd, 't> {
    pub(super) plan: &'p Paper<'d>,
    pub(super) planned: &'p Plan,
    /// The labels of its hypotheses.
    pub(super) numbers: Vec<String>,
    pub(super) sentences: Vec<PaperSentence<'t>>,
}

/// What a place of the plan is beside the paper.
pub(super) struct Match {
    /// The sentence that speaks of it.
    pub(super) at: Option<usize>,
    pub(super) verdict: Verdict,
    /// What the paper leaves out of it.
    pub(super) what: Option<String>,
    /// What the paper has instead.
    pub(super) instead: Option<String>,
}

impl Match {
    pub(super) fn of(at: Option<usize>, verdict: Verdict) -> Self {
        Self { at, verdict, what: None, instead: None }
    }
}

impl Pair<'_, '_, '_> {
    pub(super) fn text(&self, range: &Range<u32>) -> &str {
        self.plan.document.reading().slice(range.start, range.end)
    }

    /// Returns what stands at a place of the plan, and what of it the paper leaves out.
    pub(super) fn passage(&self, range: &Range<u32>, what: Option<String>) -> Planned {
        let spans = self.plan.document.reading().source_of(range.start, range.end);
        Planned {
            text: self.text(range).to_owned(),
            what,
            at: spans.first().copied().unwrap_or_default(),
            is_exploratory: says(self.text(range), Hint::Exploratory),
        }
    }

    /// Returns what the plan fixes of a topic; none where it says nothing that can be compared.
    fn fixed(&self, topic: Topic, part: Part) -> Option<Compared> {
        let (_, range) = self.planned.fixed.iter().find(|(fixed, _)| *fixed == part)?;
        if says(self.text(range), Hint::Nothing) {
            return None;
        }
        let (range, found) = match topic {
            Topic::Outcome => (range.clone(), self.outcome(range)),
            Topic::SampleSize => (range.clone(), self.sample(range)?),
            Topic::Exclusions => (range.clone(), self.exclusions(range)),
            Topic::Covariates => self.covariates()?,
            _ => (range.clone(), self.tests(range)?),
        };
        let done = found.at.map(|at| self.sentences[at].range.clone());
        let planned = self.passage(&range, found.what);
        Some(Compared { topic, planned, done, verdict: found.verdict, instead: found.instead })
    }

    /// Returns whether the paper says apart from the results that it departs from its plan in that.
    fn tells_elsewhere(&self, compared: &Compared) -> bool {
        let planned = content(&compared.planned.text);
        let names = |text: &str| match compared.topic {
            Topic::SampleSize => says(text, Hint::Observed),
            Topic::Outcome => says(text, Hint::Outcome) || says(text, Hint::Primary),
            Topic::Exclusions => says(text, Hint::Excludes) || says(text, Hint::Exclusions),
            Topic::Tests => says(text, Hint::Tests),
            Topic::Covariates => says(text, Hint::Adjusts) || says(text, Hint::Tests),
            Topic::Hypotheses | Topic::Claims => false,
        };
        let number = compared.instead.clone().or_else(|| label(&compared.planned.text));
        let is_same = |told: &PaperSentence<'_>| {
            let is_numbered = compared.topic == Topic::Hypotheses
                && number.as_ref().is_some_and(|number| labels(told.text).contains(number));
            names(told.text) || is_numbered || shared(&planned, &told.words) >= CLOSE
        };
        let label = label(&compared.planned.text);
        // `We could not test how far bees fly` names a hypothesis in short.
        let cannot = |told: &PaperSentence<'_>| {
            let is_named = label.as_ref().is_some_and(|label| labels(told.text).contains(label));
            let is_about = planned.iter().any(|word| told.words.contains(word));
            let is_hypothesis = compared.topic == Topic::Hypotheses;
            is_hypothesis && says(told.text, Hint::Untested) && (is_named || is_about)
        };
        self.sentences.iter().any(|told| told.deviates() && is_same(told) || cannot(told))
    }

    /// Returns whether the paper says of one of these sentences, or beside it, that it departs from its plan.
    pub(super) fn told(&self, at: &[usize], otherwise: Verdict) -> Verdict {
        if at.iter().any(|at| self.departs_at(*at)) { Verdict::Told } else { otherwise }
    }

    pub(super) fn departs_at(&self, at: usize) -> bool {
        // A sentence beside it speaks of many things, so it has to name the plan.
        says(self.sentences[at].text, Hint::Departs)
            || self.near(at).any(|told| says(told.text, Hint::Departs) && says(told.text, Hint::Registers))
    }

    /// Returns whether a sentence, or one beside it, names the plan with a word of what was planned: `the protocol says 12 hours`.
    pub(super) fn names_planned(&self, at: usize, planned: &FxHashSet<String>) -> bool {
        let mut near = self.near(at);
        near.any(|told| says(told.text, Hint::Registers) && shared(planned, &told.words) > 0.0)
    }

    /// Returns a sentence and those beside it in its paragraph.
    pub(super) fn near(&self, at: usize) -> impl Iterator<Item = &PaperSentence<'_>> {
        let block = self.sentences[at].block;
        let near = [at.checked_sub(1), Some(at), Some(at + 1)].into_iter().flatten();
        near.filter_map(|at| self.sentences.get(at)).filter(move |told| told.block == block)
    }

    /// Returns the sentences of the plan.
    pub(super) fn plan_sentences(&self) -> impl Iterator<Item = SentenceRef<'_>> {
        let document = self.plan.document;
        let all = (0..document.sentences().len() as u32).map(|index| document.sentence(index));
        all.filter(|sentence| super::is_text(&sentence.block()))
    }

    /// Returns the first sentence of a place of the plan with words of a hint; without one all of it.
    pub(super) fn first(&self, range: &Range<u32>, hint: Hint) -> &str {
        let inside = |sentence: &SentenceRef<'_>| {
            range.start <= sentence.range().start && sentence.range().end <= range.end
        };
        let mut inside = self.plan_sentences().filter(inside);
        // What opens a list says less than the list.
        let opens = |sentence: &SentenceRef<'_>| sentence.text().trim_end().ends_with(':');
        inside
            .find(|sentence| says(sentence.text(), hint) && !opens(sentence))
            .map_or_else(|| self.text(range), |sentence| self.text(&sentence.range()))
    }
}

fn sentences<'d>(paper: &Paper<'d>) -> Vec<PaperSentence<'d>> {
    let document = paper.document;
    let all = (0..document.sentences().len() as u32).map(|index| document.sentence(index));
    let is_text = |sentence: &SentenceRef<'_>| super::is_text(&sentence.block());
    let has_methods = document.section_refs().any(|section| section.zone() == SectionRole::Methods);
    // What stands before the first heading of such a paper introduces it.
    let opens = |sentence: &SentenceRef<'_>| has_methods && sentence.section().heading().is_none();
    all.filter(is_text)
        .map(|sentence| PaperSentence {
            text: sentence.text(),
            title: sentence.section().title(),
            range: sentence.range(),
            block: sentence.block().index,
            zone: match sentence.block().role() {
                BlockRole::Abstract => SectionRole::Abstract,
                _ if opens(&sentence) => SectionRole::Introduction,
                _ => sentence.section().zone(),
            },
            words: content(sentence.text()),
        })
        .collect()
}
