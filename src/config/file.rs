//! A `paperlint.toml`, what gives it and what it names, and what is wrong with it.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use toml::Spanned;

use super::said::Said;
use crate::spec::SpecProblem;

/// Files that extend one another in a row.
const MOST_FILES: usize = 16;

/// A configuration file, or a rule file that one brings along.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// As shown to people.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// Where it lies, by which it is told from others; its paths and patterns go from the folder of it.
    pub path: PathBuf,
    /// Where its lines end, once that was asked for.
    pub line_ends: OnceLock<Vec<usize>>,
    /// Whether the person who runs paperlint named it for all papers, so that its patterns go from the root of each.
    pub is_for_all: bool,
    /// The place that names it, where another file does.
    pub named_at: Option<Place>,
    /// Whether its text may be shown.
    pub is_open: bool,
    /// The command that shows a mistake in it.
    pub shown_by: String,
}

impl ConfigFile {
    /// Text without a file, from a caller who may see it.
    pub fn text(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            path: PathBuf::from(name),
            line_ends: OnceLock::new(),
            is_for_all: true,
            named_at: None,
            is_open: true,
            shown_by: String::new(),
        }
    }

    /// Returns the folder it lies in.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Returns what it says.
    ///
    /// # Errors
    /// When it is not TOML, or has keys or values that no configuration has.
    fn said(self: &Arc<Self>) -> Result<Said, Problem> {
        toml::from_str(&self.text).map_err(|error| {
            let what = SpecProblem::of_toml(&self.text, &error);
            let span = what.span.unwrap_or(0..0);
            Problem::at(Place { file: self.clone(), span }, what.message)
        })
    }
}

/// Gives the files that a configuration names. What may be read, and what may be shown of it, is up to the reader.
pub trait Reader {
    /// Returns the configuration that `by` names in `extends`.
    ///
    /// # Errors
    /// With what is wrong, in words.
    fn config(&self, by: &ConfigFile, target: &str) -> Result<ConfigFile, String>;

    /// Returns the file of a venue. `by` names it, or a caller does.
    ///
    /// # Errors
    /// With what is wrong, in words.
    fn venue(&self, by: Option<&ConfigFile>, target: &str) -> Result<ConfigFile, String>;

    /// Returns the real path of a plan that `by` names. Where nothing is read from disk, whoever gives the paper gives its plan.
    ///
    /// # Errors
    /// With what is wrong, in words.
    fn plan(&self, _by: &ConfigFile, target: &str) -> Result<PathBuf, String> {
        Ok(PathBuf::from(target))
    }

    /// Returns the rule files of a folder in order, each with its theme. `by` names the folder, or a caller does.
    ///
    /// # Errors
    /// With what is wrong with the folder, or with one of its files, in words.
    fn rules(&self, by: Option<&ConfigFile>, target: &str) -> Result<Vec<OwnRule>, String>;
}

/// A rule file's theme, and the file or why it cannot be read.
pub type OwnRule = (String, Result<ConfigFile, String>);

/// Reads nothing: for a configuration that stands by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoReader;

impl Reader for NoReader {
    fn config(&self, _: &ConfigFile, target: &str) -> Result<ConfigFile, String> {
        Err(format!("`{target}` cannot be read here, where a configuration stands by itself"))
    }

    fn venue(&self, _: Option<&ConfigFile>, target: &str) -> Result<ConfigFile, String> {
        Err(format!("`{target}` cannot be read here, where a configuration stands by itself"))
    }

    fn rules(&self, _: Option<&ConfigFile>, target: &str) -> Result<Vec<OwnRule>, String> {
        Err(format!("`{target}` cannot be read here, where a configuration stands by itself"))
    }
}

/// A place in a configuration file.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<ConfigFile>,
    /// Bytes of its text.
    pub span: Range<usize>,
}

impl Place {
    /// Returns the line, from 1.
    pub fn line(&self) -> usize {
        let ends = || memchr::memchr_iter(b'\n', self.file.text.as_bytes()).collect();
        self.file.line_ends.get_or_init(ends).partition_point(|&end| end < self.span.start) + 1
    }
}

/// Something that keeps the settings of a paper from being known.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The file it is in; `None` for a mistake of the caller.
    pub file: Option<Arc<ConfigFile>>,
    /// What is wrong, and where.
    pub what: SpecProblem,
}

impl Problem {
    /// Returns a mistake at a place.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        let what = SpecProblem { span: Some(place.span), ..SpecProblem::at("", message) };
        Self { file: Some(place.file), what }
    }

    /// Returns a mistake in a file.
    pub fn within(file: Arc<ConfigFile>, what: SpecProblem) -> Self {
        Self { file: Some(file), what }
    }

    /// Returns a mistake of the caller, or a file that cannot be read at all.
    pub fn plain(message: impl Into<String>) -> Self {
        Self { file: None, what: SpecProblem::at("", message) }
    }

    /// Returns the same where the text of its file may be shown; else what is wrong with the place that names the file.
    pub fn to_show(&self) -> Self {
        let Some(file) = self.file.as_ref().filter(|file| !file.is_open) else { return self.clone() };
        let place = self.what.span.clone().map(|span| Place { file: file.clone(), span });
        let place = place.map_or("it".to_owned(), |place| format!("its line {}", place.line()));
        let ConfigFile { name, shown_by, .. } = &**file;
        let message =
            format!("{name} cannot be used, for there is a mistake in {place}\n`{shown_by}` shows it");
        match file.named_at.clone() {
            Some(place) => Self::at(place, message).to_show(),
            None => Self::plain(message),
        }
    }
}

/// Why the settings of a paper are not known; never none.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the configuration cannot be used")]
pub struct Problems(Arc<Vec<Problem>>);

impl Problems {
    /// Returns each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// Returns what is wrong, a line each.
    pub fn in_lines(&self) -> String {
        let line = |problem: Problem| match problem.file {
            Some(file) => format!("{}: {}", file.name, problem.what.message),
            None => problem.what.message,
        };
        self.iter().map(|problem| line(problem.to_show())).collect::<Vec<_>>().join("\n")
    }

    /// Returns whether both say the same of the same files.
    pub fn is_same(&self, other: &Self) -> bool {
        let name = |problem: &Problem| problem.file.as_ref().map(|file| file.name.clone());
        let is_same = |(a, b): (&Problem, &Problem)| a.what == b.what && name(a) == name(b);
        self.0.len() == other.0.len() && self.0.iter().zip(&*other.0).all(is_same)
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        vec![problem].into()
    }
}

impl From<Vec<Problem>> for Problems {
    fn from(problems: Vec<Problem>) -> Self {
        Self(Arc::new(problems))
    }
}

/// Returns a file and those it extends, the base first, each with what it says.
///
/// # Errors
/// When one cannot be read or says what no configuration says.
pub fn with_bases(file: ConfigFile, reader: &dyn Reader) -> Result<Vec<(Arc<ConfigFile>, Said)>, Problem> {
    let mut next = Some(file);
    let mut files: Vec<(Arc<ConfigFile>, Said)> = Vec::new();
    while let Some(file) = next.take() {
        let file = Arc::new(file);
        if files.len() == MOST_FILES || files.iter().any(|(known, _)| known.path == file.path) {
            let first = files.iter().find_map(|(_, said)| said.extends.as_ref().map(Spanned::span));
            let first = files.first().zip(first).map(|((file, _), span)| Place { file: file.clone(), span });
            let message = "the files extend one another in a circle, or too many in a row";
            return Err(first.map_or(Problem::plain(message), |place| Problem::at(place, message)));
        }
        let said = file.said()?;
        if let Some(base) = &said.extends {
            let place = Place { file: file.clone(), span: base.span() };
            let base = reader.config(&file, base.get_ref());
            let base = base.map_err(|message| Problem::at(place.clone(), message))?;
            next = Some(ConfigFile { named_at: Some(place), ..base });
        }
        files.push((file, said));
    }
    files.reverse();
    Ok(files)
}
