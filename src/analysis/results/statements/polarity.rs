//! Whether a clause says yes or no to its trigger, or to a part of what it speaks of.

use super::trigger::{Form, InClause, Kind, Trigger};
use super::words::Class;

/// What a clause says to its trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// To a part of what it speaks of, and so not to the rest.
    Partly,
}

impl Polarity {
    /// Returns the contrary.
    pub fn turned(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Partly => Self::Partly,
        }
    }
}

/// Returns the polarity of a trigger at a place of its clause.
pub fn polarity(clause: InClause<'_>, trigger: &Trigger, at: usize) -> Polarity {
    // "it would be wrong to call these tests confirmatory"
    let is_reluctant = (0..at).any(|at| {
        clause.is(at, Class::Reluctant) && (clause.text(at) == "mistaken_for" || clause.text(at + 1) == "to")
    });
    // "do not deserve the name confirmatory"
    let is_unmerited = (0..at).any(|at| clause.is(at, Class::Merit)) && denies_verb(clause, at);
    if (is_reluctant || is_unmerited) && matches!(trigger.kind, Kind::Plan | Kind::Registration) {
        return Polarity::No;
    }
    match trigger.form {
        Form::As => negated(clause.is(trigger.from.saturating_sub(2), Class::Not)),
        Form::Attribute => of_noun(clause, trigger, at),
        Form::Noun => match of_noun(clause, trigger, at) {
            Polarity::Yes => {
                negated(is_denied_after(clause, trigger, at) || misses_antecedent(clause, trigger, at))
            }
            no => no,
        },
        Form::Predicate if is_fronted(clause, at) => Polarity::No,
        Form::Predicate | Form::Verb => of_verb(clause, trigger, at),
        Form::Reduced => of_reduced(clause, trigger, at),
    }
}

fn negated(is_negated: bool) -> Polarity {
    if is_negated { Polarity::No } else { Polarity::Yes }
}

/// `no preregistered analyses were run`, `we did not run any exploratory analyses`, `none of the planned tests was significant`.
fn of_noun(clause: InClause<'_>, trigger: &Trigger, at: usize) -> Polarity {
    let from = trigger.from;
    let first = (from..at).find(|&at| !clause.is_adverb(at)).unwrap_or(at);
    let denies =
        (from..at).any(|at| clause.is_any(at, &[Class::No, Class::Few])) && !is_definite_few(clause, from);
    // What a result is, is not what its analysis is: "no planned test was significant".
    let tells_result =
        || (at + 1..clause.len()).any(|at| clause.is(at, Class::Outcome)) && trigger.form == Form::Attribute;
    if denies {
        let is_without = clause.text(first) == "without" || clause.text(from) == "without";
        let is_doubled = denies_verb(clause, from);
        return negated((is_without || !tells_result()) != is_doubled);
    }
    // "the registered aims were not to …"
    let aims_elsewhere = (at + 1..clause.len())
        .any(|at| clause.is(at, Class::Be) && clause.is(at + 1, Class::Not) && clause.text(at + 2) == "to");
    if aims_elsewhere {
        return Polarity::No;
    }
    let before = from.checked_sub(1);
    if let Some(before) = before.filter(|&before| clause.is(before, Class::Beyond)) {
        let is_besides = clause.is(before, Class::Besides);
        return if is_besides { Polarity::Partly } else { negated(!denies_verb(clause, before)) };
    }
    // "not bound by any preregistered plan"
    if clause.text(from) == "any" && (0..from).any(|at| is_negator(clause, at) || clause.is(at, Class::Lack))
    {
        return Polarity::No;
    }
    if before.is_some_and(|before| clause.is(before, Class::Preposition)) {
        return of_containment(clause, trigger, from);
    }
    let is_definite = clause.is(first, Class::Definite);
    let lacks = (0..at).any(|at| clause.is(at, Class::Lack) && !clause.is(at + 1, Class::Work));
    if lacks && !is_definite {
        return negated(!denies_verb(clause, from));
    }
    negated(!is_definite && denies_verb(clause, from))
}

fn is_definite_few(clause: InClause<'_>, from: usize) -> bool {
    clause.is(from, Class::Definite) && clause.text(from + 1) == "few"
}

/// `was not part of the preregistration`; "without" and "lack of" deny what they stand before.
fn of_containment(clause: InClause<'_>, trigger: &Trigger, from: usize) -> Polarity {
    let is_of = matches!(clause.text(from.saturating_sub(1)), "of" | "for" | "from");
    if is_of && (from >= 2) && clause.is(from - 2, Class::Lack) {
        return negated(!denies_verb(clause, from - 2));
    }
    // "Nobody had heard of preregistration."
    let is_unheard = clause.is(from.wrapping_sub(1), Class::Doubt) && denies_verb(clause, from);
    if is_unheard || (0..from).any(|at| clause.text(at) == "in_vain") {
        return Polarity::No;
    }
    if is_of && clause.text(from.wrapping_sub(2)) == "not_one" {
        return Polarity::No;
    }
    if is_among(clause, from) {
        return negated((0..from).any(|at| clause.is(at, Class::Not)));
    }
    let contained = (0..from).any(|at| clause.is(at, Class::Contained));
    let denied =
        (0..from).any(|at| clause.is_any(at, &[Class::Not, Class::No]) && !clause.is(at, Class::Exempt));
    // "not covered by a preregistered protocol", "not part of our plan"
    let is_plan = (from..clause.len()).any(|at| clause.is_any(at, &[Class::Plan, Class::Proposal]));
    let names_plan = match trigger.form {
        Form::Noun => trigger.kind == Kind::Registration || is_plan,
        _ => is_plan && matches!(trigger.kind, Kind::Registration | Kind::Plan),
    };
    // "neither had the benefit of a preregistration", "not backed by a registered protocol"
    let is_indefinite = matches!(clause.text(from), "a" | "an");
    let lacks_any = is_indefinite && trigger.kind == Kind::Registration && denies_verb(clause, from);
    negated(names_plan && ((contained && denied) || lacks_any))
}

/// "among our preregistered analyses", "one of the planned tests", "part of our preregistered analyses"; what is part of a plan is read
/// by what a plan may hold.
pub fn is_among(clause: InClause<'_>, from: usize) -> bool {
    match clause.text(from.wrapping_sub(1)) {
        "among" => true,
        "of" => clause.text(from.wrapping_sub(2)) == "one",
        "part_of" => (from..clause.len()).any(|at| clause.is(at, Class::Analysis)),
        _ => false,
    }
}

/// Returns whether the verb before a noun is denied, or nobody does it: `we did not run`, `none of us ran`.
fn denies_verb(clause: InClause<'_>, from: usize) -> bool {
    let count = (0..from).filter(|&at| is_negator(clause, at)).count();
    count % 2 == 1
}

/// `a preregistration was not filed`
fn is_denied_after(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let is_named = trigger.kind == Kind::Registration || clause.is(at, Class::AnalysisPlan);
    if clause.is(trigger.from, Class::Definite) || !is_named {
        return false;
    }
    let range = at + 1..(at + 10).min(clause.len());
    let denied =
        range.clone().any(|at| is_negator(clause, at)) && range.clone().any(|at| clause.is(at, Class::Exist));
    // "made preregistration impossible", "preregistration was overlooked"
    denied
        || range
            .into_iter()
            .any(|next| clause.is(next, Class::Lack) && (clause.is(next - 1, Class::Be) || next == at + 1))
}

/// "tests that the registered plan did not contain"
fn misses_antecedent(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let behind = at + 1..clause.len();
    clause.is(0, Class::Relative)
        && trigger.from == 1
        && clause.has(behind.clone(), Class::Not)
        && clause.has(behind, Class::Contained)
}

fn is_negator(clause: InClause<'_>, at: usize) -> bool {
    clause.is_any(at, &[Class::Not, Class::No])
        || (clause.is(at, Class::Few) && !clause.is(at.wrapping_sub(1), Class::Definite))
}

/// `was never preregistered`, `none of them was planned`, `we did not fail to preregister`.
fn of_verb(clause: InClause<'_>, trigger: &Trigger, at: usize) -> Polarity {
    let start = last_conjunct(clause, trigger, at);
    let mut count = 0;
    let mut last: Option<usize> = None;
    for place in start..at {
        if !counts(clause, trigger, place, at) {
            continue;
        }
        // "neither … nor", "no analyses and no hypotheses": one denial.
        let is_repeated = last.is_some_and(|last| {
            (last..=place).any(|at| clause.is(at, Class::Coordinator) || clause.text(at) == ",")
        });
        if !is_repeated {
            count += 1;
        }
        last = Some(place);
    }
    let after = object(clause, at);
    let mut denies_object = after.is_some_and(|at| clause.is_any(at, &[Class::No, Class::Few]));
    denies_object &= trigger.form == Form::Verb && !clause.is(after.unwrap_or(at), Class::Exempt);
    count += usize::from(denies_object);
    let polarity = negated(count % 2 == 1);
    let has_few = (start..at).any(|at| clause.is(at, Class::Few));
    if is_partial(clause, trigger, at, start) && !(denies_object || has_few || count > 1) {
        Polarity::Partly
    } else {
        polarity
    }
}

/// "Preregistered this work is not", "formally registered our hypotheses have never been".
pub fn is_fronted(clause: InClause<'_>, at: usize) -> bool {
    let opens = (0..at).all(|at| clause.is_adverb(at));
    let is_verb = |at: usize| clause.is_any(at, &[Class::Be, Class::Have]);
    let last = (0..clause.len()).rev().find(|&at| !clause.is(at, Class::Mark) && clause.text(at) != "been");
    let denies = |last: usize| clause.is(last, Class::Not) && is_verb(last.wrapping_sub(1));
    opens && last.is_some_and(|last| last > at && denies(last))
}

/// Returns where the last of several verbs with one subject begins, if it has a denial of its own or its subject's is none.
fn last_conjunct(clause: InClause<'_>, trigger: &Trigger, at: usize) -> usize {
    let coordinator = (trigger.from.min(at)..at).rev().find(|&at| clause.is(at, Class::Coordinator));
    match coordinator {
        Some(place) if (place..at).any(|at| is_negator(clause, at)) => return place,
        _ => {}
    }
    // A verb of a relative clause is not denied by what stands before it.
    let relative = (1..trigger.from.min(at))
        .rev()
        .find(|&at| clause.is(at, Class::Relative) && clause.text(at - 1) != "of");
    let is_within = relative.is_some_and(|relative| {
        let has_verb = (relative + 1..trigger.from)
            .any(|at| clause.is_any(at, &[Class::Be, Class::Have, Class::Do, Class::Modal]));
        let has_subject = clause.is(relative + 1, Class::Pronoun) && trigger.from > relative + 2;
        !(has_verb || has_subject)
    });
    relative.filter(|_| is_within).unwrap_or(0)
}

/// Returns whether a word before a verb denies it.
fn counts(clause: InClause<'_>, trigger: &Trigger, place: usize, at: usize) -> bool {
    if clause.is(place, Class::Exempt) {
        return false;
    }
    // "missed the chance to preregister", "prevented us from preregistering"
    let governs = trigger.form == Form::Verb && matches!(clause.text(at.wrapping_sub(1)), "to" | "from");
    if clause.is(place, Class::Lack) {
        return governs
            || trigger.form == Form::Verb
                && (clause.text(place + 1) == "to"
                    || place + 1 == at
                    || clause.is(place + 1, Class::Preposition));
    }
    if clause.is(place, Class::Not) {
        let is_inverted = clause.is_any(place + 1, &[Class::Be, Class::Have, Class::Do]);
        return place >= trigger.from || trigger.form == Form::Verb || is_inverted;
    }
    if clause.text(place) == "without" {
        return place + 1 == at || clause.text(place + 1) == "being" || clause.text(place + 1) == "having";
    }
    if clause.is(place, Class::No) {
        // "analyses with no covariates": the noun's, not the verb's; "in no case" is the verb's.
        return place <= 1 || !clause.is(place - 1, Class::Preposition);
    }
    clause.is(place, Class::Few) && !clause.is(place.wrapping_sub(1), Class::Definite)
}

/// Returns the first word behind a verb that is no adverb.
fn object(clause: InClause<'_>, at: usize) -> Option<usize> {
    // "we had decided on none of them"
    let on = usize::from(clause.text(at + 1) == "on" && clause.is(at + 2, Class::No));
    (at + 1 + on..clause.len().min(at + 4))
        .find(|&at| !clause.is_adverb(at) || clause.is_any(at, &[Class::No, Class::Few, Class::Only]))
}

/// `not all analyses were`, `only the first was`, `we preregistered only the first`, `were partly planned`.
fn is_partial(clause: InClause<'_>, trigger: &Trigger, at: usize, start: usize) -> bool {
    let is_negated_all = (start..at).any(|place| {
        clause.is(place, Class::Not)
            && (place + 1..at).any(|at| clause.is_any(at, &[Class::All, Class::Partial]))
    });
    let in_subject = (start..trigger.from).any(|at| {
        clause.is_any(at, &[Class::Partial, Class::Only]) && !clause.is(at.wrapping_sub(1), Class::Definite)
    });
    // "the only test that was preregistered is the first"
    let is_only_one = (1..trigger.from).any(|at| {
        clause.is(at, Class::Only)
            && clause.is(at - 1, Class::Definite)
            && clause.has(at + 1..trigger.from, Class::Relative)
    });
    // "two of our four analyses": the others were not.
    let is_counted = (start..trigger.from.min(start + 3)).any(|at| {
        (clause.is_any(at, &[Class::Number, Class::Counted, Class::Share]) || clause.text(at) == "one")
            && clause.text(at + 1) == "of"
            && clause.is(at + 2, Class::Definite)
            && !clause.is(at.wrapping_sub(1), Class::All)
    });
    let in_verb = (trigger.from..at).any(|at| clause.is(at, Class::Partial));
    let object = object(clause, at).filter(|_| trigger.form == Form::Verb);
    let in_object = object.is_some_and(|first| {
        clause.is(first, Class::Partial)
            || (first..clause.len().min(first + 5)).any(|at| {
                clause.is(at, Class::Only) && !matches!(clause.text_behind(at), "after" | "once" | "when")
            })
    });
    is_negated_all || in_subject || is_only_one || is_counted || in_verb || in_object
}

/// `analyses not preregistered`, `the analyses planned in advance`.
fn of_reduced(clause: InClause<'_>, trigger: &Trigger, at: usize) -> Polarity {
    let beside = trigger.from..at;
    let is_denied = beside.into_iter().any(|at| clause.is(at, Class::Not))
        || clause.is(trigger.from.wrapping_sub(1), Class::Not);
    // Without a verb behind it, the noun before it is what is denied: "no analyses preregistered".
    let has_verb = (at + 1..clause.len())
        .any(|at| clause.is_any(at, &[Class::Be, Class::Have, Class::Do, Class::Outcome]));
    let noun_denied = !has_verb
        && (0..at).any(|at| {
            let is_fronted =
                clause.is(at, Class::Not) && clause.is_any(at + 1, &[Class::Be, Class::Have, Class::Do]);
            is_fronted
                || (clause.is_any(at, &[Class::No, Class::Few, Class::Lack]) && !clause.is(at, Class::Exempt))
        });
    negated(is_denied != noun_denied)
}

/// Returns whether a denial stands before that nothing accounts for: better not heard than taken for its opposite.
pub fn is_unclear(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let denies = |at: usize| {
        clause.is_any(at, &[Class::Not, Class::No, Class::Few, Class::Lack]) && !clause.is(at, Class::Exempt)
    };
    matches!(trigger.kind, Kind::Registration | Kind::Plan)
        && (0..at).filter(|&at| denies(at)).count() == 1
        && !clause.has(0..at, Class::Beyond)
        && !(trigger.form == Form::Attribute && clause.is(trigger.from, Class::Definite))
}
