use std::process::ExitCode;

use super::args::Stats;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint stats`.
pub fn print(stats: &Stats, console: &Console) -> anyhow::Result<ExitCode> {
    let Papers { drafts, has_failed, .. } = papers::gather(&stats.inputs, console)?;
    console.report(&output::stats(&drafts, stats.output_format, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
