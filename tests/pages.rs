//! What is generated from the rules and from what readers said of their findings is fresh: `data/precision.tsv`, the newest edition in
//! `data/editions`, and `docs/rules`, which holds what `paperlint explain RULE --output-format markdown` prints. `cargo xtask generate pages` writes all anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use paperlint::internal::output::{explain_markdown, page_path, rules_markdown};
use paperlint::internal::rules::editions::Edition;
use paperlint::internal::rules::{Judged, RuleFile, Unseen, builtin};

const PRECISION: &str = "data/precision.tsv";
const JUDGEMENTS: &str = "evaluation/judgements";

#[test]
fn generated_files_are_fresh() {
    let judged = judgements();
    let mut rules = builtin();
    for (id, (judged, unseen)) in &judged {
        let rule = rules.iter_mut().find(|rule| rule.spec.id == *id);
        let rule = rule.unwrap_or_else(|| panic!("{JUDGEMENTS}/{id}.tsv judges no rule"));
        (rule.judged, rule.unseen) = (*judged, *unseen);
    }
    let mut wanted = pages(&rules);
    wanted.insert(PathBuf::from(PRECISION), precision(&judged));
    let (path, text) = edition(&rules);
    wanted.insert(path, text);
    let folder = Path::new("docs/rules");
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        wanted.iter().for_each(|(path, text)| fs::write(path, text).unwrap());
    }
    let kept = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for path in kept {
        assert!(wanted.contains_key(&path), "{} is the page of no rule", path.display());
    }
    for (path, text) in &wanted {
        let old = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(old == *text, "{} is stale; `cargo xtask generate pages` writes it anew", path.display());
    }
}

/// Returns the newest edition, which is what the rules say now. One that is released does not change.
fn edition(rules: &[RuleFile]) -> (PathBuf, String) {
    let id = Edition::newest();
    let path = PathBuf::from(format!("data/editions/{id}.toml"));
    let released = Edition::named(id).and_then(|edition| edition.released);
    let text = Edition::text(rules, released.as_deref());
    let is_same = fs::read_to_string(&path).unwrap().replace("\r\n", "\n") == text;
    assert!(
        released.is_none() || is_same,
        "{id} is released, and the rules differ from it: begin the next edition, a file data/editions/<year>.<month>.toml with \
         [stable] and [preview], and run `cargo xtask generate pages`"
    );
    (path, text)
}

fn pages(rules: &[RuleFile]) -> BTreeMap<PathBuf, String> {
    let page = |rule: &RuleFile| (PathBuf::from(page_path(&rule.spec.id)), explain_markdown(rule));
    let index = (PathBuf::from("docs/rules/README.md"), rules_markdown(rules));
    rules.iter().map(page).chain([index]).collect()
}

/// Returns what readers said of the findings of each rule: a line a finding, the verdict in the third column and, in the sixth, `unseen`
/// where the rule was not written with the paper.
fn judgements() -> BTreeMap<String, (Judged, Unseen)> {
    let mut judged = BTreeMap::new();
    for entry in fs::read_dir(JUDGEMENTS).unwrap() {
        let path = entry.unwrap().path();
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let (tuned, unseen): &mut (Judged, Unseen) = judged.entry(id).or_default();
        let mut papers = BTreeSet::new();
        for line in fs::read_to_string(&path).unwrap().lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let verdict = columns.get(2).copied().unwrap_or_default();
            assert!(
                matches!(verdict, "right" | "defensible" | "wrong"),
                "{}: `{line}` has no verdict",
                path.display()
            );
            if columns.get(5) == Some(&"unseen") {
                // A part stands in brackets behind its paper.
                papers.insert(columns[0].split(" (").next().unwrap_or_default().to_owned());
                match verdict {
                    "right" => unseen.right += 1,
                    "defensible" => unseen.defensible += 1,
                    _ => unseen.wrong += 1,
                }
            } else {
                tuned.read += 1;
                tuned.right += u32::from(verdict == "right");
            }
        }
        unseen.papers = papers.len() as u32;
    }
    judged
}

fn precision(judged: &BTreeMap<String, (Judged, Unseen)>) -> String {
    let line = |(id, (tuned, unseen)): (&String, &(Judged, Unseen))| {
        let Unseen { right, defensible, wrong, papers } = unseen;
        format!("{id}\t{}\t{}\t{right}\t{defensible}\t{wrong}\t{papers}\n", tuned.right, tuned.read)
    };
    let head = format!(
        "# Generated from {JUDGEMENTS} by `cargo xtask generate pages`: rule; in papers read while it was written: right, read; in others: \
         right, defensible, wrong, papers\n"
    );
    head + &judged.iter().map(line).collect::<String>()
}
