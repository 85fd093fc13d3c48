use std::process::ExitCode;

use super::args::{Choice, Common, Results};
use super::config::Configs;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint results`.
pub fn print(results: &Results, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, &Choice::default(), results.inputs.root.as_deref())?;
    let Papers { drafts, has_failed, .. } = papers::gather(&results.inputs, &configs, console)?;
    console.report(&output::results(&drafts, results.output_format, results.why, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
