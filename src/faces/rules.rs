use std::process::ExitCode;

use anyhow::bail;

use super::args::{Choice, Common, Look, RulesFormat};
use super::config::{Configs, hint};
use super::console::Console;
use crate::output;

/// `paperlint rules`.
pub fn list(look: Look, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let rules = Configs::new(common, &Choice::default(), None)?.rules_here()?;
    let rules = &rules.all;
    let text = match look.output_format {
        RulesFormat::Full => output::rules_table(rules, console.columns()),
        RulesFormat::Concise => output::rules_concise(rules),
    };
    console.report(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// `paperlint explain RULE`.
pub fn explain(id: &str, look: Look, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let rules = Configs::new(common, &Choice::default(), None)?.rules_here()?;
    let rules = &rules.all;
    let Some(rule) = rules.iter().find(|rule| rule.spec.id == id) else {
        bail!("there is no rule `{id}`{}", hint(id, rules.iter().map(|rule| rule.spec.id.as_str())));
    };
    let text = match look.output_format {
        RulesFormat::Full => output::explain(rule, console.columns()),
        RulesFormat::Concise => format!("{id}: {}\n", output::clean_line(&rule.spec.summary)),
    };
    console.report(&text)?;
    Ok(ExitCode::SUCCESS)
}
