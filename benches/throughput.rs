//! How fast drafts are read and linted on one core, beside counting their words.
//!
//! The drafts are those of `PAPERLINT_DRAFTS` (a folder) if it is set, else the fixtures of this repository. Each format's drafts
//! are read once; every stage then runs over all of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use paperlint::internal::document::{self, Document};
use paperlint::internal::markup::{self, Builder, Reading};
use paperlint::internal::rules::{RuleFile, builtin};
use paperlint::internal::source::{Draft, Format, Source};
use paperlint::internal::spec::Stage;
use paperlint::internal::{RuleSet, Scratch, lint};
use pulldown_cmark::{Options, Parser};
use unicode_segmentation::UnicodeSegmentation;

fn main() {
    divan::main();
}

static MARKDOWN: LazyLock<Vec<Draft>> = LazyLock::new(|| drafts(Format::Markdown));
static LATEX: LazyLock<Vec<Draft>> = LazyLock::new(|| drafts(Format::Latex));
static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| RuleSet::compile(builtin()).unwrap_or_else(|_| panic!("built-in rules")));

fn drafts(format: Format) -> Vec<Draft> {
    let folder =
        std::env::var_os("PAPERLINT_DRAFTS").map_or_else(|| PathBuf::from("fixtures"), PathBuf::from);
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    paths.retain(|path| Format::from_path(path) == Some(format));
    paths.sort();
    let read = |path: &PathBuf| {
        Draft::single(Source::decode(path.display().to_string(), fs::read(path).unwrap()), format)
    };
    paths.iter().map(read).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of drafts can be read") {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn of(format: &str) -> &'static [Draft] {
    if format == "markdown" { &MARKDOWN } else { &LATEX }
}

fn bytes(drafts: &[Draft]) -> BytesCount {
    BytesCount::new(drafts.iter().map(|draft| draft.main().text.len()).sum::<usize>())
}

fn reading_bytes(readings: &[Reading]) -> BytesCount {
    BytesCount::new(readings.iter().map(|reading| reading.text().len()).sum::<usize>())
}

const FORMATS: [&str; 2] = ["markdown", "latex"];

#[divan::bench(args = FORMATS)]
fn count_words(bencher: Bencher, format: &str) {
    let drafts = of(format);
    let count = |draft: &Draft| draft.main().text.split_ascii_whitespace().count();
    bencher.counter(bytes(drafts)).bench(|| drafts.iter().map(count).sum::<usize>());
}

/// The loop over the events of the Markdown parser with their places, by the reader's options, which reading has to come near to.
#[divan::bench]
fn event_loop(bencher: Bencher) {
    let drafts = of("markdown");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_TASKLISTS;
    let events = |draft: &Draft| {
        let events = Parser::new_ext(&draft.main().text, options).into_offset_iter();
        events.map(|(event, range)| black_box((event, range)).1.len()).sum::<usize>()
    };
    bencher.counter(bytes(drafts)).bench(|| drafts.iter().map(events).sum::<usize>());
}

#[divan::bench(args = FORMATS)]
fn reading(bencher: Bencher, format: &str) {
    let drafts = of(format);
    bencher.counter(bytes(drafts)).bench_local(|| {
        let mut reading = Reading::default();
        for draft in drafts {
            let mut builder = Builder::reuse(std::mem::take(&mut reading));
            markup::read_into(draft, &mut builder);
            reading = builder.finish();
        }
        black_box(&reading);
    });
}

#[divan::bench(args = FORMATS)]
fn document(bencher: Bencher, format: &str) {
    let drafts = of(format);
    let readings: Vec<Reading> = drafts.iter().map(markup::read).collect();
    bencher.counter(bytes(drafts)).bench_local(|| {
        let mut scratch = document::Scratch::default();
        for reading in &readings {
            let document = Document::with_scratch(reading, RULES.lexicon(), std::mem::take(&mut scratch));
            scratch = black_box(document).into_scratch();
        }
    });
}

/// The boundaries alone, on bytes of reading text; the tokens are given.
#[divan::bench(args = FORMATS)]
fn sentences(bencher: Bencher, format: &str) {
    let readings: Vec<Reading> = of(format).iter().map(markup::read).collect();
    let documents: Vec<Document> =
        readings.iter().map(|reading| Document::new(reading, RULES.lexicon())).collect();
    bencher.counter(reading_bytes(&readings)).bench_local(|| {
        let mut count = 0;
        for document in &documents {
            let text = document.reading().text();
            for block in 0..document.blocks().len() as u32 {
                let tokens = &document.tokens()[document.block(block).token_range()];
                document::sentences(tokens, text, |_| count += 1);
            }
        }
        count
    });
}

/// What Unicode says about sentences (UAX #29), for comparison.
#[divan::bench(args = FORMATS)]
fn sentences_of_unicode(bencher: Bencher, format: &str) {
    let readings: Vec<Reading> = of(format).iter().map(markup::read).collect();
    let count = |reading: &Reading| {
        let texts = reading.blocks().iter().map(|block| reading.slice(block.start, block.end));
        texts.map(|text| text.split_sentence_bounds().count()).sum::<usize>()
    };
    bencher.counter(reading_bytes(&readings)).bench_local(|| readings.iter().map(count).sum::<usize>());
}

#[divan::bench(args = FORMATS)]
fn whole_lint(bencher: Bencher, format: &str) {
    let drafts = of(format);
    let mut scratch = Scratch::default();
    bencher.counter(bytes(drafts)).bench_local(|| {
        drafts.iter().map(|draft| lint(draft, &RULES, &mut scratch).findings.len()).sum::<usize>()
    });
}

/// The stable rules, which run by default.
#[divan::bench(args = FORMATS)]
fn whole_lint_stable_rules(bencher: Bencher, format: &str) {
    lint_with(bencher, format, |rule| rule.spec.stage == Stage::Stable);
}

/// The four rules that the program began with: the same drafts, so that the cost of the others is seen.
#[divan::bench(args = FORMATS)]
fn whole_lint_four_rules(bencher: Bencher, format: &str) {
    const FOUR: [&str; 4] = ["long-sentence", "long-paragraph", "thin-abstract", "unlabelled-results"];
    lint_with(bencher, format, |rule| FOUR.contains(&rule.spec.id.as_str()));
}

fn lint_with(bencher: Bencher, format: &str, is_wanted: fn(&RuleFile) -> bool) {
    let files = builtin().into_iter().filter(is_wanted).collect();
    let rules = RuleSet::compile(files).unwrap_or_else(|_| panic!("built-in rules"));
    let drafts = of(format);
    let mut scratch = Scratch::default();
    bencher.counter(bytes(drafts)).bench_local(|| {
        drafts.iter().map(|draft| lint(draft, &rules, &mut scratch).findings.len()).sum::<usize>()
    });
}
