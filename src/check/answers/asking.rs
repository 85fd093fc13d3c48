//! The order of the questions, going back included.

use super::{Answer, Given, Question};

/// Questions and what was answered so far.
#[derive(Clone, Debug)]
pub struct Asking {
    questions: Vec<Question>,
    given: Vec<Given>,
    /// The questions answered, in the order they were; each by its index and those of the parts it lies in.
    way: Vec<Vec<usize>>,
}

impl Asking {
    /// Goes on from what was answered before.
    pub fn new(questions: Vec<Question>, given: Vec<Given>) -> Self {
        let mut way = Vec::new();
        answered(&questions, &given, &mut Vec::new(), &mut way);
        Self { questions, given, way }
    }

    /// Returns all questions.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Returns what was answered to each.
    pub fn given(&self) -> &[Given] {
        &self.given
    }

    /// Returns the next question, and which of its neighbours it is, from 1; `None` where all are answered. What the paper says is not
    /// asked.
    pub fn next(&self) -> Option<(&Question, usize, usize)> {
        let path = open(&self.questions, &self.given)?;
        let (last, above) = path.split_last()?;
        let neighbours = above.iter().try_fold(self.questions.as_slice(), |questions, &at| {
            questions.get(at).map(|question| question.parts.as_slice())
        })?;
        let is_asked = |question: &&Question| question.said.is_none();
        let number = neighbours.get(..=*last)?.iter().filter(is_asked).count();
        Some((neighbours.get(*last)?, number, neighbours.iter().filter(is_asked).count()))
    }

    /// Answers the next question. Gives whether that can be an answer to it.
    pub fn answer(&mut self, answer: Answer, departure: &str) -> bool {
        let Some((question, ..)) = self.next() else { return false };
        if answer == Answer::Both && question.parts.is_empty() {
            return false;
        }
        let Some(path) = open(&self.questions, &self.given) else { return false };
        if let Some(given) = at(&mut self.given, &path) {
            given.answer = Some(answer);
            given.departure = departure.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.way.push(path);
        true
    }

    /// Takes the last answer back. Gives whether there was one.
    pub fn back(&mut self) -> bool {
        let Some(path) = self.way.pop() else { return false };
        if let Some(given) = at(&mut self.given, &path) {
            given.answer = None;
            given.departure.clear();
        }
        true
    }
}

fn at<'g>(given: &'g mut [Given], path: &[usize]) -> Option<&'g mut Given> {
    let (first, rest) = path.split_first()?;
    let given = given.get_mut(*first)?;
    if rest.is_empty() { Some(given) } else { at(&mut given.parts, rest) }
}

/// Returns the path to the first question that is to be asked and has no answer.
fn open(questions: &[Question], given: &[Given]) -> Option<Vec<usize>> {
    let mut asked =
        questions.iter().zip(given).enumerate().filter(|(_, (question, _))| question.said.is_none());
    asked.find_map(|(at, (question, given))| match given.answer {
        None => Some(vec![at]),
        Some(Answer::Both) => {
            let mut path = vec![at];
            path.extend(open(&question.parts, &given.parts)?);
            Some(path)
        }
        Some(_) => None,
    })
}

/// The paths to all questions that have an answer, in order.
fn answered(questions: &[Question], given: &[Given], above: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    for (at, (question, given)) in questions.iter().zip(given).enumerate() {
        if question.said.is_none() && given.answer.is_some() {
            above.push(at);
            found.push(above.clone());
            answered(&question.parts, &given.parts, above, found);
            above.pop();
        }
    }
}
