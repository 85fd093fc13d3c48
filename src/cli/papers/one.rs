//! One paper of a run: what is wanted of it, and what was read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;

use super::paths;
use super::plan::{self, PaperPlan};
use crate::cli::config::Configs;
use crate::cli::disk::{Located, ReadError, shown};
use crate::cli::loader::{DiskLoader, Home, Unsaved};
use crate::config::Settings;
use crate::markup::{Written, assemble, assemble_series, notebook_text, with_bibliographies};
use crate::output::few;
use crate::rules::venues::Venue;
use crate::source::{Draft, File, Format, Source};

/// A draft to read.
pub struct Wanted {
    /// `None` for standard input.
    pub path: Option<PathBuf>,
    /// Its real path, once that is known.
    pub real: Option<PathBuf>,
    /// The files that follow it.
    pub rest: Vec<PathBuf>,
    /// `None` where the text has to tell.
    pub format: Option<Format>,
    /// Real paths of those of its files that are asked for; empty where all are.
    pub focus: Vec<PathBuf>,
    /// Main files of other papers that hold them, too.
    pub others: Vec<PathBuf>,
    /// What stands for saved files: on standard input the draft itself, or a part of it.
    pub unsaved: Unsaved,
    /// Whether it was named rather than found in a folder.
    pub is_named: bool,
}

/// A draft that was read.
pub struct Read {
    pub draft: Draft,
    /// Those of each of its files.
    pub settings: Vec<Arc<Settings>>,
    /// Where each of its files is kept.
    pub homes: Vec<Home>,
    /// Whether each of its files is asked for; `None` where all are.
    pub focus: Option<Vec<bool>>,
    /// Its own real path.
    pub path: Option<PathBuf>,
    /// The real paths of the files it includes, and of those that follow it.
    pub included: Vec<PathBuf>,
    /// What an author should know of its plan.
    pub said: Option<String>,
}

impl Wanted {
    /// Returns a file that somebody named.
    pub fn named(path: PathBuf, format: Format) -> Self {
        Self {
            path: Some(path),
            real: None,
            rest: Vec::new(),
            format: Some(format),
            focus: Vec::new(),
            others: Vec::new(),
            unsaved: Unsaved::default(),
            is_named: true,
        }
    }

    /// Returns what stands on standard input.
    pub fn stdin(source: Source) -> Self {
        let unsaved = Unsaved::stdin(PathBuf::new(), source);
        Self { path: None, format: None, unsaved, ..Self::named(PathBuf::new(), Format::Plain) }
    }

    /// Adds what else is wanted of the same paper.
    pub fn join(&mut self, other: Self) {
        self.is_named |= other.is_named;
        if self.unsaved.is_empty() {
            self.unsaved = other.unsaved;
        }
        match self.focus.is_empty() || other.focus.is_empty() {
            true => self.focus.clear(),
            false => self.focus.extend(other.focus),
        }
    }

    /// Reads it, with all that it includes.
    ///
    /// # Errors
    /// When it cannot be read, or has a configuration that cannot be used.
    pub fn read(&self, configs: &Configs) -> anyhow::Result<Read> {
        let (source, mut loader) = self.open(configs)?;
        let name = source.name.clone();
        let format = self.format.unwrap_or_else(|| guess(&source));
        if format == Format::Notebook {
            notebook_text(&source.text).map_err(|error| anyhow!("{name}: {error}"))?;
        }
        let main = self.path.as_ref().and_then(|_| loader.path_of(&name)).map(Path::to_owned);
        let rest = self.rest.iter().map(|path| self.read_next(path, configs, &mut loader));
        let rest = rest.collect::<Result<_, _>>()?;
        let config = configs.of(self.path.as_deref().unwrap_or(Path::new(&name)))?;
        let mut draft = assemble_series(source, rest, format, &mut loader);
        let style = configs.finds_venue.then(|| style_of_venue(&draft)).flatten();
        let of_main = loader.path_of(&name).unwrap_or(Path::new(&name));
        let of_main = of_main.to_owned();
        let main_settings = config.settings(&of_main, style.as_deref())?;
        if main_settings.asks_for_bibliographies() {
            draft = with_bibliographies(draft, &mut loader);
        }
        let settings = |file: &File| {
            let path_of = loader.path_of(&file.name);
            config.settings(path_of.unwrap_or(Path::new(&file.name)), style.as_deref())
        };
        let mut settings: Vec<Arc<Settings>> =
            draft.files().iter().map(settings).collect::<Result<_, _>>()?;
        let declared = settings.first().map(|main| main.declared.clone()).unwrap_or_default();
        let draft = draft.declaring(declared);
        let included = loader.included().map(Path::to_owned).collect();
        let Planned { draft, files, said } =
            planned(draft, (&of_main, &main_settings), &self.unsaved, configs)?;
        files.into_iter().for_each(|(name, real)| loader.add(name, real));
        settings.resize(draft.files().len(), main_settings);
        let homes = self.homes(&draft, &loader);
        let paths = paths::paths(&draft, &homes, configs.roots());
        let draft = draft.placed(paths);
        let is_wanted = |file: &File| {
            loader.path_of(&file.name).is_some_and(|path| self.focus.iter().any(|wanted| wanted == path))
        };
        let focus: Vec<bool> = draft.files().iter().map(is_wanted).collect();
        // Where the paper turns out not to hold what is asked for, all of it is shown.
        let focus = focus.contains(&true).then_some(focus);
        Ok(Read { draft, settings, homes, focus, path: main, included, said })
    }

    /// Returns its main file, and what loads the files that it includes.
    fn open(&self, configs: &Configs) -> anyhow::Result<(Source, DiskLoader)> {
        let roots = configs.roots();
        let Some(path) = &self.path else {
            let source = self.unsaved.at(Path::new("")).cloned();
            let source = source.unwrap_or_else(|| Source::new("stdin", ""));
            let path = Path::new(&source.name).to_owned();
            let placed = roots.folder_of(&path).and_then(|folder| Ok((roots.root(&folder)?, folder)));
            let (root, folder) = placed.map_err(|error| anyhow!("{}: its folder: {error}", source.name))?;
            let real = folder.join(path.file_name().unwrap_or_default());
            return Ok((source, DiskLoader::new(&path, root, folder, real)));
        };
        let name = shown(path);
        let wrong = |error: ReadError| anyhow!("{name}: {error}");
        let (root, folder, real, opened) = match roots.open(path) {
            Ok(Located { root, folder, opened }) => (root, folder, opened.real.clone(), Ok(opened)),
            Err(error) => {
                // What an editor has open need not be saved.
                let placed = roots.folder_of(path).and_then(|folder| Ok((roots.root(&folder)?, folder)));
                let (root, folder) = placed.map_err(|error| wrong(error.into()))?;
                let real = folder.join(path.file_name().unwrap_or_default());
                (root, folder, real, Err(error))
            }
        };
        let source = match self.unsaved.at(&real) {
            Some(source) => Source { name: name.clone(), ..source.clone() },
            None => opened.map_err(ReadError::from).and_then(|opened| opened.source(&name)).map_err(wrong)?,
        };
        let loader = DiskLoader::new(path, root, folder, real).with_unsaved(self.unsaved.clone());
        Ok((source, loader))
    }

    /// Returns a file that follows the main file.
    fn read_next(&self, path: &Path, configs: &Configs, loader: &mut DiskLoader) -> anyhow::Result<Source> {
        let name = shown(path);
        let opened = configs.roots().open(path).map_err(ReadError::from).map(|located| located.opened);
        let read = opened.and_then(|opened| {
            let real = opened.real.clone();
            let source = match self.unsaved.at(&real) {
                Some(source) => Source { name: name.clone(), ..source.clone() },
                None => opened.source(&name)?,
            };
            Ok((real, source))
        });
        let (real, source) = read.map_err(|error| anyhow!("{name}: {error}"))?;
        loader.add(name, real);
        Ok(source)
    }

    /// Returns where its files are kept. Beside a draft on standard input none is to be changed.
    fn homes(&self, draft: &Draft, loader: &DiskLoader) -> Vec<Home> {
        let is_stdin = |file: &File| {
            let path = loader.path_of(&file.name);
            self.unsaved.is_stdin() && path.is_some_and(|path| self.unsaved.at(path).is_some())
        };
        let home = |(index, file): (usize, &File)| match &self.path {
            None if index == 0 => Home::Stdin,
            None => Home::Elsewhere,
            Some(_) if is_stdin(file) => Home::Stdin,
            Some(_) => loader.home_of(&file.name),
        };
        draft.files().iter().enumerate().map(home).collect()
    }
}

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
pub fn planned(
    draft: Draft,
    (main, settings): (&Path, &Arc<Settings>),
    unsaved: &Unsaved,
    configs: &Configs,
) -> anyhow::Result<Planned> {
    let (found, said) = match plan::of(main, settings, configs) {
        PaperPlan::Nothing => (None, None),
        PaperPlan::Named(path) => (Some(read_plan(&path, unsaved, configs)?), None),
        // A file that only happens to lie there stops nothing.
        PaperPlan::Beside(path) => match read_plan(&path, unsaved, configs) {
            Ok(plan) => (Some(plan), None),
            Err(error) => {
                (None, Some(format!("the plan beside {} cannot be read: {error:#}", draft.main().name)))
            }
        },
        PaperPlan::Several(plans) => (None, Some(several(&draft.main().name, &plans))),
    };
    let Some((plan, loader)) = found else { return Ok(Planned { draft, files: Vec::new(), said }) };
    let real = |name: &String| Some((name.clone(), loader.path_of(name)?.to_owned()));
    let files = plan.files().iter().filter_map(|file| real(&file.name)).collect();
    Ok(Planned { draft: draft.planned_by(plan), files, said })
}

/// Returns the plan at a path, and what loaded its files.
///
/// # Errors
/// When it cannot be read.
fn read_plan(path: &Path, unsaved: &Unsaved, configs: &Configs) -> anyhow::Result<(Draft, DiskLoader)> {
    let name = shown(path);
    let format = Format::from_path(path).filter(|format| *format != Format::Plain);
    let format = format.ok_or_else(|| anyhow!("{name}: a plan is Markdown, LaTeX or a notebook"))?;
    let wanted = Wanted { unsaved: unsaved.clone(), ..Wanted::named(path.to_owned(), format) };
    let (source, mut loader) = wanted.open(configs)?;
    if format == Format::Notebook {
        notebook_text(&source.text).map_err(|error| anyhow!("{name}: {error}"))?;
    }
    Ok((assemble(source, format, &mut loader), loader))
}

/// That a paper has several plans beside it.
fn several(name: &str, plans: &[String]) -> String {
    format!("{name} has several plans beside it: {}; name its own as `plan` in paperlint.toml", few(plans, 3))
}

/// Returns a draft without a name is LaTeX when it has a LaTeX command that every draft has, a notebook when it is one, else Markdown.
fn guess(source: &Source) -> Format {
    if source.text.starts_with('{') && notebook_text(&source.text).is_ok() {
        return Format::Notebook;
    }
    let is_latex =
        ["\\documentclass", "\\section{", "\\begin{"].iter().any(|command| source.text.contains(command));
    if is_latex { Format::Latex } else { Format::Markdown }
}

/// Returns the class or package of a draft that is a venue's own.
fn style_of_venue(draft: &Draft) -> Option<String> {
    let written = Written::of(draft);
    let commands =
        written.commands.iter().filter(|command| matches!(command.name, "documentclass" | "usepackage"));
    let styles = commands.filter_map(|command| command.argument()).flat_map(|given| given.text.split(','));
    styles.map(str::trim).find(|style| Venue::of_style(style).is_some()).map(str::to_owned)
}
