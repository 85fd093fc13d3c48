//! A `paperlint.toml` beside a paper reaches nothing outside the paper's root, and never shows what another file holds.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use crate::patience::Finish;

/// `{secret.toml, lab.toml, rules/mine.toml, paper/{.git/config, paper.md}}`; what `arrange` adds to it, and what paperlint says in `paper`.
fn said(arrange: impl Fn(&Path, &Path)) -> (i32, String) {
    let top = tempfile::tempdir().unwrap();
    let (top, paper) = (top.path(), top.path().join("paper"));
    fs::create_dir_all(paper.join(".git")).unwrap();
    fs::create_dir_all(top.join("rules")).unwrap();
    fs::write(top.join("secret.toml"), "token = \"hunter2\"\n").unwrap();
    fs::write(top.join("rules/mine.toml"), "token = \"hunter2\"\n").unwrap();
    fs::write(top.join("lab.toml"), "select = [\"wordy-phrase\"]\n").unwrap();
    fs::write(paper.join(".git/config"), "[url]\ntoken = \"hunter2\"\n").unwrap();
    fs::write(paper.join("paper.md"), "We wrote the the words in order to win.\n").unwrap();
    arrange(top, &paper);
    let mut command = Command::new(env!("CARGO_BIN_EXE_paperlint"));
    let output = command.arg("paper.md").current_dir(&paper).env_remove("PAPERLINT_CONFIG").finish();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), said)
}

/// The run fails, says `why`, and nothing of the secret.
fn is_refused(why: &str, arrange: impl Fn(&Path, &Path)) {
    let (code, said) = said(arrange);
    assert!(
        code == 2 && said.contains(why) && !said.contains("hunter2") && !said.contains("token"),
        "{said}"
    );
}

#[test]
fn a_link_out_of_the_root_is_refused() {
    is_refused("outside the paper's root", |top, paper| {
        symlink(top.join("lab.toml"), paper.join("paperlint.toml")).unwrap();
    });
    is_refused("outside the paper's root", |_, paper| {
        fs::write(paper.join("paperlint.toml"), "extends = \"base.toml\"\n").unwrap();
        symlink("../lab.toml", paper.join("base.toml")).unwrap();
    });
    is_refused("outside the paper's root", |_, paper| {
        fs::write(paper.join("paperlint.toml"), "rule-folders = [\"rules\"]\n").unwrap();
        symlink("../rules", paper.join("rules")).unwrap();
    });
    is_refused("outside the paper's root", |_, paper| {
        fs::write(paper.join("paperlint.toml"), "rule-folders = [\"rules\"]\n").unwrap();
        fs::create_dir(paper.join("rules")).unwrap();
        symlink("../../rules/mine.toml", paper.join("rules/mine.toml")).unwrap();
    });
}

#[test]
fn whether_a_file_outside_is_there_is_not_told() {
    let of = |target: &str| {
        said(|_, paper| fs::write(paper.join("paperlint.toml"), format!("extends = \"{target}\"\n")).unwrap())
    };
    let ((_, there), (_, missing)) = (of("../secret.toml"), of("../nobody.toml"));
    assert_eq!(there.replace("secret", "nobody"), missing);
}

#[test]
fn what_another_file_below_the_root_holds_is_not_shown() {
    is_refused("there is a mistake in its line 1", |_, paper| {
        fs::write(paper.join("secret"), "secret\n").unwrap();
        symlink("secret", paper.join("paperlint.toml")).unwrap();
    });
    is_refused("there is a mistake in its line 1", |_, paper| {
        fs::write(paper.join("secret"), "secret\n").unwrap();
        fs::write(paper.join("paperlint.toml"), "extends = \"secret\"\n").unwrap();
    });
    is_refused("lies in .git", |_, paper| symlink(".git/config", paper.join("paperlint.toml")).unwrap());
}

#[test]
fn what_is_no_file_is_not_read() {
    is_refused("is not a file", |_, paper| fs::create_dir(paper.join("paperlint.toml")).unwrap());
    is_refused("was not found", |_, paper| symlink("nowhere", paper.join("paperlint.toml")).unwrap());
    is_refused("larger than 1 MiB", |_, paper| {
        fs::write(paper.join("paperlint.toml"), "#".repeat((1 << 20) + 1)).unwrap();
    });
}

#[test]
fn a_link_to_a_configuration_below_the_root_holds() {
    let (code, said) = said(|_, paper| {
        fs::write(paper.join("shared.toml"), "select = [\"doubled-word\"]\n").unwrap();
        symlink("shared.toml", paper.join("paperlint.toml")).unwrap();
    });
    assert!(code == 1 && said.contains("doubled-word") && !said.contains("wordy-phrase"), "{said}");
}

#[test]
fn the_nearest_holds_and_none_above_the_root() {
    let (_, said) = said(|top, paper| {
        fs::write(top.join("paperlint.toml"), "select = [\"doubled-word\"]\n").unwrap();
        fs::write(paper.join("paperlint.toml"), "ignore = [\"doubled-word\"]\n").unwrap();
    });
    assert!(!said.contains("doubled-word"), "{said}");
    let (_, said) = self::said(|top, _| {
        fs::write(top.join("paperlint.toml"), "ignore = [\"doubled-word\"]\n").unwrap();
    });
    assert!(said.contains("doubled-word"), "{said}");
}

#[test]
fn what_no_value_can_be_is_said_with_the_mend() {
    let of = |text: &str| said(|_, paper| fs::write(paper.join("paperlint.toml"), text).unwrap());
    for (text, mend) in [
        ("venue = neurips\n", "write \"neurips\""),
        ("acronyms = [ASR]\n", "write \"ASR\""),
        ("fail-on = never\n", "write \"never\""),
        ("profile = first-draft\n", "write \"first-draft\""),
        ("venue: acl\n", "a key and its value have `=` between them"),
        ("venue = \"acl\n", "no quote at its end"),
        ("[rules.long-sentence]\nwarning = 20\n", "set `advice` to 20 or less"),
        ("[rules]\nlong-sentence.advice = 60\n", "`warning` (45) lies below `advice` (60)"),
    ] {
        let (code, said) = of(text);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(code == 2 && said.contains(mend), "{text}: {said}");
    }
    let (code, said) = of("[rules.long-sentence]\nwarning = 30\nadvice = 30\n");
    assert!(code != 2, "{said}");
}

#[test]
fn a_rule_that_a_found_configuration_brings_along_is_checked_by_its_texts() {
    is_refused("there is a mistake in", |_, paper| {
        fs::write(paper.join("paperlint.toml"), "rule-folders = [\"house\"]\n").unwrap();
        fs::create_dir(paper.join("house")).unwrap();
        let rule = "id = 'ours'\nsummary = 'A.'\nseverity = 'advice'\nmessage = '{token}'\nhelp = 'a'\nwhy = 'a'\nsource = []\n[detect.phrases]\nlist = ['hunter2']\n";
        fs::write(paper.join("house/ours.toml"), rule).unwrap();
    });
}
