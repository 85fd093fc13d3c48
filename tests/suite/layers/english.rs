//! English stands in `data/en/`: code outside `markup` holds no list of three or more words in lower case, but for those that are known.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

use super::files;

/// The lists that there are still, each by its file and its first three words.
const KNOWN: &str = include_str!("english.txt");

/// A slice, or a match on several words.
const LIST: &str = r#""([a-z][a-z' -]*)"\s*[,|]\s*"([a-z][a-z' -]*)"\s*[,|]\s*"([a-z][a-z' -]*)"(?:\s*[,|]\s*"[a-z][a-z' -]*")*"#;

#[test]
fn lists_of_english_words_are_data() {
    let found = lists();
    let known: BTreeSet<String> =
        KNOWN.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    if std::env::var_os("UPDATE").is_some() {
        let stays = KNOWN.lines().filter(|line| line.starts_with('#') || found.contains(*line));
        let new = found.difference(&known).map(String::as_str);
        let lines: String = stays.chain(new).map(|line| format!("{line}\n")).collect();
        return fs::write("tests/suite/layers/english.txt", lines).unwrap();
    }
    let new: Vec<&String> = found.difference(&known).collect();
    assert!(new.is_empty(), "these words belong into data/en/words.txt:\n{new:#?}");
    let gone: Vec<&String> = known.difference(&found).collect();
    assert!(
        gone.is_empty(),
        "`cargo xtask generate circles` takes out what stands there no more:\n{gone:#?}"
    );
}

/// Returns each list of words in code, tests and comments left out.
fn lists() -> BTreeSet<String> {
    let list = Regex::new(LIST).unwrap();
    let mut found = BTreeSet::new();
    for file in files(Path::new("src")) {
        let name = file.strip_prefix("src").unwrap().to_string_lossy().replace('\\', "/");
        if name.starts_with("markup/") || name.contains("/tests/") || name.ends_with("tests.rs") {
            continue;
        }
        let code = fs::read_to_string(&file).unwrap();
        let code = code.split("#[cfg(test)]\nmod tests").next().unwrap();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code: String = lines.map(|line| format!("{line}\n")).collect();
        for words in list.captures_iter(&code) {
            found.insert(format!("{name}: {}, {}, {}", &words[1], &words[2], &words[3]));
        }
    }
    found
}

#[test]
fn a_list_of_words_in_code_is_seen() {
    let list = Regex::new(LIST).unwrap();
    assert!(list.is_match("[\"because\", \"although\", \"whereas\"]"));
    assert!(list.is_match("matches!(word, \"of\"\n    | \"in each\" | \"by\")"));
    assert!(!list.is_match("[\"Because\", \"although\", \"whereas\"]"));
    assert!(!list.is_match("[\"of\", \"in\"]"));
}
