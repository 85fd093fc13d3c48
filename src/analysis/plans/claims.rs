//! Results that a paper calls planned, beside what its plan has.

use rustc_hash::FxHashSet;

use super::departures::{Compared, Pair, PaperSentence, Topic, Verdict};
use super::labels::labels;
use super::stems::{content, shared, without};
use super::words::{Hint, says};
use crate::analysis::results::statements::Reach;
use crate::analysis::{Paper, Status};
use crate::document::SectionRole;

/// Words that a result has, or more: a shorter one may be of anything.
const LEAST: usize = 3;

/// Words of a result that stand in the plan, as a share of its own, from which on the plan speaks of it.
const COVERED: f64 = 0.7;

impl Pair<'_, '_, '_> {
    /// Results that the paper calls planned, and no part of the plan speaks of.
    pub(super) fn claims(&self, paper: &Paper<'_>) -> Vec<Compared> {
        let Some(last) = self.planned.questions.last() else { return Vec::new() };
        let is_planned = |told: &&PaperSentence<'_>| {
            let statements = &paper.results().statements;
            let mut here = statements.iter().filter(|one| one.sentence.range() == told.range);
            told.zone == SectionRole::Results
                && !says(told.text, Hint::Deviates)
                && !says(told.text, Hint::Untested)
                && here.any(|one| one.status() == Some(Status::Planned) && one.reach() == Some(Reach::Result))
        };
        let of_plan = self.plan_words();
        let uncovered = |told: &&PaperSentence<'_>| {
            let words = without(content(told.text), Hint::Plans);
            let words: FxHashSet<String> =
                words.into_iter().filter(|word| word.chars().all(char::is_alphabetic)).collect();
            let is_named = !labels(told.text).is_empty();
            words.len() >= LEAST && !is_named && shared(&words, &of_plan) < COVERED
        };
        let claims = self.sentences.iter().filter(is_planned).filter(uncovered);
        claims
            .map(|told| Compared {
                topic: Topic::Claims,
                planned: self.passage(&last.range, None),
                done: Some(told.range.clone()),
                verdict: Verdict::Unplanned,
                instead: None,
            })
            .collect()
    }

    /// Returns what the plan is about, apart from what it leaves open.
    fn plan_words(&self) -> FxHashSet<String> {
        let leaves_open =
            |text: &str, title: &str| says(text, Hint::Exploratory) || says(title, Hint::Exploratory);
        let fixed = self
            .plan_sentences()
            .filter(|sentence| !leaves_open(sentence.text(), sentence.section().title()));
        fixed.flat_map(|sentence| content(sentence.text())).collect()
    }
}
