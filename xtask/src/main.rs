//! `cargo xtask generate` writes anew whatever is generated and kept in the repository; `--check` says what is stale.
//!
//! Each of them is made by a test, which compares when it is run alone and writes when told to. So what is looked at in CI and what
//! is written here cannot differ.

use std::env;
use std::process::{Command, ExitCode};

/// The repository, whichever of its folders this is called in.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What tells our tests, and those of the command line, to write.
const WRITE: [(&str, &str); 2] = [("UPDATE", "1"), ("TRYCMD", "overwrite")];

/// What is generated: its name, what it holds, and the arguments of `cargo test` that make it.
const GENERATED: [(&str, &str, &[&str]); 7] = [
    ("pages", "docs/rules, data/precision.tsv and the newest edition", &["--test", "pages"]),
    ("schemas", "the schemas of paperlint.toml, of rule files and of venues", &["--lib", "schema"]),
    ("fixtures", "what is found in the drafts of fixtures/", &["--test", "fixtures"]),
    ("screens", "the first screens in tests/screens", &["--test", "screens"]),
    ("statements", "the sentences on plans that are not understood yet", &["--test", "statements"]),
    ("circles", "the files that name each other in a circle", &["--test", "suite", "layers"]),
    ("cli", "what the program prints in the cases of tests/cli", &["--test", "cli"]),
];

const USAGE: &str = "usage: cargo xtask generate [--check] [NAME ...]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some(("generate", rest)) = arguments.split_first().map(|(first, rest)| (first.as_str(), rest)) else {
        return usage("no such task");
    };
    let (flags, names): (Vec<&String>, Vec<&String>) =
        rest.iter().partition(|argument| argument.starts_with('-'));
    if let Some(flag) = flags.iter().find(|flag| **flag != "--check") {
        return usage(&format!("no such flag: {flag}"));
    }
    let known = |name: &str| name == PICTURE || GENERATED.iter().any(|(generated, ..)| *generated == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return usage(&format!("nothing is called {name}"));
    }
    let is_asked = |name: &str| names.is_empty() || names.iter().any(|asked| *asked == name);
    let check = !flags.is_empty();
    let mut stale = Vec::new();
    for (name, holds, arguments) in GENERATED.iter().filter(|(name, ..)| is_asked(name)) {
        println!("== {name}: {holds}");
        let test = [&["cargo", "test"], *arguments].concat();
        // A test that writes may say so by failing, and another may ask for what it wrote: it counts how it fares afterwards.
        let first = run(&test, if check { &[] } else { &WRITE });
        if !first && (check || !run(&test, &[])) {
            stale.push(*name);
        }
    }
    if is_asked(PICTURE) {
        println!("== {PICTURE}: what the program prints, in the README");
        if !picture(check) {
            stale.push(PICTURE);
        }
    }
    if stale.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("{}: {}", if check { "stale" } else { "could not be made" }, stale.join(", "));
    ExitCode::FAILURE
}

/// The name of the picture in the README, which a script draws with the program that was built.
const PICTURE: &str = "picture";

fn picture(check: bool) -> bool {
    let target = env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let binary = format!("{target}/debug/paperlint");
    let mut draw = vec!["python3", "docs/picture.py", "--binary", &binary];
    draw.extend(check.then_some("--check"));
    run(&["cargo", "build", "--quiet"], &[]) && run(&draw, &[])
}

/// Returns whether a command went well, run with variables set.
fn run(command: &[&str], variables: &[(&str, &str)]) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    let status =
        Command::new(program).args(arguments).envs(variables.iter().copied()).current_dir(ROOT).status();
    status.is_ok_and(|status| status.success())
}

fn usage(error: &str) -> ExitCode {
    eprintln!("error: {error}\n{USAGE}\n");
    for (name, holds, _) in GENERATED {
        eprintln!("  {name:<12}{holds}");
    }
    eprintln!("  {PICTURE:<12}what the program prints, in the README");
    ExitCode::from(2)
}
