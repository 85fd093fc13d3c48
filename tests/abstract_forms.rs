//! Each line of `tests/tables/abstract-forms.txt` is a draft, with its abstract marked: all of that and nothing else is read as such.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use paperlint::internal::analysis::{Abstract, Paper, Vocabulary};
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::markup::{self, NoLoader};
use paperlint::internal::source::{Format, Source};

fn main() -> ExitCode {
    let mut kind = "";
    let mut trials = Vec::new();
    for (line, number) in include_str!("tables/abstract-forms.txt").lines().skip(3).zip(4..) {
        match line.strip_prefix("# ").filter(|kind| !kind.contains("\\n")) {
            Some(name) => kind = name,
            None if line.is_empty() => {}
            None => trials.push(Trial::test(format!("{kind}::line_{number}"), move || check(line))),
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The abstract that `«»` stands for.
const ABSTRACT: &str = "Tea is widely drunk, but nobody knows why. We asked 40 readers of one town. We found that 37 of them like it.";

/// What stands after each.
const INTRODUCTION: &str =
    "\n\n# Introduction\n\nTea is old. People have drunk it for years.\n\n# Methods\n\nWe asked people.\n";

fn check(line: &str) -> Result<(), Failed> {
    let line = line.replace("\\n", "\n").replace("«»", &format!("«{ABSTRACT}»"));
    let text = line.strip_suffix('$').map_or_else(|| format!("{line}{INTRODUCTION}"), str::to_owned);
    let pieces = text.split('«').skip(1).map(|piece| piece.split('»').next().unwrap());
    let wanted = pieces.collect::<Vec<_>>().join(" ");
    let text = text.replace(['«', '»'], "");
    let draft =
        paperlint::internal::assemble(Source::new("draft", text.clone()), Format::Markdown, &mut NoLoader);
    let reading = markup::read(&draft);
    let (lexicon, vocabulary) = (Lexicon::default(), Vocabulary::default());
    let document = Document::new(&reading, &lexicon);
    let paper = Paper::new(&draft, &document, &vocabulary);
    let found = match paper.abstract_() {
        Abstract::Present(moves) => {
            moves.blocks.iter().map(|block| block.text()).collect::<Vec<_>>().join(" ")
        }
        Abstract::NotReadable(_) | Abstract::Absent => String::new(),
    };
    if found == wanted {
        Ok(())
    } else {
        Err(format!("wanted: {wanted}\nfound: {found}\nin:\n{text}").into())
    }
}
