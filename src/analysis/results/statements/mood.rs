//! Whether a clause tells what is so, or what may, should or would be.

use super::trigger::{Form, InClause, Trigger};
use super::words::{Class, Word};

/// How a clause says what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    /// It is so.
    Fact,
    /// It may, should, will or would be so.
    Possible,
    /// It would have been better so: it is not.
    Contrary,
    /// It is asked.
    Question,
}

/// Returns the mood of the clause of a trigger at a place.
pub fn mood(clause: InClause<'_>, trigger: &Trigger, at: usize) -> Mood {
    if is_asked(clause, at) {
        return Mood::Question;
    }
    // "Had we preregistered", "were the study registered", "if the plan was registered".
    let first = (0..at)
        .find(|&at| !clause.is_any(at, &[Class::Coordinator, Class::Contrast, Class::Adverb]))
        .unwrap_or(at);
    let inverted = matches!(clause.text(first), "had" | "were")
        && clause.is_any(first + 1, &[Class::Determiner, Class::Pronoun, Class::Ours, Class::Study]);
    let supposed = clause.is(first, Class::If) && !stands_otherwise(clause);
    let was_not = || (first..at).any(|at| matches!(clause.text(at), "had" | "were"));
    // "We wish we had preregistered it."
    let is_wished = || {
        let end = clause.word(at).map_or(0, |word| word.range.start);
        let before = clause.words.iter().take_while(|word| word.range.start < end);
        let mut before = before.skip_while(|word| !matches!(word.text.as_str(), "wish" | "wished"));
        before.any(|word| matches!(word.text.as_str(), "had" | "were" | "could"))
    };
    if inverted || is_wished() || (supposed && clause.text(first) == "if" && was_not()) {
        return Mood::Contrary;
    }
    // "when a study is registered"
    let in_general = matches!(clause.text(first), "when" | "whenever")
        && ((first..at).any(|at| clause.is(at, Class::Now)) || !clause.has(0..clause.len(), Class::Past));
    if supposed || in_general || intends(clause, trigger, at) {
        return Mood::Possible;
    }
    if is_regretted(clause, trigger, at) {
        return Mood::Contrary;
    }
    // "A preregistered study should follow."
    let is_noun = matches!(trigger.form, Form::Attribute | Form::Noun);
    let end = if is_noun { clause.len() } else { at };
    let hedge =
        (0..end).filter(|&at| clause.is(at, Class::Modal)).find(|&modal| hedges(clause, trigger, modal, at));
    // "our policy of preregistering everything"
    let is_of_habit = trigger.form == Form::Verb
        && clause.text(at.wrapping_sub(1)) == "of"
        && clause.is(at.wrapping_sub(2), Class::Habit);
    if hedge.is_some() || is_advised(clause, at) || is_of_habit { Mood::Possible } else { Mood::Fact }
}

/// Returns whether the sentence of a place ends in a question mark; the text may go on with the answer.
fn is_asked(clause: InClause<'_>, at: usize) -> bool {
    let start = clause.clause.at.get(at).copied().unwrap_or_default();
    let mut ends = clause.words.iter().skip(start).filter(|word| word.is_mark("?") || word.is_mark("."));
    ends.next().is_some_and(|end| end.is_mark("?"))
        || clause.words.last().is_some_and(|last| last.is_mark("?"))
}

/// "should have been preregistered", "a preregistration would have been better", "would have gained from being preregistered"
fn is_regretted(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let is_noun = trigger.form == Form::Noun && !clause.is(trigger.from, Class::Definite);
    let range = if is_noun { at + 1..clause.len() } else { 0..at };
    range.into_iter().any(|at| {
        let have = if clause.is(at + 1, Class::Not) || clause.is_adverb(at + 1) { at + 2 } else { at + 1 };
        let have = if clause.text(have) == "to" { have + 1 } else { have };
        clause.is(at, Class::Regret) && clause.text(have) == "have" && clause.text(have + 1) != "to"
    })
}

/// "we plan to preregister a replication"
fn intends(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    trigger.form == Form::Verb
        && (at.saturating_sub(3)..at)
            .any(|at| clause.text(at) == "to" && clause.is(at.wrapping_sub(1), Class::Intend))
}

/// "unless otherwise noted"
fn stands_otherwise(clause: InClause<'_>) -> bool {
    (0..clause.len()).any(|at| clause.text(at) == "otherwise")
}

/// Returns whether a modal verb makes what follows uncertain: not in "should be regarded as exploratory", "could not be preregistered",
/// "can be found in the preregistration".
fn hedges(clause: InClause<'_>, trigger: &Trigger, modal: usize, at: usize) -> bool {
    let is_judged =
        (modal + 1..at.max(modal + 1)).any(|at| clause.is_any(at, &[Class::HedgedAs, Class::Reluctant]));
    // "could not be registered", "no protocol could be deposited"
    let is_denied = clause.is(modal + 1, Class::Not) || (0..modal).any(|at| clause.is(at, Class::No));
    let cannot = clause.is(modal, Class::Cannot) || (clause.is(modal, Class::Can) && is_denied);
    let is_there = clause.is_any(trigger.from, &[Class::Definite, Class::Near])
        || (0..clause.len()).any(|at| clause.is(at, Class::CanDo));
    let is_noun = matches!(trigger.form, Form::Attribute | Form::Noun) && is_there;
    !is_judged && !cannot && !is_noun
}

/// "we recommend that", "it is important to"
fn is_advised(clause: InClause<'_>, at: usize) -> bool {
    (0..at).any(|place| {
        clause.is(place, Class::Advisory)
            && (place + 1..at).any(|at| matches!(clause.text(at), "to" | "that" | "be"))
    })
}

/// What a clause says of the one that follows it: "it is not the case that …" turns it around, "we cannot claim that …" leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    None,
    Turns,
    Opens,
}

/// Returns whether "that" or "which" looks back to something that is not there: "we report no analysis that was not registered".
pub fn denies_antecedent(words: &[Word], before: &[usize], first: Option<&Word>) -> bool {
    let is_that = first.is_some_and(|word| matches!(word.text.as_str(), "that" | "which"));
    let before: Vec<&Word> = before.iter().filter_map(|&at| words.get(at)).collect();
    let ends_in_work = before.last().is_some_and(|last| {
        last.is_any(&[
            Class::Report,
            Class::Doing,
            Class::Added,
            Class::Work,
            Class::Analysis,
            Class::Study,
            Class::No,
            Class::Near,
        ])
    });
    let Some(no) =
        before.iter().rposition(|word| word.is_any(&[Class::No, Class::Not, Class::Few, Class::Lack]))
    else {
        return false;
    };
    let is_near = before.len() - no <= 7;
    let tells = before.iter().take(no).any(|word| word.is_any(&[Class::Report, Class::Be]))
        || before.iter().skip(no).any(|word| word.is_any(&[Class::Report, Class::Lack]));
    is_that && ends_in_work && is_near && tells
}

/// Returns the frame that the words before "that" make.
pub fn frame(words: &[Word], before: &[usize], first: Option<&Word>) -> Frame {
    let is_that = first.is_some_and(|word| matches!(word.text.as_str(), "that" | "if" | "whether"));
    let tail: Vec<&Word> = before.iter().rev().take(FRAME).filter_map(|&at| words.get(at)).collect();
    let Some(last) = tail.first().filter(|_| is_that) else { return Frame::None };
    let denies = tail.iter().any(|word| word.is_any(&[Class::Not, Class::No]) && !word.is(Class::Exempt));
    match () {
        () if last.is(Class::False) => {
            if denies {
                Frame::None
            } else {
                Frame::Turns
            }
        }
        () if last.is(Class::Untrue) && denies => Frame::Turns,
        () if last.is(Class::Maintain) && denies => Frame::Turns,
        () if last.is(Class::Uncertain) && (denies || tail.iter().any(|word| word.is(Class::Modal))) => {
            Frame::Opens
        }
        () if last.is(Class::Advisory) => Frame::Opens,
        () => Frame::None,
    }
}

/// Words before "that" that belong to the frame.
const FRAME: usize = 6;
