//! Writes a file that is there already: whole or not at all, and only if it is still what was read.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::source::{Encoding, Source};

/// Why a file was not written. It is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The system says why.
    #[error("cannot be written ({0})")]
    Io(#[from] io::Error),
    /// Its text is no longer the one that was read.
    #[error("has changed since it was read, so nothing was written to it; run paperlint again")]
    Changed,
    /// Its permissions forbid it.
    #[error("is write-protected, so nothing was written to it")]
    Protected,
    /// The new text has a character that the old bytes have no way to write.
    #[error(
        "is Latin-1, which lacks a character of the new text, so nothing was written to it; save it as UTF-8 first"
    )]
    Unencodable,
}

/// Replaces the text `old` of the file at a canonical path by `new`, in the same encoding, with the same permissions. Readers see the one
/// or the other, even if the machine stops midway.
pub fn replace(path: &Path, old: &str, encoding: Encoding, new: &str) -> Result<(), ReplaceError> {
    let permissions = fs::metadata(path)?.permissions();
    if permissions.readonly() {
        return Err(ReplaceError::Protected);
    }
    let bytes = fs::read(path)?;
    let encoded = Source::encode(new, encoding, &bytes).ok_or(ReplaceError::Unencodable)?;
    let now = Source::decode("", bytes);
    if now.text != old || now.encoding != encoding {
        return Err(ReplaceError::Changed);
    }
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut file = tempfile::Builder::new().prefix(".paperlint-").tempfile_in(folder)?;
    file.write_all(&encoded)?;
    file.as_file().set_permissions(permissions)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // The new name of the file is kept by its folder. Not every system lets a folder be synced, and then nothing more can be done.
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_folder(bytes: &[u8], check: impl Fn(&Path)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper.tex");
        fs::write(&path, bytes).unwrap();
        check(&path);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn the_encoding_and_the_byte_order_mark_stay() {
        in_folder(b"\xEF\xBB\xBFthe the\r\n", |path| {
            replace(path, "the the\r\n", Encoding::Utf8, "the\r\n").unwrap();
            assert_eq!(fs::read(path).unwrap(), b"\xEF\xBB\xBFthe\r\n");
        });
        in_folder(b"na\xEFve the the", |path| {
            replace(path, "naïve the the", Encoding::Latin1, "naïve the").unwrap();
            assert_eq!(fs::read(path).unwrap(), b"na\xEFve the");
        });
    }

    #[test]
    fn what_cannot_be_written_as_asked_is_left_alone() {
        in_folder(b"newer", |path| {
            assert!(matches!(replace(path, "older", Encoding::Utf8, "x"), Err(ReplaceError::Changed)));
            assert_eq!(fs::read(path).unwrap(), b"newer");
        });
        in_folder(b"na\xEFve", |path| {
            let result = replace(path, "naïve", Encoding::Latin1, "na…ve");
            assert!(matches!(result, Err(ReplaceError::Unencodable)));
            assert_eq!(fs::read(path).unwrap(), b"na\xEFve");
        });
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        in_folder(b"old", |path| {
            fs::set_permissions(path, fs::Permissions::from_mode(0o640)).unwrap();
            replace(path, "old", Encoding::Utf8, "new").unwrap();
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o640);
            fs::set_permissions(path, fs::Permissions::from_mode(0o440)).unwrap();
            assert!(matches!(replace(path, "new", Encoding::Utf8, "x"), Err(ReplaceError::Protected)));
            assert_eq!(fs::read(path).unwrap(), b"new");
        });
    }
}
