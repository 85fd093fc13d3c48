//! Paths as programs want them: from the top of the repository, wherever the run was started.

use std::path::{Path, PathBuf};

use crate::faces::config::root_above;
use crate::faces::loader::normal;
use crate::source::Draft;

/// The path of each file of a draft from the paper's root, and from the current folder where no folder above marks one; with `/` between names. A file elsewhere keeps the name that people see.
pub fn paths(draft: &Draft) -> Vec<String> {
    let here = std::env::current_dir().unwrap_or_default();
    let main = normal(&here.join(&draft.main().name));
    let folder = main.parent().unwrap_or(&here);
    let root = root_above(folder).unwrap_or(&here);
    draft.files().iter().map(|file| from_root(&file.name, &here, root)).collect()
}

fn from_root(name: &str, here: &Path, root: &Path) -> String {
    let path: PathBuf = normal(&here.join(name));
    match path.strip_prefix(root) {
        Ok(path) => path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"),
        Err(_) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_from_the_root_and_stays_where_it_lies_elsewhere() {
        let (here, root) = (Path::new("/a/paper/parts"), Path::new("/a/paper"));
        assert_eq!(from_root("x.tex", here, root), "parts/x.tex");
        assert_eq!(from_root("../main.tex", here, root), "main.tex");
        assert_eq!(from_root("/a/paper/y.tex", here, root), "y.tex");
        assert_eq!(from_root("/elsewhere/z.tex", here, root), "/elsewhere/z.tex");
    }
}
