//! Comments that silence what is found: with one added for every finding of a draft none is left, no word of the prose has changed, and
//! nothing is left to add.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use paperlint::internal::check::{NO_REASON_YET, allow};
use paperlint::internal::rules::builtin;
use paperlint::internal::source::{Draft, Format, Source, Span};
use paperlint::internal::{RuleSet, Scratch, lint, markup};
use proptest::prelude::*;

use crate::folder::Folder;

fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
        RuleSet::compile(builtin()).unwrap_or_else(|error| panic!("{}", error.problem.message))
    });
    &RULES
}

/// Returns the draft with all comments, and how many there are.
fn allowed(draft: &Draft, rules: &RuleSet) -> (Draft, usize) {
    let comments =
        allow(draft, rules, NO_REASON_YET, |draft| lint(draft, rules, &mut Scratch::default()), |_| true);
    let edits: Vec<(Span, &str)> = comments.iter().map(|(span, text)| (*span, text.as_str())).collect();
    (draft.edited(&edits), comments.len())
}

fn read(path: &Path) -> Draft {
    let source = Source::new(path.display().to_string(), fs::read_to_string(path).unwrap());
    let folder = path.parent().unwrap().to_owned();
    markup::assemble(source, Format::from_path(path).unwrap(), &mut Folder(folder))
}

/// Fixtures with something to find outside of front matter and in no comment.
const FULL: [&str; 8] = [
    "fixtures/ml-paper/paper.tex",
    "fixtures/physics-paper/paper.tex",
    "fixtures/psychology-paper/paper.md",
    "fixtures/software-paper/paper.md",
    "fixtures/two-formats/paper.md",
    "fixtures/two-formats/paper.tex",
    "fixtures/dialects/jupyter.ipynb",
    "fixtures/dialects/myst.md",
];

#[test]
fn a_comment_for_each_block_silences_all_that_is_found() {
    let rules = rules();
    for path in FULL {
        let draft = read(Path::new(path));
        let (silent, added) = allowed(&draft, rules);
        assert!(added > 0, "{path} has something to find");
        let left = lint(&silent, rules, &mut Scratch::default()).findings;
        let left: Vec<&str> = left.iter().map(|finding| rules.spec(finding).id.as_str()).collect();
        assert!(left.is_empty(), "{path}: {left:?}");
        assert_eq!(markup::read(&silent).text(), markup::read(&draft).text(), "{path}");
        assert_eq!(allowed(&silent, rules).1, 0, "{path}: a second run adds nothing");
    }
}

#[test]
fn what_is_wrong_with_comments_is_left_to_the_author() {
    let rules = rules();
    for format in ["md", "tex", "ipynb"] {
        let draft = read(Path::new(&format!("fixtures/suppressions/paper.{format}")));
        let (silent, added) = allowed(&draft, rules);
        assert!(added > 0);
        for finding in lint(&silent, rules, &mut Scratch::default()).findings {
            let rule = &rules.rule(finding.rule).file;
            assert_eq!(rule.theme, "suppressions", "{format}: {}", rule.spec.id);
        }
    }
}

/// Blocks in which something is found, and marks between which a comment may or may not stand.
fn drafts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "The the cup. ",
        "We utilize it in order to win. ",
        "It is very unique. ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## Head\n",
        "[^1]: ",
        "^[a a note] ",
        "[^1]",
        "![a a cup](x.png)",
        "| a a | b |\n|---|---|\n",
        "```\n",
        "$$\n",
        "$x$",
        "---\n",
        "title: a a b\n",
        "abstract: |\n  the the\n",
        ": ",
        "Table: ",
        ":::\n",
        "::: {.abstract}\n",
        "**Run in.** ",
        "<!-- paperlint: off: x -->",
        "<!-- paperlint: allow doubled-word: x -->\n",
        "<!--",
        "-->",
        "% paperlint: allow words: x\n",
        "\\section{A a cup}",
        "\\paragraph{Run in.} ",
        "\\footnote{",
        "\\caption{",
        "}",
        "\\item ",
        "\\begin{itemize}\n",
        "\\end{itemize}\n",
        "\\begin{tabular}{l}\n",
        "\\end{tabular}\n",
        "\\begin{abstract}\n",
        "\\end{abstract}\n",
        "\\input{part}",
        "\\maketitle\n",
        "\\title{",
        "\\begin{verbatim}\n",
        "\\end{verbatim}\n",
        "\\newcommand{\\x}{the the} ",
        "\\x ",
        "%\n",
        "\t",
        "<div>",
        "</div>\n",
        "- [ ] ",
    ]);
    prop::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

struct Part(String);

impl markup::Loader for Part {
    fn load(&mut self, _from: &str, _target: &str) -> Result<Source, markup::LoadError> {
        Ok(Source::new("part", self.0.clone()))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn comments_change_no_word_of_any_draft(text in drafts(), part in drafts()) {
        let rules = rules();
        let lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
        let cell = serde_json::json!({ "cell_type": "markdown", "metadata": {}, "source": lines });
        let notebook = serde_json::to_string_pretty(&serde_json::json!({ "cells": [cell], "nbformat": 4 })).unwrap();
        for (format, text) in [(Format::Markdown, &text), (Format::Latex, &text), (Format::Notebook, &notebook), (Format::Plain, &text)] {
            let draft = markup::assemble(Source::new("draft", text.clone()), format, &mut Part(part.clone()));
            let (silent, added) = allowed(&draft, rules);
            let (with, without) = (markup::read(&silent), markup::read(&draft));
            prop_assert_eq!(with.text(), without.text());
            prop_assert!(format != Format::Plain || added == 0);
            if format == Format::Notebook {
                prop_assert!(markup::notebook_text(&silent.main().text).is_ok());
            }
            let before = lint(&draft, rules, &mut Scratch::default()).findings.len();
            let after = lint(&silent, rules, &mut Scratch::default()).findings.len();
            prop_assert!(after <= before, "{before} findings become {after}");
        }
    }
}
