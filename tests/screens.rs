//! What an author sees first: ten drafts we wrote, in terminals of 60, 80 and 180 columns. `cargo xtask generate screens` writes
//! the expectations anew, for review.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};

/// The drafts, and the columns of the terminals they are shown in.
const SCREENS: [(&str, &[usize]); 10] = [
    ("fixtures/psychology-paper/paper.md", &[60, 80, 180]),
    ("fixtures/ml-paper/paper.tex", &[80]),
    ("fixtures/physics-paper/paper.tex", &[80, 180]),
    ("fixtures/software-paper/paper.md", &[80]),
    ("fixtures/clean/paper-empirical.md", &[60, 80]),
    ("tests/screens/rough.tex", &[60, 80, 180]),
    ("tests/screens/one-line.md", &[60, 80, 180]),
    ("tests/screens/numbers.md", &[80]),
    ("tests/screens/template.tex", &[60, 80]),
    ("tests/screens/short.md", &[80]),
];

/// Rows of a screen.
const ROWS: usize = 40;

/// Blocks that an author takes in.
const BLOCKS: usize = 5;

fn main() -> ExitCode {
    let screens =
        SCREENS.iter().flat_map(|(draft, widths)| widths.iter().map(move |&columns| (*draft, columns)));
    let trial = |(draft, columns): (&'static str, usize)| {
        Trial::test(format!("{draft} in {columns} columns"), move || check(draft, columns))
    };
    libtest_mimic::run(&Arguments::from_args(), screens.map(trial).collect()).exit_code()
}

fn check(draft: &str, columns: usize) -> Result<(), Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_paperlint"))
        .args(["--color", "never", draft])
        .env("COLUMNS", columns.to_string())
        .output()?;
    let shown = String::from_utf8(output.stdout)?;
    fits(&shown, columns)?;
    let name = draft.trim_start_matches("fixtures/").trim_start_matches("tests/screens/").replace('/', "-");
    let path = Path::new("tests/screens").join(format!("{name}.{columns}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &shown)?;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if shown == expected { Ok(()) } else { Err(format!("{}\n{shown}", path.display()).into()) }
}

/// Returns a screen has at most so many rows and blocks, none of its lines goes on in the middle of a word, and it ends with the sum of it
/// and what to do next.
fn fits(shown: &str, columns: usize) -> Result<(), Failed> {
    let rows: Vec<&str> = shown.lines().collect();
    let blocks = rows.iter().filter(|row| row.contains("┌─")).count();
    let is_path = |row: &str| row.contains("┌─") || !row.trim().contains(' ');
    let wide = rows.iter().find(|row| row.chars().count() > columns && !is_path(row));
    let sum = rows.iter().position(|row| row.starts_with("1 paper, ")).ok_or("no summary")?;
    let last = rows.last().copied().unwrap_or_default();
    let is_next = blocks == 0 || rows.iter().skip(sum).any(|row| row.starts_with("Why: paperlint explain "));
    if rows.len() > ROWS || blocks > BLOCKS || !is_next || last.contains("┌─") {
        return Err(format!("{} rows, {blocks} blocks\n{shown}", rows.len()).into());
    }
    wide.map_or(Ok(()), |wide| Err(format!("too wide: {wide}").into()))
}
