//! The bytes of a draft that takes the place of the one that was read.

use std::fs;
use std::io;
use std::path::Path;

use crate::source::{Encoding, Source};

/// Why a draft is not written. It is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The system says why.
    #[error("cannot be read again ({0}), so nothing was written to it")]
    Io(#[from] io::Error),
    /// Its text is no longer the one that was read.
    #[error("has changed since it was read, so nothing was written to it; run paperlint again")]
    Changed,
    /// The new text has a character that the old bytes have no way to write.
    #[error(
        "is not UTF-8 and lacks a character of the new text, so nothing was written to it; save it as UTF-8 first"
    )]
    Unencodable,
}

/// The bytes of `new` in the encoding of the file at `path`, if that still holds the text `old`.
pub fn encoded(path: &Path, old: &str, encoding: Encoding, new: &str) -> Result<Vec<u8>, ReplaceError> {
    let bytes = fs::read(path)?;
    let encoded = Source::encode(new, encoding, &bytes);
    let now = Source::decode("", bytes);
    if now.text != old || now.encoding != encoding {
        return Err(ReplaceError::Changed);
    }
    encoded.ok_or(ReplaceError::Unencodable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_text_that_was_read_is_replaced_and_in_its_encoding() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("paper.tex");
        fs::write(&path, b"na\xEFve the the").unwrap();
        let encoded = |old, new| encoded(&path, old, Encoding::Latin1, new);
        assert_eq!(encoded("naïve the the", "naïve the").unwrap(), b"na\xEFve the");
        assert!(matches!(encoded("naïve", "naïve"), Err(ReplaceError::Changed)));
        assert!(matches!(encoded("naïve the the", "…"), Err(ReplaceError::Unencodable)));
    }
}
