//! Only regular files are read, and no more of them than their kind may have: nothing hangs, nothing eats memory.

use std::fs::{self, File};
use std::os::unix::net::UnixListener;

use super::repository::{Outcome, PAPER, Repository};

/// What stands where a file should.
type Thing = (&'static str, fn(&Repository, &str));

const THINGS: [Thing; 6] = [
    ("a pipe", |repository, name| repository.pipe(name)),
    ("a link to an endless device", |repository, name| repository.link(name, "/dev/zero")),
    ("a link to a pipe inside", |repository, name| {
        repository.pipe("pipe");
        repository.link(name, repository.path("pipe"));
    }),
    ("a socket", |repository, name| {
        let path = repository.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // A path of a socket must be short.
        let near = repository.top().join("s");
        drop(UnixListener::bind(&near).unwrap());
        fs::rename(near, path).unwrap();
    }),
    ("a file that has no end", |repository, name| {
        repository.write(name, "");
        File::options().write(true).open(repository.path(name)).unwrap().set_len(1 << 40).unwrap();
    }),
    ("links in a circle", |repository, name| {
        repository.link(name, repository.path("circle"));
        repository.link("circle", repository.path(name));
    }),
];

#[track_caller]
fn is_refused(place: &str, arguments: &[&str], names: &str) {
    for (what, make) in THINGS {
        let repository = Repository::new();
        if arguments.contains(&"paper.md") {
            repository.write("paper.md", PAPER);
        }
        make(&repository, place);
        let outcome = repository.run(arguments);
        assert_eq!(outcome.code, 2, "{place} is {what}: {}", outcome.all());
        let last = names.rsplit('/').next().unwrap();
        assert!(outcome.err.contains(last), "{place} is {what}: {}", outcome.all());
    }
}

#[test]
fn drafts() {
    is_refused("draft.md", &["draft.md"], "draft.md");
    is_refused("draft.md", &["--fix", "draft.md"], "draft.md");
    is_refused("draft.md", &["prose", "draft.md"], "draft.md");
    is_refused("draft.tex", &["stats", "."], "draft.tex");
    is_refused("draft.ipynb", &["results", "."], "draft.ipynb");
}

#[test]
fn included_files() {
    for (what, make) in THINGS {
        let repository = Repository::new();
        repository
            .write("paper.tex", "\\documentclass{article}\\begin{document}\\input{part} So.\\end{document}");
        make(&repository, "part.tex");
        let outcome = repository.run(["--all", "paper.tex"]);
        assert!(outcome.all().contains("part"), "{what}: {}", outcome.all());
        assert_ne!(outcome.code, 0, "{what}: {}", outcome.all());
    }
}

#[test]
fn configurations() {
    is_refused("paperlint.toml", &["paper.md"], "paperlint.toml");
    is_refused("paperlint.toml", &["config"], "paperlint.toml");
    is_refused("paperlint.toml", &["rules"], "paperlint.toml");
    is_refused("paperlint.toml", &["explain", "long-sentence"], "paperlint.toml");
    is_refused("other.toml", &["--config", "other.toml", "paper.md"], "other.toml");
    is_refused("rules/mine.toml", &["--rules", "rules", "paper.md"], "mine.toml");
}

#[test]
fn baselines_and_lists() {
    is_refused("known.json", &["--baseline", "known.json", "paper.md"], "known.json");
    is_refused("list", &["--files-from", "list"], "list");
}

#[test]
fn ignore_files() {
    for place in [".ignore", ".gitignore", ".git/info/exclude", "sub/.ignore", "sub/.gitignore"] {
        for (what, make) in THINGS {
            let repository = Repository::new();
            repository.write("paper.md", PAPER);
            make(&repository, place);
            let outcome: Outcome = repository.run(["--output-format", "concise", "."]);
            assert_eq!(outcome.code, 2, "{place} is {what}: {}", outcome.all());
            assert!(outcome.err.contains(place), "{place} is {what}: {}", outcome.all());
            assert!(outcome.out.contains("paper.md:8:1"), "{place} is {what}: {}", outcome.all());
            // A paper that is named needs no ignore files; one that misses a file looks for it.
            repository.write(
                "main.tex",
                "\\documentclass{article}\\begin{document}\\input{moved/part} So.\\end{document}",
            );
            assert_eq!(repository.run(["main.tex"]).code, 1, "{place} is {what}");
        }
    }
}

#[test]
fn what_a_paper_may_hold_has_an_end_and_the_others_are_looked_at() {
    let repository = Repository::new();
    repository.write("large.md", PAPER.repeat((6 << 20) / PAPER.len() + 1));
    repository.run(["large.md"]).refuses("large.md: holds more than 6 MiB");
    repository.write("small.md", PAPER);
    let outcome = repository.run(["large.md", "small.md"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.out.contains("small.md"), "{}", outcome.out);
    assert!(outcome.err.contains("large.md: holds more than 6 MiB"), "{}", outcome.err);
}

#[test]
fn lists_on_standard_input_have_an_end() {
    let repository = Repository::new();
    for arguments in [&["--files-from", "-"][..], &["-"]] {
        let outcome = repository.run_with(arguments, |command| {
            command.stdin(File::open("/dev/zero").unwrap());
        });
        outcome.refuses("is larger than 64 MiB");
    }
}
