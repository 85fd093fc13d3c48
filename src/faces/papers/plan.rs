//! The plan that a paper is compared with. The one place that decides which: the one that the command line names, else the one that a
//! configuration names, else the only one that lies beside the paper by its name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;

use super::one::Wanted;
use crate::analysis::names_plan;
use crate::config::Settings;
use crate::faces::config::{Configs, Plans};
use crate::faces::disk::{from_here, shown, walk};
use crate::faces::loader::{DiskLoader, Unsaved};
use crate::markup::assemble;
use crate::output::few;
use crate::source::{Draft, Format};

/// Entries of the folder of a paper that are looked at for its plan.
const MOST_ENTRIES: usize = 2_000;

/// A paper beside its plan, where it has one.
pub struct Planned {
    pub draft: Draft,
    /// The files of the plan: the name of each, and its real path.
    pub files: Vec<(String, PathBuf)>,
    /// What an author should know of it.
    pub said: Option<String>,
}

/// Returns a paper, with that real main file and its settings, beside its plan. The plan is a paper of its own, and no part of this one.
///
/// # Errors
/// When a plan that somebody names cannot be read.
pub fn beside(
    draft: Draft,
    (main, settings): (&Path, &Arc<Settings>),
    unsaved: &Unsaved,
    configs: &Configs,
) -> anyhow::Result<Planned> {
    let (plan, said) = match of(main, settings, configs) {
        Found::Nothing => (None, None),
        Found::Named(path) => (Some(read(&path, unsaved, configs)?), None),
        // A file that only happens to lie there stops nothing.
        Found::Beside(path) => (read(&path, unsaved, configs).ok(), None),
        Found::Several(plans) => (None, Some(several(&draft.main().name, &plans))),
    };
    let Some((plan, loader)) = plan else { return Ok(Planned { draft, files: Vec::new(), said }) };
    let real = |name: &String| Some((name.clone(), loader.path_of(name)?.to_owned()));
    let files = plan.files().iter().filter_map(|file| real(&file.name)).collect();
    Ok(Planned { draft: draft.planned_by(plan), files, said })
}

/// Returns the plan at a path, and what loaded its files.
///
/// # Errors
/// When it cannot be read.
fn read(path: &Path, unsaved: &Unsaved, configs: &Configs) -> anyhow::Result<(Draft, DiskLoader)> {
    let name = shown(path);
    let format = Format::from_path(path).filter(|format| *format != Format::Plain);
    let format = format.ok_or_else(|| anyhow!("{name}: a plan is Markdown, LaTeX or a notebook"))?;
    let wanted = Wanted { unsaved: unsaved.clone(), ..Wanted::named(path.to_owned(), format) };
    let (source, mut loader) = wanted.open(configs)?;
    Ok((assemble(source, format, &mut loader), loader))
}

/// That a paper has several plans beside it.
fn several(name: &str, plans: &[String]) -> String {
    format!("{name} has several plans beside it: {}; name its own as `plan` in paperlint.toml", few(plans, 3))
}

/// What a paper has for a plan.
enum Found {
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
fn of(main: &Path, settings: &Settings, configs: &Configs) -> Found {
    let named = match &configs.plans {
        Plans::ForRules if !settings.asks_for_plan() => return Found::Nothing,
        Plans::Named(path) => Some(path),
        Plans::Known | Plans::ForRules => settings.plan.as_ref().map(|plan| &plan.value),
    };
    match named {
        Some(path) if path == main => Found::Nothing,
        Some(path) => Found::Named(from_here(path)),
        None => in_folder(main, configs),
    }
}

/// The plan in the folder of a paper. A registration comes before another plan.
fn in_folder(main: &Path, configs: &Configs) -> Found {
    let Some(folder) = main.parent() else { return Found::Nothing };
    let Ok(root) = configs.roots().root(folder) else { return Found::Nothing };
    // A plan has none of its own.
    if is_named_plan(main) {
        return Found::Nothing;
    }
    let files = walk(folder, folder, &root, MOST_ENTRIES, |_| true).files.into_iter().map(|(_, real)| real);
    let plans: Vec<PathBuf> = files.filter(|path| is_named_plan(path)).collect();
    let registered: Vec<&PathBuf> = plans.iter().filter(|path| is_registration(path)).collect();
    let plans = if registered.is_empty() { plans.iter().collect() } else { registered };
    match plans.as_slice() {
        [] => Found::Nothing,
        [plan] => Found::Beside(from_here(plan)),
        several => Found::Several(several.iter().map(|path| shown(&from_here(path))).collect()),
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
