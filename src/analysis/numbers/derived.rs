//! Numbers that follow from others: the difference, ratio or share of two, the sum of parts, so many of each.

use super::given::{Given, Group};
use super::near::{Near, stem};
use super::{Form, Number, Unit};

/// Two numbers that give a third.
pub struct Pair<'g>(pub &'g Number, pub &'g Number);

/// How far apart the two numbers of a table or sentence may stand, in numbers: about a few rows of a wide table.
const WIDEST: usize = 60;

/// The same where a reader is to see at once what follows from them.
const NEAREST: usize = 1;

impl Given<'_, '_> {
    /// Two numbers of one sentence or table of which it may be the share or the sum, or, where it `compares`, the difference or ratio.
    pub fn pair(&self, number: &Number, slack: f64, compares: bool) -> Option<Pair<'_>> {
        let groups = self.groups.iter().filter(|group| compares || group.sentence.is_some());
        let reach = if compares { WIDEST } else { 1 };
        groups.into_iter().find_map(|group| self.pair_of(group, reach, number, slack, compares))
    }

    /// Returns whether it follows from two numbers side by side in a sentence that has a quarter of the words `about` what it is.
    pub fn tells(&self, number: &Number, slack: f64, compares: bool, about: &[String]) -> bool {
        self.groups.iter().any(|group| {
            let pair = self.pair_of(group, NEAREST, number, slack, compares);
            pair.is_some() && 4 * self.said(group, about) >= about.len()
        })
    }

    fn pair_of<'g>(
        &self,
        group: &'g Group,
        reach: usize,
        number: &Number,
        slack: f64,
        compares: bool,
    ) -> Option<Pair<'g>> {
        let numbers = &group.numbers;
        // `The new one` is no count.
        let is_value = |number: &&Number| number.form != Form::Words || number.value > 1.0;
        let pairs =
            numbers.iter().enumerate().filter(move |(_, one)| is_value(one)).flat_map(move |(at, one)| {
                let others = numbers.iter().skip(at + 1).filter(is_value);
                others.take(reach).map(move |other| Pair(one, other))
            });
        pairs.into_iter().find(|pair| pair.gives(number, slack, compares, self.between(pair)))
    }

    /// Returns how many of the words, given without their endings, the sentence of a group has.
    pub(super) fn said(&self, group: &Group, words: &[String]) -> usize {
        let Some(sentence) = group.sentence else { return 0 };
        let tokens = self.paper.document.sentence(sentence).tokens();
        let said: Vec<String> =
            tokens.iter().map(|token| stem(self.paper.document.token_text(*token))).collect();
        words.iter().filter(|word| said.contains(word)).count()
    }

    /// Returns what stands between two numbers.
    fn between(&self, Pair(one, other): &Pair<'_>) -> &str {
        self.paper.document.reading().slice(one.range.end, other.range.start).trim()
    }

    /// Returns whether a count is the sum of counts of the same things, 412 readers of 200 and 212, or so many of `each`, 206 in each of
    /// two groups. `counted` are words for the things.
    pub fn adds_up_to(&self, number: &Number, counted: &[String], each: &[String]) -> bool {
        if number.step < 1.0 || number.unit != Unit::Plain || counted.is_empty() {
            return false;
        }
        let mut parts: Vec<f64> = Vec::new();
        for group in &self.groups {
            let Some(sentence) = group.sentence else { continue };
            let tokens = self.paper.document.sentence(sentence).tokens();
            let is_of_them = self.said(group, counted) > 0;
            if is_of_them && self.said(group, each) > 0 && group.multiplies_to(number.value) {
                return true;
            }
            let counts = group.numbers.iter().filter(|part| part.step >= 1.0 && part.value < number.value);
            let is_part = |part: &&Number| {
                let near = Near::new(self.paper, tokens, part);
                let own = near.counted();
                // The second of `200 readers and 212` leaves the readers out.
                let is_like = is_of_them && (own.is_empty() || own.iter().any(|word| counted.contains(word)));
                (is_like || near.counts_cases()) && !near.is_name(part) && !near.is_ordinal()
            };
            parts.extend(counts.filter(is_part).map(|part| part.value));
        }
        // What is told twice is one part.
        let mut distinct: Vec<f64> = Vec::new();
        for part in parts.into_iter().take(MOST_PARTS) {
            if !distinct.contains(&part) {
                distinct.push(part);
            }
        }
        let sums = (0..distinct.len()).flat_map(|first| {
            let parts = distinct.get(first..).unwrap_or(&[]).iter().take(LONGEST_SUM);
            let sums = parts.scan(0.0, |sum, part| {
                *sum += part;
                Some(*sum)
            });
            sums.skip(1)
        });
        let sums: Vec<f64> = sums.collect();
        // Of many sums one is right by chance.
        sums.len() as f64 * CHANCE <= number.value && sums.contains(&number.value)
    }
}

/// A sum tells something where there are at most so many times fewer sums than values up to it: one in ten would be right by chance.
const CHANCE: f64 = 10.0;

/// Counts of a paper that are tried as parts of a sum.
const MOST_PARTS: usize = 200;

/// Studies, groups or waves that a total is usually the sum of.
const LONGEST_SUM: usize = 8;

impl Group {
    fn multiplies_to(&self, product: f64) -> bool {
        let is_count = |number: &&Number| number.step >= 1.0 && number.value >= 2.0;
        let mut counts = self.numbers.iter().filter(is_count).enumerate();
        counts.any(|(at, one)| {
            let mut others = self.numbers.iter().filter(is_count).skip(at + 1);
            others.any(|other| one.value * other.value == product)
        })
    }
}

/// Smaller counts are of things at hand.
const FEWEST: f64 = 10.0;

impl Pair<'_> {
    /// Returns whether the two give a number: as their difference, ratio or relative change where it `compares`, else as a share, or as a
    /// sum if the words `between` them say so.
    fn gives(&self, number: &Number, slack: f64, compares: bool, between: &str) -> bool {
        let (one, other) = (self.0.value, self.1.value);
        let (less, more) = if one < other { (one, other) } else { (other, one) };
        let near = |value: f64| (value - number.value).abs() <= (number.step / 2.0).max(slack) + 1e-9;
        let are_counts = self.0.step >= 1.0 && self.1.step >= 1.0 && more >= FEWEST;
        if less <= 0.0 {
            return false;
        }
        if number.unit == Unit::Percent && are_counts && near(100.0 * less / more) {
            return true;
        }
        // Small counts give many numbers by chance.
        let is_result = |part: &Number| part.step < 1.0 || part.value >= FEWEST;
        if number.unit == Unit::Times && are_counts {
            return near(more / less);
        }
        if compares && !(is_result(self.0) && is_result(self.1)) {
            return false;
        }
        let change = more - less;
        match (number.unit, between) {
            (Unit::Percent, _) if compares => {
                near(change)
                    || near(100.0 * change)
                    || near(100.0 * change / more)
                    || near(100.0 * change / less)
            }
            (Unit::Plain, "and" | "+" | ",") if are_counts && near(less + more) => true,
            (Unit::Plain | Unit::Times, _) if compares => near(change) || near(more / less),
            _ => false,
        }
    }
}
