//! Reports of many papers: in the order of the papers, a record for each, and one for each that could not be read.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn paperlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paperlint")).args(arguments).current_dir(folder).output().unwrap()
}

fn records(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = paperlint(folder, &[&["--output-format", "json-lines"], arguments].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// More papers than are looked at together, each with a finding of its own.
fn many(folder: &Path) -> Vec<String> {
    let names: Vec<String> = (0..300).map(|number| format!("paper{number:03}.md")).collect();
    for (number, name) in names.iter().enumerate() {
        fs::write(folder.join(name), format!("# Tea {number}\n\nWe fill the the cup {number} times.\n"))
            .unwrap();
    }
    names
}

#[test]
fn papers_are_reported_in_order_whatever_their_number() {
    let folder = tempfile::tempdir().unwrap();
    let names = many(folder.path());
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let concise = paperlint(folder.path(), &[&["--output-format", "concise"], all.as_slice()].concat());
    let concise = String::from_utf8(concise.stdout).unwrap();
    let found: Vec<&str> = concise.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(found, all);
    let records = records(folder.path(), &all);
    let paths: Vec<&str> = records.iter().map(|record| record["path"].as_str().unwrap()).collect();
    assert_eq!(paths, all);
    let json = paperlint(folder.path(), &[&["--output-format", "json"], all.as_slice()].concat());
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    for (paper, record) in json["papers"].as_array().unwrap().iter().zip(&records) {
        for (key, value) in paper.as_object().unwrap() {
            assert_eq!(value, &record[key]);
        }
    }
}

#[test]
fn a_record_says_what_made_it_and_what_could_not_be_read_has_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "# Tea\n\nWe fill the the cup.\n").unwrap();
    fs::write(folder.path().join("bad.ipynb"), "{").unwrap();
    let with = |arguments: &[&str]| records(folder.path(), arguments);
    let plain = with(&["a.md", "bad.ipynb", "none.md"]);
    let failed: Vec<(&str, bool)> =
        plain.iter().map(|one| (one["path"].as_str().unwrap(), one["error"].is_string())).collect();
    assert_eq!(failed, [("none.md", true), ("bad.ipynb", true), ("a.md", false)]);
    let record = &plain[2];
    assert_eq!(record["version"], 1);
    assert!(record["edition"].as_str().unwrap().starts_with("20"));
    let hash = |arguments: &[&str]| with(arguments)[0]["rules"].as_str().unwrap().to_owned();
    assert_eq!(hash(&["a.md"]), record["rules"].as_str().unwrap());
    assert_ne!(hash(&["--ignore", "doubled-word", "a.md"]), hash(&["a.md"]));
    assert_ne!(hash(&["--venue", "acl", "a.md"]), hash(&["a.md"]));
}

/// Drafts of more bytes than are kept are read again, and the report does not tell.
#[test]
fn what_is_read_again_is_reported_as_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let comment = format!("<!-- {} -->\n", "x".repeat(1 << 20));
    let text = |number: usize| format!("# Tea {number}\n\nWe fill the the cup.\n\n{comment}");
    let names: Vec<String> = (0..20).map(|number| format!("p{number:02}.md")).collect();
    names
        .iter()
        .enumerate()
        .for_each(|(number, name)| fs::write(folder.path().join(name), text(number)).unwrap());
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let together = records(folder.path(), &all);
    let alone: Vec<Value> = all.iter().flat_map(|name| records(folder.path(), &[name])).collect();
    assert_eq!(together.len(), 20);
    let without_number = |record: &Value| {
        // Of equal sentences in several papers of a run the fingerprint ends in a number.
        let found = &record["findings"][0];
        (record["path"].clone(), found["rule"].clone(), found["start"].clone(), record["words"].clone())
    };
    assert!(together.iter().map(without_number).eq(alone.iter().map(without_number)));
}
