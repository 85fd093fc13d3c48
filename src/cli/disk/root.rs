//! Which folder is the root of a paper, and where a name that somebody gave leads.

use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};

use super::open::{Drafts, OpenError, Opened, Root};

/// The name a configuration is found by. One beside a paper marks its root where there is no repository.
pub const CONFIG: &str = "paperlint.toml";

/// Returns the root of a paper in `folder`, a real path, if any folder marks it: the nearest one, this or above, with `.git`; without one
/// the topmost with a `paperlint.toml`. Never a home folder, nor one that holds it: a mark there would make a paper of everything that
/// somebody owns.
pub fn root_above(folder: &Path) -> Option<&Path> {
    marked(folder, |mark| mark.symlink_metadata().is_ok())
}

fn marked(folder: &Path, mut is_there: impl FnMut(PathBuf) -> bool) -> Option<&Path> {
    let folders = || folder.ancestors().take_while(|folder| !holds_home(folder));
    folders()
        .find(|folder| is_there(folder.join(".git")))
        .or_else(|| folders().filter(|folder| is_there(folder.join(CONFIG))).last())
}

/// Returns whether a folder is a home folder, or holds it.
pub fn holds_home(folder: &Path) -> bool {
    HOME.as_ref().is_some_and(|home| home.starts_with(folder))
}

/// The real path of the home folder of who runs the program.
static HOME: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    home.and_then(|home| home.canonicalize().ok())
});

/// The roots of a run, which asks the disk once about each folder and mark.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    /// The real path of the one that is named for all papers.
    named: Option<PathBuf>,
    asked: Arc<Mutex<Asked>>,
}

/// What the disk was asked.
#[derive(Debug, Default)]
struct Asked {
    /// Real paths of folders, by the names that somebody gave.
    folders: HashMap<PathBuf, PathBuf>,
    /// Steps from a real folder up to its root, if any folder marks it.
    roots: HashMap<PathBuf, Option<usize>>,
    /// Whether something that would mark a root is there.
    marks: HashMap<PathBuf, bool>,
    /// The drafts below each root.
    drafts: HashMap<PathBuf, Arc<OnceLock<Drafts>>>,
}

/// What a name that somebody gave stands for.
#[derive(Debug)]
pub struct Located {
    /// The root of the paper that it would be the main file of.
    pub root: Root,
    /// The real path of the folder that the name stands in.
    pub folder: PathBuf,
    /// What was found.
    pub opened: Opened,
}

impl Roots {
    /// Returns the roots of a run, with `--root` where it is given.
    ///
    /// # Errors
    /// When the folder cannot be found.
    pub fn new(named: Option<&Path>) -> io::Result<Self> {
        Ok(Self { named: named.map(Path::canonicalize).transpose()?, ..Self::default() })
    }

    /// Opens what a name stands for: in its root, whatever links it goes through.
    ///
    /// # Errors
    /// When there is nothing, or nothing that is read.
    pub fn open(&self, path: &Path) -> Result<Located, OpenError> {
        let (folder, path) = match path.file_name() {
            Some(name) => {
                let folder = self.folder_of(path)?;
                let path = folder.join(name);
                (folder, path)
            }
            None => {
                let folder = self.real_folder(path)?;
                (folder.clone(), folder)
            }
        };
        let root = self.root(&folder)?;
        let opened = root.open(&path)?;
        Ok(Located { root, folder, opened })
    }

    /// Returns the real path of the folder of a file that need not be there.
    ///
    /// # Errors
    /// When there is no such folder, or a link on the way leads out of its root.
    pub fn folder_of(&self, path: &Path) -> Result<PathBuf, OpenError> {
        self.real_folder(path.parent().unwrap_or(Path::new("")))
    }

    /// Returns the root of what lies in a real folder, opened.
    ///
    /// # Errors
    /// When the folder lies outside of the root that is named.
    pub fn root(&self, folder: &Path) -> Result<Root, OpenError> {
        let path = self.path_of_root(folder);
        if !folder.starts_with(path) {
            return Err(OpenError::Outside);
        }
        let is_home = self.named.is_none() && HOME.as_deref() == Some(path);
        let drafts = self.asked().drafts.entry(path.to_owned()).or_default().clone();
        Ok(Root::new(path, is_home)?.with_drafts(drafts))
    }

    /// Returns the path of the root of what lies in a real folder: the folder itself where none is named or marked.
    pub fn path_of_root<'p>(&'p self, folder: &'p Path) -> &'p Path {
        self.named.as_deref().or_else(|| self.root_above(folder)).unwrap_or(folder)
    }

    /// As [`root_above`].
    pub fn root_above<'p>(&self, folder: &'p Path) -> Option<&'p Path> {
        let Asked { roots, marks, .. } = &mut *self.asked();
        let steps = *roots.entry(folder.to_owned()).or_insert_with(|| {
            let is_there = |mark: PathBuf| match marks.get(&mark) {
                Some(known) => *known,
                None => {
                    let found = mark.symlink_metadata().is_ok();
                    marks.insert(mark, found);
                    found
                }
            };
            let root = marked(folder, is_there)?;
            folder.ancestors().position(|above| above == root)
        });
        folder.ancestors().nth(steps?)
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the real path of a folder. Links that a stranger may have made, those in a repository and those below the current folder,
    /// must not lead out of it; others are of who runs the program.
    fn real_folder(&self, path: &Path) -> Result<PathBuf, OpenError> {
        let known = self.asked().folders.get(path).cloned();
        let at = known.map_or_else(|| self.walk(path), Ok)?;
        match &self.named {
            Some(root) if !at.starts_with(root) => Err(OpenError::Outside),
            _ => Ok(at),
        }
    }

    fn walk(&self, path: &Path) -> Result<PathBuf, OpenError> {
        let mut at = self.here()?;
        let mut ways: Vec<&Path> = path.ancestors().collect();
        while let Some(way) = ways.pop() {
            let known = self.asked().folders.get(way).cloned();
            let next = known.map_or_else(|| self.step(at, way), Ok)?;
            self.asked().folders.insert(way.to_owned(), next.clone());
            at = next;
        }
        Ok(at)
    }

    /// Returns the real path of the current folder.
    fn here(&self) -> io::Result<PathBuf> {
        if let Some(known) = self.asked().folders.get(Path::new("")) {
            return Ok(known.clone());
        }
        let here = std::env::current_dir().and_then(|here| here.canonicalize())?;
        self.asked().folders.insert(PathBuf::new(), here.clone());
        Ok(here)
    }

    /// Returns where the last part of a path leads from the real folder `at`.
    fn step(&self, mut at: PathBuf, way: &Path) -> Result<PathBuf, OpenError> {
        match way.components().next_back() {
            None | Some(Component::CurDir) => Ok(at),
            Some(Component::ParentDir) => {
                at.pop();
                Ok(at)
            }
            Some(Component::Prefix(prefix)) => Ok(PathBuf::from(prefix.as_os_str())),
            Some(Component::RootDir) => Ok(at.join(std::path::MAIN_SEPARATOR_STR).canonicalize()?),
            Some(Component::Normal(name)) => {
                let next = at.join(name);
                match next.symlink_metadata() {
                    Ok(about) if about.is_symlink() => self.follow(&at, &next),
                    Ok(_) => Ok(next),
                    Err(error) => Err(self.unless_named(error.into(), &at)),
                }
            }
        }
    }

    /// Returns where a link in the real folder `at` leads.
    fn follow(&self, at: &Path, link: &Path) -> Result<PathBuf, OpenError> {
        let here = self.here()?;
        let fence = match &self.named {
            Some(root) => Some(root.as_path()).filter(|root| at.starts_with(root)),
            None => self.root_above(at).or(Some(here.as_path()).filter(|here| at.starts_with(here))),
        };
        match fence {
            Some(fence) => Ok(Root::new(fence, false)?.open(link)?.real),
            None => link.canonicalize().map_err(|error| self.unless_named(error.into(), at)),
        }
    }

    /// Returns an error, unless it would tell what there is outside of the root that is named.
    fn unless_named(&self, error: OpenError, at: &Path) -> OpenError {
        match &self.named {
            Some(root) if !at.starts_with(root) => OpenError::Outside,
            _ => error,
        }
    }
}
