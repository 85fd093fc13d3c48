//! What configurations name, read from disk.

use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::cli::disk::{MOST_OF_CONFIG, OpenError, Opened, Root, Roots, normal, root_above, shown};
use crate::cli::loader::Unsaved;
use crate::config::{ConfigFile, OwnRule, Reader};

/// How far a configuration reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Named by the person who runs paperlint: anywhere.
    Named,
    /// Found beside a paper: not out of this folder, the real root of the paper.
    Within(PathBuf),
}

impl Reach {
    /// Returns whether the text of a file may be shown that a configuration in `folder` brings along: where that is named and lies in a
    /// repository, it may still be a stranger's, and no file outside is shown for it.
    fn shows(&self, folder: &Path, real: &Path) -> bool {
        *self == Self::Named && root_above(folder).is_none_or(|root| real.starts_with(root))
    }

    /// Opens what a configuration names.
    fn open(&self, folder: &Path, target: &Path) -> Result<Opened, String> {
        let path = folder.join(target);
        let opened = match self {
            Self::Named => Roots::default().open(&path).map(|located| located.opened),
            // The path is judged by its name first, whatever lies on its way.
            Self::Within(root) if !normal(&path).starts_with(root) => Err(OpenError::Outside),
            Self::Within(root) => {
                Root::new(root, false).map_err(OpenError::from).and_then(|root| root.open(&path))
            }
        };
        let target = target.to_string_lossy();
        opened.map_err(|error| match (error, self) {
            (OpenError::Outside, Self::Within(_)) => {
                format!(
                    "`{target}` lies outside the paper's root, and a paperlint.toml reaches nothing there"
                )
            }
            (OpenError::Missing, _) => format!("`{target}` was not found"),
            (error, _) => format!("`{target}` {error}"),
        })
    }
}

/// Reads what one configuration names, and what that names. Of a found configuration only its own text may be shown, since a link, `extends`
/// and `rule-folders` could lead to any file below the root, and what is read there is nobody's business.
pub struct DiskReader {
    reach: Reach,
    /// The real folder of the configuration.
    folder: PathBuf,
    /// What an editor has open in the place of what is saved.
    open: Unsaved,
}

impl DiskReader {
    /// For what the command line names.
    pub fn of_flags() -> Self {
        Self { reach: Reach::Named, folder: PathBuf::new(), open: Unsaved::default() }
    }

    /// Returns the configuration at a path, and what reads the files that it names.
    ///
    /// # Errors
    /// When it cannot be read, with what is wrong in words.
    pub fn of(path: &Path, reach: Reach, open: Unsaved) -> Result<(ConfigFile, Self), String> {
        let name = shown(path);
        let folder = path.parent().unwrap_or(Path::new(""));
        let opened = reach.open(folder, Path::new(path.file_name().unwrap_or_default()));
        let opened = opened.map_err(|message| format!("{name}: {message}"))?;
        let is_own = opened.real == path;
        let folder = opened.real.parent().unwrap_or(Path::new("")).to_owned();
        let reader = Self { reach, folder, open };
        let file = reader.give(opened, name.clone()).map_err(|message| format!("{name}: {message}"))?;
        Ok((ConfigFile { is_open: is_own || file.is_open, ..file }, reader))
    }

    /// Returns a configuration.
    fn give(&self, opened: Opened, name: String) -> Result<ConfigFile, String> {
        let path = opened.real.clone();
        Ok(ConfigFile {
            text: self.open.at(&path).map_or_else(|| read(opened), |open| Ok(open.text.clone()))?,
            line_ends: OnceLock::new(),
            is_for_all: self.reach == Reach::Named,
            named_at: None,
            is_open: self.reach.shows(&self.folder, &path),
            shown_by: format!("paperlint config --config {name}"),
            name,
            path,
        })
    }

    /// Returns a rule file that a configuration in `base` brings along, or the command line.
    fn rule(&self, reach: &Reach, base: Option<&Path>, path: &Path) -> Result<ConfigFile, String> {
        let name = shown(path);
        let wrong = |message: String| format!("{name}: {message}");
        let opened = reach.open(Path::new(""), path).map_err(wrong)?;
        let is_open = base.is_none_or(|base| reach.shows(base, &opened.real));
        let text = read(opened).map_err(wrong)?;
        let shown_by = format!("paperlint rules --rules {}", shown(path.parent().unwrap_or(Path::new(""))));
        let is_for_all = *reach == Reach::Named;
        let path = path.to_owned();
        let line_ends = OnceLock::new();
        Ok(ConfigFile { name, text, path, line_ends, is_for_all, named_at: None, is_open, shown_by })
    }
}

impl Reader for DiskReader {
    fn config(&self, by: &ConfigFile, target: &str) -> Result<ConfigFile, String> {
        let opened = self.reach.open(by.folder(), Path::new(target))?;
        let name = shown(&opened.real);
        self.give(opened, name)
    }

    fn venue(&self, by: Option<&ConfigFile>, target: &str) -> Result<ConfigFile, String> {
        let (reach, base) = match by {
            Some(by) => (&self.reach, by.folder()),
            None => (&Reach::Named, Path::new("")),
        };
        let opened = reach.open(base, Path::new(target))?;
        let name = shown(&opened.real);
        self.give(opened, name)
    }

    fn plan(&self, by: &ConfigFile, target: &str) -> Result<PathBuf, String> {
        match self.reach.open(by.folder(), Path::new(target))? {
            opened if opened.is_folder() => Err(format!("`{target}` is a folder")),
            opened => Ok(opened.real),
        }
    }

    fn rules(&self, by: Option<&ConfigFile>, target: &str) -> Result<Vec<OwnRule>, String> {
        let reach = if by.is_some() { &self.reach } else { &Reach::Named };
        let base = by.map(ConfigFile::folder);
        let folder = reach.open(base.unwrap_or(Path::new("")), Path::new(target))?.real;
        let files = rule_files(&folder, reach)?.into_iter();
        Ok(files.map(|(theme, path)| (theme, self.rule(reach, base, &path))).collect())
    }
}

/// Returns the rule files of a folder, by theme: its own are `own`, those of a subfolder have its name.
fn rule_files(folder: &Path, reach: &Reach) -> Result<Vec<(String, PathBuf)>, String> {
    let mut files = Vec::new();
    for (path, may_be_folder) in entries(folder)? {
        if is_toml(&path) {
            files.push(("own".to_owned(), path));
        } else if may_be_folder && reach.open(folder, &path)?.is_folder() {
            let theme = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let below = entries(&path)?.into_iter().map(|(path, _)| path).filter(|path| is_toml(path));
            files.extend(below.map(|path| (theme.clone(), path)));
        }
    }
    Ok(files)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}

/// Returns what lies in a folder, in order, and whether it may be a folder itself.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, String> {
    let may_be_folder = |kind: FileType| kind.is_dir() || kind.is_symlink();
    let listed = || -> io::Result<Vec<(PathBuf, bool)>> {
        let entries = fs::read_dir(folder)?;
        entries
            .map(|entry| entry.and_then(|entry| Ok((entry.path(), may_be_folder(entry.file_type()?)))))
            .collect()
    };
    let mut paths = listed()
        .map_err(|error: io::Error| format!("{}: the rules cannot be read ({error})", shown(folder)))?;
    paths.sort();
    Ok(paths)
}

/// Returns the text of a file that should be TOML.
fn read(opened: Opened) -> Result<String, String> {
    let bytes = opened.read(MOST_OF_CONFIG).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
