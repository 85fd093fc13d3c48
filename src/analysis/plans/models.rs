//! Tests, models and what they adjust for: those of a plan beside those of the paper.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::departures::{Match, Pair, PaperSentence, Verdict};
use super::stems::{content, families, shared};
use super::words::{Hint, says, words_between};
use crate::document::SentenceRef;

/// Words that the name of a covariate has, or fewer.
const LONGEST: usize = 6;

impl Pair<'_, '_, '_> {
    /// None where the plan names no test.
    pub(super) fn tests(&self, range: &Range<u32>) -> Option<Match> {
        let planned = families(self.text(range));
        if planned.is_empty() {
            return None;
        }
        // What the plan names anywhere is not new to it.
        let known: FxHashSet<&str> = self
            .plan_sentences()
            .flat_map(|sentence| families(sentence.text()))
            .chain(planned.clone())
            .collect();
        let told: Vec<(usize, FxHashSet<&str>)> = self
            .sentences
            .iter()
            .enumerate()
            .filter(|(_, told)| told.is_own() && !told.explores())
            .map(|(at, told)| (at, families(told.text)))
            .filter(|(_, families)| !families.is_empty())
            .collect();
        // The sentence that names most of what was planned.
        let planned_in = |used: &FxHashSet<&str>| planned.iter().filter(|one| used.contains(**one)).count();
        let most = told.iter().rev().max_by_key(|(_, used)| planned_in(used));
        let first = most.map(|(at, _)| *at);
        let is_used =
            |family: &&&str| told.iter().any(|(_, used)| used.iter().any(|one| is_same(one, family)));
        let is_new = |family: &&&str| !known.iter().any(|one| is_same(one, family));
        let missing: Vec<&str> = planned.iter().filter(|family| !is_used(family)).copied().collect();
        let new = told.iter().find_map(|(at, used)| Some((*at, *used.iter().find(is_new)?)));
        Some(match new {
            _ if missing.is_empty() => Match::of(first, Verdict::Same),
            Some((at, family)) => Match {
                what: Some(named(&missing)),
                instead: Some(named(&[family])),
                ..Match::of(Some(at), self.told(&[at], Verdict::Differs))
            },
            None => Match::of(first, Verdict::Unmatched),
        })
    }

    /// None where the plan names no covariate, or the paper none at all.
    pub(super) fn covariates(&self) -> Option<(Range<u32>, Match)> {
        let listed: Vec<(SentenceRef<'_>, Vec<String>)> = self
            .plan_sentences()
            .map(|sentence| (sentence, covariates(sentence.text())))
            .filter(|(_, names)| !names.is_empty())
            .collect();
        let range = listed.first()?.0.range();
        let is_model = |told: &&(usize, &PaperSentence<'_>)| told.1.is_own() && !told.1.explores();
        let told: Vec<(usize, Vec<String>)> = self
            .sentences
            .iter()
            .enumerate()
            .filter(|told| is_model(&told))
            .map(|(at, told)| (at, covariates(told.text)))
            .filter(|(_, names)| !names.is_empty())
            .collect();
        let at = told.first()?.0;
        // What the plan and the paper say of models at all: an effect that a model has is no covariate that is new.
        let of_plan: FxHashSet<String> =
            self.plan_sentences().flat_map(|sentence| content(sentence.text())).collect();
        let of_paper: FxHashSet<String> =
            told.iter().flat_map(|(at, _)| self.sentences[*at].words.iter().cloned()).collect();
        let is_in = |name: &String, words: &FxHashSet<String>| shared(&content(name), words) > 0.0;
        let planned = listed.iter().flat_map(|(_, names)| names);
        let dropped: Vec<&str> = planned.filter(|name| !is_in(name, &of_paper)).map(String::as_str).collect();
        let names = told.iter().flat_map(|(at, names)| names.iter().map(move |name| (*at, name)));
        let added: Vec<(usize, &str)> =
            names.filter(|(_, name)| !is_in(name, &of_plan)).map(|(at, name)| (at, name.as_str())).collect();
        if dropped.is_empty() && added.is_empty() {
            return Some((range, Match::of(Some(at), Verdict::Same)));
        }
        let at = added.first().map_or(at, |(at, _)| *at);
        let all: Vec<usize> = told.iter().map(|(at, _)| *at).collect();
        let new: Vec<&str> = added.iter().map(|(_, name)| *name).collect();
        let found = Match {
            at: Some(at),
            verdict: self.told(&all, Verdict::Differs),
            what: (!dropped.is_empty()).then(|| dropped.join(", ")),
            instead: (!new.is_empty()).then(|| new.join(", ")),
        };
        Some((range, found))
    }
}

/// Returns whether one family is the other, or its kind.
fn is_same(one: &str, other: &str) -> bool {
    let is_kind = |kind: &str, one: &str| one.strip_prefix(kind).is_some_and(|rest| rest.starts_with('.'));
    one == other || is_kind(one, other) || is_kind(other, one)
}

/// Families by the names of their words: `regression.logistic` is a logistic regression.
fn named(families: &[&str]) -> String {
    let mut names: Vec<String> = families
        .iter()
        .map(|family| match family.split_once('.') {
            Some((kind, which)) => format!("{which} {kind}"),
            None => family.replace('_', " "),
        })
        .collect();
    names.sort();
    names.join(", ")
}

/// Returns what a sentence says that its models adjust for.
fn covariates(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for list in words_between(text) {
        let items = list.split([',', '&']).flat_map(|item| item.split(" and ")).map(str::trim);
        let items = items.map(|item| item.strip_prefix("and ").unwrap_or(item));
        let is_name = |item: &&str| {
            let words = item.split_whitespace().count();
            (1..=LONGEST).contains(&words) && !content(item).is_empty() && !says(item, Hint::Structure)
        };
        // A statistic is the next clause.
        let is_listed = |item: &&str| {
            item.split_whitespace().count() <= LONGEST
                && !item.contains(|c: char| c == '=' || c.is_ascii_digit())
        };
        names.extend(items.take_while(is_listed).filter(is_name).map(str::to_owned));
    }
    names
}
