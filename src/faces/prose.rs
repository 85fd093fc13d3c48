use std::process::ExitCode;

use super::args::{Choice, Common, Prose};
use super::config::Configs;
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;

/// `paperlint prose`.
pub fn print(prose: &Prose, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let configs = Configs::new(common, &Choice::default(), prose.inputs.root.as_deref())?;
    let Papers { drafts, has_failed, .. } = papers::gather(&prose.inputs, &configs, console)?;
    let look = output::Prose { format: prose.output_format, has_placeholders: prose.placeholders };
    console.report(&output::prose(&drafts, look))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
