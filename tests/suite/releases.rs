//! What an earlier release found and wrote into a baseline is still known: `tests/releases` holds drafts of ours, a folder a release,
//! and the baseline that it wrote.
//!
//! Rules get better, so that findings come and go. But one of a rule in the same words is the same finding, and must be known by the
//! same fingerprint.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::patience::Finish;

/// Fingerprints of the findings of a baseline, by path, rule and words.
type Known = BTreeMap<[String; 3], Vec<String>>;

/// A rule whose findings are known by what the abstract lacks; before the first release they were known by the words of the message.
const RENAMED: &str = "thin-abstract";

#[test]
fn what_an_earlier_release_found_is_known() {
    let releases = fs::read_dir("tests/releases").unwrap().map(|entry| entry.unwrap().path());
    for release in releases {
        let folder = tempfile::tempdir().unwrap();
        copy(&release, folder.path());
        fs::create_dir(folder.path().join(".git")).unwrap();
        let said = run(folder.path(), &["--baseline", "baseline.json"]);
        run(folder.path(), &["--write-baseline", "now.json"]);
        let (before, now) =
            (known(&folder.path().join("baseline.json")), known(&folder.path().join("now.json")));
        let is_still = |finding: &&[String; 3]| finding[1] != RENAMED && now.contains_key(*finding);
        let still: Vec<&[String; 3]> = before.keys().filter(is_still).collect();
        for finding in &still {
            // Of findings in the same words there may be fewer or more now.
            let (before, now) = (&before[*finding], &now[*finding]);
            let (fewer, more) = if before.len() <= now.len() { (before, now) } else { (now, before) };
            assert!(fewer.iter().all(|one| more.contains(one)), "{finding:?} has another fingerprint");
        }
        assert!(still.len() * 2 > before.len(), "little is found that {} found", release.display());
        let count = said.split(" known finding").next().unwrap().rsplit(' ').next().unwrap();
        assert!(count.parse::<usize>().unwrap() >= still.len(), "{said}");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paperlint"));
    command.args(["--select", "stable,preview", "--fail-on", "never"]).args(arguments).current_dir(folder);
    let output = command.finish();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn known(path: &Path) -> Known {
    let baseline: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(baseline["version"], 1);
    let mut known = Known::new();
    for entry in baseline["findings"].as_array().unwrap() {
        let text = |key: &str| entry[key].as_str().unwrap().to_owned();
        known.entry(["path", "rule", "text"].map(text)).or_default().push(text("fingerprint"));
    }
    known
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&to).unwrap();
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}
