//! Files that paperlint writes where an author asks for it: all of them whole, or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use tempfile::{Builder, NamedTempFile};

use super::disk::shown;

/// Files that are written beside where they will stand, and moved there when all of them could be written.
#[derive(Default)]
pub struct Files {
    ready: Vec<(NamedTempFile, PathBuf)>,
}

impl Files {
    /// Writes a file beside `path`. Nothing is there yet, and nothing is left if it goes no further.
    ///
    /// # Errors
    /// Names the file and what to do.
    pub fn add(&mut self, path: &Path, text: impl AsRef<[u8]>) -> anyhow::Result<()> {
        // What a link leads to is replaced, and not the link.
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if real.exists() && !real.is_file() {
            bail!(
                "{}: is not a file, so it cannot be written; name a file, or `-` for standard output",
                shown(path)
            );
        }
        let write = || -> io::Result<NamedTempFile> {
            let mut file = beside(&real)?;
            file.write_all(text.as_ref())?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        if !folder_of(&real).is_dir() {
            bail!(
                "{}: cannot be written, since its folder does not exist; make the folder first",
                shown(path)
            );
        }
        // The error of the system names the file beside it, which means nothing to an author.
        let file = write().map_err(|error| anyhow!(cannot_write(path, error.kind())))?;
        self.ready.push((file, real));
        Ok(())
    }

    /// Moves all files to their places.
    ///
    /// # Errors
    /// Names the file and what to do.
    pub fn commit(self) -> anyhow::Result<()> {
        for (file, path) in self.ready {
            file.persist(&path).map_err(|error| anyhow!(cannot_write(&path, error.error.kind())))?;
        }
        Ok(())
    }
}

fn cannot_write(path: &Path, why: io::ErrorKind) -> String {
    format!("{}: cannot be written ({why}); name a file that may be written", shown(path))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that nobody else has, with the rights of the one that it replaces, or else those that any new file gets.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    let mut builder = Builder::new();
    builder.prefix(".paperlint-");
    match fs::metadata(path) {
        Ok(known) if known.permissions().readonly() => Err(io::ErrorKind::PermissionDenied.into()),
        Ok(known) => {
            let file = builder.tempfile_in(folder)?;
            file.as_file().set_permissions(known.permissions())?;
            Ok(file)
        }
        Err(_) => {
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
            builder.tempfile_in(folder)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old.txt");
        fs::write(&old, "old").unwrap();
        let mut files = Files::default();
        files.add(&old, "new").unwrap();
        files.add(&folder.path().join("second.txt"), "2").unwrap();
        assert!(files.add(&folder.path().join("no/such.txt"), "3").is_err());
        assert!(files.add(folder.path(), "4").is_err());
        assert_eq!(fs::read_to_string(&old).unwrap(), "old");
        drop(files);
        assert_eq!(names(folder.path()), ["old.txt"]);
        let mut files = Files::default();
        files.add(&old, "new").unwrap();
        files.commit().unwrap();
        assert_eq!(fs::read_to_string(&old).unwrap(), "new");
        assert_eq!(names(folder.path()), ["old.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_rights_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.txt"), folder.path().join("link.txt"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let mut files = Files::default();
        files.add(&link, "new").unwrap();
        files.commit().unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(link.is_symlink());
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert!(Files::default().add(Path::new("/dev/null"), "").is_err());
    }
}
