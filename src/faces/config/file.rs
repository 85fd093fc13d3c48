//! A `paperlint.toml`, with those it extends: read, and what is wrong with it.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::said::Said;
use crate::faces::console::Console;
use crate::faces::loader::{normal, shown};
use crate::output;
use crate::rules::spec::{SpecProblem, plain_words};

/// A larger file is no configuration.
const MOST_BYTES: u64 = 1 << 20;
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
    /// Whether its text may be shown: always that of a named file; of a found one only its own, since a link, `extends` and
    /// `rule-folders` could lead to any file below the root, and what is read there is nobody's business.
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
    /// The real path of what a configuration names.
    pub fn resolve(&self, folder: &Path, target: &str) -> Result<PathBuf, String> {
        let path = folder.join(target);
        // The path is judged before the disk is asked, so that a refusal does not tell whether a file is there.
        let outside = || {
            format!("`{target}` lies outside the paper's root, and a paperlint.toml reaches nothing there")
        };
        match self {
            Self::Within(root) if !normal(&path).starts_with(root) => return Err(outside()),
            _ => {}
        }
        let real = path.canonicalize().map_err(|_| format!("`{target}` was not found"))?;
        match self {
            Self::Within(root) if !real.starts_with(root) => Err(outside()),
            _ => Ok(real),
        }
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
        let real = reach.resolve(folder, &file_name.to_string_lossy()).map_err(&problem)?;
        if chain.len() == MOST_FILES || chain.iter().any(|(known, ..)| *known == real) {
            let first = chain.iter().find_map(|(_, _, said)| said.extends.as_ref().map(Spanned::span));
            let first =
                chain.first().zip(first).map(|((_, file, _), span)| Place { file: file.clone(), span });
            let message = "the files extend one another in a circle, or too many in a row";
            return Err(first.map_or(Problem::plain(message), |place| Problem::at(place, message)));
        }
        let text = read(&real).map_err(&problem)?;
        let is_open = reach == Reach::Named || (by.is_none() && real == path);
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
        let found = reach.resolve(&file.folder, base.get_ref());
        path = found.map_err(|message| Problem::at(place.clone(), message))?;
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
pub fn read(path: &Path) -> Result<String, String> {
    // Asked before opening: opening a named pipe would wait for a writer.
    let about = path.metadata().map_err(|error| format!("cannot be read ({error})"))?;
    if !about.is_file() {
        return Err("is not a file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| format!("cannot be read ({error})"))?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| format!("cannot be read ({error})"))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err("is larger than 1 MiB, so it is no configuration".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
