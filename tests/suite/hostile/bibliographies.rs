//! Files of references: as large, as broken and as far away as they may be, they hang nothing, show nothing, and hide no other finding.

use super::repository::{Outcome, Repository, SECRET};

const PAPER: &str = "\\documentclass{article}\n\\begin{document}\nIt is so \\cite{lee}, and \\cite{none}.\n\
                     \\bibliography{refs}\n\\end{document}\n";

const LEE: &str = "@book{lee, author = {Lee, A.}, title = {Rivers}, publisher = {Spring}, year = 2020}\n";

fn check(repository: &Repository) -> Outcome {
    repository.write("paper.tex", PAPER);
    repository.run([
        "--select",
        "references,bibliography,stable,preview",
        "--output-format",
        "concise",
        "paper.tex",
    ])
}

fn with(references: impl AsRef<[u8]>) -> Outcome {
    let repository = Repository::new();
    repository.write("refs.bib", references);
    check(&repository)
}

/// What is found in a file that holds one of the two entries.
#[track_caller]
fn is_read(outcome: &Outcome, what: &str) {
    assert!(outcome.code < 2, "{what}: {}", outcome.all());
    assert!(outcome.all().contains("no entry has the key `none`"), "{what}: {}", outcome.all());
    assert!(!outcome.all().contains("no entry has the key `lee`"), "{what}: {}", outcome.all());
}

#[test]
fn another_encoding_is_read() {
    is_read(&with([b"@comment{caf\xE9 \x93q\x94}\n", LEE.as_bytes()].concat()), "Windows-1252");
    let wide: Vec<u8> = format!("\u{feff}{LEE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    is_read(&with(wide), "UTF-16");
    is_read(&with(LEE.replace('\n', "\r\n")), "carriage returns");
}

#[test]
fn a_huge_file_is_read_in_a_while() {
    let bytes: usize = if std::env::var_os("PAPERLINT_TESTS").is_some() { 50 << 20 } else { 4 << 20 };
    let entry = "@article{k, author = {A}, title = {B}, journal = {C}, year = 2020}\n";
    is_read(&with(format!("{}{LEE}", entry.repeat(bytes / entry.len()))), "many entries");
    is_read(&with(format!("{}{LEE}", "x@y ".repeat(bytes / 4) + "\n")), "many signs");
}

#[test]
fn a_file_that_is_too_large_is_said() {
    let repository = Repository::new();
    repository.write("refs.bib", "");
    let file = std::fs::File::options().write(true).open(repository.path("refs.bib")).unwrap();
    file.set_len(1 << 40).unwrap();
    let outcome = check(&repository);
    assert!(outcome.all().contains("`refs.bib` is larger than paperlint reads"), "{}", outcome.all());
}

#[test]
fn what_has_no_end_hides_nothing_before_it() {
    is_read(&with(format!("{LEE}@article{{roe, title = {{")), "an entry");
    is_read(&with(format!("{LEE}@article{{roe, title = \"")), "a quotation mark");
    is_read(&with(format!("{LEE}@article{{roe")), "a key");
    is_read(&with(format!("{LEE}@")), "a sign");
}

#[test]
fn a_million_braces_overflow_nothing() {
    let braces = "{".repeat(1_000_000);
    is_read(&with(format!("@book{{lee, title = {braces}")), "open ones");
    is_read(&with(format!("@book{{lee, title = {braces}{}}}", "}".repeat(1_000_000))), "pairs");
    is_read(&with(format!("{LEE}{}", "\n@a{".repeat(300_000))), "entries");
    is_read(&with(format!("{LEE}{}", "\n@string{a = a # a}".repeat(50_000))), "abbreviations of themselves");
}

#[test]
fn entries_that_inherit_from_each_other_end() {
    let circle = "@book{lee, crossref = {roe}}\n@book{roe, crossref = {lee}}\n";
    is_read(&with(circle), "a circle");
}

#[test]
fn a_missing_file_is_said_once() {
    let outcome = check(&Repository::new());
    assert_eq!(outcome.all().matches("`refs.bib` was not found").count(), 1, "{}", outcome.all());
    assert!(!outcome.all().contains("no entry has"), "{}", outcome.all());
}

#[test]
fn what_lies_outside_is_not_read() {
    let secret = format!("@book{{{SECRET}, title = {{{SECRET}}}}}\n");
    for name in ["../refs", "/etc/passwd", "../../refs"] {
        let repository = Repository::new();
        std::fs::write(repository.top().join("refs.bib"), &secret).unwrap();
        let paper = PAPER.replace("\\bibliography{refs}", &format!("\\bibliography{{{name}}}"));
        repository.write("paper.tex", paper);
        let outcome =
            repository.run(["--select", "bibliography,stable,preview", "--all", "--advice", "paper.tex"]);
        assert!(outcome.all().contains("lies outside"), "{name}: {}", outcome.all());
        outcome.tells_no_secret();
    }
    let repository = Repository::new();
    std::fs::write(repository.top().join("refs.bib"), &secret).unwrap();
    repository.link("refs.bib", repository.top().join("refs.bib"));
    let outcome = check(&repository);
    assert!(outcome.all().contains("outside"), "{}", outcome.all());
    outcome.tells_no_secret();
}

#[test]
fn keys_are_shown_as_text() {
    let repository = Repository::new();
    repository.write("paper.tex", PAPER.replace("none", "a\u{1b}[31mb"));
    repository.write("refs.bib", LEE);
    let outcome = repository.run(["--select", "bibliography,stable,preview", "paper.tex"]);
    assert!(!outcome.all().contains("\u{1b}[31m"), "{}", outcome.all());
}
