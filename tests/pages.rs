//! What is generated from the rules and from what readers said of their findings is fresh: `data/precision.tsv`, the newest edition in
//! `data/editions`, and `docs/rules`, which holds what `paperlint explain RULE --output-format markdown` prints. `UPDATE=1` rewrites all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use paperlint::output::{explain_markdown, page_path, rules_markdown};
use paperlint::rules::editions::Edition;
use paperlint::rules::{Judged, RuleFile, builtin};

const PRECISION: &str = "data/precision.tsv";
const JUDGEMENTS: &str = "evaluation/judgements";

#[test]
fn generated_files_are_fresh() {
    let judged = judgements();
    let mut rules = builtin();
    for (id, judged) in &judged {
        let rule = rules.iter_mut().find(|rule| rule.spec.id == *id);
        rule.unwrap_or_else(|| panic!("{JUDGEMENTS}/{id}.tsv judges no rule")).judged = *judged;
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
        assert!(old == *text, "{} is stale; UPDATE=1 cargo test --test pages rewrites it", path.display());
    }
}

/// The newest edition, which is what the rules say now. One that is released does not change.
fn edition(rules: &[RuleFile]) -> (PathBuf, String) {
    let id = Edition::newest();
    let path = PathBuf::from(format!("data/editions/{id}.toml"));
    let released = Edition::named(id).and_then(|edition| edition.released);
    let text = Edition::text(rules, released.as_deref());
    let is_same = fs::read_to_string(&path).unwrap().replace("\r\n", "\n") == text;
    assert!(
        released.is_none() || is_same,
        "{id} is released, and the rules differ from it: begin the next edition, a file data/editions/<year>.<month>.toml with \
         [stable] and [preview], and run this with UPDATE=1"
    );
    (path, text)
}

fn pages(rules: &[RuleFile]) -> BTreeMap<PathBuf, String> {
    let page = |rule: &RuleFile| (PathBuf::from(page_path(&rule.spec.id)), explain_markdown(rule));
    let index = (PathBuf::from("docs/rules/README.md"), rules_markdown(rules));
    rules.iter().map(page).chain([index]).collect()
}

/// What readers said of the findings of each rule: a line a finding, `right` or `wrong` in the third column.
fn judgements() -> BTreeMap<String, Judged> {
    let mut judged = BTreeMap::new();
    for entry in fs::read_dir(JUDGEMENTS).unwrap() {
        let path = entry.unwrap().path();
        let counts: &mut Judged =
            judged.entry(path.file_stem().unwrap().to_string_lossy().into_owned()).or_default();
        for line in fs::read_to_string(&path).unwrap().lines().skip(1) {
            counts.read += 1;
            match line.split('\t').nth(2) {
                Some("right") => counts.right += 1,
                Some("wrong") => {}
                _ => {
                    panic!("{}: the third column of `{line}` is neither `right` nor `wrong`", path.display())
                }
            }
        }
    }
    judged
}

fn precision(judged: &BTreeMap<String, Judged>) -> String {
    let line = |(id, Judged { right, read }): (&String, &Judged)| format!("{id}\t{right}\t{read}\n");
    let head = format!(
        "# Generated from {JUDGEMENTS} by UPDATE=1 cargo test --test pages: rule, findings that were right, findings read\n"
    );
    head + &judged.iter().map(line).collect::<String>()
}
