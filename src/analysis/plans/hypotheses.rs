//! Hypotheses of a plan in the paper: which it takes up, which it leaves out, which the plan does not have.

use rustc_hash::FxHashSet;

use super::Entry;
use super::departures::{CLOSE, Compared, Pair, SAME, Told, Topic, Verdict};
use super::labels::{label, labels};
use super::stems::{content, parts};
use super::words::{Hint, says};
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
            Compared { topic: Topic::Hypotheses, planned, done, verdict, instead: None }
        };
        questions.iter().zip(&found).map(compared).collect()
    }

    /// The sentence that takes a hypothesis up, and how much it shares with it, from 0 to 1, or [`NAMED`].
    fn taken_up(&self, hypothesis: &str) -> (Option<usize>, f64) {
        let is_told = |told: &Told<'_>| {
            !matches!(told.zone, SectionRole::Introduction | SectionRole::RelatedWork | SectionRole::Methods)
        };
        let number = label(hypothesis);
        let names = |told: &Told<'_>| {
            let of = |text| number.as_ref().is_some_and(|number| labels(text).contains(number));
            of(told.text) || of(told.title)
        };
        if let Some(at) = self.sentences.iter().position(|told| is_told(told) && names(told)) {
            return (Some(at), NAMED);
        }
        let wanted: Vec<FxHashSet<String>> = parts(hypothesis)
            .map(|part| {
                let mut words = content(part);
                words.remove(&number.clone().unwrap_or_default().to_lowercase());
                words
            })
            .filter(|words| words.len() >= LEAST)
            .collect();
        if wanted.is_empty() {
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
            let shares =
                wanted.iter().map(|words| words.iter().filter(has).count() as f64 / words.len() as f64);
            shares.fold(0.0, f64::max)
        };
        // What is said to be of another hypothesis is not of this one.
        let is_of_other = |told: &Told<'_>| {
            number.is_some()
                && labels(told.text)
                    .iter()
                    .any(|label| Some(label) != number.as_ref() && self.numbers.contains(label))
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
        let planned = &self.numbers;
        let last = self.planned.questions.iter().rfind(|entry| label(self.text(&entry.range)).is_some())?;
        let kind = |label: &str| label.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let is_new = |label: &String| {
            planned.iter().any(|known| kind(known) == kind(label)) && !planned.contains(label)
        };
        let all: FxHashSet<String> = self.sentences.iter().flat_map(|told| labels(told.text)).collect();
        // A paper with other numbers than the plan has counts in its own way.
        if !planned.iter().all(|known| all.contains(known)) {
            return None;
        }
        let told = self.sentences.iter().enumerate().filter(|(_, told)| told.zone == SectionRole::Results);
        let mut found = told.filter(|(at, told)| !self.departs_at(*at) && !told.explores());
        let (told, label) =
            found.find_map(|(_, told)| Some((told, labels(told.text).into_iter().find(is_new)?)))?;
        Some(Compared {
            topic: Topic::Hypotheses,
            planned: self.passage(&last.range, None),
            done: Some(told.range.clone()),
            verdict: Verdict::Unplanned,
            instead: Some(label),
        })
    }
}
