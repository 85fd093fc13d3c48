//! What a frame says in its sentence: nothing where it is denied, asked, or of others.

use super::Heard;
use super::Mood;
use super::Reach;
use super::SentenceWords;
use super::clause::Clause;
use super::frames::{self, FrameMatch, Says};
use super::mood;
use super::polarity::Polarity;
use super::reach;
use super::studies;
use super::subject::{Covers, Whose};
use super::trigger::{self, Form, InClause, Kind, Trigger};
use super::words::{Class, Word};
use crate::document::SectionRole;

/// Returns the frames of a sentence that count.
pub fn heard(words: &[Word], clauses: &[Clause]) -> Vec<FrameMatch> {
    let mut found = frames::find(words);
    found.retain(|found| found.frame.may_be_denied || counts(words, clauses, found));
    found
}

/// Returns whether nothing before a frame denies it, leaves it open, or gives it to others.
fn counts(words: &[Word], clauses: &[Clause], found: &FrameMatch) -> bool {
    if found.frame.says == Says::Nothing {
        return true;
    }
    let start = clauses.iter().find(|clause| clause.at.contains(&found.range.start));
    // "Some argue that …": the clause before says who speaks.
    let opens_that = |clause: &&Clause| {
        clause.at.first().and_then(|&at| words.get(at)).is_some_and(|word| word.text == "that")
    };
    let frame = start
        .filter(opens_that)
        .and_then(|that| clauses.iter().take_while(|clause| clause.at.first() < that.at.first()).last());
    let speaker = || frame.into_iter().flat_map(|clause| &clause.at).filter_map(|&at| words.get(at));
    let before = || {
        start
            .into_iter()
            .flat_map(|clause| &clause.at)
            .filter(|&&at| at < found.range.start)
            .filter_map(|&at| words.get(at))
    };
    let within = || words.get(found.range.clone()).unwrap_or_default().iter();
    let is_open = |word: &Word| {
        let denies =
            word.is_any(&[Class::Not, Class::No, Class::Few, Class::Lack]) && !word.is(Class::Exempt);
        (denies && !found.frame.is_always)
            || word.is_any(&[Class::Modal, Class::If, Class::Future, Class::Intend, Class::Addressed])
    };
    // "beyond the protocol that we registered"
    let is_fixed = matches!(found.frame.says, Says::Planned | Says::Registered);
    let departs = |word: &Word| {
        word.is_any(&[Class::Beyond, Class::Deviate, Class::Deviation, Class::Contrast, Class::InPlaceOf])
    };
    let departs = is_fixed && !found.frame.is_always && before().any(departs);
    // "should be seen as leads" is no doubt, but how to read them.
    let is_judged =
        before().any(|word| word.is(Class::HedgedAs)) || within().any(|word| word.is(Class::HedgedAs));
    let is_open = |word: &Word| is_open(word) && !(is_judged && word.is_any(&[Class::Modal, Class::Future]));
    let is_asked = words.last().is_some_and(|last| last.is_mark("?"));
    let is_us = |word: &Word| word.is_any(&[Class::Ours, Class::Near]);
    let is_theirs = |word: &Word| {
        word.is_any(&[Class::Others, Class::Cited, Class::Model])
            && !word.is_any(&[Class::Reviewers, Class::Analysis])
    };
    let names_us = before().any(is_us) || within().any(is_us);
    let is_general = |word: &Word| word.is_any(&[Class::Addressed, Class::Usual]);
    let is_general = words.iter().any(is_general) && !words.iter().any(is_us);
    let is_owned = !is_general && (!found.frame.needs_us || words.iter().any(is_us));
    let is_of_others =
        !names_us && (before().any(is_theirs) || speaker().any(is_theirs) || names_study_of(words, found));
    is_owned && !departs && !is_asked && !is_of_others && !before().any(is_open)
}

/// "…, as Lee et al. found", "in the trial by Okoro": somebody else stands right behind.
fn names_study_of(words: &[Word], found: &FrameMatch) -> bool {
    let behind = words.get(found.range.end..).unwrap_or_default();
    behind.iter().take(3).any(|word| word.is(Class::Cited))
        && behind.first().is_some_and(|word| matches!(word.text.as_str(), "by" | "of" | "in" | "from"))
}

/// Returns a frame that may be denied, read as a word is.
pub fn trigger(clause: InClause<'_>, at: usize, found: &FrameMatch) -> Option<Trigger> {
    let (form, from) = trigger::form(clause, at);
    let form = if form == Form::Noun { Form::Predicate } else { form };
    Some(Trigger { kind: kind(found.frame.says)?, is_turned: false, form, from })
}

fn kind(says: Says) -> Option<Kind> {
    Some(match says {
        Says::Planned | Says::Both => Kind::Plan,
        Says::Exploratory => Kind::Exploration,
        Says::Registered | Says::Unregistered => Kind::Registration,
        Says::Departed => Kind::Deviation,
        Says::Nothing => return None,
    })
}

impl SentenceWords<'_, '_> {
    /// Returns what a frame says at its anchor.
    pub fn in_frame(&self, clause: InClause<'_>, at: usize, found: &FrameMatch) -> Option<Heard> {
        let kind = kind(found.frame.says)?;
        let polarity = match found.frame.says {
            Says::Both => Polarity::Partly,
            Says::Unregistered => Polarity::No,
            _ if self.is_in_part(clause, at) => Polarity::Partly,
            _ => Polarity::Yes,
        };
        let trigger = Trigger { kind, is_turned: false, form: Form::Predicate, from: at };
        if mood::mood(clause, &trigger, at) == Mood::Question {
            return None;
        }
        let mut heard = self.heard(clause, &trigger, at, Whose::Ours, polarity, Mood::Fact);
        let named = studies::named(clause);
        let is_late = self.place.zone == SectionRole::Results;
        heard.reach = match found.frame.reach {
            _ if !named.is_empty() => Reach::Study,
            Some(Reach::Paper) if self.place.is_heading || is_late => Reach::Section,
            Some(Reach::Paper) if self.place.is_in_study => Reach::Study,
            Some(reach) => reach,
            None => reach::reach(&self.around(clause), &trigger, at, self.place).0,
        };
        heard.studies = named;
        if clause.is(at, Class::Hypothesis) && heard.covers == Covers::Analyses {
            heard.covers = Covers::Hypotheses;
        }
        heard.is_explicit |=
            clause.has(0..clause.len(), Class::Ours) || clause.has(0..clause.len(), Class::Near);
        // "tests that the preregistration does not mention": there is one.
        heard.is_registration |= found.names(
            self.words,
            &[Class::Preregistered, Class::Preregistration, Class::Registered, Class::Registration],
        );
        Some(heard)
    }
}
