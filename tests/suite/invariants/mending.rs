//! Mending: it ends, changes nothing but what it edits, and reads as it is meant to.

use paperlint::internal::check::mend::MOST_ROUNDS;
use paperlint::internal::findings::{Edit, apply};
use paperlint::internal::markup;
use paperlint::internal::source::{Draft, Format, Source, Span};
use paperlint::internal::{Scratch, lint};
use proptest::prelude::*;

use super::holds::check_span;
use super::pieces::pieces_of;
use super::{Part, rules};

/// Mending ends, changes nothing but what it edits, and reads as it is meant to.
pub fn check_fixes(text: &str, format: Format) {
    let rules = rules();
    let part = Part(Source::new("part", text));
    let mut draft = markup::assemble(Source::new("draft", text), format, &mut { part });
    for round in 0.. {
        assert!(round < MOST_ROUNDS, "mending ends");
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
pub fn fixable() -> impl Strategy<Value = String> {
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
