//! `paperlint results`: what a paper says of how its results came about, and what its authors answer.

mod answers;
mod ask;
mod plan;

use std::process::ExitCode;

use crate::cli::args::{Choice, Common, Results};
use crate::cli::config::Configs;
use crate::cli::console::Console;
use crate::cli::disk::shown;
use crate::cli::papers;
use crate::cli::views::look;
use crate::output::{self, ResultsPage};

/// `paperlint results`.
pub fn print(results: &Results, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    if results.ask {
        ask::needs_terminal()?;
    }
    let mut configs = Configs::new(common, &Choice::default(), results.inputs.root.as_deref())?;
    configs.plans = plan::asked(results, &configs)?;
    let gathered = papers::gather(&results.inputs, &configs)?.said(console)?;
    if results.ask || results.answers.is_some() {
        return answers::run(results, &gathered, &configs, console);
    }
    match &results.plan {
        Some(plan) => plan::print(&shown(plan), &gathered, results, &configs, console)?,
        None => {
            let looked =
                look(&gathered, &configs, |paper, _| (ResultsPage::of(paper), plan::to_compare(paper)))?;
            let (pages, plans): (Vec<ResultsPage>, Vec<Option<String>>) = looked.into_iter().unzip();
            plans.iter().flatten().for_each(|said| console.notice(said));
            let columns = console.columns();
            console.report(&output::results(&pages, results.output_format, results.why, columns))?;
        }
    }
    Ok(gathered.exit_code())
}
