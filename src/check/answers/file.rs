//! Answers as a file: TOML that people can read and write.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Answer, Given, Question};
use crate::spec::{SpecProblem, nearest};

/// What a file holds.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    section: Vec<Section>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    heading: Spanned<String>,
    answer: Spanned<Answer>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    departure: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    part: Vec<Part>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    begins: Spanned<String>,
    answer: Spanned<Answer>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    departure: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    part: Vec<Part>,
}

/// What a file says that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the file.
    pub span: Range<usize>,
    /// What is wrong and how to mend it.
    pub message: String,
}

const HEAD: &str = "\
# How the results of a paper came about, as its authors say. Written by `paperlint results --ask`, read by `paperlint results --answers`.
# answer: \"planned\", \"exploratory\", \"both\" (each part says which) or \"unsure\"; departure: how an analysis departed from its plan.
";

/// Returns the text of a file with these answers.
pub fn written(questions: &[Question], given: &[Given]) -> String {
    let answered = questions.iter().zip(given);
    let section = answered.filter_map(|(question, given)| {
        Some(Section {
            heading: Spanned::new(0..0, question.name.clone()),
            answer: Spanned::new(0..0, given.answer?),
            departure: given.departure.clone(),
            part: parts_of(question, given),
        })
    });
    let answers = Answers { section: section.collect() };
    // Strings and tables can always be written.
    format!("{HEAD}\n{}", toml::to_string(&answers).unwrap_or_default())
}

fn parts_of(question: &Question, given: &Given) -> Vec<Part> {
    if given.answer != Some(Answer::Both) {
        return Vec::new();
    }
    let parts = question.parts.iter().zip(&given.parts).filter_map(|(question, given)| {
        Some(Part {
            begins: Spanned::new(0..0, question.name.clone()),
            answer: Spanned::new(0..0, given.answer?),
            departure: given.departure.clone(),
            part: parts_of(question, given),
        })
    });
    parts.collect()
}

/// Returns the answers of a file to the questions of a paper, one for each.
///
/// # Errors
/// What is no answer to one of them.
pub fn read(text: &str, questions: &[Question]) -> Result<Vec<Given>, Vec<Mistake>> {
    let answers: Answers = toml::from_str(text).map_err(|error| {
        let SpecProblem { message, span, .. } = SpecProblem::of_toml(text, &error);
        vec![Mistake { span: span.unwrap_or(0..0), message }]
    })?;
    let mut given = Given::nothing(questions);
    let mut mistakes = Vec::new();
    for Section { heading, answer, departure, part } in answers.section {
        let mut place = Place { what: "section with results", name: heading, mistakes: &mut mistakes };
        if let Some((question, given)) = place.find(questions, &mut given) {
            take(question, given, (answer, departure, part), &mut mistakes);
        }
    }
    if mistakes.is_empty() { Ok(given) } else { Err(mistakes) }
}

fn take(
    question: &Question,
    given: &mut Given,
    (answer, departure, parts): (Spanned<Answer>, String, Vec<Part>),
    mistakes: &mut Vec<Mistake>,
) {
    let is_both = *answer.get_ref() == Answer::Both;
    let mistake = |span, message: &str| Mistake { span, message: message.to_owned() };
    if is_both && question.parts.is_empty() {
        let message = "this is one result, and cannot be some of each; write \"planned\", \"exploratory\" or \"unsure\"";
        mistakes.push(mistake(answer.span(), message));
    }
    if let Some(part) = parts.first().filter(|_| !is_both) {
        let message = "only what is answered by \"both\" has parts; take them out, or write \"both\" above";
        mistakes.push(mistake(part.begins.span(), message));
    }
    given.answer = Some(*answer.get_ref());
    given.departure = departure.split_whitespace().collect::<Vec<_>>().join(" ");
    for Part { begins, answer, departure, part } in parts {
        let mut place = Place { what: "part with results", name: begins, mistakes };
        if let Some((question, given)) = place.find(&question.parts, &mut given.parts) {
            take(question, given, (answer, departure, part), mistakes);
        }
    }
}

/// A name of a file that has to be one of a paper.
struct Place<'m> {
    what: &'static str,
    name: Spanned<String>,
    mistakes: &'m mut Vec<Mistake>,
}

impl Place<'_> {
    /// Returns the question of that name, if it was not answered before.
    fn find<'q, 'g>(
        &mut self,
        questions: &'q [Question],
        given: &'g mut [Given],
    ) -> Option<(&'q Question, &'g mut Given)> {
        let name = plain(self.name.get_ref());
        let Some(at) = questions.iter().position(|question| plain(&question.name) == name) else {
            self.say(questions);
            return None;
        };
        let (question, given) = (questions.get(at)?, given.get_mut(at)?);
        if given.answer.is_some() {
            let message =
                format!("the {} \"{}\" is answered twice; keep one of the answers", self.what, question.name);
            self.mistakes.push(Mistake { span: self.name.span(), message });
            return None;
        }
        Some((question, given))
    }

    fn say(&mut self, questions: &[Question]) {
        let name = self.name.get_ref();
        let known = || questions.iter().map(|question| question.name.as_str());
        let ends = known().find(|known| known.ends_with(&format!(" > {name}")));
        let near = ends.or_else(|| nearest(name, known()));
        let hint = match (near, questions.is_empty()) {
            (Some(near), _) => format!("did you mean \"{near}\"?"),
            (None, true) => "it has none".to_owned(),
            (None, false) => {
                let known: Vec<String> = known().map(|known| format!("\"{known}\"")).collect();
                format!("it has {}", known.join(", "))
            }
        };
        let message = format!("the paper has no {} \"{name}\"; {hint}", self.what);
        self.mistakes.push(Mistake { span: self.name.span(), message });
    }
}

/// Returns a name without what people write in two ways.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
