//! Whose work a clause speaks of, and what of it.

use super::general;
use super::topic;
use super::trigger::{Form, InClause, Kind, Trigger};
use super::words::{Class, Word};
use crate::document::SectionRole;

/// Whose work a statement speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// The paper's own.
    Ours,
    /// Somebody else's.
    Others,
    /// Nobody's: advice, or a topic.
    General,
}

/// What was planned or exploratory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Covers {
    /// Analyses, results, tests, or everything.
    Analyses,
    /// Hypotheses or predictions.
    Hypotheses,
    /// The sample size, exclusions, stimuli, measures alone.
    Design,
    /// A departure from a plan.
    Deviation,
}

/// What a clause stands in.
#[derive(Clone, Copy, Debug)]
pub struct Around<'w> {
    pub clause: InClause<'w>,
    /// The words of the clause before, which "that", "which" and a missing subject look back to.
    pub before: &'w [usize],
    /// Whether a sentence that speaks of others alone stands before.
    pub follows_others: bool,
    /// What its section is.
    pub zone: SectionRole,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Whether its sentence has no verb: a label, a caption's part.
    pub is_short: bool,
}

impl<'w> Around<'w> {
    /// Returns the words of the subject: what stands before the verb or, for nouns, the whole clause.
    fn subject(&self, trigger: &Trigger, at: usize) -> impl Iterator<Item = &'w Word> {
        let clause = self.clause;
        let end = match trigger.form {
            Form::Predicate | Form::Verb | Form::Reduced => at,
            _ => clause.len(),
        };
        let own = (0..end).filter_map(move |at| clause.word(at));
        let looks_back = self.looks_back(trigger);
        let before =
            self.before.iter().filter(move |_| looks_back).filter_map(move |&at| clause.words.get(at));
        before.chain(own)
    }

    /// Returns whether the clause has no subject of its own.
    pub fn looks_back(&self, trigger: &Trigger) -> bool {
        let clause = self.clause;
        let before = self.before.last().and_then(|&at| clause.words.get(at));
        let is_noun = |word: &Word| {
            word.is_any(&[
                Class::Work,
                Class::Analysis,
                Class::Study,
                Class::DesignNoun,
                Class::Plan,
                Class::No,
                Class::Mark,
                Class::Number,
                Class::All,
            ]) || word.text == "those"
        };
        let is_relative = clause.text(0) != "that" || before.is_some_and(is_noun);
        let starts = clause.is(0, Class::Relative)
            && is_relative
            && !(1..trigger.from).any(|at| clause.is_any(at, &[Class::Pronoun, Class::Work, Class::Ours]));
        let is_bare = !(0..trigger.from).any(|at| {
            clause.word(at).is_some_and(|word| {
                !word.is_any(&[
                    Class::Coordinator,
                    Class::Contrast,
                    Class::Subordinate,
                    Class::Mark,
                    Class::Relative,
                ]) && !clause.is_adverb(at)
            })
        });
        starts || (is_bare && matches!(trigger.form, Form::Predicate | Form::Verb))
    }
}

/// Whose work the clause of a trigger speaks of.
pub fn whose(around: &Around<'_>, trigger: &Trigger, at: usize) -> Whose {
    let clause = around.clause;
    // "The first registered test of it, by Chen and Roth, failed."
    let by_pair = (at + 1..clause.len()).any(|at| clause.text(at) == "by" && names_pair(clause, at + 1));
    let is_of_sample = || {
        around.before.iter().filter_map(|&at| clause.words.get(at)).any(|word| word.is(Class::Sample))
            && of_their_study(around)
    };
    if topic::is_topic(around, trigger, at)
        || is_of_sample()
        || by_pair
        || by_others(clause, at)
        || belongs_to_others(clause, trigger, at)
    {
        return Whose::Others;
    }
    let subject = || around.subject(trigger, at);
    let has = |class| subject().any(|word| word.is(class));
    let argues = matches!(trigger.form, Form::Noun | Form::Attribute) && clause.has(0..at, Class::Argue);
    let names_us = match trigger.form {
        Form::Noun | Form::Attribute if trigger.kind == Kind::Registration => general::speaks_in(clause),
        _ => has(Class::Ours),
    };
    let is_ours = (names_us && !argues) || nearly(around, trigger, at);
    let cites = || (0..clause.len()).any(|at| clause.is(at, Class::Cited)) || names_authors(clause);
    // "Unlike Lee, we …" is ours; "the authors of … preregistered" is theirs.
    if is_ours {
        return Whose::Ours;
    }
    let of_papers =
        trigger.form == Form::Attribute && (at + 1..at + 3).any(|at| clause.is(at, Class::Article));
    let of_all_times = clause.words.iter().any(|word| word.is(Class::UntilNow));
    if of_papers
        || of_all_times
        || has(Class::Others)
        || names_authors(clause)
        || is_done_by_named(clause, trigger, at)
        || (trigger.form == Form::Verb && opens_with_citation(clause))
    {
        return Whose::Others;
    }
    let is_noun = matches!(trigger.form, Form::Noun | Form::Attribute);
    let is_definite = clause.is(trigger.from, Class::Definite) && !clause.is(trigger.from, Class::Others);
    if is_quoted(clause, at) {
        return Whose::General;
    }
    // "an exploratory study of 20 patients (Lee, 2001)"
    let is_indefinite = matches!(clause.text(trigger.from), "a" | "an");
    let cites_some = || {
        clause.words.iter().any(|word| word.is(Class::Cited) || word.text == "et_al")
            || clause.words.windows(3).any(is_year_of_name)
    };
    let speaks_we = || clause.words.iter().any(|word| word.is_any(&[Class::Ours, Class::Near]));
    if is_noun && is_indefinite && cites_some() && !speaks_we() {
        return Whose::Others;
    }
    if is_noun && is_definite && !argues && general::speaks_of_own_work(clause) {
        return Whose::Ours;
    }
    if around.zone == SectionRole::RelatedWork
        || cites()
        || around.follows_others && (has(Class::Pronoun) || has(Class::Study))
    {
        return Whose::Others;
    }
    if of_their_study(around) {
        return Whose::Others;
    }
    if general::is_general(around, trigger, at) {
        return Whose::General;
    }
    if has_indefinite_study(around, trigger, at) { Whose::Others } else { Whose::Ours }
}

/// "Wu, 2020"
fn is_year_of_name(words: &[Word]) -> bool {
    let is_year =
        |word: &Word| word.text.len() == 4 && (word.text.starts_with("19") || word.text.starts_with("20"));
    matches!(words, [name, comma, year] if name.is(Class::Capital) && comma.is_mark(",") && is_year(year))
}

/// Returns whether a word stands in a quotation of several words.
fn is_quoted(clause: InClause<'_>, at: usize) -> bool {
    let Some(trigger) = clause.word(at) else { return false };
    let is_quote = |word: &Word| word.is(Class::Mark) && matches!(word.text.as_str(), "\"" | "“" | "”");
    let (before, after): (Vec<&Word>, Vec<&Word>) =
        clause.words.iter().partition(|word| word.range.start < trigger.range.start);
    let opened = before.iter().filter(|word| is_quote(word)).count() % 2 == 1;
    let far = before.iter().rev().take_while(|word| !is_quote(word)).count()
        + after.iter().take_while(|word| !is_quote(word)).count();
    opened && after.iter().any(|word| is_quote(word)) && far > QUOTED
}

/// A quotation of no more words is a term that is mentioned.
const QUOTED: usize = 3;

/// "this study", "the present work"
fn nearly(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let words: Vec<&Word> = around.subject(trigger, at).collect();
    let is_own = |word: &&Word| {
        !word.is(Class::Phenomenon)
            && word.is_any(&[
                Class::Be,
                Class::Work,
                Class::Study,
                Class::Analysis,
                Class::Plan,
                Class::DesignNoun,
                Class::Have,
            ])
    };
    let is_near = |at: usize| {
        let next = words.get(at + 1..(at + 4).min(words.len())).unwrap_or_default();
        words.get(at).is_some_and(|word| word.is(Class::Near))
            && (next.is_empty() || next.iter().any(is_own))
            && !next.first().is_some_and(|next| next.is(Class::Phenomenon))
            && !next.iter().any(|word| word.is(Class::Topic))
    };
    let says_authors = words.iter().any(|word| word.text == "the_authors");
    says_authors || (0..words.len()).any(is_near)
}

/// Returns whether a clause names the authors for its trigger: "we preregistered", "our analyses were planned", "this preregistered study".
pub fn names_authors_for(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let range = match trigger.form {
        Form::Attribute | Form::Noun => trigger.from..at,
        _ => 0..at,
    };
    let is_placed = clause.words.iter().any(|word| word.is_any(&[Class::Url, Class::Registry]));
    let is_done = trigger.form == Form::Noun
        && trigger.from < at
        && general::speaks_in(clause)
        && !general::argues(clause);
    is_placed || is_done || clause.has(range.clone(), Class::Ours) || clause.has(range, Class::Near)
}

/// "preregistered by Lee", "planned by the authors of the original study"
fn by_others(clause: InClause<'_>, at: usize) -> bool {
    (at + 1..clause.len().min(at + 4)).any(|at| {
        clause.text(at) == "by"
            && ((at + 1..at + 5).any(|at| clause.is_any(at, &[Class::Others, Class::Cited, Class::Model]))
                || names_author_at(clause, at + 1)
                || clause.text(at + 1) == "its")
            && !(at + 1..at + 4).any(|at| clause.is(at, Class::Ours))
    })
}

/// "In the study of Lee et al., all analyses were", "Of the articles, 12 % were"
fn of_their_study(around: &Around<'_>) -> bool {
    let words: Vec<&Word> = around.before.iter().filter_map(|&at| around.clause.words.get(at)).collect();
    let opens = words
        .first()
        .is_some_and(|first| matches!(first.text.as_str(), "in" | "for" | "at" | "of" | "among"));
    let has_study = words.iter().any(|word| word.is_any(&[Class::Study, Class::Analysis, Class::Cited]));
    // "in the trial by Okoro"
    let is_by = |pair: &[&Word]| matches!(pair, [by, name] if by.text == "by" && name.is(Class::Capital));
    let names = words.windows(2).any(is_by)
        || words.iter().any(|word| word.is_any(&[Class::Cited, Class::Others]) || word.is(Class::Article));
    let is_own = words.iter().any(|word| word.is_any(&[Class::Ours, Class::Near]))
        && !words.iter().any(|word| word.is(Class::Sample));
    opens && has_study && names && !is_own
}

/// Returns a clause that opens with a citation has those for its subject whom it names.
fn opens_with_citation(clause: InClause<'_>) -> bool {
    (0..clause.len().min(4)).any(|at| clause.is(at, Class::Cited))
}

/// "Lee et al.", "Lee and colleagues", "Lee (2019)"
fn names_authors(clause: InClause<'_>) -> bool {
    (0..clause.len()).any(|at| {
        clause.text(at) == "et_al"
            || (clause.text(at) == "colleagues" && clause.text(at.wrapping_sub(1)) == "and")
    })
}

/// "Hall's preregistered study", "their preregistered studies"
fn belongs_to_others(clause: InClause<'_>, trigger: &Trigger, at: usize) -> bool {
    let from = trigger.from;
    let has_study = |range: std::ops::Range<usize>| {
        clause.has(range.clone(), Class::Study) || clause.has(range, Class::Work)
    };
    let is_noun = matches!(trigger.form, Form::Attribute | Form::Noun);
    let near = from.saturating_sub(1)..at;
    let is_hers = |at: usize| is_name(clause, at) && clause.text(at).ends_with("'s");
    let is_named = match trigger.form {
        Form::Attribute => near.into_iter().any(is_hers) && has_study(at + 1..clause.len().min(at + 4)),
        Form::Predicate => (0..from).any(|at| is_hers(at) && has_study(at + 1..from.min(at + 4))),
        _ => false,
    };
    // "The study of Hall was preregistered."
    let of_hers = trigger.form == Form::Predicate
        && from >= 3
        && is_name(clause, from - 1)
        && clause.text(from - 2) == "of"
        && clause.is(from - 3, Class::Study);
    is_named
        || of_hers
        || (is_noun
            && clause.text(from) == "their"
            && !clause.words.iter().any(|word| word.text == "the_authors"))
}

/// "Okafor and Lind had registered", "Kim registered": who is named does it.
fn is_done_by_named(clause: InClause<'_>, trigger: &Trigger, verb: usize) -> bool {
    let is_verb = trigger.form == Form::Verb
        || (trigger.form == Form::Reduced && clause.is(verb + 1, Class::Determiner));
    let last = trigger.from.checked_sub(1).filter(|&at| is_verb && is_name(clause, at));
    last.is_some_and(|at| {
        names_pair(clause, at.wrapping_sub(2))
            || (at > 0 && !clause.is_any(at - 1, &[Class::Determiner, Class::Preposition]))
    })
}

/// "Chen and Roth"
fn names_pair(clause: InClause<'_>, at: usize) -> bool {
    clause.text(at.wrapping_add(1)) == "and" && is_name(clause, at) && is_name(clause, at.wrapping_add(2))
}

/// Returns whether a word may be a person's name.
fn is_name(clause: InClause<'_>, at: usize) -> bool {
    clause.word(at).is_some_and(|word| {
        word.is(Class::Capital)
            && !word.is_any(&[
                Class::Ours,
                Class::Near,
                Class::Work,
                Class::Analysis,
                Class::Study,
                Class::Determiner,
                Class::Adverb,
                Class::Hypothesis,
                Class::DesignNoun,
                Class::Subordinate,
                Class::Contrast,
            ])
    })
}

fn names_author_at(clause: InClause<'_>, at: usize) -> bool {
    clause.text(at + 1) == "et_al" || clause.text(at + 2) == "colleagues" || names_pair(clause, at)
}

/// Returns a study without "the", "our" or "this" is somebody's: "a study that was preregistered", "most studies are preregistered".
fn has_indefinite_study(around: &Around<'_>, trigger: &Trigger, at: usize) -> bool {
    let words: Vec<&Word> = around.subject(trigger, at).collect();
    // "a study protocol" is the authors'.
    let is_study = |at: usize| {
        words.get(at).is_some_and(|word| word.is(Class::Study))
            && !words.get(at + 1).is_some_and(|next| next.is(Class::Plan))
    };
    let Some(head) = (0..words.len()).rev().find(|&at| is_study(at)) else { return false };
    let is_more = |word: &&Word| {
        (word.is(Class::Analysis) && !word.is(Class::Study))
            || word.is_any(&[Class::Hypothesis, Class::AnalysisPlan])
    };
    if words.iter().any(is_more) {
        return false;
    }
    let is_numbered = words.get(head + 1).is_some_and(|word| word.is(Class::Number));
    let before = words.get(head.saturating_sub(4)..head).unwrap_or_default();
    let is_definite = before.iter().any(|word| {
        word.is_any(&[Class::Definite, Class::No, Class::Only, Class::Number, Class::Few])
            || word.is(Class::Counting)
    });
    let is_ours_by_form = matches!(trigger.form, Form::Attribute | Form::Noun);
    !is_definite && !is_numbered && !is_ours_by_form
}

/// Returns what of the work a clause speaks of.
pub fn covers(around: &Around<'_>, trigger: &Trigger, at: usize) -> Covers {
    if trigger.kind == Kind::Deviation {
        return Covers::Deviation;
    }
    if trigger.kind == Kind::Hypothesis {
        return Covers::Hypotheses;
    }
    let clause = around.clause;
    let near: Vec<&Word> = match trigger.form {
        Form::Attribute => (at + 1..clause.len().min(at + 5)).filter_map(|at| clause.word(at)).collect(),
        Form::Verb => (at + 1..clause.len()).filter_map(|at| clause.word(at)).collect(),
        _ => around.subject(trigger, at).collect(),
    };
    let has = |class| near.iter().any(|word| word.is(class));
    match () {
        () if has(Class::Analysis) || (has(Class::Study) && trigger.form != Form::Verb) => Covers::Analyses,
        () if has(Class::Hypothesis) => Covers::Hypotheses,
        () if has(Class::DesignNoun) => Covers::Design,
        () => Covers::Analyses,
    }
}
