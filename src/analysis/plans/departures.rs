//! A paper beside its plan: hypotheses, outcome, sample, exclusions and tests, each as planned, changed, or changed and said so.
//!
//! What is numbered is matched by its number, all else by the words that both share. What cannot be matched is said to be unmatched and is never called
//! a departure.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::experiments::clauses;
use super::words::{Hint, fits, says, spaced};
use super::{Entry, Part, Plan};
use crate::analysis::Paper;
use crate::analysis::numbers::value;
use crate::document::{SectionRole, SentenceRef};

/// A thing that a plan fixes, beside what the paper says of it.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What it is.
    pub part: Part,
    /// Where the plan says it, in bytes of the plan's reading text.
    pub planned: Range<u32>,
    /// Where the paper speaks of it, in bytes of the paper's reading text.
    pub done: Option<Range<u32>>,
    /// How both compare.
    pub verdict: Verdict,
}

/// How a paper compares with its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// As planned.
    Same,
    /// Another than planned, and the paper says so.
    Told,
    /// Another than planned, without a word about it.
    Differs,
    /// Planned, and the paper never speaks of it.
    Untold,
    /// No words of the paper could be matched.
    Unmatched,
}

impl Verdict {
    /// Whether the paper departs from its plan without a word.
    pub fn is_departure(self) -> bool {
        matches!(self, Self::Differs | Self::Untold)
    }
}

/// What a plan fixes, each beside what the paper says of it, in the order of the plan's parts.
pub fn compare(plan: &Paper<'_>, paper: &Paper<'_>) -> Vec<Compared> {
    let Some(planned) = plan.plan() else { return Vec::new() };
    let pair = Pair { plan, planned, sentences: sentences(paper) };
    let mut found = pair.hypotheses();
    let fixed = |part: Part| {
        let (_, range) = planned.fixed.iter().find(|(fixed, _)| *fixed == part)?;
        (!says(pair.text(range), Hint::Nothing)).then_some(range)
    };
    let compared = |part| {
        let range = fixed(part)?;
        let (done, verdict) = match part {
            Part::Outcome => pair.outcome(range),
            Part::SampleSize => pair.sample(range)?,
            Part::Exclusions => pair.exclusions(range),
            _ => pair.tests(range)?,
        };
        let done = done.map(|at| pair.sentences[at].range.clone());
        Some(Compared { part, planned: range.clone(), done, verdict })
    };
    found.extend(
        [Part::Outcome, Part::SampleSize, Part::Exclusions, Part::Tests].into_iter().filter_map(compared),
    );
    found
}

/// Words that a hypothesis, outcome or exclusion shares with a sentence on the same thing, as a share of its own.
const SAME: f64 = 0.5;

/// The same where both call a thing what it is, an outcome or an exclusion; what shares less with every sentence stands nowhere.
const CLOSE: f64 = 0.34;

/// More than any words share: the paper names a hypothesis by its number.
const NAMED: f64 = 2.0;

/// Words that a hypothesis has, or more: those of a shorter one stand in many sentences.
const LEAST: usize = 3;

/// A sentence of a paper.
struct Told<'p> {
    text: &'p str,
    range: Range<u32>,
    block: u32,
    zone: SectionRole,
    words: FxHashSet<String>,
}

struct Pair<'p, 'd, 't> {
    plan: &'p Paper<'d>,
    planned: &'p Plan,
    sentences: Vec<Told<'t>>,
}

/// What a place of the plan is beside the paper: the sentence that speaks of it, and the verdict.
type Found = (Option<usize>, Verdict);

impl Pair<'_, '_, '_> {
    fn text(&self, range: &Range<u32>) -> &str {
        self.plan.document.reading().slice(range.start, range.end)
    }

    fn hypotheses(&self) -> Vec<Compared> {
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
            Compared { part: Part::Hypotheses, planned: hypothesis.range.clone(), done, verdict }
        };
        questions.iter().zip(&found).map(compared).collect()
    }

    /// The sentence that takes a hypothesis up, and how much it shares with it, from 0 to 1, or [`NAMED`].
    fn taken_up(&self, hypothesis: &str) -> (Option<usize>, f64) {
        let is_told = |told: &Told<'_>| {
            !matches!(told.zone, SectionRole::Introduction | SectionRole::RelatedWork | SectionRole::Methods)
        };
        let number = hypothesis.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let is_numbered = number.chars().any(|c| c.is_ascii_digit()) && number.len() < hypothesis.len();
        let names =
            |told: &Told<'_>| told.text.split(|c: char| !c.is_alphanumeric()).any(|word| word == number);
        if is_numbered && let Some(at) = self.sentences.iter().position(|told| is_told(told) && names(told)) {
            return (Some(at), NAMED);
        }
        let mut wanted = content(hypothesis);
        wanted.remove(&number.to_lowercase());
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
        let told = (0..self.sentences.len()).filter(|at| is_told(&self.sentences[*at]));
        let best = told.map(|at| (Some(at), share(at))).max_by(|one, other| one.1.total_cmp(&other.1));
        best.unwrap_or((None, 0.0))
    }

    fn outcome(&self, range: &Range<u32>) -> Found {
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
            Some(at) if share(&self.sentences[at]) >= CLOSE => (Some(at), Verdict::Same),
            Some(at) => (Some(at), self.told(&[at], Verdict::Differs)),
            None => {
                let all: Vec<usize> = (0..self.sentences.len()).collect();
                let best = best(&all).filter(|at| share(&self.sentences[*at]) >= SAME);
                (best, if best.is_some() { Verdict::Same } else { Verdict::Unmatched })
            }
        }
    }

    /// None where the plan gives no number.
    fn sample(&self, range: &Range<u32>) -> Option<Found> {
        let (planned, of) = counts(self.text(range)).into_iter().next()?;
        let is_ours = |told: &Told<'_>| {
            !matches!(
                told.zone,
                SectionRole::Introduction | SectionRole::RelatedWork | SectionRole::Discussion
            )
        };
        let counted: Vec<(usize, String)> = self
            .sentences
            .iter()
            .enumerate()
            .filter(|(_, told)| is_ours(told))
            .flat_map(|(at, told)| counts(told.text).into_iter().map(move |count| (at, count)))
            .filter(|(_, (_, what))| {
                says(what, Hint::Observed) || shared(&content(&of), &content(what)) > 0.0
            })
            .map(|(at, (count, _))| (at, count))
            .collect();
        let at: Vec<usize> = counted.iter().map(|(at, _)| *at).collect();
        Some(match counted.iter().find(|(_, count)| *count == planned) {
            Some((at, _)) if self.departs_at(*at) => (Some(*at), Verdict::Told),
            Some((at, _)) => (Some(*at), Verdict::Same),
            None if at.is_empty() => (None, Verdict::Unmatched),
            None => (at.first().copied(), self.told(&at, Verdict::Differs)),
        })
    }

    fn exclusions(&self, range: &Range<u32>) -> Found {
        let planned = self.first(range, Hint::Excludes);
        let wanted = without(content(planned), Hint::Excludes);
        let numbers: FxHashSet<&String> = wanted.iter().filter(|word| is_number(word)).collect();
        let named: Vec<usize> =
            (0..self.sentences.len()).filter(|at| says(self.sentences[*at].text, Hint::Excludes)).collect();
        let share = |at: usize| shared(&wanted, &self.sentences[at].words);
        let has_numbers = |at: usize| numbers.iter().all(|number| self.sentences[at].words.contains(*number));
        let best = named.iter().copied().max_by(|one, other| share(*one).total_cmp(&share(*other)));
        match best {
            Some(at) if share(at) >= CLOSE && has_numbers(at) && !self.departs_at(at) => {
                (Some(at), Verdict::Same)
            }
            Some(at) if share(at) >= SAME && !numbers.is_empty() => {
                (Some(at), self.told(&[at], Verdict::Differs))
            }
            None if wanted.len() > 1 => (None, Verdict::Untold),
            _ => (best.filter(|at| share(*at) > 0.0), Verdict::Unmatched),
        }
    }

    /// None where the plan names no test.
    fn tests(&self, range: &Range<u32>) -> Option<Found> {
        let planned = families(self.text(range));
        if planned.is_empty() {
            return None;
        }
        let told: Vec<(usize, FxHashSet<&str>)> = self
            .sentences
            .iter()
            .enumerate()
            .map(|(at, told)| (at, families(told.text)))
            .filter(|(_, families)| !families.is_empty())
            .collect();
        let used: FxHashSet<&str> = told.iter().flat_map(|(_, families)| families.iter().copied()).collect();
        let others =
            told.iter().find(|(_, families)| families.iter().any(|family| !planned.contains(family)));
        let first = told.first().map(|(at, _)| *at);
        Some(match others {
            _ if planned.iter().all(|family| used.contains(family)) => (first, Verdict::Same),
            Some((at, _)) => (Some(*at), self.told(&[*at], Verdict::Differs)),
            None => (first, Verdict::Unmatched),
        })
    }

    /// Whether the paper says of one of these sentences, or beside it, that it departs from its plan.
    fn told(&self, at: &[usize], otherwise: Verdict) -> Verdict {
        if at.iter().any(|at| self.departs_at(*at)) { Verdict::Told } else { otherwise }
    }

    fn departs_at(&self, at: usize) -> bool {
        let block = self.sentences[at].block;
        let near = [at.checked_sub(1), Some(at), Some(at + 1)].into_iter().flatten();
        let mut near = near.filter_map(|at| self.sentences.get(at)).filter(|told| told.block == block);
        near.any(|told| says(told.text, Hint::Departs))
    }

    /// The first sentence of a place of the plan with words of a hint; without one all of it.
    fn first(&self, range: &Range<u32>, hint: Hint) -> &str {
        let document = self.plan.document;
        let sentences = (0..document.sentences().len() as u32).map(|index| document.sentence(index));
        let inside = |sentence: &SentenceRef<'_>| {
            range.start <= sentence.range().start && sentence.range().end <= range.end
        };
        let mut inside = sentences.filter(inside);
        inside
            .find(|sentence| says(sentence.text(), hint))
            .map_or_else(|| self.text(range), |sentence| self.text(&sentence.range()))
    }
}

fn sentences<'d>(paper: &Paper<'d>) -> Vec<Told<'d>> {
    let document = paper.document;
    let all = (0..document.sentences().len() as u32).map(|index| document.sentence(index));
    let is_text = |sentence: &SentenceRef<'_>| super::is_text(&sentence.block());
    all.filter(is_text)
        .map(|sentence| Told {
            text: sentence.text(),
            range: sentence.range(),
            block: sentence.block().index,
            zone: sentence.section().zone(),
            words: content(sentence.text()),
        })
        .collect()
}

/// The stems and numbers of a text that say what it is about.
fn content(text: &str) -> FxHashSet<String> {
    let text = text.replace(',', "");
    spaced(&text).split_whitespace().filter_map(stem).collect()
}

/// A word without its ending, a number as digits; none for words that say little.
fn stem(word: &str) -> Option<String> {
    if let Some(number) = value(word) {
        return Some(number.to_string());
    }
    if is_number(word) {
        return Some(word.to_owned());
    }
    if word.len() < 4 && word != "age" || SMALL.contains(word) {
        return None;
    }
    let stem = ["ing", "ed", "es", "er", "s"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 2));
    let stem = stem.unwrap_or(word).trim_end_matches('e');
    // `dimmed` and `dim`, `rarely` and `rare`.
    let mut letters = stem.chars().rev();
    let is_doubled = letters.next() == letters.next() && !stem.ends_with("ss");
    Some(if is_doubled { stem.get(..stem.len() - 1).unwrap_or(stem).to_owned() } else { stem.to_owned() })
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// The clause of a sentence with words of a hint; all of it where that clause says little else.
fn clause(text: &str, hint: Hint) -> &str {
    let clauses =
        clauses(text, 0).into_iter().filter_map(|range| text.get(range.start as usize..range.end as usize));
    let told = clauses.filter(|clause| says(clause, hint) && without(content(clause), hint).len() > 1);
    told.into_iter().next().unwrap_or(text)
}

/// Words of a hint left out.
fn without(mut words: FxHashSet<String>, hint: Hint) -> FxHashSet<String> {
    words.retain(|word| !says(word, hint));
    ["primary", "secondary", "outcom", "measur", "exclud"].iter().for_each(|word| {
        words.remove(*word);
    });
    words
}

/// The share of words that others hold, from 0 to 1.
fn shared(words: &FxHashSet<String>, others: &FxHashSet<String>) -> f64 {
    words.iter().filter(|word| others.contains(*word)).count() as f64 / words.len().max(1) as f64
}

/// Numbers that count, each with the words behind it: `120`, `people`. Spans of time and shares count nothing that is observed.
fn counts(text: &str) -> Vec<(String, String)> {
    let text = spaced(&text.replace(',', ""));
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(number) = stem(word).filter(|number| is_number(number)) else { continue };
        let behind = words.get(at + 1..(at + 3).min(words.len())).unwrap_or(&[]).join(" ");
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or("");
        let what = if before == "n" { "n".to_owned() } else { behind };
        if !says(what.split(' ').next().unwrap_or(""), Hint::Interval) {
            found.push((number, what));
        }
    }
    found
}

/// The families of tests that a text names.
fn families(text: &str) -> FxHashSet<&'static str> {
    let text = spaced(text);
    FAMILIES.iter().filter(|(_, words)| fits(words, &text)).map(|(family, _)| *family).collect()
}

static FAMILIES: LazyLock<Vec<(&'static str, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("tests.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(family, words)| (family, super::words::pieces(words)))
        .collect()
});

/// Words that say little of what a sentence is about.
static SMALL: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| include_str!("small_words.txt").split_whitespace().collect());
