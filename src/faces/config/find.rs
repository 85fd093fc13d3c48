//! Where the root of a paper is, and which `paperlint.toml` lie on the way to it.

use std::path::{Path, PathBuf};

/// The name a configuration is found by.
pub const NAME: &str = "paperlint.toml";

/// The folder that nothing of a paper in `folder` may lead out of: the nearest one, this or above, with `.git`; without one the topmost
/// with a `paperlint.toml`; without any the folder itself.
pub fn root_of(folder: &Path) -> &Path {
    root_above(folder).unwrap_or(folder)
}

/// The root of a paper in `folder`, if any folder marks it.
pub fn root_above(folder: &Path) -> Option<&Path> {
    let repository = folder.ancestors().find(|folder| folder.join(".git").exists());
    let topmost = || folder.ancestors().filter(|folder| has_config(folder)).last();
    repository.or_else(topmost)
}

/// The configurations from the root down to `folder`, which lies in it. The last one holds for the folder.
pub fn on_the_way(root: &Path, folder: &Path) -> Vec<PathBuf> {
    let way = folder.ancestors().take_while(|folder| folder.starts_with(root));
    let mut found: Vec<PathBuf> =
        way.filter(|folder| has_config(folder)).map(|folder| folder.join(NAME)).collect();
    found.reverse();
    found
}

/// Whether there is anything of that name: one that cannot be read is a mistake, not nothing.
fn has_config(folder: &Path) -> bool {
    folder.join(NAME).symlink_metadata().is_ok()
}
