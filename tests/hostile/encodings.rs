//! Drafts in UTF-16 are read as the text they are, and mended in their encoding.

use std::fs;

use crate::repository::{PAPER, Repository};

fn encodings() -> Vec<(&'static str, Vec<u8>)> {
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{PAPER}");
    vec![
        ("little, marked", le(&marked)),
        ("big, marked", be(&marked)),
        ("little, unmarked", le(PAPER)),
        ("big, unmarked", be(PAPER)),
    ]
}

#[test]
fn every_command_reads_them() {
    for (what, bytes) in encodings() {
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
    for ((what, bytes), (_, mended)) in encodings().into_iter().zip(with("The tea is warm.")) {
        let repository = Repository::new();
        repository.write("paper.md", bytes);
        let outcome = repository.run(["--fix", "paper.md"]);
        assert_eq!(fs::read(repository.path("paper.md")).unwrap(), mended, "{what}: {}", outcome.all());
    }
}

fn with(sentence: &str) -> Vec<(&'static str, Vec<u8>)> {
    let decode = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        String::from_utf16(&bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect::<Vec<_>>())
            .unwrap()
    };
    let orders: [(fn([u8; 2]) -> u16, fn(u16) -> [u8; 2]); 2] =
        [(u16::from_le_bytes, u16::to_le_bytes), (u16::from_be_bytes, u16::to_be_bytes)];
    let all = encodings().into_iter().enumerate();
    all.map(|(index, (what, bytes))| {
        let (of, to) = orders[index % 2];
        let text = decode(&bytes, of).replace("The the tea is warm.", sentence);
        (what, text.encode_utf16().flat_map(to).collect())
    })
    .collect()
}
