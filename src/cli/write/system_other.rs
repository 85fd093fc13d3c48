//! What is asked of a system that names nothing by an open folder: the same questions, by paths. Files are written under a name of
//! ours and moved; two do not change places in one step, and owners and attributes are what the system makes them.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A folder, by its path.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    pub fn open(path: &Path) -> io::Result<Self> {
        if path.is_dir() { Ok(Self(path.to_owned())) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// Opens the regular file of that name.
    pub fn file(&self, name: &OsStr) -> io::Result<File> {
        let path = self.0.join(name);
        if path.symlink_metadata()?.is_file() {
            File::open(path)
        } else {
            Err(io::Error::other("is not a file"))
        }
    }

    /// Returns a new file without a name: there is none here.
    pub fn unnamed(&self) -> Option<File> {
        None
    }

    /// Returns a new file of that name.
    pub fn create(&self, name: &OsStr) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).open(self.0.join(name))
    }

    /// Gives a name to a file that has none: there is none here.
    pub fn name(&self, _: &File, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Gives a second name, which must not be taken, to a file.
    pub fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::hard_link(self.0.join(from), self.0.join(to))
    }

    /// Puts a file in the place of another one.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    /// Two files change their places in one step: not here.
    pub fn exchange(&self, _: &OsStr, _: &OsStr) -> io::Result<bool> {
        Ok(false)
    }

    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    pub fn sync(&self) {}

    /// Returns its names that begin so.
    pub fn names(&self, start: &str) -> io::Result<Vec<OsString>> {
        let names = fs::read_dir(&self.0)?.map(|entry| entry.map(|entry| entry.file_name()));
        names
            .filter(|name| name.as_ref().is_ok_and(|name| name.to_string_lossy().starts_with(start)))
            .collect()
    }
}

/// Does something that is over in an instant. A signal may end the program meanwhile; the next run clears up.
pub fn uninterrupted<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Returns whether a signal waits for something to be over: none does.
pub fn is_interrupted() -> bool {
    false
}

/// Returns which file it is, where that can be told.
pub fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// Returns how many names a file has, as far as is known.
pub fn names_of(_: &Metadata) -> u64 {
    1
}

/// Returns whether a file may be written to.
pub fn is_writable(about: &Metadata) -> bool {
    !about.permissions().readonly()
}

/// Returns whether nobody else works on a file: the system forbids to remove one that is open, so it may be tried.
pub fn lock(_: &File) -> bool {
    true
}

/// Gives `new` the rights of `old`.
pub fn keep(old: &File, new: &File) -> io::Result<Vec<String>> {
    new.set_permissions(old.metadata()?.permissions())?;
    Ok(Vec::new())
}
