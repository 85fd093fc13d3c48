//! Where an output may go. What is wrong with a name is found before anything runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::system;
use crate::cli::disk::{OpenError, Root, Roots, root_above, shown};
use crate::output::OutputFormat;
use crate::source::Format;

/// The file that an output is written to.
#[derive(Clone, Debug)]
pub struct Target {
    /// As it was named.
    pub name: PathBuf,
    /// Its real path; it need not be there.
    pub real: PathBuf,
}

/// What tells two files from each other: of one that is there the file itself, whatever its name, else the folder and the name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity(Option<(u64, u64)>, Option<PathBuf>);

impl Identity {
    /// Returns the identity of what a real path stands for, or will.
    pub fn of(real: &Path) -> Self {
        let about = real.metadata().ok();
        match about.as_ref().and_then(system::identity) {
            Some(file) => Self(Some(file), None),
            None => Self(None, Some(real.to_owned())),
        }
    }
}

impl Target {
    /// Returns the file of a name. No link that may be a stranger's leads it out of its root.
    ///
    /// # Errors
    /// Names the file, and what to do, where nothing can or may be written there.
    pub fn of(path: &Path) -> anyhow::Result<Self> {
        let name = shown(path);
        let Some(file_name) = path.file_name() else { bail!(not_a_file(&name)) };
        let folder = Roots::default().folder_of(path).map_err(|error| anyhow!(no_folder(&name, &error)))?;
        if !folder.is_dir() {
            bail!(no_folder(&name, &OpenError::Missing));
        }
        let beside = folder.join(file_name);
        let root = Root::new(root_above(&folder).unwrap_or(&folder), false);
        let opened = root.map_err(OpenError::Io).and_then(|root| root.open(&beside));
        let real = match opened {
            Ok(opened) if opened.is_folder() => bail!(not_a_file(&name)),
            Ok(opened) => opened.real,
            Err(OpenError::Missing) if beside.symlink_metadata().is_err() => beside,
            Err(OpenError::Missing) => bail!(
                "{name}: is a link that leads to nothing, so nothing is written through it; remove it, or name another file"
            ),
            Err(OpenError::NotAFile) => bail!(not_a_file(&name)),
            Err(error) => bail!(no_folder(&name, &error)),
        };
        Ok(Self { name: path.to_owned(), real })
    }

    /// Returns the same for a report or a baseline, which never takes the place of a draft.
    ///
    /// # Errors
    /// As for any file, and where its ending is one of a draft.
    pub fn of_report(path: &Path, format: Option<OutputFormat>) -> anyhow::Result<Self> {
        let target = Self::of(path)?;
        match Format::from_path(&target.real).or_else(|| Format::from_path(path)) {
            // Reports for people are plain text, or Markdown that says what it is.
            None | Some(Format::Plain) => Ok(target),
            Some(Format::Markdown) if format == Some(OutputFormat::Markdown) && target.may_be_report() => {
                Ok(target)
            }
            Some(_) => bail!(
                "{}: has the ending of a draft, and no report takes the place of one; give it another ending, such as `.json`",
                shown(path)
            ),
        }
    }

    /// Returns whether nothing is there, or a report of ours.
    fn may_be_report(&self) -> bool {
        let mark = crate::output::MARKDOWN_MARK.as_bytes();
        match fs::read(&self.real) {
            Ok(bytes) => bytes.starts_with(mark),
            Err(_) => self.real.symlink_metadata().is_err(),
        }
    }

    /// Returns what tells it from other files.
    pub fn identity(&self) -> Identity {
        Identity::of(&self.real)
    }
}

fn not_a_file(name: &str) -> String {
    format!("{name}: is not a file, so it cannot be written; name a file, or `-` for standard output")
}

fn no_folder(name: &str, error: &OpenError) -> String {
    match error {
        OpenError::Missing | OpenError::NotAFile => {
            format!("{name}: cannot be written, since its folder does not exist; make the folder first")
        }
        OpenError::Outside => format!(
            "{name}: is reached by a link that leads out of the repository, so nothing is written there; name the file itself"
        ),
        OpenError::Git => format!("{name}: lies in .git, where nothing is written; name another file"),
        OpenError::Io(error) => {
            format!("{name}: cannot be written ({}); name a file that may be written", error.kind())
        }
    }
}

/// Makes a folder for files, and those above it.
///
/// # Errors
/// Names the folder, and what to do.
pub fn make_folder(path: &Path) -> anyhow::Result<()> {
    let name = shown(path);
    let there = path.ancestors().find(|folder| folder.symlink_metadata().is_ok()).unwrap_or(Path::new(""));
    // Judged before anything is made.
    Roots::default().folder_of(&there.join("x")).map_err(|error| match error {
        OpenError::Outside => anyhow!(
            "{name}: is reached by a link that leads out of the repository, so nothing is written there; name the folder itself"
        ),
        OpenError::Missing => anyhow!("{name}: is a link that leads to nothing; remove it, or name another folder"),
        error => anyhow!("{name}: cannot be made: {error}"),
    })?;
    fs::create_dir_all(path)
        .map_err(|error| anyhow!("{name}: cannot be made ({}); name another folder", error.kind()))
}
