//! Which files of a folder are papers, and which paper a file is a part of.
//!
//! The one place that decides it. In this order: what a configuration says; what the name of a file and its folders say (`kinds.txt`); what
//! the file of a project says (`projects.txt`); what the text says itself: its class, its output format, its title, the sections that it has.
//! Every draft that is not read is named. Including is not looked at here: a LaTeX file that another one includes is known when the
//! papers have been put together.

mod kinds;
mod latex;
mod owners;
mod projects;
mod words;
mod yaml;

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rayon::prelude::*;

use super::config::{Configs, Listed};
use super::disk::{ReadError, Roots, from_here, shown, walk};
use crate::config::Problems;
use crate::markup::notebook_text;
use crate::output::few;
use crate::source::Format;
use kinds::Kind;
pub use kinds::{Prose, may_be_part, of_name};
#[cfg(feature = "lsp")]
pub use owners::magic_root;
pub use owners::{NamedMain, Owner, Owners, said};
pub use projects::Projects;
use projects::{Project, Says};

/// What a folder holds, in the order of the paths.
#[derive(Debug, Default)]
pub struct Contents {
    /// Papers, as far as one file can tell.
    pub papers: Vec<FoundPaper>,
    /// LaTeX files that are no papers by themselves and may be parts of one.
    pub parts: Vec<Part>,
    /// Drafts that are not read as papers.
    pub others: Vec<Other>,
    /// The main file of the project that the folder is a part of, if it names one.
    pub main: Option<PathBuf>,
    /// Files of Word and its like.
    pub documents: Vec<PathBuf>,
    /// What an author should know of the files of projects.
    pub notices: Vec<String>,
    /// What could not be read, with the reason.
    pub problems: Vec<String>,
    /// Real paths of what configurations exclude.
    excluded: Vec<PathBuf>,
    /// Configurations that cannot be used, so that what they hold for was left alone.
    pub bad_configs: Vec<Problems>,
}

/// A file that is a paper, or the first one of a paper that is several in a row.
#[derive(Debug)]
pub struct FoundPaper {
    /// Where it lies.
    pub path: PathBuf,
    /// The files that are read after it.
    pub rest: Vec<PathBuf>,
    /// What it is written in.
    pub format: Format,
    /// Whether a configuration says that it is one.
    pub is_listed: bool,
    /// Real paths of those of its files that lie in the folder; empty where all do.
    pub focus: Vec<PathBuf>,
    /// Its title, in lower case.
    title: Option<String>,
}

/// A LaTeX file without a document of its own.
#[derive(Debug)]
pub struct Part {
    /// Where it lies.
    pub path: PathBuf,
    /// Its real path.
    pub real: PathBuf,
    /// Whether it has headings, as a part of a paper has and a table or a picture has not.
    pub has_sections: bool,
}

/// A draft that is not read as a paper.
#[derive(Debug)]
pub struct Other {
    /// Where it lies.
    pub path: PathBuf,
    /// What it is, as people say it, where that is known: `slides`, `from paper.Rmd`.
    pub what: Option<String>,
    /// How much prose it holds, where that was counted.
    pub prose: Prose,
}

impl Other {
    /// Returns a file of which no more is known.
    pub fn new(path: PathBuf) -> Self {
        Self { path, what: None, prose: Prose::default() }
    }
}

/// A draft of a folder.
struct Draft {
    path: PathBuf,
    real: PathBuf,
    format: Format,
    listed: Listed,
    project: Option<Rc<Project>>,
}

/// What was seen of a draft.
struct Seen {
    kind: Result<Kind, String>,
    title: Option<String>,
    is_from_pandoc: bool,
}

/// Searches the folder with that name and real path. Ignore files are respected; hidden folders and those of bibliographies are left out.
pub fn search(folder: &Path, real: &Path, configs: &Configs) -> Contents {
    let mut found = Contents::default();
    let drafts = found.drafts(folder, real, configs);
    let asked: Vec<(&Path, &Path, Format, Listed, Option<Says>)> = drafts
        .iter()
        .map(|draft| {
            let below = draft.real.strip_prefix(real).unwrap_or(&draft.path);
            (draft.path.as_path(), below, draft.format, draft.listed, says(draft))
        })
        .collect();
    let seen: Vec<Seen> = asked.into_par_iter().map(|asked| see(asked, configs.roots())).collect();
    let all: HashMap<&Path, &Path> =
        drafts.iter().map(|draft| (draft.real.as_path(), draft.path.as_path())).collect();
    let known: HashSet<&Path> = drafts.iter().map(|draft| draft.path.as_path()).collect();
    for (draft, seen) in drafts.iter().zip(seen) {
        found.add(draft, seen, &all, &known);
    }
    found.set_copies_apart(folder);
    let project = Projects::new(configs.roots()).of(real);
    found.main = project.and_then(|project| project.files.first().map(|main| from_here(main)));
    found
}

/// Returns what its project says of a draft that is neither a chapter nor a paper of it.
fn says(draft: &Draft) -> Option<Says> {
    let project = draft.project.as_ref()?;
    let is_text = |format| matches!(format, Format::Markdown | Format::Notebook);
    let is_alike = |file: &PathBuf| {
        let format = Format::from_path(file);
        format == Some(draft.format) || (is_text(draft.format) && format.is_some_and(is_text))
    };
    match project.says {
        _ if project.files.contains(&draft.real) => Some(Says::One),
        Says::Papers if project.files.iter().any(is_alike) => Some(Says::Papers),
        Says::Pages | Says::Site => Some(project.says),
        _ => None,
    }
}

fn see(
    (path, below, format, listed, says): (&Path, &Path, Format, Listed, Option<Says>),
    roots: &Roots,
) -> Seen {
    let of = |kind| Seen { kind: Ok(kind), title: None, is_from_pandoc: false };
    let by_name = || kinds::of_name(below);
    match listed {
        Listed::Paper => return of(Kind::Paper { reads: true }),
        Listed::NoPaper if format == Format::Latex => return of(Kind::Part { has_sections: false }),
        Listed::NoPaper => return of(Kind::Other("")),
        _ if says == Some(Says::One) => return of(Kind::Paper { reads: true }),
        _ if format == Format::Plain => return of(Kind::Other("")),
        _ => {}
    }
    if let Some(other) = by_name() {
        return of(Kind::Other(other));
    }
    let source = roots.open(path).map_err(ReadError::from).and_then(|located| located.opened.source(""));
    let wrong = |error: String| Seen { kind: Err(error), title: None, is_from_pandoc: false };
    let text = match source {
        Ok(source) => source.text,
        Err(error) => return wrong(format!("{}: {error}", shown(path))),
    };
    let broken = (format == Format::Notebook).then(|| notebook_text(&text).err()).flatten();
    if let Some(error) = broken {
        return wrong(format!("{}: {error}", shown(path)));
    }
    let kind = match (kinds::of_text(&text, format), says) {
        (Kind::Prose(_), _) if kinds::is_plan(below, &text, format) => Kind::Paper { reads: true },
        (Kind::Paper { .. } | Kind::Other(kinds::CODE), _) if kinds::is_supplement(below) => {
            Kind::Paper { reads: true }
        }
        (Kind::Prose(prose), _) if kinds::is_supplement(below) && prose.is_page() => {
            Kind::Paper { reads: true }
        }
        (Kind::Paper { .. }, Some(Says::Papers)) => Kind::Other("left out of its project"),
        (Kind::Paper { reads: false }, Some(Says::Site)) => Kind::Other("a page of a website"),
        (Kind::Prose(prose), Some(Says::Pages)) if prose.may_be_page() => Kind::Paper { reads: true },
        (kind, _) => kind,
    };
    Seen {
        kind: Ok(kind),
        title: kinds::title(&text, format),
        is_from_pandoc: format == Format::Latex && text.contains("LaTeX via pandoc"),
    }
}

impl Contents {
    /// Adds what another folder holds.
    pub fn extend(&mut self, other: Self) {
        self.papers.extend(other.papers);
        self.parts.extend(other.parts);
        self.others.extend(other.others);
        self.main = self.main.take().or(other.main);
        self.documents.extend(other.documents);
        self.notices.extend(other.notices);
        self.problems.extend(other.problems);
        self.bad_configs.extend(other.bad_configs);
    }

    /// Returns the drafts of a folder, but for those that a configuration excludes.
    fn drafts(&mut self, folder: &Path, real: &Path, configs: &Configs) -> Vec<Draft> {
        let files = match configs.roots().root(real) {
            Ok(root) => {
                let walk = walk(folder, real, &root, usize::MAX, is_bibliography);
                self.problems = walk.problems;
                walk.files
            }
            Err(error) => {
                self.problems.push(format!("{}: {error}", shown(folder)));
                Vec::new()
            }
        };
        let mut projects = Projects::new(configs.roots());
        let mut drafts = Vec::new();
        for (path, real) in files {
            let Some(format) = Format::from_path(&path) else {
                if is_document(&path) {
                    self.documents.push(path);
                }
                continue;
            };
            match configs.listed(&real) {
                Ok(Listed::Excluded) => self.excluded.push(real),
                Ok(listed) => {
                    let project = real.parent().and_then(|folder| projects.of(folder));
                    drafts.push(Draft { path, real, format, listed, project });
                }
                Err(problems) => self.bad_configs.push(problems),
            }
        }
        drafts
    }

    fn add(&mut self, draft: &Draft, seen: Seen, all: &HashMap<&Path, &Path>, known: &HashSet<&Path>) {
        let path = draft.path.clone();
        let is_listed = draft.listed == Listed::Paper;
        let is_chapter =
            |project: &&Rc<Project>| project.says == Says::One && project.files.contains(&draft.real);
        let series = draft.project.as_ref().filter(is_chapter);
        if let Some(project) = series.filter(|_| draft.listed == Listed::Unsaid) {
            return self.add_series(project, all);
        }
        let other = |what: String, prose| Other { path: path.clone(), what: Some(what), prose };
        match seen.kind {
            Ok(Kind::Paper { .. }) => match source_of(&path, seen.is_from_pandoc, known)
                .filter(|_| !is_listed)
            {
                Some(source) => self.others.push(other(format!("from {}", shown(&source)), Prose::default())),
                None => self.papers.push(FoundPaper {
                    path,
                    rest: Vec::new(),
                    format: draft.format,
                    is_listed,
                    focus: Vec::new(),
                    title: seen.title,
                }),
            },
            Ok(Kind::Part { has_sections }) => {
                self.parts.push(Part { path, real: draft.real.clone(), has_sections });
            }
            Ok(Kind::Prose(prose)) => self.others.push(Other { path, what: None, prose }),
            Ok(Kind::Other("")) => self.others.push(Other::new(path)),
            Ok(Kind::Other(what)) => self.others.push(other(what.to_owned(), Prose::default())),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Adds the draft whose chapters a project names, once. `all` has the names of those that lie in the folder.
    fn add_series(&mut self, project: &Project, all: &HashMap<&Path, &Path>) {
        let name = |real: &PathBuf| {
            all.get(real.as_path()).map_or_else(|| from_here(real), |path| (*path).to_owned())
        };
        let files: Vec<&PathBuf> =
            project.files.iter().filter(|file| !self.excluded.contains(file)).collect();
        let Some((main, rest)) = files.split_first() else { return };
        let path = name(main);
        if self.papers.iter().any(|paper| paper.path == path) {
            return;
        }
        if !project.absent.is_empty() {
            let names = few(&project.absent, 3);
            self.notices.push(format!("{} names files that are not here: {names}", project.by));
        }
        let here: Vec<PathBuf> = files
            .iter()
            .filter(|file| all.contains_key(file.as_path()))
            .map(|file| (*file).clone())
            .collect();
        let focus = if here.len() == files.len() { Vec::new() } else { here };
        let format = Format::from_path(main).unwrap_or(Format::Markdown);
        let rest = rest.iter().copied().map(name).collect();
        self.papers.push(FoundPaper { path, rest, format, is_listed: false, focus, title: None });
    }

    /// Takes out the papers whose names tell of a version, where another one has the same title, or the name that is left in the same folder.
    fn set_copies_apart(&mut self, folder: &Path) {
        let below = |paper: &FoundPaper| paper.path.strip_prefix(folder).unwrap_or(&paper.path).to_owned();
        let is_version: Vec<bool> =
            self.papers.iter().map(|paper| words::is_version(&below(paper))).collect();
        let mut firsts: HashMap<String, PathBuf> = HashMap::new();
        for (paper, _) in self.papers.iter().zip(&is_version).filter(|(_, is_version)| !**is_version) {
            if let Some(title) = &paper.title {
                firsts.entry(title.clone()).or_insert_with(|| paper.path.clone());
            }
        }
        let kept = |paper: &FoundPaper| {
            (paper.path.parent().map(Path::to_owned), words::without_version(&paper.path))
        };
        let names: HashMap<_, PathBuf> = self
            .papers
            .iter()
            .zip(&is_version)
            .filter(|(_, is_version)| !**is_version)
            .map(|(paper, _)| (kept(paper), paper.path.clone()))
            .collect();
        let papers = std::mem::take(&mut self.papers);
        for (paper, is_version) in papers.into_iter().zip(is_version) {
            let by_title = paper.title.as_ref().and_then(|title| firsts.get(title));
            let first = by_title.or_else(|| names.get(&kept(&paper)));
            match first.filter(|_| is_version && !paper.is_listed) {
                Some(first) => self.others.push(Other {
                    what: Some(format!("a copy of {}", shown(first))),
                    ..Other::new(paper.path)
                }),
                None => self.papers.push(paper),
            }
        }
    }
}

/// Returns the draft beside a file that it was built from.
fn source_of(path: &Path, is_from_pandoc: bool, known: &HashSet<&Path>) -> Option<PathBuf> {
    let ending = path.extension().unwrap_or_default();
    let mut sources = match ending.to_str() {
        Some("tex" | "md") => vec!["Rmd", "rmd", "qmd", "Rnw", "rnw"],
        _ => Vec::new(),
    };
    if is_from_pandoc {
        sources.push("md");
    }
    let sources = sources.into_iter().map(|source| path.with_extension(source));
    sources.into_iter().find(|source| source != path && known.contains(source.as_path()))
}

/// Returns whether a file is one of Word or LibreOffice, which pandoc makes Markdown of.
pub fn is_document(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    matches!(ending.as_str(), "docx" | "odt" | "rtf") && !is_lock
}

fn is_bibliography(folder: &OsStr) -> bool {
    let name = folder.to_string_lossy().to_ascii_lowercase();
    matches!(name.as_str(), "bib" | "bibs" | "bibliography" | "bibliographies")
}
