//! The plan that a paper is compared with. The one place that decides which: the one that the command line names, else the one that a
//! configuration names, else the only one that lies beside the paper by its name.

use std::path::{Path, PathBuf};

use crate::analysis::names_plan;
use crate::cli::config::{Configs, Plans};
use crate::cli::disk::{from_here, shown, walk};
use crate::config::Settings;
use crate::source::Format;

/// Entries of the folder of a paper that are looked at for its plan.
const MOST_ENTRIES: usize = 2_000;

/// What a paper has for a plan.
pub enum PaperPlan {
    /// No plan.
    Nothing,
    /// The one that somebody names.
    Named(PathBuf),
    /// The one that lies beside it.
    Beside(PathBuf),
    /// Several that lie beside it, by their names.
    Several(Vec<String>),
}

/// Returns where the plan of the paper with that real main file lies, as it is shown.
pub fn of(main: &Path, settings: &Settings, configs: &Configs) -> PaperPlan {
    let named = match &configs.plans {
        Plans::ForRules if !settings.asks_for_plan() => return PaperPlan::Nothing,
        Plans::Named(path) => Some(path),
        Plans::Known | Plans::ForRules => settings.plan.as_ref().map(|plan| &plan.value),
    };
    match named {
        Some(path) if path == main => PaperPlan::Nothing,
        Some(path) => PaperPlan::Named(from_here(path)),
        None => beside(main, configs),
    }
}

/// Returns the plan beside a paper. A registration comes before another plan.
fn beside(main: &Path, configs: &Configs) -> PaperPlan {
    let Some(folder) = main.parent() else { return PaperPlan::Nothing };
    let Ok(root) = configs.roots().root(folder) else { return PaperPlan::Nothing };
    // A plan has none of its own.
    if is_named_plan(main) {
        return PaperPlan::Nothing;
    }
    let files = walk(folder, folder, &root, MOST_ENTRIES, |_| true).files.into_iter().map(|(_, real)| real);
    let plans: Vec<PathBuf> = files.filter(|path| is_named_plan(path)).collect();
    let registered: Vec<&PathBuf> = plans.iter().filter(|path| is_registration(path)).collect();
    let plans = if registered.is_empty() { plans.iter().collect() } else { registered };
    match plans.as_slice() {
        [] => PaperPlan::Nothing,
        [plan] => PaperPlan::Beside(from_here(plan)),
        several => PaperPlan::Several(several.iter().map(|path| shown(&from_here(path))).collect()),
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
