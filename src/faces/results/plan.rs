//! `paperlint results --plan`: papers beside their plan.

use std::path::Path;

use anyhow::bail;

use crate::faces::args::{Inputs, Results};
use crate::faces::config::Configs;
use crate::faces::console::Console;
use crate::faces::disk::shown;
use crate::faces::papers;
use crate::output;
use crate::source::Draft;

/// Papers beside their plan.
pub fn print(
    plan: &Path,
    drafts: &[Draft],
    results: &Results,
    configs: &Configs,
    console: &Console,
) -> anyhow::Result<()> {
    let inputs =
        Inputs { paths: vec![plan.to_owned()], root: results.inputs.root.clone(), ..Inputs::default() };
    let named = papers::gather(&inputs, configs, console)?.drafts;
    let name = shown(plan);
    let Some(plan) = named.first() else { bail!("{name}: the plan could not be read") };
    let is_itself = |draft: &Draft| draft.main().name == plan.main().name;
    if drafts.iter().any(is_itself) {
        bail!("{name} is the paper itself; --plan names the plan that it is compared with");
    }
    match output::departures(plan, drafts, results.output_format, console.columns()) {
        Some(text) => Ok(console.report(&text)?),
        None => bail!("{name} is not a plan; `doc-type: plan` in its front matter says that it is one"),
    }
}
