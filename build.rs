//! Compiles what is data in this repository into Rust: the rule files, the list of rules with code, the venues, the editions, the LaTeX
//! commands, and what `paperlint --version` says.

#[path = "build/commands.rs"]
mod commands;
#[path = "build/rules.rs"]
mod rules;
#[path = "build/texts.rs"]
mod texts;
#[path = "build/version.rs"]
mod version;

use std::path::Path;
use std::{env, fs};

fn main() {
    for watched in [
        "build.rs",
        "build",
        "rules",
        "src/rules",
        "src/spec",
        "data/precision.tsv",
        VENUES,
        EDITIONS,
        COMMANDS,
    ] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&root);
    write("rules.rs", rules::generate(root));
    write("version.txt", rules::counts(root).map(|counts| version::text(root, &counts)));
    write("venues.rs", texts::generate(root, VENUES));
    write("editions.rs", texts::generate(root, EDITIONS));
    write(
        "latex_commands.rs",
        fs::read_to_string(root.join(COMMANDS))
            .map(|text| commands::generate(&text))
            .map_err(|error| error.to_string()),
    );
}

const VENUES: &str = "data/venues";
const EDITIONS: &str = "data/editions";
const COMMANDS: &str = "src/markup/latex/commands.toml";

/// Writes a generated file where the library includes it from, or stops the build with what is wrong.
fn write(name: &str, generated: Result<String, String>) {
    let folder = env::var("OUT_DIR").unwrap_or_default();
    let written = generated
        .and_then(|code| fs::write(Path::new(&folder).join(name), code).map_err(|error| error.to_string()));
    if let Err(problem) = written {
        eprintln!("{problem}");
        std::process::exit(1);
    }
}
