//! What holds for every draft, however broken: nothing panics, every byte of the reading has exactly one origin, ranges nest.

mod fixable;
mod fixable_words;
mod holds;
mod pieces;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use paperlint::internal::markup;
use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Draft, Format, Source};
use paperlint::internal::{RuleSet, Scratch, lint};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::patience::many;

use fixable::fixable;
use pieces::pieces;

const FORMATS: [Format; 4] = [Format::Markdown, Format::Latex, Format::Notebook, Format::Plain];

fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
        RuleSet::compile(builtin()).unwrap_or_else(|error| panic!("{}", error.problem.message))
    });
    &RULES
}

fn check(bytes: &[u8]) {
    let rules = rules();
    let mut scratch = Scratch::default();
    for format in FORMATS {
        let source = Source::decode("draft", bytes.to_vec());
        // What a draft includes is the draft under another name, so that a part of it may hold the rest.
        let part = Part(Source { name: "part".to_owned(), ..source.clone() });
        let draft = markup::assemble(source, format, &mut { part });
        holds::check(&draft, rules, &lint(&draft, rules, &mut scratch));
    }
}

fn check_fixes(text: &str, format: Format) {
    let part = Part(Source::new("part", text));
    holds::check_fixes(markup::assemble(Source::new("draft", text), format, &mut { part }), rules());
}

struct Part(Source);

impl markup::Loader for Part {
    fn load(&mut self, _from: &str, _target: &str) -> Result<Source, markup::LoadError> {
        Ok(self.0.clone())
    }
}

fn fixtures() -> Vec<Vec<u8>> {
    let folders = [
        "dialects",
        "ml-paper",
        "psychology-paper",
        "physics-paper",
        "software-paper",
        "theory-paper",
        "clean",
    ];
    let files = folders.iter().flat_map(|folder| fs::read_dir(Path::new("fixtures").join(folder)).unwrap());
    let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| Format::from_path(path).is_some())
        .map(|path| fs::read(path).unwrap())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(20), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn arbitrary_markup(text in pieces()) {
        check(text.as_bytes());
    }

    #[test]
    fn arbitrary_words_with_fixes(text in fixable()) {
        FORMATS.iter().for_each(|&format| check_fixes(&text, format));
        let notebook = serde_json::json!({"nbformat": 4, "cells": [{"cell_type": "markdown", "source": text}]});
        check_fixes(&notebook.to_string(), Format::Notebook);
        check_fixes(&format!("---\nabstract: {text:?}\n---\n"), Format::Markdown);
    }

    #[test]
    fn arbitrary_markup_in_cells(cells in proptest::collection::vec(pieces(), 1..4)) {
        let cell = |text: &String| serde_json::json!({"cell_type": "markdown", "source": text.split_inclusive('\n').collect::<Vec<_>>()});
        let notebook = serde_json::json!({"nbformat": 4, "cells": cells.iter().map(cell).collect::<Vec<_>>()});
        check(notebook.to_string().as_bytes());
    }

    #[test]
    fn a_draft_cut_and_joined_anywhere(first in any::<prop::sample::Index>(), second in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let drafts = fixtures();
        let (one, two) = (first.get(&drafts), second.get(&drafts));
        let (at, to) = (at.index(one.len()), to.index(two.len()));
        check(&[&one[..at], &two[to..]].concat());
    }
}

#[test]
fn every_fixture() {
    for draft in fixtures() {
        check(&draft);
        FORMATS.iter().for_each(|&format| check_fixes(&String::from_utf8_lossy(&draft), format));
    }
}

#[test]
fn a_long_line_is_read_whole() {
    let line = "We use *tea* in cups [@a; @b] with $p < .05$ and `code`, see @fig-x ([site](http://a.b/c)): \\textbf{much} ^[a note]. ";
    let text = line.repeat(2_000_000 / line.len());
    for text in [text.clone(), format!("---\ntitle: a\nabstract: '{text}'\n---\n")] {
        let draft = Draft::single(Source::new("draft", text), Format::Markdown);
        assert!(markup::read(&draft).text().len() > 1_000_000);
    }
}

#[test]
fn deep_nesting_and_long_lines() {
    for piece in [
        "{",
        "[",
        "(",
        "> ",
        "- ",
        "$",
        "\\begin{itemize}",
        "**a ",
        "\\footnote{",
        "::: {.a}\n",
        "^[",
        "`",
        "\\(",
        "```{note}\n",
        "<div>\n",
        "a\n: ",
    ] {
        check(piece.repeat(many(4_000, 20_000)).as_bytes());
    }
}
