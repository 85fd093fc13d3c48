//! Ten drafts as their authors have them two hours before a deadline: what `paperlint submit` says is what was wanted before it was run
//! on them, and no more.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Lines of a screen that a paper takes where not everything is asked for.
const MOST_LINES: usize = 10;

/// Returns what is said of a draft: level, line, rule.
fn said(folder: &Path, draft: &str, venue: Option<&str>) -> Vec<String> {
    let listed = submit(folder, draft, venue, &["--output-format", "concise", "--all"]);
    let mut said: Vec<String> = listed.lines().filter_map(|line| of_line(line, draft)).collect();
    said.sort();
    said
}

fn of_line(line: &str, draft: &str) -> Option<String> {
    let mut parts = line.splitn(4, ':');
    let (file, number, _) = (parts.next()?, parts.next()?, parts.next()?);
    let mut words = parts.next()?.split_whitespace();
    let level = match words.next()? {
        "error" => "blocks",
        "warning" => "noticed",
        _ => return None,
    };
    let place = if file == draft { number.to_owned() } else { format!("{file}:{number}") };
    Some(format!("{level}\t{place}\t{}", words.next()?))
}

fn submit(folder: &Path, draft: &str, venue: Option<&str>, more: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paperlint"));
    command.current_dir(folder).args(["submit", draft, "--today", "2026-11-28"]).args(more);
    if let Some(venue) = venue {
        command.args(["--venue", venue]);
    }
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn a_deadline_is_told_what_was_wanted_and_no_more() {
    let mut folders = 0;
    for entry in fs::read_dir("tests/deadlines").unwrap() {
        let folder = entry.unwrap().path();
        let text = fs::read_to_string(folder.join("wanted.tsv")).unwrap();
        let venue = text.split("--venue ").nth(1).and_then(|rest| rest.split('.').next());
        let mut wanted: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        wanted.sort_unstable();
        let draft = ["paper.tex", "paper.md", "paper.qmd", "paper.Rmd"];
        let draft = draft.into_iter().find(|name| folder.join(name).exists()).unwrap();
        assert_eq!(said(&folder, draft, venue), wanted, "{}", folder.display());
        let shown = submit(&folder, draft, venue, &[]);
        assert!(shown.lines().count() <= MOST_LINES, "{}:\n{shown}", folder.display());
        folders += 1;
    }
    assert_eq!(folders, 10);
}
