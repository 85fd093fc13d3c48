//! Rule files of authors: an error with its place, or a rule that a draft is linted with.
#![no_main]

use paperlint::internal::rules::RuleFile;
use paperlint::internal::source::{Draft, Format, Source};
use paperlint::internal::{RuleSet, Scratch, lint};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(rule) = RuleFile::parse("own", "own/rule.toml", "rule", text.to_owned()) else { return };
    let Ok(rules) = RuleSet::compile(vec![rule]) else { return };
    let source = Source::new("draft", "# Tea\n\nWe measured the the NTP of our tea, in in cups: 12.5 %.\n");
    lint(&Draft::single(source, Format::Markdown), &rules, &mut Scratch::default());
});
