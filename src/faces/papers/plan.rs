//! The plan that a paper is compared with. The one place that decides which: the one that the command line names, else the one that a
//! configuration names, else the only one that lies beside the paper by its name.

use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::one::Wanted;
use crate::analysis::names_plan;
use crate::config::Settings;
use crate::faces::config::Configs;
use crate::faces::disk::{from_here, shown, walk};
use crate::faces::loader::DiskLoader;
use crate::markup::assemble;
use crate::source::{Draft, Format};

/// Which plans a run looks for.
#[derive(Clone, Debug, Default)]
pub enum Plans {
    /// Those that configurations name, and those that lie beside papers.
    Known,
    /// The same, of papers for which a rule asks for it.
    #[default]
    ForRules,
    /// The one at this real path, for all papers.
    Named(PathBuf),
}

/// Entries of the folder of a paper that are looked at for its plan.
const MOST_ENTRIES: usize = 2_000;

/// A plan that was read, and its files as they were loaded.
pub type Read = (Draft, DiskLoader);

/// What lies beside a paper.
pub enum Beside {
    /// No plan.
    Nothing,
    /// One.
    One(Box<Read>),
    /// Several, of which none is named, by their names.
    Several(Vec<String>),
}

/// Returns the plan of the paper with that real main file.
///
/// # Errors
/// When a plan that is named cannot be read.
pub fn of(main: &Path, settings: &Settings, configs: &Configs) -> anyhow::Result<Beside> {
    let named = match &configs.plans {
        Plans::ForRules if !settings.asks_for_plan() => return Ok(Beside::Nothing),
        Plans::Named(path) => Some(path),
        Plans::Known | Plans::ForRules => settings.plan.as_ref().map(|plan| &plan.value),
    };
    match named {
        Some(path) if path == main => Ok(Beside::Nothing),
        Some(path) => read(&from_here(path), configs).map(Beside::One),
        None => Ok(beside(main, configs)),
    }
}

fn read(path: &Path, configs: &Configs) -> anyhow::Result<Box<Read>> {
    let name = shown(path);
    let format = Format::from_path(path).filter(|format| *format != Format::Plain);
    let format = format.ok_or_else(|| anyhow!("{name}: a plan is Markdown, LaTeX or a notebook"))?;
    let (source, mut loader) = Wanted::named(path.to_owned(), format).open(configs)?;
    Ok(Box::new((assemble(source, format, &mut loader), loader)))
}

/// The plan beside a paper. A registration comes before another plan.
fn beside(main: &Path, configs: &Configs) -> Beside {
    let Some(folder) = main.parent() else { return Beside::Nothing };
    let Ok(root) = configs.roots().root(folder) else { return Beside::Nothing };
    // A plan has none of its own.
    if is_named_plan(main) {
        return Beside::Nothing;
    }
    let files = walk(folder, folder, &root, MOST_ENTRIES, |_| true).files.into_iter().map(|(_, real)| real);
    let plans: Vec<PathBuf> = files.filter(|path| is_named_plan(path)).collect();
    let registered: Vec<&PathBuf> = plans.iter().filter(|path| is_registration(path)).collect();
    let plans = if registered.is_empty() { plans.iter().collect() } else { registered };
    match plans.as_slice() {
        [] => Beside::Nothing,
        // A file that only happens to lie there stops nothing.
        [plan] => read(&from_here(plan), configs).map_or(Beside::Nothing, Beside::One),
        several => Beside::Several(several.iter().map(|path| shown(&from_here(path))).collect()),
    }
}

fn is_named_plan(path: &Path) -> bool {
    let is_draft = Format::from_path(path).is_some_and(|format| format != Format::Plain);
    is_draft && path.file_stem().is_some_and(|stem| names_plan(&stem.to_string_lossy()))
}

fn is_registration(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    name.contains("prereg") || name.contains("registration")
}
