//! What git knows of a folder. Git is asked for names and objects, as it keeps them, and compares nothing with the files that lie there: for
//! that it would run the filters that a repository names. It is told to run nothing else either: no hooks, no file watcher, no external
//! diff, no text conversion, no fetching of what a partial clone left out.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, anyhow, bail};

use crate::cli::disk::{MOST_OF_DRAFT, path_of, shown};

/// A repository, compared with one of its commits.
pub struct Compared {
    /// The top folder, a real path.
    top: PathBuf,
    /// The object that each file was then, by its path from the top.
    then: HashMap<PathBuf, String>,
    /// What each file was called then that git knows by another name now.
    renamed: HashMap<PathBuf, PathBuf>,
    objects: Objects,
}

/// What a file was.
pub enum Then {
    /// It was not there, or nobody knows.
    New,
    /// These bytes, as git keeps them.
    Bytes(Vec<u8>),
}

impl Compared {
    /// Compares the repository that holds `folder`, a real path, with the commit where it parted from `rev`.
    ///
    /// # Errors
    /// When there is no git, no repository, or no such commit.
    pub fn new(folder: &Path, rev: &str) -> anyhow::Result<Self> {
        let top = top_of(folder)?;
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
        let failed = |said: String| anyhow!("--since: git cannot compare with `{rev}`: {}", said.trim());
        let tree = git(&top, &["ls-tree", "-r", "-z", "--full-tree", &commit])?.map_err(failed)?;
        // The index alone, and not the files that lie there.
        let options = ["diff-index", "--cached", "--raw", "-z", "--find-renames", "--diff-filter=R"];
        let options =
            options.into_iter().chain(["--no-ext-diff", "--no-textconv", "--ignore-submodules=all"]);
        let options: Vec<&str> = options.chain([commit.as_str(), "--"]).collect();
        let raw = git(&top, &options)?.map_err(failed)?;
        Ok(Self { then: files(&tree), renamed: renamed(&raw), objects: Objects::of(&top)?, top })
    }

    /// Returns what the file at a real path was then.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn then(&mut self, path: &Path) -> anyhow::Result<Then> {
        let Ok(path) = path.strip_prefix(&self.top) else { return Ok(Then::New) };
        let old = self.renamed.get(path).map_or(path, PathBuf::as_path);
        let Some(id) = self.then.get(old).or_else(|| self.then.get(path)) else { return Ok(Then::New) };
        Ok(self.objects.read(id).context("git cannot be asked for a file")?.map_or(Then::New, Then::Bytes))
    }

    /// Returns whether the repository names a filter for the file at a real path: what git keeps is then not what lies there, and only the
    /// filter could tell what changed.
    ///
    /// # Errors
    /// When git cannot tell.
    pub fn has_filter(&self, path: &Path) -> anyhow::Result<bool> {
        let Ok(path) = path.strip_prefix(&self.top) else { return Ok(false) };
        // Git would wait for a pipe, and read a device without end; it then goes by what is committed.
        let mut folders = path.ancestors().skip(1);
        let is_safe = folders.all(|folder| {
            let attributes = self.top.join(folder).join(".gitattributes");
            attributes.symlink_metadata().is_ok_and(|about| about.is_file())
                || !attributes.is_symlink() && !attributes.exists()
        });
        let source = if is_safe { &["check-attr", "-z"][..] } else { &["check-attr", "-z", "--cached"] };
        let mut command = command(&self.top);
        command.args(source).args(["filter", "--"]).arg(path);
        let said = run(command)?
            .map_err(|said| anyhow!("--since: git cannot tell what filters there are: {}", said.trim()))?;
        // A path, the attribute, its value.
        let value = said.split(|byte| *byte == 0).nth(2).unwrap_or_default();
        Ok(!matches!(value, b"" | b"unspecified" | b"unset"))
    }
}

/// Returns the top of the repository that holds a folder: the nearest one with `.git`.
fn top_of(folder: &Path) -> anyhow::Result<PathBuf> {
    let top = folder.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok());
    let Some(top) = top else {
        return Err(needs_repository(folder));
    };
    let ask = |what: &str| -> anyhow::Result<PathBuf> {
        let said = git(top, &["rev-parse", what])?.map_err(|said| no_repository(top, &said))?;
        let path = path_of(said.strip_suffix(b"\n").unwrap_or(&said));
        path.canonicalize().with_context(|| format!("--since: {} cannot be read", shown(&path)))
    };
    if ask("--show-toplevel")? != top {
        bail!(
            "--since: the repository of {} says that its files lie elsewhere (core.worktree), so nobody knows what changed here",
            shown(top)
        );
    }
    for (variable, what, expected) in
        [("GIT_DIR", "--absolute-git-dir", None), ("GIT_WORK_TREE", "--show-toplevel", Some(top))]
    {
        let Some(named) = std::env::var_os(variable) else { continue };
        let expected = expected.map_or_else(|| ask(what), |top| Ok(top.to_owned()))?;
        let named = std::env::current_dir()?.join(named).canonicalize();
        if named.ok().as_deref() != Some(&expected) {
            bail!("--since: {variable} names another repository than that of {}; unset it", shown(top));
        }
    }
    Ok(top.to_owned())
}

/// Commits whose authors are asked for, the newest first.
const MOST_COMMITS: &str = "--max-count=20000";

/// Bytes of the names of authors that are read.
const MOST_OF_NAMES: u64 = 4 << 20;

/// Returns the names of the authors of the commits of the repository that holds a folder, as their commits have them.
///
/// # Errors
/// When there is no git, no repository, or nothing that was committed.
pub fn authors(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let is_top = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
    let Some(top) = folder.ancestors().find(is_top) else {
        bail!(
            "--authors git needs a Git repository, and {} is in none; --authors FILE names the authors",
            shown(folder)
        );
    };
    let mut command = command(top);
    // Git checks no signatures and reads no files for this.
    command.args(["rev-list", MOST_COMMITS, "--encoding=UTF-8", "--format=%an", "HEAD", "--"]);
    let mut child = match command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("--authors git needs Git, which is not installed here; --authors FILE names the authors")
        }
        started => started.context("git cannot be run")?,
    };
    let mut said = Vec::new();
    let read = child.stdout.take().map_or(Ok(0), |out| out.take(MOST_OF_NAMES).read_to_end(&mut said));
    // It may have more to say than is read.
    let _ = child.kill();
    let _ = child.wait();
    read.context("git cannot be asked")?;
    let said = text(&said);
    let lines = said.lines().filter(|line| !line.strip_prefix("commit ").is_some_and(is_id));
    let names: BTreeSet<String> =
        lines.map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if names.is_empty() {
        bail!(
            "--authors git: {} has no commits that can be read; --authors FILE names the authors",
            shown(top)
        );
    }
    Ok(names)
}

/// Git, to be asked for objects one by one.
struct Objects {
    child: Child,
    asked: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl Objects {
    fn of(top: &Path) -> anyhow::Result<Self> {
        let mut command = command(top);
        command
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().context("git cannot be run")?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (asked, said) = pipes.context("git cannot be asked")?;
        Ok(Self { child, asked, said: BufReader::new(said) })
    }

    /// Returns the bytes of a file, unless it is missing or larger than any draft.
    fn read(&mut self, id: &str) -> io::Result<Option<Vec<u8>>> {
        writeln!(self.asked, "{id}")?;
        self.asked.flush()?;
        let mut header = String::new();
        self.said.read_line(&mut header)?;
        let Some(size) = header.trim_end().rsplit_once(" blob ").map(|(_, size)| size) else {
            return match header.ends_with(" missing\n") {
                true => Ok(None),
                false => Err(io::Error::other(format!("git says `{}`", header.trim_end()))),
            };
        };
        let size: u64 = size.parse().map_err(io::Error::other)?;
        let mut object = self.said.by_ref().take(size + 1);
        if size > MOST_OF_DRAFT {
            io::copy(&mut object, &mut io::sink())?;
            return Ok(None);
        }
        let mut bytes = Vec::new();
        object.read_to_end(&mut bytes)?;
        bytes.truncate(size as usize);
        Ok(Some(bytes))
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It has nothing left to say.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the files of `git ls-tree -r -z`: `100644 blob ID`, a tab and a path; links and submodules are none.
fn files(tree: &[u8]) -> HashMap<PathBuf, String> {
    let entry = |record: &[u8]| {
        let tab = record.iter().position(|byte| *byte == b'\t')?;
        let (about, path) = record.split_at_checked(tab)?;
        let id = std::str::from_utf8(about).ok()?.strip_prefix("100")?.rsplit_once(" blob ")?.1;
        is_id(id).then(|| (path_of(path.get(1..).unwrap_or_default()), id.to_owned()))
    };
    tree.split(|byte| *byte == 0).filter_map(entry).collect()
}

/// Returns the new and the old path of each renamed file of `git diff-index --raw -z`: `:100644 100644 OLD NEW R090`, the old path, the new
/// path.
fn renamed(raw: &[u8]) -> HashMap<PathBuf, PathBuf> {
    let parts: Vec<&[u8]> = raw.split(|byte| *byte == 0).collect();
    let records = parts.chunks_exact(3).filter(|record| record[0].starts_with(b":"));
    records.map(|record| (path_of(record[2]), path_of(record[1]))).collect()
}

fn needs_repository(folder: &Path) -> anyhow::Error {
    let named = shown(folder);
    let folder = if named == "." { "this folder" } else { &named };
    anyhow!("--since needs a Git repository; {folder} is not in one")
}

/// Why a folder cannot be compared: it is in no repository, or git says more, as of folders that belong to somebody else.
fn no_repository(folder: &Path, said: &str) -> anyhow::Error {
    let named = shown(folder);
    match said.contains("not a git repository") {
        true => needs_repository(folder),
        false => anyhow!("--since: git cannot read the repository of {named}: {}", said.trim()),
    }
}

/// Returns what git writes, or what it complains of.
fn git(folder: &Path, arguments: &[&str]) -> anyhow::Result<Result<Vec<u8>, String>> {
    let mut command = command(folder);
    command.args(arguments);
    run(command)
}

fn run(mut command: Command) -> anyhow::Result<Result<Vec<u8>, String>> {
    match command.output() {
        Ok(output) if output.status.success() => Ok(Ok(output.stdout)),
        Ok(output) => Ok(Err(text(&output.stderr))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            bail!("--since needs Git, which is not installed here")
        }
        Err(error) => Err(error).context("git cannot be run"),
    }
}

/// Variables of git that say whose settings and folders are trusted, and nothing of a repository.
const KEPT: [&str; 3] = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"];

/// Git in a folder, told to run nothing.
fn command(folder: &Path) -> Command {
    let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
    let mut command = Command::new("git");
    for (variable, _) in std::env::vars_os() {
        let name = variable.to_string_lossy();
        if name.starts_with("GIT_") && !KEPT.contains(&&*name) {
            command.env_remove(&variable);
        }
    }
    command
        .args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c"])
        .arg(format!("core.hooksPath={nothing}"))
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_NO_LAZY_FETCH", "1")
        // What is older than the line before fetches nothing either.
        .env("GIT_ALLOW_PROTOCOL", "")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns whether a text is the id of an object, of either length.
fn is_id(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_file_is_known_by_its_new_path() {
        let (a, b) = ("a".repeat(40), "b".repeat(40));
        let raw = format!(":100644 100644 {a} {b} R090\0old.md\0new.md\0:100644 100644 {a} {b} R100\0x\0y\0");
        let renamed = renamed(raw.as_bytes());
        assert_eq!(renamed.len(), 2);
        assert_eq!(renamed[Path::new("new.md")], Path::new("old.md"));
    }

    #[test]
    fn links_and_submodules_are_no_files() {
        let a = "a".repeat(40);
        let tree = format!(
            "100644 blob {a}\tx.tex\0120000 blob {a}\tlink.tex\0160000 commit {a}\tsub\0100755 blob {a}\td/y\tz.md\0"
        );
        let files = files(tree.as_bytes());
        assert_eq!(files.len(), 2);
        assert_eq!(files[Path::new("d/y\tz.md")], a);
    }
}
