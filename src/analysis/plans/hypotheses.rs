//! Hypotheses of a plan in the paper: which it takes up, which it leaves out, which the plan does not have.

use rustc_hash::FxHashSet;

use super::departures::{CLOSE, Compared, Pair, SAME, Told, Verdict};
use super::stems::{content, number, numbers};
use super::words::{Hint, says};
use super::{Entry, Part};
use crate::document::SectionRole;

/// More than any words share: the paper names a hypothesis by its number.
const NAMED: f64 = 2.0;

/// Words that a hypothesis has, or more: those of a shorter one stand in many sentences.
const LEAST: usize = 3;

impl Pair<'_, '_, '_> {
    pub(super) fn hypotheses(&self) -> Vec<Compared> {
        let is_one = |entry: &&Entry| !says(self.text(&entry.range), Hint::Nothing);
        let questions: Vec<&Entry> = self.planned.questions.iter().filter(is_one).collect();
        let found: Vec<(Option<usize>, f64)> =
            questions.iter().map(|hypothesis| self.taken_up(self.text(&hypothesis.range))).collect();
        let is_any_taken = found.iter().any(|(_, share)| *share >= SAME);
        // A paper that names one hypothesis by its number names each that it takes up.
        let names = found.iter().any(|(_, share)| *share == NAMED);
        let most = if names { SAME } else { CLOSE };
        let compared = |(hypothesis, (at, share)): (&&Entry, &(Option<usize>, f64))| {
            let verdict = match at {
                Some(at) if *share >= SAME && self.departs_at(*at) => Verdict::Told,
                Some(_) if *share >= SAME => Verdict::Same,
                // Where no hypothesis is found the words of both are too far from each other.
                _ if is_any_taken && *share < most => Verdict::Untold,
                _ => Verdict::Unmatched,
            };
            let done = at.filter(|_| *share >= SAME).map(|at| self.sentences[at].range.clone());
            let planned = self.passage(&hypothesis.range, None);
            Compared { part: Part::Hypotheses, planned, done, verdict, number: None }
        };
        questions.iter().zip(&found).map(compared).collect()
    }

    /// The sentence that takes a hypothesis up, and how much it shares with it, from 0 to 1, or [`NAMED`].
    fn taken_up(&self, hypothesis: &str) -> (Option<usize>, f64) {
        let is_told = |told: &Told<'_>| {
            !matches!(told.zone, SectionRole::Introduction | SectionRole::RelatedWork | SectionRole::Methods)
        };
        let number = number(hypothesis);
        let names = |told: &Told<'_>| numbers(told.text).any(|word| Some(word) == number);
        if let Some(at) = self.sentences.iter().position(|told| is_told(told) && names(told)) {
            return (Some(at), NAMED);
        }
        let mut wanted = content(hypothesis);
        wanted.remove(&number.unwrap_or("").to_lowercase());
        if wanted.len() < LEAST {
            return (None, SAME);
        }
        let share = |at: usize| {
            let told = &self.sentences[at];
            // What a sentence is about often stands in the one before it.
            let before =
                at.checked_sub(1).map(|at| &self.sentences[at]).filter(|before| before.block == told.block);
            let has = |word: &&String| {
                told.words.contains(*word) || before.is_some_and(|before| before.words.contains(*word))
            };
            wanted.iter().filter(has).count() as f64 / wanted.len().max(1) as f64
        };
        // What is said to be of another hypothesis is not of this one.
        let is_of_other = |told: &Told<'_>| {
            number.is_some()
                && numbers(told.text)
                    .any(|word| Some(word) != number && self.numbers.iter().any(|known| known == word))
        };
        // Abstracts say the most of all hypotheses in the same words.
        let is_near = |told: &Told<'_>| {
            is_told(told) && !is_of_other(told) && (number.is_none() || told.zone != SectionRole::Abstract)
        };
        let told = (0..self.sentences.len()).filter(|at| is_near(&self.sentences[*at]));
        let best = told.map(|at| (Some(at), share(at))).max_by(|one, other| one.1.total_cmp(&other.1));
        best.unwrap_or((None, 0.0))
    }

    /// A hypothesis that the paper numbers and the plan does not have, where it has others.
    pub(super) fn unplanned(&self) -> Option<Compared> {
        let planned: Vec<(&Entry, &str)> = self
            .planned
            .questions
            .iter()
            .filter_map(|entry| Some((entry, number(self.text(&entry.range))?)))
            .collect();
        let (last, _) = planned.last()?;
        let kind = |number: &str| number.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let is_new = |word: &&str| {
            let is_alike = planned.iter().any(|(_, known)| kind(known) == kind(word));
            is_alike && !planned.iter().any(|(_, known)| known == word)
        };
        let is_told = |told: &&Told<'_>| told.zone == SectionRole::Results;
        let all: FxHashSet<&str> = self.sentences.iter().flat_map(|told| numbers(told.text)).collect();
        // A paper with other numbers than the plan has counts in its own way.
        if !planned.iter().all(|(_, known)| all.contains(known)) {
            return None;
        }
        let mut told = self.sentences.iter().enumerate().filter(|(_, told)| is_told(told));
        let found = told.find_map(|(at, told)| Some((at, numbers(told.text).find(is_new)?)));
        let (at, number) = found.filter(|(at, _)| !self.departs_at(*at) && !self.explores_at(*at))?;
        Some(Compared {
            part: Part::Hypotheses,
            planned: self.passage(&last.range, None),
            done: Some(self.sentences[at].range.clone()),
            verdict: Verdict::Unplanned,
            number: Some(number.to_owned()),
        })
    }
}
