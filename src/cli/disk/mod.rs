//! The one way by which anything is read from disk: drafts and what they include, configurations, rules, baselines, lists of files, ignore
//! files.
//!
//! Invariants: a file is opened from the open folder that is its root, name by name and link by link, so that no link leads out, whether or
//! not there is anything where it leads; what is judged is what was opened; only regular files are read, and no more of them than
//! their kind may have.

mod name;
mod open;
mod root;
#[cfg_attr(unix, path = "system_unix.rs")]
#[cfg_attr(not(unix), path = "system_other.rs")]
mod system;
mod walk;

pub use name::{from_here, joined, normal, path_of, shown};
pub use open::{Drafts, OpenError, Opened, ReadError, Root, decode, read_stream};
#[cfg(feature = "lsp")]
pub use root::holds_home;
pub use root::{CONFIG, Located, Roots, root_above};
pub use walk::walk;

/// Bytes of the largest draft, and of a list of them. Larger files are not drafts.
pub const MOST_OF_DRAFT: u64 = 64 << 20;
/// Bytes of the largest configuration, rule, or ignore file.
pub const MOST_OF_CONFIG: u64 = 1 << 20;
