//! Names are bytes, and neither a name nor a draft commands a terminal or whatever runs the job.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::repository::{FORMATS, Outcome, PAPER, Repository, name};

const OTHERS: [&[&str]; 16] = [
    &["abstract", "--reasons"],
    &["abstract", "--output-format", "json"],
    &["results"],
    &["results", "--output-format", "markdown"],
    &["results", "--output-format", "json"],
    &["stats"],
    &["stats", "--output-format", "csv"],
    &["stats", "--output-format", "json"],
    &["acronyms"],
    &["acronyms", "--output-format", "markdown"],
    &["acronyms", "--output-format", "json"],
    &["prose"],
    &["prose", "--placeholders"],
    &["prose", "--output-format", "json"],
    &["check", "--diff", "--suggested-fixes"],
    &["check", "--diff", "--add-suppressions", "--advice"],
];

/// A paper whose every part tries to be a command.
const COMMANDS: &str = "---\ntitle: \"::error title=a::b\"\nauthor: A\nabstract: |\n  ::warning::We \u{1b}[2J find 3 of 4 ##[error]cups. We show that tea is warm.\n---\n\n\
    # ::error file=x::y ##[group]z\n\n::error title=a::b The the tea \u{1b}[31mis\u{7} warm \u{9b}1m.\n\n\
    ##[error] We utilize the the Warm Tea Unit (WTU). ##vso[task.setvariable] The WTU is is small.\n::set-output name=a::b\n";

/// Holds that no line is a command, as GitHub, Azure and a terminal read lines, but for `allowed`.
#[track_caller]
fn commands_nobody(outcome: &Outcome, allowed: &str, what: &str) {
    let all = outcome.all();
    for line in all.split(['\n']) {
        let is_allowed = !allowed.is_empty() && line.starts_with(allowed);
        let start = line.trim_start();
        let is_command = start.starts_with("::") && !start.starts_with(":::");
        assert!(is_allowed || !is_command, "{what}: {line:?}");
        assert!(is_allowed || !line.contains("##[") && !line.contains("##vso["), "{what}: {line:?}");
        assert!(!line.contains(|c: char| c.is_control() && c != '\t'), "{what}: {line:?}");
    }
}

#[test]
fn no_draft_gives_commands_in_any_format() {
    let repository = Repository::new();
    repository.write("paper.md", COMMANDS);
    for format in FORMATS {
        let outcome = repository.run([
            "--all",
            "--advice",
            "--select",
            "stable,preview",
            "--output-format",
            format,
            "paper.md",
        ]);
        assert_eq!(outcome.code, 1, "{format}: {}", outcome.all());
        let allowed = if format == "github" { "::" } else { "" };
        commands_nobody(&outcome, allowed, format);
    }
    for command in OTHERS {
        commands_nobody(&repository.run(command.iter().chain(&["paper.md"])), "", &command.join(" "));
    }
}

#[test]
fn reports_in_files_give_no_commands_either() {
    let repository = Repository::new();
    repository.write("paper.md", COMMANDS);
    for format in FORMATS.iter().filter(|format| **format != "github") {
        let report = repository.path("report");
        repository.run([
            "--all",
            "--advice",
            "--output-format",
            &format!("{format}={}", report.display()),
            "paper.md",
        ]);
        let out = std::fs::read_to_string(&report).unwrap();
        commands_nobody(&Outcome { code: 0, out, err: String::new() }, "", format);
    }
}

#[test]
fn no_name_gives_commands_in_any_format() {
    for bytes in [
        &b"::error title=x::y.md"[..],
        b"##[error]x.md",
        b"a\n::error::b.md",
        b"\x1b[2J\xff\x7f.md",
        b" ::set-env x::y.md",
    ] {
        let repository = Repository::new();
        repository.write(name(bytes), COMMANDS);
        for format in FORMATS {
            for arguments in [
                vec![name(b"--output-format"), name(format.as_bytes()), name(b"--"), name(bytes)],
                vec![name(b"--output-format"), name(format.as_bytes()), name(b".")],
            ] {
                let allowed = if format == "github" { "::" } else { "" };
                commands_nobody(&repository.run(&arguments), allowed, format);
            }
        }
        for command in OTHERS {
            let arguments: Vec<_> =
                command.iter().map(|word| name(word.as_bytes())).chain([name(b"--"), name(bytes)]).collect();
            commands_nobody(&repository.run(&arguments), "", &command.join(" "));
        }
        // Nor one that is not there, or an option's.
        for option in ["--baseline", "--files-from", "--config", "--rules", "--root"] {
            commands_nobody(
                &repository.run([name(option.as_bytes()), name(b"no\n::error::b\x1b"), name(b"x.md")]),
                "",
                option,
            );
        }
    }
}

#[test]
fn two_names_that_are_no_text_are_two_files() {
    let repository = Repository::new();
    for bytes in [b"\xff.md", b"\xfe.md"] {
        if std::fs::write(repository.path(name(bytes)), PAPER).is_err() {
            return eprintln!("skipped: the file system here takes no names that are not UTF-8");
        }
    }
    repository.write("both.md", PAPER);
    for arguments in [vec![name(b"\xff.md"), name(b"\xfe.md")], vec![name(b".")]] {
        for format in ["json", "gitlab", "rdjson", "sarif", "concise"] {
            let mut arguments = arguments.clone();
            arguments.extend([name(b"--output-format"), name(format.as_bytes())]);
            let out = repository.run(&arguments).out;
            let shown = if format == "sarif" {
                ["%5Cxff.md", "%5Cxfe.md"]
            } else if format == "concise" {
                ["\\xff.md", "\\xfe.md"]
            } else {
                ["\\\\xff.md", "\\\\xfe.md"]
            };
            assert!(shown.iter().all(|shown| out.contains(shown)), "{format}: {out}");
        }
    }
    // Each is mended, each is known by itself, each is listed.
    repository.write("list", [&b"\xff.md\n\xfe.md\n"[..]].concat());
    assert_eq!(repository.run(["--files-from", "list", "--output-format", "concise"]).out.lines().count(), 2);
    repository.run(["--write-baseline", "known.json", "--files-from", "list"]);
    assert_eq!(repository.run(["--baseline", "known.json", "--files-from", "list"]).code, 0);
    let mended = repository.run(["--fix", "--files-from", "list"]);
    assert!(mended.all().contains("2 files"), "{}", mended.all());
    for bytes in [b"\xff.md", b"\xfe.md"] {
        let text = std::fs::read_to_string(repository.path(name(bytes))).unwrap();
        assert!(text.contains("The tea"), "{:?}", Path::new(name(bytes)));
        assert_eq!(name(bytes).as_bytes(), bytes);
    }
}

#[test]
fn arguments_that_are_no_options_give_no_commands() {
    let repository = Repository::new();
    for argument in [
        &b"--x\n::error title=a::b"[..],
        b"-\x1b[2J",
        b"--output-format=\n::error::\x07",
        b"--venue=##[error]x",
        b"--select=a\n::error::b",
        b"--since=\x1b[2J",
    ] {
        let outcome = repository.run([name(argument), name(b"paper.md")]);
        assert_eq!(outcome.code, 2, "{}", outcome.all());
        commands_nobody(&outcome, "", &String::from_utf8_lossy(argument));
    }
}

#[test]
fn configurations_and_rules_give_no_commands() {
    let repository = Repository::new();
    repository.write("paper.md", PAPER);
    let evil = "\\u001B[2J\\n::error::a ##[error]b";
    let rule = "summary = \"S\"\nseverity = \"error\"\nmessage = \"S\"\nhelp = \"S\"\nwhy = \"S\"\nsource = [{ title = \"S\" }]\n[detect.phrases]\nlist = [{ find = \"warm\" }]\n";
    repository.write("rules/mine.toml", format!("id = \"mine\"\n{}", rule.replace('S', evil)));
    repository.write("paperlint.toml", format!("acronyms = [\"{evil}\"]\nterms = [\"{evil}\"]\nexclude = [\"{evil}\"]\nrule-folders = [\"rules\"]\n"));
    let commands: [&[&str]; 11] = [
        &["paper.md"],
        &["--output-format", "concise", "paper.md"],
        &["--output-format", "markdown", "paper.md"],
        &["--output-format", "json", "paper.md"],
        &["config", "paper.md"],
        &["config", "--output-format", "json", "paper.md"],
        &["rules"],
        &["rules", "--output-format", "concise"],
        &["rules", "--output-format", "markdown"],
        &["explain", "mine"],
        &["explain", "mine", "--output-format", "markdown"],
    ];
    for command in commands {
        let outcome = repository.run(command);
        assert_ne!(outcome.code, 2, "{command:?}: {}", outcome.all());
        commands_nobody(&outcome, "", &command.join(" "));
    }
    // Nor what is wrong with one.
    repository.write("paperlint.toml", "venue = \"\\u001B[2J\\n::error::a\"\n::error::b \u{1b}[2J\n");
    commands_nobody(&repository.run(["paper.md"]), "", "a mistake");
    repository.write("paperlint.toml", "venue = \"\\u001B[2J\\n::error::a\"\n");
    commands_nobody(&repository.run(["paper.md"]), "", "a mistake");
    repository.write("known.json", "{\"version\": \"\\u001b[2J\\n::error::a\"}");
    commands_nobody(&repository.run(["--baseline", "known.json", "paper.md"]), "", "a baseline");
}
