//! What `--fix` writes, byte by byte: encodings, escapes and line ends stay, a file that papers share is written once, and nothing outside
//! the paper's folder is.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::patience::Finish;

fn paperlint(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paperlint")).current_dir(folder).args(args).finish()
}

/// Returns what becomes of a file under `--fix --suggested-fixes`.
fn fixed(name: &str, bytes: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let output = paperlint(folder.path(), &["--fix", "--suggested-fixes", name]);
    assert_eq!(String::from_utf8_lossy(&output.stderr).matches("error").count(), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no other file is left behind");
    fs::read(&path).unwrap()
}

#[test]
fn bytes_that_are_not_mended_stay() {
    let cases: &[(&str, &[u8], &[u8])] = &[
        (
            "a.txt",
            b"\xEF\xBB\xBFWe wash the the cup.\r\nIt is old.\r\n",
            b"\xEF\xBB\xBFWe wash the cup.\r\nIt is old.\r\n",
        ),
        ("a.txt", b"na\xEFve the the tea\r", b"na\xEFve the tea\r"),
        ("a.md", b"We wash the\r\nthe cup.\r\n", b"We wash the\r\ncup.\r\n"),
        ("a.md", b"> We wash the\n> the cup.", b"> We wash the\n> the cup."),
        ("a.md", b"- We wash the\n  the cup.\n", b"- We wash the\n  cup.\n"),
        ("a.md", b"It is **very** old.\n", b"It is **very** old.\n"),
        (
            "a.tex",
            b"\\emph{Prior to} it, don't % why\nwin: the \\textbf{the} cup.\n",
            b"\\emph{Before} it, do not % why\nwin: the \\textbf{the} cup.\n",
        ),
        (
            "a.tex",
            b"\\newcommand{\\x}{in order to}We wash \\x{} win.\n",
            b"\\newcommand{\\x}{in order to}We wash \\x{} win.\n",
        ),
        (
            "a.tex",
            b"A \\verb|the the| and $a a$ in ``the the'' cup \\cite{the the}.\n",
            b"A \\verb|the the| and $a a$ in ``the the'' cup \\cite{the the}.\n",
        ),
    ];
    for (name, before, after) in cases {
        let (got, wanted) = (fixed(name, before), String::from_utf8_lossy(after));
        assert_eq!(String::from_utf8_lossy(&got), wanted);
        assert_eq!(&got, after);
    }
}

#[test]
fn strings_of_a_notebook_and_of_front_matter_stay_strings() {
    let notebook = |first: &str, second: &str| {
        format!(
            r#"{{"cells": [{{"cell_type": "markdown", "metadata": {{}}, "source": ["The \"cup\" {first},\n", "{second} \"win\" caf\u00e9."]}}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}"#
        )
    };
    let before = notebook("full full", "in order to");
    assert_eq!(String::from_utf8(fixed("a.ipynb", before.as_bytes())).unwrap(), notebook("full", "to"));
    for (open, close) in [("\"", "\""), ("'", "'"), ("", ""), (">\n  ", "")] {
        let paper = |words: &str| format!("---\nabstract: {open}We wash {words} win.{close}\n---\n\nText.\n");
        let got = fixed("a.md", paper("the the cup in order to").as_bytes());
        assert_eq!(String::from_utf8(got).unwrap(), paper("the cup to"));
    }
}

#[test]
fn words_that_would_break_their_string_are_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).unwrap();
    let rule = "id = \"say-x\"\nsummary = \"s\"\nseverity = \"warning\"\nscope = [\"abstract\", \"body\"]\nmessage = \"m\"\nhelp = \"h\"\nwhy = \"w\"\n\
                source = []\n[detect.phrases]\nfix = \"safe\"\nlist = [{ find = \"alpha\", use = \"a \\\"b\\\" & 5% #\" }]\n";
    fs::write(rules.join("say-x.toml"), rule).unwrap();
    let cases = [
        (
            "a.md",
            "---\nabstract: \"We use alpha.\"\n---\n\nThe alpha.\n",
            "---\nabstract: \"We use alpha.\"\n---\n\nThe a \"b\" \\& 5% \\#.\n",
        ),
        ("a.tex", "The alpha.\n", "The alpha.\n"),
        (
            "a.ipynb",
            r#"{"cells": [{"cell_type": "markdown", "source": "The alpha."}], "nbformat": 4}"#,
            r#"{"cells": [{"cell_type": "markdown", "source": "The a \"b\" \\& 5% \\#."}], "nbformat": 4}"#,
        ),
    ];
    for (name, before, after) in cases {
        fs::write(folder.path().join(name), before).unwrap();
        paperlint(folder.path(), &["--rules", "rules", "--fix", name]);
        assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), after);
    }
}

#[test]
fn a_shared_file_is_mended_once_and_included_files_are_too() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    for name in ["a.tex", "b.tex"] {
        write(
            name,
            "\\documentclass{article}\\begin{document}We wash the the cup. \\input{part}\\end{document}\n",
        );
    }
    write("part.tex", "We fill the the cup, in order to win.\n");
    let output = paperlint(folder.path(), &["--fix", "--suggested-fixes", "a.tex", "b.tex"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("fixed 4 findings in 3 files"));
    assert_eq!(fs::read_to_string(folder.path().join("part.tex")).unwrap(), "We fill the cup, to win.\n");
    assert!(fs::read_to_string(folder.path().join("b.tex")).unwrap().contains("wash the cup"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_root_and_not_out_of_it() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let paper = folder.path().join("paper");
    fs::create_dir(&paper).unwrap();
    fs::write(paper.join("real.md"), "The the cup.\n").unwrap();
    fs::write(folder.path().join("outside.md"), "The the cup.\n").unwrap();
    symlink("real.md", paper.join("inside.md")).unwrap();
    symlink("../outside.md", paper.join("leads-out.md")).unwrap();
    let output = paperlint(&paper, &["--fix", "inside.md", "leads-out.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("leads-out.md: leads out of the paper's root"));
    assert_eq!(fs::read_to_string(paper.join("real.md")).unwrap(), "The cup.\n");
    assert!(fs::symlink_metadata(paper.join("inside.md")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(folder.path().join("outside.md")).unwrap(), "The the cup.\n");
}
