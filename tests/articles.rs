//! Each line of `tests/tables/articles.tsv` is a test of `a-or-an`: with which article words are said, and sentences in which nothing is wrong.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use paperlint::internal::markup::NoLoader;
use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Format, Source};
use paperlint::internal::{RuleSet, Scratch, assemble, lint};

fn main() -> ExitCode {
    let table = include_str!("tables/articles.tsv");
    let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let trials = lines.map(|(number, line)| {
        let (wanted, text) = line.split_once('\t').unwrap();
        let name = format!("{wanted}::line_{}: {text}", number + 1);
        Trial::test(name, move || check(wanted, text))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn check(wanted: &str, text: &str) -> Result<(), Failed> {
    let (a, an) = (format!("We saw a {text} there."), format!("We saw an {text} there."));
    let cases = match wanted {
        "a" => vec![(a, false), (an, true)],
        "an" => vec![(a, true), (an, false)],
        "either" => vec![(a, false), (an, false)],
        "none" => vec![(text.to_owned(), false)],
        other => panic!("a line asks for `{other}`"),
    };
    match cases.into_iter().find(|(text, is_wrong)| is_found(text) != *is_wrong) {
        Some((text, true)) => Err(format!("nothing is found in: {text}").into()),
        Some((text, false)) => Err(format!("something is found in: {text}").into()),
        None => Ok(()),
    }
}

fn is_found(text: &str) -> bool {
    let rule = builtin().into_iter().filter(|rule| rule.spec.id == "a-or-an").collect();
    let rules = RuleSet::compile(rule).unwrap();
    let draft = assemble(Source::new("draft", text.to_owned()), Format::Markdown, &mut NoLoader);
    !lint(&draft, &rules, &mut Scratch::default()).findings.is_empty()
}
