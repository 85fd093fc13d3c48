//! Patterns of paths, as in `.gitignore`.

use std::ops::Range;
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use toml::Spanned;

use super::file::{Place, Problem};
use super::layers::Layer;

/// Patterns that stand together in one file.
#[derive(Debug)]
pub struct Globs {
    compiled: Gitignore,
    /// The folder they go from; `None` for the root of each paper.
    base: Option<PathBuf>,
}

impl Globs {
    /// Returns the patterns of a layer.
    pub fn new<'g>(
        layer: &Layer,
        patterns: impl IntoIterator<Item = &'g Spanned<String>>,
    ) -> Result<Self, Problem> {
        let mut builder = GitignoreBuilder::new("");
        let problem = |span: Range<usize>, message: String| match layer.file() {
            Some(file) => Problem::at(Place { file: file.clone(), span }, message),
            None => Problem::plain(message),
        };
        for pattern in patterns {
            let added = builder.add_line(None, pattern.get_ref());
            added
                .map_err(|error| problem(pattern.span(), format!("this pattern cannot be used: {error}")))?;
        }
        let compiled = builder.build().map_err(|error| problem(0..0, error.to_string()))?;
        let base = layer.file().filter(|file| !file.is_for_all).map(|file| file.folder().to_owned());
        Ok(Self { compiled, base })
    }

    /// Returns whether they match a file, or a folder that it lies in. `file` and `root` are real paths.
    pub fn has(&self, file: &Path, root: &Path) -> bool {
        let below = file.strip_prefix(self.base.as_deref().unwrap_or(root));
        below.is_ok_and(|below| self.compiled.matched_path_or_any_parents(below, false).is_ignore())
    }
}
