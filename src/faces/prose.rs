use std::process::ExitCode;

use super::args::Prose;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint prose`.
pub fn print(prose: &Prose, console: &Console) -> anyhow::Result<ExitCode> {
    let Papers { drafts, has_failed, .. } = papers::gather(&prose.inputs, console)?;
    let look = output::Prose { format: prose.output_format, has_placeholders: prose.placeholders };
    console.report(&output::prose(&drafts, look))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
