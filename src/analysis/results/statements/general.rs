//! What is said of nobody's work: advice, and registration or exploration as a topic.
//!
//! A trigger that qualifies a noun ("exploratory analyses") or is one ("a preregistration") is the paper's own where something says so:
//! "we", "this study", an address, what came of it in the past tense, or that it stands among results.

use super::LABEL;
use super::subject::Around;
use super::topic;
use super::trigger::{Form, InClause, Kind, Trigger};
use super::words::{Class, Word};
use crate::document::SectionRole;

/// Returns whether the clause of a trigger, in which nobody is named, speaks in general.
pub fn is_general(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let addresses = clause.has(0..clause.len(), Class::Addressed);
    let instructs = clause.is(0, Class::Instructs) && !clause.is(1, Class::Mark);
    if instructs
        || topic::is_of_any_study(around, trigger, at)
        || addresses
        || is_advice(clause, at)
        || is_of_any(around, trigger, at)
    {
        return true;
    }
    let is_aim = clause.is(at, Class::Unplanned) && clause.text(at).starts_with("generat");
    if is_aim && !clause.words.iter().any(|word| word.is_any(&[Class::Ours, Class::Near])) {
        return true;
    }
    match trigger.form {
        Form::Noun | Form::Attribute => !is_owned(around, trigger, at),
        Form::Verb => is_of_nobody(around, trigger, at),
        _ => false,
    }
}

/// "Do not call an analysis confirmatory", "Please preregister"; "Please treat these results as exploratory" is none.
fn is_advice(clause: InClause<'_>, at: usize) -> bool {
    let orders = clause.is(0, Class::Order)
        && !clause.is_any(1, &[Class::Pronoun, Class::Determiner, Class::Be, Class::Have, Class::Do]);
    orders && !clause.has(0..at, Class::HedgedAs)
}

/// "Analyses that are not registered should …", "Hypotheses are preregistered".
fn is_of_any(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let is_now = |from: usize| (from..at).any(|at| clause.is(at, Class::Now));
    let names_any = |word: &Word| word.is_any(&[Class::Generic, Class::Hypothesis]);
    let opens = clause.word(0).is_some_and(names_any);
    if opens && clause.is(1, Class::Relative) {
        return is_now(2);
    }
    let before = || around.before.iter().filter_map(|&at| clause.words.get(at));
    let is_bare =
        before().any(names_any) && !before().any(|word| word.is_any(&[Class::Determiner, Class::Number]));
    if clause.is(0, Class::Relative) {
        return is_now(1) && before().count() <= 2 && is_bare;
    }
    opens && trigger.form == Form::Predicate && is_now(trigger.from)
}

/// "to preregister a study means …": a verb that nobody does.
fn is_of_nobody(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    let is_base = trigger.kind == Kind::Registration && !clause.text(at).ends_with("ed");
    let to_do = clause.text(trigger.from) == "to";
    let before = around.before.iter().filter_map(|&at| clause.words.get(at));
    let says_who =
        before.into_iter().any(|word| word.is(Class::Ours)) || clause.has(0..clause.len(), Class::Ours);
    let of_any =
        matches!(clause.text(at + 1), "a" | "an" | "any") && clause.is(at + 2, Class::Study) && at < 2;
    let denies = !of_any
        && (0..at).any(|at| clause.is_any(at, &[Class::Lack, Class::No, Class::Not, Class::InPlaceOf]));
    let is_regretted = (0..at).any(|at| clause.is(at, Class::Modal) && clause.text(at + 1) == "have");
    (is_base || to_do) && !says_who && !denies && !is_regretted
}

/// Returns whether something says that a registration or an analysis is the paper's own.
fn is_owned(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let clause = around.clause;
    if around.is_heading || trigger.kind == Kind::Hypothesis {
        return true;
    }
    let from = (trigger.from..=at).find(|&at| !clause.is_adverb(at)).unwrap_or(at);
    let is_definite = clause.is_any(from, &[Class::Definite, Class::Near]);
    let is_denied = (trigger.from..at).any(|at| clause.is_any(at, &[Class::No, Class::Few]))
        || (trigger.from > 0 && clause.is_any(trigger.from - 1, &[Class::Lack, Class::Beyond]))
        || (trigger.from > 1
            && clause.text(trigger.from - 1) == "of"
            && clause.is(trigger.from - 2, Class::Lack));
    let is_denied = is_denied
        || (at + 2..clause.len().min(at + 7))
            .any(|at| clause.is(at, Class::Lack) && clause.is(at - 1, Class::Be))
        || clause.is(at + 1, Class::Lack)
        || clause.text(at + 1) == "took"
        || (clause.is(at + 1, Class::Was)
            && clause.is(at + 2, Class::Not)
            && clause.has(at + 3..clause.len(), Class::Exist));
    let of_the_study = (at + 1..clause.len().min(at + 4)).any(|at| clause.is(at, Class::Definite));
    let is_missed = (0..clause.len()).any(|at| clause.is_any(at, &[Class::Not, Class::Lack])) && of_the_study;
    let is_regretted =
        (0..clause.len()).any(|at| clause.is(at, Class::Modal) && clause.text(at + 1) == "have");
    let is_label = clause.len() <= LABEL
        && clause.word(clause.len().wrapping_sub(1)).is_some_and(|last| last.is_mark(":"));
    if is_label {
        return false;
    }
    let places = |word: &Word| word.is_any(&[Class::Url, Class::Registry]);
    let is_placed = clause.words.iter().any(places);
    let speaks = speaks_of_own_work(clause);
    let is_past = clause.has(0..clause.len(), Class::Past);
    let is_counted = (trigger.from..at)
        .any(|at| clause.is(at, Class::Number) || clause.is_any(at, &[Class::All, Class::Partial]));
    let is_pointed = (at + 1..clause.len()).any(|at| clause.is(at, Class::Pointed));
    if is_placed || speaks || is_denied || is_missed || is_regretted {
        return true;
    }
    let of_studies = (at + 1..at + 4).any(|at| clause.is(at, Class::Generic) && clause.is(at, Class::Study));
    if of_studies {
        return false;
    }
    let is_report = matches!(
        around.zone,
        SectionRole::Results | SectionRole::Methods | SectionRole::Abstract | SectionRole::Backmatter
    );
    let is_noun = trigger.form == Form::Noun;
    // "Registration of the analyses took place …"
    let is_of_own = clause.text(at + 1) == "of"
        && clause.is_any(at + 2, &[Class::Definite, Class::All, Class::Ours])
        && !(at + 3..clause.len().min(at + 5))
            .any(|at| clause.is(at, Class::Generic) && clause.is(at, Class::Study));
    if is_noun && is_of_own && is_past {
        return true;
    }
    // "Exploratory analyses suggest that …"
    let tells = clause.has(at..clause.len(), Class::Outcome);
    let is_told_of = tells
        && matches!(
            around.zone,
            SectionRole::Abstract | SectionRole::Results | SectionRole::Discussion | SectionRole::Conclusion
        );
    match () {
        () if trigger.form == Form::Attribute && is_told_of => true,
        () if around.zone == SectionRole::Results => is_definite || !is_noun,
        () if is_definite => is_past || is_report,
        () if is_noun => is_past && !clause.is_any(from, &[Class::Article]) && from != at,
        () => is_past || is_pointed || is_counted || around.is_short,
    }
}

/// Returns whether the authors speak of what they did, in the clause or beside it; "we argue that" tells of no work.
pub fn speaks_of_own_work(clause: InClause<'_>) -> bool {
    let words = clause.words;
    let argues = words.iter().any(|word| word.is(Class::Argue));
    let acts = words.iter().any(is_act);
    let is_near = |at: usize| {
        words.get(at).is_some_and(|word| word.is(Class::Near))
            && words.get(at + 1).is_some_and(|next| {
                next.is_any(&[Class::Study, Class::Analysis]) && !next.is(Class::Phenomenon)
            })
    };
    let elsewhere = (acts && words.iter().any(|word| word.is(Class::Ours))) || (0..words.len()).any(is_near);
    speaks_in(clause) || (!argues && elsewhere)
}

/// Returns whether they do so in the clause itself: "our preregistration", "we filed a preregistration".
pub fn speaks_in(clause: InClause<'_>) -> bool {
    let acts = clause.words.iter().any(is_act);
    (0..clause.len()).any(|at| clause.is(at, Class::Our) || (acts && clause.is(at, Class::Ours)))
}

/// Returns whether a clause tells what the authors think and not what they did.
pub fn argues(clause: InClause<'_>) -> bool {
    clause.has(0..clause.len(), Class::Argue)
}

/// Returns a verb of what authors of a study do, and one who argues does not.
fn is_act(word: &Word) -> bool {
    word.is_any(&[Class::Past, Class::Report, Class::Doing, Class::Preregistered, Class::Deviate])
}
