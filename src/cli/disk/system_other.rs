//! What is asked of a system that opens nothing from an open folder: the same questions, by paths. Links are judged as elsewhere; who changes
//! a folder while it is read can make a link of a name after it was looked at.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A folder, by its real path.
#[derive(Debug)]
pub struct Folder(PathBuf);

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Folder,
    File,
    Link,
    /// A device or a pipe.
    Other,
}

impl Folder {
    /// Takes a folder by a path that is trusted.
    pub fn open(path: &Path) -> io::Result<Self> {
        match path.metadata()?.is_dir() {
            true => Ok(Self(path.to_owned())),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Returns what a name stands for.
    pub fn kind(&self, name: &OsStr) -> io::Result<Kind> {
        let kind = self.0.join(name).symlink_metadata()?.file_type();
        Ok(match kind {
            _ if kind.is_symlink() => Kind::Link,
            _ if kind.is_dir() => Kind::Folder,
            _ if kind.is_file() => Kind::File,
            _ => Kind::Other,
        })
    }

    /// Returns where a link leads, as it says.
    pub fn link(&self, name: &OsStr) -> io::Result<PathBuf> {
        fs::read_link(self.0.join(name))
    }

    /// Returns a folder in it.
    pub fn folder(&self, name: &OsStr) -> io::Result<Self> {
        Self::open(&self.0.join(name))
    }

    /// Opens a file in it. What was opened need not be what the name stood for before.
    pub fn file(&self, name: &OsStr) -> io::Result<File> {
        File::open(self.0.join(name))
    }
}
