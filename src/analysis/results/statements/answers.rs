//! Questions and labels that are answered: "Were the analyses preregistered? No.", "Preregistration: none."

use super::trigger::{Form, InClause, Trigger};
use super::words::{self, Class, Word};
use super::{LABEL, Mood, SentenceWords};

impl<'w> SentenceWords<'w, '_> {
    /// Returns what is answered: "Were the analyses preregistered? No.", "Preregistration: none."
    pub fn answer(&self, clause: InClause<'w>, trigger: &Trigger, mood: Mood) -> Option<bool> {
        if mood == Mood::Question {
            let after = words::words(self.place.after);
            let first = after.first()?;
            let denies = after.iter().take(ANSWER).any(|word| word.is(Class::Not));
            return answered(first)
                .or_else(|| (first.is(Class::Pronoun) && after.len() <= ANSWER + 1).then_some(!denies));
        }
        let ends_in_colon = clause.word(clause.len().checked_sub(1)?).is_some_and(|last| last.is_mark(":"));
        let is_label =
            (trigger.form == Form::Noun || trigger.from == 0) && ends_in_colon && clause.len() <= LABEL;
        let next = self.neighbour(1).filter(|_| is_label)?;
        let points =
            || self.words.iter().any(|word| word.is_any(&[Class::Url, Class::Registry, Class::Number]));
        answered(next.word(0)?).or_else(|| points().then_some(true))
    }
}

/// Yes or no, as the first word of an answer.
fn answered(first: &Word) -> Option<bool> {
    match first.text.as_str() {
        "yes" | "indeed" | "all" => Some(true),
        _ if first.is_any(&[Class::Not, Class::No, Class::Few, Class::Lack]) => Some(false),
        "n" | "nil" | "unregistered" => Some(false),
        _ => None,
    }
}

/// Words in which "It was not." denies.
const ANSWER: usize = 4;
