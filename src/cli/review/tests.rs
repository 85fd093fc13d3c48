//! The loop without a terminal: keys in, lines out, files on the disk.

use std::collections::VecDeque;
use std::fs;
use std::io;

use clap::Parser;
use tempfile::TempDir;

use super::*;
use crate::cli::args::{Cli, Command};
use crate::cli::review::editor::Spot;

/// An author who presses what is written down.
struct Script {
    /// A letter is a key, text in brackets a line.
    keys: VecDeque<char>,
    said: String,
    edited: Vec<Spot>,
}

impl Person for Script {
    fn say(&mut self, text: &str) -> io::Result<()> {
        self.said.push_str(&anstream::adapter::strip_str(text).to_string());
        Ok(())
    }

    fn key(&mut self) -> io::Result<Key> {
        Ok(self.keys.pop_front().map_or(Key::Quit, Key::Of))
    }

    fn line(&mut self) -> io::Result<Option<String>> {
        let Some(begin) = self.keys.pop_front() else { return Ok(None) };
        assert_eq!(begin, '[', "{}", self.said);
        let mut line = String::new();
        while let Some(c) = self.keys.pop_front().filter(|c| *c != ']') {
            line.push(c);
        }
        Ok(Some(line))
    }

    fn edit(&mut self, spot: &Spot) -> anyhow::Result<()> {
        self.edited.push(spot.clone());
        let text = fs::read_to_string(&spot.path)?;
        Ok(fs::write(&spot.path, text.replace("cup is is", "cup was"))?)
    }

    fn columns(&self) -> usize {
        80
    }
}

const PAPER: &str =
    "# Cups\n\nThe the cup is warm.\n\nThis cup is is cold.\n\nWe use QZN cups. QZN cups are old.\n";

fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(folder.path().join("paper.md"), text).unwrap();
    folder
}

/// Returns what is said to an author who presses `keys`, and the exit code.
fn review(folder: &TempDir, options: &[&str], keys: &str) -> (Script, anyhow::Result<ExitCode>) {
    let path = folder.path().join("paper.md").display().to_string();
    let words = ["paperlint", "review", &path, "--select", "doubled-word,undefined-acronym", "--quiet"];
    let cli = Cli::try_parse_from(words.iter().chain(options)).unwrap();
    let Some(Command::Review(args)) = &cli.command else { panic!("no review") };
    let console = Console::new(cli.common.color, true);
    let mut person = Script { keys: keys.chars().collect(), said: String::new(), edited: Vec::new() };
    let code = run(args, &cli.common, &console, &mut person);
    (person, code)
}

fn text(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("paper.md")).unwrap()
}

fn is(code: &anyhow::Result<ExitCode>, number: u8) -> bool {
    format!("{:?}", code.as_ref().unwrap()) == format!("{:?}", ExitCode::from(number))
}

#[test]
fn a_finding_is_shown_with_its_paragraph_and_the_keys() {
    let folder = folder(PAPER);
    let (person, code) = review(&folder, &[], "q");
    let lines: Vec<&str> = person.said.lines().collect();
    assert_eq!(lines[..2], ["", "3 findings to go"]);
    assert!(lines[2].starts_with("warning[doubled-word]: repeated word"), "{}", person.said);
    assert_eq!(lines[4..7], ["", "  The the cup is warm.", "  ^^^^^^^"]);
    assert!(
        person.said.contains("f fix   e edit   a allow, with a reason   w why   s skip   b back   q quit")
    );
    assert!(person.said.contains("0 changes written, 0 skipped, 3 to go"));
    assert!(person.said.contains("paper.md:3`"), "{}", person.said);
    assert!(is(&code, 1) && text(&folder) == PAPER);
}

#[test]
fn nothing_is_written_that_was_not_agreed_to() {
    let folder = folder(PAPER);
    let (person, _) = review(&folder, &[], "fna[it is]na[]xwssk\nb");
    assert!(person.said.contains("-The the cup is warm.\n+The cup is warm.\n"), "{}", person.said);
    assert!(person.said.contains("+<!-- paperlint: allow doubled-word: it is -->\n"), "{}", person.said);
    assert!(person.said.contains("+acronyms = [\"QZN\"]"), "{}", person.said);
    assert_eq!(text(&folder), PAPER);
    assert!(!folder.path().join("paperlint.toml").exists());
}

#[test]
fn each_key_does_what_it_says_and_what_is_mended_is_gone() {
    let folder = folder(PAPER);
    let (person, code) = review(&folder, &[], "fya[as \"quoted\"]yky");
    let after = "# Cups\n\nThe cup is warm.\n\n<!-- paperlint: allow doubled-word: as \"quoted\" -->\nThis cup is is cold.\n\nWe use QZN cups. QZN cups are old.\n";
    assert_eq!(text(&folder), after, "{}", person.said);
    assert_eq!(fs::read_to_string(folder.path().join("paperlint.toml")).unwrap(), "acronyms = [\"QZN\"]\n");
    assert!(person.said.ends_with("3 changes written, 0 skipped, 0 to go\n"), "{}", person.said);
    assert!(is(&code, 0));
}

#[test]
fn an_editor_opens_at_the_place_and_the_paper_is_read_again() {
    let folder = folder(PAPER);
    let (person, code) = review(&folder, &[], "ses");
    let real = folder.path().canonicalize().unwrap().join("paper.md");
    assert_eq!(person.edited, [Spot { path: real, line: 5, column: 10 }]);
    assert!(person.said.contains("0 changes written, 2 skipped, 0 to go"), "{}", person.said);
    assert!(text(&folder).contains("This cup was cold.") && is(&code, 1));
}

#[test]
fn one_goes_back_and_goes_on_later() {
    let folder = folder(PAPER);
    let (person, _) = review(&folder, &[], "bssbb");
    assert!(person.said.contains("Nothing was skipped before this one."));
    let shown: Vec<_> = person.said.lines().filter(|line| line.ends_with("to go")).collect();
    let counts = ["3 findings", "2 findings", "1 finding", "2 findings", "3 findings"];
    assert!(shown.iter().zip(counts).all(|(line, count)| line.starts_with(count)), "{shown:?}");
    let (person, _) = review(&folder, &["--from", "paper.md:4"], "bq");
    assert!(person.said.contains("2 findings to go") && person.said.contains("is is"), "{}", person.said);
    for wrong in ["paper", "paper.md:x", "paper.md:99"] {
        assert!(review(&folder, &["--from", wrong], "").1.is_err());
    }
}

#[test]
fn wherever_one_leaves_nothing_was_written() {
    let keys = "xwfxna[it is]xna[]ssfkxnkqnb";
    let starts = (0..=keys.len()).filter_map(|end| keys.get(..end));
    for keys in starts.filter(|keys| keys.matches('[').count() == keys.matches(']').count()) {
        let folder = folder(PAPER);
        let (person, code) = review(&folder, &[], keys);
        assert!(code.is_ok() && person.said.contains("0 changes written"), "{}", person.said);
        let names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(names.len() == 2 && text(&folder) == PAPER, "{keys:?} {names:?}");
    }
}

#[test]
fn the_worst_comes_first_and_one_goes_on_there() {
    let folder = folder(PAPER);
    fs::write(folder.path().join("paperlint.toml"), "[rules.undefined-acronym]\nlevel = \"error\"\n")
        .unwrap();
    let (person, _) = review(&folder, &[], "sq");
    let heads: Vec<_> = person.said.lines().filter(|line| line.contains("]: ")).collect();
    assert!(heads[0].starts_with("error[undefined-acronym]") && heads[1].starts_with("warning"), "{heads:?}");
    assert!(person.said.contains("--from paper.md:3`"), "{}", person.said);
    let (person, _) = review(&folder, &["--from", "paper.md:3"], "");
    assert!(person.said.starts_with("\n2 findings to go\nwarning[doubled-word]"), "{}", person.said);
}

#[test]
fn what_is_not_gone_through_is_said_and_a_wrong_key_shows_nothing_again() {
    let folder = folder(PAPER);
    fs::write(folder.path().join("paperlint.toml"), "[rules.undefined-acronym]\nlevel = \"advice\"\n")
        .unwrap();
    let (person, _) = review(&folder, &[], "xkwq");
    assert_eq!(person.said.matches("The the cup is warm.").count(), 1, "{}", person.said);
    assert!(
        person.said.ends_with("\n1 suggestion not gone through; `--advice` adds it.\n"),
        "{}",
        person.said
    );
}

#[test]
fn a_save_that_comes_between_is_not_lost() {
    let folder = folder(PAPER);
    let path = folder.path().join("paper.md").display().to_string();
    let cli = Cli::try_parse_from(["paperlint", "review", &path, "--select", "doubled-word"]).unwrap();
    let Some(Command::Review(args)) = &cli.command else { panic!("no review") };
    let console = Console::new(cli.common.color, true);
    let looked = Looked::at(&args.inputs, &args.choice, &cli.common, Ok).unwrap();
    let queue = Queue::new(false);
    let open = queue.open(&looked);
    fs::write(&path, "Mine.\n").unwrap();
    let mut person = Script { keys: "y".chars().collect(), said: String::new(), edited: Vec::new() };
    let mut act = Act { looked: &looked, item: &open[0], person: &mut person, console: &console };
    assert!(!act.fix().unwrap());
    assert_eq!(text(&folder), "Mine.\n");
}

#[test]
fn a_notebook_stays_one_whatever_the_reason() {
    let notebook = r##"{"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["The the cup."]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"##;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.ipynb");
    fs::write(&path, notebook).unwrap();
    let words = ["paperlint", "review", path.to_str().unwrap(), "--select", "doubled-word"];
    let cli = Cli::try_parse_from(words).unwrap();
    let Some(Command::Review(args)) = &cli.command else { panic!("no review") };
    let keys = "a[\"so\" \\ it is]y".chars().collect();
    let mut person = Script { keys, said: String::new(), edited: Vec::new() };
    run(args, &cli.common, &Console::new(cli.common.color, true), &mut person).unwrap();
    let read: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let source = read["cells"][0]["source"][0].as_str().unwrap();
    assert_eq!(source, "<!-- paperlint: allow doubled-word: \"so\" \\ it is -->\nThe the cup.");
}
