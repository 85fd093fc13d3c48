//! The words that may say planned or exploratory, and how each stands in its clause.

use super::clause::Clause;
use super::words::{Class, Word};

/// What a trigger is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A registration: planned.
    Registration,
    /// A plan, or something settled in advance: planned.
    Plan,
    /// Exploratory, post hoc, after seeing the data.
    Exploration,
    /// A hypothesis or a prediction: planned.
    Hypothesis,
    /// A departure from a plan.
    Deviation,
}

/// How a trigger stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `preregistered analyses`
    Attribute,
    /// `were preregistered`, `is exploratory`
    Predicate,
    /// `we preregistered`, `we did not preregister`, `failed to preregister`
    Verb,
    /// `the preregistration`, `no hypothesis`
    Noun,
    /// `as predicted`
    As,
    /// `analyses preregistered at …`
    Reduced,
}

/// A word that may say planned or exploratory.
#[derive(Clone, Copy, Debug)]
pub struct Trigger {
    pub kind: Kind,
    /// Whether the word itself turns its kind around: `unregistered`, `unplanned`.
    pub is_turned: bool,
    pub form: Form,
    /// Where the noun begins or the verb group: the determiner of `the preregistered analyses`, the `did` of `did not preregister`.
    pub from: usize,
}

/// The words of a clause, by their place in it.
#[derive(Clone, Copy, Debug)]
pub struct InClause<'w> {
    pub words: &'w [Word],
    pub clause: &'w Clause,
}

impl<'w> InClause<'w> {
    pub fn word(self, at: usize) -> Option<&'w Word> {
        self.clause.at.get(at).and_then(|&at| self.words.get(at))
    }

    pub fn is(self, at: usize, class: Class) -> bool {
        self.word(at).is_some_and(|word| word.is(class))
    }

    pub fn is_any(self, at: usize, classes: &[Class]) -> bool {
        self.word(at).is_some_and(|word| word.is_any(classes))
    }

    pub fn text(self, at: usize) -> &'w str {
        self.word(at).map_or("", |word| word.text.as_str())
    }

    /// Returns the word behind one of the clause, be it of this clause or the next.
    pub fn text_behind(self, at: usize) -> &'w str {
        let behind = self.clause.at.get(at).and_then(|&at| self.words.get(at + 1));
        behind.map_or("", |word| word.text.as_str())
    }

    pub fn len(self) -> usize {
        self.clause.at.len()
    }

    pub fn find(self, range: std::ops::Range<usize>, class: Class) -> Option<usize> {
        range.into_iter().find(|&at| self.is(at, class))
    }

    pub fn has(self, range: std::ops::Range<usize>, class: Class) -> bool {
        self.find(range, class).is_some()
    }

    /// Returns whether a word only colours a verb or an adjective: `formally`, `ever`, `not`.
    pub fn is_adverb(self, at: usize) -> bool {
        self.word(at).is_some_and(|word| {
            word.is_any(&[Class::Adverb, Class::Not, Class::Exempt])
                || (word.is_any(&[Class::Partial, Class::All, Class::Only, Class::Few])
                    && !word.is(Class::Determiner))
                || (word.text.ends_with("ly") && word.text.len() > 4)
        })
    }
}

/// Returns whether nothing that a clause may be about stands before a place.
pub fn is_bare(clause: InClause<'_>, at: usize) -> bool {
    (0..at).all(|at| {
        clause.is_any(at, &[Class::Contrast, Class::Coordinator, Class::Mark]) || clause.is_adverb(at)
    })
}

/// Returns the kind that a word may have, and whether it turns it around.
pub fn kind(word: &Word) -> Option<(Kind, bool)> {
    use Class::*;
    Some(match () {
        () if word.is_any(&[Preregistered, Preregistration, Registered, Registration]) => {
            (Kind::Registration, false)
        }
        () if word.is(Unregistered) => (Kind::Registration, true),
        () if word.is_any(&[Planned, Confirmatory, Blinded]) => (Kind::Plan, false),
        () if word.is_any(&[Exploratory, PostHoc]) => (Kind::Exploration, false),
        () if word.is(Unplanned) => (Kind::Exploration, false),
        () if word.is(AnalysisPlan) => (Kind::Plan, false),
        () if word.text == "plan" => (Kind::Plan, false),
        () if word.is_any(&[Hypothesize, Predict, Class::Hypothesis, HypothesisName]) => {
            (Kind::Hypothesis, false)
        }
        () if word.is_any(&[Class::Deviation, Deviate]) => (Kind::Deviation, false),
        () => return None,
    })
}

/// Returns the kind of the word at a place of a clause.
pub fn kind_at(clause: InClause<'_>, at: usize) -> Option<Kind> {
    clause.word(at).and_then(kind).map(|(kind, _)| kind)
}

/// Returns the trigger at a place of a clause, with its form.
pub fn trigger(clause: InClause<'_>, at: usize) -> Option<Trigger> {
    let word = clause.word(at)?;
    let (kind, is_turned) = kind(word)?;
    let (form, from) = form(clause, at);
    // "We did not plan to exclude anybody" is a plan.
    let leaves_out = || {
        clause.has(at + 1..clause.len().min(at + 4), Class::DesignNoun) || clause.is(at + 2, Class::LeftOut)
    };
    let is_done = || form == Form::Verb && ((from..at).any(|at| clause.is(at, Class::Do)));
    if word.text == "plan" && (!is_done() || leaves_out()) {
        return None;
    }
    if word.text == "planned"
        && form == Form::Verb
        && (from..at).any(|at| clause.is(at, Class::Not))
        && leaves_out()
    {
        return None;
    }
    Some(Trigger { kind, is_turned, form, from })
}

/// Returns how the word at a place stands in its clause, and where what it belongs to begins.
pub fn form(clause: InClause<'_>, at: usize) -> (Form, usize) {
    use Class::*;
    let mut before = at;
    while before > 0 && clause.is_adverb(before - 1) && !clause.is(before - 1, Relative) {
        before -= 1;
    }
    let previous = before.checked_sub(1);
    let is_previous = |class| previous.is_some_and(|at| clause.is(at, class));
    let is_noun = clause
        .is_any(at, &[Preregistration, Registration, Hypothesis, HypothesisName, Deviation, AnalysisPlan]);
    if !is_noun && is_as(clause, before) {
        return (Form::As, before);
    }
    let is_gerund = clause.text(at).ends_with("ing") && !is_previous(Be) && !clause.is(at, Confirmatory);
    if is_gerund {
        return (Form::Verb, verb_start(clause, at));
    }
    if is_noun {
        return (Form::Noun, noun_start(clause, at));
    }
    if previous.is_some_and(|at| clause.text(at) == "to") && !clause.is_any(at, &[Exploratory, PostHoc]) {
        return (Form::Verb, verb_start(clause, before - 1));
    }
    let is_subject = |at| {
        clause.is(at, Pronoun) || clause.is_any(at, &[Cited]) || matches!(clause.text(at), "who" | "authors")
    };
    if previous.is_some_and(is_subject) || is_previous(Have) || is_previous(Do) || is_previous(Modal) {
        return (Form::Verb, verb_start(clause, at));
    }
    let opens = before == 0
        && at + 1 < clause.len()
        && !clause.is_any(
            at + 1,
            &[
                Class::Preposition,
                Class::Mark,
                Class::Be,
                Class::Advance,
                Class::Coordinator,
                Class::Determiner,
            ],
        );
    let is_determined = is_previous(Definite) || is_previous(Article);
    if names_noun(clause, at) || opens || is_determined {
        return (Form::Attribute, noun_start(clause, at));
    }
    if is_previous(Be) || is_previous(HedgedAs) || clause.text(before.saturating_sub(1)) == "as" {
        return (Form::Predicate, verb_start(clause, before));
    }
    beside_coordinator(clause, at, before)
}

/// `as predicted`, `as we had predicted`, `as originally preregistered`.
fn is_as(clause: InClause<'_>, before: usize) -> bool {
    let mut at = before;
    while at > 0
        && (clause.is_any(at - 1, &[Class::Pronoun, Class::Have, Class::Be]) || clause.is_adverb(at - 1))
    {
        at -= 1;
    }
    let is_as = at > 0 && matches!(clause.text(at - 1), "as" | "than");
    let is_regarded =
        at >= 2 && (at - 2..at).chain(at.saturating_sub(9)..at).any(|at| clause.is(at, Class::HedgedAs));
    is_as && !is_regarded
}

/// Returns a word behind "and", "or" or a comma stands as the trigger or verb before it does; any other behind its noun.
fn beside_coordinator(clause: InClause<'_>, at: usize, before: usize) -> (Form, usize) {
    let coordinated = before.checked_sub(1).is_some_and(|at| {
        clause.is_any(at, &[Class::Coordinator, Class::No, Class::Few]) || clause.text(at) == ","
    });
    if coordinated || before == 0 {
        let last = (0..before)
            .rev()
            .find(|&at| clause.is_any(at, &[Class::Be, Class::Pronoun, Class::Have, Class::Do]));
        return match last {
            Some(verb) if clause.is(verb, Class::Be) => (Form::Predicate, verb_start(clause, verb + 1)),
            Some(verb) => (Form::Verb, verb_start(clause, verb + 1)),
            None if before == 0 => (Form::Predicate, 0),
            None => (Form::Reduced, at),
        };
    }
    // "Few of the analyses planned": the word behind its noun.
    (Form::Reduced, before)
}

/// Returns whether a noun of work follows: `preregistered main analyses`.
fn names_noun(clause: InClause<'_>, at: usize) -> bool {
    for next in at + 1..(at + 6).min(clause.len()) {
        let Some(word) = clause.word(next) else { return false };
        if word.is(Class::Work) {
            return true;
        }
        if word.is_any(&[
            Class::Be,
            Class::Have,
            Class::Do,
            Class::Modal,
            Class::Preposition,
            Class::Determiner,
            Class::Pronoun,
            Class::Advance,
            Class::Mark,
        ]) || word.text == "not"
        {
            // "exploratory measures": any noun directly behind an adjective.
            return next > at + 1
                && clause.is_any(at, &[Class::Exploratory, Class::PostHoc, Class::Confirmatory]);
        }
    }
    at + 1 < clause.len() && clause.is_any(at, &[Class::Exploratory, Class::PostHoc, Class::Confirmatory])
}

/// Returns where the noun group of a place begins: its determiner, or its first adjective.
fn noun_start(clause: InClause<'_>, at: usize) -> usize {
    let mut start = at;
    while start > 0 {
        let Some(word) = clause.word(start - 1) else { break };
        let ends = word.is_any(&[
            Class::Be,
            Class::Have,
            Class::Do,
            Class::Modal,
            Class::Preposition,
            Class::Pronoun,
            Class::Mark,
            Class::Relative,
        ]) || word.is_any(&[Class::Doing, Class::Report, Class::Lack])
            || word.text == "not";
        if ends {
            break;
        }
        start -= 1;
        if word.is_any(&[Class::Determiner, Class::No, Class::Few])
            && !clause.is_any(start.wrapping_sub(1), &[Class::Determiner, Class::No, Class::Few])
        {
            break;
        }
    }
    start
}

/// Returns where the verb group before a place begins: `had not been formally`.
pub fn verb_start(clause: InClause<'_>, at: usize) -> usize {
    let is_verb = |at: usize| clause.is_any(at, &[Class::Be, Class::Have, Class::Do, Class::Modal]);
    let last = (0..at).rev().find(|&at| is_verb(at));
    let grown = |mut start: usize| {
        while start > 0 && (is_verb(start - 1) || clause.is_adverb(start - 1)) {
            start -= 1;
        }
        start
    };
    let start = grown(last.unwrap_or(at));
    // "was never meant to be": the verb before "to" governs it.
    let governs = start > 1 && clause.text(start - 1) == "to";
    let governing =
        (start.saturating_sub(4)..start.saturating_sub(1)).rev().find(|&at| governs && is_verb(at));
    governing.map_or(start, grown)
}
