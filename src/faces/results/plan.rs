//! `paperlint results --plan`: papers beside their plan.

use std::path::Path;

use anyhow::bail;

use crate::analysis::plans::compare;
use crate::analysis::{Analyzer, Scratch};
use crate::faces::args::{Inputs, Results};
use crate::faces::config::Configs;
use crate::faces::console::Console;
use crate::faces::disk::shown;
use crate::faces::papers::{self, Gathered, PaperFiles};
use crate::faces::views::look;
use crate::output::{self, DeparturesPage};

/// Papers beside their plan.
pub fn print(
    plan: &Path,
    gathered: &Gathered,
    results: &Results,
    configs: &Configs,
    console: &Console,
) -> anyhow::Result<()> {
    let inputs =
        Inputs { paths: vec![plan.to_owned()], root: results.inputs.root.clone(), ..Inputs::default() };
    let named = papers::gather(&inputs, configs)?.said(console)?;
    let name = shown(plan);
    let Some(plan) = named.papers.first() else { bail!("{name}: the plan could not be read") };
    let is_itself = |paper: &PaperFiles| paper.name() == plan.name();
    if gathered.papers.iter().any(is_itself) {
        bail!("{name} is the paper itself; --plan names the plan that it is compared with");
    }
    let plan = plan.draft(configs)?;
    let analyzer = Analyzer::default();
    // What one thread finds out of the plan another does not see, so the plan is read beside each paper.
    let pages = look(gathered, configs, |paper, _| {
        analyzer.paper(&plan, &mut Scratch::default(), |plan| {
            plan.plan().map(|_| DeparturesPage::of(plan, paper, &compare(plan, paper)))
        })
    })?;
    let pages: Option<Vec<DeparturesPage>> = pages.into_iter().collect();
    let Some(pages) = pages else {
        bail!("{name} is not a plan; `doc-type: plan` in its front matter says that it is one")
    };
    Ok(console.report(&output::departures(&pages, results.output_format, console.columns()))?)
}
