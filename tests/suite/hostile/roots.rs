//! The root is what an author would call the paper's folder, and what lies above it has no say.

use std::fs;

use super::repository::{PAPER, Repository, SECRET};

fn main_tex(target: &str) -> String {
    format!("\\documentclass{{article}}\\begin{{document}}\\input{{{target}}} So.\\end{{document}}")
}

#[test]
fn a_home_folder_is_no_root_whatever_lies_in_it() {
    for mark in ["paperlint.toml", ".git/HEAD"] {
        let repository = Repository::new();
        let home = repository.top();
        fs::remove_dir(repository.path(".git")).unwrap();
        repository.write(format!("../{mark}"), "");
        repository.write("../secret.tex", format!("The the {SECRET} is here."));
        repository.write("deep/paper.tex", main_tex("../../secret"));
        for arguments in
            [&["--all", "deep/paper.tex"][..], &["--fix", "deep/paper.tex"], &["prose", "deep/paper.tex"]]
        {
            let outcome = repository.run_with(arguments, |command| {
                command.env("HOME", &home);
            });
            outcome.tells_no_secret();
        }
        assert!(fs::read_to_string(home.join("secret.tex")).unwrap().contains("The the"));
        let outcome = repository.run_with(["config", "deep/paper.tex"], |command| {
            command.env("HOME", &home);
        });
        assert!(outcome.out.contains("deep"), "{}", outcome.all());
    }
}

#[test]
fn a_paper_that_lies_in_a_home_folder_reads_only_what_lies_beside_it() {
    let repository = Repository::new();
    let home = repository.path("");
    repository.write(".ssh/key.tex", SECRET);
    repository.write("work/notes.tex", SECRET);
    repository.write(".hidden.tex", SECRET);
    repository.write("part.tex", "The the part.");
    for target in [".ssh/key", "work/notes", ".hidden", "work/../.hidden"] {
        repository.write("paper.tex", main_tex(target));
        let outcome = repository.run_with(["prose", "paper.tex"], |command| {
            command.env("HOME", &home);
        });
        outcome.tells_no_secret();
    }
    repository.write("paper.tex", main_tex("part"));
    let outcome = repository.run_with(["prose", "paper.tex"], |command| {
        command.env("HOME", &home);
    });
    assert!(outcome.out.contains("The the part."), "{}", outcome.all());
    // Whoever wants more says so.
    repository.write("paper.tex", main_tex("work/notes"));
    let outcome = repository.run_with(["prose", "--root", ".", "paper.tex"], |command| {
        command.env("HOME", &home);
    });
    assert!(outcome.out.contains(SECRET), "{}", outcome.all());
}

#[test]
fn ignore_files_above_the_repository_hide_nothing_in_it() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    repository.write("sub/paper.md", PAPER);
    for name in [".ignore", ".gitignore"] {
        fs::write(repository.top().join(name), "*.md\nrepository/\n").unwrap();
        for folder in [".", "sub"] {
            let outcome = repository.run(["--output-format", "concise", folder]);
            assert_eq!(outcome.code, 1, "{name} {folder}: {}", outcome.all());
        }
    }
    // Nor in a repository inside of another one.
    repository.write("sub/.git/HEAD", "");
    repository.write(".gitignore", "*.md\n");
    let outcome = repository.run(["--output-format", "concise", "sub"]);
    assert_eq!(outcome.code, 1, "{}", outcome.all());
}

#[test]
fn ignore_files_of_the_repository_hide_what_git_hides() {
    let repository = Repository::new();
    for name in
        ["kept.md", "left.md", "build/x.md", "sub/kept.md", "sub/also.md", ".hidden/x.md", "asked/.seen.md"]
    {
        repository.write(name, PAPER);
    }
    repository.write(".gitignore", "build/\n/left.md\n*.tmp\n!.seen.md\n");
    repository.write("sub/.ignore", "also.md\n");
    repository.write(".git/info/exclude", "none.md\n");
    let outcome = repository.run(["--output-format", "concise", "."]);
    let found: Vec<&str> = outcome.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(found, ["asked/.seen.md", "kept.md", "sub/kept.md"]);
    repository.write(".git/info/exclude", "kept.md\n");
    repository.write("sub/.gitignore", "!kept.md\n");
    let outcome = repository.run(["--output-format", "concise", "."]);
    let found: Vec<&str> = outcome.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(found, ["asked/.seen.md", "sub/kept.md"]);
}
