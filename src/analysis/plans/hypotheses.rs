//! Hypotheses of a plan in the paper: which it takes up, which it leaves out, which the plan does not have.

use rustc_hash::FxHashSet;

use super::Entry;
use super::departures::{CLOSE, Compared, Pair, PaperSentence, SAME, Topic, Verdict};
use super::labels::{label, labels};
use super::stems::{content, parts};
use super::words::{Hint, says};
use crate::document::SectionRole;

/// More than any words share: the paper names a hypothesis by its number.
const NAMED: f64 = 2.0;

/// Words that a hypothesis has, or more: those of a shorter one stand in many sentences.
const LEAST: usize = 3;

/// Words of its own from which on a hypothesis is near a sentence, in whatever other words it is told.
const FEW: usize = 2;

/// The sentence of a paper that takes up a hypothesis best.
struct Taken {
    at: Option<usize>,
    /// The share of the hypothesis's words that it has, from 0 to 1, or [`NAMED`].
    share: f64,
    /// The same, where words that no other hypothesis has count for half of all.
    own: f64,
    /// How many it has of the words that no other hypothesis has.
    apart: usize,
}

impl Taken {
    const NOT: Self = Self { at: None, share: 0.0, own: 0.0, apart: 0 };

    fn is(&self) -> bool {
        self.own >= SAME
    }
}

impl Pair<'_, '_, '_> {
    pub(super) fn hypotheses(&self) -> Vec<Compared> {
        let is_one = |entry: &&Entry| !says(self.text(&entry.range), Hint::Nothing);
        let questions: Vec<&Entry> = self.planned.questions.iter().filter(is_one).collect();
        let words: Vec<FxHashSet<String>> =
            questions.iter().map(|entry| content(self.text(&entry.range))).collect();
        let own = |at: usize| {
            let mut own = words.get(at).cloned().unwrap_or_default();
            let others = || words.iter().enumerate().filter(|(other, _)| *other != at);
            own.retain(|word| !others().any(|(_, other)| other.contains(word)));
            own
        };
        let found = questions.iter().enumerate();
        let found: Vec<Taken> =
            found.map(|(at, entry)| self.taken_up(self.text(&entry.range), &own(at))).collect();
        let compared = |(entry, taken): (&&Entry, &Taken)| Compared {
            topic: Topic::Hypotheses,
            planned: self.passage(&entry.range, None),
            done: taken.at.filter(|_| taken.is()).map(|at| self.sentences[at].range.clone()),
            verdict: self.hypothesis(self.text(&entry.range), taken, &found),
            instead: None,
        };
        questions.iter().zip(&found).map(compared).collect()
    }

    /// Returns how the sentence that takes a hypothesis up compares with it, among those that take up all of them.
    fn hypothesis(&self, text: &str, taken: &Taken, found: &[Taken]) -> Verdict {
        if let Some(at) = taken.at.filter(|_| taken.is()) {
            return self.told(&[at], Verdict::Same);
        }
        // A paper that names one hypothesis by its number names each that it takes up.
        let names = found.iter().any(|one| one.share == NAMED);
        let is_far = taken.share < if names { SAME } else { CLOSE } && taken.apart < FEW;
        // What all hypotheses share stands in the results of each.
        let is_of_other = taken.own < CLOSE && found.iter().any(|one| one.is() && one.at == taken.at);
        // Where no hypothesis is found the words of both are too far from each other, and what was never to be confirmed may be left out.
        let is_sure = found.iter().any(Taken::is) && !says(text, Hint::Exploratory);
        if is_sure && (is_far || is_of_other) { Verdict::Untold } else { Verdict::Unmatched }
    }

    /// Returns the sentence that takes a hypothesis up; `own` are the words that no other hypothesis has.
    fn taken_up(&self, hypothesis: &str, own: &FxHashSet<String>) -> Taken {
        let is_told = |told: &PaperSentence<'_>| {
            !matches!(told.zone, SectionRole::Introduction | SectionRole::RelatedWork | SectionRole::Methods)
        };
        let number = label(hypothesis);
        let names = |told: &PaperSentence<'_>| {
            let of = |text| number.as_ref().is_some_and(|number| labels(text).contains(number));
            of(told.text) || of(told.title)
        };
        if let Some(at) = self.sentences.iter().position(|told| is_told(told) && names(told)) {
            return Taken { at: Some(at), share: NAMED, own: NAMED, ..Taken::NOT };
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
            return Taken { share: SAME, own: SAME, ..Taken::NOT };
        }
        // What is said to be of another hypothesis is not of this one.
        let is_of_other = |told: &PaperSentence<'_>| {
            let is_other = |label: &String| Some(label) != number.as_ref() && self.numbers.contains(label);
            number.is_some() && labels(told.text).iter().any(is_other)
        };
        // Abstracts say the most of all hypotheses in the same words.
        let is_near = |told: &PaperSentence<'_>| {
            is_told(told) && !is_of_other(told) && (number.is_none() || told.zone != SectionRole::Abstract)
        };
        let told = (0..self.sentences.len()).filter(|at| is_near(&self.sentences[*at]));
        let best = told
            .flat_map(|at| wanted.iter().map(move |words| (at, words)))
            .map(|(at, words)| self.taking(at, words, own))
            .max_by(|one, other| one.own.total_cmp(&other.own));
        best.unwrap_or(Taken::NOT)
    }

    /// Returns how far a sentence takes up the words of a hypothesis. What it is about often stands in the one before it.
    fn taking(&self, at: usize, words: &FxHashSet<String>, own: &FxHashSet<String>) -> Taken {
        let told = &self.sentences[at];
        let before = at.checked_sub(1).and_then(|at| self.sentences.get(at));
        let before = before.filter(|before| before.block == told.block);
        let has = |word: &String| {
            told.words.contains(word) || before.is_some_and(|before| before.words.contains(word))
        };
        let share_of = |wanted: &[&String]| {
            wanted.iter().filter(|word| has(word)).count() as f64 / wanted.len().max(1) as f64
        };
        let all: Vec<&String> = words.iter().collect();
        let apart: Vec<&String> = words.iter().filter(|word| own.contains(*word)).collect();
        let share = share_of(&all);
        let own = if apart.is_empty() { share } else { (share + share_of(&apart)) / 2.0 };
        Taken { at: Some(at), share, own, apart: apart.iter().filter(|word| has(word)).count() }
    }

    /// Returns a hypothesis that the paper numbers and the plan does not have, where it has others.
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
