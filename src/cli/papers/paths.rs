//! Paths as programs want them: from the top of the repository, wherever the run was started.

use std::path::Path;

use crate::cli::disk::{Roots, joined};
use crate::cli::loader::Home;
use crate::source::Draft;

/// Returns the path of each file of a draft from the paper's root, and from the current folder where no folder above marks one; with `/`
/// between names. A file elsewhere keeps the name that people see.
pub fn paths(draft: &Draft, homes: &[Home], roots: &Roots) -> Vec<String> {
    let folder = match homes.first() {
        Some(Home::File(main)) => main.parent(),
        _ => None,
    };
    let here = std::env::current_dir().unwrap_or_default();
    let root = folder.and_then(|folder| roots.root_above(folder)).unwrap_or(&here);
    let path = |(index, name): (usize, &String)| match homes.get(index) {
        Some(Home::File(path)) => from_root(path, root, name),
        _ => name.clone(),
    };
    draft.files().iter().map(|file| &file.name).enumerate().map(path).collect()
}

fn from_root(path: &Path, root: &Path, name: &str) -> String {
    path.strip_prefix(root).map_or_else(|_| name.to_owned(), joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_from_the_root_and_stays_where_it_lies_elsewhere() {
        let root = Path::new("/a/paper");
        assert_eq!(from_root(Path::new("/a/paper/parts/x.tex"), root, "x.tex"), "parts/x.tex");
        assert_eq!(from_root(Path::new("/elsewhere/z.tex"), root, "../z.tex"), "../z.tex");
    }
}
