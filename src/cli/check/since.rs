//! `--since REV`: what of each draft changed, by git.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::changed_words::changed_words;
use super::git::{Compared, Then};
use crate::check::Changes;
use crate::cli::console::Console;
use crate::cli::disk::normal;
use crate::cli::loader::Home;
use crate::output::counted;
use crate::source::{Draft, File, Source, Span};

/// What the files of each draft held in the commit where it parted from a revision.
pub struct Since {
    papers: HashMap<usize, Vec<Then>>,
}

impl Since {
    /// Asks git. What a filter hides is said.
    ///
    /// # Errors
    /// When git cannot tell.
    pub fn new<'p>(
        rev: &str,
        papers: impl Iterator<Item = (usize, &'p Draft, &'p [Home])>,
        console: &Console,
    ) -> anyhow::Result<Self> {
        let mut repositories: HashMap<PathBuf, Compared> = HashMap::new();
        let mut filtered = BTreeSet::new();
        let mut of_papers = HashMap::new();
        for (paper, draft, homes) in papers {
            let here = std::env::current_dir()?.canonicalize()?;
            let main = path_of(draft.main(), homes.first(), &here);
            let folder = main.parent().unwrap_or(&here).to_owned();
            let compared = match repositories.entry(folder) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let compared = Compared::new(new.key(), rev)?;
                    new.insert(compared)
                }
            };
            let mut files = Vec::new();
            for (file, home) in draft.files().iter().zip(homes) {
                let path = path_of(file, Some(home), &here);
                let then = compared.then(&path)?;
                let is_hidden = !changed(file, &then).is_empty() && compared.has_filter(&path)?;
                if is_hidden {
                    filtered.insert(file.name.clone());
                }
                files.push(if is_hidden { Then::New } else { then });
            }
            of_papers.insert(paper, files);
        }
        if !filtered.is_empty() {
            let names = Vec::from_iter(filtered).join(", ");
            console.notice(&format!(
                "a filter stands between git and {names} (see .gitattributes), and no filter is run; all of that counts as changed"
            ));
        }
        Ok(Self { papers: of_papers })
    }

    /// Returns what changed in a draft, as it is now or mended.
    pub fn changes(&self, paper: usize, draft: &Draft) -> Changes {
        let files = self.papers.get(&paper).into_iter().flatten();
        Changes::new(draft.files().iter().zip(files).flat_map(|(file, then)| changed(file, then)).collect())
    }
}

/// Returns how much was left out, in a line.
pub fn left_out(rev: &str, unchanged: usize) -> String {
    let findings = counted(unchanged as u64, "finding", "findings");
    let are = if unchanged == 1 { "is" } else { "are" };
    format!("only what changed since {rev} is looked at; {findings} elsewhere {are} left out")
}

/// Returns the real path of a file; for a draft on standard input of the file that it may be written to.
fn path_of(file: &File, home: Option<&Home>, here: &Path) -> PathBuf {
    if let Some(Home::File(path)) = home {
        return path.clone();
    }
    let path = normal(&here.join(&file.name));
    path.canonicalize().unwrap_or(path)
}

/// Returns the places of a file that changed.
fn changed(file: &File, then: &Then) -> Vec<Span> {
    match then {
        Then::New => vec![file.span()],
        Then::Bytes(bytes) => {
            let old = Source::decode("", bytes.clone()).text;
            if old == file.text {
                return Vec::new();
            }
            let spans = changed_words(&old, &file.text).into_iter();
            spans
                .map(|range| Span::new(file.base + range.start as u32, file.base + range.end as u32))
                .collect()
        }
    }
}
