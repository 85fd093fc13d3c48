use std::process::ExitCode;

use super::args;
use super::console::Console;
use super::papers::{self, Papers};
use super::rules;
use crate::output;

/// `paperlint abstract`.
pub fn print(args: &args::Abstract, console: &Console) -> anyhow::Result<ExitCode> {
    let venue = args.venue.as_deref().map(rules::venue).transpose()?;
    let Papers { drafts, has_failed, .. } = papers::gather(&args.inputs, console)?;
    console.report(&output::abstracts(&drafts, venue.as_ref(), args.output_format, console.columns()))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
