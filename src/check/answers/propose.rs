//! From answers to the sentences that say them, and a table of all.

use super::insert::{self, Put};
use super::questions::questions;
use super::{Answer, Given, Level, Question};
use crate::analysis::State;
use crate::markup;
use crate::source::Draft;

/// What answers come to in a paper.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The sentences that say them, in order.
    pub sentences: Vec<Sentence>,
    /// All results sections, and the parts of those that are some of each.
    pub rows: Vec<Row>,
    /// Answers that the paper says otherwise: the section, what is answered, what the paper says.
    pub contradicted: Vec<(String, Answer, State)>,
}

/// A sentence to be put into a paper.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its words. They need no markup in any format.
    pub text: &'static str,
    /// What it speaks of.
    pub level: Level,
    /// The name of the section that it is put into.
    pub section: String,
    /// The byte of the draft that it belongs before.
    pub at: u32,
    /// How it is put there; `None` where it would not read as meant, so that only an author can.
    put: Option<Put>,
}

impl Sentence {
    /// Returns whether it can be put in its place.
    pub fn can_be_put(&self) -> bool {
        self.put.is_some()
    }
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The heading, or the words with which the part begins.
    pub analysis: String,
    /// What is answered, or said; `None` where nothing is.
    pub answer: Option<Answer>,
    /// The headings above, and which part.
    pub place: String,
    /// How it departed from its plan.
    pub departure: String,
}

/// Returns what the answers to the questions of a draft come to; one answer for each of its questions.
pub fn propose(draft: &Draft, asked: &[Question], given: &[Given]) -> Proposal {
    let mut proposal = Proposal::default();
    for (question, given) in asked.iter().zip(given) {
        rows(question, given, &mut proposal.rows);
        if let (Some(said), Some(answer)) = (question.said, given.answer)
            && matches!(answer, Answer::Planned | Answer::Exploratory)
            && answer_of(said) != Some(answer)
        {
            proposal.contradicted.push((question.name.clone(), answer, said));
        }
    }
    let mut wanted: Vec<(&Question, Level, Answer, &str)> = Vec::new();
    match same(asked, given) {
        Some((first, answer)) => wanted.push((first, Level::Paper, answer, &first.name)),
        None => {
            let open = asked.iter().zip(given).filter(|(question, _)| question.said.is_none());
            open.for_each(|(question, given)| collect(question, given, &question.name, &mut wanted));
        }
    }
    proposal.sentences = placed(draft, &wanted);
    proposal
}

/// Returns the draft with those sentences that can be put in their places and for which `is_wanted`.
pub fn inserted(draft: &Draft, sentences: &[Sentence], is_wanted: impl Fn(&Sentence) -> bool) -> Draft {
    let wanted = sentences.iter().filter(|sentence| is_wanted(sentence));
    let puts: Vec<&Put> = wanted.filter_map(|sentence| sentence.put.as_ref()).collect();
    insert::with(draft, &puts)
}

/// Returns the first question, where all have one and the same answer and the paper says nothing yet: one sentence is enough for all.
fn same<'q>(asked: &'q [Question], given: &[Given]) -> Option<(&'q Question, Answer)> {
    let (first, answer) = (asked.first()?, given.first()?.answer?);
    let is_same = asked.iter().all(|question| question.said.is_none())
        && given.iter().all(|given| given.answer == Some(answer));
    (asked.len() > 1 && is_same && sentence(Level::Paper, answer).is_some()).then_some((first, answer))
}

/// The sentences that an answer wants.
fn collect<'q>(
    question: &'q Question,
    given: &Given,
    section: &'q str,
    wanted: &mut Vec<(&'q Question, Level, Answer, &'q str)>,
) {
    match given.answer {
        Some(Answer::Both) => {
            let parts = question.parts.iter().zip(&given.parts);
            parts.for_each(|(question, given)| collect(question, given, section, wanted));
        }
        Some(answer @ (Answer::Planned | Answer::Exploratory)) => {
            wanted.push((question, question.level, answer, section));
        }
        Some(Answer::Unsure) | None => {}
    }
}

/// Sentences with the places where they read as meant, and as the answers they stand for.
fn placed(draft: &Draft, wanted: &[(&Question, Level, Answer, &str)]) -> Vec<Sentence> {
    let reading = markup::read(draft);
    let (mut sentences, mut answers): (Vec<Sentence>, Vec<Answer>) = (Vec::new(), Vec::new());
    for (question, level, answer, section) in wanted {
        let Some(text) = sentence(*level, *answer) else { continue };
        let mut known: Vec<&Put> = sentences.iter().filter_map(|sentence| sentence.put.as_ref()).collect();
        let ways = Put::ways(draft, &reading, question.spot, text);
        let at = ways
            .first()
            .map_or_else(|| question.first.first().map_or(0, |span| span.start), |put| put.span.start);
        let put = ways.iter().find(|put| {
            known.push(put);
            let is_sound = insert::reads_as_meant(draft, &reading, &known);
            known.pop();
            is_sound
        });
        let (put, section) = (put.cloned(), (*section).to_owned());
        sentences.push(Sentence { text, level: *level, section, at, put });
        answers.push(*answer);
    }
    let after = questions(&inserted(draft, &sentences, |_| true));
    for (sentence, answer) in sentences.iter_mut().zip(answers) {
        let is_heard = |question: &Question| question.said.and_then(answer_of) == Some(answer);
        let is_heard = match sentence.level {
            Level::Paper => after.iter().all(is_heard),
            Level::Section => {
                after.iter().any(|question| question.name == sentence.section && is_heard(question))
            }
            // Of a few results among others that are left open nothing more can be seen.
            Level::Paragraph | Level::Sentence => true,
        };
        sentence.put = sentence.put.take().filter(|_| is_heard);
    }
    sentences
}

/// Returns the sentence that says an answer of what a question is about.
fn sentence(level: Level, answer: Answer) -> Option<&'static str> {
    let level = match level {
        Level::Paper => "paper",
        Level::Section => "section",
        Level::Paragraph => "paragraph",
        Level::Sentence => "sentence",
    };
    let lines = include_str!("../../../data/en/answers.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut cells = lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?, cells.next()?))
    });
    cells.find(|(of, said, _)| *of == level && *said == answer.name()).map(|(.., text)| text)
}

fn rows(question: &Question, given: &Given, rows: &mut Vec<Row>) {
    if given.answer == Some(Answer::Both) && given.parts.iter().any(|part| part.answer.is_some()) {
        let parts = question.parts.iter().zip(&given.parts);
        return parts.for_each(|(question, given)| self::rows(question, given, rows));
    }
    rows.push(Row {
        analysis: question.name.clone(),
        answer: given.answer.or_else(|| question.said.and_then(answer_of)),
        place: question.place.clone(),
        departure: given.departure.clone(),
    });
}

fn answer_of(state: State) -> Option<Answer> {
    match state {
        State::Planned => Some(Answer::Planned),
        State::Exploratory => Some(Answer::Exploratory),
        State::Mixed => Some(Answer::Both),
        State::Unsaid => None,
    }
}
