//! Opening a file from its root, and reading it up to a bound.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::MOST_OF_DRAFT;
use super::system::{Folder, Kind};
use crate::source::Source;

/// A folder that nothing may lead out of, held open.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
    folder: Folder,
    /// Of a home folder only files that lie right in it are read, hidden ones not: what else is there is nobody's paper.
    is_home: bool,
    drafts: Arc<OnceLock<Drafts>>,
}

/// Paths of drafts below a root, by their names.
pub type Drafts = HashMap<OsString, Vec<PathBuf>>;

/// What a path stands for.
#[derive(Debug)]
pub struct Opened {
    /// The path to it from which all links are gone.
    pub real: PathBuf,
    /// The open regular file; `None` for a folder.
    file: Option<File>,
}

/// Why a path was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing is there.
    #[error("no such file or folder")]
    Missing,
    /// The path or one of its links leads out of the root, whatever is there.
    #[error(
        "leads out of the paper's root, so it was not read; on the command line, `--root FOLDER` names a wider one"
    )]
    Outside,
    /// What git keeps is no part of a paper, and may hold the token that it was fetched with.
    #[error("lies in .git, which is no part of a paper, so it was not read")]
    Git,
    /// A folder, a device, a pipe, a socket.
    #[error("is not a file, so it was not read")]
    NotAFile,
    /// The system says why.
    #[error("cannot be read ({0})")]
    Io(io::Error),
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It was not even opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// It holds more bytes than its kind may.
    #[error("is larger than {} MiB, so it was not read", .0 >> 20)]
    TooLarge(u64),
}

/// Links on the way to one file; Linux follows as many.
const MOST_LINKS: usize = 40;

impl Root {
    /// Opens a root by its real path.
    pub fn new(path: &Path, is_home: bool) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), folder: Folder::open(path)?, is_home, drafts: Arc::default() })
    }

    /// Returns the same, which takes its drafts for those that were found below it, or finds them for all.
    pub(super) fn with_drafts(self, drafts: Arc<OnceLock<Drafts>>) -> Self {
        Self { drafts, ..self }
    }

    /// Returns the drafts below it, which are looked for at the first use.
    pub fn drafts(&self, find: impl FnOnce() -> Drafts) -> &Drafts {
        self.drafts.get_or_init(find)
    }

    /// Returns its real path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens what a path stands for, which is absolute or goes from the root.
    ///
    /// # Errors
    /// When there is nothing, or nothing that is read.
    pub fn open(&self, path: &Path) -> Result<Opened, OpenError> {
        self.follow(path, false)
    }

    /// Opens what git keeps, which is for nobody to see.
    ///
    /// # Errors
    /// When there is nothing, or nothing that is read.
    pub fn open_in_git(&self, path: &Path) -> Result<Opened, OpenError> {
        self.follow(path, true)
    }

    fn follow(&self, path: &Path, may_see_git: bool) -> Result<Opened, OpenError> {
        let mut way = Way { root: self, folders: Vec::new(), rest: Vec::new(), may_see_git };
        way.go(path)?;
        let mut links = 0;
        while let Some(name) = way.rest.pop() {
            if name == ".." {
                way.folders.pop().ok_or(OpenError::Outside)?;
                continue;
            }
            way.judge(&name)?;
            match way.folder().kind(&name)? {
                Kind::Link if links == MOST_LINKS => {
                    return Err(OpenError::Io(io::Error::other("its links lead in a circle")));
                }
                Kind::Link => {
                    links += 1;
                    let target = way.folder().link(&name)?;
                    way.go(&target)?;
                }
                Kind::Folder => way.enter(name)?,
                _ if !way.rest.is_empty() => return Err(OpenError::Missing),
                Kind::File => return way.open(&name),
                Kind::Other => return Err(OpenError::NotAFile),
            }
        }
        Ok(Opened { real: way.real(), file: None })
    }
}

/// The way to a file: where it has come, and what is left of it.
struct Way<'r> {
    root: &'r Root,
    /// The folders below the root, each open, with its name.
    folders: Vec<(OsString, Folder)>,
    /// Names, the last one first.
    rest: Vec<OsString>,
    may_see_git: bool,
}

impl Way<'_> {
    /// Goes on by a path, which starts anew where it is absolute.
    fn go(&mut self, path: &Path) -> Result<(), OpenError> {
        let below = match path.has_root() || path.is_absolute() {
            true => {
                self.folders.clear();
                path.strip_prefix(&self.root.path).map_err(|_| OpenError::Outside)?
            }
            false => path,
        };
        for part in below.components().rev() {
            match part {
                Component::Normal(name) => self.rest.push(name.to_owned()),
                Component::ParentDir => self.rest.push("..".into()),
                Component::CurDir => {}
                Component::RootDir | Component::Prefix(_) => return Err(OpenError::Outside),
            }
        }
        Ok(())
    }

    /// Returns whether a name may be looked up here.
    fn judge(&self, name: &OsStr) -> Result<(), OpenError> {
        if name.eq_ignore_ascii_case(".git") && !self.may_see_git {
            return Err(OpenError::Git);
        }
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        let is_below = !self.folders.is_empty() || !self.rest.is_empty();
        let is_private = self.root.is_home && (is_hidden || is_below);
        if is_private { Err(OpenError::Outside) } else { Ok(()) }
    }

    fn enter(&mut self, name: OsString) -> Result<(), OpenError> {
        let folder = self.folder().folder(&name)?;
        self.folders.push((name, folder));
        Ok(())
    }

    fn open(&self, name: &OsStr) -> Result<Opened, OpenError> {
        let file = self.folder().file(name)?;
        // Asked of what was opened: the name may stand for something else by now.
        match file.metadata().map_err(OpenError::Io)?.is_file() {
            true => Ok(Opened { real: self.real().join(name), file: Some(file) }),
            false => Err(OpenError::NotAFile),
        }
    }

    fn folder(&self) -> &Folder {
        self.folders.last().map_or(&self.root.folder, |(_, folder)| folder)
    }

    fn real(&self) -> PathBuf {
        let mut real = self.root.path.clone();
        real.extend(self.folders.iter().map(|(name, _)| name));
        real
    }
}

impl From<io::Error> for OpenError {
    /// Returns a name that cannot be one, or goes through a file, is not there; only what the system forbids is said.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidFilename
            | io::ErrorKind::InvalidInput => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

impl Opened {
    /// Returns whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.file.is_none()
    }

    /// Returns the bytes of a file, where there are no more than `most`.
    ///
    /// # Errors
    /// When it is a folder, too large, or cannot be read.
    pub fn read(self, most: u64) -> Result<Vec<u8>, ReadError> {
        let file = self.file.ok_or(OpenError::NotAFile)?;
        let len = file.metadata().map_err(OpenError::Io)?.len();
        if len > most {
            return Err(ReadError::TooLarge(most));
        }
        read_stream(file, most)
    }

    /// Returns a draft, decoded.
    ///
    /// # Errors
    /// When it is a folder, too large, or cannot be read.
    pub fn source(self, name: &str) -> Result<Source, ReadError> {
        Ok(Source::decode(name, self.read(MOST_OF_DRAFT)?))
    }
}

/// Returns the bytes of a stream, where there are no more than `most`.
///
/// # Errors
/// When there are more, or the system says no.
pub fn read_stream(stream: impl Read, most: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    stream.take(most + 1).read_to_end(&mut bytes).map_err(OpenError::Io)?;
    if bytes.len() as u64 > most { Err(ReadError::TooLarge(most)) } else { Ok(bytes) }
}

/// Returns a draft from a stream, decoded.
///
/// # Errors
/// When it is too large, or the system says no.
pub fn decode(name: &str, stream: impl Read) -> Result<Source, ReadError> {
    Ok(Source::decode(name, read_stream(stream, MOST_OF_DRAFT)?))
}
