//! `paperlint check`: reads papers, applies the rules, changes what is asked for, and reports.

mod added;
mod allow;
mod baseline;
mod bibliography;
mod changed_words;
mod fix;
mod full;
pub mod git;
mod looked;
mod mode;
mod once;
mod places;
mod plan;
mod report;
mod run;
mod since;
mod submission;
mod watch;
mod written;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use crate::cli::args::{Check, Common};
use crate::cli::config::Configs;
use crate::cli::console::Console;
use crate::cli::papers;
use mode::Mode;
use places::Places;
use report::Reports;
use run::Run;

pub use changed_words::changed_words;
pub use fix::{Checked, Mended};
pub use looked::Looked;
pub use written::write;

/// `paperlint check`.
pub fn check(check: &Check, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    match check.watch {
        true => watch::watch(check, common, console),
        false => check_listing(check, common, console, &mut Vec::new()),
    }
}

/// Checks once, and adds the files that were read to a list: gathers papers, looks at them, changes what is asked for, takes out what is known,
/// and reports.
pub fn check_listing(
    check: &Check,
    common: &Common,
    console: &Console,
    read: &mut Vec<PathBuf>,
) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let configs = Configs::new(common, &check.choice, check.inputs.root.as_deref())?;
    let mode = Mode::of(check.mending)?;
    let places = Places::of(check, common)?;
    let mut gathered = papers::gather(&check.inputs, &configs)?.said(console)?;
    read.extend(gathered.files().chain(configs.files()));
    places.are_no_inputs(&*read)?;
    let mut run = Run::new(check, mode, &configs, &mut gathered, console)?;
    if let Mode::Preview(_) = mode {
        return run.preview();
    }
    let mut reports = Reports::begin(check, &places, run.gathered(), run.prints_draft(), (console, start))?;
    let mut changed = None;
    let reported = run.batches().try_for_each(|batch| {
        let papers = run.look(batch, &mut reports)?;
        let mut mended = run.changed(papers)?;
        run.filter(&mut mended.papers, &places, &mut reports.files)?;
        changed = mode.change().map(|_| mended.summary());
        run.report(&mended.papers, &mut reports)
    });
    let reported = reported.and_then(|()| reports.end());
    // What was written stays so where a report cannot be.
    changed.iter().for_each(|said| console.notice(said));
    reported?;
    Ok(run.exit_code())
}
