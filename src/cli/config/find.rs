//! Which `paperlint.toml` lie on the way to a paper.

use std::path::{Path, PathBuf};

use crate::cli::disk::CONFIG;

/// Returns the configurations from the root down to `folder`, which lies in it. The last one holds for the folder.
pub fn on_the_way(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let way = folder.ancestors().take_while(|folder| folder.starts_with(root));
    // One that cannot be read is a mistake, not nothing.
    let has_config = |folder: &&Path| folder.join(CONFIG).symlink_metadata().is_ok();
    let mut found: Vec<PathBuf> = way.filter(has_config).map(|folder| folder.join(CONFIG)).collect();
    found.reverse();
    found
}
