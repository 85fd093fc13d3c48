//! Files of a paper, read from disk and never from outside its root.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::config::root_of;
use crate::markup::{LoadError, Loader};
use crate::source::{Format, Source};

/// Files larger than this are not drafts.
const MOST_BYTES: u64 = 64 << 20;

/// Where a file of a draft is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// At this canonical path, in the paper's root: it may be written.
    File(PathBuf),
    /// On standard input: it may be printed.
    Stdin,
    /// Outside the root, or beside a draft on standard input: it is not to be changed.
    Elsewhere,
}

/// Reads the files that one paper includes.
#[derive(Debug)]
pub struct DiskLoader {
    /// The folder that nothing may lead out of, canonical.
    root: PathBuf,
    /// The folder of the main file, canonical.
    folder: PathBuf,
    /// The folder of the main file, as named by the author.
    shown_folder: PathBuf,
    /// Each file given so far: the name it was given, and its canonical path.
    given: Vec<(String, PathBuf)>,
    /// The drafts below the root, found when one is asked for that is not where it should be.
    below: Option<Vec<PathBuf>>,
}

impl DiskLoader {
    /// A loader for the paper with the main file `main`, which need not exist; `root` where an author names one.
    ///
    /// # Errors
    /// When the folder of the main file, or the root, cannot be found.
    pub fn new(main: &Path, root: Option<&Path>) -> io::Result<Self> {
        let folder = match main.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.canonicalize()?,
            _ => Path::new(".").canonicalize()?,
        };
        let root = match root {
            Some(root) => root.canonicalize()?,
            None => root_of(&folder).to_owned(),
        };
        let shown_folder = main.parent().unwrap_or(Path::new("")).to_owned();
        let path = folder.join(main.file_name().unwrap_or_default());
        Ok(Self { root, folder, shown_folder, given: vec![(shown(main), path)], below: None })
    }

    /// The path of the file that was given under a name, canonical but for the main file's own name.
    pub fn path_of(&self, name: &str) -> Option<&Path> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, path)| path.as_path())
    }

    /// Takes a file that is read after the main file for one it has given.
    pub fn add(&mut self, path: &Path) -> io::Result<()> {
        self.given.push((shown(path), path.canonicalize()?));
        Ok(())
    }

    /// Where a file that it has given is kept, or the main file.
    pub fn home_of(&self, name: &str) -> Home {
        let given = self.given.iter().find(|(given, _)| given == name);
        let path = given.and_then(|(_, path)| path.canonicalize().ok());
        path.filter(|path| path.starts_with(&self.root)).map_or(Home::Elsewhere, Home::File)
    }

    /// The canonical paths of the files given, the main file left out.
    pub fn included(&self) -> impl Iterator<Item = &Path> {
        self.given.iter().skip(1).map(|(_, path)| path.as_path())
    }

    /// The path of a file named relative to the main file's folder, as an author would name it.
    pub fn find_beside(&self, target: &str) -> Result<PathBuf, LoadError> {
        let real = self.find(&self.folder.join(target))?;
        let below = |folder: &Path| real.strip_prefix(folder).map(Path::to_owned);
        // The current folder is the one that names are relative to.
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        Ok(here.ok().and_then(|here| below(&here).ok()).unwrap_or(real))
    }

    /// The only draft below the root with the name of one that is not where it should be: TeX and knitr may be told to look
    /// elsewhere, and authors move files.
    fn find_by_name(&mut self, target: &Path) -> Option<PathBuf> {
        let below = self.below.get_or_insert_with(|| drafts_below(&self.root));
        let wanted: Vec<PathBuf> = names(Path::new(target.file_name()?)).collect();
        let mut same =
            below.iter().filter(|path| wanted.iter().any(|name| path.file_name() == Some(name.as_os_str())));
        let found = same.next().filter(|_| same.next().is_none())?.clone();
        self.find(&found).ok()
    }

    /// A name of a file that goes with the one of the main file.
    fn name_of(&self, real: &Path) -> String {
        match real.strip_prefix(&self.folder) {
            Ok(below) => shown(&self.shown_folder.join(below)),
            Err(_) => shown(real),
        }
    }

    /// The file a path stands for, if it exists and lies in the root.
    fn find(&self, path: &Path) -> Result<PathBuf, LoadError> {
        // The path is judged before the disk is asked, so that a refusal does not tell whether a file is there.
        if !normal(path).starts_with(&self.root) {
            return Err(LoadError::Refused);
        }
        let real = path.canonicalize().map_err(|_| LoadError::Missing)?;
        match real.starts_with(&self.root) {
            true if real.is_file() => Ok(real),
            true => Err(LoadError::Missing),
            false => Err(LoadError::Refused),
        }
    }
}

impl Loader for DiskLoader {
    fn load(&mut self, from: &str, target: &str) -> Result<Source, LoadError> {
        let target = Path::new(target.trim());
        if target.is_absolute() {
            return Err(LoadError::Refused);
        }
        let from = self.given.iter().rev().find(|(name, _)| name == from);
        let from = from.and_then(|(_, path)| path.parent()).unwrap_or(&self.folder).to_owned();
        let mut problem = LoadError::Missing;
        for folder in [self.folder.clone(), from] {
            for name in names(target) {
                match self.find(&folder.join(name)) {
                    Ok(real) => return self.give(real),
                    Err(LoadError::Missing) => {}
                    Err(other) => problem = other,
                }
            }
        }
        let may_lie_elsewhere = problem == LoadError::Missing && !is_package(target);
        match may_lie_elsewhere.then(|| self.find_by_name(target)).flatten() {
            Some(real) => self.give(real),
            None => Err(problem),
        }
    }
}

impl DiskLoader {
    fn give(&mut self, real: PathBuf) -> Result<Source, LoadError> {
        let source = read_source(&self.name_of(&real), &real).map_err(LoadError::from)?;
        self.given.push((source.name.clone(), real));
        Ok(source)
    }
}

/// Packages and classes have common names, and most lie in the distribution.
fn is_package(target: &Path) -> bool {
    target.extension().is_some_and(|extension| extension == "sty" || extension == "cls")
}

/// Entries of a folder that are looked at for a file that is not where it should be.
const MOST_ENTRIES: usize = 20_000;

/// The drafts below a folder, hidden and ignored ones left out.
fn drafts_below(root: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(root).require_git(false).build().take(MOST_ENTRIES);
    let paths = walk.filter_map(|entry| entry.ok().map(ignore::DirEntry::into_path));
    paths.filter(|path| Format::from_path(path).is_some()).collect()
}

/// The names TeX tries: with `.tex` first.
fn names(target: &Path) -> impl Iterator<Item = PathBuf> {
    let is_tex = target.extension().is_some_and(|extension| extension == "tex");
    let mut with = target.as_os_str().to_owned();
    with.push(".tex");
    (!is_tex).then(|| PathBuf::from(with)).into_iter().chain([target.to_owned()])
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system says why.
    #[error("cannot be read ({0})")]
    Io(#[from] io::Error),
    /// A folder, a device, a pipe.
    #[error("is not a file")]
    NotAFile,
    /// Over the limit.
    #[error("is larger than 64 MiB, so it was not read")]
    TooLarge,
}

impl From<ReadError> for LoadError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooLarge => Self::TooLarge,
            ReadError::Io(_) | ReadError::NotAFile => Self::Unreadable,
        }
    }
}

/// Reads and decodes a file.
pub fn read_source(name: &str, path: &Path) -> Result<Source, ReadError> {
    // Asked before opening: opening a named pipe would wait for a writer.
    if !path.metadata()?.is_file() {
        return Err(ReadError::NotAFile);
    }
    decode(name, File::open(path)?)
}

/// Reads and decodes any stream, up to the limit.
pub fn decode(name: &str, stream: impl Read) -> Result<Source, ReadError> {
    let mut bytes = Vec::new();
    stream.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    Ok(Source::decode(name, bytes))
}

/// A path as people see it: from the current folder where it lies below it, with `/` between names.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.as_ref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let relative = normal(relative);
    let names: Vec<_> = relative
        .components()
        .filter(|part| !matches!(part, Component::CurDir))
        .map(|part| match part {
            Component::RootDir => String::new(),
            other => other.as_os_str().to_string_lossy().into_owned(),
        })
        .collect();
    if names.is_empty() { ".".to_owned() } else { names.join("/") }
}

/// A path with `.` and `..` worked out by name alone.
pub fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// `top/{outside.tex, paper/{main.tex, intro.tex, parts/{a.tex, b.tex}}}`
    fn folder(name: &str) -> PathBuf {
        let top = std::env::temp_dir().join(format!("paperlint-loader-{name}-{}", std::process::id()));
        fs::create_dir_all(top.join("paper/parts")).unwrap();
        for file in
            ["outside.tex", "paper/main.tex", "paper/intro.tex", "paper/parts/a.tex", "paper/parts/b.tex"]
        {
            fs::write(top.join(file), file).unwrap();
        }
        top.canonicalize().unwrap()
    }

    fn text(loader: &mut DiskLoader, from: &str, target: &str) -> Result<String, LoadError> {
        loader.load(from, target).map(|source| source.text)
    }

    #[test]
    fn targets_are_found_from_the_main_file_then_from_the_including_one_then_by_their_name() {
        let top = folder("found");
        let mut loader = DiskLoader::new(&top.join("paper/main.tex"), None).unwrap();
        let main = shown(&top.join("paper/main.tex"));
        assert_eq!(text(&mut loader, &main, "intro").unwrap(), "paper/intro.tex");
        assert_eq!(text(&mut loader, &main, "intro.tex").unwrap(), "paper/intro.tex");
        let a = loader.load(&main, "parts/a").unwrap();
        assert_eq!(text(&mut loader, &a.name, "b").unwrap(), "paper/parts/b.tex");
        assert_eq!(text(&mut loader, &main, "moved/b").unwrap(), "paper/parts/b.tex");
        fs::write(top.join("paper/b.tex"), "second").unwrap();
        let mut loader = DiskLoader::new(&top.join("paper/main.tex"), Some(&top)).unwrap();
        assert_eq!(text(&mut loader, &main, "moved/b"), Err(LoadError::Missing));
        assert_eq!(text(&mut loader, &main, "b.sty"), Err(LoadError::Missing));
        assert_eq!(loader.included().count(), 0);
        fs::remove_dir_all(top).unwrap();
    }

    #[test]
    fn nothing_leads_out_of_the_root() {
        let top = folder("root");
        let main = top.join("paper/main.tex");
        let mut loader = DiskLoader::new(&main, None).unwrap();
        let name = shown(&main);
        assert_eq!(text(&mut loader, &name, "../outside"), Err(LoadError::Refused));
        assert_eq!(text(&mut loader, &name, "parts/../../outside.tex"), Err(LoadError::Refused));
        assert_eq!(text(&mut loader, &name, "/etc/passwd"), Err(LoadError::Refused));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(top.join("outside.tex"), top.join("paper/link.tex")).unwrap();
            assert_eq!(text(&mut loader, &name, "link"), Err(LoadError::Refused));
        }
        let mut wider = DiskLoader::new(&main, Some(&top)).unwrap();
        assert_eq!(text(&mut wider, &name, "../outside").unwrap(), "outside.tex");
        fs::remove_dir_all(top).unwrap();
    }
}
