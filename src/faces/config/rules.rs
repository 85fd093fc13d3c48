//! The rules a configuration can speak of: the built-in ones and those of its authors' own folders.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::file::{ConfigFile, Place, Problem, Reach, read};
use super::layers::Layer;
use crate::check::CompileError;
use crate::faces::disk::shown;
use crate::rules::{self, RuleFile};

/// All rules there are, by theme.
#[derive(Debug)]
pub struct Rules {
    pub all: Vec<RuleFile>,
    /// The files of those that are not built in.
    own: Vec<Arc<ConfigFile>>,
}

impl Rules {
    /// The built-in rules and those of the folders that layers name.
    pub fn load<'l>(layers: impl IntoIterator<Item = &'l Layer>) -> Result<Self, Vec<Problem>> {
        let (mut known, mut problems) = (Self { all: rules::builtin(), own: Vec::new() }, Vec::new());
        for layer in layers {
            for folder in &layer.said.rule_folders {
                known.add_folder(layer, folder, &mut problems);
            }
        }
        known.all.sort_by(|a, b| a.theme.cmp(&b.theme));
        if problems.is_empty() { Ok(known) } else { Err(problems) }
    }

    /// The files of those that are not built in.
    pub fn own_files(&self) -> impl Iterator<Item = &Arc<ConfigFile>> {
        self.own.iter()
    }

    /// A rule that cannot be compiled, as a mistake in its file.
    pub fn problem(&self, error: CompileError) -> Problem {
        let own = self.own.iter().find(|file| file.name == error.file.path);
        match own {
            Some(file) => Problem::within(file.clone(), error.problem),
            None => Problem::plain(format!("{}: {}", error.file.path, error.problem.message)),
        }
    }

    fn add_folder(&mut self, layer: &Layer, folder: &Spanned<String>, problems: &mut Vec<Problem>) {
        let named = folder.get_ref();
        let flag = if layer.file().is_none() { "--rules: " } else { "" };
        let problem = |message: String| layer.problem(folder.span(), format!("{flag}{message}"));
        let (reach, base) = match layer.file() {
            Some(file) => (file.reach.clone(), file.folder.clone()),
            None => (Reach::Named, PathBuf::new()),
        };
        let files = match reach.open(&base, Path::new(named)) {
            Ok(opened) => rule_files(&opened.real, &reach),
            Err(message) => Err(message),
        };
        let files = match files {
            Ok(files) if files.is_empty() => Err(format!("{named}: no rule files (*.toml) here")),
            files => files,
        };
        match files {
            Ok(files) => {
                let place = layer.file().map(|file| Place { file: file.clone(), span: folder.span() });
                for (theme, path) in files {
                    self.add_file(theme, &path, &reach, (&base, place.clone()))
                        .unwrap_or_else(|wrong| problems.push(wrong));
                }
            }
            Err(message) => problems.push(problem(message)),
        }
    }

    fn add_file(
        &mut self,
        theme: String,
        path: &Path,
        reach: &Reach,
        (base, named_at): (&Path, Option<Place>),
    ) -> Result<(), Problem> {
        let name = shown(path);
        let problem = |message: String| match &named_at {
            Some(place) => Problem::at(place.clone(), format!("{name}: {message}")),
            None => Problem::plain(format!("{name}: {message}")),
        };
        let opened = reach.open(Path::new(""), path).map_err(problem)?;
        let is_open = named_at.is_none() || reach.shows(base, &opened.real);
        let text = read(opened).map_err(problem)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let shown_by = format!("paperlint rules --rules {}", shown(&folder));
        let reach = reach.clone();
        let file =
            ConfigFile { name: name.clone(), text: text.clone(), folder, reach, named_at, is_open, shown_by };
        let file = Arc::new(file);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let rule = RuleFile::parse(&theme, &name, &stem, text);
        self.all.push(rule.map_err(|problem| Problem::within(file.clone(), problem))?);
        self.own.push(file);
        Ok(())
    }
}

/// The rule files of a folder, by theme: its own are `own`, those of a subfolder have its name.
fn rule_files(folder: &Path, reach: &Reach) -> Result<Vec<(String, PathBuf)>, String> {
    let mut files = Vec::new();
    for (path, may_be_folder) in entries(folder)? {
        if is_toml(&path) {
            files.push(("own".to_owned(), path));
        } else if may_be_folder && reach.open(folder, &path)?.is_folder() {
            let theme = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let below = entries(&path)?.into_iter().map(|(path, _)| path).filter(|path| is_toml(path));
            files.extend(below.map(|path| (theme.clone(), path)));
        }
    }
    Ok(files)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// What lies in a folder, in order, and whether it may be a folder itself.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, String> {
    let may_be_folder = |kind: FileType| kind.is_dir() || kind.is_symlink();
    let listed = || -> io::Result<Vec<(PathBuf, bool)>> {
        let entries = fs::read_dir(folder)?;
        entries
            .map(|entry| entry.and_then(|entry| Ok((entry.path(), may_be_folder(entry.file_type()?)))))
            .collect()
    };
    let mut paths = listed()
        .map_err(|error: io::Error| format!("{}: the rules cannot be read ({error})", shown(folder)))?;
    paths.sort();
    Ok(paths)
}
