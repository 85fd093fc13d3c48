//! The paper that a file is a part of.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::latex::{class, class_option, is_latex_root};
use super::projects::{Projects, Says};
use crate::cli::disk::{Located, Root, Roots, from_here, walk};
use crate::cli::loader::DiskLoader;
use crate::markup::{LoadError, assemble};
use crate::source::{Format, Source};

/// The paper that a file is a part of.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Its main file, as seen from the current folder.
    pub main: PathBuf,
    /// The files that follow it.
    pub rest: Vec<PathBuf>,
    /// Main files of other papers that the file is a part of, too.
    pub others: Vec<PathBuf>,
}

/// What is asked of files that may include another.
pub struct Owners<'r> {
    roots: &'r Roots,
    /// By folder: the main files in it, and what they include.
    mains: HashMap<PathBuf, Rc<Vec<Main>>>,
    /// Whether a folder holds more files than are looked at.
    pub is_limited: bool,
}

/// A file that includes others.
struct Main {
    real: PathBuf,
    included: HashSet<PathBuf>,
}

/// Files of a folder that are looked into for what they include.
const MOST_MAINS: usize = 64;

/// Entries of a folder among which they are looked for.
const MOST_ENTRIES: usize = 4_096;

/// What a file says of the paper that it is a part of.
#[derive(Debug)]
pub enum NamedMain {
    /// The main file is there.
    Found(PathBuf),
    /// It names one that cannot be read.
    Lost(String, LoadError),
}

impl<'r> Owners<'r> {
    /// Nothing is known yet.
    pub fn new(roots: &'r Roots) -> Self {
        Self { roots, mains: HashMap::new(), is_limited: false }
    }

    /// Returns the paper whose project file names a file among its chapters.
    pub fn by_project(&self, real: &Path, projects: &mut Projects<'_>) -> Option<Owner> {
        let project = projects.of(real.parent()?)?;
        let (main, rest) = project.files.split_first()?;
        let is_chapter = project.says == Says::One && project.files.iter().any(|file| file == real);
        is_chapter.then(|| Owner {
            main: from_here(main),
            rest: rest.iter().map(|file| from_here(file)).collect(),
            others: Vec::new(),
        })
    }

    /// Returns the paper that includes a file: its main file lies in the same folder or in one above, up to the root.
    pub fn by_include(&mut self, real: &Path) -> Option<Owner> {
        let folder = real.parent()?;
        let root = self.roots.root(folder).ok()?;
        let mut owners: Vec<PathBuf> = Vec::new();
        for folder in folder.ancestors().take_while(|folder| folder.starts_with(root.path())) {
            let mains = self.mains_in(&root, folder);
            let holds = mains.iter().filter(|main| main.real != real && main.included.contains(real));
            owners.extend(holds.map(|main| from_here(&main.real)));
            if !owners.is_empty() {
                break;
            }
        }
        let mut owners = owners.into_iter();
        Some(Owner { main: owners.next()?, rest: Vec::new(), others: owners.collect() })
    }

    fn mains_in(&mut self, root: &Root, folder: &Path) -> Rc<Vec<Main>> {
        if let Some(known) = self.mains.get(folder) {
            return known.clone();
        }
        let files = walk(folder, folder, root, MOST_ENTRIES, |_| true).files;
        self.is_limited |= files.len() >= MOST_ENTRIES;
        let mut drafts = files.into_iter().filter_map(|(path, _)| Some((Format::from_path(&path)?, path)));
        let drafts = drafts.by_ref().filter(|(format, _)| matches!(format, Format::Latex | Format::Markdown));
        let mut drafts = drafts.peekable();
        let mut mains = Vec::new();
        for (format, path) in drafts.by_ref().take(MOST_MAINS) {
            mains.extend(self.main(format, &path));
        }
        self.is_limited |= drafts.peek().is_some();
        let mains = Rc::new(mains);
        self.mains.insert(folder.to_owned(), mains.clone());
        mains
    }

    /// Returns what a file includes, directly or by others, if it is one that may be the main file of a paper.
    fn main(&self, format: Format, path: &Path) -> Option<Main> {
        let Located { root, folder, opened } = self.roots.open(path).ok()?;
        let real = opened.real.clone();
        let source = opened.source(&path.to_string_lossy()).ok()?;
        let may_include = match format {
            Format::Latex => is_latex_root(&source.text) && class(&source.text) != Some("subfiles"),
            _ => ["include", "child", "\\input"].iter().any(|word| source.text.contains(word)),
        };
        let mut loader =
            may_include.then(|| DiskLoader::new(path, root, folder, real.clone()).by_path_alone())?;
        assemble(source, format, &mut loader);
        Some(Main { real, included: loader.included().map(Path::to_owned).collect() })
    }
}

/// Returns what a file itself says of the paper that it is a part of: `% !TEX root = main.tex` in its first lines, as editors of LaTeX read
/// it, or
/// `\documentclass[main.tex]{subfiles}`. None where it says nothing.
pub fn said(part: &Path, source: &Source, loader: &DiskLoader) -> Option<NamedMain> {
    let subfile =
        || (class(&source.text)? == "subfiles").then(|| class_option(&source.text))?.map(str::to_owned);
    let target = magic_root(part, &source.text).or_else(subfile)?;
    let with_ending = || loader.find_beside(&format!("{target}.tex"));
    Some(match loader.find_beside(&target).or_else(|error| with_ending().map_err(|_| error)) {
        Ok(main) => NamedMain::Found(main),
        Err(error) => NamedMain::Lost(target, error),
    })
}

/// Returns the main file that a part names in a comment.
pub fn magic_root(path: &Path, text: &str) -> Option<String> {
    text.lines().take(MAGIC_LINES).find_map(|line| {
        let (key, value) =
            line.trim().strip_prefix('%')?.trim_start().strip_prefix("!TEX")?.split_once('=')?;
        let is_itself = path.file_name().is_some_and(|name| name == value.trim());
        (key.trim().eq_ignore_ascii_case("root") && !is_itself).then(|| value.trim().to_owned())
    })
}

/// Lines at the top of a file where editors look for such comments.
const MAGIC_LINES: usize = 20;
