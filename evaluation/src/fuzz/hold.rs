//! What must hold of each kind of text.

use std::collections::BTreeSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use paperlint::internal::changed_words;
use paperlint::internal::check::{NO_REASON_YET, allow};
use paperlint::internal::findings::{Baseline, apply};
use paperlint::internal::markup::{self, LoadError, Loader};
use paperlint::internal::rules::RuleFile;
use paperlint::internal::source::{Draft, Format, Source, Span};
use paperlint::internal::{RuleSet, Scratch, lint};
use paperlint::{Config, ConfigError, Linter};
use serde_json::json;

use crate::mutants::look::{holds, look};

/// What stands between an old and a new text.
pub const PARTED: &str = "\n\u{1d}\n";

/// A draft that is linted with configurations and rules of authors.
const DRAFT: &str = "# Tea\n\n## Abstract\n\nWe measured the the NTP of our tea, in in cups: 12.5 %.\n\n## Results\n\nIt rose (p < .05).\n";

/// Drafts are read whole, and what is found in them is written in every format; whether they have three headings.
pub fn draft(text: &str, format: Format, rules: &RuleSet) -> Result<bool> {
    look(&assembled(text, format), rules)
}

/// Returns a draft whose includes are the draft itself, under another name.
fn assembled(text: &str, format: Format) -> Draft {
    let source = Source::decode("draft", text.as_bytes().to_vec());
    let part = Part(Source { name: "part".to_owned(), ..source.clone() });
    markup::assemble(source, format, &mut { part })
}

struct Part(Source);

impl Loader for Part {
    fn load(&mut self, _from: &str, _target: &str) -> Result<Source, LoadError> {
        Ok(self.0.clone())
    }
}

/// Returns a configuration is a linter, or an error with a place in it and in words that a terminal can show.
pub fn config(text: &str, _: &RuleSet) -> Result<bool> {
    let made = Config::from_toml(text).and_then(|config| Linter::with_config(&config));
    match made {
        Ok(linter) => {
            linter.lint(&paperlint::Draft::new("paper.md", DRAFT));
            Ok(true)
        }
        Err(error) => told(text, &error).map(|()| false),
    }
}

fn told(text: &str, error: &ConfigError) -> Result<()> {
    placed(text, error.span())?;
    can_be_shown(&error.to_string())
}

fn placed(text: &str, span: Option<Range<usize>>) -> Result<()> {
    let is_in = span.as_ref().is_none_or(|span| text.get(span.clone()).is_some());
    ensure!(is_in, "a mistake has its place at {span:?} of {} bytes", text.len());
    Ok(())
}

fn can_be_shown(message: &str) -> Result<()> {
    let obeyed = message.chars().find(|&ch| ch.is_control() && !matches!(ch, '\n' | '\t'));
    ensure!(obeyed.is_none(), "a message holds {:?}: {message:?}", obeyed.unwrap_or_default());
    ensure!(!message.trim().is_empty(), "a mistake has no message");
    Ok(())
}

/// Returns a rule file is a rule that finds what is whole, or an error with a place in it.
pub fn rule(text: &str, _: &RuleSet) -> Result<bool> {
    let id = text.lines().find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
    let parsed = RuleFile::parse("own", "own/rule.toml", id.unwrap_or("rule"), text.to_owned());
    let compiled = parsed.and_then(|rule| RuleSet::compile(vec![rule]).map_err(|error| error.problem));
    match compiled {
        Ok(rules) => look(&assembled(DRAFT, Format::Markdown), &rules).map(|_| true),
        Err(problem) => {
            placed(text, problem.span)?;
            ensure!(!problem.message.trim().is_empty(), "a mistake has no message");
            Ok(false)
        }
    }
}

/// Returns a baseline is written as it was read, and else an error.
pub fn baseline(text: &str, _: &RuleSet) -> Result<bool> {
    match Baseline::read(text) {
        Ok(read) => {
            let again = Baseline::read(&read.written()).context("what is written cannot be read")?;
            ensure!(read == again, "what is written is not what was read");
            Ok(true)
        }
        Err(error) => {
            ensure!(!error.to_string().is_empty(), "a mistake has no message");
            Ok(false)
        }
    }
}

/// Returns a file of references is read entry by entry, whatever is wrong with one; whether it has an entry that is cited.
pub fn bibliography(text: &str, rules: &RuleSet) -> Result<bool> {
    let keys: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix('@')?.split_once('{')?.1.split(',').next())
        .collect();
    let cited: String = keys.iter().map(|key| format!("It is so \\cite{{{key}}}.\n")).collect();
    let main = format!(
        "\\documentclass{{article}}\\begin{{document}}\n{cited}\\bibliography{{refs}}\n\\end{{document}}\n"
    );
    let draft = Draft::single(Source::new("paper.tex", main), Format::Latex);
    let mut loader = Part(Source::decode("refs.bib", text.as_bytes().to_vec()));
    look(&markup::with_bibliographies(draft, &mut loader), rules)?;
    Ok(!keys.is_empty())
}

/// Mending ends, changes nothing but what it edits, and reads as it is meant to, in each format.
pub fn fix(text: &str, rules: &RuleSet) -> Result<bool> {
    let cell = json!({ "cell_type": "markdown", "metadata": {}, "source": text });
    let notebook = json!({ "cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5 }).to_string();
    let mut has_fixes = false;
    for (text, format) in [
        (text, Format::Markdown),
        (text, Format::Latex),
        (text, Format::Plain),
        (notebook.as_str(), Format::Notebook),
    ] {
        let draft = assembled(text, format);
        let findings = lint(&draft, rules, &mut Scratch::default()).findings;
        has_fixes |=
            !apply::choose(&draft, findings.iter().filter_map(|finding| finding.fix.as_ref())).is_empty();
        holds::check_fixes(draft, rules);
    }
    Ok(has_fixes)
}

/// With a comment put before each thing that is found no word of the prose changes, and what the comments are for is silent.
pub fn suppress(text: &str, rules: &RuleSet) -> Result<bool> {
    let mut has_comments = false;
    for format in [Format::Markdown, Format::Latex] {
        let draft = assembled(text, format);
        let found = |draft: &Draft| lint(draft, rules, &mut Scratch::default());
        let comments = allow(&draft, rules, NO_REASON_YET, found, |_| true);
        let edits: Vec<(Span, &str)> = comments.iter().map(|(span, text)| (*span, text.as_str())).collect();
        let silent = draft.edited(&edits);
        ensure!(
            markup::read(&draft).text() == markup::read(&silent).text(),
            "a comment changes the prose of {format:?}"
        );
        has_comments |= !edits.is_empty();
    }
    Ok(has_comments)
}

/// Returns what changed lies in the new text, in its order, and between characters; what is left of that text stands in the old one, word
/// by word and in this order.
pub fn since(text: &str, _: &RuleSet) -> Result<bool> {
    let (old, new) = text.split_once(PARTED).unwrap_or((text, ""));
    let changed = changed_words(old, new);
    let mut at = 0;
    let mut kept = String::new();
    for range in &changed {
        ensure!(at <= range.start && range.start <= range.end, "changes are in order");
        let between = new.get(at..range.start).context("a change begins between characters")?;
        kept.push_str(between);
        kept.push(' ');
        at = range.end;
    }
    kept.push_str(new.get(at..).context("a change ends between characters")?);
    let mut words = old.split_whitespace();
    for word in kept.split_whitespace() {
        ensure!(words.any(|old| old == word), "`{word}` is new, and no change");
    }
    ensure!(old != new || changed.is_empty(), "nothing changed");
    Ok(old != new)
}
