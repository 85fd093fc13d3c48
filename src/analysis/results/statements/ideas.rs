//! Ideas that came early or late, without a word such as "planned": "questions that came up only later", "nobody had thought of it when we
//! began", "beyond our plan", "guided by the data", "no entry in a registry".

use super::SentenceWords;
use super::trigger::{self, Form, InClause, Kind, Trigger};
use super::words::Class;

impl<'w> SentenceWords<'w, '_> {
    /// "nobody had thought of it when we began"
    pub fn is_foreknown(&self, clause: InClause<'w>, at: usize) -> bool {
        let at_the_start = |next: InClause<'w>| {
            matches!(next.text(0), "when" | "before" | "until") && next.has(1..next.len(), Class::Come)
        };
        clause.is(at, Class::Foreknown)
            && (clause.has(0..clause.len(), Class::Advance) || self.neighbour(1).is_some_and(at_the_start))
    }

    /// "questions that came up only once …", "the predictions came afterwards", "ablations that we thought of while writing"
    pub fn is_late_idea(&self, clause: InClause<'w>, at: usize) -> bool {
        if !clause.is(at, Class::CameUp) || !self.is_own_inquiry(clause, at) {
            return false;
        }
        let ahead = || at + 1..clause.len().min(at + 4);
        let is_behind = |next: InClause<'w>| {
            let has = |class| next.has(1..next.len(), class);
            let is_doing = next.is_any(1, &[Class::Ours]) || next.text(1).ends_with("ing");
            match next.text(0) {
                "while" => is_doing,
                _ => next.is(0, Class::After) && has(Class::Data) && (has(Class::Come) || has(Class::Seen)),
            }
        };
        let is_idea = clause.text(at) != "tried" && clause.text(at) != "chosen";
        let is_only_then = is_idea && clause.has(ahead(), Class::Only);
        let is_before = clause.has(ahead(), Class::Before) || clause.has(ahead(), Class::Advance);
        let is_late = ahead().any(|at| clause.is(at, Class::Belated)) || is_only_then;
        !is_before && (is_late || (is_idea && self.neighbour(1).is_some_and(is_behind)))
    }

    /// Returns whether something that one may plan stands before, and the authors speak.
    fn is_own_inquiry(&self, clause: InClause<'w>, at: usize) -> bool {
        let end = clause.clause.at.get(at).copied().unwrap_or_default();
        let before = self.words.get(..end).unwrap_or_default();
        let is_inquiry = before.iter().any(|word| word.is_any(&[Class::Inquiry, Class::No]));
        is_inquiry && self.words.iter().any(|word| word.is_any(&[Class::Ours, Class::Near]))
    }

    /// "the protocol was not entered in any registry", "no entry in a registry", "a plan was deposited at AsPredicted before …"
    pub fn is_entered(&self, clause: InClause<'w>, at: usize) -> bool {
        if !clause.is(at, Class::Entered) || clause.has(0..clause.len(), Class::Image) {
            return false;
        }
        let is_denied =
            (0..at).any(|at| clause.is_any(at, &[Class::No, Class::Not, Class::Lack, Class::Few]));
        let is_early = self.words.iter().any(|word| word.is_any(&[Class::Before, Class::Advance]));
        let names_plan = (0..clause.len()).any(|at| clause.is_any(at, &[Class::Plan, Class::Hypothesis]));
        let is_named = self.words.iter().any(|word| word.is_any(&[Class::Registry]));
        match clause.text(at) {
            "entry" => is_named && is_denied,
            _ => is_named && names_plan && (is_denied || is_early),
        }
    }
}

/// "registered retrospectively", "the registration was done retrospectively"
pub fn is_belated(clause: Option<InClause<'_>>, trigger: &Trigger) -> bool {
    let Some(clause) = clause.filter(|_| trigger.kind == Kind::Registration) else { return false };
    let at = (trigger.from..clause.len())
        .find(|&at| trigger::kind_at(clause, at) == Some(Kind::Registration))
        .unwrap_or(trigger.from);
    let end = (at + 1..clause.len())
        .find(|&at| clause.is_any(at, &[Class::Coordinator, Class::Mark]))
        .unwrap_or(clause.len());
    clause.has(trigger.from..end.min(at + 5), Class::Belated)
}

/// "beyond our plan", "not part of the original proposal"
pub fn is_outside_plan(clause: InClause<'_>, at: usize) -> bool {
    if !clause.is(at, Class::Proposal) || clause.is(at + 1, Class::Work) {
        return false;
    }
    let (form, from) = trigger::form(clause, at);
    let is_ours = clause.has(from..at, Class::Our) || clause.has(from..at, Class::AtFirst);
    let is_definite = is_ours || (clause.text(from) == "the" && !clause.text(at).starts_with("question"));
    let Some(before) = from.checked_sub(1).filter(|_| is_definite && form != Form::Verb) else {
        return false;
    };
    let is_contained = clause.is(before, Class::Preposition) && clause.has(0..from, Class::Contained);
    clause.is(before, Class::Beyond)
        || (is_contained && (0..from).any(|at| clause.is_any(at, &[Class::Not, Class::No])))
}

/// Returns whether a trigger is a plan that only counts where something stands outside it.
pub fn is_bare_plan(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    trigger.kind == Kind::Plan && trigger.form != Form::Verb && clause.is(at, Class::Proposal)
}

/// "guided by the data alone", "selected by looking at the same data"; what earlier results suggest may well be planned.
pub fn is_led_by_data(clause: InClause<'_>, at: usize) -> bool {
    if clause.text(at + 1) != "by" || !clause.is_any(at, &[Class::Guided, Class::Settled, Class::Added]) {
        return false;
    }
    let is_inquiry = clause.has(0..at, Class::Inquiry)
        || clause
            .words
            .iter()
            .take(clause.clause.at.get(at).copied().unwrap_or(0))
            .any(|word| word.is(Class::Inquiry));
    let led = clause.is(at, Class::Guided)
        && matches!(clause.text(at + 2), "the" | "our")
        && clause.is(at + 3, Class::Data)
        && !clause.is_any(at + 4, &[Class::Preposition, Class::Relative, Class::Cited]);
    let looked = clause.is(at + 2, Class::Seen)
        && clause.text(at + 2).ends_with("ing")
        && clause.has(at + 3..clause.len().min(at + 8), Class::Data);
    is_inquiry && (led || looked) && !clause.has(0..at, Class::Others)
}
