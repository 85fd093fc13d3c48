//! Drafts in UTF-16 are read as the text they are, and mended in their encoding.

use std::fs;

use super::repository::{PAPER, Repository};

/// Returns a text in each of them.
fn encodings(text: &str) -> [(&'static str, Vec<u8>); 4] {
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{text}");
    [
        ("little, marked", le(&marked)),
        ("big, marked", be(&marked)),
        ("little, unmarked", le(text)),
        ("big, unmarked", be(text)),
    ]
}

#[test]
fn every_command_reads_them() {
    for (what, bytes) in encodings(PAPER) {
        let repository = Repository::new();
        repository.write("paper.md", bytes);
        let outcome = repository.run(["--output-format", "concise", "paper.md"]);
        assert!(outcome.out.contains("paper.md:8:1: warning doubled-word"), "{what}: {}", outcome.all());
        assert!(repository.run(["prose", "paper.md"]).out.contains("The the tea is warm."), "{what}");
        assert!(repository.run(["."]).code == 1, "{what}");
    }
}

#[test]
fn a_fix_keeps_the_encoding() {
    let mended = PAPER.replace("The the", "The");
    for ((what, bytes), (_, mended)) in encodings(PAPER).into_iter().zip(encodings(&mended)) {
        let repository = Repository::new();
        repository.write("paper.md", bytes);
        let outcome = repository.run(["--fix", "paper.md"]);
        assert_eq!(fs::read(repository.path("paper.md")).unwrap(), mended, "{what}: {}", outcome.all());
    }
}
