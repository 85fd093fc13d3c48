//! A new file beside the one whose place it takes.
//!
//! It has no name until it is whole, so that nothing is left of a run that is stopped. Where the system has no files without a name, and for
//! the moment in which it takes its place, it has a name that tells what is in it. What a stopped run left under such a name is taken
//! away by the next one, unless it is a save of an author.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::hash::Hasher;
use std::io::{self, Write};
use std::path::Path;

use rustc_hash::FxHasher;

use super::Unwritten;
use super::place::{Content, Place};
use super::system::{self, Folder};

/// How the names of our files begin.
const START: &str = ".paperlint-";
/// How they end while they are not whole, or hold what can be made again.
const PART: &str = ".part";

/// A whole file that takes the place of another one, or of none.
#[derive(Debug)]
pub struct Aside {
    pub place: Place,
    file: File,
    /// The name that it has by now.
    name: Option<OsString>,
    /// Attributes of the old file that the new one does not have.
    pub lost: Vec<String>,
}

impl Aside {
    /// Writes a file for a place. It is like the old one there, if there is one, in owner, rights and attributes.
    pub fn write(place: Place, bytes: &[u8], old: Option<&File>) -> Result<Self, Unwritten> {
        let mut aside = Self::begin(place)?;
        aside.append(bytes)?;
        aside.finish(old)?;
        Ok(aside)
    }

    /// Begins an empty file for a place.
    pub fn begin(place: Place) -> Result<Self, Unwritten> {
        let (file, name) = match place.folder.unnamed() {
            Some(file) => (file, None),
            None => {
                let (name, file) = free(|name| place.folder.create(OsStr::new(name)), PART)?;
                (file, Some(name))
            }
        };
        system::lock(&file);
        Ok(Self { place, file, name, lost: Vec::new() })
    }

    /// Writes what follows.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Ends the file, which is on the disk then, and like the old one.
    pub fn finish(&mut self, old: Option<&File>) -> Result<(), Unwritten> {
        if let Some(old) = old {
            self.lost = system::keep(old, &self.file).map_err(|error| match error.kind() {
                io::ErrorKind::PermissionDenied => Unwritten::Owner,
                _ => error.into(),
            })?;
        }
        Ok(self.file.sync_all()?)
    }

    /// Returns what the system says of the new file.
    pub fn about(&self) -> io::Result<Metadata> {
        self.file.metadata()
    }

    /// Takes its place, whatever stands there.
    pub fn put(self) -> io::Result<()> {
        system::uninterrupted(|| self.take_place())
    }

    fn take_place(mut self) -> io::Result<()> {
        if self.name.is_none() && self.place.folder.name(&self.file, &self.place.name).is_ok() {
            self.place.folder.sync();
            return Ok(());
        }
        let name = self.named(PART)?;
        self.place.folder.rename(&name, &self.place.name)?;
        self.name = None;
        self.place.folder.sync();
        Ok(())
    }

    /// Takes its place where nothing stands.
    pub fn put_new(mut self) -> io::Result<()> {
        match self.name.take() {
            None => self.place.folder.name(&self.file, &self.place.name)?,
            Some(name) => {
                let linked = self.place.folder.link(&name, &self.place.name);
                self.place.folder.remove(&name)?;
                linked?;
            }
        }
        self.place.folder.sync();
        Ok(())
    }

    /// Returns the name of the file, which tells that it holds `new` in place of `old`: now, or after they have changed places.
    pub fn named_for(&mut self, old: &[u8], new: &[u8]) -> io::Result<OsString> {
        self.named(&format!("-{:016x}-{:016x}", hash(old), hash(new)))
    }

    /// Gives the file a name that ends so.
    fn named(&mut self, end: &str) -> io::Result<OsString> {
        let folder = &self.place.folder;
        let (name, ()) = free(
            |name| {
                let name = OsStr::new(name);
                match &self.name {
                    None => folder.name(&self.file, name),
                    Some(known) => folder.link(known, name).and_then(|()| folder.remove(known)),
                }
            },
            end,
        )?;
        self.name = Some(name.clone());
        Ok(name)
    }

    /// Forgets the name: what stands under it is another file by now, or none.
    pub fn forget(&mut self) {
        self.name = None;
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if let Some(name) = self.name.take() {
            let _ = self.place.folder.remove(&name);
        }
    }
}

/// Names of ours that one folder may have at a time.
const MOST_NAMES: u32 = 10_000;

/// Takes the first free name of ours that ends so.
fn free<T>(mut take: impl FnMut(&str) -> io::Result<T>, end: &str) -> io::Result<(OsString, T)> {
    for number in 0..MOST_NAMES {
        let name = format!("{START}{number}{end}");
        match take(&name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            taken => return Ok((OsString::from(name), taken?)),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Takes away what stopped runs left in a folder. Gives the names of what may be a save of an author.
pub fn clear(folder: &Path) -> Vec<OsString> {
    let Ok(folder) = Folder::open(folder) else { return Vec::new() };
    let names = folder.names(START).unwrap_or_default();
    names.into_iter().filter(|name| is_kept(&folder, name)).collect()
}

/// Returns whether a file is one of ours and not to be taken away.
fn is_kept(folder: &Folder, name: &OsStr) -> bool {
    let Some(made) = Made::of(&name.to_string_lossy()) else { return false };
    // What another run works on is its own.
    let Ok(content) = Content::of(folder, name) else { return false };
    if !system::lock(&content.file) {
        return false;
    }
    let is_kept = matches!(made, Made::Whole(hashes) if !hashes.contains(&hash(&content.bytes)));
    if !is_kept {
        // One that cannot be removed does no harm.
        let _ = folder.remove(name);
    }
    is_kept
}

/// What the name of a file of ours says of it.
enum Made {
    /// It is not whole, or can be made again.
    Part,
    /// It holds one of two texts, unless somebody saved another one.
    Whole([u64; 2]),
}

impl Made {
    /// `None` for a name that is none of ours.
    fn of(name: &str) -> Option<Self> {
        let rest = name.strip_prefix(START)?;
        let is_number = |text: &str| text.parse::<u32>().is_ok();
        if let Some(number) = rest.strip_suffix(PART) {
            return is_number(number).then_some(Self::Part);
        }
        let (number, hashes) = rest.split_once('-')?;
        let (old, new) = hashes.split_once('-')?;
        let hash = |text: &str| u64::from_str_radix(text, 16).ok();
        Some(Self::Whole([hash(old)?, hash(new)?])).filter(|_| is_number(number))
    }
}
