//! The names that a run is given: arguments, and the lines of a list.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};

use super::args::Inputs;
use super::disk::{self, MOST_OF_DRAFT, OpenError, ReadError, Roots, read_stream, shown};

/// What is to be read.
pub struct Named {
    /// In the order they were named.
    pub paths: Vec<PathBuf>,
    /// What a list must not name, in a sentence each.
    pub refused: Vec<String>,
}

impl Named {
    /// Returns the paths of the arguments and of `--files-from`; the current folder where there are none.
    ///
    /// # Errors
    /// When the list cannot be read, or names nothing.
    pub fn by(inputs: &Inputs) -> anyhow::Result<Self> {
        let mut named = Self { paths: inputs.paths.clone(), refused: Vec::new() };
        match &inputs.files_from {
            Some(list) => named.add_list(list)?,
            None if named.paths.is_empty() => named.paths.push(PathBuf::from(".")),
            None => {}
        }
        Ok(named)
    }

    fn add_list(&mut self, list: &Path) -> anyhow::Result<()> {
        let is_stdin = list.as_os_str() == "-";
        if is_stdin && self.paths.iter().any(|path| path.as_os_str() == "-") {
            bail!("standard input can hold a draft (`-`) or a list of paths (`--files-from -`), not both");
        }
        let read = if is_stdin {
            read_stream(io::stdin().lock(), MOST_OF_DRAFT).map(|bytes| (bytes, Roots::default()))
        } else {
            read_list(list)
        };
        let (bytes, roots) = read.map_err(|error| anyhow!("{}, the list of files: {error}", shown(list)))?;
        for path in bytes.split(|byte| *byte == b'\n').filter_map(listed) {
            match roots.folder_of(&path) {
                Err(OpenError::Outside) => self.refused.push(format!(
                    "{}: lies outside of the repository of {}, so it was not read; name it as an argument",
                    shown(&path),
                    shown(list)
                )),
                _ => self.paths.push(path),
            }
        }
        if self.paths.is_empty() && self.refused.is_empty() {
            bail!("{}: the list of files is empty, so there is nothing to read", shown(list));
        }
        Ok(())
    }
}

/// Returns a list, and where its names may lead: one that lies in a repository may be a stranger's, and names what lies there.
fn read_list(list: &Path) -> Result<(Vec<u8>, Roots), ReadError> {
    let located = Roots::default().open(list)?;
    let roots = Roots::new(disk::root_above(&located.folder)).map_err(OpenError::from)?;
    Ok((located.opened.read(MOST_OF_DRAFT)?, roots))
}

/// Returns the path on a line.
fn listed(line: &[u8]) -> Option<PathBuf> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    (!line.trim_ascii().is_empty()).then(|| disk::path_of(line))
}
