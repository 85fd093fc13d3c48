//! The papers of a run: what is named or found, put together, each once.

mod gathered;
mod left_out;
mod one;
mod parts;
mod paths;
mod plan;

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;

use anyhow::bail;
use rayon::prelude::*;

use super::args::Inputs;
use super::config::Configs;
#[cfg(feature = "lsp")]
use super::config::Listed;
use super::discover::{self, Contents, Owners, Projects};
use super::disk::{Located, OpenError, Roots, decode, shown};
#[cfg(feature = "lsp")]
use super::loader::Unsaved;
use super::named::Named;
use super::progress::Progress;
use crate::config::Problems;
use crate::source::{Format, Source};
pub use gathered::{Gathered, Notice, PaperFiles};
#[cfg(feature = "lsp")]
pub use gathered::{MOST_OF_PAPER, too_large};
use one::Wanted;
#[cfg(feature = "lsp")]
pub use one::{Planned, planned};

/// Reads every paper that the arguments name.
///
/// # Errors
/// When the arguments cannot mean anything.
pub fn gather(inputs: &Inputs, configs: &Configs) -> anyhow::Result<Gathered> {
    let Named { paths, refused } = Named::by(inputs)?;
    let places = paths.iter().map(|path| shown(path)).collect();
    let mut list = Listing { places, ..Listing::new(inputs, configs) };
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if inputs.stdin_filename.is_some() && !paths.iter().any(is_stdin) {
        bail!("--stdin-filename names the draft on standard input; ask for it with `-`");
    }
    paths.into_iter().for_each(|path| list.add(path));
    refused.into_iter().for_each(|message| list.fail(None, message));
    Ok(list.read())
}

/// Reads the papers of what an editor has open: each with all of its files, those that are open as they stand there. What turns out to
/// belong to no paper is one by itself.
#[cfg(feature = "lsp")]
pub fn gather_open(open: &Unsaved, configs: &Configs) -> Gathered {
    let inputs = Inputs::default();
    let list = |alone: &dyn Fn(&Path) -> bool| {
        let mut list = Listing::new(&inputs, configs);
        for (path, source) in open.iter() {
            list.add_open(path, source, open, alone(path));
        }
        list.read()
    };
    let mut gathered = list(&|_| false);
    let read: HashSet<PathBuf> = gathered.files().collect();
    let lost = |path: &Path| Format::from_path(path).is_some() && !read.contains(path);
    if open.iter().any(|(path, _)| lost(path)) {
        gathered = list(&lost);
    }
    gathered
}

/// Reads all papers of folders that an editor has open, those that are open as they stand there.
#[cfg(feature = "lsp")]
pub fn gather_below(folders: &[PathBuf], open: &Unsaved, configs: &Configs) -> Gathered {
    let inputs = Inputs::default();
    let mut list = Listing::new(&inputs, configs);
    folders.iter().for_each(|folder| list.add(folder.clone()));
    list.wanted.iter_mut().for_each(|wanted| wanted.unsaved = open.clone());
    list.read()
}

struct Listing<'l> {
    inputs: &'l Inputs,
    configs: &'l Configs,
    /// Everything named, as shown to people.
    places: Vec<String>,
    wanted: Vec<Wanted>,
    found: Contents,
    projects: Projects<'l>,
    owners: Owners<'l>,
    notices: Vec<Notice>,
    /// Bytes of drafts that are kept.
    held: AtomicUsize,
}

/// A paper that was read, and what it is to the others.
struct Gotten {
    paper: PaperFiles,
    /// Its own real path.
    path: Option<PathBuf>,
    /// The real paths of the files it includes, and of those that follow it.
    included: Vec<PathBuf>,
    is_named: bool,
    /// What an author should know of it.
    said: Option<String>,
}

impl<'l> Listing<'l> {
    /// Returns a list of nothing yet.
    fn new(inputs: &'l Inputs, configs: &'l Configs) -> Self {
        Self {
            inputs,
            configs,
            places: Vec::new(),
            wanted: Vec::new(),
            found: Contents::default(),
            projects: Projects::new(configs.roots()),
            owners: Owners::new(configs.roots()),
            notices: Vec::new(),
            held: AtomicUsize::new(0),
        }
    }

    fn add(&mut self, path: PathBuf) {
        if path.as_os_str() == "-" {
            return self.add_stdin();
        }
        match self.roots().open(&path) {
            Ok(located) if located.opened.is_folder() => self.add_folder(&path, &located.opened.real),
            Ok(located) => self.add_file(path, located),
            Err(OpenError::Missing) => self.fail_missing(&path),
            Err(error) => self.fail(Some(shown(&path)), format!("{}: {error}", shown(&path))),
        }
    }

    fn add_stdin(&mut self) {
        let name = self.inputs.stdin_filename.clone();
        let path = name.clone().unwrap_or_else(|| PathBuf::from("stdin"));
        let source = match decode(&shown(&path), io::stdin().lock()) {
            Ok(source) => source,
            Err(error) => return self.fail(Some(shown(&path)), format!("{}: {error}", shown(&path))),
        };
        let format = self.inputs.input_format.or_else(|| name.as_deref().and_then(Format::from_path));
        let wanted = name.is_some().then(|| self.owner_of_unsaved(&path, &source)).flatten();
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
            let why =
                format!("{name} is no text; make Markdown of it first: {}", left_out::pandoc(&name, &made));
            self.fail(Some(name), why);
        } else if let Some(wanted) = self.owner_of_file(&path, located) {
            self.wanted.push(wanted);
        } else if let Some(format) = self.inputs.input_format.or_else(|| Format::from_path(&path)) {
            self.wanted.push(Wanted::named(path, format));
        } else {
            let why = format!(
                "{name}: the file name does not tell the format; add --input-format markdown, latex, notebook or plain"
            );
            self.fail(Some(name), why);
        }
    }

    fn roots(&self) -> &Roots {
        self.configs.roots()
    }

    /// Adds the paper that an open draft is a part of, or the draft itself.
    #[cfg(feature = "lsp")]
    fn add_open(&mut self, path: &Path, source: &Source, open: &Unsaved, is_alone: bool) {
        let Some(format) = Format::from_path(path) else { return };
        let owner = if is_alone { None } else { self.owner_of_unsaved(path, source) };
        if owner.is_some() || self.may_be_paper(path) {
            let wanted = owner.unwrap_or_else(|| Wanted::named(path.to_owned(), format));
            self.wanted.push(Wanted {
                unsaved: open.clone(),
                focus: Vec::new(),
                is_named: is_alone,
                ..wanted
            });
        }
    }

    /// Returns whether an open draft is to be looked at by itself: neither left out by a configuration nor named like a page of a project.
    /// What is wrong with a configuration is said where it is read for the paper.
    #[cfg(feature = "lsp")]
    fn may_be_paper(&self, path: &Path) -> bool {
        match self.configs.listed(path) {
            Ok(Listed::Excluded | Listed::NoPaper) => false,
            Ok(Listed::Paper) | Err(_) => true,
            Ok(Listed::Unsaid) => {
                let root = self.roots().path_of_root(path.parent().unwrap_or(Path::new("")));
                discover::of_name(path.strip_prefix(root).unwrap_or(path)).is_none()
            }
        }
    }

    /// Returns the real path of a file, where it is one that may be read.
    fn real(&self, path: &Path) -> Option<PathBuf> {
        self.roots().open(path).ok().map(|located| located.opened.real)
    }

    fn say(&mut self, said: impl Into<String>) {
        self.notices.push(Notice::Said(said.into()));
    }

    /// Says what could not be read: its name, where it has one, and why.
    fn fail(&mut self, name: Option<String>, why: String) {
        self.notices.push(Notice::Failed(name, why));
    }

    /// Says what is wrong with a configuration, once for all papers it holds for.
    fn fail_config(&mut self, problems: Problems) {
        let is_same = |notice: &Notice| matches!(notice, Notice::Config(said) if said.is_same(&problems));
        if !self.notices.iter().any(is_same) {
            self.notices.push(Notice::Config(problems));
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
        self.fail(Some(shown(path)), format!("{}: no such file or folder{hint}", shown(path)));
    }

    fn read(mut self) -> Gathered {
        for problem in std::mem::take(&mut self.found.problems) {
            self.fail(None, problem);
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
            |one: &Gotten| !one.is_named && one.path.as_deref().is_some_and(|path| included.contains(path));
        let is_own: Vec<bool> = read.iter().map(|one| !is_read_elsewhere(one)).collect();
        let mut others = std::mem::take(&mut self.found.others);
        others.retain(|other| !self.real(&other.path).is_some_and(|path| included.contains(path.as_path())));
        others.sort_by(|one, other| one.path.cmp(&other.path));
        self.found.others = others;
        let own = read.into_iter().zip(is_own).filter(|(_, is_own)| *is_own);
        let (papers, large): (Vec<_>, Vec<_>) =
            own.map(|(one, _)| one.paper).partition(|paper| paper.bytes() <= MOST_OF_PAPER);
        for name in large.iter().map(PaperFiles::name) {
            self.fail(Some(name.to_owned()), too_large(name));
        }
        self.say_what_is_left_out(papers.is_empty());
        let left_out = left_out::listed(&self.found.others);
        let gathered = Gathered { papers, left_out, ..Gathered::default() };
        let notices = std::mem::take(&mut self.notices);
        let gathered = Gathered { notices, ..gathered };
        let is_nothing = gathered.papers.is_empty() && !gathered.has_failed();
        Gathered { nothing: is_nothing.then(|| self.nothing()), ..gathered }
    }

    /// Reads what was asked for, each file once, in order; what cannot be read is said.
    fn read_all(&mut self) -> Vec<Gotten> {
        let wanted = self.each_once();
        self.say_parts(&wanted);
        let progress = Progress::new(wanted.len());
        let (configs, held) = (self.configs, &self.held);
        let read_one = |wanted: Wanted| {
            let read = wanted.read(configs);
            progress.step();
            let mut read = read.map_err(|error| (wanted.path.as_deref().map(shown), error))?;
            let (path, included) = (read.path.take(), std::mem::take(&mut read.included));
            let said = read.said.take();
            let is_named = wanted.is_named;
            Ok(Gotten { paper: PaperFiles::new(read, wanted, held), path, included, is_named, said })
        };
        let results: Vec<Result<Gotten, (Option<String>, anyhow::Error)>> =
            wanted.into_par_iter().map(read_one).collect();
        progress.finish();
        let mut read = Vec::with_capacity(results.len());
        for result in results {
            match result {
                Ok(mut one) => {
                    self.notices.extend(one.said.take().map(Notice::Said));
                    read.push(one);
                }
                Err((name, error)) => match error.downcast() {
                    Ok(problems) => self.fail_config(problems),
                    Err(error) => self.fail(name, error.to_string()),
                },
            }
        }
        read
    }

    /// Returns what is wanted, each main file once: whole, where it is wanted whole.
    fn each_once(&mut self) -> Vec<Wanted> {
        let mut once: Vec<Wanted> = Vec::new();
        let mut known: HashMap<PathBuf, usize> = HashMap::new();
        for mut wanted in std::mem::take(&mut self.wanted) {
            let real = |path: &PathBuf| self.real(path).unwrap_or_else(|| path.clone());
            wanted.real = wanted.path.as_ref().map(real);
            let at = wanted.real.clone().map_or(once.len(), |real| *known.entry(real).or_insert(once.len()));
            match once.get_mut(at) {
                Some(known) => known.join(wanted),
                None => once.push(wanted),
            }
        }
        once
    }
}
