//! What a plan fixes in words, in the paper: the outcome, and who or what is left out.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::departures::{CLOSE, Match, Pair, PaperSentence, SAME, Verdict};
use super::stems::{Bound, bounds, clause, content, is_number, shared, without};
use super::words::{self, Hint, says};

impl Pair<'_, '_, '_> {
    pub(super) fn outcome(&self, range: &Range<u32>) -> Match {
        let wanted = self.named_outcome(range);
        let share = |told: &PaperSentence<'_>| match says(told.text, Hint::Primary) {
            true => shared(&wanted, &self.told_outcome(told)),
            false => shared(&wanted, &told.words),
        };
        let named: Vec<usize> =
            (0..self.sentences.len()).filter(|at| says(self.sentences[*at].text, Hint::Primary)).collect();
        let best = |among: &[usize]| {
            among
                .iter()
                .copied()
                .max_by(|one, other| share(&self.sentences[*one]).total_cmp(&share(&self.sentences[*other])))
        };
        match best(&named) {
            Some(at) if share(&self.sentences[at]) >= CLOSE => Match::of(Some(at), Verdict::Same),
            Some(at) if self.is_first(range) && self.names_planned(at, &wanted) => {
                Match::of(Some(at), Verdict::Told)
            }
            Some(at) if self.is_first(range) => Match::of(Some(at), self.told(&[at], Verdict::Differs)),
            _ => {
                let all: Vec<usize> = (0..self.sentences.len()).collect();
                let best = best(&all).filter(|at| share(&self.sentences[*at]) >= SAME);
                Match::of(best, if best.is_some() { Verdict::Same } else { Verdict::Unmatched })
            }
        }
    }

    /// Returns the words with which a place of the plan names its outcome: those of its paragraph, where a sentence only points back to it.
    fn named_outcome(&self, range: &Range<u32>) -> FxHashSet<String> {
        let hint = [Hint::Primary, Hint::Outcome].into_iter().find(|hint| says(self.text(range), *hint));
        let hint = hint.unwrap_or(Hint::Primary);
        let words = without(content(clause(self.first(range, hint), hint)), Hint::Primary);
        if !words.is_empty() {
            return words;
        }
        let mut here = self.plan_sentences().filter(|sentence| range.contains(&sentence.range().start));
        let points = here.find(|sentence| says(sentence.text(), Hint::Primary));
        let block = points.map_or(range.clone(), |sentence| sentence.block().range());
        without(content(self.text(&block)), Hint::Primary)
    }

    /// Returns the words with which a sentence of the paper names the outcome: those of the one before it, too, where it only points back.
    fn told_outcome(&self, told: &PaperSentence<'_>) -> FxHashSet<String> {
        let words = content(clause(told.text, Hint::Primary));
        if !without(words.clone(), Hint::Primary).is_empty() {
            return words;
        }
        let before = self.sentences.iter().take_while(|one| one.range.start < told.range.start).last();
        let before = before.filter(|before| before.block == told.block);
        before.map_or(words, |before| before.words.clone())
    }

    /// Returns whether a place of the plan names its first outcome rather than all that is measured.
    fn is_first(&self, range: &Range<u32>) -> bool {
        let text = self.text(range);
        let mut here = self.plan_sentences().filter(|sentence| range.contains(&sentence.range().start));
        says(text, Hint::Primary)
            || says(text, Hint::Outcome)
            || here.any(|sentence| words::rank(sentence.section().title(), Hint::Primary).is_some())
    }

    /// Returns each sentence on exclusions is looked for, and the first that differs is told.
    pub(super) fn exclusions(&self, range: &Range<u32>) -> Match {
        let named: Vec<usize> =
            (0..self.sentences.len()).filter(|at| says(self.sentences[*at].text, Hint::Excludes)).collect();
        let opens = |text: &str| text.trim_end().ends_with(':');
        let inside = self
            .plan_sentences()
            .filter(|sentence| range.start <= sentence.range().start && sentence.range().end <= range.end);
        let says_it = |text: &&str| says(text, Hint::Excludes) && !opens(text);
        let mut planned: Vec<&str> =
            inside.map(|sentence| self.text(&sentence.range())).filter(says_it).collect();
        // A list says it without the word.
        if planned.is_empty() {
            planned.push(self.text(range));
        }
        let mut found: Vec<Match> = planned.iter().map(|text| self.excluded(text, &named)).collect();
        let order = [Verdict::Differs, Verdict::Told, Verdict::Same, Verdict::Untold, Verdict::Unmatched];
        let first = order.iter().find_map(|verdict| found.iter().position(|one| one.verdict == *verdict));
        first.map_or_else(|| Match::of(None, Verdict::Unmatched), |at| found.swap_remove(at))
    }

    /// Who or what a sentence of the plan leaves out, among the sentences of the paper that leave something out.
    fn excluded(&self, planned: &str, named: &[usize]) -> Match {
        let wanted = without(content(planned), Hint::Excludes);
        let share = |at: usize| shared(&wanted, &self.sentences[at].words);
        let best = named.iter().copied().max_by(|one, other| share(*one).total_cmp(&share(*other)));
        let Some(at) = best else {
            return Match::of(None, if wanted.len() > 1 { Verdict::Untold } else { Verdict::Unmatched });
        };
        let told = &self.sentences[at];
        // Where both give bounds, other numbers count who was left out.
        let values = |text: &str| -> FxHashSet<String> {
            bounds(text).into_iter().map(|bound| bound.number).collect()
        };
        let (of_plan, of_paper) = match (values(planned), values(told.text)) {
            (planned, told) if !planned.is_empty() && !told.is_empty() => (planned, told),
            _ => (numbers(&wanted), numbers(&told.words)),
        };
        // Who is left out may be told in part.
        let is_same = of_plan.is_subset(&of_paper) || !of_paper.is_empty() && of_paper.is_subset(&of_plan);
        let differs = |at: usize| match self.names_planned(at, &numbers(&wanted)) {
            true => Match::of(Some(at), Verdict::Told),
            false => Match::of(Some(at), self.told(&[at], Verdict::Differs)),
        };
        match share(at) {
            share if share >= CLOSE && is_same && !self.departs_at(at) => Match::of(Some(at), Verdict::Same),
            share if share >= SAME && !of_plan.is_empty() && !of_paper.is_subset(&of_plan) => differs(at),
            share => {
                let other = self.bounded_otherwise(planned, &wanted, named).map(differs);
                other.unwrap_or_else(|| Match::of(Some(at).filter(|_| share > 0.0), Verdict::Unmatched))
            }
        }
    }

    /// Returns the sentence that leaves out by another number of the same unit, where no sentence has the one that was planned.
    fn bounded_otherwise(&self, planned: &str, wanted: &FxHashSet<String>, named: &[usize]) -> Option<usize> {
        let told: Vec<(usize, Bound)> = named
            .iter()
            .filter(|at| self.sentences[**at].words.iter().filter(|word| wanted.contains(*word)).count() > 1)
            .flat_map(|at| bounds(self.sentences[*at].text).into_iter().map(move |bound| (*at, bound)))
            .collect();
        bounds(planned).iter().find_map(|bound| {
            let alike: Vec<&(usize, Bound)> =
                told.iter().filter(|(_, other)| bound.unit.is_some() && other.unit == bound.unit).collect();
            let is_kept = alike.iter().any(|(_, other)| other.number == bound.number);
            alike.first().filter(|_| !is_kept).map(|(at, _)| *at)
        })
    }
}

fn numbers(words: &FxHashSet<String>) -> FxHashSet<String> {
    words.iter().filter(|word| is_number(word)).cloned().collect()
}
