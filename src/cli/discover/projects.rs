//! What a project says it is made of: `_quarto.yml`, `_bookdown.yml`, `myst.yml`, `_toc.yml`, `latexmkrc`, the files of a Manubot manuscript.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::kinds::{self, Kind, Prose};
use super::words::lines;
use super::yaml::{self, Entry};
use crate::cli::disk::{MOST_OF_CONFIG, Root, Roots, walk};
use crate::source::Format;

/// A folder whose files say what they are together.
#[derive(Debug)]
pub struct Project {
    /// The name of the file that says it.
    pub by: &'static str,
    /// What it says of `files`.
    pub says: Says,
    /// Real paths of what it names and is there, in its order.
    pub files: Vec<PathBuf>,
    /// What it names and is not there, or must not be read, as written.
    pub absent: Vec<String>,
}

/// What a project says of the files that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// They are the chapters of one draft.
    One,
    /// Each is a paper, and nothing else of its format is one.
    Papers,
    /// It names none; a page that has a title and cites is a paper.
    Pages,
    /// It is a website: a page that has a title and an author may still be any page.
    Site,
}

/// The projects that were looked for in a run, each once.
pub struct Projects<'r> {
    roots: &'r Roots,
    known: HashMap<PathBuf, Option<Rc<Project>>>,
}

/// The files that say it, those first that win.
const NAMES: [&str; 7] =
    ["_quarto.yml", "_quarto.yaml", "_bookdown.yml", "myst.yml", "_toc.yml", "latexmkrc", ".latexmkrc"];

/// The folder of a Manubot manuscript.
const MANUBOT: &str = "content";

impl<'r> Projects<'r> {
    /// None is known yet.
    pub fn new(roots: &'r Roots) -> Self {
        Self { roots, known: HashMap::new() }
    }

    /// Returns the nearest project that a file in that real folder is a part of: there or above, up to the root.
    pub fn of(&mut self, folder: &Path) -> Option<Rc<Project>> {
        if let Some(known) = self.known.get(folder) {
            return known.clone();
        }
        let root = self.roots.root(folder).ok()?;
        let found = match self.read(&root, folder) {
            Some(project) => Some(Rc::new(project)),
            None if folder == root.path() => None,
            None => folder.parent().and_then(|above| self.of(above)),
        };
        self.known.insert(folder.to_owned(), found.clone());
        found
    }

    fn read(&self, root: &Root, folder: &Path) -> Option<Project> {
        let named = NAMES.into_iter().find_map(|name| {
            let bytes = root.open(&folder.join(name)).ok()?.read(MOST_OF_CONFIG).ok()?;
            let text = String::from_utf8_lossy(&bytes);
            match name.trim_start_matches('.') {
                "latexmkrc" => by_latexmk(root, folder, &text),
                _ => by_yaml(root, folder, name, &yaml::entries(&text)),
            }
        });
        named.or_else(|| manubot(root, folder))
    }
}

fn by_latexmk(root: &Root, folder: &Path, text: &str) -> Option<Project> {
    let text: String = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let (_, after) = text.split_once("@default_files")?;
    let (list, _) = after.split_once('(')?.1.split_once(')')?;
    let names = list.split(['\'', '"']).skip(1).step_by(2).map(str::to_owned);
    let (files, absent) = found(root, folder, names);
    (!files.is_empty()).then_some(Project { by: "latexmkrc", says: Says::Papers, files, absent })
}

fn by_yaml(root: &Root, folder: &Path, name: &'static str, entries: &[Entry]) -> Option<Project> {
    let rows: Vec<Row> = lines(include_str!("projects.txt")).filter_map(Row::of).collect();
    let fits =
        |entry: &&Entry| rows.iter().any(|row| row.file == name.replace("yaml", "yml") && row.names(entry));
    let names: Vec<String> = entries.iter().filter(fits).map(|entry| entry.value.clone()).collect();
    let is = |way: &str, value: &str| {
        let is_it = |entry: &Entry| entry.is_below(way) && entry.way.len() == way.split('.').count();
        entries.iter().any(|entry| is_it(entry) && (value.is_empty() || entry.value == value))
    };
    let says = |row: &&Row| row.file == name.replace("yaml", "yml");
    let (says, names) = match name {
        _ if is("project.type", "manuscript") && names.is_empty() => ("papers", vec!["index".to_owned()]),
        _ if is("project.type", "manuscript") => ("papers", names),
        "_bookdown.yml" if names.is_empty() => ("one", chunks_in_order(root, folder)),
        "_bookdown.yml" => ("one", with_index_first(names)),
        _ if names.is_empty() && is("project.type", "website") => ("site", names),
        "myst.yml" if names.is_empty() && is("project", "") => ("pages", names),
        _ if names.is_empty() => return None,
        _ => (rows.iter().find(says)?.says, names),
    };
    let (files, absent) = found(root, folder, names);
    let says = match says {
        "site" => Says::Site,
        "papers" => Says::Papers,
        "pages" => Says::Pages,
        "cited" if !is_draft(root, &files) => return None,
        _ => Says::One,
    };
    (matches!(says, Says::Pages | Says::Site) || !files.is_empty()).then_some(Project {
        by: name,
        says,
        files,
        absent,
    })
}

/// A line of `projects.txt`.
struct Row {
    file: &'static str,
    says: &'static str,
    way: &'static str,
    by: &'static str,
}

impl Row {
    fn of(line: &'static str) -> Option<Self> {
        let (said, by) = line.split_once(" by")?;
        let mut said = said.split(' ');
        Some(Self { file: said.next()?, says: said.next()?, way: said.next()?, by })
    }

    /// Returns whether a value is the name of a file.
    fn names(&self, entry: &Entry) -> bool {
        let is_place = entry.way.len() == self.way.split('.').count();
        let is_named = entry.way.last().is_some_and(|key| self.by.split(' ').any(|by| by == key));
        !entry.value.is_empty() && entry.is_below(self.way) && (is_place || is_named)
    }
}

/// Returns the chunks of a book that names none: bookdown takes them by their names.
fn chunks_in_order(root: &Root, folder: &Path) -> Vec<String> {
    let is_chunk = |name: &String| name.to_ascii_lowercase().ends_with(".rmd") && !name.starts_with('_');
    with_index_first(names_in(root, folder).into_iter().filter(is_chunk).collect())
}

fn with_index_first(mut names: Vec<String>) -> Vec<String> {
    names.sort_by_key(|name| !name.eq_ignore_ascii_case("index.rmd"));
    names
}

/// Returns the files of a Manubot manuscript, as in `content/02.introduction.md`.
fn manubot(root: &Root, folder: &Path) -> Option<Project> {
    if folder.file_name() != Some(OsStr::new(MANUBOT)) {
        return None;
    }
    let is_section = |name: &String| {
        let number = name.split_once('.').map_or("", |(number, _)| number);
        number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && name.ends_with(".md")
    };
    let (files, absent) = found(root, folder, names_in(root, folder).into_iter().filter(is_section));
    (!files.is_empty()).then_some(Project { by: MANUBOT, says: Says::One, files, absent })
}

/// Returns the names of the files of a folder, in their order.
fn names_in(root: &Root, folder: &Path) -> Vec<String> {
    let files = walk(folder, folder, root, MOST_NAMES, |_| true).files;
    let name = |(path, _): &(PathBuf, PathBuf)| Some(path.file_name()?.to_str()?.to_owned());
    files.iter().filter_map(name).collect()
}

/// Entries of a folder that are looked at for the parts of a draft.
const MOST_NAMES: usize = 4_096;

/// Chapters of one draft; more are no paper.
const MOST_CHAPTERS: usize = 1_024;

/// Returns which of the files that are named are there, and what of the rest should be. Nothing is looked for outside of the root.
fn found(root: &Root, folder: &Path, names: impl IntoIterator<Item = String>) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut absent) = (Vec::new(), Vec::new());
    for name in names.into_iter().take(MOST_CHAPTERS) {
        let path = Path::new(&name);
        let is_draft = |path: &Path| Format::from_path(path).is_some();
        let endings = ["", ".md", ".qmd", ".Rmd", ".ipynb", ".tex"];
        let tries = endings.into_iter().map(|ending| folder.join(format!("{name}{ending}")));
        let open = |path: PathBuf| {
            let opened = root.open(&path).ok()?;
            (!opened.is_folder() && is_draft(&opened.real)).then_some(opened.real)
        };
        let real = if path.has_root() {
            None
        } else {
            tries.into_iter().filter(|path| is_draft(path)).find_map(open)
        };
        match real {
            Some(real) if !files.contains(&real) => files.push(real),
            None if is_draft(path) => absent.push(name),
            _ => {}
        }
    }
    (files, absent)
}

/// Returns whether pages are one draft, and not a manual: none is a paper by itself, and together they are long and cite.
fn is_draft(root: &Root, pages: &[PathBuf]) -> bool {
    let mut all = Prose::default();
    for page in pages {
        let source = root.open(page).ok().and_then(|opened| opened.source("").ok());
        match source.zip(Format::from_path(page)).map(|(source, format)| kinds::of_text(&source.text, format))
        {
            Some(Kind::Paper { .. }) => return false,
            Some(Kind::Prose(prose)) => {
                all.words += prose.words;
                all.citations += prose.citations;
            }
            _ => {}
        }
    }
    all.may_be_paper()
}
