//! What a folder holds beside papers, said in a line each.

use anyhow::{Error, anyhow};

use super::{Listing, Notice};
use crate::cli::discover::Other;
use crate::cli::disk::shown;
use crate::output::{counted, few};

/// What `kinds.txt` calls a file about a repository.
const ABOUT: &str = "about the repository";

/// Names in a line.
const FEW: usize = 3;

/// Names in a line where there is no paper.
const MORE: usize = 8;

impl Listing<'_> {
    /// Says what is left out; more of it where nothing is read.
    pub(super) fn say_what_is_left_out(&mut self, is_all: bool) {
        let found = std::mem::take(&mut self.found.notices);
        let (offered, others): (Vec<&Other>, Vec<&Other>) =
            self.found.others.iter().partition(|other| other.prose.may_be_paper());
        // Nobody takes a README for a paper, unless there is no other file.
        let is_said = |other: &&Other| is_all || other.what.as_deref() != Some(ABOUT);
        let others: Vec<String> = others.into_iter().filter(is_said).map(named).collect();
        if !others.is_empty() {
            let are = if others.len() == 1 { "is not a paper" } else { "are not papers" };
            let count = counted(others.len() as u64, "file", "files");
            let most = if is_all { MORE } else { FEW };
            self.notices.push(Notice::Said(format!("{count} {are}: {}", few(&others, most))));
        }
        let offered: Vec<String> = offered.into_iter().map(|other| shown(&other.path)).collect();
        if let Some(first) = offered.first().filter(|_| !is_all || offered.len() > 1) {
            let may = if offered.len() == 1 { "may be a paper" } else { "may be papers" };
            let names = few(&offered, FEW);
            let said = format!("{names} {may}; to have it read: paperlint {}", quoted(first));
            self.notices.push(Notice::Said(said));
        }
        self.notices.extend(found.into_iter().map(Notice::Said));
    }

    /// Why nothing is read, and what an author may do.
    pub(super) fn nothing(&self) -> Error {
        let place = match self.places.as_slice() {
            [here] if here == "." => "here".to_owned(),
            places => format!("in {}", places.join(", ")),
        };
        let longest = self.found.others.iter().rev().max_by_key(|other| other.prose.words);
        let document = self.found.documents.first();
        if let Some(main) = &self.found.main {
            let name = shown(main);
            return anyhow!(
                "no paper {place}; the paper of this project is {name}: paperlint {}",
                quoted(&name)
            );
        }
        match (longest.filter(|other| other.prose.words > 0), document) {
            (Some(other), _) => {
                let name = shown(&other.path);
                anyhow!("no paper {place}; the longest draft is {name}: paperlint {}", quoted(&name))
            }
            (None, Some(path)) => {
                let made = shown(&path.with_extension("md"));
                let command = pandoc(&shown(path), &made);
                anyhow!("no paper {place}; make Markdown of {} first: {command}", shown(path))
            }
            (None, None) => anyhow!("no paper {place}; name a file to have it read whatever it is"),
        }
    }
}

/// Returns what makes Markdown of a file.
pub fn pandoc(name: &str, made: &str) -> String {
    format!("pandoc {} -o {}", quoted(name), quoted(made))
}

/// Returns each with what it is.
pub fn listed(others: &[Other]) -> Vec<(String, String)> {
    let what = |other: &Other| other.what.clone().unwrap_or_else(|| "not a paper".to_owned());
    others.iter().map(|other| (shown(&other.path), what(other))).collect()
}

fn named(other: &Other) -> String {
    let name = shown(&other.path);
    match &other.what {
        Some(what) => format!("{name} ({what})"),
        None => name,
    }
}

/// Returns a name as a shell takes it.
fn quoted(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || "/._-+,".contains(c));
    if is_plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}
