//! What takes more than one word to say: "fixed in advance", "added after seeing the results", "at a reviewer's request", a departure from a
//! plan, and "ours was not".

use super::super::Status;
use super::ideas;
use super::parts;
use super::polarity::Polarity;
use super::reach;
use super::studies;
use super::subject::{self, Covers};
use super::trigger::{self, Form, InClause, Kind, Trigger};
use super::words::Class;
use super::{Heard, Mood, Reach, Reading, SentenceWords};
use crate::document::SectionRole;
use crate::english::TURNS;

/// Clauses behind that of a plan in which a sentence may say that it was not kept.
const BEHIND: isize = 3;

impl<'w> SentenceWords<'w, '_> {
    /// Returns a trigger of several words, at the word that carries it.
    pub fn indirect(&self, clause: InClause<'w>, at: usize) -> Option<Trigger> {
        let kind = match () {
            () if self.is_settled(clause, at) => Kind::Plan,
            () if self.is_foreknown(clause, at) || ideas::is_outside_plan(clause, at) => Kind::Plan,
            () if self.is_after_the_fact(clause, at) || is_asked_for(clause, at) => Kind::Exploration,
            () if self.is_late_idea(clause, at) || ideas::is_led_by_data(clause, at) => Kind::Exploration,
            () if is_a_priori(clause, at) => Kind::Plan,
            () if self.is_entered(clause, at) => Kind::Registration,
            () => return None,
        };
        let (form, from) =
            if is_asked_for(clause, at) { (Form::Predicate, at) } else { trigger::form(clause, at) };
        // "not part of our plan": what is named is the plan.
        let form = if kind == Kind::Plan && clause.is(at, Class::Proposal) { Form::Noun } else { form };
        Some(Trigger { kind, is_turned: false, form, from })
    }

    /// "specified in advance", "fixed before the data were seen"
    fn is_settled(&self, clause: InClause<'w>, at: usize) -> bool {
        let next = self.neighbour(1);
        let is_unblinded =
            next.is_some_and(|next| next.is(0, Class::Before) && next.has(0..next.len(), Class::Unblinding));
        if clause.is(at, Class::Settled) && is_unblinded {
            return true;
        }
        clause.is(at, Class::Settled)
            && self.has_work(clause, at)
            && (!clause.is(at, Class::LooselySettled)
                || names_analysis(clause, at)
                || clause.has(0..clause.len(), Class::Plan)
                || clause.has(0..clause.len(), Class::AnalysisPlan)
                || clause.has(0..at, Class::Relative))
            && (clause.has(0..clause.len(), Class::Advance)
                || self.neighbour(1).is_some_and(|next| {
                    // "was not chosen until the data had been seen"
                    let is_until = matches!(next.text(0), "until" | "when")
                        && next.has(1..next.len(), Class::Data)
                        && (next.has(1..next.len(), Class::Seen) || next.has(1..next.len(), Class::Come))
                        && (0..at).any(|at| clause.is_any(at, &[Class::Not, Class::No]));
                    is_until
                        || is_before_data(next)
                        || (next.is(0, Class::Before) && names_analysis(clause, at))
                }))
    }

    /// "added after seeing the results"
    fn is_after_the_fact(&self, clause: InClause<'w>, at: usize) -> bool {
        let late =
            self.neighbour(1).is_some_and(is_after_data) || self.neighbour(-1).is_some_and(is_after_data);
        clause.is_any(at, &[Class::Added, Class::Settled]) && late && self.has_work(clause, at)
    }

    fn has_work(&self, clause: InClause<'w>, at: usize) -> bool {
        let is_work = |at: usize| {
            clause.is_any(
                at,
                &[
                    Class::Work,
                    Class::Analysis,
                    Class::Study,
                    Class::DesignNoun,
                    Class::Plan,
                    Class::AnalysisPlan,
                    Class::No,
                    Class::Few,
                    Class::Pronoun,
                    Class::All,
                    Class::Ours,
                ],
            ) || clause.is(at, Class::This)
        };
        let before = || {
            self.neighbour(-1).into_iter().flat_map(|before| (0..before.len()).map(move |at| (before, at)))
        };
        (0..clause.len()).any(|place| place != at && is_work(place))
            || clause.text(0) == "what"
            || (clause.is(0, Class::Relative)
                && before().any(|(clause, at)| clause.is_any(at, &[Class::Work, Class::Analysis])))
    }

    /// Returns whether a plan was made when the data were known.
    pub fn is_late(&self, trigger: &Trigger) -> bool {
        matches!(trigger.kind, Kind::Plan | Kind::Registration)
            && trigger.form != Form::Attribute
            && !self.clause().is_some_and(|clause| {
                (0..clause.len())
                    .any(|at| clause.is(at, Class::Coordinator) && clause.is(at + 1, Class::Added))
            })
            && (ideas::is_belated(self.clause(), trigger)
                || self.neighbour(1).is_some_and(|next| {
                    is_after_data(next) || (next.is(0, Class::After) && self.ends_in_only())
                }))
            && !self.neighbour(2).is_some_and(is_before_data)
    }

    fn ends_in_only(&self) -> bool {
        self.clause().is_some_and(|clause| clause.is(clause.len().saturating_sub(1), Class::Only))
    }

    /// Returns whether a clause departs from the plan that it names: "we could not run the planned analysis", "instead of the registered
    /// one", "we preregistered … but ran …".
    pub fn departs(&self, clause: InClause<'w>, trigger: &Trigger, at: usize) -> bool {
        if trigger.kind == Kind::Deviation {
            return true;
        }
        if !matches!(trigger.kind, Kind::Registration | Kind::Plan) {
            return false;
        }
        if ideas::is_bare_plan(clause, trigger, at) {
            return false;
        }
        let is_definite = clause.is_any(trigger.from, &[Class::Definite]);
        // "not included in our preregistration": a result, and not the plan, is what is denied.
        let not_done = !reach::contained(clause, trigger)
            && (0..trigger.from).any(|at| clause.is_any(at, &[Class::Not]) && !clause.is(at, Class::Exempt))
            && (0..trigger.from).any(|at| clause.is(at, Class::Doing));
        // "Contrary to our registered hypothesis" is of the result.
        let is_contrary = clause.text(0) == "contrary"
            && clause.text(1) == "to"
            && is_definite
            && !clause.has(at..clause.len(), Class::Hypothesis);
        let replaces =
            is_contrary || clause.is(0, Class::InPlaceOf) && (is_definite || trigger.form == Form::As);
        let is_noun = matches!(trigger.form, Form::Attribute | Form::Noun);
        // "We preregistered that … , but decided against it", "we preregistered questions that we do not report", "we planned to … ;
        // most were skewed, so we used ranks instead".
        let changed = trigger.form == Form::Verb
            && (1..=BEHIND).filter_map(|step| self.neighbour(step)).any(|next| {
                let turns = TURNS.contains(&next.text(0));
                let is_instead = |at: usize| next.text(at) == "instead" && next.text(at + 1) != "of";
                let not_done = next.has(0..next.len(), Class::Not) && next.has(0..next.len(), Class::Doing);
                let is_left = next.is(0, Class::Relative)
                    && next.has(0..next.len(), Class::We)
                    && (not_done || next.has(0..next.len(), Class::ChangedMind));
                (turns && (0..next.len()).any(|at| next.is(at, Class::ChangedMind)))
                    || is_left
                    || (0..next.len()).any(is_instead)
            });
        let is_first = |at: usize| clause.is(at, Class::AtFirst);
        let at_first =
            (0..at).any(|at| is_first(at) && at + 3 >= trigger.from) && trigger.form != Form::Predicate;
        (is_noun && is_definite && not_done) || replaces || changed || at_first
    }

    /// Returns what a clause says of a departure from a plan: that there is one or none. `None` for deviations of other kinds.
    pub fn deviates(&self, clause: InClause<'w>, at: usize) -> Option<Polarity> {
        let is_plan = |at: usize| {
            clause.is_any(
                at,
                &[
                    Class::Preregistered,
                    Class::Preregistration,
                    Class::Registration,
                    Class::Registered,
                    Class::Plan,
                    Class::Planned,
                ],
            )
        };
        let names_plan = (at + 1..clause.len().min(at + 8)).any(is_plan);
        let is_reported = clause.is(at, Class::Deviation)
            && !clause.has(at + 1..clause.len().min(at + 3), Class::Preposition)
            && (at + 1..clause.len()).any(|at| clause.is(at, Class::Pointed));
        let sentence_has_plan = || {
            self.words.iter().any(|word| {
                word.is_any(&[Class::Preregistered, Class::Preregistration, Class::Registration, Class::Plan])
            })
        };
        let is_bare = clause.is(at, Class::Deviation)
            && sentence_has_plan()
            && !clause.is(at + 1, Class::Preposition)
            && clause.text(at.wrapping_sub(1)) != "standard";
        if !(names_plan || is_reported || is_bare) {
            return None;
        }
        let denied = (0..at).any(|at| {
            clause.is_any(at, &[Class::Not, Class::No, Class::Few]) && !clause.is(at, Class::Exempt)
        });
        Some(if denied { Polarity::No } else { Polarity::Yes })
    }

    /// Returns the contrary, of the studies that are taken out: "Unlike Study 1, Study 2 was preregistered", "…, but not Study 3", "only
    /// Study 1 was".
    pub fn of_others(&self, heard: &Heard) -> Option<Heard> {
        let clause = self.clause()?;
        let before = self.neighbour(-1).map(studies::excepted).unwrap_or_default();
        let is_set_apart = |next: &InClause<'w>| parts::is_but_not(*next);
        let behind = self.neighbour(1).map(|next| match is_set_apart(&next) {
            true => studies::named(next),
            false => studies::excepted(next),
        });
        let excepted = [studies::excepted(clause), before, behind.unwrap_or_default()];
        let studies = excepted.into_iter().find(|studies| !studies.is_empty()).unwrap_or_default();
        let is_only = studies::is_only(clause) && !heard.studies.is_empty();
        let is_told = heard.status.is_some() && heard.covers != Covers::Deviation;
        if !is_told || (studies.is_empty() && !is_only) {
            return None;
        }
        let status = heard.status.map(|status| match status {
            Status::Planned => Status::Exploratory,
            Status::Exploratory => Status::Planned,
            Status::Both => Status::Both,
        });
        let reach = if studies.is_empty() { Reach::Paper } else { Reach::Study };
        Some(Heard { status, polarity: heard.polarity.turned(), reach, studies, ..heard.clone() })
    }

    /// "… was preregistered; ours was not", "nor were the hypotheses": a clause that ends in its verb says of its subject what the last
    /// one said of its own.
    pub fn elliptical(&self, reading: &Reading) -> Option<Heard> {
        let clause = self.clause()?;
        let last = reading.heard.iter().rev().find(|heard| heard.covers != Covers::Deviation)?;
        let (first, last_word) = (clause.word(0)?, clause.len().checked_sub(1)?);
        let is_trigger = |trigger: Trigger| trigger.kind != Kind::Hypothesis;
        let has_trigger = (0..clause.len()).any(|at| trigger::trigger(clause, at).is_some_and(is_trigger));
        if last.at.start >= first.range.start || has_trigger {
            return None;
        }
        let end = (0..=last_word).rev().find(|&at| !clause.is(at, Class::Mark))?;
        let is_verb = |at: usize| clause.is_any(at, &[Class::Be, Class::Have, Class::Do]);
        let ends_in_verb = is_verb(end) || (clause.is(end, Class::Not) && is_verb(end.checked_sub(1)?));
        let is_nor = matches!(clause.text(0), "nor" | "neither") && is_verb(1);
        // "… tested whether it matters; it did not": of another verb.
        let verb = if is_verb(end) { end } else { end.saturating_sub(1) };
        let is_same = match () {
            // "Part follows the plan, and part does not."
            () if clause.is(verb, Class::Do) => {
                matches!(last.form, Form::Verb | Form::Reduced)
                    || (0..verb).any(|at| matches!(clause.text(at), "part" | "rest"))
            }
            // "They had registered …; we had not."
            () if clause.is(verb, Class::Have) => true,
            () => last.form != Form::Verb,
        };
        if !(ends_in_verb || is_nor) || end == 0 || !(is_same || is_nor) {
            return None;
        }
        let (kind, at) = (if last.is_registration { Kind::Registration } else { last.kind }, end + 1);
        let from = trigger::verb_start(clause, at);
        let trigger = Trigger { kind, is_turned: false, form: Form::Predicate, from };
        let polarity = super::polarity::polarity(clause, &trigger, at);
        let whose = subject::whose(&self.around(clause), &trigger, at);
        // "Would we preregister today? In 2011 we did not."
        // "We meant to register it but never did."
        let is_open = matches!(last.mood, Mood::Question | Mood::Possible);
        let mood = if is_open { Mood::Fact } else { last.mood };
        let heard = self.heard(clause, &trigger, at, whose, polarity, mood);
        let is_we = (0..clause.len().min(3)).any(|at| clause.is(at, Class::We));
        let farthest = if self.place.zone == SectionRole::Results { Reach::Section } else { Reach::Paper };
        let reach = if is_we { farthest } else { heard.reach };
        Some(Heard { at: clause.word(end)?.range.clone(), reach, is_beside: false, ..heard })
    }
}

/// "in advance" and its like before a noun: "a priori hypotheses".
fn is_a_priori(clause: InClause<'_>, at: usize) -> bool {
    matches!(clause.text(at), "a_priori" | "a-priori")
        && (0..clause.len()).any(|at| clause.is_any(at, &[Class::Ours, Class::No, Class::Definite]))
        && (at + 1..clause.len().min(at + 3))
            .any(|at| clause.is_any(at, &[Class::Hypothesis]) || clause.is(at, Class::Comparison))
        && !clause.is(at + 1, Class::OfDesign)
}

/// "suggested by a reviewer", "added during revision"
pub fn is_asked_for(clause: InClause<'_>, at: usize) -> bool {
    let ahead = || at + 1..clause.len().min(at + 5);
    let by_reviewers = clause.is(at, Class::Request)
        && ahead().any(|at| matches!(clause.text(at), "by" | "of" | "from"))
        && ahead().any(|at| clause.is(at, Class::Reviewers));
    // "which a reviewer asked for"
    let of_reviewers = clause.is(at, Class::Request)
        && clause.text(at + 1) == "for"
        && (at.saturating_sub(2)..at).any(|at| clause.is(at, Class::Reviewers));
    let in_revision = clause.is(at, Class::Added)
        && ahead().any(|at| matches!(clause.text(at), "in" | "during"))
        && ahead().any(|at| clause.is(at, Class::Revision));
    by_reviewers || of_reviewers || in_revision
}

/// "before the data were seen", "prior to unblinding", "before we looked at the results"
fn is_before_data(clause: InClause<'_>) -> bool {
    clause.is(0, Class::Before)
        && (1..clause.len()).any(|at| clause.is_any(at, &[Class::Data, Class::Seen, Class::Come]))
}

fn names_analysis(clause: InClause<'_>, at: usize) -> bool {
    (0..clause.len()).any(|place| {
        place != at
            && clause.is_any(place, &[Class::Analysis, Class::Hypothesis, Class::No])
            && !clause.is(place, Class::DesignNoun)
    })
}

/// "after seeing the data", "once the results were known"
pub fn is_after_data(clause: InClause<'_>) -> bool {
    let first = usize::from(clause.is(0, Class::Only));
    clause.is(first, Class::After)
        && (1..clause.len()).any(|at| clause.is(at, Class::Seen))
        && (1..clause.len())
            .any(|at| clause.is_any(at, &[Class::Data, Class::Come]) || clause.is(at, Class::Known))
}
