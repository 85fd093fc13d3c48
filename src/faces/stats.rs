use std::process::ExitCode;

use super::args::{Choice, Common, Stats};
use super::config::Configs;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint stats`.
pub fn print(stats: &Stats, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, &Choice::default(), stats.inputs.root.as_deref())?;
    let Papers { drafts, has_failed, .. } = papers::gather(&stats.inputs, &configs, console)?;
    console.report(&output::stats(&drafts, stats.output_format, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
