use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{anyhow, bail};
use rayon::prelude::*;

use super::args::Inputs;
use super::config::{Configs, Problems, Settings};
use super::console::Console;
use super::discover::{self, Found};
use super::disk::{Located, OpenError, ReadError, Roots, decode, shown};
use super::loader::{DiskLoader, Home};
use super::named::Named;
use super::progress::Progress;
use crate::markup::{assemble_series, notebook_text};
use crate::output::counted;
use crate::source::{Draft, File, Format, ProblemKind, Source};

/// The papers of a run, put together, and what stood in the way.
#[derive(Default)]
pub struct Papers {
    /// In the order they were named, those of a folder by path.
    pub drafts: Vec<Draft>,
    /// For each draft the settings of each of its files.
    pub settings: Vec<Vec<Arc<Settings>>>,
    /// For each draft, where its files are kept.
    pub homes: Vec<Vec<Home>>,
    /// Whether something named could not be read.
    pub has_failed: bool,
}

/// Reads every paper that the arguments name. What is left out, and why, is said on `console`.
///
/// # Errors
/// When there is nothing to read at all.
pub fn gather(inputs: &Inputs, configs: &Configs, console: &Console) -> anyhow::Result<Papers> {
    let Named { paths, refused } = Named::by(inputs)?;
    let places = paths.iter().map(|path| shown(path)).collect();
    let mut list = Listing {
        inputs,
        configs,
        console,
        places,
        wanted: Vec::new(),
        found: Found::default(),
        has_failed: false,
        problems: Vec::new(),
    };
    paths.into_iter().for_each(|path| list.add(path));
    refused.iter().for_each(|message| list.fail(message));
    if list.inputs.stdin_filename.is_some() && !list.wanted.iter().any(|wanted| wanted.path.is_none()) {
        bail!("--stdin-filename names the draft on standard input; ask for it with `-`");
    }
    list.read()
}

struct Listing<'l> {
    inputs: &'l Inputs,
    configs: &'l Configs,
    console: &'l Console,
    /// Everything named, as shown to people.
    places: Vec<String>,
    wanted: Vec<Wanted>,
    found: Found,
    has_failed: bool,
    /// What is wrong with configurations and has been said.
    problems: Vec<Problems>,
}

/// A draft to read.
struct Wanted {
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// The files that follow it.
    rest: Vec<PathBuf>,
    /// `None` where the text has to tell.
    format: Option<Format>,
    /// Whether it was named rather than found in a folder.
    is_named: bool,
}

impl Wanted {
    fn named(path: PathBuf, format: Format) -> Self {
        Self { path: Some(path), rest: Vec::new(), format: Some(format), is_named: true }
    }
}

/// A draft that was read.
struct Read {
    draft: Draft,
    /// Those of each of its files.
    settings: Vec<Arc<Settings>>,
    homes: Vec<Home>,
    /// Its own real path.
    path: Option<PathBuf>,
    /// The real paths of the files it includes, and of those that follow it.
    included: Vec<PathBuf>,
    is_named: bool,
}

impl Listing<'_> {
    fn add(&mut self, path: PathBuf) {
        if path.as_os_str() == "-" {
            let name = self.inputs.stdin_filename.as_deref();
            let format = self.inputs.input_format.or_else(|| name.and_then(Format::from_path));
            self.wanted.push(Wanted { path: None, rest: Vec::new(), format, is_named: true });
            return;
        }
        match self.roots().open(&path) {
            Ok(located) if located.opened.is_folder() => self.add_folder(&path, &located.opened.real),
            Ok(located) => self.add_file(path, located),
            Err(OpenError::Missing) => self.fail_missing(&path),
            Err(error) => self.fail(&format!("{}: {error}", shown(&path))),
        }
    }

    fn add_folder(&mut self, path: &Path, real: &Path) {
        let mut found = discover::search(path, real, self.configs);
        let forced = self.inputs.input_format;
        let papers = std::mem::take(&mut found.papers).into_iter();
        self.wanted.extend(papers.map(|paper| Wanted {
            path: Some(paper.path),
            rest: paper.rest,
            format: Some(forced.unwrap_or(paper.format)),
            is_named: false,
        }));
        self.found.extend(found);
    }

    fn add_file(&mut self, path: PathBuf, located: Located) {
        if let Some(main) = self.main_file_of(&path, located) {
            self.wanted.push(Wanted::named(main, Format::Latex));
        } else if let Some(format) = self.inputs.input_format.or_else(|| Format::from_path(&path)) {
            self.wanted.push(Wanted::named(path, format));
        } else {
            let name = shown(&path);
            self.fail(&match path.extension().and_then(|ending| ending.to_str()) {
                Some("docx" | "doc" | "odt" | "rtf") => format!(
                    "{name}: Word files are not supported; convert first: pandoc {name} -t markdown | paperlint --input-format markdown -"
                ),
                _ => format!(
                    "{name}: the file name does not tell the format; add --input-format markdown, latex, notebook or plain"
                ),
            });
        }
    }

    fn roots(&self) -> &Roots {
        self.configs.roots()
    }

    /// The real path of a file, where it is one that may be read.
    fn real(&self, path: &Path) -> Option<PathBuf> {
        self.roots().open(path).ok().map(|located| located.opened.real)
    }

    /// The main file that a part of a paper names, if it can be read.
    fn main_file_of(&self, part: &Path, located: Located) -> Option<PathBuf> {
        let Located { root, folder, opened } = located;
        let real = opened.real.clone();
        let is_latex = Format::from_path(part) == Some(Format::Latex);
        let target = magic_root(part, &is_latex.then(|| opened.source("").ok())??)?;
        let loader = DiskLoader::new(part, root, folder, real);
        let (name, part) = (shown(&part.parent().unwrap_or(Path::new("")).join(&target)), shown(part));
        match loader.find_beside(&target) {
            Ok(main) => {
                self.console.notice(&format!("{part} says that it is a part of {name}, which is read"));
                Some(main)
            }
            Err(error) => {
                let problem = ProblemKind::from(error);
                self.console.notice(&format!("{part} says that it is a part of {name}, which {problem}"));
                None
            }
        }
    }

    fn fail(&mut self, message: &str) {
        self.console.error(message);
        self.has_failed = true;
    }

    /// Says what is wrong with a configuration, once for all papers it holds for.
    fn fail_config(&mut self, problems: Problems) {
        self.has_failed = true;
        if !self.problems.iter().any(|said| said.is_same(&problems)) {
            problems.show(self.console);
            self.problems.push(problems);
        }
    }

    fn fail_missing(&mut self, path: &Path) {
        let hint = match path.to_str() {
            Some(
                "check" | "completions" | "man" | "rules" | "explain" | "prose" | "stats" | "results"
                | "abstract" | "acronyms" | "config" | "init",
            ) => "; a command stands before all options",
            _ => "",
        };
        self.fail(&format!("{}: no such file or folder{hint}", shown(path)));
    }

    fn read(mut self) -> anyhow::Result<Papers> {
        for problem in std::mem::take(&mut self.found.problems) {
            self.fail(&problem);
        }
        for problems in std::mem::take(&mut self.found.bad_configs) {
            self.fail_config(problems);
        }
        let mut read = self.read_all();
        self.read_fragments(&mut read);
        let included: HashSet<&Path> =
            read.iter().flat_map(|one| &one.included).map(PathBuf::as_path).collect();
        // A paper that another one includes is read there, unless somebody asked for it by name.
        let is_read_elsewhere =
            |one: &Read| !one.is_named && one.path.as_deref().is_some_and(|path| included.contains(path));
        let is_own: Vec<bool> = read.iter().map(|one| !is_read_elsewhere(one)).collect();
        let mut others = std::mem::take(&mut self.found.others);
        others.retain(|path| !self.real(path).is_some_and(|path| included.contains(path.as_path())));
        self.found.others = others;
        let own = read.into_iter().zip(is_own).filter(|(_, is_own)| *is_own);
        let own: Vec<Read> = own.map(|(one, _)| one).collect();
        self.say_what_is_left_out(own.is_empty());
        if own.is_empty() && !self.has_failed {
            let place = if self.places == ["."] { "this folder".to_owned() } else { self.places.join(", ") };
            bail!("no paper found in {place}. To check a file anyway, name it: paperlint manuscript.qmd");
        }
        let mut papers = Papers { has_failed: self.has_failed, ..Papers::default() };
        for Read { draft, settings, homes, .. } in own {
            papers.drafts.push(draft);
            papers.settings.push(settings);
            papers.homes.push(homes);
        }
        Ok(papers)
    }

    /// Reads the parts that no paper includes and that have sections of their own.
    fn read_fragments(&mut self, read: &mut Vec<Read>) {
        let included: HashSet<PathBuf> = read.iter().flat_map(|one| one.included.iter().cloned()).collect();
        let mut parts = std::mem::take(&mut self.found.parts);
        parts.retain(|part| !self.real(&part.path).is_some_and(|path| included.contains(&path)));
        let (fragments, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.has_sections);
        self.found.others.extend(others.into_iter().map(|part| part.path));
        self.wanted = fragments
            .into_iter()
            .map(|part| Wanted { is_named: false, ..Wanted::named(part.path, Format::Latex) })
            .collect();
        read.extend(self.read_all());
    }

    /// Reads what was asked for, each file once, in order; what cannot be read is said.
    fn read_all(&mut self) -> Vec<Read> {
        let mut seen = HashSet::new();
        let mut wanted = std::mem::take(&mut self.wanted);
        wanted.retain(|wanted| match &wanted.path {
            Some(path) => seen.insert(self.real(path).unwrap_or_else(|| path.clone())),
            None => true,
        });
        let progress = Progress::new(wanted.len());
        let read_one = |wanted: Wanted| {
            let result = self.read_one(wanted);
            progress.step();
            result
        };
        let results: Vec<anyhow::Result<Read>> = wanted.into_par_iter().map(read_one).collect();
        progress.finish();
        let (read, failed): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
        for error in failed.into_iter().filter_map(Result::err) {
            match error.downcast() {
                Ok(problems) => self.fail_config(problems),
                Err(error) => self.fail(&error.to_string()),
            }
        }
        read.into_iter().filter_map(Result::ok).collect()
    }

    fn read_one(&self, wanted: Wanted) -> anyhow::Result<Read> {
        let path =
            wanted.path.as_deref().or(self.inputs.stdin_filename.as_deref()).unwrap_or(Path::new("stdin"));
        let name = shown(path);
        let wrong = |error: ReadError| anyhow!("{name}: {error}");
        let roots = self.roots();
        let (source, mut loader) = match &wanted.path {
            Some(path) => {
                let Located { root, folder, opened } =
                    roots.open(path).map_err(|error| wrong(error.into()))?;
                let real = opened.real.clone();
                (opened.source(&name).map_err(wrong)?, DiskLoader::new(path, root, folder, real))
            }
            None => {
                let source = decode(&name, io::stdin().lock()).map_err(wrong)?;
                let placed = roots.folder_of(path).and_then(|folder| Ok((roots.root(&folder)?, folder)));
                let (root, folder) = placed.map_err(|error| anyhow!("{name}: its folder: {error}"))?;
                let real = folder.join(path.file_name().unwrap_or_default());
                (source, DiskLoader::new(path, root, folder, real))
            }
        };
        let format = wanted.format.unwrap_or_else(|| guess(&source));
        if format == Format::Notebook {
            notebook_text(&source.text).map_err(|error| anyhow!("{name}: {error}"))?;
        }
        let main = wanted.path.as_ref().and_then(|_| loader.path_of(&name)).map(Path::to_owned);
        let read = |path: &PathBuf| {
            let name = shown(path);
            let opened = roots.open(path).map_err(ReadError::from).map(|located| located.opened);
            let read = opened.and_then(|opened| Ok((opened.real.clone(), opened.source(&name)?)));
            let (real, source) = read.map_err(|error| anyhow!("{name}: {error}"))?;
            loader.add(name, real);
            anyhow::Ok(source)
        };
        let rest = wanted.rest.iter().map(read).collect::<Result<_, _>>()?;
        let config = self.configs.of(path)?;
        let draft = assemble_series(source, rest, format, &mut loader);
        let settings = |file: &File| {
            let path_of = loader.path_of(&file.name);
            config.settings(path_of.unwrap_or(Path::new(&file.name)))
        };
        let settings: Vec<Arc<Settings>> = draft.files().iter().map(settings).collect::<Result<_, _>>()?;
        let declared = settings.first().map(|main| main.declared.clone()).unwrap_or_default();
        let draft = draft.declaring(declared);
        let included = loader.included().map(Path::to_owned).collect();
        let homes = match &main {
            Some(_) => draft.files().iter().map(|file| loader.home_of(&file.name)).collect(),
            None => {
                let stdin = std::iter::once(Home::Stdin);
                stdin.chain(std::iter::repeat(Home::Elsewhere)).take(draft.files().len()).collect()
            }
        };
        Ok(Read { draft, settings, homes, path: main, included, is_named: wanted.is_named })
    }

    /// What a folder holds beside papers, in a line each.
    fn say_what_is_left_out(&mut self, is_all: bool) {
        let mut others: Vec<String> = self.found.others.iter().map(|path| shown(path)).collect();
        others.sort();
        if !others.is_empty() {
            let are = if others.len() == 1 { "is not a paper" } else { "are not papers" };
            let most = if is_all { 8 } else { 3 };
            let count = counted(others.len() as u64, "file", "files");
            self.console.notice(&format!("{count} {are}: {}", few(&others, most)));
        }
        let knitted: Vec<String> = self
            .found
            .knitted
            .iter()
            .map(|(path, source)| format!("{} (from {})", shown(path), shown(source)))
            .collect();
        if !knitted.is_empty() {
            let are = if knitted.len() == 1 {
                "is built from another and was skipped"
            } else {
                "are built from others and were skipped"
            };
            let count = counted(knitted.len() as u64, "file", "files");
            self.console.notice(&format!("{count} {are}: {}", few(&knitted, 3)));
        }
    }
}

/// The main file that a part of a paper names in its first lines, `% !TEX root = main.tex`, as editors of LaTeX read it.
fn magic_root(path: &Path, source: &Source) -> Option<String> {
    source.text.lines().take(MAGIC_LINES).find_map(|line| {
        let (key, value) =
            line.trim().strip_prefix('%')?.trim_start().strip_prefix("!TEX")?.split_once('=')?;
        let is_itself = path.file_name().is_some_and(|name| name == value.trim());
        (key.trim().eq_ignore_ascii_case("root") && !is_itself).then(|| value.trim().to_owned())
    })
}

/// Lines at the top of a file where editors look for such comments.
const MAGIC_LINES: usize = 20;

/// A draft without a name is LaTeX when it has a LaTeX command that every draft has, a notebook when it is one, else Markdown.
fn guess(source: &Source) -> Format {
    if source.text.starts_with('{') && notebook_text(&source.text).is_ok() {
        return Format::Notebook;
    }
    let is_latex =
        ["\\documentclass", "\\section{", "\\begin{"].iter().any(|command| source.text.contains(command));
    if is_latex { Format::Latex } else { Format::Markdown }
}

fn few(names: &[String], most: usize) -> String {
    let shown = names.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > most { format!("{shown}, …") } else { shown }
}
