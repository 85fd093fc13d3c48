//! The papers of a run: what is named or found, put together, each once.

mod left_out;
mod one;
mod parts;
mod paths;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::bail;
use rayon::prelude::*;

use super::args::Inputs;
use super::config::{self, Configs};
use super::console::Console;
use super::discover::{self, Found, Owners, Projects};
use super::disk::{Located, OpenError, Roots, decode, shown};
use super::loader::Home;
use super::named::Named;
use super::progress::Progress;
use crate::config::{Problems, Settings};
use crate::source::{Draft, Format, Source};
pub use left_out::few;
use one::{Read, Wanted};

/// The papers of a run, put together, and what stood in the way.
#[derive(Default)]
pub struct Papers {
    /// In the order they were named, those of a folder by path.
    pub drafts: Vec<Draft>,
    /// For each draft the settings of each of its files.
    pub settings: Vec<Vec<Arc<Settings>>>,
    /// For each draft, where its files are kept.
    pub homes: Vec<Vec<Home>>,
    /// For each draft whether each of its files is one that was asked for; none where the whole paper was.
    pub focus: Vec<Option<Vec<bool>>>,
    /// Drafts that lie in the folders and were not read, each with what it is.
    pub left_out: Vec<(String, String)>,
    /// Whether something named could not be read.
    pub has_failed: bool,
}

impl Papers {
    /// The exit code of a command that only shows papers: 2 where something could not be read.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(if self.has_failed { 2 } else { 0 })
    }
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
        projects: Projects::new(configs.roots()),
        owners: Owners::new(configs.roots()),
        has_failed: false,
        problems: Vec::new(),
    };
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if inputs.stdin_filename.is_some() && !paths.iter().any(is_stdin) {
        bail!("--stdin-filename names the draft on standard input; ask for it with `-`");
    }
    paths.into_iter().for_each(|path| list.add(path));
    refused.iter().for_each(|message| list.fail(message));
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
    projects: Projects<'l>,
    owners: Owners<'l>,
    has_failed: bool,
    /// What is wrong with configurations and has been said.
    problems: Vec<Problems>,
}

impl Listing<'_> {
    fn add(&mut self, path: PathBuf) {
        if path.as_os_str() == "-" {
            return self.add_stdin();
        }
        match self.roots().open(&path) {
            Ok(located) if located.opened.is_folder() => self.add_folder(&path, &located.opened.real),
            Ok(located) => self.add_file(path, located),
            Err(OpenError::Missing) => self.fail_missing(&path),
            Err(error) => self.fail(&format!("{}: {error}", shown(&path))),
        }
    }

    fn add_stdin(&mut self) {
        let name = self.inputs.stdin_filename.clone();
        let path = name.clone().unwrap_or_else(|| PathBuf::from("stdin"));
        let source = match decode(&shown(&path), io::stdin().lock()) {
            Ok(source) => source,
            Err(error) => return self.fail(&format!("{}: {error}", shown(&path))),
        };
        let format = self.inputs.input_format.or_else(|| name.as_deref().and_then(Format::from_path));
        let wanted = name.is_some().then(|| self.owner_of_stdin(&path, &source)).flatten();
        self.wanted.push(wanted.unwrap_or(Wanted { format, ..Wanted::stdin(source) }));
    }

    fn add_folder(&mut self, path: &Path, real: &Path) {
        let mut found = discover::search(path, real, self.configs);
        let forced = self.inputs.input_format;
        let papers = std::mem::take(&mut found.papers).into_iter();
        self.wanted.extend(papers.map(|paper| Wanted {
            rest: paper.rest,
            focus: paper.focus,
            is_named: false,
            ..Wanted::named(paper.path, forced.unwrap_or(paper.format))
        }));
        self.found.extend(found);
    }

    fn add_file(&mut self, path: PathBuf, located: Located) {
        let name = shown(&path);
        if discover::is_document(&path) {
            let made = shown(&path.with_extension("md"));
            self.fail(&format!(
                "{name} is no text; make Markdown of it first: {}",
                left_out::pandoc(&name, &made)
            ));
        } else if let Some(wanted) = self.owner_of_file(&path, located) {
            self.wanted.push(wanted);
        } else if let Some(format) = self.inputs.input_format.or_else(|| Format::from_path(&path)) {
            self.wanted.push(Wanted::named(path, format));
        } else {
            self.fail(&format!(
                "{name}: the file name does not tell the format; add --input-format markdown, latex, notebook or plain"
            ));
        }
    }

    fn roots(&self) -> &Roots {
        self.configs.roots()
    }

    /// The real path of a file, where it is one that may be read.
    fn real(&self, path: &Path) -> Option<PathBuf> {
        self.roots().open(path).ok().map(|located| located.opened.real)
    }

    fn fail(&mut self, message: &str) {
        self.console.error(message);
        self.has_failed = true;
    }

    /// Says what is wrong with a configuration, once for all papers it holds for.
    fn fail_config(&mut self, problems: Problems) {
        self.has_failed = true;
        if !self.problems.iter().any(|said| said.is_same(&problems)) {
            config::show(&problems, self.console);
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
        others.retain(|other| !self.real(&other.path).is_some_and(|path| included.contains(path.as_path())));
        others.sort_by(|one, other| one.path.cmp(&other.path));
        self.found.others = others;
        let own = read.into_iter().zip(is_own).filter(|(_, is_own)| *is_own);
        let own: Vec<Read> = own.map(|(one, _)| one).collect();
        self.say_what_is_left_out(own.is_empty());
        if own.is_empty() && !self.has_failed {
            return Err(self.nothing());
        }
        let left_out = left_out::listed(&self.found.others);
        let mut papers = Papers { has_failed: self.has_failed, left_out, ..Papers::default() };
        for Read { draft, settings, homes, focus, .. } in own {
            papers.drafts.push(draft);
            papers.settings.push(settings);
            papers.homes.push(homes);
            papers.focus.push(focus);
        }
        Ok(papers)
    }

    /// Reads what was asked for, each file once, in order; what cannot be read is said.
    fn read_all(&mut self) -> Vec<Read> {
        let wanted = self.each_once();
        self.say_parts(&wanted);
        let progress = Progress::new(wanted.len());
        let configs = self.configs;
        let read_one = |wanted: Wanted| {
            let result = wanted.read(configs);
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

    /// What is wanted, each main file once: whole, where it is wanted whole.
    fn each_once(&mut self) -> Vec<Wanted> {
        let mut once: Vec<Wanted> = Vec::new();
        for mut wanted in std::mem::take(&mut self.wanted) {
            let real = |path: &PathBuf| self.real(path).unwrap_or_else(|| path.clone());
            wanted.real = wanted.path.as_ref().map(real);
            match once.iter_mut().find(|known| wanted.real.is_some() && known.real == wanted.real) {
                Some(known) => known.join(wanted),
                None => once.push(wanted),
            }
        }
        once
    }
}

/// A draft on standard input, and the real path that it would have.
type Unsaved = (PathBuf, Source);
