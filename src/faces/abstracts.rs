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
    let view = output::AbstractView {
        venue: venue.as_ref(),
        format: args.output_format,
        reasons: args.reasons,
        columns: console.columns(),
    };
    console.report(&output::abstracts(&drafts, view))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
