//! Hypotheses and predictions of the authors: "we hypothesized that", "as predicted", "in line with our hypothesis", "we had no prediction".

use super::Place;
use super::polarity::Polarity;
use super::trigger::{Form, InClause, Trigger};
use super::words::Class;
use crate::document::SectionRole;

/// Returns what a clause says of a hypothesis of the authors: that they had one, or had none. `None` where it speaks of no such thing: a
/// null hypothesis, what a model predicts, what is expected by chance.
pub fn polarity(clause: InClause<'_>, trigger: &Trigger, at: usize, place: &Place<'_>) -> Option<Polarity> {
    // "It was only in hindsight that we formulated a hypothesis."
    let is_late = |word: &super::words::Word| word.is(Class::Hindsight);
    if is_statistics(clause, at) || clause.words.iter().any(is_late) {
        return None;
    }
    let is_heading = place.is_heading
        && clause.is(at, Class::Hypothesis)
        && clause.text(at) != "hypothesis"
        && clause.len() <= HEADING;
    if is_label(clause, at) || is_heading || is_direction(clause, at) {
        return Some(Polarity::Yes);
    }
    if clause.is(at, Class::HypothesisName) {
        let is_answered = (0..clause.len()).any(|place| place != at && clause.is(place, Class::Support));
        // "H1 states that …"
        let is_stated = clause.is(at + 1, Class::States) && clause.text_behind(at + 1) == "that";
        return (is_answered || is_stated).then_some(Polarity::Yes);
    }
    let is_late = matches!(place.zone, SectionRole::Discussion | SectionRole::Conclusion);
    let is_now = clause.is(at, Class::Supposing);
    let is_old = (0..at).any(|at| clause.is(at, Class::Formerly));
    if (is_late && is_now) || is_old {
        return None;
    }
    if clause.is(at, Class::Hypothesis) {
        return of_noun(clause, trigger, at, place);
    }
    match trigger.form {
        Form::As => {
            let is_result = matches!(
                place.zone,
                SectionRole::Results
                    | SectionRole::Discussion
                    | SectionRole::Conclusion
                    | SectionRole::Abstract
            );
            let is_loose = clause.text(at) == "expected" && !is_result;
            (!is_loose && as_predicted(clause, at)).then_some(Polarity::Yes)
        }
        Form::Verb => of_verb(clause, trigger, at),
        Form::Predicate | Form::Reduced => of_passive(clause, trigger, at),
        _ => None,
    }
}

/// Words of a heading such as "Operationalisation and hypotheses".
const HEADING: usize = 6;

/// "in the predicted direction"
fn is_direction(clause: InClause<'_>, at: usize) -> bool {
    clause.is_any(at, &[Class::Predict, Class::Hypothesize])
        && clause.is(at + 1, Class::Direction)
        && clause.text(at.wrapping_sub(1)) == "the"
}

/// "H1: Older walkers are slower.", "Hypothesis 2."
fn is_label(clause: InClause<'_>, at: usize) -> bool {
    let is_name = clause.is(at, Class::HypothesisName);
    let named = is_name || (clause.is(at, Class::Hypothesis) && clause.is(at + 1, Class::Number));
    let last = if is_name { at } else { at + 1 };
    let ends = clause.word(last + 1).is_none_or(|next| next.is_any(&[Class::Mark]));
    named && at <= 1 && ends && !(0..at).any(|at| clause.is(at, Class::Preposition))
}

/// Null hypotheses, hypothesis tests, hypothesis spaces.
fn is_statistics(clause: InClause<'_>, at: usize) -> bool {
    clause.is(at.wrapping_sub(1), Class::HypothesisTest)
        || (clause.is(at, Class::Hypothesis) && clause.is(at + 1, Class::OfStatistics))
}

/// "as predicted", and not "as predicted by the model", "as expected given the design".
fn as_predicted(clause: InClause<'_>, at: usize) -> bool {
    let next = clause.word(at + 1);
    let is_by = clause.is(at + 1, Class::Reason);
    let by_us = clause.text(at + 1) == "by"
        && clause.is_any(at + 2, &[Class::Ours])
        && !(at + 3..at + 5).any(|at| clause.is(at, Class::Model));
    next.is_none() || !is_by || by_us
}

/// "we hypothesized that", "we did not predict"
fn of_verb(clause: InClause<'_>, trigger: &Trigger, at: usize) -> Option<Polarity> {
    let speaks = (0..at).any(|at| clause.is(at, Class::We));
    let has_no = |range: std::ops::Range<usize>| range.into_iter().any(|at| clause.is(at, Class::No));
    // "nobody had predicted", "none of us had predicted"
    let by_nobody = (0..trigger.from).any(|at| {
        matches!(clause.text(at), "nobody" | "no_one")
            || (clause.text(at) == "none" && clause.text(at + 1) == "of" && clause.text(at + 2) == "us")
    });
    let without_reason = at >= 2
        && clause.text(at - 1) == "to"
        && clause.text(at - 2) == "reason"
        && speaks
        && has_no(0..at - 2);
    if (by_nobody && clause.has(trigger.from..at, Class::Have)) || without_reason {
        return Some(Polarity::No);
    }
    let is_denied = (trigger.from..at).any(|at| clause.is(at, Class::Not));
    // "one that we neither sought nor expected"
    let is_one_of_two = (0..at).any(|at| matches!(clause.text(at), "neither" | "nor"));
    if is_one_of_two {
        return None;
    }
    let subject = (0..at).rev().find(|&at| clause.is(at, Class::Pronoun) && clause.is(at, Class::We));
    let opens = subject.is_some_and(|subject| {
        subject <= 2 || clause.is_any(subject - 1, &[Class::Mark, Class::Coordinator, Class::Relative])
    });
    if !speaks
        || !opens
        || subject.is_none_or(|subject| (subject + 1..at).any(|at| clause.is(at, Class::Analysis)))
    {
        return None;
    }
    let is_strong = clause.is(at, Class::Hypothesize) || clause.text(at).starts_with("anticipated");
    let next = clause.text_behind(at);
    let states = matches!(
        next,
        "" | "that"
            | "a"
            | "an"
            | "no"
            | ","
            | ":"
            | "and"
            | "larger"
            | "higher"
            | "lower"
            | "more"
            | "fewer"
            | "less"
            | "better"
            | "worse"
            | "smaller"
            | "stronger"
            | "weaker"
            | "faster"
            | "slower"
            | "this"
            | "these"
            | "participants"
            | "to"
            | "("
    );
    let is_now = clause.is(at, Class::Foretell);
    let expects_to_see = is_now && next == "to" && matches!(clause.text(at + 2), "see" | "find" | "observe");
    let expected = clause.text(at) == "expected" && !clause.is(at + 1, Class::Reason);
    if is_denied {
        let is_settled =
            is_strong || clause.text(at).starts_with("predict") || clause.text(at).starts_with("anticipat");
        return is_settled.then_some(Polarity::No);
    }
    let is_stated = is_strong || expected || (states && (!is_now || next == "that")) || expects_to_see;
    is_stated.then_some(Polarity::Yes)
}

/// "it was hypothesized that", "this result was not predicted"
fn of_passive(clause: InClause<'_>, trigger: &Trigger, at: usize) -> Option<Polarity> {
    let by_model = clause.text(at + 1) == "by" && !clause.is(at + 2, Class::Ours);
    let is_denied =
        (trigger.from..at).any(|at| clause.is(at, Class::Not)) || (0..at).any(|at| clause.is(at, Class::No));
    let is_past = (trigger.from..at).any(|at| clause.is(at, Class::Was));
    let is_ours = matches!(clause.text(trigger.from.wrapping_sub(1)), "it")
        && matches!(clause.text(at + 1), "that" | "");
    let is_strong = !clause.text(at).starts_with("expect");
    match () {
        () if by_model || !(is_past || (is_ours && clause.is(at, Class::Hypothesize))) => None,
        () if is_denied && is_strong && clause.text(at + 1) != "to" => Some(Polarity::No),
        () if is_ours && !is_denied => Some(Polarity::Yes),
        () => None,
    }
}

/// "our hypothesis", "we test three hypotheses", "without a hypothesis", "support for H1".
fn of_noun(clause: InClause<'_>, trigger: &Trigger, at: usize, place: &Place<'_>) -> Option<Polarity> {
    let is_weak = !clause.text(at).starts_with("hypothes");
    let group = trigger.from..at;
    let is_ours = group.clone().any(|at| clause.is(at, Class::Our));
    let is_supported = (0..clause.len()).any(|at| clause.is(at, Class::Support));
    let has_we = (0..at).any(|at| clause.is(at, Class::We));
    let holds = (0..trigger.from)
        .any(|at| clause.is_any(at, &[Class::Have, Class::Report]) || clause.is(at, Class::HeldUp));
    let denied_noun = group.clone().any(|at| clause.is(at, Class::No));
    let denied_verb = (0..trigger.from).any(|at| clause.is(at, Class::Not));
    let is_definite = group.clone().any(|at| clause.is(at, Class::Definite));
    // "We make no claim to have tested hypotheses."
    let disclaims = (1..trigger.from).any(|at| {
        clause.text(at) == "claim"
            && clause.text(at + 1) == "to"
            && clause.is_any(at - 1, &[Class::No, Class::Not])
    });
    if disclaims {
        return Some(Polarity::No);
    }
    // "Our hypothesis came from the data."
    if clause.has(at + 1..clause.len().min(at + 3), Class::CameUp) {
        return None;
    }
    let end = (at + 1..clause.len()).find(|&at| {
        clause.is_any(at, &[Class::Coordinator, Class::Mark])
            || (clause.is(at, Class::Relative) && clause.is(at - 1, Class::Preposition))
    });
    let ends_here =
        !(at + 1..end.unwrap_or(clause.len())).any(|at| clause.is_any(at, &[Class::Support, Class::Outcome]));
    let is_numbered = clause.is(at + 1, Class::Number);
    let is_made = (at + 1..clause.len().min(at + 5)).any(|at| clause.is(at, Class::ComeAbout));
    // "… the hypothesis tested here; we make no quantitative prediction on top."
    let first = clause.clause.at.first().copied().unwrap_or_default();
    let before = clause.words.get(..first).unwrap_or_default();
    if denied_noun && before.iter().any(|word| word.is(Class::Hypothesis)) {
        return None;
    }
    if (denied_noun && is_made)
        || (denied_noun && (clause.text(trigger.from) == "without" || holds) && ends_here)
        || (denied_verb && holds && !is_definite && !(is_supported && is_numbered))
    {
        return Some(Polarity::No);
    }
    // "There is no record of our hypotheses": what is denied is something else.
    let is_of_denied = (0..trigger.from)
        .any(|at| clause.is_any(at, &[Class::No, Class::Not, Class::Lack]) && !clause.is(at, Class::Exempt));
    if is_of_denied && !is_supported {
        return None;
    }
    let is_this = at > 0 && clause.is(at - 1, Class::This);
    if is_weak && !((is_ours || is_this) && is_supported) {
        return None;
    }
    let is_counted = group.clone().any(|at| clause.is(at, Class::Counted));
    let we_have = has_we && (0..at).any(|at| clause.is(at, Class::TakeUp));
    let is_answered = clause.has(at + 1..clause.len(), Class::Support) || is_this;
    let is_late = matches!(
        place.zone,
        SectionRole::Results | SectionRole::Discussion | SectionRole::Conclusion | SectionRole::Abstract
    );
    let is_taken_up = is_supported
        && is_answered
        && (is_late || clause.has(0..clause.len(), Class::Past))
        && at > 0
        && clause.is(at - 1, Class::These)
        && !clause.words.iter().any(|word| word.is(Class::Cited));
    let says_that = is_numbered && clause.is(at + 2, Class::States);
    let is_said = is_ours
        || says_that
        || is_taken_up
        || (is_numbered && is_supported)
        || we_have
        || (is_counted && clause.has(at..clause.len(), Class::Be));
    is_said.then_some(Polarity::Yes)
}
