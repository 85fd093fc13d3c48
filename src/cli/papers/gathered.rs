//! What a run found to read, and what stood in the way.

use std::borrow::Cow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Error, anyhow};

use super::one::{Read, Wanted};
use crate::cli::config::{self, Configs};
use crate::cli::console::Console;
use crate::cli::loader::Home;
#[cfg(feature = "lsp")]
use crate::cli::loader::Unsaved;
use crate::config::{Problem, Problems, Settings};
use crate::markup::notebook_text;
use crate::source::{Draft, File, FileId, Format};

/// The papers of a run, and what stood in the way.
#[derive(Default)]
pub struct Gathered {
    /// In the order they were named, those of a folder by path.
    pub papers: Vec<PaperFiles>,
    /// What an author should know, in the order it was met.
    pub notices: Vec<Notice>,
    /// Drafts that lie in the folders and were not read, each with what it is.
    pub left_out: Vec<(String, String)>,
    /// Why there is nothing to read, where nothing is.
    pub(super) nothing: Option<Error>,
}

/// The files of a paper, put together.
pub struct PaperFiles {
    /// The name of each, as people see it.
    pub names: Vec<String>,
    /// The settings of each.
    pub settings: Vec<Arc<Settings>>,
    /// Where each is kept.
    pub homes: Vec<Home>,
    /// Whether each is one that was asked for; none where the whole paper was.
    pub focus: Option<Vec<bool>>,
    /// What its main file is written in.
    pub format: Format,
    /// Bytes that it holds, as [`bytes`] counts them.
    bytes: usize,
    /// None where it was let go, and is read again.
    draft: Option<Draft>,
    wanted: Wanted,
}

/// Something about what was read, or was not.
pub enum Notice {
    /// What an author should know.
    Said(String),
    /// What could not be read: its name, where it has one, and why.
    Failed(Option<String>, String),
    /// Configurations that cannot be used.
    Config(Problems),
}

impl Notice {
    /// Returns what could not be read or used, and why: its name, where it has one.
    pub fn failed(&self) -> Vec<(Option<String>, String)> {
        match self {
            Self::Said(_) => Vec::new(),
            Self::Failed(name, why) => vec![(name.clone(), why.clone())],
            Self::Config(problems) => {
                let problems = problems.iter().map(Problem::to_show);
                let name = |problem: &Problem| problem.file.as_ref().map(|file| file.name.clone());
                problems.map(|problem| (name(&problem), problem.what.message)).collect()
            }
        }
    }
}

impl Gathered {
    /// Says what stood in the way.
    ///
    /// # Errors
    /// When there is nothing to read at all.
    pub fn said(self, console: &Console) -> anyhow::Result<Self> {
        for notice in &self.notices {
            match notice {
                Notice::Said(said) => console.notice(said),
                Notice::Failed(_, why) => console.error(why),
                Notice::Config(problems) => config::show(problems, console),
            }
        }
        self.something()
    }

    /// Returns what was gathered.
    ///
    /// # Errors
    /// When there is nothing to read at all.
    pub fn something(self) -> anyhow::Result<Self> {
        match self.nothing {
            Some(nothing) => Err(nothing),
            None => Ok(self),
        }
    }

    /// Returns whether something that was named could not be read.
    pub fn has_failed(&self) -> bool {
        self.notices.iter().any(|notice| !matches!(notice, Notice::Said(_)))
    }

    /// Returns the exit code of a command that only shows papers: 2 where something could not be read.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(if self.has_failed() { 2 } else { 0 })
    }

    /// Returns the files that were read, by their names and where they are kept.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        let homes = self.papers.iter().flat_map(|paper| &paper.homes).filter_map(Home::path).cloned();
        homes.chain(self.papers.iter().flat_map(|paper| &paper.names).map(PathBuf::from))
    }
}

impl PaperFiles {
    /// Keeps what was read as long as there is room.
    pub(super) fn new(read: Read, wanted: Wanted, held: &AtomicUsize) -> Self {
        let Read { draft, settings, homes, focus, .. } = read;
        let all: usize = draft.files().iter().map(|file| file.text.len()).sum();
        let is_held = held.fetch_add(all, Ordering::Relaxed) + all <= MOST_HELD;
        Self {
            names: draft.files().iter().map(|file| file.name.clone()).collect(),
            settings,
            homes,
            focus,
            format: draft.main().format,
            bytes: bytes(&draft),
            draft: is_held.then_some(draft),
            wanted,
        }
    }

    /// Returns the draft: as it was read, or read again.
    ///
    /// # Errors
    /// When it can no longer be read, or is not what it was.
    pub fn draft(&self, configs: &Configs) -> anyhow::Result<Cow<'_, Draft>> {
        match &self.draft {
            Some(draft) => Ok(Cow::Borrowed(draft)),
            None => self.again(configs).map(Cow::Owned),
        }
    }

    /// Returns the same, which lets it go.
    ///
    /// # Errors
    /// As [`PaperFiles::draft`].
    pub fn take(&mut self, configs: &Configs) -> anyhow::Result<Draft> {
        self.draft.take().map_or_else(|| self.again(configs), Ok)
    }

    /// Returns the draft with other texts in the place of saved files; nothing where it is no longer made of the same files, or has become
    /// too large to be looked at.
    ///
    /// # Errors
    /// When it can no longer be read.
    #[cfg(feature = "lsp")]
    pub fn with_open(&mut self, open: &Unsaved, configs: &Configs) -> anyhow::Result<Option<Draft>> {
        self.wanted.unsaved = open.clone();
        let draft = self.wanted.read(configs)?.draft;
        let is_same = draft.files().iter().map(|file| &file.name).eq(&self.names);
        Ok((is_same && bytes(&draft) <= MOST_OF_PAPER).then_some(draft))
    }

    fn again(&self, configs: &Configs) -> anyhow::Result<Draft> {
        let draft = self.wanted.read(configs)?.draft;
        match draft.files().iter().map(|file| &file.name).eq(&self.names) {
            true => Ok(draft),
            false => Err(anyhow!("{}: was changed in the course of the run; run it again", self.name())),
        }
    }

    /// Bytes of what it holds to read.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Returns the name of its main file.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// Returns the settings of its main file; it has at least that one.
    pub fn main_settings(&self) -> Option<&Settings> {
        self.settings.first().map(|settings| &**settings)
    }
}

/// Bytes of what a paper holds to read. Of a notebook these are its cells of prose: its figures may be large. Files of references are read fast
/// and hold no prose.
fn bytes(draft: &Draft) -> usize {
    let of = |file: &File| match file.format {
        Format::Notebook if file.text.len() > MOST_OF_PAPER => {
            notebook_text(&file.text).map_or(file.text.len(), |prose| prose.len())
        }
        _ => file.text.len(),
    };
    let cited = draft.bibliographies().into_iter().flatten().filter_map(|cited| cited.file.ok());
    let cited: Vec<FileId> = cited.collect();
    let prose = draft.files().iter().zip(0..).filter(|(_, id)| !cited.contains(&FileId(*id)));
    prose.map(|(file, _)| of(file)).sum()
}

/// Returns that a paper is larger than what is looked at.
pub fn too_large(name: &str) -> String {
    format!(
        "{name}: holds more than {} MiB, too much for one paper, so it was not looked at; leave out what is not prose (`exclude` in paperlint.toml)",
        MOST_OF_PAPER >> 20
    )
}

/// Bytes of the largest paper that is looked at: a million words, in a second or two. Of the shapes in `tests/growth`,
/// a paper of that size holds 405 MiB at most, where 512 are allowed.
pub const MOST_OF_PAPER: usize = 6 << 20;

/// Bytes of drafts that are kept from when they are put together until they are looked at: some two hundred papers. In a larger run the others
/// are read again when it is their turn, so that its memory does not grow with what it reads.
const MOST_HELD: usize = 16 << 20;
