use std::path::Path;

use crate::markup::{Loader, NoLoader, assemble};
use crate::source::{self, Format, Source};

/// A paper: the text of its main file and of all files that this includes. Immutable.
///
/// To look at another version of one of its files, make another draft: that costs little beside linting it.
///
/// ```
/// use paperlint::Draft;
///
/// let draft = Draft::new("paper.md", "# Speed\n\nIt is faster.");
/// assert_eq!(draft.files().count(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) inner: source::Draft,
}

impl Draft {
    /// Returns a paper of one text. The extension of its name tells the format, which is Markdown where it tells none.
    ///
    /// Files that the text includes are not there, which is said as of any that is missing; [`Draft::assemble`] takes them in.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let main = Source::new(name, text);
        let format = Format::from_path(Path::new(&main.name)).unwrap_or(Format::Markdown);
        Self::assemble(main, format, &mut NoLoader)
    }

    /// Returns the paper that a main file is the start of, with each file that it includes, and those include, as `loader` gives it.
    ///
    /// Never fails: a file that the loader does not give is left out, and said in what [`lint`](crate::Linter::lint) returns.
    ///
    /// ```
    /// use paperlint::{Draft, Format, LoadError, Loader, Source};
    ///
    /// /// The files of an editor, or of a browser.
    /// struct Open;
    ///
    /// impl Loader for Open {
    ///     fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
    ///         match target {
    ///             "intro" => Ok(Source::new("intro.tex", "It is fast.")),
    ///             _ => Err(LoadError::Missing),
    ///         }
    ///     }
    /// }
    ///
    /// let main = Source::new("paper.tex", "\\begin{document}\\input{intro}\\end{document}");
    /// let draft = Draft::assemble(main, Format::Latex, &mut Open);
    /// let names: Vec<&str> = draft.files().map(|file| file.name).collect();
    /// assert_eq!(names, ["paper.tex", "intro.tex"]);
    /// ```
    pub fn assemble(main: Source, format: Format, loader: &mut dyn Loader) -> Self {
        Self { inner: assemble(main, format, loader) }
    }

    /// Returns the paper with the plan that it is compared with: a preregistration, a protocol, the plan of a project.
    ///
    /// ```
    /// use paperlint::{Config, Draft, Linter};
    ///
    /// # fn main() -> Result<(), paperlint::ConfigError> {
    /// let plan = "# Preregistration\n\n## Hypotheses\n\nH1: People who drink tea sleep longer.\n\n\
    ///     ## Sample size\n\nWe will test 120 people.\n";
    /// let paper = "# Tea and sleep\n\n## Methods\n\nWe tested 96 people.\n\n\
    ///     ## Results\n\nPeople slept longer after tea (H1), t(94) = 2.4, p = .02.\n";
    /// let draft = Draft::new("paper.md", paper).with_plan(Draft::new("PREREG.md", plan));
    /// let config = Config::from_toml("select = [\"changed-sample-size\"]")?;
    /// let found = Linter::with_config(&config)?.lint(&draft).diagnostics;
    /// assert_eq!(found[0].message, "the plan says 120, the paper 96, and nothing says why");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_plan(self, plan: Self) -> Self {
        Self { inner: self.inner.planned_by(plan.inner) }
    }

    /// Returns its files, the main file first, then the others in the order they are included; the plan's come last.
    pub fn files(&self) -> impl Iterator<Item = DraftFile<'_>> {
        let files = self.inner.files().iter();
        files.map(|file| DraftFile { name: &file.name, text: &file.text, format: file.format })
    }
}

/// A file of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DraftFile<'d> {
    /// Its name, as it was given.
    pub name: &'d str,
    /// What it holds.
    pub text: &'d str,
    /// The markup it is read as.
    pub format: Format,
}
