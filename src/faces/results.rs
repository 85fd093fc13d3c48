use std::process::ExitCode;

use super::args::Results;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint results`.
pub fn print(results: &Results, console: &Console) -> anyhow::Result<ExitCode> {
    let Papers { drafts, has_failed, .. } = papers::gather(&results.inputs, console)?;
    console.report(&output::results(&drafts, results.output_format, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
