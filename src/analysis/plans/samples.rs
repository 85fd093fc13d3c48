//! How many a plan observes, beside how many the paper does.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::departures::{Match, Pair, PaperSentence, Verdict};
use super::stems::{content, counts, shared};
use super::words::{Hint, says};

/// Times as many, or as few, from which on a number counts something else: a pilot, those who were lost.
const OTHER: f64 = 4.0;

/// Times as many, or as few, up to which a number is the planned one: the last day brings a few more.
const NEAR: f64 = 1.02;

/// The share of those who were planned that is left, or more, where a paper leaves some out: as many as planned were observed. Chosen on
/// the pairs of `fixtures/plans`.
const KEPT: f64 = 0.9;

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

    /// Returns how many times one is the other, 1 or more.
    fn times(&self, other: &Self) -> f64 {
        let (one, other) = (self.value(), other.value());
        one.max(other) / one.min(other)
    }

    fn value(&self) -> f64 {
        self.number.parse().unwrap_or(0.0)
    }

    /// Returns whether it is what is left of another once some are left out.
    fn is_rest_of(&self, other: &Self) -> bool {
        self.value() < other.value() && self.value() >= KEPT * other.value()
    }

    fn is_of_same(&self, other: &Self) -> bool {
        shared(&content(&self.of), &content(&other.of)) > 0.0
    }
}

impl Pair<'_, '_, '_> {
    /// None where the plan gives no number. Where it counts several things, each is looked for, and the first that differs is told.
    pub(super) fn sample(&self, range: &Range<u32>) -> Option<Match> {
        let mut planned = Count::all(self.text(range));
        // How many are needed is told here, and how many are asked there.
        let elsewhere = self.plan_sentences().filter(|sentence| says(sentence.text(), Hint::SampleSize));
        planned.extend(elsewhere.flat_map(|sentence| Count::all(sentence.text())));
        let told = self.sentences.iter().enumerate().filter(|(_, told)| told.is_own());
        let told: Vec<(usize, Count)> = told
            .flat_map(|(at, told): (usize, &PaperSentence<'_>)| {
                Count::all(told.text).into_iter().map(move |count| (at, count))
            })
            .collect();
        let found: Vec<Match> =
            planned.iter().filter_map(|count| self.counted(count, &planned, &told)).collect();
        let is = |verdict: Verdict| found.iter().position(|found| found.verdict == verdict);
        let first = is(Verdict::Differs).or(is(Verdict::Told)).or(is(Verdict::Same));
        let unmatched = Match::of(None, Verdict::Unmatched);
        (!planned.is_empty()).then(|| first.and_then(|at| found.into_iter().nth(at)).unwrap_or(unmatched))
    }

    /// One number of the plan in the paper; none where the paper counts nothing of its kind.
    fn counted(&self, count: &Count, planned: &[Count], told: &[(usize, Count)]) -> Option<Match> {
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
            return Some(Match { what: Some(count.number.clone()), ..Match::of(Some(*at), verdict) });
        }
        let counts_people = |one: &Count| says(&one.of, Hint::Observed);
        let is_kin = |one: &&Count| one.is_of_same(count) || counts_people(one) && counts_people(count);
        let same = planned.iter().filter(is_kin);
        let is_rest = |other: &Count| same.clone().any(|one| other.is_rest_of(one));
        let is_near = |other: &Count| same.clone().any(|one| one.times(other) <= NEAR);
        let is_as_planned = |other: &Count| is_near(other) || self.leaves_out() && is_rest(other);
        if let Some((at, _)) = alike.iter().find(|(_, other)| is_as_planned(other)) {
            return Some(Match::of(Some(*at), Verdict::Same));
        }
        let most = same.clone().max_by(|one, other| one.value().total_cmp(&other.value())).unwrap_or(count);
        let near = alike.iter().filter(|(_, other)| most.times(other) < OTHER);
        let (at, other) = near.min_by(|one, other| most.times(&one.1).total_cmp(&most.times(&other.1)))?;
        let equal = alike.iter().filter(|(_, one)| one.number == other.number);
        let equal: Vec<usize> = equal.map(|(at, _)| *at).collect();
        // Whoever gives both numbers and names the plan tells of the difference.
        let numbers: FxHashSet<String> = same.clone().map(|one| one.number.clone()).collect();
        let is_named = equal.iter().any(|at| self.names_planned(*at, &numbers));
        Some(Match {
            at: Some(*at),
            verdict: if is_named { Verdict::Told } else { self.told(&equal, Verdict::Differs) },
            what: Some(most.number.clone()),
            instead: Some(other.number.clone()),
        })
    }

    /// Returns whether the paper says that some of those who were observed are left out.
    fn leaves_out(&self) -> bool {
        let mut own = self.sentences.iter().filter(|told| told.is_own());
        own.any(|told| says(told.text, Hint::Excludes))
    }
}
