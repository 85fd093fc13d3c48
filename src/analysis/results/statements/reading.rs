//! What the triggers of a sentence say together.

use std::ops::Range;

use super::super::Status;
use super::trigger::{Form, Kind};
use super::{Covers, Mood, Polarity, Reach, Whose};
use crate::document::SectionRole;

/// What a sentence says of plans.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Each trigger that was understood, in order.
    pub heard: Vec<Heard>,
}

/// A trigger and what its clause says.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Heard {
    /// The trigger's bytes in the sentence.
    #[serde(skip)]
    pub at: Range<usize>,
    #[serde(skip)]
    pub(super) kind: Kind,
    #[serde(skip)]
    pub(super) form: Form,
    #[serde(skip)]
    pub(super) clause: usize,
    /// Whether it names a plan that is there: "not part of the preregistration".
    #[serde(skip)]
    pub(super) names_plan: bool,
    /// Whether it speaks of a registration.
    pub is_registration: bool,
    /// Whether it calls a result expected: "as predicted".
    pub is_as_predicted: bool,
    /// Whose work it speaks of.
    pub whose: Whose,
    /// Whether it says yes or no.
    pub polarity: Polarity,
    /// Whether it tells what is so.
    pub mood: Mood,
    /// Whether nothing sets it apart from the trigger before it.
    #[serde(skip)]
    pub(super) is_beside: bool,
    /// Whether its subject is what stands right before: "this analysis".
    #[serde(skip)]
    pub(super) is_of_this: bool,
    /// Whether the authors are named for it: "we preregistered", "our preregistered tests", "this study was".
    #[serde(skip)]
    pub(super) is_explicit: bool,
    /// What it says of results; `None` where it is of others, or not so.
    pub status: Option<Status>,
    /// What of the work it speaks of.
    pub covers: Covers,
    /// How far it reaches.
    pub reach: Reach,
    /// The studies it speaks of: the 2 of "Study 2 was preregistered".
    pub studies: Vec<u32>,
}

/// What a sentence says of registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Registration {
    /// The paper's own study is registered.
    Own,
    /// It is not.
    Absent,
    /// Somebody else's, or registration in general.
    Others,
}

impl Reading {
    /// What several triggers say together.
    pub(super) fn settle(&mut self, zone: SectionRole) {
        self.stay_with_study();
        // A departure from a plan is what its sentence is about: the plan it names is not said again.
        let departure = self
            .heard
            .iter()
            .filter(|heard| heard.covers == Covers::Deviation)
            .find_map(|heard| heard.status);
        if let Some(status) = departure {
            for heard in self.heard.iter_mut().filter(|heard| heard.status.is_some()) {
                heard.status = Some(status);
                heard.covers = Covers::Deviation;
            }
            return;
        }
        // "We did not preregister our hypotheses" says nothing more of the hypotheses.
        let speaks = |heard: &&Heard| {
            heard.kind != Kind::Hypothesis && (heard.status.is_some() || heard.mood != Mood::Fact)
        };
        let clauses: Vec<usize> = self.heard.iter().filter(speaks).map(|heard| heard.clause).collect();
        self.heard.retain(|heard| heard.kind != Kind::Hypothesis || !clauses.contains(&heard.clause));
        // Before the results, a sentence that tells two kinds apart speaks of all of them.
        let is_split = self.told().count() > 1 || self.told().any(|heard| heard.polarity == Polarity::Partly);
        if self.status() == Some(Status::Both) && zone != SectionRole::Results && is_split {
            let is_result = |heard: &&mut Heard| {
                heard.reach > Reach::Study && heard.status.is_some() && heard.covers != Covers::Design
            };
            self.heard.iter_mut().filter(is_result).for_each(|heard| heard.reach = Reach::Paper);
        }
    }

    /// "Study 3 was exploratory; no hypotheses were stated": what says the same behind it is of the same study.
    fn stay_with_study(&mut self) {
        let named = self.told().find(|heard| !heard.studies.is_empty()).cloned();
        let Some(named) = named else { return };
        let is_more = |heard: &&mut Heard| {
            heard.clause > named.clause && heard.reach == Reach::Paper && heard.status == named.status
        };
        for heard in self.heard.iter_mut().filter(is_more) {
            (heard.reach, heard.studies) = (Reach::Study, named.studies.clone());
        }
    }

    /// Keeps of what is said of registrations only what names the authors: in a paper about registration, "the study" is any.
    pub(in crate::analysis::results) fn keep_explicit(&mut self) {
        let is_loose =
            |heard: &&mut Heard| heard.is_registration && heard.whose == Whose::Ours && !heard.is_explicit;
        for heard in self.heard.iter_mut().filter(is_loose) {
            heard.whose = Whose::General;
            heard.status = None;
        }
    }

    fn told(&self) -> impl Iterator<Item = &Heard> {
        self.heard.iter().filter(|heard| heard.status.is_some())
    }

    /// Returns what the sentence says of results.
    pub fn status(&self) -> Option<Status> {
        let is_design = |heard: &&Heard| heard.covers == Covers::Design;
        let has_more = self.told().any(|heard| !is_design(&heard));
        self.told()
            .filter(|heard| !has_more || !is_design(heard))
            .filter_map(|heard| heard.status)
            .reduce(|one, other| if one == other { one } else { Status::Both })
    }

    /// Returns the trigger that says it, and says most: a registration before a hypothesis, the whole paper before one result.
    pub fn first(&self) -> Option<&Heard> {
        self.told().min_by_key(|heard| heard.reach)
    }

    /// Returns what it says of one study: "Study 1 was exploratory and Study 2 a preregistered test of it."
    pub fn status_of_study(&self, study: Option<u32>) -> Option<Status> {
        let names = |heard: &&Heard| study.is_some_and(|study| heard.studies.contains(&study));
        let named = together(self.told().filter(names));
        named.or_else(|| together(self.told().filter(|heard| heard.studies.is_empty())))
    }

    /// Returns what it says of the whole paper. Where the design alone was planned, nothing is said of the analyses.
    pub fn status_of_paper(&self) -> Option<Status> {
        let of_paper = |heard: &&Heard| heard.reach == Reach::Paper && heard.covers != Covers::Design;
        together(self.told().filter(of_paper))
    }

    /// Returns whether it speaks of what was predicted alone: "as predicted", "our hypothesis was".
    pub fn is_of_prediction(&self) -> bool {
        self.told().all(|heard| heard.kind == Kind::Hypothesis)
    }

    /// Returns the trigger that calls a result of the paper's own expected: "as predicted".
    pub fn as_predicted(&self) -> Option<&Heard> {
        self.told().find(|heard| heard.is_as_predicted && heard.status == Some(Status::Planned))
    }

    /// Returns whether it says of one and the same thing that it was planned and that it was not: "a preregistered exploratory analysis".
    pub fn contradicts_itself(&self) -> bool {
        let told: Vec<&Heard> = self.told().filter(|heard| heard.covers != Covers::Deviation).collect();
        let is_against = |pair: &[&Heard]| matches!(pair, [one, other] if one.status != other.status && one.status != Some(Status::Both) && other.status != Some(Status::Both) && other.is_beside);
        told.windows(2).any(is_against)
    }

    /// Returns whether it speaks of what stands right before it: "This analysis was not planned."
    pub fn looks_back(&self) -> bool {
        self.told().any(|heard| heard.is_of_this && heard.reach == Reach::Result)
    }

    /// Returns what of the work it speaks of.
    pub fn covers(&self) -> Option<Covers> {
        self.told().map(|heard| heard.covers).min_by_key(|covers| match covers {
            Covers::Deviation => 0,
            Covers::Analyses => 1,
            Covers::Hypotheses => 2,
            Covers::Design => 3,
        })
    }

    /// Returns what it says of registration.
    pub fn registration(&self) -> Option<Registration> {
        let spoken = self.heard.iter().filter(|heard| heard.is_registration && heard.mood != Mood::Question);
        spoken.map(Heard::registration).min_by_key(|registration| match registration {
            Registration::Own => 0,
            Registration::Absent => 1,
            Registration::Others => 2,
        })
    }
}

impl Heard {
    fn registration(&self) -> Registration {
        let is_denied = self.polarity == Polarity::No && self.covers != Covers::Deviation;
        match self.whose {
            Whose::Ours if self.mood == Mood::Possible => Registration::Others,
            Whose::Ours if is_denied && self.is_of_all() && !self.names_plan => Registration::Absent,
            Whose::Ours => Registration::Own,
            Whose::Others | Whose::General => Registration::Others,
        }
    }

    /// Returns whether it speaks of a hypothesis or a prediction.
    pub fn is_hypothesis(&self) -> bool {
        self.kind == Kind::Hypothesis
    }

    /// Returns whether it says that something was planned.
    pub fn is_planned(&self) -> bool {
        matches!(self.status, Some(Status::Planned | Status::Both))
            && matches!(self.kind, Kind::Plan | Kind::Registration)
    }

    /// Returns whether it speaks of more than one result or the design.
    fn is_of_all(&self) -> bool {
        self.covers != Covers::Design
    }
}

/// Returns what several triggers say together.
fn together<'h>(heard: impl Iterator<Item = &'h Heard>) -> Option<Status> {
    heard.filter_map(|heard| heard.status).reduce(|one, other| if one == other { one } else { Status::Both })
}
