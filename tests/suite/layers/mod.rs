//! A lower folder of `src` never imports a higher one, `output` reads nothing, and files of a folder do not go round in circles.

mod circles;
mod english;
mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use paths::{module_of, paths_of};

/// From the lowest to the highest.
const LAYERS: [&str; 13] = [
    "english", "spec", "source", "markup", "document", "analysis", "findings", "rules", "check", "config",
    "output", "api", "cli",
];

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (height, layer) in LAYERS.iter().enumerate() {
        for file in files(&Path::new("src").join(layer)) {
            for path in named_in(&file) {
                let to = path.first().and_then(|name| LAYERS.iter().position(|layer| layer == name));
                if to.is_none_or(|to| to > height) {
                    wrong.push(format!("{}: {}", file.display(), path.join("::")));
                }
            }
        }
    }
    // What a rule file holds is shared with the build script, which has none of the other folders.
    for file in files(Path::new("src/spec")) {
        if fs::read_to_string(&file).unwrap().contains("crate::") {
            wrong.push(format!("{}: names the crate", file.display()));
        }
    }
    assert!(wrong.is_empty(), "a lower folder imports a higher one, or the root:\n{}", wrong.join("\n"));
}

/// What reads a draft, makes a document of it, or finds a fact other than by asking the paper.
const READS: [&str; 9] = [
    "markup::read",
    "markup::read_into",
    "markup::assemble",
    "markup::assemble_series",
    "document::Document",
    "document::Lexicon",
    "analysis::Analyzer",
    "analysis::Vocabulary",
    "analysis::plans::compare",
];

#[test]
fn output_reads_nothing() {
    let mut wrong = Vec::new();
    for file in files(Path::new("src/output")) {
        let named = named_in(&file).into_iter().map(|path| path.join("::"));
        let reads = named.filter(|path| READS.iter().any(|reads| path == reads));
        wrong.extend(reads.map(|path| format!("{}: {path}", file.display())));
        // What is in scope already is named without its path.
        let code = fs::read_to_string(&file).unwrap();
        let code = code.split("#[cfg(test)]").next().unwrap();
        let calls = ["markup::read(", "Document::new(", "Paper::new(", "Stats::of(", "Shape::of("];
        wrong.extend(
            calls
                .iter()
                .filter(|call| code.contains(**call))
                .map(|call| format!("{}: {call}", file.display())),
        );
    }
    assert!(wrong.is_empty(), "output takes a paper and reads none:\n{}", wrong.join("\n"));
}

#[test]
fn the_same_draft_gives_the_same_at_all_times() {
    let has_clock = |file: &PathBuf| {
        let code = fs::read_to_string(file).unwrap();
        code.contains("SystemTime") || code.contains("Instant")
    };
    let inner = files(Path::new("src")).into_iter().filter(|file| !file.starts_with("src/cli"));
    let wrong: Vec<PathBuf> = inner.filter(has_clock).collect();
    assert!(
        wrong.is_empty(),
        "only the command line knows what time it is, and a browser has no clock: {wrong:?}"
    );
}

#[test]
fn every_folder_is_a_layer() {
    let folders =
        fs::read_dir("src").unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(LAYERS.contains(&name.as_str()), "`src/{name}` has no place among the layers");
    }
}

#[test]
fn files_are_short() {
    let long: Vec<String> = files(Path::new("src"))
        .into_iter()
        .map(|file| (fs::read_to_string(&file).unwrap().lines().count(), file))
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, file)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "over 400 lines:\n{}", long.join("\n"));
}

/// Returns the paths that a file names, tests left out.
fn named_in(file: &Path) -> Vec<Vec<String>> {
    paths_of(&fs::read_to_string(file).unwrap(), &module_of(file))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
