//! A paper beside its plan: hypotheses, outcome, sample, exclusions and tests, each as planned, changed, or changed and said so.
//!
//! What is numbered is matched by its number, all else by the words that both share. What cannot be matched is said to be unmatched and is never called
//! a departure.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::stems::{clause, content, counts, families, is_number, number, numbers, shared, without};
use super::words::{Hint, says};
use super::{Entry, Part, Plan};
use crate::analysis::Paper;
use crate::document::{BlockRole, SectionRole, SentenceRef};
use crate::source::Span;

/// A thing that a plan fixes, beside what the paper says of it.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What it is.
    pub part: Part,
    /// What the plan says of it.
    pub planned: Planned,
    /// Where the paper speaks of it, in bytes of the paper's reading text.
    pub done: Option<Range<u32>>,
    /// How both compare.
    pub verdict: Verdict,
    /// The number of the paper that is another than planned: how many are observed, or of a hypothesis that the plan does not have.
    pub number: Option<String>,
}

/// A passage of a plan.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its words.
    pub text: String,
    /// What it asks for in a word or two, where that can be told: the number of a hypothesis, how many are observed.
    pub what: Option<String>,
    /// Where it stands, in the source of the plan.
    pub at: Span,
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
    /// The paper has it, and the plan does not.
    Unplanned,
    /// No words of the paper could be matched.
    Unmatched,
}

impl Verdict {
    /// Whether the paper departs from its plan without a word.
    pub fn is_departure(self) -> bool {
        matches!(self, Self::Differs | Self::Untold | Self::Unplanned)
    }
}

/// What a plan fixes, each beside what the paper says of it, in the order of the plan's parts.
pub fn compare(plan: &Paper<'_>, paper: &Paper<'_>) -> Vec<Compared> {
    let Some(planned) = plan.plan() else { return Vec::new() };
    let text = |entry: &Entry| plan.document.reading().slice(entry.range.start, entry.range.end);
    let numbers =
        planned.questions.iter().filter_map(|entry| number(text(entry))).map(str::to_owned).collect();
    let pair = Pair { plan, planned, numbers, sentences: sentences(paper) };
    let mut found = pair.hypotheses();
    found.extend(pair.unplanned());
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
        let counted = (part == Part::SampleSize).then(|| pair.counted(range)).flatten();
        let (what, number) = counted.map_or((None, None), |(planned, done)| (Some(planned), done));
        Some(Compared { part, planned: pair.passage(range, what), done, verdict, number })
    };
    found.extend(
        [Part::Outcome, Part::SampleSize, Part::Exclusions, Part::Tests].into_iter().filter_map(compared),
    );
    for compared in &mut found {
        if compared.verdict.is_departure() && pair.tells_elsewhere(compared) {
            compared.verdict = Verdict::Told;
        }
    }
    found
}

/// Words that a hypothesis, outcome or exclusion shares with a sentence on the same thing, as a share of its own.
pub(super) const SAME: f64 = 0.5;

/// The same where both call a thing what it is, an outcome or an exclusion; what shares less with every sentence stands nowhere.
pub(super) const CLOSE: f64 = 0.34;

/// A sentence of a paper.
pub(super) struct Told<'p> {
    pub(super) text: &'p str,
    /// The heading that it stands under.
    pub(super) title: &'p str,
    pub(super) range: Range<u32>,
    pub(super) block: u32,
    pub(super) zone: SectionRole,
    pub(super) words: FxHashSet<String>,
}

pub(super) struct Pair<'p, 'd, 't> {
    pub(super) plan: &'p Paper<'d>,
    pub(super) planned: &'p Plan,
    /// The numbers of its hypotheses.
    pub(super) numbers: Vec<String>,
    pub(super) sentences: Vec<Told<'t>>,
}

/// What a place of the plan is beside the paper: the sentence that speaks of it, and the verdict.
type Found = (Option<usize>, Verdict);

impl Pair<'_, '_, '_> {
    pub(super) fn text(&self, range: &Range<u32>) -> &str {
        self.plan.document.reading().slice(range.start, range.end)
    }

    /// What stands at a place of the plan, and what it asks for in short.
    pub(super) fn passage(&self, range: &Range<u32>, what: Option<String>) -> Planned {
        let spans = self.plan.document.reading().source_of(range.start, range.end);
        Planned { text: self.text(range).to_owned(), what, at: spans.first().copied().unwrap_or_default() }
    }

    /// Whether the paper says apart from the results that it departs from its plan in that.
    fn tells_elsewhere(&self, compared: &Compared) -> bool {
        let planned = content(&compared.planned.text);
        let names = |text: &str| match compared.part {
            Part::SampleSize => says(text, Hint::Observed),
            Part::Outcome => says(text, Hint::Outcome) || says(text, Hint::Primary),
            Part::Exclusions => says(text, Hint::Excludes) || says(text, Hint::Exclusions),
            Part::Tests => says(text, Hint::Tests),
            _ => false,
        };
        let number = compared.number.as_deref().or(number(&compared.planned.text));
        let is_same = |told: &Told<'_>| {
            let is_numbered = compared.part == Part::Hypotheses
                && number.is_some_and(|number| numbers(told.text).any(|word| word == number));
            names(told.text) || is_numbered || shared(&planned, &told.words) >= CLOSE
        };
        self.sentences.iter().any(|told| {
            (says(told.text, Hint::Deviates) || says(told.title, Hint::Deviates)) && is_same(told)
        })
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
        let (planned, counted) = self.sizes(range)?;
        let at: Vec<usize> = counted.iter().map(|(at, _)| *at).collect();
        Some(match counted.iter().find(|(_, count)| *count == planned) {
            Some((at, _)) if self.departs_at(*at) => (Some(*at), Verdict::Told),
            Some((at, _)) => (Some(*at), Verdict::Same),
            None if at.is_empty() => (None, Verdict::Unmatched),
            None => (at.first().copied(), self.told(&at, Verdict::Differs)),
        })
    }

    /// How many the plan observes, and the first number of the paper that is another.
    fn counted(&self, range: &Range<u32>) -> Option<(String, Option<String>)> {
        let (planned, counted) = self.sizes(range)?;
        let number = counted.first().map(|(_, count)| count.clone()).filter(|count| *count != planned);
        Some((planned, number))
    }

    /// How many the plan observes, and each number of as many in the paper, with its sentence.
    fn sizes(&self, range: &Range<u32>) -> Option<(String, Vec<(usize, String)>)> {
        let (planned, of) = counts(self.text(range)).into_iter().next()?;
        let is_ours = |told: &Told<'_>| {
            !matches!(
                told.zone,
                SectionRole::Introduction | SectionRole::RelatedWork | SectionRole::Discussion
            )
        };
        let told = self.sentences.iter().enumerate().filter(|(_, told)| is_ours(told));
        let counted = told.flat_map(|(at, told)| counts(told.text).into_iter().map(move |count| (at, count)));
        let is_same = |what: &str| says(what, Hint::Observed) || shared(&content(&of), &content(what)) > 0.0;
        let counted = counted.filter(|(_, (_, what))| is_same(what)).map(|(at, (count, _))| (at, count));
        Some((planned, counted.collect()))
    }

    fn exclusions(&self, range: &Range<u32>) -> Found {
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
                (Some(at), Verdict::Same)
            }
            Some(at) if share(at) >= SAME && !numbers.is_empty() && has_others(at) => {
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

    pub(super) fn explores_at(&self, at: usize) -> bool {
        let told = &self.sentences[at];
        says(told.text, Hint::Exploratory) || says(told.title, Hint::Exploratory)
    }

    pub(super) fn departs_at(&self, at: usize) -> bool {
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
            title: sentence.section().title(),
            range: sentence.range(),
            block: sentence.block().index,
            zone: match sentence.block().role() {
                BlockRole::Abstract => SectionRole::Abstract,
                _ => sentence.section().zone(),
            },
            words: content(sentence.text()),
        })
        .collect()
}
