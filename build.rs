//! Compiles what is data in this repository into Rust: the rule files, the list of rules with code, the venues, the editions, the LaTeX
//! commands, and what `paperlint --version` says.

#[path = "build/claims.rs"]
mod claims;
#[path = "build/commands.rs"]
mod commands;
#[path = "build/document.rs"]
mod document;
#[path = "build/english.rs"]
mod english;
#[path = "build/frames.rs"]
mod frames;
#[path = "build/rules.rs"]
mod rules;
#[path = "build/statements.rs"]
mod statements;
#[path = "build/texts.rs"]
mod texts;
#[path = "build/version.rs"]
mod version;
#[path = "build/words.rs"]
mod words;

use std::path::Path;
use std::{env, fs};

fn main() {
    for watched in [
        "build.rs",
        "build",
        "rules",
        "src/rules",
        "src/spec",
        "src/analysis/claims",
        "src/analysis/results/statements/frames.txt",
        "src/analysis/results/statements/words.txt",
        "src/document/index.rs",
        "src/document/lexicon.rs",
        "data/acronyms/fields.txt",
        "data/en",
        "data/precision.tsv",
        "data/spelling.txt",
        VENUES,
        EDITIONS,
        COMMANDS,
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&root);
    let rules = or_stop(rules::read(root));
    write("rules.rs", rules::generate(root, &rules));
    write("version.txt", Ok(version::text(root, &rules::counts(&rules))));
    for (name, code) in or_stop(words::generate(root, &rules)) {
        write(name, Ok(code));
    }
    let words = fs::read_to_string(root.join(WORDS)).map_err(|error| error.to_string());
    write("english.rs", words.and_then(|text| english::generate(&text)));
    write("venues.rs", texts::generate(root, VENUES));
    write("editions.rs", texts::generate(root, EDITIONS));
    write(
        "latex_commands.rs",
        fs::read_to_string(root.join(COMMANDS))
            .map(|text| commands::generate(&text))
            .map_err(|error| error.to_string()),
    );
}

const WORDS: &str = "data/en/words.txt";
const VENUES: &str = "data/venues";
const EDITIONS: &str = "data/editions";
const COMMANDS: &str = "src/markup/latex/commands.toml";

/// Writes a generated file where the library includes it from.
fn write(name: &str, generated: Result<String, String>) {
    let folder = env::var("OUT_DIR").unwrap_or_default();
    or_stop(
        generated.and_then(|code| {
            fs::write(Path::new(&folder).join(name), code).map_err(|error| error.to_string())
        }),
    );
}

/// Returns what was made, or stops the build with what is wrong.
fn or_stop<T>(made: Result<T, String>) -> T {
    made.unwrap_or_else(|problem| {
        eprintln!("{problem}");
        std::process::exit(1);
    })
}
