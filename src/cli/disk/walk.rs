//! The files of a folder, but for those that are hidden or ignored.
//!
//! Ignore files come from strangers, too: they are read as everything is, and those above the root of the folder, or above a repository in
//! it, say nothing about it.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::LazyLock;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::MOST_OF_CONFIG;
use super::name::shown;
use super::open::{OpenError, Opened, ReadError, Root};

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Each file that is neither hidden nor ignored, in the order of the names: its path as named, and the real path of its name. It may be a
    /// link, or no regular file.
    pub files: Vec<(PathBuf, PathBuf)>,
    /// What could not be read, in a sentence each.
    pub problems: Vec<String>,
}

/// Walks the folder with that name and real path, which lies in `root`, and finds at most that many entries. A folder that `is_left_out` is
/// not entered, and no link is.
pub fn walk(named: &Path, real: &Path, root: &Root, most: usize, is_left_out: fn(&OsStr) -> bool) -> Walk {
    let mut walker = Walker { root, left: most, is_left_out, walk: Walk::default() };
    let mut ignored = None;
    let above: Vec<&Path> =
        real.ancestors().skip(1).take_while(|folder| folder.starts_with(root.path())).collect();
    for folder in above.into_iter().rev() {
        ignored = walker.ignored(folder, &shown(folder), ignored, |_| true);
    }
    walker.folder(named, real, ignored);
    walker.walk
}

struct Walker<'r> {
    root: &'r Root,
    /// Entries that may still be looked at.
    left: usize,
    is_left_out: fn(&OsStr) -> bool,
    walk: Walk,
}

impl Walker<'_> {
    fn folder(&mut self, named: &Path, real: &Path, above: Option<Rc<Ignored>>) {
        let listed = || -> io::Result<Vec<(PathBuf, bool)>> {
            let entries = fs::read_dir(real)?;
            entries
                .map(|entry| entry.and_then(|entry| Ok((entry.path(), entry.file_type()?.is_dir()))))
                .collect()
        };
        let mut entries = match listed() {
            Ok(entries) => entries,
            Err(error) => {
                let name = shown(named);
                return self.walk.problems.push(format!("{name}: the folder cannot be read ({error})"));
            }
        };
        entries.sort();
        let holds = |name: &str| entries.iter().any(|(path, _)| path.file_name() == Some(OsStr::new(name)));
        let ignored = self.ignored(real, &shown(named), above, holds);
        for (path, is_folder) in entries {
            let name = path.file_name().unwrap_or_default();
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            if is_hidden(name, ignored.as_deref(), &path, is_folder) {
                continue;
            }
            let named = named.join(name);
            match is_folder {
                true if (self.is_left_out)(name) => {}
                true => self.folder(&named, &path, ignored.clone()),
                false => self.walk.files.push((named, path)),
            }
        }
    }

    /// Returns what the ignore files of a folder say on top of those above it. `holds` says which names may be there.
    fn ignored(
        &mut self,
        folder: &Path,
        shown_folder: &str,
        above: Option<Rc<Ignored>>,
        holds: impl Fn(&str) -> bool,
    ) -> Option<Rc<Ignored>> {
        // Each repository says itself what it ignores.
        let above = above.filter(|_| !holds(".git") || folder.join(".git").symlink_metadata().is_err());
        let mut patterns = [const { None }; FILES.len()];
        for (patterns, (name, is_in_git)) in patterns.iter_mut().zip(FILES) {
            let top = name.split('/').next().unwrap_or(name);
            if !holds(top) {
                continue;
            }
            let path = folder.join(name);
            let opened = if is_in_git { self.root.open_in_git(&path) } else { self.root.open(&path) };
            match read(opened) {
                Ok(text) => *patterns = compiled(&text),
                Err(ReadError::Open(OpenError::Missing)) => {}
                Err(error) => {
                    let name =
                        if shown_folder == "." { name.to_owned() } else { format!("{shown_folder}/{name}") };
                    self.walk.problems.push(format!("{name}: {error}"));
                }
            }
        }
        if patterns.iter().all(Option::is_none) {
            return above;
        }
        Some(Rc::new(Ignored { folder: folder.to_owned(), patterns, above }))
    }
}

/// The ignore files, those first that win, and whether git keeps them where nobody else looks.
const FILES: [(&str, bool); 3] = [(".ignore", false), (".gitignore", false), (".git/info/exclude", true)];

/// What the ignore files of a folder say, and of those above it.
struct Ignored {
    folder: PathBuf,
    /// One for each of [`FILES`].
    patterns: [Option<Gitignore>; FILES.len()],
    above: Option<Rc<Ignored>>,
}

impl Ignored {
    /// Returns the nearest file of the kind that wins decides.
    fn says(&self, path: &Path, is_folder: bool) -> Match<()> {
        let chain = || std::iter::successors(Some(self), |ignored| ignored.above.as_deref());
        let said = (0..FILES.len()).flat_map(|kind| {
            chain().filter_map(move |ignored| {
                let below = path.strip_prefix(&ignored.folder).ok()?;
                Some(ignored.patterns[kind].as_ref()?.matched(below, is_folder).map(drop))
            })
        });
        said.into_iter().find(|said| !said.is_none()).unwrap_or(Match::None)
    }
}

/// What whoever runs the program ignores in all repositories.
static GLOBAL: LazyLock<Gitignore> = LazyLock::new(|| {
    let here = std::env::current_dir().unwrap_or_default();
    GitignoreBuilder::new(here).build_global().0
});

/// Returns whether an entry is passed over: it is ignored, or it is hidden and no ignore file asks for it.
fn is_hidden(name: &OsStr, ignored: Option<&Ignored>, path: &Path, is_folder: bool) -> bool {
    let said = ignored.map_or(Match::None, |ignored| ignored.says(path, is_folder));
    match said.or(GLOBAL.matched(path, is_folder).map(drop)) {
        Match::Ignore(()) => true,
        Match::Whitelist(()) => false,
        Match::None => name.as_encoded_bytes().starts_with(b"."),
    }
}

fn read(opened: Result<Opened, OpenError>) -> Result<String, ReadError> {
    let bytes = opened?.read(MOST_OF_CONFIG)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns the patterns of an ignore file. A line that is none says nothing, as for git.
fn compiled(text: &str) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for line in text.trim_start_matches('\u{feff}').lines() {
        let _ = builder.add_line(None, line);
    }
    builder.build().ok().filter(|patterns| !patterns.is_empty())
}
