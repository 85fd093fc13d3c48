//! `--watch`: checks again whenever a file of a paper is saved.
//!
//! Files are asked for their times, again and again: that works on every file system and for every way in which editors save, and costs
//! less than a hundredth of a core.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use anyhow::bail;

use super::check_listing;
use super::places::Places;
use crate::cli::args::{Check, Common};
use crate::cli::console::Console;
use crate::cli::show;
use crate::output::counted;
use crate::source::Format;

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(15);

/// How long files must be still before they are read: some editors empty a file before they write it.
const SETTLE: Duration = Duration::from_millis(5);

/// Checks, and checks again on every save. Ends when it is interrupted.
///
/// # Errors
/// When there is nothing to watch.
pub fn watch(check: &Check, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if check.inputs.paths.iter().chain(&check.inputs.files_from).any(is_stdin) {
        bail!("--watch looks at files, and standard input is none; name the file");
    }
    // Said once, and not after every save.
    Places::of(check, common)?;
    let named: Vec<PathBuf> =
        check.inputs.paths.iter().chain(&common.config).chain(&common.rules).cloned().collect();
    let mut seen = Stamps::new();
    loop {
        let start = (Instant::now(), SystemTime::now());
        if console.is_terminal() {
            console.clear()?;
        }
        let mut read = named.clone();
        if let Err(error) = check_listing(check, common, console, &mut read) {
            show(&error, console);
        }
        seen = stamps(&with_folders(read), &seen, start.1);
        let files = seen.keys().filter(|path| path.is_file()).count();
        let time = start.0.elapsed().as_millis();
        console.notice(&format!(
            "checked in {time} ms; watching {}, Ctrl-C ends",
            counted(files as u64, "file", "files")
        ));
        wait(&mut seen);
    }
}

/// What is known of each file or folder; `None` where it is not there.
type Stamps = BTreeMap<PathBuf, Option<Stamp>>;

/// How a file or folder looks from outside.
#[derive(Clone)]
enum Stamp {
    /// When it was saved; its size and where it lies on the disk.
    File(SystemTime, u64),
    /// When a name in it changed, and the names of what a paper may be made of.
    Folder(SystemTime, Vec<String>),
}

/// A report that is written into a folder changes its time and no name that counts.
impl PartialEq for Stamp {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::File(time, size), Self::File(other, other_size)) => (time, size) == (other, other_size),
            (Self::Folder(_, names), Self::Folder(_, others)) => names == others,
            _ => false,
        }
    }
}

/// Waits until something differs from what was seen and is still, and takes it for seen.
fn wait(seen: &mut Stamps) {
    loop {
        sleep(PAUSE);
        let mut now = again(seen);
        if now == *seen {
            *seen = now;
            continue;
        }
        loop {
            sleep(SETTLE);
            let next = again(&now);
            if next == now {
                *seen = now;
                return;
            }
            now = next;
        }
    }
}

fn again(seen: &Stamps) -> Stamps {
    seen.iter().map(|(path, known)| (path.clone(), stamp(path, known))).collect()
}

/// Returns what is known of each path: what was seen before a run, since it may have changed in the course of it, or else what is now. What
/// has changed since the run started counts as not seen.
fn stamps(paths: &BTreeSet<PathBuf>, before: &Stamps, start: SystemTime) -> Stamps {
    let of = |path: &PathBuf| match before.get(path) {
        Some(known) => known.clone(),
        None => stamp(path, &None).filter(|stamp| !matches!(stamp, Stamp::File(time, _) if *time >= start)),
    };
    paths.iter().map(|path| (path.clone(), of(path))).collect()
}

/// Returns what is known of a path now. The names in a folder are looked up only when its time is new.
fn stamp(path: &Path, known: &Option<Stamp>) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    let time = metadata.modified().ok()?;
    match known {
        _ if !metadata.is_dir() => Some(Stamp::File(time, size_and_node(&metadata))),
        Some(Stamp::Folder(known_time, _)) if *known_time == time => known.clone(),
        _ => Some(Stamp::Folder(time, names_in(path))),
    }
}

/// Returns a file that was saved by putting a new one in its place may have the same size.
#[cfg(unix)]
fn size_and_node(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    metadata.len() ^ metadata.ino().rotate_left(32)
}

#[cfg(not(unix))]
fn size_and_node(metadata: &Metadata) -> u64 {
    metadata.len()
}

fn names_in(folder: &Path) -> Vec<String> {
    let is_part = |path: &Path| {
        let extension = path.extension().unwrap_or_default();
        Format::from_path(path).is_some()
            || path.is_dir()
            || ["toml", "sty", "cls", "bib"].iter().any(|other| extension == *other)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut names: Vec<String> = entries
        .filter(|path| is_part(path))
        .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Returns the files with the folders that they lie in, where new ones may appear, and the configuration that may lie there or above.
fn with_folders(files: Vec<PathBuf>) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for path in files {
        let path = path.canonicalize().unwrap_or(path);
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        for above in folder.into_iter().flat_map(Path::ancestors) {
            all.insert(above.join("paperlint.toml"));
        }
        all.extend(folder.map(Path::to_owned));
        all.insert(path);
    }
    all
}
