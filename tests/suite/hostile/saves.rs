//! An author who saves while paperlint writes loses nothing.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::patience::{many, wait};

use super::repository::Repository;

/// Returns a draft long enough that a run takes a while.
fn draft(mark: &str) -> String {
    let filler = "We wash the cup in warm water, and dry it. ".repeat(200);
    format!("# Results\n\nThis is {mark}. We wash the the cup.\n\n{filler}\n")
}

#[test]
fn no_save_is_lost_however_it_comes() {
    let repository = Repository::new();
    let path = repository.path("draft.md");
    repository.write("draft.md", draft("the first one"));
    let start = Instant::now();
    repository.run(["--fix", "draft.md"]);
    let one_run = start.elapsed();
    let (mut mended, mut told) = (0, 0);
    let saves = many(40, 200) as u32;
    for number in 0..saves {
        repository.write("draft.md", draft("the one before"));
        let mut run = Command::new(env!("CARGO_BIN_EXE_paperlint"))
            .args(["--fix", "draft.md"])
            .current_dir(repository.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Over all of a run, and most of them where it writes: near its end.
        let part = if number % 2 == 0 { number % 40 } else { 25 + number % 15 };
        sleep(one_run * part / 40);
        let mark = format!("save {number} of an author");
        save(&repository, &draft(&mark), number % 4);
        let code = wait(&mut run).code();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(&mark), "save {number} was lost, exit code {code:?}");
        mended += u32::from(!text.contains("the the"));
        told += u32::from(code == Some(2));
    }
    eprintln!("of {saves} saves {mended} came early enough to be mended, {told} were told of");
    assert_eq!(left_in(&repository.path("")), Vec::<String>::new());
}

/// Returns names of files that runs left in a folder.
pub fn left_in(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".paperlint-")).collect()
}

/// Saves as editors do: in place at once or in two steps, or by a new file that takes the place of the old one.
fn save(repository: &Repository, text: &str, way: u32) {
    let path = repository.path("draft.md");
    match way {
        0 | 1 => fs::write(path, text).unwrap(),
        2 => {
            fs::write(&path, "").unwrap();
            sleep(Duration::from_micros(200));
            fs::write(&path, text).unwrap();
        }
        _ => {
            fs::write(repository.path("draft.tmp"), text).unwrap();
            fs::rename(repository.path("draft.tmp"), path).unwrap();
        }
    }
}

#[test]
fn a_row_of_fixes_that_does_not_end_is_told() {
    let repository = Repository::new();
    repository.write("draft.md", format!("We wash {}cup in the sink.\n", "the ".repeat(40)));
    let run = repository.run(["--fix", "--suggested-fixes", "draft.md"]);
    assert!(run.err.contains("fixing stopped after 10 rounds"), "{}", run.all());
    assert!(run.err.contains("fixed 10 findings"), "{}", run.all());
}

#[test]
fn only_words_that_nobody_means_twice_are_mended_without_being_asked() {
    let meant = "*Rattus rattus* and Homo sapiens sapiens, the tau tau channel and beta beta decay, for extra extra credit. \
                 We see that that the cup had had been in in the sink, which is is odd. The plot plot shows it.\n";
    for (name, text) in [
        ("draft.md", meant.to_owned()),
        ("draft.tex", format!("\\csname a\\endcsname\\csname a\\endcsname {meant}")),
        ("quoted.md", "The model wrote \"the the the the\" and “of of”.\n".to_owned()),
    ] {
        let repository = Repository::new();
        repository.write(name, &text);
        repository.run(["--fix", name]);
        assert_eq!(fs::read_to_string(repository.path(name)).unwrap(), text);
    }
    let words = [
        "a", "an", "the", "of", "to", "from", "with", "by", "at", "and", "or", "as", "are", "was", "were",
        "be",
    ];
    for word in words {
        let repository = Repository::new();
        // An article goes with the word after it.
        let noun = if word == "an" { "urns" } else { "saucers" };
        repository.write("draft.md", format!("Cups {word} {word} {noun} stand there.\n"));
        repository.run(["--fix", "draft.md"]);
        let text = fs::read_to_string(repository.path("draft.md")).unwrap();
        assert_eq!(text, format!("Cups {word} {noun} stand there.\n"));
    }
}
