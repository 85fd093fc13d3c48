//! Plans of all kinds beside what a careful reader says of them (`fixtures/plans/expected.tsv`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use paperlint::analysis::plans::{Field, Form, Plan};
use paperlint::analysis::{Paper, Vocabulary};
use paperlint::assemble;
use paperlint::document::{Document, Lexicon};
use paperlint::markup::{self, NoLoader};
use paperlint::source::{Format, Source};

#[test]
fn every_plan_is_read_as_a_careful_reader_reads_it() {
    let mut wrong = Vec::new();
    for line in fs::read_to_string("fixtures/plans/expected.tsv").unwrap().lines() {
        if line.starts_with('#') {
            continue;
        }
        let (name, expected) = line.split_once('\t').unwrap();
        let found = summary(&Path::new("fixtures/plans").join(name));
        if found != expected {
            wrong.push(format!("{name}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Form, lacking parts, experiments, the vague ones, milestones without a date, as a line of the table gives them.
fn summary(path: &Path) -> String {
    let source = Source::decode(path.display().to_string(), fs::read(path).unwrap());
    let draft = assemble(source, Format::from_path(path).unwrap(), &mut NoLoader);
    let mut lexicon = Lexicon::default();
    let vocabulary = Vocabulary::new(&mut lexicon);
    let reading = markup::read(&draft);
    let document = Document::new(&reading, &lexicon);
    let paper = Paper::new(&draft, &document, &vocabulary);
    let Some(plan) = paper.plan() else { return "none\t\t\t\t0".to_owned() };
    let undated = plan.milestones.iter().filter(|milestone| !milestone.is_definite).count();
    let lacking: Vec<&str> = plan.lacking.iter().map(|part| part.name()).collect();
    let form = match plan.form {
        Form::Project => "project",
        Form::Registration => "registration",
    };
    let (experiments, vague) = match plan.form {
        Form::Project => (plan.experiments.len().to_string(), vague(plan)),
        Form::Registration => (String::new(), String::new()),
    };
    format!("{form}\t{}\t{experiments}\t{vague}\t{undated}", lacking.join(" "))
}

/// The numbers of the experiments that leave out two or more of what they should say.
fn vague(plan: &Plan) -> String {
    let asked = [Field::Varies, Field::Measures, Field::Expects, Field::Decides];
    let numbers = plan
        .experiments
        .iter()
        .zip(1..)
        .filter(|(experiment, _)| asked.iter().filter(|field| !experiment.has(**field)).count() >= 2);
    numbers.map(|(_, number)| number.to_string()).collect::<Vec<_>>().join(" ")
}
