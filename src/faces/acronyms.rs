use std::process::ExitCode;

use super::args::{Acronyms, Choice, Common};
use super::config::Configs;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint acronyms`.
pub fn print(acronyms: &Acronyms, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, &Choice::default(), acronyms.inputs.root.as_deref())?;
    let Papers { drafts, has_failed, .. } = papers::gather(&acronyms.inputs, &configs, console)?;
    console.report(&output::acronyms(&drafts, acronyms.output_format))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
