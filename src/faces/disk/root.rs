//! Which folder is the root of a paper, and where a name that somebody gave leads.

use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use super::open::{OpenError, Opened, Root};

/// The name a configuration is found by. One beside a paper marks its root where there is no repository.
pub const CONFIG: &str = "paperlint.toml";

/// The folder that nothing of a paper in `folder`, a real path, may lead out of: the nearest one, this or above, with `.git`; without one
/// the topmost with a `paperlint.toml`; without any the folder itself.
pub fn root_of(folder: &Path) -> &Path {
    root_above(folder).unwrap_or(folder)
}

/// The root of a paper in `folder`, if any folder marks it. Never a home folder, nor one that holds it: a mark there would make a paper of
/// everything that somebody owns.
pub fn root_above(folder: &Path) -> Option<&Path> {
    let marked = |name: &'static str| {
        let folders = folder.ancestors().take_while(|folder| !holds_home(folder));
        folders.filter(move |folder| folder.join(name).symlink_metadata().is_ok())
    };
    marked(".git").next().or_else(|| marked(CONFIG).last())
}

/// Whether a folder is a home folder, or holds it.
pub fn holds_home(folder: &Path) -> bool {
    HOME.as_ref().is_some_and(|home| home.starts_with(folder))
}

/// The real path of the home folder of who runs the program.
static HOME: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    home.and_then(|home| home.canonicalize().ok())
});

/// The roots of a run.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    /// The real path of the one that is named for all papers.
    named: Option<PathBuf>,
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
    /// The roots of a run, with `--root` where it is given.
    ///
    /// # Errors
    /// When the folder cannot be found.
    pub fn new(named: Option<&Path>) -> io::Result<Self> {
        Ok(Self { named: named.map(Path::canonicalize).transpose()? })
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

    /// The real path of the folder of a file that need not be there.
    ///
    /// # Errors
    /// When there is no such folder, or a link on the way leads out of its root.
    pub fn folder_of(&self, path: &Path) -> Result<PathBuf, OpenError> {
        self.real_folder(path.parent().unwrap_or(Path::new("")))
    }

    /// The root of what lies in a real folder, opened.
    ///
    /// # Errors
    /// When the folder lies outside of the root that is named.
    pub fn root(&self, folder: &Path) -> Result<Root, OpenError> {
        let path = self.path_of_root(folder);
        if !folder.starts_with(path) {
            return Err(OpenError::Outside);
        }
        let is_home = self.named.is_none() && HOME.as_deref() == Some(path);
        Ok(Root::new(path, is_home)?)
    }

    /// The path of the root of what lies in a real folder.
    pub fn path_of_root<'p>(&'p self, folder: &'p Path) -> &'p Path {
        self.named.as_deref().unwrap_or_else(|| root_of(folder))
    }

    /// The real path of a folder. Links that a stranger may have made, those in a repository and those below the current folder, must not
    /// lead out of it; others are of who runs the program.
    fn real_folder(&self, path: &Path) -> Result<PathBuf, OpenError> {
        let here = std::env::current_dir().and_then(|here| here.canonicalize())?;
        let mut at = here.clone();
        let mut rest: Vec<OsString> = Vec::new();
        for part in path.components() {
            match part {
                Component::Normal(name) => rest.push(name.to_owned()),
                Component::ParentDir => rest.push("..".into()),
                Component::CurDir => {}
                Component::Prefix(prefix) => at = PathBuf::from(prefix.as_os_str()),
                Component::RootDir => at = at.join(std::path::MAIN_SEPARATOR_STR).canonicalize()?,
            }
        }
        for name in rest {
            if name == ".." {
                at.pop();
                continue;
            }
            let next = at.join(&name);
            at = match next.symlink_metadata() {
                Ok(about) if about.is_symlink() => self.follow(&at, &next, &here)?,
                Ok(_) => next,
                Err(error) => return Err(self.unless_named(error.into(), &at)),
            };
        }
        match &self.named {
            Some(root) if !at.starts_with(root) => Err(OpenError::Outside),
            _ => Ok(at),
        }
    }

    /// Where a link in the real folder `at` leads.
    fn follow(&self, at: &Path, link: &Path, here: &Path) -> Result<PathBuf, OpenError> {
        let fence = match &self.named {
            Some(root) => Some(root.as_path()).filter(|root| at.starts_with(root)),
            None => root_above(at).or(Some(here).filter(|here| at.starts_with(here))),
        };
        match fence {
            Some(fence) => Ok(Root::new(fence, false)?.open(link)?.real),
            None => link.canonicalize().map_err(|error| self.unless_named(error.into(), at)),
        }
    }

    /// An error, unless it would tell what there is outside of the root that is named.
    fn unless_named(&self, error: OpenError, at: &Path) -> OpenError {
        match &self.named {
            Some(root) if !at.starts_with(root) => OpenError::Outside,
            _ => error,
        }
    }
}
