//! What a sentence says of plans: found by its trigger words, read clause by clause.
//!
//! One place decides, [`read`]: for each trigger its sense, whose work its clause speaks of, whether it says yes or no, and whether it tells
//! what is so. What others did, what may be, and what is asked says nothing of the paper's own results.

mod answers;
mod class;
mod clause;
mod framed;
mod frames;
mod general;
mod hypothesis;
mod ideas;
mod indirect;
mod mood;
mod parts;
mod polarity;
mod reach;
mod reading;
mod sense;
mod studies;
mod subject;
mod topic;
mod trigger;
mod words;

pub use mood::Mood;
pub use polarity::Polarity;
pub use reach::Reach;
pub use reading::{Heard, Reading, Registration};
pub use subject::{Covers, Whose};

use std::cell::OnceCell;

use self::clause::Clause;
use self::frames::FrameMatch;
use self::mood::Frame;
use self::subject::Around;
use self::trigger::{Form, InClause, Kind, Trigger};
use self::words::{Class, Word};
use super::Status;
use crate::document::SectionRole;

/// What a sentence stands in, as far as its meaning depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    /// The sentence before it in its paragraph; empty where it is the first.
    pub before: &'t str,
    /// The sentence behind it in its paragraph, which may answer it; empty where it is the last.
    pub after: &'t str,
    /// What its section is.
    pub zone: SectionRole,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Whether its heading says exploratory: a hypothesis below it came up on the way.
    pub is_below_exploratory: bool,
    /// Whether a heading above names a study: "Study 2".
    pub is_in_study: bool,
}

/// Reads a sentence.
pub fn read(text: &str, place: &Place<'_>) -> Reading {
    let words = words::words(text);
    let clauses = clause::clauses(&words);
    let frames = framed::heard(&words, &clauses);
    let follows_others = OnceCell::new();
    let mut reading = Reading::default();
    for (index, clause) in clauses.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| clauses.get(index));
        let sentence = SentenceWords {
            words: &words,
            clauses: &clauses,
            frames: &frames,
            index,
            place,
            follows_others: &follows_others,
        };
        let in_clause = InClause { words: &words, clause };
        let frame = mood::frame(&words, before.map_or(&[][..], |before| &before.at), in_clause.word(0));
        for at in 0..clause.at.len() {
            if let Some(mut heard) = sentence.hear(at, frame) {
                // "Studies that are registered, but not confirmatory": still of the same.
                let last = reading.heard.last();
                let last = last.filter(|last| last.clause + 1 == index && last.whose != Whose::Ours);
                if let Some(last) = last.filter(|_| trigger::is_bare(in_clause, at)) {
                    (heard.whose, heard.status) = (last.whose, None);
                }
                reading.heard.extend(sentence.of_others(&heard));
                reading.heard.push(heard);
            }
        }
        let heard_before = !reading.heard.is_empty();
        if heard_before && let Some(heard) = sentence.elliptical(&reading) {
            reading.heard.push(heard);
        }
    }
    reading.settle(place.zone);
    reading
}

/// Returns whether the sentence before speaks of others alone, so that "they" are others.
fn follows_others(place: &Place<'_>) -> bool {
    let before = words::words(place.before);
    let has = |class| before.iter().any(|word| word.is(class));
    (has(Class::Scholar) || has(Class::Cited)) && !has(Class::Ours) && !has(Class::Near)
}

/// A sentence, and the clause of it that is read.
#[derive(Clone, Copy)]
struct SentenceWords<'w, 'p> {
    words: &'w [Word],
    clauses: &'w [Clause],
    frames: &'w [FrameMatch],
    index: usize,
    place: &'p Place<'p>,
    /// Whether the sentence before speaks of others alone, found if asked.
    follows_others: &'w OnceCell<bool>,
}

impl<'w> SentenceWords<'w, '_> {
    fn clause(&self) -> Option<InClause<'w>> {
        Some(InClause { words: self.words, clause: self.clauses.get(self.index)? })
    }

    fn neighbour(&self, step: isize) -> Option<InClause<'w>> {
        let index = self.index.checked_add_signed(step)?;
        Some(InClause { words: self.words, clause: self.clauses.get(index)? })
    }

    fn around(&self, clause: InClause<'w>) -> Around<'w> {
        // "It was run before our field adopted preregistration and was not preregistered": the subject stands before both.
        let is_aside = clause.is(0, Class::Coordinator)
            && self.neighbour(-1).is_some_and(|last| last.is(0, Class::Before));
        let before =
            self.neighbour(if is_aside { -2 } else { -1 }).map_or(&[][..], |before| &before.clause.at);
        let is_verb = |word: &Word| {
            word.is_any(&[
                Class::Be,
                Class::Have,
                Class::Do,
                Class::Modal,
                Class::Past,
                Class::Outcome,
                Class::Pronoun,
            ])
        };
        let is_short = !self.words.iter().any(is_verb);
        let Place { zone, is_heading, .. } = *self.place;
        let has_pronoun = self.words.iter().any(|word| word.is_any(&[Class::Pronoun, Class::Study]));
        let follows_others = has_pronoun && *self.follows_others.get_or_init(|| follows_others(self.place));
        Around { clause, before, follows_others, zone, is_heading, is_short }
    }

    /// Returns what the clause says at a place, if a trigger stands there that is meant.
    fn hear(&self, at: usize, frame: Frame) -> Option<Heard> {
        let clause = self.clause()?;
        let place = clause.clause.at.get(at)?;
        let found = self.frames.iter().find(|found| found.range.contains(place));
        let trigger = match (found, trigger::trigger(clause, at)) {
            (Some(found), _) if found.anchor != *place => return None,
            (Some(found), _) if !found.frame.may_be_denied => return self.in_frame(clause, at, found),
            (Some(found), _) => framed::trigger(clause, at, found)?,
            (None, Some(trigger)) => trigger,
            (None, None) => self.indirect(clause, at)?,
        };
        let mut polarity = match found {
            Some(_) => self.in_whole_or_part(clause, at, polarity::polarity(clause, &trigger, at)),
            None => self.polarity(clause, &trigger, at)?,
        };
        let around = self.around(clause);
        let mut whose = self.whose(&around, &trigger, at, found);
        let mut mood = mood::mood(clause, &trigger, at);
        if mood == Mood::Fact
            && polarity == Polarity::Yes
            && found.is_none()
            && polarity::is_unclear(clause, &trigger, at)
        {
            mood = Mood::Possible;
        }
        let answer = self.answer(clause, &trigger, mood);
        if let Some(answer) = answer {
            (whose, mood) = (Whose::Ours, Mood::Fact);
            polarity = if answer { polarity } else { polarity.turned() };
        }
        let first = clause.word(0);
        if frame == Frame::None
            && (trigger.form != Form::Attribute || polarity == Polarity::No)
            && mood::denies_antecedent(self.words, around.before, first)
        {
            polarity = polarity.turned();
        }
        if mood == Mood::Fact && polarity == Polarity::Yes && self.is_in_doubt(clause, &trigger, at) {
            mood = Mood::Possible;
        }
        if mood == Mood::Contrary && polarity != Polarity::No {
            (polarity, mood) = (Polarity::No, Mood::Fact);
        }
        match frame {
            Frame::None => {}
            Frame::Turns => polarity = polarity.turned(),
            Frame::Opens => mood = Mood::Possible,
        }
        // "Only Study 1 was preregistered": it was, and the others were not.
        if polarity == Polarity::Partly && studies::is_only(clause) {
            polarity = if trigger.is_turned { Polarity::No } else { Polarity::Yes };
        }
        let mut heard = self.heard(clause, &trigger, at, whose, polarity, mood);
        if answer.is_some() {
            heard.reach = heard.reach.min(Reach::Paper);
        }
        Some(heard)
    }

    /// Whose work the clause of a trigger speaks of; of hypotheses the authors', unless others are named.
    fn whose(&self, around: &Around<'w>, trigger: &Trigger, at: usize, found: Option<&FrameMatch>) -> Whose {
        let clause = around.clause;
        let has_both = |one, other| (0..clause.len()).any(|at| clause.is(at, one) && clause.is(at, other));
        let names_us = || (0..clause.len()).any(|at| clause.is_any(at, &[Class::Ours, Class::Near]));
        if trigger.kind == Kind::Hypothesis {
            // "In the original paper no hypothesis had been registered.", "Participants had no expectation."
            let of_people = (0..trigger.from)
                .any(|at| clause.is(at, Class::Model) && !clause.is(at, Class::Analysis))
                && !names_us();
            let is_theirs = has_both(Class::Others, Class::Study) || of_people;
            return if is_theirs { Whose::Others } else { Whose::Ours };
        }
        // "As suggested by the reviewers, we added …": they asked, and the authors did.
        let speaks = || self.words.iter().any(|word| word.is_any(&[Class::We, Class::Near]));
        if found.is_none() && indirect::is_asked_for(clause, at) && speaks() {
            return Whose::Ours;
        }
        subject::whose(around, trigger, at)
    }

    /// "An earlier version wrongly stated that …", "by the time we thought of preregistering": better not heard than taken for its opposite.
    fn is_in_doubt(&self, clause: InClause<'w>, trigger: &Trigger, at: usize) -> bool {
        let start = clause.word(at).map_or(0, |word| word.range.start);
        let is_wrong = |word: &Word| {
            let is_before = word.range.start < start && word.text.ends_with("ly");
            (word.is(Class::Doubt) && is_before) || word.is(Class::Retracted)
        };
        let ahead = at + 1..clause.len().min(at + 10);
        let is_undone = trigger.form == Form::Noun
            && clause.has(ahead.clone(), Class::Not)
            && clause.has(ahead, Class::Exist);
        // "We drafted a preregistration but did not submit it."
        let is_dropped = self.neighbour(1).is_some_and(|next| {
            let last = (0..next.len()).rev().find(|&at| !next.is(at, Class::Mark)).unwrap_or(0);
            matches!(next.text(0), "but" | "yet")
                && next.has(0..last, Class::Not)
                && matches!(next.text(last), "it" | "so")
        });
        matches!(trigger.kind, Kind::Registration)
            && (is_undone
                || is_dropped
                || clause.has(0..at, Class::Doubt)
                || (trigger.form != Form::Attribute
                    && clause.has(at + 1..clause.len().min(at + 6), Class::GivenUp))
                || self.words.iter().any(is_wrong))
    }

    fn polarity(&self, clause: InClause<'w>, trigger: &Trigger, at: usize) -> Option<Polarity> {
        if trigger.kind == Kind::Hypothesis {
            // "as expected given their design"
            let is_explained =
                at + 1 == clause.len() && self.neighbour(1).is_some_and(|next| next.is(0, Class::Reason));
            return hypothesis::polarity(clause, trigger, at, self.place)
                .filter(|_| !(trigger.form == Form::As && is_explained));
        }
        if !sense::is_meant(clause, trigger, at) {
            return None;
        }
        if trigger.kind == Kind::Deviation {
            return self.deviates(clause, at);
        }
        let is_analysis_plan = clause.is(at, Class::AnalysisPlan) || ideas::is_bare_plan(clause, trigger, at);
        let polarity = polarity::polarity(clause, trigger, at);
        let is_turned = trigger.is_turned
            != (self.is_late(trigger) || parts::is_replaced(clause, trigger) || self.is_beyond(clause));
        let polarity = if is_turned { polarity.turned() } else { polarity };
        let polarity = self.in_whole_or_part(clause, at, polarity);
        // An analysis plan may be of any time; that there is none says enough.
        (!is_analysis_plan || polarity == Polarity::No).then_some(polarity)
    }

    fn heard(
        &self,
        clause: InClause<'w>,
        trigger: &Trigger,
        at: usize,
        whose: Whose,
        polarity: Polarity,
        mood: Mood,
    ) -> Heard {
        let around = self.around(clause);
        let mut covers = subject::covers(&around, trigger, at);
        if self.departs(clause, trigger, at) {
            covers = Covers::Deviation;
        }
        let is_design_alone = covers == Covers::Design && polarity == Polarity::Partly;

        if is_design_alone {
            // "Only the sample size was preregistered": the analyses were not.
            covers = Covers::Analyses;
        }
        let said = if is_design_alone { Polarity::No } else { polarity };
        let is_said = whose == Whose::Ours
            && mood == Mood::Fact
            && !(trigger.kind == Kind::Hypothesis && self.place.is_below_exploratory);
        // "Deviations are marked." tells where they are told.
        let is_pointer = trigger.kind == Kind::Deviation
            && clause.has(at..clause.len(), Class::Pointed)
            && clause.has(at..clause.len(), Class::Now);
        let status = status(trigger.kind, covers, said).filter(|_| is_said && !is_pointer);
        let (reach, studies) = reach::reach(&around, trigger, at, self.place);
        let range = clause.word(at).map_or(0..0, |word| word.range.clone());
        Heard {
            at: range,
            kind: trigger.kind,
            form: trigger.form,
            clause: self.index,
            names_plan: self.is_beyond(clause)
                || clause.is(trigger.from, Class::Definite)
                    && (polarity::is_among(clause, trigger.from)
                        || (trigger.form == Form::Noun
                            && clause.is(trigger.from.wrapping_sub(1), Class::Preposition))),
            is_registration: trigger.kind == Kind::Registration
                || (trigger.kind == Kind::Deviation && self.names_registration()),
            is_as_predicted: trigger.kind == Kind::Hypothesis
                && !clause.text(at).starts_with("expect")
                && (trigger.form == Form::As || clause.has(0..clause.len(), Class::Support)),
            is_beside: self.is_beside(clause, at),
            is_of_this: is_of_this(clause, trigger),
            is_explicit: subject::names_authors_for(clause, trigger, at),
            whose,
            polarity,
            mood,
            status,
            covers,
            reach,
            studies,
        }
    }

    /// Returns whether a trigger qualifies the same noun as the one before it: "a preregistered exploratory analysis", "this confirmatory
    /// analysis, which was not planned".
    fn is_beside(&self, clause: InClause<'w>, at: usize) -> bool {
        let last = (0..at).rev().find(|&at| trigger::trigger(clause, at).is_some());
        match last {
            Some(last) => !(last + 1..at).any(|at| {
                clause.is_any(at, &[Class::Coordinator, Class::Mark, Class::Determiner, Class::Preposition])
            }),
            None => clause.text(0) == "which" || clause.text(0) == "that",
        }
    }

    fn names_registration(&self) -> bool {
        self.words.iter().any(|word| {
            word.is_any(&[
                Class::Preregistered,
                Class::Preregistration,
                Class::Registration,
                Class::Registered,
            ])
        })
    }
}

/// Words of a label such as "Preregistration number:".
const LABEL: usize = 5;

/// "This comparison was not planned", "the idea of this comparison came late", "we had not predicted this effect": of what stands right before.
fn is_of_this(clause: InClause<'_>, trigger: &Trigger) -> bool {
    let is_said_of = matches!(trigger.form, Form::Predicate | Form::Verb);
    let names_this = (0..clause.len()).any(|at| {
        matches!(clause.text(at), "this" | "these")
            && clause.is_any(at + 1, &[Class::Analysis, Class::Phenomenon])
    });
    (clause.is(0, Class::Near) && (is_said_of || polarity::is_among(clause, trigger.from)))
        || (is_said_of && names_this)
}

/// Returns what a kind of trigger says of results.
fn status(kind: Kind, covers: Covers, polarity: Polarity) -> Option<Status> {
    let is_deviation = covers == Covers::Deviation;
    Some(match (kind, polarity) {
        (Kind::Deviation, Polarity::No) => Status::Planned,
        (Kind::Deviation, _) => Status::Both,
        _ if is_deviation => Status::Both,
        (_, Polarity::Partly) => Status::Both,
        (Kind::Exploration, Polarity::Yes)
        | (Kind::Registration | Kind::Plan | Kind::Hypothesis, Polarity::No) => Status::Exploratory,
        (Kind::Exploration, Polarity::No)
        | (Kind::Registration | Kind::Plan | Kind::Hypothesis, Polarity::Yes) => Status::Planned,
    })
}
