//! What holds for a part that is named: "the design, but not the analyses", "all but the last", and what stands in place of a plan or beyond it.

use super::SentenceWords;
use super::polarity::Polarity;
use super::studies;
use super::trigger::{Form, InClause, Trigger};
use super::words::Class;

impl<'w> SentenceWords<'w, '_> {
    /// Returns a yes that holds for a part alone, as that; anything else as it is.
    pub fn in_whole_or_part(&self, clause: InClause<'w>, at: usize, polarity: Polarity) -> Polarity {
        match polarity {
            Polarity::Yes if self.is_in_part(clause, at) => Polarity::Partly,
            polarity => polarity,
        }
    }

    /// Returns whether what is said holds for a part that is named: "the design, but not the analyses", "the only test that", all but one.
    pub fn is_in_part(&self, clause: InClause<'w>, at: usize) -> bool {
        let but_not = |next: InClause<'_>| is_but_not(next) && studies::named(next).is_empty();
        let is_cut_short = self.neighbour(1).is_some_and(but_not)
            || (self.neighbour(1).is_some_and(|next| next.is(0, Class::Before))
                && self.neighbour(2).is_some_and(but_not));
        // "The first analysis, but not the second, was preregistered."
        let is_inserted =
            clause.is_any(0, &[Class::Be, Class::Have]) && self.neighbour(-1).is_some_and(but_not);
        let names_only = |before: InClause<'_>| {
            (1..before.len()).any(|at| before.is(at, Class::Only) && before.is(at - 1, Class::Definite))
        };
        let is_only_one = clause.is(0, Class::Relative) && self.neighbour(-1).is_some_and(names_only);
        is_cut_short || is_inserted || is_only_one || self.takes_out(clause, at)
    }

    /// "This goes beyond what was registered."
    pub fn is_beyond(&self, clause: InClause<'w>) -> bool {
        let ends_beyond = |before: InClause<'_>| {
            let last = before.len().wrapping_sub(1);
            before.is(last, Class::Beyond) && !before.is(last, Class::Besides)
        };
        clause.text(0) == "what" && self.neighbour(-1).is_some_and(ends_beyond)
    }

    /// "Apart from the analysis of reading times, everything was preregistered": all but a part, which is named. Studies are read apart.
    fn takes_out(&self, clause: InClause<'w>, at: usize) -> bool {
        let names_part = |clause: InClause<'_>, at: usize| {
            let is_thing = |at: usize| {
                clause.is_any(at, &[Class::Analysis, Class::Work, Class::Hypothesis, Class::Number])
            };
            clause.is(at, Class::Save)
                && (at + 1..clause.len().min(at + EXCEPTED)).any(is_thing)
                && studies::excepted(clause).is_empty()
        };
        let is_whole = |range: std::ops::Range<usize>| range.into_iter().any(|at| clause.is(at, Class::All));
        // "… before the data were seen, except for the last": an exception may stand behind the next clause.
        let behind = (at + 1..clause.len()).any(|at| names_part(clause, at))
            || [1, 2].into_iter().filter_map(|step| self.neighbour(step)).any(|next| {
                let is_free = next.is(0, Class::Save) || next.is(0, Class::Before);
                is_free && (0..next.len()).any(|at| names_part(next, at))
            });
        let ahead = (0..at).any(|at| names_part(clause, at) && clause.has(0..at, Class::All))
            || self.neighbour(-1).is_some_and(|before| names_part(before, 0));
        (behind || ahead) && is_whole(0..at)
    }
}

/// "but not the second"
pub fn is_but_not(clause: InClause<'_>) -> bool {
    clause.text(0) == "but" && clause.is_any(1, &[Class::Not, Class::No]) && !clause.is(1, Class::Exempt)
}

/// "rather than being planned"
pub fn is_replaced(clause: InClause<'_>, trigger: &Trigger) -> bool {
    let is_named =
        matches!(trigger.form, Form::Attribute | Form::Noun) && clause.is(trigger.from, Class::Definite);
    clause.is(0, Class::InPlaceOf) && trigger.form != Form::As && !is_named
}

/// Words within which an exception shows what it takes out.
const EXCEPTED: usize = 6;
