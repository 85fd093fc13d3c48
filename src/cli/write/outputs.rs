//! Files that an author asks for: reports, a baseline, pages. All of them are written, or none.

use std::fs::File;
use std::path::Path;

use anyhow::anyhow;

use super::Unwritten;
use super::aside::{self, Aside};
use super::place::Place;
use super::system;
use super::target::Target;
use crate::cli::disk::shown;

/// Files that are written beside where they will stand, and moved there when all of them could be written.
#[derive(Default)]
pub struct Files {
    ready: Vec<Begun>,
}

/// A file that is being written.
struct Begun {
    aside: Aside,
    /// The one whose place it takes.
    old: Option<File>,
    name: String,
}

/// Which of the files.
#[derive(Clone, Copy)]
pub struct FileNumber(usize);

impl Files {
    /// Begins a file beside its place. Nothing is there yet, and nothing is left if it goes no further.
    ///
    /// # Errors
    /// Names the file and what to do.
    pub fn begin(&mut self, target: &Target) -> anyhow::Result<FileNumber> {
        let name = shown(&target.name);
        let (aside, old) = begin(&target.real).map_err(|why| anyhow!(cannot_write(&name, &why)))?;
        self.ready.push(Begun { aside, old, name });
        Ok(FileNumber(self.ready.len() - 1))
    }

    /// Writes what follows in a file.
    ///
    /// # Errors
    /// Names the file and what to do.
    pub fn append(&mut self, FileNumber(number): FileNumber, text: impl AsRef<[u8]>) -> anyhow::Result<()> {
        let file = &mut self.ready[number];
        let written = file.aside.append(text.as_ref());
        written.map_err(|error| anyhow!(cannot_write(&file.name, &error.into())))
    }

    /// Writes a whole file.
    ///
    /// # Errors
    /// Names the file and what to do.
    pub fn add(&mut self, target: &Target, text: impl AsRef<[u8]>) -> anyhow::Result<()> {
        let number = self.begin(target)?;
        self.append(number, text)
    }

    /// Moves all files to their places.
    ///
    /// # Errors
    /// Names the file and what to do.
    pub fn commit(mut self) -> anyhow::Result<()> {
        for Begun { aside, old, name } in &mut self.ready {
            aside.finish(old.as_ref()).map_err(|why| anyhow!(cannot_write(name, &why)))?;
        }
        for Begun { aside, name, .. } in self.ready {
            aside.put().map_err(|error| anyhow!(cannot_write(&name, &error.into())))?;
        }
        Ok(())
    }
}

/// Writes a file that is not there yet: whole or not at all.
///
/// # Errors
/// Names the file and what to do.
pub fn write_new(target: &Target, text: &str) -> anyhow::Result<()> {
    let aside = beside(&target.real, text.as_bytes());
    let written = aside.and_then(|aside| Ok(aside.put_new()?));
    written.map_err(|why| anyhow!(cannot_write(&shown(&target.name), &why)))
}

/// Returns a new file beside its place, like the one that is there by now.
fn beside(real: &Path, text: &[u8]) -> Result<Aside, Unwritten> {
    let (mut aside, old) = begin(real)?;
    aside.append(text)?;
    aside.finish(old.as_ref())?;
    Ok(aside)
}

/// Returns an empty file beside its place, and the one that is there by now.
fn begin(real: &Path) -> Result<(Aside, Option<File>), Unwritten> {
    // What may be a save of an author is told of where drafts are mended.
    let _ = aside::clear(real.parent().unwrap_or(Path::new(".")));
    let place = Place::at(real)?;
    let old = place.file()?;
    if let Some(old) = &old
        && !system::is_writable(&old.metadata()?)
    {
        return Err(Unwritten::Io(std::io::ErrorKind::PermissionDenied.into()));
    }
    Ok((Aside::begin(place)?, old))
}

fn cannot_write(name: &str, why: &Unwritten) -> String {
    match why {
        // The error of the system names the file beside it, which means nothing to an author.
        Unwritten::Io(error) => {
            format!("{name}: cannot be written ({}); name a file that may be written", error.kind())
        }
        why => format!("{name}: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn add(files: &mut Files, path: &Path, text: &str) -> anyhow::Result<()> {
        files.add(&Target::of(path)?, text)
    }

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old.txt");
        fs::write(&old, "old").unwrap();
        let mut files = Files::default();
        add(&mut files, &old, "new").unwrap();
        add(&mut files, &folder.path().join("second.txt"), "2").unwrap();
        assert!(add(&mut files, &folder.path().join("no/such.txt"), "3").is_err());
        assert!(add(&mut files, folder.path(), "4").is_err());
        assert_eq!(fs::read_to_string(&old).unwrap(), "old");
        drop(files);
        assert_eq!(names(folder.path()), ["old.txt"]);
        let mut files = Files::default();
        add(&mut files, &old, "new").unwrap();
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
        std::os::unix::fs::symlink("real.txt", &link).unwrap();
        let mut files = Files::default();
        add(&mut files, &link, "new").unwrap();
        files.commit().unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(link.is_symlink());
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert!(Target::of(Path::new("/dev/null")).is_err());
    }
}
