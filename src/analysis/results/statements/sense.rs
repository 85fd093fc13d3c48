//! Whether a trigger has the sense that matters: images are registered, too, and pregnancies planned.

use super::trigger::{Form, InClause, Kind, Trigger};
use super::words::Class;

/// Returns whether a trigger speaks of plans of a study.
pub fn is_meant(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let Some(word) = clause.word(at) else { return false };
    match trigger.kind {
        Kind::Registration if word.is(Class::Registered) => is_registered_plan(clause, trigger, at),
        Kind::Registration if word.is(Class::Registration) => is_registration_of_plan(clause, at),
        Kind::Registration => !clause.is_any(at + 1, &[Class::Image, Class::OtherSense]),
        Kind::Plan => is_plan(clause, trigger, at),
        Kind::Exploration => is_exploration(clause, trigger, at),
        Kind::Hypothesis | Kind::Deviation => true,
    }
}

/// `the trial was registered`, `our registered hypotheses`; images, voters and companies are registered, too.
fn is_registered_plan(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let is_other = (0..clause.len()).any(|at| clause.is(at, Class::Image));
    let names_registry =
        (0..clause.len()).any(|at| clause.is_any(at, &[Class::Registry, Class::Advance, Class::Url]));
    let is_thing = |range: std::ops::Range<usize>| {
        range.into_iter().any(|at| clause.is_any(at, &[Class::RegisteredThing, Class::Study]))
    };
    let end = clause.len();
    // "the one test that we had registered"
    let first = clause.clause.at.first().copied().unwrap_or_default();
    let before = clause.words.get(first.saturating_sub(3)..first).unwrap_or_default();
    let fits = match trigger.form {
        Form::Attribute => is_thing(at + 1..end.min(at + 4)),
        Form::Verb if clause.is(0, Class::Relative) => {
            is_thing(0..end) || before.iter().any(|word| word.is_any(&[Class::RegisteredThing, Class::Study]))
        }
        Form::Verb => is_thing(at + 1..end.min(at + 6)) || (is_thing(0..at) && !is_thing(at + 1..end)),
        Form::Predicate | Form::Reduced => {
            is_thing(0..at)
                // "ISRCTN00000000, registered on 3 May"
                || clause.has(0..at, Class::Registry)
                || (0..at).any(|at| clause.is_any(at, &[Class::Analysis, Class::Ours]))
                // "Of our analyses, only the first was registered."
                || ((0..at).any(|at| clause.is_any(at, &[Class::All, Class::Only]))
                    && clause.words.iter().take(first).any(|word| word.is_any(&[Class::Analysis, Class::Study])))
                || !(0..at).any(|at| {
                    clause.word(at).is_some_and(|word| {
                        !word.is_any(&[
                            Class::Be,
                            Class::Not,
                            Class::Relative,
                            Class::Coordinator,
                            Class::Have,
                            Class::Contrast,
                        ])
                    })
                })
        }
        Form::As => true,
        Form::Noun => false,
    };
    fits && (!is_other || names_registry)
}

/// `the registration`, `the trial registration`; not `landmark registration`.
fn is_registration_of_plan(clause: InClause<'_>, at: usize) -> bool {
    let is_other = (0..clause.len()).any(|at| clause.is_any(at, &[Class::Image]));
    let before = at.checked_sub(1);
    let of_work = clause.text(at + 1) == "of"
        && (at + 2..at + 4)
            .any(|at| clause.is_any(at, &[Class::Hypothesis, Class::Analysis, Class::Study, Class::Plan]));
    // "Registration took place prior to the second study."
    let took_place = before.is_none() && clause.text(1) == "took" && clause.text(2) == "place";
    // "Registration was not sought.", "We abstained from registration."
    let is_undone = before.is_none()
        && clause.is(1, Class::Was)
        && clause.is(2, Class::Not)
        && clause.is(3, Class::Exist)
        && clause.text(3) != "available";
    let is_left = before.is_some_and(|before| {
        clause.is(before, Class::Preposition) && clause.is(before.wrapping_sub(1), Class::Lack)
    });
    let fits = of_work
        || took_place
        || is_undone
        || is_left
        || before.is_some_and(|before| {
            clause.is_any(
                before,
                &[Class::Determiner, Class::No, Class::Lack, Class::Study, Class::Plan, Class::Registry],
            ) || clause.is(before, Class::BeforeRegistration)
        });
    fits && !is_other
}

/// `planned comparisons`, `the analyses were planned`; not `planned releases`, `it is planned to …`.
fn is_plan(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let Some(word) = clause.word(at) else { return false };
    let next_noun = (at + 1..clause.len().min(at + 4)).find(|&at| clause.is(at, Class::Work));
    if word.is(Class::Blinded) {
        let analysis =
            |range: std::ops::Range<usize>| range.into_iter().any(|at| clause.text(at).starts_with("analys"));
        return match trigger.form {
            Form::Attribute => analysis(at + 1..at + 3),
            Form::Predicate => analysis(0..at),
            _ => false,
        };
    }
    let is_weak = word.is(Class::WeakPlan);
    // "Buses ran as planned."
    if trigger.form == Form::As && word.text == "planned" {
        let is_own = |word: &super::words::Word| {
            word.is_any(&[Class::Ours, Class::Work, Class::Analysis, Class::Study, Class::Near, Class::All])
        };
        return clause.words.iter().any(is_own);
    }
    match trigger.form {
        Form::Attribute if clause.is(at + 1, Class::OtherSense) || clause.text(at + 1) == "factor" => false,
        Form::Attribute if is_weak => {
            next_noun.is_some_and(|at| clause.is_any(at, &[Class::Analysis, Class::Hypothesis]))
        }
        Form::Attribute => next_noun.is_some(),
        _ if word.is(Class::AnalysisPlan) => true,
        Form::Verb => {
            !is_weak
                || clause.is(0, Class::Relative)
                || clause.text(at.wrapping_sub(1)) == "nothing"
                || clause.has(at..clause.len(), Class::Advance)
                || (clause.text(at + 1) == "to" && !clause.is(at.wrapping_sub(1), Class::Modal))
                || names_work(clause, 0..clause.len())
        }
        Form::Predicate | Form::Reduced if is_weak && clause.text(at + 1) == "for" => false,
        Form::Reduced if is_weak && !clause.has(at..clause.len(), Class::Advance) => {
            (0..at).rev().find(|&at| !clause.is_adverb(at)).is_some_and(|noun| {
                clause.is_any(noun, &[Class::Analysis, Class::Hypothesis]) || clause.text(noun) == "those"
            })
        }
        Form::Predicate | Form::Reduced if is_weak => {
            let is_now = (trigger.from..at).any(|at| clause.is(at, Class::Now))
                && !clause.has(0..clause.len(), Class::Advance);
            let is_denied = clause.has(0..at, Class::Not) || clause.has(0..at, Class::No);
            let has_subject = names_work(clause, 0..at) || is_pronoun(clause, at);
            (!is_now || is_denied) && has_subject && clause.text(at + 1) != "to"
        }
        _ => true,
    }
}

fn names_work(clause: InClause<'_>, range: std::ops::Range<usize>) -> bool {
    range
        .into_iter()
        .any(|at| clause.is_any(at, &[Class::Work, Class::Analysis, Class::Study, Class::DesignNoun]))
}

fn is_pronoun(clause: InClause<'_>, at: usize) -> bool {
    let is_empty = |at: usize| {
        clause.is_any(
            at,
            &[Class::Be, Class::Have, Class::Not, Class::Relative, Class::Coordinator, Class::Contrast],
        ) || clause.is_adverb(at)
    };
    (0..at).any(|at| {
        (clause.is_any(at, &[Class::No, Class::All, Class::Few]) && !clause.is(at, Class::Determiner))
            || clause.is(at, Class::Ours)
            || (clause.text(at) == "of" && clause.is(at + 1, Class::Pronoun))
            || clause.is(at, Class::StandIn)
    }) || (0..at).all(is_empty)
}

/// `exploratory analyses`; not `exploratory factor analysis`, `post hoc pairwise tests`.
fn is_exploration(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    if clause.is(at, Class::PostHoc) {
        let is_analysis = |at: usize| clause.is(at, Class::PostHocWork);
        return match trigger.form {
            Form::Attribute => {
                (at + 1..clause.len().min(at + 3)).any(is_analysis)
                    && !clause.is_any(at + 1, &[Class::OtherSense])
                    && !clause.is(at + 1, Class::OfTests)
            }
            // "Ex post, we noticed …"
            _ if at == 0 && clause.text_behind(at) == "," => {
                clause.words.iter().any(|word| word.is(Class::We))
                    && !clause.words.iter().any(|word| word.is(Class::OfTests))
            }
            _ => (0..at)
                .any(|at| clause.is_any(at, &[Class::Added, Class::Settled, Class::Work, Class::Analysis])),
        };
    }
    if clause.text(at) == "opportunistically" {
        return (0..clause.len()).any(|at| clause.text(at).starts_with("analy"));
    }
    if clause.text(at) == "unexpected" {
        return trigger.form == Form::Attribute && (at + 1..at + 3).any(|at| clause.is(at, Class::Analysis));
    }
    // "unplanned pregnancies" are others.
    if trigger.form == Form::Attribute && clause.text(at).starts_with("un") && !clause.text(at).contains('_')
    {
        return (at + 1..clause.len().min(at + 4)).any(|at| {
            clause.is_any(at, &[Class::Work, Class::Analysis, Class::Inquiry]) || clause.text(at) == "look"
        });
    }
    // "Juveniles were more exploratory than adults."
    if clause.text(at + 1) == "than" && clause.text(at.wrapping_sub(1)) == "more" {
        return false;
    }
    if clause.text(at) == "data-driven" {
        return trigger.form == Form::Predicate && names_work(clause, 0..at);
    }
    if trigger.form != Form::Attribute {
        return true;
    }
    let is_topic = clause.is(at + 1, Class::Pursuit)
        && !(0..at).any(|at| clause.is_any(at, &[Class::Ours, Class::Near, Class::Be]));
    let coordinated = clause.is(at + 1, Class::Coordinator);
    // "exploratory and then confirmatory factor analysis"
    let then = usize::from(coordinated && clause.is(at + 2, Class::Adverb));
    let noun = if coordinated { at + 3 + then } else { at + 1 };
    let is_other =
        clause.is(at + 1, Class::OtherSense) || (coordinated && clause.is(noun, Class::OtherSense));
    !(is_topic || is_other)
}
