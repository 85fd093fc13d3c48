//! Nothing is overwritten that was not meant: a name under which nothing may be written is refused before anything runs.

use std::fs;
use std::os::unix::fs::symlink;

use super::repository::{FORMATS, PAPER, Repository};

/// A repository with a paper, and what must hold after a run that is refused: nothing in it, and nothing beside it, is another.
fn refused(prepare: impl FnOnce(&Repository), arguments: &[&str], words: &str) {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    prepare(&repository);
    let before = everything(&repository);
    repository.run(arguments).refuses(words);
    assert_eq!(everything(&repository), before, "{arguments:?} changed something");
}

/// Returns each file and link of the repository and beside it, with what it holds.
fn everything(repository: &Repository) -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![repository.top()];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let (path, kind) = entry.map(|entry| (entry.path(), entry.file_type().unwrap())).unwrap();
            let content = match kind {
                _ if kind.is_symlink() => fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes(),
                _ if kind.is_dir() => Vec::new(),
                _ if kind.is_file() => fs::read(&path).unwrap(),
                _ => b"special".to_vec(),
            };
            all.push((path.display().to_string(), content));
            folders.extend(kind.is_dir().then_some(path));
        }
    }
    all.sort();
    all
}

#[test]
fn a_draft_is_no_place_for_a_report() {
    for format in FORMATS {
        refused(|_| {}, &["--output-format", &format!("{format}=paper.md"), "paper.md"], "paper.md");
    }
    refused(|_| {}, &["--write-baseline", "paper.md", "paper.md"], "paper.md");
    refused(|_| {}, &["--write-baseline", "./paper.md"], "paper.md");
    for ending in ["md", "markdown", "Rmd", "qmd", "tex", "TEX", "latex", "ltx", "Rnw", "lhs", "ipynb"] {
        refused(
            |_| {},
            &["--output-format", &format!("json=new.{ending}"), "paper.md"],
            "the ending of a draft",
        );
    }
    let notes = |repository: &Repository| repository.write("notes.md", "Not read, but dear.\n");
    refused(notes, &["--output-format", "markdown=notes.md", "paper.md"], "the ending of a draft");
}

#[test]
fn a_report_for_people_may_be_markdown_or_text_and_is_written_anew() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    for _ in 0..2 {
        let run = repository.run(["--output-format", "markdown=report.md,full=report.txt", "paper.md"]);
        assert_eq!(run.code, 1, "{}", run.all());
        assert!(fs::read_to_string(repository.path("report.md")).unwrap().contains("doubled-word"));
    }
}

#[test]
fn what_is_read_is_not_written() {
    let paper = "\\documentclass{article}\\begin{document}The the tea. \\input{part.inc}\\end{document}\n";
    let made = |repository: &Repository| {
        repository.write("main.tex", paper);
        repository.write("part.inc", "The the cup.\n");
        repository.write("list", "main.tex\n");
        repository.write("house.toml", "ignore = [\"words\"]\n");
        repository.write("paperlint.toml", "acronyms = [\"TEA\"]\n");
        repository.write("known.json", "{}\n");
        repository.write("plain.txt", "The the tea.\n");
        fs::hard_link(repository.path("main.tex"), repository.path("main.json")).unwrap();
        symlink("part.inc", repository.path("part.json")).unwrap();
    };
    let cases: [&[&str]; 9] = [
        &["--output-format", "json=part.inc", "main.tex"],
        &["--output-format", "json=part.json", "main.tex"],
        &["--output-format", "json=main.json", "main.tex"],
        &["--write-baseline", "main.json", "."],
        &["--output-format", "full=plain.txt", "plain.txt"],
        &["--output-format", "json=list", "--files-from", "list"],
        &["--output-format", "json=house.toml", "--config", "house.toml", "main.tex"],
        &["--output-format", "json=paperlint.toml", "main.tex"],
        &["--output-format", "json=known.json", "--baseline", "known.json", "main.tex"],
    ];
    for arguments in cases {
        refused(made, arguments, "is read in this run");
    }
}

#[test]
fn two_outputs_are_two_files() {
    let made = |repository: &Repository| {
        repository.write("one.json", "{}\n");
        repository.write("sub/x", "");
        fs::hard_link(repository.path("one.json"), repository.path("other.json")).unwrap();
        symlink("one.json", repository.path("link.json")).unwrap();
        symlink("sub", repository.path("also")).unwrap();
    };
    let cases: [&[&str]; 7] = [
        &["--output-format", "json=x,sarif=./x"],
        &["--output-format", "json=x,sarif=sub/../x"],
        &["--output-format", "json=one.json,sarif=other.json"],
        &["--output-format", "json=one.json,sarif=link.json"],
        &["--output-format", "json=sub/new,sarif=also/new"],
        &["--output-format", "json=x", "--write-baseline", "x"],
        &["--output-format", "json,sarif"],
    ];
    for arguments in cases {
        refused(made, &[arguments, &["paper.md"]].concat(), "cannot both go to");
    }
}

#[test]
fn only_a_file_is_written() {
    let made = |repository: &Repository| {
        repository.write("folder/x", "");
        repository.pipe("pipe");
        symlink("/dev/null", repository.path("device")).unwrap();
        symlink("circle", repository.path("circle")).unwrap();
        symlink("nothing", repository.path("dangling")).unwrap();
    };
    for (name, words) in [
        ("folder", "is not a file"),
        ("pipe", "is not a file"),
        (".", "is not a file"),
        ("device", "leads out of the repository"),
        ("/dev/full", "is not a file"),
        ("circle", "cannot be written"),
        ("dangling", "leads to nothing"),
        ("no/such/folder", "its folder does not exist"),
        ("paper.md/x", "its folder does not exist"),
        (".git/config", "lies in .git"),
    ] {
        refused(made, &["--output-format", &format!("json={name}"), "paper.md"], words);
        refused(made, &["--write-baseline", name, "paper.md"], words);
    }
}

#[test]
fn no_link_leads_a_report_out() {
    let made = |repository: &Repository| {
        fs::write(repository.top().join("bashrc"), "alias tea=cup\n").unwrap();
        symlink("../bashrc", repository.path("near.json")).unwrap();
        symlink(repository.top().join("bashrc"), repository.path("far.json")).unwrap();
        symlink("../outside/new", repository.path("new.json")).unwrap();
        symlink("near.json", repository.path("twice.json")).unwrap();
        symlink("../outside", repository.path("out")).unwrap();
        repository.write("sub/paper.md", PAPER);
        symlink("../../outside", repository.path("sub/out")).unwrap();
    };
    for name in
        ["near.json", "far.json", "new.json", "twice.json", "out/new.json", "out/secret.json", "sub/out/x"]
    {
        refused(made, &["--write-baseline", name, "paper.md"], "leads out of the repository");
        refused(
            made,
            &["--output-format", &format!("sarif={name}"), "paper.md"],
            "leads out of the repository",
        );
        refused(made, &["--write-baseline", name, "--baseline", name, "paper.md"], name);
    }
}

#[test]
fn a_baseline_that_a_stranger_made_a_link_writes_no_command_of_a_shell() {
    let made = |repository: &Repository| {
        fs::write(repository.top().join("bashrc"), "alias tea=cup\n").unwrap();
        symlink("../bashrc", repository.path("paperlint-baseline.json")).unwrap();
        repository.write("$(touch owned);.md", PAPER);
        repository.write("`touch owned`.md", "The the tea; touch owned\n");
    };
    refused(made, &["--write-baseline", "paperlint-baseline.json"], "leads out of the repository");
}

#[test]
fn pages_and_a_first_configuration_stay_where_they_are_asked_for() {
    let made = |repository: &Repository| {
        symlink("../outside", repository.path("out")).unwrap();
        symlink("nothing", repository.path("dangling")).unwrap();
        repository.write("pages/x", "");
        symlink("../../outside/secret", repository.path("pages/paperlint.1")).unwrap();
    };
    for folder in ["out", "out/man/man1", "dangling", "dangling/man1", "pages", "paper.md", ".git"] {
        refused(made, &["man", folder], "");
    }
    for folder in ["out", "dangling", "nothing"] {
        refused(made, &["init", folder], "");
    }
    let linked =
        |repository: &Repository| symlink("../outside/new", repository.path("paperlint.toml")).unwrap();
    refused(linked, &["init"], "is there already");
}

#[test]
fn an_honest_place_is_written_inside_and_where_it_is_named_outside() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    repository.write("reports/old.json", "old");
    repository.link("new.json", "reports/old.json");
    let outside = repository.top().join("outside/report.json");
    let format = format!("json=new.json,sarif={},gitlab=../outside/quality.json", outside.display());
    let run = repository.run(["--output-format", &format, "--write-baseline", "known.json", "paper.md"]);
    assert_eq!(run.code, 0, "{}", run.all());
    assert!(repository.path("new.json").is_symlink());
    for file in ["reports/old.json", "known.json", "../outside/report.json", "../outside/quality.json"] {
        assert!(fs::read_to_string(repository.path(file)).unwrap().len() > 2, "{file}");
    }
    let run = repository.run(["--baseline", "known.json", "--write-baseline", "known.json", "paper.md"]);
    assert_eq!(run.code, 0, "{}", run.all());
}
