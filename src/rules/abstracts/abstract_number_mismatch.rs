//! `abstract-number-mismatch`: a number in the abstract that the rest of the paper never gives.

use crate::analysis::numbers::{Form, Given, Near, Number, Pair, Unit, numbers};
use crate::analysis::{Abstract, DocType, Paper};
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;
use crate::rules::settings::share;

/// From which value on a whole number is looked up, how far off a rough one may be, and the words that say what a number is.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct AbstractNumberMismatch {
    smallest: f64,
    /// Part of the number.
    #[serde(deserialize_with = "share")]
    slack: f64,
    roughly: Vec<String>,
    compares: Vec<String>,
    intervals: Vec<String>,
    named: Vec<String>,
    out_of: Vec<String>,
    each: Vec<String>,
}

/// How many numbers of an abstract are looked up; each is compared with all of the paper.
const MOST: usize = 100;

impl PaperCheck for AbstractNumberMismatch {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let Abstract::Present(moves) = paper.abstract_() else { return };
        // The summary of software is a part of the paper and no second telling of it.
        if paper.doc_type() == DocType::Software {
            return;
        }
        let all = moves.sentences.iter().flat_map(|sentence| numbers(paper, sentence.tokens()));
        let all: Vec<Number> = all.take(MOST).collect();
        let results: Vec<(&Number, Near<'_, '_>)> = moves
            .sentences
            .iter()
            .flat_map(|sentence| {
                let here = all.iter().filter(|number| sentence.range().contains(&number.range.start));
                here.map(|number| (number, Near::new(paper, sentence.tokens(), number)))
            })
            .filter(|(number, near)| self.is_result(number, near))
            .collect();
        // Most of the work is to find all numbers of the paper.
        if results.is_empty() {
            return;
        }
        let Some(given) = Given::outside(&moves.blocks, paper) else { return };
        let mut told: Vec<f64> = Vec::new();
        for (number, near) in results {
            if told.contains(&number.value) {
                continue;
            }
            // `1 204` may be one number and may be two.
            let mut readings = all.iter().filter(|other| covers(other, number));
            let slack = self.slack(number, &near);
            let is_given = readings.any(|number| given.gives(number, slack));
            let result = LookedUp { number, all: &all, slack, near, given: &given };
            let is_told = if is_given {
                result.report_other(out)
            } else {
                self.report(&result, out);
                true
            };
            told.extend(is_told.then_some(number.value));
        }
    }
}

/// A number of the abstract beside what the rest of the paper gives.
struct LookedUp<'a, 'p, 'd> {
    number: &'a Number,
    /// All numbers of the abstract.
    all: &'a [Number],
    /// How far off the paper's number may be.
    slack: f64,
    near: Near<'p, 'd>,
    given: &'a Given<'p, 'd>,
}

impl LookedUp<'_, '_, '_> {
    /// Reports a number that the paper gives only for other things, where it gives another one for this. Says whether it did.
    fn report_other(&self, out: &mut Report<'_>) -> bool {
        let counted = self.near.counted();
        if counted.is_empty() || self.given.gives_of(self.number, self.slack, &counted) {
            return false;
        }
        let other = self.given.instead_of(self.number, &self.near, |near| near.counted(), self.all);
        let Some(other) = other else { return false };
        self.report_as(Severity::Advice, Some(other), out);
        true
    }

    /// Reports the number, beside another one for the same thing or as absent.
    fn report_as(&self, severity: Severity, other: Option<&Number>, out: &mut Report<'_>) {
        let reported =
            out.at(self.number.range.clone(), severity).value("number", self.given.shown(self.number));
        match other {
            Some(other) => reported
                .variant("differs")
                .value("other", self.given.shown(other))
                .also([other.range.clone()], "other"),
            None => reported.variant("absent"),
        };
    }
}

impl AbstractNumberMismatch {
    /// Reports a number that the paper never gives.
    fn report(&self, result: &LookedUp<'_, '_, '_>, out: &mut Report<'_>) {
        let LookedUp { number, all, slack, near, given } = result;
        let around = near.before().take(3).chain(near.after().take(3));
        let compares = number.unit == Unit::Times || is_any(&self.compares, around);
        // Who says that 75 % failed may have said that 25 % passed.
        let rest = number.rest();
        let compares = compares || (number.unit == Unit::Percent && given.gives(&rest, *slack));
        let follows = given.tells(number, *slack, compares, &near.about())
            || given.adds_up_to(number, &near.counted(), &self.each);
        if follows {
            return;
        }
        if let Some(Pair(one, other)) = given.pair(number, *slack, compares) {
            out.at(number.range.clone(), Severity::Advice)
                .variant("derived")
                .value("number", given.shown(number))
                .value("one", given.shown(one))
                .value("other", given.shown(other))
                .also([one.range.clone(), other.range.clone()], "part");
            return;
        }
        if let Some(other) = given.told_alike(number, &near.about()).filter(|_| number.unit == Unit::Percent)
        {
            result.report_as(Severity::Warning, Some(other), out);
            return;
        }
        let is_unsure = compares || self.is_rough(near) || given.is_partial;
        let severity = if is_unsure { Severity::Advice } else { Severity::Warning };
        result.report_as(severity, given.instead_of(number, near, |near| near.measured(), all), out);
    }

    /// Returns whether a number tells of data or results, and is no year, no name, no level of an interval and no usual threshold.
    fn is_result(&self, number: &Number, near: &Near<'_, '_>) -> bool {
        let is_whole = number.step >= 1.0;
        let is_small = is_whole && number.value < self.smallest && number.unit != Unit::Percent;
        let is_year = number.form == Form::Year && !near.is_behind(&["="]);
        let is_level =
            number.unit == Unit::Percent && number.value >= 90.0 && is_any(&self.intervals, near.after());
        let is_threshold = number.value <= 0.05 && near.is_behind(&["<"]);
        let is_name = near.is_name(number)
            || near.is_named_by(&self.named)
            || near.is_clock()
            || near.is_in_reference();
        !(is_small || is_year || is_level || is_threshold || is_name || near.is_out_of(&self.out_of))
    }

    fn is_rough(&self, near: &Near<'_, '_>) -> bool {
        near.is_behind(&self.roughly) || near.is_behind_math()
    }

    /// Returns how far off the paper's number may be.
    fn slack(&self, number: &Number, near: &Near<'_, '_>) -> f64 {
        if self.is_rough(near) {
            return number.value * self.slack;
        }
        // 1,200 readers may be 1,204.
        let mut zeros = number.step;
        while number.unit == Unit::Plain && number.value >= 100.0 && number.value % (zeros * 10.0) == 0.0 {
            zeros *= 10.0;
        }
        if zeros > number.step { (zeros / 2.0).min(number.value * self.slack / 2.0) } else { 0.0 }
    }
}

fn is_any<'t>(words: &[String], mut texts: impl Iterator<Item = &'t str>) -> bool {
    texts.any(|text| words.iter().any(|word| text.eq_ignore_ascii_case(word)))
}

/// Returns whether `other` is `number` or takes it in.
fn covers(other: &Number, number: &Number) -> bool {
    other == number
        || (other.range != number.range
            && other.range.start <= number.range.start
            && other.range.end >= number.range.end)
}
