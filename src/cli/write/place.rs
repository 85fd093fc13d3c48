//! Where a file is written.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::system::{self, Folder};

/// Bytes of the largest file that is compared with what was read; no larger one is read.
const MOST_BYTES: u64 = 64 << 20;

/// A name in an open folder: the same place, whatever its path comes to stand for.
#[derive(Debug)]
pub struct Place {
    pub folder: Folder,
    pub name: OsString,
}

impl Place {
    /// Returns the place of a path, the folder of which is there.
    pub fn at(path: &Path) -> io::Result<Self> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let real = folder.canonicalize()?;
        Ok(Self { folder: Folder::open(&real)?, name: name.to_owned() })
    }

    /// Returns the file that stands here; `None` where nothing does.
    pub fn file(&self) -> io::Result<Option<File>> {
        match self.folder.file(&self.name) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// What stands under a name.
pub struct Content {
    pub file: File,
    pub about: Metadata,
    pub bytes: Vec<u8>,
}

impl Content {
    /// Reads a file of a folder.
    pub fn of(folder: &Folder, name: &OsStr) -> io::Result<Self> {
        let file = folder.file(name)?;
        let mut bytes = Vec::new();
        (&file).take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(Self { about: file.metadata()?, file, bytes })
    }

    /// Returns whether it is that file, as far as the system tells files from each other.
    pub fn is(&self, about: &Metadata) -> bool {
        system::identity(&self.about) == system::identity(about)
    }
}
