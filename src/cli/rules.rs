use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::anyhow;

use super::args::{Choice, Common, Look, RulesFormat};
use super::config::{self, Configs};
use super::console::Console;
use crate::check::examples;
use crate::config::{Problem, Rules, hint};
use crate::output;
use crate::rules::RuleFile;

/// `paperlint rules`.
pub fn list(look: Look, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let (rules, code) = known(common, console)?;
    let rules = &rules.all;
    let text = match look.output_format {
        RulesFormat::Full => output::rules_table(rules, console.columns()),
        RulesFormat::Concise => output::rules_concise(rules),
        RulesFormat::Markdown => output::rules_markdown(rules),
    };
    console.report(&text)?;
    Ok(code)
}

/// `paperlint rules --test FOLDER`.
pub fn test(folder: PathBuf, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let common = Common { rules: vec![folder], ..common.clone() };
    let rules = Configs::new(&common, &Choice::default(), None)?.rules();
    let (mut count, mut examples, mut problems) = (0, 0, Vec::new());
    for (rule, file) in rules.own() {
        count += 1;
        examples += rule.spec.bad.len() + rule.spec.good.len();
        let wrong = examples::try_all(rule).err().into_iter().flatten();
        problems.extend(wrong.map(|what| Problem::within(file.clone(), what)));
    }
    let tried = format!(
        "{}, {}",
        output::counted(count, "rule", "rules"),
        output::counted(examples as u64, "example", "examples")
    );
    if problems.is_empty() {
        console.report(&format!("{tried}: all as they say\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let wrong = output::counted(problems.len() as u64, "mistake", "mistakes");
    config::show(&problems.into(), console);
    console.report(&format!("{tried}: {wrong}\n"))?;
    Ok(ExitCode::FAILURE)
}

/// `paperlint explain RULE`.
pub fn explain(id: &str, look: Look, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let (rules, code) = known(common, console)?;
    let rule = named(id, &rules)?;
    let text = match look.output_format {
        RulesFormat::Full => output::explain(rule, console.columns()),
        RulesFormat::Concise => format!("{id}: {}\n", output::clean_line(&rule.spec.summary)),
        RulesFormat::Markdown => output::explain_markdown(rule),
    };
    console.report(&text)?;
    Ok(code)
}

/// Returns what there is to know of a rule, for people.
///
/// # Errors
/// When there is no such rule.
pub fn page(id: &str, rules: &Rules, columns: usize) -> anyhow::Result<String> {
    Ok(output::explain(named(id, rules)?, columns))
}

fn named<'r>(id: &str, rules: &'r Rules) -> anyhow::Result<&'r RuleFile> {
    let found = rules.all.iter().find(|rule| rule.spec.id == id);
    let ids = rules.all.iter().map(|rule| rule.spec.id.as_str());
    found.ok_or_else(|| anyhow!("there is no rule `{id}`{}", hint(id, ids)))
}

/// Returns the rules that the configuration of this folder can speak of. Where it is wrong, it may be a rule's name that is looked for, and
/// so the others are known all the same.
fn known(common: &Common, console: &Console) -> anyhow::Result<(Arc<Rules>, ExitCode)> {
    let configs = Configs::new(common, &Choice::default(), None)?;
    match configs.rules_here() {
        Ok(rules) => Ok((rules, ExitCode::SUCCESS)),
        Err(problems) => {
            config::show(&problems, console);
            Ok((configs.rules(), ExitCode::from(2)))
        }
    }
}
