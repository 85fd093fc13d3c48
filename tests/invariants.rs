//! What holds for every draft, however broken: nothing panics, every byte of the reading has exactly one origin, ranges nest.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use paperlint::document::{Document, Lexicon};
use paperlint::findings::{Edit, apply};
use paperlint::markup::{self, OriginKind, Reading};
use paperlint::rules::builtin;
use paperlint::source::{Draft, Format, Source, Span};
use paperlint::{RuleSet, Scratch, lint};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const FORMATS: [Format; 4] = [Format::Markdown, Format::Latex, Format::Notebook, Format::Plain];

fn check(bytes: &[u8]) {
    let rules = RuleSet::compile(builtin()).unwrap_or_else(|error| panic!("{}", error.problem.message));
    let mut scratch = Scratch::default();
    for format in FORMATS {
        let source = Source::decode("draft", bytes.to_vec());
        // What a draft includes is the draft under another name, so that a part of it may hold the rest.
        let part = Part(Source { name: "part".to_owned(), ..source.clone() });
        let draft = markup::assemble(source, format, &mut { part });
        let reading = markup::read(&draft);
        check_reading(&draft, &reading);
        check_document(&reading, rules.lexicon());
        for finding in lint(&draft, &rules, &mut scratch).findings {
            let related = finding.related.iter().flat_map(|related| &related.place.spans);
            for &span in finding.place.spans.iter().chain(related) {
                check_span(&draft, span);
            }
        }
    }
}

struct Part(Source);

impl markup::Loader for Part {
    fn load(&mut self, _from: &str, _target: &str) -> Result<Source, markup::LoadError> {
        Ok(self.0.clone())
    }
}

fn check_span(draft: &Draft, span: Span) {
    let file = draft.file(draft.file_of(span.start));
    assert!(file.span().contains(span), "{span:?} lies in one file");
    let (start, end) = (span.start - file.base, span.end - file.base);
    assert!(file.text.is_char_boundary(start as usize) && file.text.is_char_boundary(end as usize));
}

fn check_reading(draft: &Draft, reading: &Reading) {
    let text = reading.text();
    let origins = reading.origins();
    assert_eq!(origins.is_empty(), text.is_empty());
    assert!(origins.first().is_none_or(|first| first.at == 0), "the first origin is at the start");
    for (index, origin) in origins.iter().enumerate() {
        let end = origins.get(index + 1).map_or(text.len() as u32, |next| next.at);
        assert!(origin.at < end, "each origin covers something");
        check_span(draft, origin.from);
        if origin.kind == OriginKind::Verbatim {
            let from = Span::new(origin.from.start, origin.from.start + (end - origin.at));
            check_span(draft, from);
            let as_read = draft.text(from).replace(['\n', '\r', '\t'], " ");
            assert_eq!(reading.slice(origin.at, end), as_read, "a verbatim run reads as its source");
        }
    }
    let mut last = 0;
    for block in reading.blocks() {
        assert!(block.start >= last && block.end >= block.start, "blocks are sorted and disjoint");
        assert!(
            !reading.slice(block.start, block.end).contains('\n'),
            "a line end stands only between blocks"
        );
        last = block.end;
    }
}

fn check_document(reading: &Reading, lexicon: &Lexicon) {
    let document = Document::new(reading, lexicon);
    let mut next_sentence = 0;
    let mut next_token = 0;
    for (index, block) in document.blocks().iter().enumerate() {
        assert_eq!(block.sentences.start, next_sentence, "blocks own all sentences, in order");
        next_sentence = block.sentences.end;
        for sentence in &document.sentences()[block.sentences.start as usize..block.sentences.end as usize] {
            assert_eq!(sentence.block as usize, index);
            assert_eq!(sentence.first, next_token, "sentences own all tokens, in order");
            assert!(sentence.end > sentence.first, "a sentence has a token");
            next_token = sentence.end;
        }
        let section = &document.sections()[block.section as usize];
        assert!(section.own.contains(&(index as u32)), "a block stands in its section");
        assert!(section.blocks.start <= section.own.start && section.own.end <= section.blocks.end);
    }
    assert_eq!(next_sentence as usize, document.sentences().len());
    assert_eq!(next_token as usize, document.tokens().len());
    let mut last = 0;
    for token in document.tokens() {
        assert!(token.start >= last && token.end > token.start, "tokens are sorted and disjoint");
        assert!(
            reading.text().is_char_boundary(token.start as usize)
                && reading.text().is_char_boundary(token.end as usize)
        );
        last = token.end;
    }
}

/// Mending ends, changes nothing but what it edits, and reads as it is meant to.
fn check_fixes(text: &str, format: Format) {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    let rules = RULES.get_or_init(|| {
        RuleSet::compile(builtin()).unwrap_or_else(|error| panic!("{}", error.problem.message))
    });
    let part = Part(Source::new("part", text));
    let mut draft = markup::assemble(Source::new("draft", text), format, &mut { part });
    for round in 0.. {
        assert!(round < apply::MOST_ROUNDS, "mending ends");
        let findings = lint(&draft, rules, &mut Scratch::default()).findings;
        let fixes = apply::choose(&draft, findings.iter().filter_map(|finding| finding.fix.as_ref()));
        if fixes.is_empty() {
            break;
        }
        let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
        let mended = apply::apply(&draft, &fixes);
        check_mended(&draft, &mended, &mut edits);
        draft = mended;
    }
}

fn check_mended(old: &Draft, new: &Draft, edits: &mut [&Edit]) {
    let mut moved = new.files().iter();
    for file in old.files() {
        let mut rest = moved.next().unwrap().text.as_str();
        let mut at = file.base;
        edits.sort_by_key(|edit| (edit.span, edit.range.start));
        let mut last = None;
        for edit in edits
            .iter()
            .filter(|edit| file.span().contains(edit.span) && last.replace(edit.span) != Some(edit.span))
        {
            check_span(old, edit.span);
            assert!(at <= edit.span.start, "edits are disjoint");
            rest = rest
                .strip_prefix(old.text(Span::new(at, edit.span.start)))
                .expect("the text before an edit stays");
            rest = rest.strip_prefix(edit.text.as_str()).expect("the new text stands where the old one did");
            at = edit.span.end;
        }
        assert_eq!(rest, old.text(Span::new(at, file.span().end)), "the text after the last edit stays");
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (before, after) = (markup::read(old), markup::read(new));
    let mut rest = after.text();
    let mut at = 0;
    for edit in edits {
        rest = rest.strip_prefix(before.slice(at, edit.range.start)).expect("the words before an edit stay");
        rest = rest.strip_prefix(edit.reads.as_str()).expect("the edit reads as meant");
        at = edit.range.end;
        let had_two = before.slice(edit.range.start.saturating_sub(1), edit.range.end + 1).contains("  ");
        let has_two = before.slice(0, edit.range.start).ends_with(' ') && rest.starts_with(' ');
        assert!(had_two || !has_two || !edit.reads.is_empty(), "no two spaces are left");
    }
    assert_eq!(rest, before.slice(at, before.text().len() as u32), "the words after the last edit stay");
}

/// Words that have fixes, among markup.
fn fixable() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "the the ",
        "The the\n",
        "of\nof ",
        "In order to win ",
        "in order\nto ",
        "a very ",
        "very old, ",
        "an actually ",
        "don't ",
        "It is important to note that ",
        "it ",
        "Unfortunately, ",
        ", unfortunately, ",
        "(very) ",
        "due to the fact that ",
        "and/or ",
        "fine-tune ",
        "finetune ",
        "Finetune ",
        "colour ",
        "color ",
        "the majority of the ",
        "p = .000 ",
        "may possibly ",
        "cup",
        "\"",
        "'",
        ". ",
        "We ",
        "is is ",
        "\\emph{in order} to ",
        "*the* the ",
    ];
    let word = proptest::sample::select(WORDS).prop_map(str::to_owned);
    proptest::collection::vec(prop_oneof![3 => word, 1 => pieces_of(0..4)], 0..40)
        .prop_map(|parts| parts.concat())
}

/// Pieces of markup in any order, far likelier to reach a parser's corners than arbitrary bytes are.
fn pieces() -> impl Strategy<Value = String> {
    pieces_of(0..60)
}

fn pieces_of(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "\\section{",
        "}",
        "{",
        "$",
        "$$",
        "\\[",
        "\\]",
        "\\(",
        "\\)",
        "\\begin{abstract}",
        "\\end{abstract}",
        "\\begin{equation}",
        "\\end{equation}",
        "\\cite{a}",
        "\\footnote{",
        "%",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "~",
        "--",
        "\\%",
        "\\\"o",
        "\\verb|",
        "|",
        "\\begin{itemize}\\item ",
        "\\end{itemize}",
        "\\newcommand{\\x}[1]{",
        "\\x",
        "#1",
        "\\input{x}",
        "\\iffalse",
        "\\fi",
        "---\n",
        "abstract: |\n  ",
        "title: \"a",
        "\"",
        "# ",
        "## Results\n",
        "**",
        "*",
        "_",
        "`",
        "```{r}\n",
        "```\n",
        "[@a; @b]",
        "@a",
        "[^1]",
        "[^1]: ",
        "^[",
        "]",
        "[",
        "(",
        ")",
        "<!--",
        "-->",
        "::: {.abstract}\n",
        ":::\n",
        "> ",
        "- ",
        "1. ",
        "| a | b |\n|---|---|\n",
        "![a](b)",
        "<div>",
        "</div>",
        "&amp;",
        "\u{E000}",
        "\u{202E}",
        "é",
        "日本。",
        "e.g. ",
        "Fig. 3. ",
        "et al. ",
        "p < .05. ",
        "We found 3. ",
        "The end. ",
        "(b = 0.2)",
        "…",
        "\u{0}",
        "\\begin{document}",
        "\\end{document}",
        "\\documentclass{article}",
        "\\left.",
        "\\item",
        "&",
        "\\\\",
        "{#id .class}",
        "{{< include a >}}",
        "{{a}}",
        "http://a.b/c",
        "\\appendix",
        "~~",
        "^2^",
        "+++\n",
        "title = \"\"\"a",
        ":::{figure} a\n:name: b\n",
        "```{note} a\n",
        "```{r, child='a', fig.cap=\"b\"}\n",
        "#| fig-cap: >\n#|   a\n",
        "{{< include a >}}\n",
        "\n: ",
        "\n~ ",
        "| a\n",
        "+--+\n",
        "---- ---\n",
        "<div class=\"abstract\">\n",
        "<br>\n",
        "<summary>",
        "(@a) ",
        "(a)=\n",
        "% ",
        "\\item ",
        "{term}`a <b>`",
        "{% a %}",
    ];
    proptest::collection::vec(proptest::sample::select(PIECES), count).prop_map(|pieces| pieces.concat())
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
        check(piece.repeat(20_000).as_bytes());
    }
}
