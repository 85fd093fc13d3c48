use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;

use super::args::{Choice, Common, Inputs, Results};
use super::config::Configs;
use super::console::Console;
use super::disk::shown;
use super::papers::{self, Papers};
use crate::output;
use crate::source::Draft;

/// `paperlint results`.
pub fn print(results: &Results, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, &Choice::default(), results.inputs.root.as_deref())?;
    let Papers { drafts, has_failed, .. } = papers::gather(&results.inputs, &configs, console)?;
    if let Some(plan) = &results.plan {
        beside(plan, &drafts, results, &configs, console)?;
        return Ok(ExitCode::from(if has_failed { 2 } else { 0 }));
    }
    console.report(&output::results(&drafts, results.output_format, results.why, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}

/// Papers beside their plan.
fn beside(
    plan: &Path,
    drafts: &[Draft],
    results: &Results,
    configs: &Configs,
    console: &Console,
) -> anyhow::Result<()> {
    let inputs =
        Inputs { paths: vec![plan.to_owned()], root: results.inputs.root.clone(), ..Inputs::default() };
    let named = papers::gather(&inputs, configs, console)?.drafts;
    let name = shown(plan);
    let Some(plan) = named.first() else { bail!("{name}: the plan could not be read") };
    let is_itself = |draft: &Draft| draft.main().name == plan.main().name;
    if drafts.iter().any(is_itself) {
        bail!("{name} is the paper itself; --plan names the plan that it is compared with");
    }
    match output::departures(plan, drafts, results.output_format, console.columns()) {
        Some(text) => Ok(console.report(&text)?),
        None => bail!("{name} is not a plan; `doc-type: plan` in its front matter says that it is one"),
    }
}
