//! A `paperlint.toml`, with those it extends: read, and what is wrong with it.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::said::Said;
use crate::faces::console::Console;
use crate::faces::disk::{MOST_OF_CONFIG, OpenError, Opened, Root, Roots, normal, root_above, shown};
use crate::output;
use crate::spec::{SpecProblem, plain_words};

/// Files that extend one another in a row.
const MOST_FILES: usize = 16;

/// A configuration file, or a rule file that one brings along.
#[derive(Debug)]
pub struct ConfigFile {
    /// As shown to people.
    pub name: String,
    /// What it holds.
    pub text: String,
    /// The real folder it lies in, from which its paths and patterns go.
    pub folder: PathBuf,
    /// How far it reaches.
    pub reach: Reach,
    /// The place that names it, where another file does.
    pub named_at: Option<Place>,
    /// Whether its text may be shown: that of a named file and of what it brings along from its own repository; of a found one only its own,
    /// since a link, `extends` and `rule-folders` could lead to any file below the root, and what is read there is nobody's business.
    pub is_open: bool,
    /// The command that shows a mistake in it.
    pub shown_by: String,
}

/// How far a configuration reaches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Named by the person who runs paperlint: anywhere.
    Named,
    /// Found beside a paper: not out of this folder, the real root of the paper.
    Within(PathBuf),
}

impl Reach {
    /// Whether the text of a file may be shown that a configuration in `folder` brings along: where that is named and lies in a repository, it
    /// may still be a stranger's, and no file outside is shown for it.
    pub fn shows(&self, folder: &Path, real: &Path) -> bool {
        *self == Self::Named && root_above(folder).is_none_or(|root| real.starts_with(root))
    }

    /// Opens what a configuration names.
    pub fn open(&self, folder: &Path, target: &Path) -> Result<Opened, String> {
        let path = folder.join(target);
        let opened = match self {
            Self::Named => Roots::default().open(&path).map(|located| located.opened),
            // The path is judged by its name first, whatever lies on its way.
            Self::Within(root) if !normal(&path).starts_with(root) => Err(OpenError::Outside),
            Self::Within(root) => {
                Root::new(root, false).map_err(OpenError::from).and_then(|root| root.open(&path))
            }
        };
        let target = target.to_string_lossy();
        opened.map_err(|error| match (error, self) {
            (OpenError::Outside, Self::Within(_)) => {
                format!(
                    "`{target}` lies outside the paper's root, and a paperlint.toml reaches nothing there"
                )
            }
            (OpenError::Missing, _) => format!("`{target}` was not found"),
            (error, _) => format!("`{target}` {error}"),
        })
    }
}

/// A place in a configuration file.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: Arc<ConfigFile>,
    /// Bytes of its text.
    pub span: Range<usize>,
}

impl Place {
    /// The line, from 1.
    pub fn line(&self) -> usize {
        let before = self.file.text.bytes().take(self.span.start);
        before.filter(|byte| *byte == b'\n').count() + 1
    }
}

/// Something that keeps the settings of a paper from being known.
#[derive(Clone, Debug)]
pub struct Problem {
    /// `None` for a mistake on the command line.
    file: Option<Arc<ConfigFile>>,
    what: SpecProblem,
}

impl Problem {
    /// A mistake at a place.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        let what = SpecProblem { span: Some(place.span), ..SpecProblem::at("", message) };
        Self { file: Some(place.file), what }
    }

    /// A mistake in a file.
    pub fn within(file: Arc<ConfigFile>, what: SpecProblem) -> Self {
        Self { file: Some(file), what }
    }

    /// A mistake on the command line, or a file that cannot be read at all.
    pub fn plain(message: impl Into<String>) -> Self {
        Self { file: None, what: SpecProblem::at("", message) }
    }

    /// Says what is wrong: in the file where that may be shown, else at the place that names the file.
    fn show(&self, console: &Console) {
        let Some(file) = &self.file else { return console.error(&self.what.message) };
        if file.is_open {
            let mut block = String::new();
            output::rule_error(&file.name, &file.text, &self.what, console.columns(), &mut block);
            return console.problem(&block);
        }
        let place = self.what.span.clone().map(|span| Place { file: file.clone(), span });
        let place = place.map_or("it".to_owned(), |place| format!("its line {}", place.line()));
        let ConfigFile { name, shown_by, .. } = &**file;
        let message =
            format!("{name} cannot be used, for there is a mistake in {place}\n`{shown_by}` shows it");
        match file.named_at.clone() {
            Some(place) => Self::at(place, message).show(console),
            None => Self::plain(message).show(console),
        }
    }
}

/// Why the settings of a paper are not known; never none.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the configuration cannot be used")]
pub struct Problems(Arc<Vec<Problem>>);

impl Problems {
    /// Says what is wrong.
    pub fn show(&self, console: &Console) {
        self.0.iter().for_each(|problem| problem.show(console));
    }

    /// Whether both say the same of the same files.
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

/// A file and those it extends, the base first.
pub fn read_chain(path: &Path, reach: Reach) -> Result<Vec<(Arc<ConfigFile>, Said)>, Problem> {
    let (mut path, mut name) = (path.to_owned(), shown(path));
    let mut by: Option<Place> = None;
    let mut chain: Vec<(PathBuf, Arc<ConfigFile>, Said)> = Vec::new();
    loop {
        let problem = |message: String| match &by {
            Some(place) => Problem::at(place.clone(), message),
            None => Problem::plain(format!("{name}: {message}")),
        };
        let (folder, file_name) =
            (path.parent().unwrap_or(Path::new("")), path.file_name().unwrap_or_default());
        let opened = reach.open(folder, Path::new(file_name)).map_err(&problem)?;
        let real = opened.real.clone();
        if chain.len() == MOST_FILES || chain.iter().any(|(known, ..)| *known == real) {
            let first = chain.iter().find_map(|(_, _, said)| said.extends.as_ref().map(Spanned::span));
            let first =
                chain.first().zip(first).map(|((_, file, _), span)| Place { file: file.clone(), span });
            let message = "the files extend one another in a circle, or too many in a row";
            return Err(first.map_or(Problem::plain(message), |place| Problem::at(place, message)));
        }
        let text = read(opened).map_err(&problem)?;
        let named = chain.first().map_or(&real, |(first, ..)| first);
        let is_own = by.is_none() && real == path;
        let is_open = is_own || reach.shows(named.parent().unwrap_or(Path::new("")), &real);
        let folder = real.parent().unwrap_or(Path::new("")).to_owned();
        let shown_by = format!("paperlint config --config {name}");
        let reach_of = reach.clone();
        let file = ConfigFile { name, text, folder, reach: reach_of, named_at: by, is_open, shown_by };
        let file = Arc::new(file);
        let said = parse(&file)?;
        let base = said.extends.clone();
        chain.push((real, file.clone(), said));
        let Some(base) = base else { break };
        let place = Place { file: file.clone(), span: base.span() };
        let found = reach.open(&file.folder, Path::new(base.get_ref()));
        path = found.map_err(|message| Problem::at(place.clone(), message))?.real;
        name = shown(&path);
        by = Some(place);
    }
    Ok(chain.into_iter().rev().map(|(_, file, said)| (file, said)).collect())
}

fn parse(file: &Arc<ConfigFile>) -> Result<Said, Problem> {
    toml::from_str(&file.text).map_err(|error| {
        let place = Place { file: file.clone(), span: error.span().unwrap_or(0..0) };
        Problem::at(place, plain_words(error.message()))
    })
}

/// The text of a file that should be TOML.
pub fn read(opened: Opened) -> Result<String, String> {
    let bytes = opened.read(MOST_OF_CONFIG).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
