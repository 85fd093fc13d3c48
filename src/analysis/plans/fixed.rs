//! What a plan fixes in words, in the paper: the outcome, and who or what is left out.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::departures::{CLOSE, Found, Pair, SAME, Told, Verdict};
use super::stems::{clause, content, is_number, shared, without};
use super::words::{self, Hint, says};

impl Pair<'_, '_, '_> {
    pub(super) fn outcome(&self, range: &Range<u32>) -> Found {
        let wanted = without(content(clause(self.first(range, Hint::Primary), Hint::Primary)), Hint::Primary);
        let share = |told: &Told<'_>| match says(told.text, Hint::Primary) {
            true => shared(&wanted, &content(clause(told.text, Hint::Primary))),
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
            Some(at) if share(&self.sentences[at]) >= CLOSE => Found::of(Some(at), Verdict::Same),
            Some(at) if self.is_first(range) => Found::of(Some(at), self.told(&[at], Verdict::Differs)),
            _ => {
                let all: Vec<usize> = (0..self.sentences.len()).collect();
                let best = best(&all).filter(|at| share(&self.sentences[*at]) >= SAME);
                Found::of(best, if best.is_some() { Verdict::Same } else { Verdict::Unmatched })
            }
        }
    }

    /// Whether a place of the plan names its first outcome rather than all that is measured.
    fn is_first(&self, range: &Range<u32>) -> bool {
        let text = self.text(range);
        let mut here = self.plan_sentences().filter(|sentence| range.contains(&sentence.range().start));
        says(text, Hint::Primary)
            || says(text, Hint::Outcome)
            || here.any(|sentence| words::rank(sentence.section().title(), Hint::Primary).is_some())
    }

    pub(super) fn exclusions(&self, range: &Range<u32>) -> Found {
        let planned = self.first(range, Hint::Excludes);
        let wanted = without(content(planned), Hint::Excludes);
        let numbers: FxHashSet<&String> = wanted.iter().filter(|word| is_number(word)).collect();
        let named: Vec<usize> =
            (0..self.sentences.len()).filter(|at| says(self.sentences[*at].text, Hint::Excludes)).collect();
        let share = |at: usize| shared(&wanted, &self.sentences[at].words);
        // Who is left out may be told with how many these are, or in part.
        let has_numbers = |at: usize| {
            let told = &self.sentences[at].words;
            let of_paper = told.iter().filter(|word| is_number(word));
            numbers.iter().all(|number| told.contains(*number))
                || of_paper.clone().count() > 0 && of_paper.clone().all(|number| numbers.contains(number))
        };
        let has_others = |at: usize| {
            self.sentences[at].words.iter().any(|word| is_number(word) && !numbers.contains(word))
        };
        let best = named.iter().copied().max_by(|one, other| share(*one).total_cmp(&share(*other)));
        match best {
            Some(at) if share(at) >= CLOSE && has_numbers(at) && !self.departs_at(at) => {
                Found::of(Some(at), Verdict::Same)
            }
            Some(at) if share(at) >= SAME && !numbers.is_empty() && has_others(at) => {
                Found::of(Some(at), self.told(&[at], Verdict::Differs))
            }
            None if wanted.len() > 1 => Found::of(None, Verdict::Untold),
            _ => Found::of(best.filter(|at| share(*at) > 0.0), Verdict::Unmatched),
        }
    }
}
