use std::process::ExitCode;

use super::args::{Choice, Common, Reader};
use super::config::Configs;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint reader`.
pub fn print(reader: &Reader, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, &Choice::default(), reader.inputs.root.as_deref())?;
    let Papers { drafts, has_failed, .. } = papers::gather(&reader.inputs, &configs, console)?;
    console.report(&output::reader(&drafts, reader.output_format, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
