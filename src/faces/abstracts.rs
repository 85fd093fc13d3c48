use std::process::ExitCode;
use std::sync::Arc;

use super::args::{self, Choice, Common};
use super::config::{Configs, Settings};
use super::console::Console;
use super::papers::{self, Papers};
use crate::output;
use crate::rules::venues::Venue;

/// `paperlint abstract`.
pub fn print(args: &args::Abstract, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let choice = Choice { venue: args.venue.clone(), ..Choice::default() };
    let configs = Configs::new(common, &choice, args.inputs.root.as_deref())?;
    let Papers { drafts, settings, has_failed, .. } = papers::gather(&args.inputs, &configs, console)?;
    let venue = |files: &Vec<Arc<Settings>>| Some((*files.first()?.venue.as_ref()?.value).clone());
    let venues: Vec<Option<Venue>> = settings.iter().map(venue).collect();
    let view = output::AbstractView {
        format: args.output_format,
        reasons: args.reasons,
        columns: console.columns(),
    };
    console.report(&output::abstracts(&drafts, &venues, view))?;
    Ok(ExitCode::from(if has_failed { 2 } else { 0 }))
}
