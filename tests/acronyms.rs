//! What `undefined-acronym` finds in texts of our own: ways to spell an acronym out, and acronyms that a reader must be told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use paperlint::internal::findings::{Severity, Value};
use paperlint::internal::markup::NoLoader;
use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Audience, Declared, Format, Source};
use paperlint::internal::{RuleSet, Scratch, assemble, lint};
use serde::Deserialize;

fn main() -> ExitCode {
    let read = |text: &str| toml::from_str::<Cases>(text).expect("the cases are TOML").case;
    let spelled_out = read(include_str!("acronyms/spelled-out.toml")).into_iter().map(|mut case| {
        let short = case.short.as_deref().unwrap_or("PLQ");
        case.text = format!("{}\n\nThe {short} fell. We read the {short} twice.\n", case.text.trim_start());
        ("spelled-out", case)
    });
    let needed = read(include_str!("acronyms/needed.toml")).into_iter().map(|case| ("needed", case));
    let trial =
        |(table, case): (&str, Case)| Trial::test(format!("{table}::{}", case.name), move || check(&case));
    libtest_mimic::run(&Arguments::from_args(), spelled_out.chain(needed).map(trial).collect()).exit_code()
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    /// The acronym that the text spells out.
    short: Option<String>,
    #[serde(default)]
    format: Markup,
    /// Acronyms that get a warning.
    #[serde(default)]
    wanted: BTreeSet<String>,
    /// Acronyms that get advice.
    #[serde(default)]
    advice: BTreeSet<String>,
    /// What the authors say that their readers know.
    #[serde(default)]
    acronyms: BTreeSet<String>,
    /// Whom the authors write for.
    #[serde(default)]
    audience: Audience,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Markup {
    #[default]
    Markdown,
    Latex,
}

fn check(case: &Case) -> Result<(), Failed> {
    let format = match case.format {
        Markup::Markdown => Format::Markdown,
        Markup::Latex => Format::Latex,
    };
    let rules = builtin().into_iter().filter(|rule| rule.spec.id == "undefined-acronym").collect();
    let rules = RuleSet::compile(rules).map_err(|error| error.problem.message)?;
    let text = case.text.trim_start().to_owned();
    let declared =
        Declared { acronyms: case.acronyms.clone(), audience: case.audience, ..Declared::default() };
    let draft = assemble(Source::new("case", text), format, &mut NoLoader).declaring(Arc::new(declared));
    let mut found: BTreeMap<Severity, BTreeSet<String>> = BTreeMap::new();
    for finding in lint(&draft, &rules, &mut Scratch::default()).findings {
        let acronym = finding.values.iter().find(|(name, _)| *name == "acronym");
        let Some((_, Value::Text(acronym))) = acronym else { return Err("no acronym".into()) };
        found.entry(finding.severity).or_default().insert(acronym.to_string());
    }
    let of = |severity| found.get(&severity).cloned().unwrap_or_default();
    let (warnings, advice) = (of(Severity::Warning), of(Severity::Advice));
    if warnings == case.wanted && advice == case.advice {
        return Ok(());
    }
    Err(format!(
        "warnings {warnings:?}, wanted {:?}; advice {advice:?}, wanted {:?}",
        case.wanted, case.advice
    )
    .into())
}
