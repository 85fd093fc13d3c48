//! The life of a baseline: written, silent, an edit, a move, a fix; and it only shrinks.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::patience::Finish;

const LONG: &str = "The tasters that we asked on the first day of the harvest said that the tea of the upper field is sweeter than the tea of the lower field, and that they would pay more for it, although the price of both was the same in every shop that we saw.";

struct Paper {
    folder: TempDir,
}

struct Run {
    code: i32,
    findings: Vec<String>,
    said: String,
}

impl Paper {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        let paper = Self { folder };
        paper.write(text);
        paper
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, text: &str) {
        fs::write(self.path().join("paper.md"), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_in(".", &[arguments, &["paper.md"]].concat())
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paperlint"));
        command.current_dir(self.path().join(folder)).args(["check", "--output-format", "concise"]);
        let output = command.args(arguments).finish();
        let findings = String::from_utf8(output.stdout).unwrap();
        Run {
            code: output.status.code().unwrap(),
            findings: findings.lines().map(|line| line.split(' ').nth(2).unwrap().to_owned()).collect(),
            said: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn known(&self) -> usize {
        let text = fs::read_to_string(self.path().join("known.json")).unwrap();
        text.matches("fingerprint").count()
    }
}

const BOTH: [&str; 4] = ["--baseline", "known.json", "--write-baseline", "known.json"];

#[test]
fn what_is_known_is_silent_and_what_is_edited_is_new() {
    let paper = Paper::new(&format!("# Tea\n\n{LONG}\n\nIt is the the end.\n"));
    assert_eq!(paper.run(&[]).findings, ["long-sentence", "doubled-word"]);
    assert_eq!(paper.run(&["--write-baseline", "known.json"]).code, 0);
    let run = paper.run(&["--baseline", "known.json"]);
    assert_eq!((run.code, run.findings.len()), (0, 0));

    paper.write(&format!("# Tea\n\n{}\n\nIt is the the end.\n", LONG.replace("first day", "last day")));
    let run = paper.run(&["--baseline", "known.json"]);
    assert_eq!((run.code, run.findings), (1, vec!["long-sentence".to_owned()]));
    assert!(run.said.contains("1 finding of known.json is gone"), "{}", run.said);

    // A second sentence like a known one is a new one.
    paper.write(&format!("# Tea\n\n{LONG} {LONG}\n\nIt is the the end.\n"));
    assert_eq!(paper.run(&["--baseline", "known.json"]).findings, ["long-sentence"]);
}

#[test]
fn what_moves_stays_known_also_in_another_file_and_from_another_folder() {
    let paper = Paper::new(&format!("# Tea\n\n{LONG}\n\n# Water\n\nIt is the the end.\n"));
    paper.run(&["--write-baseline", "known.json"]);
    let wrapped = LONG.replace(", and", ",\n  *and*").replace(" that we", "\nthat we");
    paper.write(&format!("# Water\n\nIt is\nthe the\nend.\n\nWe wait.\n\n# Tea\n\n{wrapped}\n"));
    assert_eq!(paper.run(&["--baseline", "known.json"]).code, 0);

    fs::create_dir(paper.path().join("parts")).unwrap();
    fs::rename(paper.path().join("paper.md"), paper.path().join("parts/tea.md")).unwrap();
    let run = paper.run_in("parts", &["--baseline", "../known.json", "tea.md"]);
    assert_eq!((run.code, run.said.as_str()), (0, ""));
}

#[test]
fn a_baseline_shrinks_and_never_grows() {
    let paper = Paper::new(&format!("# Tea\n\n{LONG}\n\nIt is the the end.\n"));
    paper.run(&["--write-baseline", "known.json"]);
    paper.write("# Tea\n\nIt is the the end. We wait wait.\n");
    let run = paper.run(&BOTH);
    assert_eq!((run.code, run.findings), (1, vec!["doubled-word".to_owned()]));
    assert!(run.said.contains("known.json: 1 finding gone, 1 finding left"), "{}", run.said);
    assert_eq!(paper.known(), 1);
    paper.run(&BOTH);
    assert_eq!(paper.known(), 1);

    // Neither another file nor another rule makes a known finding gone.
    fs::write(paper.path().join("other.md"), "# Water\n\nWe wait.\n").unwrap();
    paper.run_in(".", &[&BOTH[..], &["other.md"]].concat());
    paper.run(&[&BOTH[..], &["--select", "long-sentence"]].concat());
    assert_eq!(paper.known(), 1);
}

#[test]
fn a_number_that_changes_does_not_make_a_finding_new() {
    let paragraph = |last: &str| format!("# Tea\n\n{}{last}\n", "We drank a cup of tea there. ".repeat(40));
    let paper = Paper::new(&paragraph("We went home."));
    assert_eq!(paper.run(&["--select", "long-paragraph"]).findings, ["long-paragraph"]);
    paper.run(&["--select", "long-paragraph", "--write-baseline", "known.json"]);
    paper.write(&paragraph("We went home late."));
    assert_eq!(paper.run(&["--select", "long-paragraph", "--baseline", "known.json"]).code, 0);
}

#[test]
fn a_part_that_is_read_with_its_paper_forgets_nothing_of_the_rest() {
    let paper = Paper::new("");
    let main = "\\documentclass{article}\\begin{document}\\section{Tea}\nThe the tea.\n\\input{part}\n\\end{document}\n";
    fs::write(paper.path().join("main.tex"), main).unwrap();
    fs::write(paper.path().join("part.tex"), "\\section{Part}\nThe cup and the the lid.\n").unwrap();
    let select = ["--select", "doubled-word", "--write-baseline", "known.json"];
    paper.run_in(".", &[&select[..], &["main.tex"]].concat());
    assert_eq!(paper.known(), 2);
    fs::write(paper.path().join("part.tex"), "\\section{Part}\nThe cup and the lid.\n").unwrap();
    let run = paper.run_in(".", &[&select[..], &["--baseline", "known.json", "part.tex"]].concat());
    assert!(run.findings.is_empty() && run.said.contains("part.tex is a part of main.tex"), "{}", run.said);
    assert_eq!(paper.known(), 1);
    let run = paper.run_in(".", &["--select", "doubled-word", "--fix", "part.tex"]);
    assert_eq!((run.code, fs::read_to_string(paper.path().join("main.tex")).unwrap().as_str()), (0, main));
}
