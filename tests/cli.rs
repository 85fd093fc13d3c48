//! The command as people use it: each file of `tests/cli` holds commands and what they say; `TRYCMD=overwrite` rewrites what is expected.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Read;
use std::process::{Command, Stdio};

use patience::{Finish, PATIENCE};

#[allow(dead_code, reason = "the suite uses the rest")]
#[path = "suite/patience.rs"]
mod patience;

#[test]
fn commands_say_what_is_written_down() {
    let cases = trycmd::TestCases::new();
    // A log names the version that wrote it.
    cases.insert_var("[VERSION]", env!("CARGO_PKG_VERSION")).unwrap();
    cases.timeout(PATIENCE).env("COLUMNS", "80").env("NO_COLOR", "1");
    cases.case("tests/cli/*.trycmd").case("tests/cli/*.toml");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_paperlint"))
        .args(["explain", "long-sentence"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let code = patience::wait(&mut child).code();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((code, said.as_str()), (Some(0), ""));
}

#[test]
fn colours_are_there_when_asked_for_and_never_otherwise() {
    let run = |color: &str| {
        let paperlint = env!("CARGO_BIN_EXE_paperlint");
        let draft = "tests/cli/findings.in/paper.txt";
        let output = Command::new(paperlint).args(["--color", color, draft]).env("COLUMNS", "80").finish();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run("always").contains("\u{1b}[1m\u{1b}[33mwarning[long-sentence]"));
    assert!(!run("auto").contains('\u{1b}'));
}

fn paperlint(arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_paperlint")).args(arguments).finish();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_version_is_short_or_has_the_facts_of_the_build() {
    let short = format!("paperlint {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(paperlint(&["-V"]).0, short);
    let (long, _) = paperlint(&["--version"]);
    assert!(long.starts_with(&short), "{long}");
    for fact in ["target: ", "profile: ", "rules: "] {
        assert!(long.lines().any(|line| line.starts_with(fact)), "{long}");
    }
    let rules = paperlint::internal::rules::builtin_names().collect::<Vec<_>>();
    let stable = rules.iter().filter(|rule| rule.is_stable).count();
    assert!(long.contains(&format!("rules: {stable} stable, {} in preview", rules.len() - stable)), "{long}");
}

#[test]
fn completions_know_commands_and_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (script, said) = paperlint(&["completions", shell]);
        assert!(script.contains("stdin-filename") && script.contains("reader"), "{shell}");
        assert_eq!(said, "");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("man1");
    paperlint(&["man", path.to_str().unwrap()]);
    let page = |name: &str| std::fs::read_to_string(path.join(name)).unwrap();
    assert!(page("paperlint.1").contains("SUBCOMMANDS"));
    assert!(page("paperlint-check.1").contains("\\-\\-stdin\\-filename"));
    assert_eq!(std::fs::read_dir(&path).unwrap().count(), 18);
}
