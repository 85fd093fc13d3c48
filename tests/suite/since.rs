//! `--since REV` in a scratch repository: only what changed is shown, and git runs nothing that the repository names.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::patience::Finish;

const PAPER: &str = "\\documentclass{article}
\\begin{document}
\\section{Cups}
The the first cup is warm, and nobody who drinks from it has said a word about the lid.
The second cup is cold. The the third one is gone, and nobody has said where it went.

\\input{lids}

The the last cup is warm.
\\end{document}
";
const LIDS: &str = "The the lids are on the cups, and they keep the tea warm for an hour or two.\n";

fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").args(who).args(arguments).current_dir(folder).finish();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Returns a repository with the paper in its first commit.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "paper.tex", PAPER);
    write(&folder, "lids.tex", LIDS);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "one"]);
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let paperlint = env!("CARGO_BIN_EXE_paperlint");
    let select = ["--select", "doubled-word", "--output-format", "concise"];
    Command::new(paperlint).args(select).args(arguments).current_dir(folder).finish()
}

/// Returns lines and columns of what is found.
fn found(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let output = run(folder.path(), arguments);
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines().map(|line| line.split(": ").next().unwrap().to_owned()).collect()
}

#[test]
fn what_did_not_change_is_left_out() {
    let folder = repository();
    assert_eq!(found(&folder, &["paper.tex"]).len(), 4);
    assert!(found(&folder, &["--since", "HEAD", "paper.tex"]).is_empty());
    // Wrapped anew, and another paragraph before it.
    let moved = PAPER
        .replace(" The the third", "\nThe the third")
        .replace("\\section{Cups}\n", "\\section{Cups}\nA cup.\n\n");
    write(&folder, "paper.tex", &moved);
    assert!(found(&folder, &["--since", "HEAD", "paper.tex"]).is_empty());
}

#[test]
fn a_change_shows_what_is_found_in_its_sentence_and_no_other() {
    let folder = repository();
    write(&folder, "paper.tex", &PAPER.replace("where it went", "why"));
    assert_eq!(found(&folder, &["--since", "HEAD", "paper.tex"]), ["paper.tex:5:25"]);
    write(&folder, "lids.tex", &LIDS.replace("two", "three"));
    assert_eq!(found(&folder, &["--since", "HEAD", "paper.tex"]), ["paper.tex:5:25", "lids.tex:1:1"]);
}

#[test]
fn renamed_files_are_followed_and_new_ones_are_new() {
    let folder = repository();
    git(folder.path(), &["mv", "lids.tex", "covers.tex"]);
    write(&folder, "paper.tex", &PAPER.replace("\\input{lids}", "\\input{covers}"));
    assert!(found(&folder, &["--since", "HEAD", "paper.tex"]).is_empty());
    write(&folder, "new.md", "# Spoons\n\nThe the spoon is new.\n");
    assert_eq!(found(&folder, &["--since", "HEAD", "new.md"]), ["new.md:3:1"]);
}

#[test]
fn changes_of_others_since_the_branch_began_do_not_count() {
    let folder = repository();
    git(folder.path(), &["checkout", "--quiet", "-b", "draft"]);
    write(&folder, "paper.tex", &PAPER.replace("last cup", "only cup"));
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "two"]);
    git(folder.path(), &["checkout", "--quiet", "main"]);
    write(&folder, "paper.tex", &PAPER.replace("The the first cup", "The first cup"));
    git(folder.path(), &["commit", "--quiet", "--all", "--message", "three"]);
    git(folder.path(), &["checkout", "--quiet", "draft"]);
    assert_eq!(found(&folder, &["--since", "main", "paper.tex"]), ["paper.tex:9:1"]);
}

#[test]
fn a_finding_about_the_whole_paper_counts_where_the_abstract_changed() {
    let folder = tempfile::tempdir().unwrap();
    let paper = fs::read_to_string("fixtures/two-formats/paper.tex").unwrap();
    write(&folder, "paper.tex", &paper);
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "one"]);
    let ids = || {
        let arguments = ["--output-format", "concise", "--since", "HEAD", "paper.tex"];
        let output =
            Command::new(env!("CARGO_BIN_EXE_paperlint")).args(arguments).current_dir(folder.path()).finish();
        let said = String::from_utf8(output.stdout).unwrap();
        said.lines().map(|line| line.split(' ').nth(2).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(ids().is_empty());
    write(&folder, "paper.tex", &paper.replace("far more of its compost", "more of its compost"));
    assert_eq!(ids(), ["thin-abstract"]);
    // Where its last sentence goes, nothing is left there that could have changed.
    let shorter = paper.find(" These results suggest").zip(paper.find("\n\\end{abstract}"));
    let (from, to) = shorter.unwrap();
    write(&folder, "paper.tex", &(paper[..from].to_owned() + &paper[to..]));
    assert_eq!(ids(), ["thin-abstract"]);
    write(&folder, "paper.tex", &paper.replace("\\section{Results}", "\\section{Results}\nWe counted."));
    assert_eq!(ids(), ["unlabelled-results"]);
}

#[test]
fn git_runs_nothing_that_a_repository_names() {
    let folder = repository();
    let trap = "touch trapped; true";
    for (key, value) in [
        ("diff.external", trap),
        ("core.fsmonitor", trap),
        ("diff.trap.textconv", trap),
        ("diff.trap.command", trap),
        ("core.hooksPath", "hooks"),
        ("core.pager", trap),
    ] {
        git(folder.path(), &["config", key, value]);
    }
    write(&folder, ".gitattributes", "*.tex diff=trap\n");
    write(&folder, "paper.tex", &PAPER.replace("where it went", "why"));
    let output = Command::new(env!("CARGO_BIN_EXE_paperlint"))
        .args(["--select", "doubled-word", "--output-format", "concise", "--since", "HEAD", "paper.tex"])
        .env("GIT_EXTERNAL_DIFF", trap)
        .current_dir(folder.path())
        .finish();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
    assert!(!folder.path().join("trapped").exists());
}

#[test]
fn what_git_cannot_tell_is_an_error_with_the_mend() {
    let folder = repository();
    let said = |output: Output| {
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    for rev in ["--since=none", "--since=--output=x", "--since=HEAD; touch x", "--since="] {
        assert!(said(run(folder.path(), &[rev, "paper.tex"])).contains("there is no revision"), "{rev}");
    }
    assert!(!folder.path().join("x").exists());
    let elsewhere = tempfile::tempdir().unwrap();
    write(&elsewhere, "paper.tex", PAPER);
    assert!(
        said(run(elsewhere.path(), &["--since", "HEAD", "paper.tex"])).contains("needs a Git repository")
    );
    let without = Command::new(env!("CARGO_BIN_EXE_paperlint"))
        .args(["--since", "HEAD", "paper.tex"])
        .env("PATH", elsewhere.path())
        .current_dir(folder.path())
        .finish();
    assert!(said(without).contains("needs Git, which is not installed here"));
}

#[test]
fn only_what_changed_is_mended() {
    let folder = repository();
    write(&folder, "paper.tex", &PAPER.replace("where it went", "why"));
    let diff = run(folder.path(), &["--since", "HEAD", "--diff", "paper.tex"]);
    let said = String::from_utf8(diff.stdout).unwrap();
    let lines = |sign: char| said.lines().filter(|line| line.starts_with(sign)).count();
    assert_eq!((diff.status.code(), lines('+'), lines('-')), (Some(1), 2, 2), "{said}");
    let fix = run(folder.path(), &["--since", "HEAD", "--fix", "paper.tex"]);
    assert_eq!(fix.status.code(), Some(0), "{}", String::from_utf8_lossy(&fix.stderr));
    let mended = PAPER.replace("where it went", "why").replace("The the third", "The third");
    assert_eq!(fs::read_to_string(folder.path().join("paper.tex")).unwrap(), mended);
    assert_eq!(fs::read_to_string(folder.path().join("lids.tex")).unwrap(), LIDS);
    assert!(found(&folder, &["--since", "HEAD", "paper.tex"]).is_empty());
}
