//! Each line of `tests/tables/abstract-numbers.tsv` is a test of `abstract-number-mismatch`: whether a number of the abstract is reported
//! beside what the body gives.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use paperlint::internal::findings::Severity;
use paperlint::internal::markup::NoLoader;
use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Format, Source};
use paperlint::internal::{RuleSet, Scratch, assemble, lint};

fn main() -> ExitCode {
    let table = include_str!("tables/abstract-numbers.tsv");
    let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let trials = lines.map(|(number, line)| {
        let [wanted, told, given, kind] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let name = format!("{kind}::line_{}", number + 1);
        Trial::test(name, move || check(wanted, told, &given.replace("\\n", "\n")))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn check(wanted: &str, told: &str, given: &str) -> Result<(), Failed> {
    let text = format!(
        "# Abstract\n\nWe ask whether readers sleep. {told} So sleep matters.\n\n# Methods\n\nWe looked on in a room \
         with 23 lamps, 7.9 m wide.\n\n# Results\n\n{given}\n"
    );
    let rule = builtin().into_iter().filter(|rule| rule.spec.id == "abstract-number-mismatch").collect();
    let rules = RuleSet::compile(rule).map_err(|error| error.problem.message)?;
    let draft = assemble(Source::new("draft", text.clone()), Format::Markdown, &mut NoLoader);
    let findings = lint(&draft, &rules, &mut Scratch::default()).findings;
    let is_right = match wanted {
        "none" => findings.is_empty(),
        "found" => !findings.is_empty(),
        "advice" => {
            findings.iter().all(|finding| finding.severity == Severity::Advice) && !findings.is_empty()
        }
        other => panic!("a line asks for `{other}`"),
    };
    if is_right {
        Ok(())
    } else {
        Err(format!("{wanted} is wanted, {} found in:\n{text}", findings.len()).into())
    }
}
