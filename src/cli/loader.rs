//! Files of a paper, read from disk and never from outside its root.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Drafts, OpenError, Opened, ReadError, Root, from_here, normal, shown, walk};
use crate::markup::{LoadError, Loader};
use crate::source::{Format, Source};

/// Where a file of a draft is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// At this real path, in the paper's root: it may be written.
    File(PathBuf),
    /// On standard input: it may be printed.
    Stdin,
    /// Outside the root, or beside a draft on standard input: it is not to be changed.
    Elsewhere,
}

impl Home {
    /// Returns the path of a file that may be written.
    pub fn path(&self) -> Option<&PathBuf> {
        if let Self::File(path) = self { Some(path) } else { None }
    }
}

/// Texts that stand for what is saved, by real path: of a draft on standard input, which may have none, or of what an editor has open.
#[derive(Clone, Debug, Default)]
pub struct Unsaved {
    texts: Arc<BTreeMap<PathBuf, Source>>,
    is_stdin: bool,
}

impl Unsaved {
    /// Returns what stands on standard input in the place of a file.
    pub fn stdin(path: PathBuf, source: Source) -> Self {
        Self { texts: Arc::new(BTreeMap::from([(path, source)])), is_stdin: true }
    }

    /// Returns what an editor has open.
    pub fn open(texts: BTreeMap<PathBuf, Source>) -> Self {
        Self { texts: Arc::new(texts), is_stdin: false }
    }

    /// Returns whether there is no such text.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Returns whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.is_stdin
    }

    /// Returns the text of a real path.
    pub fn at(&self, path: &Path) -> Option<&Source> {
        self.texts.get(path)
    }

    /// Returns each with its real path.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Source)> {
        self.texts.iter().map(|(path, source)| (path.as_path(), source))
    }
}

/// Reads the files that one paper includes.
#[derive(Debug)]
pub struct DiskLoader {
    /// The folder that nothing may lead out of.
    root: Root,
    /// The real path of the folder of the main file.
    folder: PathBuf,
    /// The folder of the main file, as named by the author.
    shown_folder: PathBuf,
    /// Each file given so far: the name it was given, and its real path.
    given: Vec<(String, PathBuf)>,
    /// Whether a file that is not where it should be is looked for by its name.
    looks_by_name: bool,
    unsaved: Unsaved,
}

impl DiskLoader {
    /// Returns a loader for the paper whose main file was named `main`, stands in `folder` and is really `real`; it need not exist.
    pub fn new(main: &Path, root: Root, folder: PathBuf, real: PathBuf) -> Self {
        let shown_folder = main.parent().unwrap_or(Path::new("")).to_owned();
        Self {
            root,
            folder,
            shown_folder,
            given: vec![(shown(main), real)],
            looks_by_name: true,
            unsaved: Unsaved::default(),
        }
    }

    /// Returns the same, which looks for no file by its name alone.
    pub fn by_path_alone(self) -> Self {
        Self { looks_by_name: false, ..self }
    }

    /// Takes texts for what is saved at their real paths.
    pub fn with_unsaved(self, unsaved: Unsaved) -> Self {
        Self { unsaved, ..self }
    }

    /// Returns the real path of the file that was given under a name.
    pub fn path_of(&self, name: &str) -> Option<&Path> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, path)| path.as_path())
    }

    /// Takes a file that is read after the main file for one it has given.
    pub fn add(&mut self, name: String, real: PathBuf) {
        self.given.push((name, real));
    }

    /// Returns where a file that it has given is kept, or the main file.
    pub fn home_of(&self, name: &str) -> Home {
        let inside = self.path_of(name).filter(|path| path.starts_with(self.root.path()));
        inside.map_or(Home::Elsewhere, |path| Home::File(path.to_owned()))
    }

    /// Returns the real paths of the files given, the main file left out.
    pub fn included(&self) -> impl Iterator<Item = &Path> {
        self.given.iter().skip(1).map(|(_, path)| path.as_path())
    }

    /// Returns the path of a file named relative to the main file's folder, as an author would name it.
    pub fn find_beside(&self, target: &str) -> Result<PathBuf, LoadError> {
        Ok(from_here(&self.find(&self.folder.join(target))?.real))
    }

    /// Returns the only draft below the root with the name of one that is not where it should be: TeX and knitr may be told to look
    /// elsewhere, and authors move files.
    fn find_by_name(&self, target: &Path) -> Option<Opened> {
        let drafts = self.looks_by_name.then(|| self.root.drafts(|| drafts_below(&self.root)))?;
        let named = names(Path::new(target.file_name()?)).filter_map(|name| drafts.get(name.as_os_str()));
        let mut same = named.flatten();
        let found = same.next().filter(|_| same.next().is_none())?;
        self.find(found).ok()
    }

    /// Returns a name of a file that goes with the one of the main file.
    fn name_of(&self, real: &Path) -> String {
        match real.strip_prefix(&self.folder) {
            _ if self.shown_folder.starts_with("..") => shown(&from_here(real)),
            Ok(below) => shown(&self.shown_folder.join(below)),
            Err(_) => shown(real),
        }
    }

    /// Opens the file a path stands for, if it exists and lies in the root.
    fn find(&self, path: &Path) -> Result<Opened, LoadError> {
        // The path is judged by its name first, whatever lies on its way.
        if !normal(path).starts_with(self.root.path()) {
            return Err(LoadError::Refused);
        }
        match self.root.open(path)? {
            opened if opened.is_folder() => Err(LoadError::Missing),
            opened => Ok(opened),
        }
    }

    fn give(&mut self, opened: Opened) -> Result<Source, LoadError> {
        let real = opened.real.clone();
        let name = self.name_of(&real);
        let source = match self.unsaved.at(&real) {
            Some(source) => Source { name, ..source.clone() },
            None => opened.source(&name)?,
        };
        self.given.push((source.name.clone(), real));
        Ok(source)
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
        let elsewhere = Some(from).filter(|from| *from != self.folder);
        for folder in [self.folder.clone()].into_iter().chain(elsewhere) {
            for name in names(target) {
                match self.find(&folder.join(name)) {
                    Ok(opened) => return self.give(opened),
                    Err(LoadError::Missing) => {}
                    Err(other) => problem = other,
                }
            }
        }
        let may_lie_elsewhere = problem == LoadError::Missing && !is_package(target);
        match may_lie_elsewhere.then(|| self.find_by_name(target)).flatten() {
            Some(opened) => self.give(opened),
            None => Err(problem),
        }
    }
}

impl From<OpenError> for LoadError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Missing => Self::Missing,
            OpenError::Outside | OpenError::Git => Self::Refused,
            OpenError::NotAFile | OpenError::Io(_) => Self::Unreadable,
        }
    }
}

impl From<ReadError> for LoadError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Open(error) => error.into(),
            ReadError::TooLarge(_) => Self::TooLarge,
        }
    }
}

/// Packages and classes have common names, and most lie in the distribution; files of references do not move alone.
fn is_package(target: &Path) -> bool {
    let extension = target.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("sty" | "cls" | "bib" | "bbl" | "json" | "yaml" | "yml"))
}

/// Entries of a folder that are looked at for a file that is not where it should be.
const MOST_ENTRIES: usize = 20_000;

/// Returns the drafts below a root, hidden and ignored ones left out.
fn drafts_below(root: &Root) -> Drafts {
    let mut drafts = Drafts::new();
    for (path, _) in walk(root.path(), root.path(), root, MOST_ENTRIES, |_| false).files {
        if let (Some(_), Some(name)) = (Format::from_path(&path), path.file_name()) {
            drafts.entry(name.to_owned()).or_default().push(path);
        }
    }
    drafts
}

/// Returns the names TeX tries: with `.tex` first.
fn names(target: &Path) -> impl Iterator<Item = PathBuf> {
    let is_tex = target.extension().is_some_and(|extension| extension == "tex");
    let mut with = target.as_os_str().to_owned();
    with.push(".tex");
    (!is_tex).then(|| PathBuf::from(with)).into_iter().chain([target.to_owned()])
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cli::disk::Roots;

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

    fn loader(main: &Path, root: Option<&Path>) -> DiskLoader {
        let located = Roots::new(root).unwrap().open(main).unwrap();
        DiskLoader::new(main, located.root, located.folder, located.opened.real)
    }

    fn text(loader: &mut DiskLoader, from: &str, target: &str) -> Result<String, LoadError> {
        loader.load(from, target).map(|source| source.text)
    }

    #[test]
    fn targets_are_found_from_the_main_file_then_from_the_including_one_then_by_their_name() {
        let top = folder("found");
        let mut loader = self::loader(&top.join("paper/main.tex"), None);
        let main = shown(&top.join("paper/main.tex"));
        assert_eq!(text(&mut loader, &main, "intro").unwrap(), "paper/intro.tex");
        assert_eq!(text(&mut loader, &main, "intro.tex").unwrap(), "paper/intro.tex");
        let a = loader.load(&main, "parts/a").unwrap();
        assert_eq!(text(&mut loader, &a.name, "b").unwrap(), "paper/parts/b.tex");
        assert_eq!(text(&mut loader, &main, "moved/b").unwrap(), "paper/parts/b.tex");
        fs::write(top.join("paper/b.tex"), "second").unwrap();
        let mut loader = self::loader(&top.join("paper/main.tex"), Some(&top));
        assert_eq!(text(&mut loader, &main, "moved/b"), Err(LoadError::Missing));
        assert_eq!(text(&mut loader, &main, "b.sty"), Err(LoadError::Missing));
        assert_eq!(loader.included().count(), 0);
        fs::remove_dir_all(top).unwrap();
    }

    #[test]
    fn nothing_leads_out_of_the_root() {
        let top = folder("root");
        let main = top.join("paper/main.tex");
        let mut loader = self::loader(&main, None);
        let name = shown(&main);
        assert_eq!(text(&mut loader, &name, "../outside"), Err(LoadError::Refused));
        assert_eq!(text(&mut loader, &name, "parts/../../outside.tex"), Err(LoadError::Refused));
        assert_eq!(text(&mut loader, &name, "/etc/passwd"), Err(LoadError::Refused));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(top.join("outside.tex"), top.join("paper/link.tex")).unwrap();
            assert_eq!(text(&mut loader, &name, "link"), Err(LoadError::Refused));
        }
        let mut wider = self::loader(&main, Some(&top));
        assert_eq!(text(&mut wider, &name, "../outside").unwrap(), "outside.tex");
        fs::remove_dir_all(top).unwrap();
    }
}
