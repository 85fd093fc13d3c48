//! How many a plan observes, beside how many the paper does.

use std::ops::Range;

use super::departures::{Found, Pair, Told, Verdict};
use super::stems::{content, counts, shared};
use super::words::{Hint, says};

/// Times as many, or as few, from which on a number counts something else: a pilot, those who were lost.
const OTHER: f64 = 4.0;

/// A number of what is observed.
struct Count {
    number: String,
    /// The words behind it.
    of: String,
}

impl Count {
    fn all(text: &str) -> Vec<Self> {
        // `60 to treatment` counts nothing that the words behind it name.
        let is_named = |of: &str| {
            let first = of.split(' ').next().unwrap_or("");
            says(first, Hint::Observed) || !content(first).is_empty()
        };
        let named = counts(text).into_iter().filter(|(_, of)| is_named(of));
        named.map(|(number, of)| Self { number, of }).collect()
    }

    /// How many times one is the other, 1 or more.
    fn times(&self, other: &Self) -> f64 {
        let value = |count: &Self| count.number.parse::<f64>().unwrap_or(0.0);
        let (one, other) = (value(self), value(other));
        one.max(other) / one.min(other)
    }

    fn is_of_same(&self, other: &Self) -> bool {
        shared(&content(&self.of), &content(&other.of)) > 0.0
    }
}

impl Pair<'_, '_, '_> {
    /// None where the plan gives no number. Where it counts several things, each is looked for, and the first that differs is told.
    pub(super) fn sample(&self, range: &Range<u32>) -> Option<Found> {
        let planned = Count::all(self.text(range));
        let told = self.sentences.iter().enumerate().filter(|(_, told)| told.is_own());
        let told: Vec<(usize, Count)> = told
            .flat_map(|(at, told): (usize, &Told<'_>)| {
                Count::all(told.text).into_iter().map(move |count| (at, count))
            })
            .collect();
        let found: Vec<Found> =
            planned.iter().filter_map(|count| self.counted(count, &planned, &told)).collect();
        let is = |verdict: Verdict| found.iter().position(|found| found.verdict == verdict);
        let first = is(Verdict::Differs).or(is(Verdict::Told)).or(is(Verdict::Same));
        let unmatched = Found::of(None, Verdict::Unmatched);
        (!planned.is_empty()).then(|| first.and_then(|at| found.into_iter().nth(at)).unwrap_or(unmatched))
    }

    /// One number of the plan in the paper; none where the paper counts nothing of its kind.
    fn counted(&self, count: &Count, planned: &[Count], told: &[(usize, Count)]) -> Option<Found> {
        let named: Vec<&(usize, Count)> = told.iter().filter(|(_, other)| count.is_of_same(other)).collect();
        let of_people = || told.iter().filter(|(_, other)| says(&other.of, Hint::Observed)).collect();
        let is_of_people = named.is_empty() && says(&count.of, Hint::Observed);
        let alike: Vec<&(usize, Count)> = if is_of_people { of_people() } else { named };
        // A plan says how many are needed, and that a few more are asked.
        let is_planned = |other: &Count| {
            planned.iter().any(|one| one.number == other.number && (one.is_of_same(count) || is_of_people))
        };
        if let Some((at, _)) = alike.iter().find(|(_, other)| is_planned(other)) {
            let verdict = self.told(&[*at], Verdict::Same);
            return Some(Found { what: Some(count.number.clone()), ..Found::of(Some(*at), verdict) });
        }
        let largest = planned.iter().filter(|one| one.is_of_same(count)).max_by(|one, other| {
            let value = |count: &Count| count.number.parse::<f64>().unwrap_or(0.0);
            value(one).total_cmp(&value(other))
        });
        let most = largest.unwrap_or(count);
        let near = alike.iter().filter(|(_, other)| most.times(other) < OTHER);
        let (at, other) = near.min_by(|one, other| most.times(&one.1).total_cmp(&most.times(&other.1)))?;
        let all: Vec<usize> = alike.iter().map(|(at, _)| *at).collect();
        Some(Found {
            at: Some(*at),
            verdict: self.told(&all, Verdict::Differs),
            what: Some(most.number.clone()),
            instead: Some(other.number.clone()),
        })
    }
}
