//! Every `[[bad]]` and `[[good]]` example of every built-in rule, of the rules in `fixtures/rules` and of the one in `docs/own-rules.md` is a
//! test; and what a built-in rule's file
//! declares (messages, values, notes) is what its bad examples show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use paperlint::internal::check::examples::{Shown, try_one};
use paperlint::internal::rules::{RuleFile, builtin};
use paperlint::internal::spec::{self, Stage};

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for mut rule in builtin().into_iter().chain(own_rules()).chain([shown_rule()]) {
        // The built-in table leaves the examples out; the file has them.
        rule.spec = spec::parse(&rule.spec.id, &rule.text).expect("the build script has read it").into();
        let spec = rule.spec.clone();
        for (kind, examples) in [("bad", &spec.bad), ("good", &spec.good)] {
            for (index, example) in examples.iter().enumerate() {
                let (rule, example) = (rule.clone(), example.clone());
                let name = format!("{}::{kind}_{}", rule.spec.id, index + 1);
                let tried = move || try_one(&rule, kind == "bad", &example, others(&rule));
                trials.push(Trial::test(name, move || tried().map(drop).map_err(Into::into)));
            }
        }
        if rule.is_builtin {
            trials.push(Trial::test(format!("{}::declared", spec.id), move || {
                shown(&rule).check(&rule.spec).map_err(Into::into)
            }));
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Rules as an author may write them; they show the kinds that no built-in rule needs yet.
fn own_rules() -> impl Iterator<Item = RuleFile> {
    ["words/wordy-phrase", "words/bare-this", "words/however", "structure/long-caption"].into_iter().map(
        |path| {
            let (theme, id) = path.split_once('/').unwrap();
            let path = format!("fixtures/rules/{path}.toml");
            let text = fs::read_to_string(&path).unwrap();
            own_rule(theme, &path, id, text)
        },
    )
}

/// Returns the rule that `docs/own-rules.md` shows.
fn shown_rule() -> RuleFile {
    let page = fs::read_to_string("docs/own-rules.md").unwrap();
    let text = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    own_rule("docs", "docs/own-rules.md", "plain-words", text.to_owned())
}

fn own_rule(theme: &str, path: &str, id: &str, text: String) -> RuleFile {
    RuleFile::parse(theme, path, id, text).unwrap_or_else(|problem| panic!("{path}: {}", problem.message))
}

/// Returns what a comment silences must be applied to be found, or not to be.
fn others(rule: &RuleFile) -> Vec<RuleFile> {
    let is_other = |other: &RuleFile| other.spec.stage == Stage::Stable && other.spec.id != rule.spec.id;
    if rule.theme == "suppressions" { builtin().into_iter().filter(is_other).collect() } else { Vec::new() }
}

/// Returns what the bad examples show that are as they say; the others fail by themselves.
fn shown(rule: &RuleFile) -> Shown {
    let mut all = Shown::default();
    let tried = rule.spec.bad.iter().filter_map(|example| try_one(rule, true, example, others(rule)).ok());
    tried.for_each(|shown| all.extend(shown));
    all
}
