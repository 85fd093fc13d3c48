//! The one way by which anything is written to disk: mended drafts, reports, baselines, pages.
//!
//! Invariants: a file is written beside its place without a name, and takes its place whole, so that a run that is stopped leaves the old
//! file or the new one; where nothing may be written is found before anything runs; a text never takes the place of another one than it
//! was made from.

mod aside;
#[cfg(unix)]
mod interrupt;
mod outputs;
mod place;
mod replace;
#[cfg_attr(unix, path = "system_unix.rs")]
#[cfg_attr(not(unix), path = "system_other.rs")]
mod system;
mod target;

use std::ffi::OsString;
use std::io;

pub use aside::clear;
pub use outputs::{FileNumber, Files, write_new};
pub use replace::Replacement;
pub use system::{is_interrupted, uninterrupted};
pub use target::{Identity, Target, make_folder};

/// Why a file is not written. It is then as it was.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// The system says why.
    #[error("cannot be written ({}), so it is unchanged; fix that and run paperlint again", .0.kind())]
    Io(#[from] io::Error),
    /// Its text is no longer the one that was read.
    #[error("has changed since it was read, so nothing was written to it; run paperlint again")]
    Changed,
    /// The new text has a character that the old bytes have no way to write.
    #[error(
        "is Latin-1, which lacks a character of the new text, so nothing was written to it; save it as UTF-8 first"
    )]
    Unencodable,
    /// Nobody may write to it.
    #[error("is read-only, so nothing was written to it; allow writing to it, or fix a copy")]
    ReadOnly,
    /// Its other names would keep the old text.
    #[error(
        "is one file under {0} names (hard links), which would part, so nothing was written to it; fix a copy"
    )]
    Linked(u64),
    /// The new file would belong to whoever runs the program.
    #[error("belongs to somebody else and would not any longer, so nothing was written to it; fix a copy")]
    Owner,
    /// Somebody saves it again and again.
    #[error("was saved again and again while it was written; an older save of it lies beside it in {}", .0.display())]
    Contended(OsString),
}
