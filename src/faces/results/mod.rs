//! `paperlint results`: what a paper says of how its results came about, and what its authors answer.

mod answers;
mod ask;
mod plan;

use std::process::ExitCode;

use crate::faces::args::{Choice, Common, Results};
use crate::faces::config::Configs;
use crate::faces::console::Console;
use crate::faces::papers::{self, Papers};
use crate::output;

/// `paperlint results`.
pub fn print(results: &Results, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    if results.ask {
        ask::needs_terminal()?;
    }
    let configs = Configs::new(common, &Choice::default(), results.inputs.root.as_deref())?;
    let papers = papers::gather(&results.inputs, &configs, console)?;
    if results.ask || results.answers.is_some() {
        return answers::run(results, papers, configs.roots(), console);
    }
    let Papers { drafts, has_failed, .. } = papers;
    if let Some(plan) = &results.plan {
        plan::print(plan, &drafts, results, &configs, console)?;
        return Ok(ExitCode::from(if has_failed { 2 } else { 0 }));
    }
    console.report(&output::results(&drafts, results.output_format, results.why, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
