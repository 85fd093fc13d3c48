//! What holds for whatever was read, however broken. The tests hold it on drafts that are made up, `evaluation mutants` on real ones.

use paperlint::internal::check::mend::MOST_ROUNDS;
use paperlint::internal::document::{Document, Lexicon};
use paperlint::internal::findings::{Edit, apply};
use paperlint::internal::markup::{self, OriginKind, Reading};
use paperlint::internal::source::{Draft, Span};
use paperlint::internal::{Lint, RuleSet, Scratch, lint};

/// The reading, the document and the findings of a draft are whole.
pub fn check(draft: &Draft, rules: &RuleSet, lint: &Lint) {
    let reading = markup::read(draft);
    check_reading(draft, &reading);
    check_document(&reading, rules.lexicon());
    for finding in &lint.findings {
        let related = finding.related.iter().flat_map(|related| &related.place.spans);
        for &span in finding.place.spans.iter().chain(related) {
            check_span(draft, span);
        }
    }
}

/// A place lies in one file, between characters.
fn check_span(draft: &Draft, span: Span) {
    let file = draft.file(draft.file_of(span.start));
    assert!(file.span().contains(span), "{span:?} lies in one file");
    let (start, end) = (span.start - file.base, span.end - file.base);
    assert!(file.text.is_char_boundary(start as usize) && file.text.is_char_boundary(end as usize));
}

/// Mending ends, changes nothing but what it edits, and reads as it is meant to.
pub fn check_fixes(mut draft: Draft, rules: &RuleSet) {
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
