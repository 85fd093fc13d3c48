//! What is fuzzed: from what texts are made, how, and what must hold of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use fastrand::Rng;
use paperlint::internal::RuleSet;
use paperlint::internal::source::Format;
use serde_json::{Value, json};

use super::fixable_words::FIXABLE;
use super::hold::{self, PARTED};
use crate::mutants::mutate::{MARKS, mutate};
use crate::mutants::{Seed, drafts_in};

/// A kind of text that paperlint reads.
pub struct Target {
    /// Its name on the command line.
    pub name: &'static str,
    /// Returns what texts are made from.
    pub seeds: fn(&Path) -> Result<Vec<Seed>>,
    /// Makes a text of one, with pieces of another one and marks.
    pub make: fn(&str, &str, &[&str], &mut Rng) -> String,
    /// Marks of its grammar.
    pub marks: &'static [&'static str],
    /// Looks whether what must hold does, and returns whether the text is one of those that are aimed at.
    pub hold: fn(&str, &RuleSet) -> Result<bool>,
    /// What those are, in words.
    pub aim: &'static str,
}

const DRAFTS: &str = "drafts with three headings";

/// All of them.
pub const TARGETS: [Target; 11] = [
    Target {
        name: "latex",
        seeds: |root| drafts(root, &["tex"]),
        make: mutate,
        marks: MARKS,
        hold: |text, rules| hold::draft(text, Format::Latex, rules),
        aim: DRAFTS,
    },
    Target {
        name: "markdown",
        seeds: |root| drafts(root, &["md", "qmd", "Rmd"]),
        make: mutate,
        marks: MARKS,
        hold: |text, rules| hold::draft(text, Format::Markdown, rules),
        aim: DRAFTS,
    },
    Target {
        name: "notebook",
        seeds: notebooks,
        make: in_cells,
        marks: MARKS,
        hold: |text, rules| hold::draft(text, Format::Notebook, rules),
        aim: DRAFTS,
    },
    Target {
        name: "plain",
        seeds: |root| drafts(root, &["md", "txt"]),
        make: mutate,
        marks: MARKS,
        hold: |text, rules| hold::draft(text, Format::Plain, rules).map(|_| true),
        aim: "drafts",
    },
    Target {
        name: "config",
        seeds: |root| files(root, &["tests", "fixtures", "data/profiles", "data/venues"], &["toml"]),
        make: mutate,
        marks: TOML,
        hold: hold::config,
        aim: "configurations without a mistake",
    },
    Target {
        name: "rule",
        seeds: |root| files(root, &["rules", "tests"], &["toml"]),
        make: mutate,
        marks: TOML,
        hold: hold::rule,
        aim: "rules without a mistake",
    },
    Target {
        name: "baseline",
        seeds: |root| files(root, &["tests"], &["json"]),
        make: mutate,
        marks: JSON,
        hold: hold::baseline,
        aim: "baselines without a mistake",
    },
    Target {
        name: "fix",
        seeds: |root| drafts(root, &["md", "tex", "qmd"]),
        make: |draft, other, around, rng| mutate(draft, other, &[FIXABLE, around].concat(), rng),
        marks: AROUND_FIXES,
        hold: hold::fix,
        aim: "drafts with something to mend",
    },
    Target {
        name: "suppress",
        seeds: |root| drafts(root, &["md", "tex"]),
        make: mutate,
        marks: COMMENTS,
        hold: hold::suppress,
        aim: "drafts that get a comment",
    },
    Target {
        name: "since",
        seeds: |root| {
            let twice = |seed: Seed| Seed { text: [seed.text.as_str(), PARTED, &seed.text].concat(), ..seed };
            Ok(drafts(root, &["md", "tex"])?.into_iter().map(twice).collect())
        },
        make: mutate,
        marks: &["a", " ", "\n", "\r\n", "\n\n", "\t", "é", "the the ", "\u{a0}", "\u{2028}", "\0"],
        hold: hold::since,
        aim: "pairs of different texts",
    },
    Target {
        name: "bibliography",
        seeds: |root| files(root, &["fixtures", "tests"], &["bib"]),
        make: mutate,
        marks: BIBTEX,
        hold: hold::bibliography,
        aim: "files with an entry",
    },
];

const TOML: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "=",
    "= \"\"\n",
    "= []\n",
    "= -1\n",
    "= 1e999\n",
    "= 99999999999999999999\n",
    "= true\n",
    "= {}\n",
    "\"",
    "'''",
    "\"\"\"",
    ",",
    ".",
    "#",
    "\\",
    "\\u0000",
    "\u{1b}",
    "\n",
    "\r\n",
    "*",
    "(",
    "[^",
    "{1000}",
    "{noun}",
    "\\p{L}",
    "{value}",
    "«",
    "»",
    "‹",
    "›",
    "[[bad]]\n",
    "[settings.most]\n",
    "default = 3\n",
    "level = \"off\"\n",
    "[rules.long-sentence]\n",
    "[[per-file]]\n",
    "select = [\"all\"]\n",
    "terms = [\"a\"]\n",
    "min = 5\n",
    "max = 2\n",
    "é",
    "\u{202e}",
    "𝒙",
];

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "null",
    "-1",
    "1e999",
    "\\u0000",
    "\\ud800",
    "\\\"",
    "\"version\": 2",
    "\n",
    "\u{1b}",
    "é",
];

/// What words that have fixes stand in.
const AROUND_FIXES: &[&str] = &[
    "{",
    "}",
    "$",
    "`",
    "[",
    "](",
    "\\",
    "%",
    "<!--",
    "-->",
    "|",
    "\n\n",
    "> ",
    "- ",
    "\u{a0}",
    "~",
    "--- ",
    "\\input{part}",
    "\\newcommand{\\x}{the the} \\x ",
];

const COMMENTS: &[&str] = &[
    "<!-- paperlint: allow doubled-word: x -->\n",
    "<!-- paperlint: allow -->",
    "<!-- paperlint: off -->\n",
    "<!-- paperlint: on -->\n",
    "% paperlint: allow words: x\n",
    "% paperlint: off\n",
    "% paperlint: on\n",
    "<!--",
    "-->",
    "%",
    "paperlint:",
    "allow",
    "off",
    ",",
    ": why",
    "the the ",
    "in order to ",
    "# ",
    "\\section{A a}",
    "\\footnote{",
    "\\caption{",
    "}",
    "\\item ",
    "\n",
    "\n\n",
    "\r\n",
    "---\n",
    "title: a a b\n",
    "| a a | b |\n|---|---|\n",
    "```\n",
    "$$\n",
    ":::\n",
    "> ",
    "- ",
    "\\begin{verbatim}\n",
    "\\end{verbatim}\n",
    "\t",
    "<div>",
];

const BIBTEX: &[&str] = &[
    "@article{",
    "@string{",
    "@comment{",
    "@preamble{",
    "{",
    "}",
    "\"",
    ",",
    "=",
    "#",
    "\\",
    "%",
    "\n",
    "{\\\"o}",
    "crossref = {",
    "and ",
    "author = {",
    "year = ",
    "doi = {",
    "title = {",
    "é",
    "\u{1b}",
    "\0",
    "@",
];

/// Our own drafts with these endings.
fn drafts(root: &Path, endings: &[&str]) -> Result<Vec<Seed>> {
    files(root, &["fixtures"], endings)
}

/// Files below some folders with these endings.
fn files(root: &Path, folders: &[&str], endings: &[&str]) -> Result<Vec<Seed>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    folders.iter().try_for_each(|folder| drafts_in(&root.join(folder), &mut paths))?;
    let is_kind =
        |path: &PathBuf| path.extension().is_some_and(|ending| endings.iter().any(|kind| ending == *kind));
    let seed = |path: PathBuf| {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(Seed { name: path.display().to_string(), text: String::from_utf8_lossy(&bytes).into_owned() })
    };
    paths.into_iter().filter(is_kind).map(seed).collect()
}

/// Notebooks, and drafts in Markdown as notebooks, a paragraph a cell.
fn notebooks(root: &Path) -> Result<Vec<Seed>> {
    let mut seeds = drafts(root, &["ipynb"])?;
    for Seed { name, text } in drafts(root, &["md"])? {
        let cell = |text: &str| {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            json!({ "cell_type": "markdown", "metadata": {}, "source": lines })
        };
        let cells: Vec<Value> = text.split("\n\n").map(cell).collect();
        let notebook = json!({ "cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5 });
        seeds.push(Seed { name, text: notebook.to_string() });
    }
    Ok(seeds)
}

/// Returns a notebook whose cells are changed, or one time in four its JSON.
fn in_cells(text: &str, other: &str, marks: &[&str], rng: &mut Rng) -> String {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    let (Some(mut notebook), Some(other_notebook), 1..) = (read(text), read(other), rng.u8(..4)) else {
        let json: Vec<&str> = marks.iter().chain(JSON).copied().collect();
        return mutate(text, other, &json, rng);
    };
    let others: Vec<String> = other_notebook["cells"].as_array().into_iter().flatten().map(source).collect();
    if let Some(cells) = notebook["cells"].as_array_mut() {
        for _ in 0..rng.u8(1..=4) {
            let Some(cell) = rng.choice(cells.iter_mut()) else { break };
            let piece = rng.choice(&others).map_or("", String::as_str);
            cell["source"] = match mutate(&source(cell), piece, marks, rng) {
                whole if rng.bool() => Value::String(whole),
                lines => lines.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>().into(),
            };
        }
    }
    notebook.to_string()
}

fn source(cell: &Value) -> String {
    match &cell["source"] {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}
