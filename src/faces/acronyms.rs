use std::process::ExitCode;

use super::args::Acronyms;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint acronyms`.
pub fn print(acronyms: &Acronyms, console: &Console) -> anyhow::Result<ExitCode> {
    let Papers { drafts, has_failed, .. } = papers::gather(&acronyms.inputs, console)?;
    console.report(&output::acronyms(&drafts, acronyms.output_format))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
