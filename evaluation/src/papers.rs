//! Papers of a corpus, with the files that lie beside them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use paperlint::internal::markup::{self, LoadError, Loader};
use paperlint::internal::source::{Draft, Format, Source};

/// Returns the paper whose main file is at `path`.
///
/// # Errors
/// When a file cannot be read, or its name does not tell its format.
pub fn assemble(path: &Path) -> Result<Draft> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let format = Format::from_path(path).with_context(|| format!("{}: unknown format", path.display()))?;
    let mut folder = Folder(path.parent().unwrap_or(Path::new(".")).to_owned());
    let rest = rest_of_series(path)?;
    Ok(markup::assemble_series(Source::decode("", bytes), rest, format, &mut folder))
}

/// Returns the same, with the files of references that it names.
///
/// # Errors
/// As for [`assemble`].
pub fn with_references(path: &Path) -> Result<Draft> {
    let mut folder = Folder(path.parent().unwrap_or(Path::new(".")).to_owned());
    Ok(markup::with_bibliographies(assemble(path)?, &mut folder))
}

/// Files beside the main one, by their names.
struct Folder(PathBuf);

impl Loader for Folder {
    fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
        let names = [format!("{target}.tex"), target.to_owned()];
        let found = names.into_iter().find_map(|name| Some((fs::read(self.0.join(&name)).ok()?, name)));
        found.map(|(bytes, name)| Source::decode(name, bytes)).ok_or(LoadError::Missing)
    }
}

/// Returns the files after the first of a paper whose files are numbered, as Manubot has them: `00.front-matter.md`, `01.abstract.md`.
fn rest_of_series(first: &Path) -> Result<Vec<Source>> {
    let is_numbered = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let (number, rest) = name.split_once('.').unwrap_or_default();
        number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && rest.ends_with(".md")
    };
    let Some(folder) = first.parent().filter(|_| is_numbered(first)) else { return Ok(Vec::new()) };
    let listed = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.as_path() > first && is_numbered(path));
    files.sort();
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Source::decode(name, bytes))
    };
    files.iter().map(read).collect()
}
