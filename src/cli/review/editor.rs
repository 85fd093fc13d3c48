//! The author's editor, at a place of a draft.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{anyhow, bail};

/// How editors are told a line.
const EDITORS: &str = include_str!("editors.txt");

/// A place in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The real path of the file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Opens the editor that `$VISUAL` or `$EDITOR` names, and waits until it is closed. No shell reads what they say: its words are the program
/// and its arguments.
///
/// # Errors
/// When none is named, or it cannot be started.
pub fn open(spot: &Spot) -> anyhow::Result<()> {
    let named = |name: &str| std::env::var(name).ok().filter(|said| !said.trim().is_empty());
    let Some(said) = named("VISUAL").or_else(|| named("EDITOR")) else {
        bail!("no editor is named; set EDITOR, as in `export EDITOR=nano`")
    };
    let (program, arguments) = command(&said, spot);
    let status = Command::new(&program).args(arguments).status();
    let name = program.to_string_lossy().into_owned();
    match status {
        Ok(status) if status.success() => Ok(()),
        // It may have saved before: the draft is read again all the same.
        Ok(status) => Err(anyhow!("the editor {name} ended with {status}")),
        Err(error) => Err(anyhow!("the editor {name} cannot be started ({}); EDITOR names it", error.kind())),
    }
}

/// Returns a program and its arguments. A name with spaces is one word where a file has it.
fn command(said: &str, spot: &Spot) -> (OsString, Vec<OsString>) {
    let said = said.trim();
    let mut words: Vec<&str> =
        if Path::new(said).is_file() { vec![said] } else { said.split_whitespace().collect() };
    let program = words.remove(0);
    let name = Path::new(program).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let known = EDITORS.lines().filter(|line| !line.starts_with('#')).map(str::split_whitespace);
    let mut known = known.filter_map(|mut words| (words.next()? == name).then(|| words.collect::<Vec<_>>()));
    let pattern = known.next().unwrap_or_else(|| vec!["{file}"]);
    // What an author says already, as in `code --wait`, is not said twice.
    let pattern = pattern.into_iter().filter(|word| !words.contains(word)).map(|word| filled(word, spot));
    (program.into(), words.iter().map(OsString::from).chain(pattern).collect())
}

fn filled(word: &str, spot: &Spot) -> OsString {
    let numbers = |text: &str| {
        text.replace("{line}", &spot.line.to_string()).replace("{column}", &spot.column.to_string())
    };
    match word.split_once("{file}") {
        // A path may hold anything.
        Some((before, after)) => {
            let mut filled = OsString::from(numbers(before));
            filled.push(&spot.path);
            filled.push(numbers(after));
            filled
        }
        None => numbers(word).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_told_the_place_in_their_own_way() {
        let spot = Spot { path: PathBuf::from("/a b/{line}.md"), line: 7, column: 3 };
        let told = |said: &str| {
            let (program, arguments) = command(said, &spot);
            let words = std::iter::once(program).chain(arguments);
            words.map(|word| word.into_string().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(told("vim"), ["vim", "+7", "/a b/{line}.md"]);
        assert_eq!(told(" /usr/bin/nano -w "), ["/usr/bin/nano", "-w", "+7,3", "/a b/{line}.md"]);
        assert_eq!(told("code --wait"), ["code", "--wait", "--goto", "/a b/{line}.md:7:3"]);
        assert_eq!(told("hx"), ["hx", "/a b/{line}.md:7:3"]);
        assert_eq!(told("my-editor $(x); y"), ["my-editor", "$(x);", "y", "/a b/{line}.md"]);
    }

    #[test]
    fn a_program_with_spaces_in_its_name_is_one_word() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("my vi");
        std::fs::write(&program, "").unwrap();
        let spot = Spot { path: PathBuf::from("/a.md"), line: 7, column: 3 };
        assert_eq!(command(program.to_str().unwrap(), &spot), (program.into(), vec!["/a.md".into()]));
    }
}
