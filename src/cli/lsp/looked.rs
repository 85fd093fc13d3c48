//! A paper that was looked at, and what looks at it anew.

use std::path::PathBuf;

use gen_lsp_types as lsp;

use crate::check::{Lint, RuleSet, Scratch};
use crate::config::Compiled;
use crate::findings::Finding;
use crate::output::Diagnostic;
use crate::source::Draft;

/// A paper that was looked at.
pub struct Looked {
    /// Its files are placed at their addresses; those outside its root have none, and are not changed.
    pub draft: Draft,
    pub lint: Lint,
    /// What is shown, in reading order.
    pub found: Vec<Shown>,
    /// The real path of its main file; none for one that was never saved, or lies outside the root.
    pub main: Option<PathBuf>,
    /// Its number among the papers.
    pub paper: usize,
}

/// Something that is shown.
pub struct Shown {
    /// Which of the findings it is.
    pub finding: usize,
    /// In words.
    pub said: Diagnostic,
}

/// What looks at a paper anew, by its number.
pub struct Eyes<'d> {
    pub(super) rules: &'d Compiled,
    pub(super) scratch: &'d mut Scratch,
}

impl<'d> Eyes<'d> {
    /// Returns what is found in a paper.
    pub fn lint(&mut self, paper: usize, draft: &Draft) -> Lint {
        self.rules.lint(paper, draft, None, self.scratch)
    }

    /// Returns the rules of a paper.
    pub fn rules(&self, paper: usize) -> &'d RuleSet {
        self.rules.rules(paper)
    }
}

impl Looked {
    /// Returns the addresses of its files; those outside its root have none.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.draft.files().iter().map(|file| file.path.as_str()).filter(|uri| !uri.is_empty())
    }

    /// Returns whether a file of that address belongs to it.
    pub fn has(&self, uri: &lsp::Uri) -> bool {
        self.files().any(|file| file == uri.0)
    }

    /// Returns the finding that is shown.
    pub fn finding(&self, found: &Shown) -> Option<&Finding> {
        self.lint.findings.get(found.finding)
    }
}
