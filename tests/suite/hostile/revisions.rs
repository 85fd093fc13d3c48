//! `--since` asks git for names and objects, and git runs nothing that a repository or the environment names.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::repository::{Outcome, Repository, name};

const PAPER: &str = "# Cups\n\nThe the first cup is warm.\n\nThe the second cup is cold.\n";

/// A repository in which each program that git could run leaves a trace.
struct Trapped {
    repository: Repository,
}

impl Trapped {
    fn new() -> Self {
        let repository = Repository::new();
        fs::remove_dir(repository.path(".git")).unwrap();
        repository.write("paper.md", PAPER);
        repository.write("old.md", PAPER);
        let made = Self { repository };
        made.git(["init", "--quiet", "--initial-branch", "main"]);
        made.git(["add", "--all"]);
        made.git(["commit", "--quiet", "--message", "one"]);
        let trap = made.trap();
        fs::write(&trap, format!("#!/bin/sh\necho \"$0 $*\" >>'{}'\ncat\n", made.trace().display())).unwrap();
        fs::set_permissions(&trap, fs::Permissions::from_mode(0o755)).unwrap();
        made
    }

    fn top(&self) -> std::path::PathBuf {
        self.repository.top()
    }

    fn trap(&self) -> std::path::PathBuf {
        self.top().join("trap")
    }

    fn trace(&self) -> std::path::PathBuf {
        self.top().join("trace")
    }

    fn git<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) {
        git(&self.repository.path(""), arguments);
    }

    fn config(&self, key: &str, value: impl AsRef<OsStr>) {
        self.git([OsStr::new("config"), OsStr::new(key), value.as_ref()]);
    }

    fn since(&self, arguments: &[&str], prepare: impl FnOnce(&mut Command)) -> Outcome {
        let all = ["--select", "doubled-word", "--output-format", "concise", "--since", "HEAD"];
        self.repository.run_with(all.iter().chain(arguments), prepare)
    }

    #[track_caller]
    fn ran_nothing(&self) {
        assert!(!self.trace().exists(), "{}", fs::read_to_string(self.trace()).unwrap_or_default());
    }
}

fn git<A: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) {
    let status = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .status();
    assert!(status.unwrap().success());
}

fn found(outcome: &Outcome) -> Vec<String> {
    assert_ne!(outcome.code, 2, "{}", outcome.all());
    outcome.out.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect()
}

/// Returns a repository whose settings name a program wherever git takes one.
fn armed() -> Trapped {
    let made = Trapped::new();
    let trap = made.trap();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.gitProxy",
        "core.askPass",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.trap.command",
        "diff.trap.textconv",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "merge.trap.driver",
        "credential.helper",
        "gpg.program",
        "pager.cat-file",
        "pager.ls-tree",
        "pager.rev-parse",
        "pager.rev-list",
        "pager.log",
        "log.mailmap",
        "mailmap.file",
        "interactive.diffFilter",
        "uploadpack.packObjectsHook",
    ] {
        made.config(key, &trap);
    }
    for command in [
        "rev-parse",
        "ls-tree",
        "cat-file",
        "diff-index",
        "rev-list",
        "log",
        "merge-base",
        "check-attr",
        "diff",
    ] {
        made.config(&format!("alias.{command}"), format!("!{}", trap.display()));
    }
    made.config("log.showSignature", "true");
    made.config("core.hooksPath", made.top().join("hooks"));
    for hook in
        ["post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman", "post-checkout"]
    {
        for folder in [made.top().join("hooks"), made.repository.path(".git/hooks")] {
            fs::create_dir_all(&folder).unwrap();
            fs::copy(&trap, folder.join(hook)).unwrap();
        }
    }
    let attributes = "* filter=trap diff=trap merge=trap\n";
    made.repository.write(".gitattributes", attributes);
    made.repository.write(".git/info/attributes", attributes);
    made
}

#[test]
fn nothing_that_a_repository_names_is_run() {
    let made = armed();
    let trap = made.trap();
    made.repository.write("paper.md", PAPER.replace("first", "hot"));
    let outcome = made.since(&["paper.md", "old.md"], |command| {
        for variable in [
            "GIT_EXTERNAL_DIFF",
            "GIT_PAGER",
            "GIT_EDITOR",
            "GIT_SSH",
            "GIT_SSH_COMMAND",
            "GIT_ASKPASS",
            "GIT_PROXY_COMMAND",
        ] {
            command.env(variable, &trap);
        }
        command
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", "core.fsmonitor")
            .env("GIT_CONFIG_VALUE_0", &trap);
    });
    made.ran_nothing();
    // Only the filter could tell, so all of the file counts, and that is said once.
    assert!(
        outcome.err.matches("a filter stands between git and paper.md").count() == 1,
        "{}",
        outcome.all()
    );
}

#[test]
fn a_part_that_was_left_out_is_not_fetched() {
    let made = Trapped::new();
    made.config("uploadpack.allowFilter", "true");
    let clone = made.top().join("clone");
    let url = format!("file://{}", made.repository.path("").display());
    git(
        &made.top(),
        ["clone", "--quiet", "--filter=blob:none", "--no-checkout", &url, &clone.display().to_string()],
    );
    for (key, value) in [
        ("remote.origin.url", format!("ext::{} %S", made.trap().display())),
        ("protocol.ext.allow", "always".to_owned()),
        ("core.sshCommand", made.trap().display().to_string()),
    ] {
        git(&clone, ["config", key, &value]);
    }
    fs::write(clone.join("paper.md"), PAPER).unwrap();
    let outcome = made.since(&["paper.md"], |command| drop_in(command, &clone));
    made.ran_nothing();
    assert_eq!(found(&outcome), ["paper.md:3:1", "paper.md:5:1"], "what nobody knows counts as new");
}

fn drop_in(command: &mut Command, folder: &Path) {
    command.current_dir(folder);
}

#[test]
fn a_path_with_a_filter_counts_as_changed_only_where_it_differs() {
    let made = Trapped::new();
    made.repository.write(".gitattributes", "*.md filter=lfs diff=lfs merge=lfs -text\n");
    made.git(["add", ".gitattributes"]);
    made.git(["commit", "--quiet", "--message", "two"]);
    assert!(found(&made.since(&["paper.md"], |_| {})).is_empty());
    made.repository.write("paper.md", PAPER.replace("first", "hot"));
    let outcome = made.since(&["paper.md", "old.md"], |_| {});
    assert_eq!(found(&outcome), ["paper.md:3:1", "paper.md:5:1"]);
    assert_eq!(
        outcome.err.matches("a filter stands between git and paper.md").count(),
        1,
        "{}",
        outcome.all()
    );
}

#[test]
fn line_ends_and_encodings_count_as_git_counts_them() {
    let made = Trapped::new();
    made.repository
        .write(".gitattributes", "*.md text eol=crlf\nwide.md working-tree-encoding=UTF-16LE-BOM eol=lf\n");
    let wide: Vec<u8> = format!("\u{feff}{PAPER}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    made.repository.write("wide.md", wide);
    made.git(["add", "--all"]);
    made.git(["commit", "--quiet", "--message", "two"]);
    made.repository.write("paper.md", PAPER.replace('\n', "\r\n"));
    assert!(found(&made.since(&["paper.md", "wide.md"], |_| {})).is_empty());
    made.repository.write("paper.md", PAPER.replace("first", "hot").replace('\n', "\r\n"));
    assert_eq!(found(&made.since(&["paper.md"], |_| {})), ["paper.md:3:1"]);
    made.config("core.autocrlf", "true");
    assert_eq!(found(&made.since(&["paper.md"], |_| {})), ["paper.md:3:1"]);
}

#[test]
fn attributes_that_are_no_files_hang_nothing() {
    for make in [
        |made: &Trapped| made.repository.pipe(".gitattributes"),
        |made: &Trapped| made.repository.link(".gitattributes", "/dev/zero"),
    ] {
        let made = Trapped::new();
        make(&made);
        made.repository.write("paper.md", PAPER.replace("first", "hot"));
        assert_eq!(found(&made.since(&["paper.md"], |_| {})), ["paper.md:3:1"]);
    }
}

#[test]
fn a_repository_whose_files_lie_elsewhere_is_refused() {
    let made = Trapped::new();
    made.config("core.worktree", made.top().join("outside"));
    made.since(&["paper.md"], |_| {}).refuses("core.worktree");
}

#[test]
fn variables_of_git_name_the_same_repository_or_are_refused() {
    let made = Trapped::new();
    made.repository.write("sub/paper.md", PAPER);
    made.repository.write("paper.md", PAPER.replace("first", "hot"));
    // As a hook sets them.
    let outcome = made.since(&["paper.md"], |command| {
        command.env("GIT_DIR", ".git").env("GIT_WORK_TREE", ".").env("GIT_INDEX_FILE", ".git/index");
    });
    assert_eq!(found(&outcome), ["paper.md:3:1"]);
    let outcome = made.since(&["../paper.md"], |command| {
        command.env("GIT_DIR", "../.git").current_dir(made.repository.path("sub"));
    });
    assert_eq!(found(&outcome), ["../paper.md:3:1"]);
    made.since(&["paper.md"], |command| drop_env(command, "GIT_DIR", "elsewhere"))
        .refuses("GIT_DIR names another repository");
    made.since(&["paper.md"], |command| drop_env(command, "GIT_WORK_TREE", "sub"))
        .refuses("GIT_WORK_TREE names another repository");
}

fn drop_env(command: &mut Command, variable: &str, value: &str) {
    command.env(variable, value);
}

#[test]
fn names_that_are_no_text_are_compared_each_with_itself() {
    let made = Trapped::new();
    for bytes in [b"\xff.md", b"\xfe.md"] {
        if fs::write(made.repository.path(name(bytes)), PAPER).is_err() {
            return eprintln!("skipped: the file system here takes no names that are not UTF-8");
        }
    }
    made.git(["add", "--all"]);
    made.git(["commit", "--quiet", "--message", "two"]);
    made.repository.write(name(b"\xff.md"), PAPER.replace("first", "hot"));
    let list = made.repository.path("list");
    fs::write(&list, b"\xff.md\n\xfe.md\n").unwrap();
    assert_eq!(found(&made.since(&["--files-from", "list"], |_| {})), ["\\xff.md:3:1"]);
    made.git([name(b"mv"), name(b"\xfe.md"), name(b"\xfd.md")]);
    fs::write(&list, b"\xfd.md\n").unwrap();
    assert!(found(&made.since(&["--files-from", "list"], |_| {})).is_empty());
}

#[test]
fn the_names_of_those_who_committed_are_read_and_nothing_is_run() {
    let made = armed();
    made.repository
        .write("paper.md", "---\ntitle: Cups\n---\n\nAda Quill filled the cups, and Ben Moor drank.\n");
    made.git([
        "-c",
        "filter.trap.required=false",
        "commit",
        "--quiet",
        "--allow-empty",
        "--no-gpg-sign",
        "--author",
        "Ada Quill <a@b.c>",
        "--message",
        "two",
    ]);
    let _ = fs::remove_file(made.trace());
    made.repository.write(".mailmap", "Ben Moor <a@b.c>\n");
    made.repository.write("paperlint.toml", "review = \"double-blind\"\n");
    let arguments = ["submit", "--authors", "git", "--output-format", "concise", "paper.md"];
    let outcome = made.repository.run_with(arguments, |command| {
        command.env("GIT_DIR", "/nowhere").env("GIT_PAGER", made.trap());
    });
    made.ran_nothing();
    assert!(outcome.out.contains("paper.md:5:1: warning named-author"), "{}", outcome.all());
    assert!(!outcome.out.contains("Ben Moor"), "{}", outcome.all());
}

#[test]
fn who_committed_is_known_in_a_repository_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("paper.md"), PAPER).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_paperlint"))
        .args(["submit", "--authors", "git", "paper.md"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("--authors git needs a Git repository"), "{said}");
}
