//! `cargo xtask generate` writes anew whatever is generated and kept in the repository; `--check` says what is stale.
//!
//! Each of them is made by a test, which compares when it is run alone and writes when told to. So what is looked at in CI and what
//! is written here cannot differ.

use std::env;
use std::process::{Command, ExitCode};

/// The repository, whichever of its folders this is called in.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What tells a test of ours to write.
const UPDATE: (&str, &str) = ("UPDATE", "1");

/// Something that is generated, and the command that makes it.
struct Generated {
    name: &'static str,
    holds: &'static str,
    command: &'static [&'static str],
    /// The variable that makes the command write.
    writes: (&'static str, &'static str),
}

const GENERATED: &[Generated] = &[
    Generated {
        name: "pages",
        holds: "docs/rules, data/precision.tsv and the newest edition",
        command: &["cargo", "test", "--test", "pages"],
        writes: UPDATE,
    },
    Generated {
        name: "schemas",
        holds: "the schemas of paperlint.toml and of rule files",
        command: &["cargo", "test", "--lib", "schema"],
        writes: UPDATE,
    },
    Generated {
        name: "fixtures",
        holds: "what is found in the drafts of fixtures/",
        command: &["cargo", "test", "--test", "fixtures"],
        writes: UPDATE,
    },
    Generated {
        name: "screens",
        holds: "the first screens in tests/screens",
        command: &["cargo", "test", "--test", "screens"],
        writes: UPDATE,
    },
    Generated {
        name: "statements",
        holds: "the sentences on plans that are not understood yet",
        command: &["cargo", "test", "--test", "statements"],
        writes: UPDATE,
    },
    Generated {
        name: "circles",
        holds: "the files that name each other in a circle",
        command: &["cargo", "test", "--test", "suite", "layers"],
        writes: UPDATE,
    },
    Generated {
        name: "cli",
        holds: "what the program prints in the cases of tests/cli",
        command: &["cargo", "test", "--test", "cli"],
        writes: ("TRYCMD", "overwrite"),
    },
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
    let known = |name: &str| name == PICTURE || GENERATED.iter().any(|generated| generated.name == name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return usage(&format!("nothing is called {name}"));
    }
    let is_asked = |name: &str| names.is_empty() || names.iter().any(|asked| *asked == name);
    let check = !flags.is_empty();
    let mut stale = Vec::new();
    for generated in GENERATED.iter().filter(|generated| is_asked(generated.name)) {
        println!("== {}: {}", generated.name, generated.holds);
        let writes = (!check).then_some(generated.writes);
        // A test that writes may say so by failing, and another may ask for what it wrote: it counts how it fares afterwards.
        let first = run(generated.command, writes);
        if !first && (check || !run(generated.command, None)) {
            stale.push(generated.name);
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
    run(&["cargo", "build", "--quiet"], None) && run(&draw, None)
}

/// Whether a command went well, run with a variable set.
fn run(command: &[&str], variable: Option<(&str, &str)>) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    let status = Command::new(program).args(arguments).envs(variable).current_dir(ROOT).status();
    status.is_ok_and(|status| status.success())
}

fn usage(error: &str) -> ExitCode {
    eprintln!("error: {error}\n{USAGE}\n");
    for Generated { name, holds, .. } in GENERATED {
        eprintln!("  {name:<12}{holds}");
    }
    eprintln!("  {PICTURE:<12}what the program prints, in the README");
    ExitCode::from(2)
}
