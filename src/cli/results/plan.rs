//! `paperlint results --plan`: papers beside their plan.

use anyhow::{anyhow, bail};

use crate::analysis::Paper;
use crate::cli::args::Results;
use crate::cli::config::{Configs, Plans};
use crate::cli::console::Console;
use crate::cli::disk::shown;
use crate::cli::papers::Gathered;
use crate::cli::views::look;
use crate::output::{self, DeparturesPage};

/// Returns which plans the command asks for.
///
/// # Errors
/// When the one that it names cannot be opened.
pub fn asked(results: &Results, configs: &Configs) -> anyhow::Result<Plans> {
    let Some(plan) = &results.plan else { return Ok(Plans::Known) };
    let wrong = |why: String| anyhow!("{}: {why}", shown(plan));
    let opened = configs.roots().open(plan).map_err(|error| wrong(error.to_string()))?.opened;
    match opened.is_folder() {
        true => Err(wrong("is a folder; --plan names the file of a plan".to_owned())),
        false => Ok(Plans::Named(opened.real)),
    }
}

/// Returns how a paper is compared with the plan that is known of it; nothing where none is.
pub fn to_compare(paper: &Paper<'_>) -> Option<String> {
    let plan = &paper.draft.plan()?.main().name;
    DeparturesPage::of(paper)?;
    Some(format!("{} has a plan, {plan}; `--plan {plan}` compares them", paper.draft.main().name))
}

/// Papers beside their plan.
///
/// # Errors
/// When the plan is the paper itself, or is none.
pub fn print(
    plan: &str,
    gathered: &Gathered,
    results: &Results,
    configs: &Configs,
    console: &Console,
) -> anyhow::Result<()> {
    let hindrance = |paper: &Paper<'_>| paper.beside_plan().and_then(|beside| beside.hindrance);
    let looked = look(gathered, configs, |paper, _| (hindrance(paper), DeparturesPage::of(paper)))?;
    let mut pages = Vec::with_capacity(looked.len());
    for looked in looked {
        match looked {
            (_, Some(page)) => pages.push(page),
            (Some(hindrance), None) => bail!("{plan} {}", hindrance.said()),
            (None, None) => {
                bail!("{plan} is the paper itself; --plan names the plan that it is compared with")
            }
        }
    }
    Ok(console.report(&output::departures(&pages, results.output_format, console.columns()))?)
}
