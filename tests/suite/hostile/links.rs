//! Nothing outside the root is read or shown, by whatever name, nor is it told what there is outside.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::repository::{Outcome, PAPER, Repository, SECRET};

const OUT: &str = "leads out of the paper's root";

/// Every command that reads drafts, with each of its formats.
const COMMANDS: [&[&str]; 21] = [
    &["check"],
    &["check", "--all", "--advice"],
    &["check", "--output-format", "concise"],
    &["check", "--output-format", "json"],
    &["check", "--output-format", "json-lines"],
    &["check", "--output-format", "sarif"],
    &["check", "--output-format", "github,gitlab=gitlab.json,rdjson=rdjson.json,rdjsonl=rdjsonl.json"],
    &["check", "--output-format", "junit,checkstyle=checkstyle.xml"],
    &["check", "--output-format", "markdown"],
    &["check", "--diff", "--suggested-fixes"],
    &["check", "--fix", "--suggested-fixes"],
    &["check", "--add-suppressions", "--advice"],
    &["check", "--write-baseline", "known.json"],
    &["abstract", "--reasons"],
    &["abstract", "--output-format", "json"],
    &["results", "--output-format", "json"],
    &["stats", "--output-format", "csv"],
    &["acronyms", "--output-format", "json"],
    &["prose"],
    &["prose", "--output-format", "json"],
    &["config"],
];

#[test]
fn no_command_reads_a_draft_that_links_out_of_the_root() {
    for command in COMMANDS {
        let repository = Repository::new();
        repository.link("leak.md", "../outside/secret.md");
        let outcome = repository.run(command.iter().chain(&["leak.md"]));
        outcome.refuses(&format!("leak.md: {OUT}"));
        let secret = fs::read_to_string(repository.top().join("outside/secret.md")).unwrap();
        assert_eq!(secret, format!("The the {SECRET} is here.\n"), "{command:?} wrote outside");
        for file in fs::read_dir(repository.path("")).unwrap() {
            let path = file.unwrap().path();
            let is_report = path.symlink_metadata().unwrap().is_file();
            assert!(
                !is_report || !fs::read_to_string(&path).unwrap().contains(SECRET),
                "{command:?}: {path:?}"
            );
        }
    }
}

#[test]
fn other_papers_are_linted_all_the_same() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    repository.link("leak.md", "../outside/secret.md");
    let outcome = repository.run(["--output-format", "concise", "leak.md", "paper.md"]);
    outcome.refuses(&format!("leak.md: {OUT}"));
    assert!(outcome.out.contains("paper.md:8:1"), "{}", outcome.out);
}

/// Links as a stranger would make them: relative, absolute, through one another, through a folder, to what the system keeps.
const WAYS: [&[(&str, &str)]; 7] = [
    &[("leak.md", "../outside/secret.md")],
    &[("leak.md", "TOP/outside/secret.md")],
    &[("leak.md", "second.md"), ("second.md", "deep/third.md"), ("deep/third.md", "../../outside/secret.md")],
    &[("leak.md", "folder/secret.md"), ("folder", "../outside")],
    &[("leak.md", "folder/../outside/secret.md"), ("folder", "..")],
    &[("leak.md", "/proc/self/environ")],
    &[("leak.md", "/proc/self/cwd/../outside/secret.md")],
];

fn with_links(way: &[(&str, &str)]) -> Repository {
    let repository = Repository::new();
    for (name, target) in way {
        repository.link(name, target.replace("TOP", &repository.top().display().to_string()));
    }
    repository
}

#[test]
fn no_way_of_linking_leads_out() {
    for way in WAYS {
        let repository = with_links(way);
        let run = |repository: &Repository| {
            repository.run_with(["leak.md"], |command| {
                command.env("PAPERLINT_TEST", SECRET);
            })
        };
        run(&repository).refuses("leak.md: ");
        // Included, and named by the repository itself.
        repository.write(
            "paper.tex",
            "\\documentclass{article}\\begin{document}\\input{leak.md} So.\\end{document}",
        );
        let outcome = repository.run(["--all", "paper.tex"]);
        outcome.tells_no_secret();
        assert!(outcome.all().contains("lies outside the paper's folder"), "{way:?}: {}", outcome.all());
        repository.write("paperlint.toml", "papers = [\"*.md\"]\nrule-folders = [\"rules\"]\n");
        repository.write("rules/show.toml", FOUND);
        run_folder(&repository).refuses("leak.md: ");
    }
}

/// A rule of a stranger that shows whatever it finds.
const FOUND: &str = "id = \"show\"\nsummary = \"shows\"\nseverity = \"error\"\nmessage = \"`{found}` again\"\nhelp = \"none\"\nwhy = \"We look.\"\n\
    source = [{ title = \"Us\" }]\n[detect.phrases]\nlist = [{ find = \"xyzzyplugh\" }]\n";

fn run_folder(repository: &Repository) -> Outcome {
    repository.run_with(["."], |command| {
        command.env("PAPERLINT_TEST", SECRET);
    })
}

#[test]
fn the_answer_is_the_same_whether_there_is_anything_outside_or_not() {
    for command in COMMANDS.iter().filter(|command| !command.contains(&"--write-baseline")) {
        let answer = |is_there: bool| {
            let repository = Repository::new();
            repository.link("lnk", "../outside");
            repository.link("leak.md", "../outside/secret.md");
            let paper = "\\documentclass{article}\\begin{document}\\input{lnk/secret.md} So.\\end{document}";
            repository.write("paper.tex", paper);
            if !is_there {
                fs::remove_dir_all(repository.top().join("outside")).unwrap();
            }
            ["leak.md", "lnk/secret.md", "lnk", "paper.tex"].map(|name| {
                let outcome = repository.run(command.iter().chain(&[name]));
                (outcome.code, without_time(&outcome.all()))
            })
        };
        assert_eq!(answer(true), answer(false), "{command:?}");
    }
}

fn without_time(said: &str) -> String {
    said.lines().filter(|line| !line.contains(" ms")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn two_links_to_one_file_are_told_apart_from_nothing() {
    let said = |targets: [&str; 2]| {
        let repository = Repository::new();
        repository.link("a.md", format!("../outside/{}", targets[0]));
        repository.link("b.md", format!("../outside/{}", targets[1]));
        repository.run(["a.md", "b.md"]).all()
    };
    assert_eq!(said(["secret.md", "secret.md"]), said(["none.md", "nothing.md"]));
}

#[test]
fn a_linked_folder_leads_out_no_more_than_a_linked_file() {
    let repository = Repository::new();
    repository.link("folder", "../outside");
    for names in [&["folder/secret.md"][..], &["folder"], &["./folder/../folder/secret.md"], &["folder/."]] {
        repository.run(names).refuses(OUT);
    }
    // Nor where no folder marks a repository.
    fs::remove_dir(repository.path(".git")).unwrap();
    repository.run(["folder/secret.md"]).refuses(OUT);
    repository.run(["folder"]).refuses(OUT);
}

#[test]
fn links_that_stay_inside_are_followed() {
    let repository = Repository::new();
    repository.write("text/paper.md", PAPER);
    repository.link("paper.md", "text/paper.md");
    repository.link("absolute.md", repository.path("text/paper.md"));
    repository.link("folder", "text");
    for name in ["paper.md", "absolute.md", "folder/paper.md", "text/../folder/paper.md"] {
        let outcome = repository.run(["--output-format", "concise", name]);
        assert_eq!((outcome.code, outcome.out.lines().count()), (1, 1), "{name}: {}", outcome.all());
    }
    repository.write("main.tex", "\\documentclass{article}\\begin{document}\\input{part} So.\\end{document}");
    repository.write("sections/real.tex", "The the end.");
    repository.link("part.tex", "sections/real.tex");
    let outcome = repository.run(["--output-format", "concise", "main.tex"]);
    assert!(
        outcome.out.contains("part.tex:1:1") || outcome.out.contains("real.tex:1:1"),
        "{}",
        outcome.all()
    );
}

#[test]
fn a_wider_root_lets_links_lead_further() {
    let repository = Repository::new();
    let top = repository.top();
    fs::write(top.join("outside/shared.md"), PAPER).unwrap();
    repository.link("paper.md", "../outside/shared.md");
    repository.link("folder", "../outside");
    for name in ["paper.md", "folder/shared.md"] {
        let outcome = repository.run(["--output-format", "concise", "--root", "..", name]);
        assert_eq!((outcome.code, outcome.out.lines().count()), (1, 1), "{name}: {}", outcome.all());
    }
}

#[test]
fn a_paper_outside_of_the_named_root_is_refused() {
    let repository = Repository::new();
    let outcome = repository.run(["--root", ".", "../outside/secret.md"]);
    outcome.refuses(OUT);
    let nothing = repository.run(["--root", ".", "../outside/nothere.md"]);
    assert_eq!(outcome.all(), nothing.all().replace("nothere", "secret"));
}

#[test]
fn folders_of_whoever_runs_it_may_be_links() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    let link = repository.top().join("mine");
    symlink(repository.path(""), &link).unwrap();
    let outcome = repository.run_with(["--output-format", "concise", "paper.md"], |command| {
        command.current_dir(&link);
    });
    assert_eq!(outcome.code, 1, "{}", outcome.all());
    let outcome = repository.run_with([link.join("paper.md")], |command| {
        command.current_dir("/");
    });
    assert_eq!(outcome.code, 1, "{}", outcome.all());
}

#[test]
fn configurations_lead_nowhere_outside() {
    let cases: [(&str, &str); 6] = [
        ("paperlint.toml", ""),
        ("other.toml", "extends = \"other.toml\""),
        ("", "extends = \"../outside/secret.toml\""),
        ("rules/secret.toml", "rule-folders = [\"rules\"]"),
        ("", "rule-folders = [\"../outside\"]"),
        ("rules", "rule-folders = [\"rules\"]"),
    ];
    for (link, text) in cases {
        for named in [
            &["paper.md"][..],
            &["--config", "paperlint.toml", "paper.md"],
            &["config", "paper.md"],
            &["rules"],
        ] {
            let repository = Repository::new();
            repository.write("paper.md", PAPER);
            if !text.is_empty() {
                repository.write("paperlint.toml", text);
            }
            if !link.is_empty() {
                repository.link(
                    link,
                    if link == "rules" { "../outside" } else { "TOP/outside/secret.toml" }
                        .replace("TOP", &repository.top().display().to_string()),
                );
            }
            let outcome = repository.run(named);
            assert_eq!(outcome.code, 2, "{link} {text} {named:?}: {}", outcome.all());
            outcome.tells_no_secret();
        }
    }
}

#[test]
fn a_baseline_and_a_list_lead_nowhere_outside() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    repository.link("known.json", "../outside/secret.json");
    repository.link("list", "../outside/secret.txt");
    repository.run(["--baseline", "known.json", "paper.md"]).refuses(OUT);
    repository.run(["--files-from", "list"]).refuses(OUT);
    repository.write("own-list", "../outside/secret.md\n/proc/self/environ\npaper.md\n");
    let outcome = repository.run([
        "--files-from",
        "own-list",
        "--input-format",
        "markdown",
        "--output-format",
        "concise",
    ]);
    outcome.refuses("outside/secret.md: lies outside of the repository of own-list");
    assert!(outcome.out.contains("paper.md:8:1"), "{}", outcome.all());
}

#[test]
fn what_git_keeps_is_read_by_nobody() {
    let repository = Repository::new();
    repository.write(".git/config", format!("The the extraheader = {SECRET}\n"));
    repository.link("leak.md", ".git/config");
    repository.write("paper.tex", "\\documentclass{article}\\begin{document}\\input{.git/config}\\input{.GIT/config} So.\\end{document}");
    repository.run(["leak.md"]).refuses("leak.md: lies in .git");
    repository.run(["--input-format", "markdown", ".git/config"]).refuses("lies in .git");
    for command in [&["--all", "paper.tex"][..], &["prose", "paper.tex"]] {
        repository.run(command).tells_no_secret();
    }
}

#[test]
fn main_files_that_a_part_names_lie_inside() {
    let repository = Repository::new();
    for target in ["../outside/secret.tex", "lnk.tex", "/etc/passwd"] {
        repository.write("part.tex", format!("% !TEX root = {target}\nThe part.\n"));
        let _ = fs::remove_file(repository.path("lnk.tex"));
        repository.link("lnk.tex", "../outside/secret.tex");
        let outcome = repository.run(["--all", "part.tex"]);
        outcome.tells_no_secret();
        assert!(outcome.err.contains("lies outside the paper's folder"), "{}", outcome.all());
    }
}

#[test]
fn projects_and_papers_of_parts_lie_inside() {
    let repository = Repository::new();
    repository.write("index.md", PAPER);
    repository.link("lnk", "../outside");
    repository.link("leak.md", "../outside/secret.md");
    for chapter in ["../outside/secret.md", "lnk/secret.md", "leak.md", "/etc/hosts.md"] {
        repository.write("_quarto.yml", format!("book:\n  chapters: [index.md, {chapter}]\n"));
        for command in [["check", "--all"], ["prose", "--placeholders"]] {
            let outcome = repository.run(command);
            outcome.tells_no_secret();
            assert!(
                outcome.err.contains(&format!("files that are not here: {chapter}")),
                "{}",
                outcome.all()
            );
        }
    }
    let above = format!(
        "\\documentclass{{article}}\\begin{{document}}{SECRET} \\input{{repository/part}}\\end{{document}}\n"
    );
    fs::write(repository.top().join("main.tex"), above).unwrap();
    repository.write("part.tex", "\\section{Part}\nThe the part.\n");
    let outcome = repository.run(["--all", "part.tex"]);
    outcome.tells_no_secret();
    assert!(!outcome.err.contains("is a part of"), "{}", outcome.all());
}

#[test]
fn a_draft_on_standard_input_reaches_no_further() {
    let repository = Repository::new();
    let draft = repository.path("draft");
    fs::write(&draft, "\\documentclass{article}\\begin{document}\\input{../outside/secret}\\input{lnk/secret} So.\\end{document}").unwrap();
    repository.link("lnk", "../outside");
    for name in ["paper.tex", "lnk/paper.tex"] {
        let outcome = repository.run_with(["--all", "--stdin-filename", name, "-"], |command| {
            command.stdin(fs::File::open(&draft).unwrap());
        });
        outcome.tells_no_secret();
        assert!(outcome.code > 0, "{}", outcome.all());
    }
}

#[test]
fn a_name_that_changes_while_it_is_read_leads_nowhere_else() {
    let repository = Repository::new();
    repository.write("inside.md", PAPER);
    let name = repository.path("paper.md");
    let swap = |target: &Path| {
        let next = repository.path("next");
        symlink(target, &next).unwrap();
        fs::rename(&next, &name).unwrap();
    };
    swap(Path::new("inside.md"));
    let done = AtomicBool::new(false);
    let outcomes: Vec<Outcome> = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                swap(Path::new("../outside/secret.md"));
                swap(Path::new("inside.md"));
            }
        });
        let outcomes = (0..30).map(|_| repository.run(["prose", "paper.md"])).collect();
        done.store(true, Ordering::Relaxed);
        outcomes
    });
    outcomes.iter().for_each(Outcome::tells_no_secret);
}

#[test]
fn an_honest_bibliography_elsewhere_is_said_once_and_fails_nothing() {
    let repository = Repository::new();
    repository.link("refs.bib", "../outside/secret.bib");
    repository.write(
        "paper.tex",
        "\\documentclass{article}\\begin{document}We rest.\\bibliography{refs}\\end{document}",
    );
    repository.write("paper.md", "---\ntitle: Tea\nauthor: A\nbibliography: refs.bib\n---\n\nWe rest.\n");
    let outcome = repository.run(["--select", "doubled-word", "paper.tex", "paper.md"]);
    assert_eq!(outcome.code, 0, "{}", outcome.all());
    assert_eq!(outcome.err.matches("refs.bib leads out of the paper's root").count(), 1, "{}", outcome.all());
    outcome.tells_no_secret();
}
