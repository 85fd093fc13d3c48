//! The command as people use it: each file of `tests/cli` holds commands and what they say; `TRYCMD=overwrite` rewrites what is expected.

use std::io::Read;
use std::process::{Command, Stdio};

#[test]
fn commands_say_what_is_written_down() {
    let cases = trycmd::TestCases::new();
    // A log names the version that wrote it.
    cases.insert_var("[VERSION]", env!("CARGO_PKG_VERSION")).unwrap();
    cases.env("COLUMNS", "80").env("NO_COLOR", "1").case("tests/cli/*.trycmd").case("tests/cli/*.toml");
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
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn colours_are_there_when_asked_for_and_never_otherwise() {
    let run = |color: &str| {
        let paperlint = env!("CARGO_BIN_EXE_paperlint");
        let draft = "tests/cli/findings.in/paper.txt";
        let output =
            Command::new(paperlint).args(["--color", color, draft]).env("COLUMNS", "80").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run("always").contains("\u{1b}[1m\u{1b}[33mwarning[long-sentence]"));
    assert!(!run("auto").contains('\u{1b}'));
}
