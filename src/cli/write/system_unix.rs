//! What is asked of the system: one name in an open folder at a time, and no link is followed.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{
    AtFlags, CWD, Dir, FlockOperation, Gid, Mode, OFlags, Uid, fchmod, fchown, flock, linkat, open, openat,
    renameat, unlinkat,
};

pub use super::interrupt::{is_interrupted, uninterrupted};

/// An open folder. It stays the same one, whatever its name comes to stand for.
#[derive(Debug)]
pub struct Folder(OwnedFd);

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// A pipe that came to stand where a file was must not be waited for, and no terminal be taken.
const FILE: OFlags = OFlags::NONBLOCK.union(OFlags::NOCTTY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

impl Folder {
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(open(path, FOLDER, Mode::empty())?))
    }

    /// Opens the regular file of that name.
    pub fn file(&self, name: &OsStr) -> io::Result<File> {
        let file = File::from(openat(&self.0, name, OFlags::RDONLY | FILE, Mode::empty())?);
        if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("is not a file")) }
    }

    /// Returns a new file without a name, which is gone with the process; `None` where the system or the disk has none.
    #[cfg(target_os = "linux")]
    pub fn unnamed(&self) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        openat(&self.0, ".", flags, Mode::from_raw_mode(NEW)).ok().map(File::from)
    }

    /// Returns a new file without a name, which is gone with the process; `None` where the system or the disk has none.
    #[cfg(not(target_os = "linux"))]
    pub fn unnamed(&self) -> Option<File> {
        None
    }

    /// Returns a new file of that name.
    pub fn create(&self, name: &OsStr) -> io::Result<File> {
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | FILE;
        Ok(File::from(openat(&self.0, name, flags, Mode::from_raw_mode(NEW))?))
    }

    /// Gives a name, which must not be taken, to a file that has none.
    pub fn name(&self, file: &File, name: &OsStr) -> io::Result<()> {
        let unnamed = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, unnamed, &self.0, name, AtFlags::SYMLINK_FOLLOW)?)
    }

    /// Gives a second name, which must not be taken, to a file.
    pub fn link(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(linkat(&self.0, from, &self.0, to, AtFlags::empty())?)
    }

    /// Puts a file in the place of another one.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(renameat(&self.0, from, &self.0, to)?)
    }

    /// Two files change their places in one step. Gives whether the system and the disk can do that.
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    pub fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<bool> {
        use rustix::fs::{RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(&self.0, one, &self.0, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Two files change their places in one step. Gives whether the system and the disk can do that.
    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    pub fn exchange(&self, _: &OsStr, _: &OsStr) -> io::Result<bool> {
        Ok(false)
    }

    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Waits until the names in it are on the disk. Some disks cannot tell, and the names are right without.
    pub fn sync(&self) {
        let _ = rustix::fs::fsync(&self.0);
    }

    /// Returns its names that begin so.
    pub fn names(&self, start: &str) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let name = entry?.file_name().to_bytes().to_vec();
            if name.starts_with(start.as_bytes()) {
                names.push(OsString::from_vec(name));
            }
        }
        Ok(names)
    }
}

/// Rights of a new file, before the author's umask.
const NEW: rustix::fs::RawMode = 0o666;

/// Returns which file it is, whatever its names are.
pub fn identity(about: &Metadata) -> Option<(u64, u64)> {
    Some((about.dev(), about.ino()))
}

/// Returns how many names a file has.
pub fn names_of(about: &Metadata) -> u64 {
    about.nlink()
}

/// Returns whether whoever runs the program may write to a file. Rights that forbid it are kept, even to whom no rights hold.
pub fn is_writable(about: &Metadata) -> bool {
    about.mode() & 0o222 != 0
}

/// Marks a file as one that a living process works on. Gives whether nobody else's mark stands there.
pub fn lock(file: &File) -> bool {
    flock(file, FlockOperation::NonBlockingLockExclusive).is_ok()
}

/// Gives `new` the owner, rights and attributes of `old`. Gives the names of attributes that cannot be kept.
///
/// # Errors
/// When the owner or the rights cannot be kept.
pub fn keep(old: &File, new: &File) -> io::Result<Vec<String>> {
    let (was, is) = (old.metadata()?, new.metadata()?);
    if (was.uid(), was.gid()) != (is.uid(), is.gid()) {
        fchown(new, Some(Uid::from_raw(was.uid())), Some(Gid::from_raw(was.gid())))?;
    }
    let lost = keep_attributes(old, new);
    // Last, since a new owner and an access list change the rights.
    fchmod(new, Mode::from_raw_mode(was.mode() as rustix::fs::RawMode & 0o7777))?;
    Ok(lost)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn keep_attributes(old: &File, new: &File) -> Vec<String> {
    use rustix::fs::{XattrFlags, fsetxattr};
    let mut lost = Vec::new();
    for name in attributes(old) {
        let value = attribute(old, &name);
        let is_kept = value == attribute(new, &name)
            || value
                .is_some_and(|value| fsetxattr(new, name.as_slice(), &value, XattrFlags::empty()).is_ok());
        if !is_kept {
            lost.push(String::from_utf8_lossy(&name).into_owned());
        }
    }
    lost
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn keep_attributes(_: &File, _: &File) -> Vec<String> {
    Vec::new()
}

/// Returns the names of a file's extended attributes; none where the disk has no such thing.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn attributes(file: impl AsFd) -> Vec<Vec<u8>> {
    let len = rustix::fs::flistxattr_query(&file).unwrap_or(0);
    let mut names = vec![0; len];
    let len = rustix::fs::flistxattr(&file, names.as_mut_slice()).unwrap_or(0);
    names.truncate(len);
    names.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect()
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn attribute(file: impl AsFd, name: &[u8]) -> Option<Vec<u8>> {
    let mut value = vec![0; rustix::fs::fgetxattr_query(&file, name).ok()?];
    let len = rustix::fs::fgetxattr(&file, name, value.as_mut_slice()).ok()?;
    value.truncate(len);
    Some(value)
}
