//! What git knows of a folder. Git is asked for objects and names alone, and told to run nothing else: no hooks, no file watcher, no
//! external diff, no text conversion, no fetching of what a partial clone left out.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, anyhow, bail};

use crate::faces::loader::shown;

/// A repository, compared with one of its commits.
pub struct Compared {
    /// The top folder, canonical.
    top: PathBuf,
    /// The object that each changed file was then, by its path now; `None` for a file that was not there.
    changed: HashMap<String, Option<String>>,
    /// The files that git knows now.
    tracked: HashSet<String>,
}

/// What a file was.
pub enum Then {
    /// What it is now.
    Same,
    /// It was not there, or nobody knows.
    New,
    /// This text.
    Bytes(Vec<u8>),
}

impl Compared {
    /// Compares the repository that holds `folder` with the commit where it parted from `rev`.
    ///
    /// # Errors
    /// When there is no git, no repository, or no such commit.
    pub fn new(folder: &Path, rev: &str) -> anyhow::Result<Self> {
        let top =
            git(folder, &["rev-parse", "--show-toplevel"])?.map_err(|said| no_repository(folder, &said))?;
        let top = PathBuf::from(text(&top).trim_end_matches('\n'));
        let top = top.canonicalize().with_context(|| format!("{}: cannot be read", shown(&top)))?;
        let commit = format!("{rev}^{{commit}}");
        let found = git(&top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let commit = found.ok().map(|id| text(&id).trim().to_owned()).filter(|id| is_id(id));
        let Some(commit) = commit else {
            bail!(
                "--since: there is no revision `{rev}` in {}; name a commit, branch or tag (a shallow clone lacks old ones)",
                shown(&top)
            );
        };
        // A branch that went on has changes of others that are none of this one's. A clone may be too shallow to tell.
        let base = git(&top, &["merge-base", &commit, "HEAD"])?.map(|id| text(&id).trim().to_owned());
        let commit = base.ok().filter(|id| is_id(id)).unwrap_or(commit);
        let options = [
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-ext-diff",
            "--no-textconv",
            "--find-renames",
            "--no-color",
        ];
        let options: Vec<&str> =
            options.into_iter().chain(["--ignore-submodules=all", "--no-relative", &commit, "--"]).collect();
        let raw = git(&top, &options)?
            .map_err(|said| anyhow!("--since: git cannot compare with `{rev}`: {said}"))?;
        let tracked = git(&top, &["ls-files", "-z", "--full-name"])?.unwrap_or_default();
        let tracked = text(&tracked).split('\0').map(str::to_owned).collect();
        Ok(Self { top, changed: changed(&text(&raw)), tracked })
    }

    /// What the file at a canonical path was then.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn then(&self, path: &Path) -> anyhow::Result<Then> {
        let Ok(path) = path.strip_prefix(&self.top) else { return Ok(Then::New) };
        let path = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        match self.changed.get(&path) {
            Some(Some(id)) => Ok(match git(&self.top, &["cat-file", "blob", id])? {
                Ok(bytes) => Then::Bytes(bytes),
                Err(_) => Then::New,
            }),
            None if self.tracked.contains(&path) => Ok(Then::Same),
            _ => Ok(Then::New),
        }
    }
}

/// The changed files of `git diff --raw -z`: `:100644 100644 OLD NEW M`, a path, and for a rename or copy the new path.
fn changed(raw: &str) -> HashMap<String, Option<String>> {
    let mut changed = HashMap::new();
    let mut parts = raw.split('\0');
    while let (Some(record), Some(path)) = (parts.next(), parts.next()) {
        let fields: Vec<&str> = record.split(' ').collect();
        let [_, _, old, _, status] = fields.as_slice() else { break };
        let path = if status.starts_with(['R', 'C']) { parts.next().unwrap_or(path) } else { path };
        let was_there = is_id(old) && !old.bytes().all(|byte| byte == b'0');
        changed.insert(path.to_owned(), was_there.then(|| (*old).to_owned()));
    }
    changed
}

/// Why a folder cannot be compared: it is in no repository, or git says more, as of folders that belong to somebody else.
fn no_repository(folder: &Path, said: &str) -> anyhow::Error {
    let folder = shown(folder);
    match said.contains("not a git repository") {
        true => anyhow!("--since: {folder} lies in no git repository, so nobody knows what changed"),
        false => anyhow!("--since: git cannot read the repository of {folder}: {}", said.trim()),
    }
}

/// What git writes, or what it complains of.
fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<Result<Vec<u8>, String>> {
    let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let output = Command::new("git")
        .args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c"])
        .arg(format!("core.hooksPath={nothing}"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("GIT_EXTERNAL_DIFF")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => Ok(Ok(output.stdout)),
        Ok(output) => Ok(Err(text(&output.stderr))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("--since asks git what changed, and there is no git on this machine; install it")
        }
        Err(error) => Err(error).context("git cannot be run"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether a text is the id of an object, of either length.
fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_file_goes_by_its_new_path() {
        let (a, b, none) = ("a".repeat(40), "b".repeat(40), "0".repeat(40));
        let raw = format!(
            ":100644 100644 {a} {none} M\0x.tex\0:100644 100644 {b} {none} R090\0old.md\0new.md\0:000000 100644 {none} {none} A\0n.md\0"
        );
        let changed = changed(&raw);
        assert_eq!(changed.len(), 3);
        assert_eq!(changed["x.tex"].as_ref(), Some(&a));
        assert_eq!(changed["new.md"].as_ref(), Some(&b));
        assert_eq!(changed["n.md"], None);
    }
}
