//! Which files of a project are read as papers, from wherever the run is started: each project of `cases.txt` is laid out in a folder of
//! its own.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Trial};

/// A project, and what is to be read of it.
struct Case {
    name: String,
    is_known_to_fail: bool,
    files: Vec<(String, String)>,
    runs: Vec<Run>,
}

/// A run, what it reads and what it says.
#[derive(Debug)]
struct Run {
    folder: String,
    arguments: Vec<String>,
    papers: BTreeSet<String>,
    said: Vec<String>,
    unsaid: Vec<String>,
}

fn main() {
    let arguments = Arguments::from_args();
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/cases.txt"));
    let trials = cases(&text.unwrap()).into_iter().map(|case| {
        Trial::test(case.name.clone(), move || match (check(&case), case.is_known_to_fail) {
            (Ok(()), false) | (Err(_), true) => Ok(()),
            (Ok(()), true) => Err("passes now: write == in place of =!".into()),
            (Err(wrong), false) => Err(wrong.into()),
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        if matches!(mark, "==" | "=!") {
            let is_known_to_fail = mark == "=!";
            cases.push(Case { name: rest.to_owned(), is_known_to_fail, files: Vec::new(), runs: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        match mark {
            "--" => case.files.push((rest.to_owned(), String::new())),
            ">>" => case.runs.push(run(rest)),
            "<<" => case.runs.last_mut().unwrap().said.push(rest.to_owned()),
            "!!" => case.runs.last_mut().unwrap().unsaid.push(rest.to_owned()),
            _ if !case.runs.is_empty() => assert!(line.is_empty(), "{line:?} belongs to nothing"),
            _ => {
                let (name, text) = case.files.last_mut().unwrap();
                match rest.parse() {
                    Ok(count) if mark == "@prose" => prose(text, count, ""),
                    Ok(count) if mark == "@cited" => prose(text, count, " [@leaf2020]"),
                    Ok(count) if mark == "@code" => code(text, count, name),
                    _ => writeln!(text, "{line}").unwrap(),
                }
            }
        }
    }
    cases
}

fn run(line: &str) -> Run {
    let (asked, papers) = line.split_once(" = ").unwrap();
    let mut asked = asked.split(' ').map(str::to_owned);
    Run {
        folder: asked.next().unwrap(),
        arguments: asked.collect(),
        papers: papers.split(' ').filter(|paper| *paper != "-").map(str::to_owned).collect(),
        said: Vec::new(),
        unsaid: Vec::new(),
    }
}

/// Words in sentences of ten, a citation in each fifth.
fn prose(text: &mut String, count: usize, citation: &str) {
    for sentence in 0..count / 10 {
        let end = if sentence % 5 == 0 { citation } else { "" };
        writeln!(text, "The cup of tea was warm when we drank it{end}.").unwrap();
    }
}

fn code(text: &mut String, count: usize, name: &str) {
    let language = if name.ends_with(".qmd") { "python" } else { "r" };
    writeln!(text, "```{{{language}}}").unwrap();
    (0..count).for_each(|line| writeln!(text, "x{line} = {line}").unwrap());
    writeln!(text, "```").unwrap();
}

fn check(case: &Case) -> Result<(), String> {
    let folder = tempfile::Builder::new().prefix("projects-").tempdir().unwrap();
    let top = folder.path().canonicalize().unwrap();
    fs::create_dir(top.join(".git")).unwrap();
    for (name, text) in &case.files {
        let path = top.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let wrong: Vec<String> = case.runs.iter().filter_map(|run| check_run(&top, run).err()).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n\n")) }
}

fn check_run(top: &Path, run: &Run) -> Result<(), String> {
    let here = top.join(&run.folder).canonicalize().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_paperlint"))
        .args(["prose", "--output-format", "json"])
        .args(&run.arguments)
        .current_dir(&here)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let papers = papers(&String::from_utf8(output.stdout).unwrap(), &here, top, &run.papers);
    let is_code_right = output.status.code() == Some(if run.papers.is_empty() { 2 } else { 0 });
    let is_said = run.said.iter().all(|text| said.contains(text.as_str()));
    let is_unsaid = !run.unsaid.iter().any(|text| said.contains(text.as_str()));
    match papers == run.papers && is_code_right && is_said && is_unsaid {
        true => Ok(()),
        false => {
            Err(format!("{run:?}\nread {papers:?}, exit code {:?}, and said:\n{said}", output.status.code()))
        }
    }
}

/// Returns the papers of a report: the files of each that the expected ones name, or its first.
fn papers(report: &str, here: &Path, top: &Path, expected: &BTreeSet<String>) -> BTreeSet<String> {
    let report: serde_json::Value = serde_json::from_str(report).unwrap_or_default();
    let papers = report["papers"].as_array().cloned().unwrap_or_default();
    let name = |file: &serde_json::Value| {
        let path: PathBuf = here.join(file.as_str().unwrap());
        let path = path.canonicalize().unwrap();
        path.strip_prefix(top).unwrap_or(&path).to_string_lossy().into_owned()
    };
    let name = |paper: serde_json::Value| {
        let files: Vec<String> = paper["files"].as_array().unwrap().iter().map(name).collect();
        let joined = files.join("+");
        if expected.contains(&joined) { joined } else { files[0].clone() }
    };
    papers.into_iter().map(name).collect()
}
