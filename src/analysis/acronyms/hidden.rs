//! Short forms inside a citation or code, where the reading text has a placeholder: `health questionnaire [PHQ; @lee2020]`,
//! `\citep[PHQ;][]{lee}`, ``spectral index (`SLIX`)``.

use super::long_form::long_form;
use super::{Definition, shape};
use crate::document::{Document, Kind, SentenceRef, Token};
use crate::markup::{Placeholder, may_hold_private};
use crate::source::Draft;

/// Calls `found` with each short form that the sentence defines in such a place.
pub(super) fn of(sentence: SentenceRef<'_>, draft: &Draft, found: &mut impl FnMut(&str, Definition)) {
    if !may_hold_private(sentence.text()) {
        return;
    }
    let tokens = sentence.tokens();
    for (at, &token) in tokens.iter().enumerate().skip(1) {
        let is_citation = token.is_placeholder(Placeholder::Citation);
        let is_code = token.is_placeholder(Placeholder::Code)
            && tokens[at - 1].is(b'(')
            && tokens.get(at + 1).is_some_and(|next| next.is(b')'));
        if !is_citation && !is_code {
            continue;
        }
        let before = if is_code { at.checked_sub(2) } else { at.checked_sub(1) };
        let before = before.map(|before| tokens[before]).filter(|before| before.kind == Kind::Word);
        let written = source(sentence.document, draft, token);
        let short = if is_citation { in_citation(written) } else { in_code(written) };
        let (Some(before), Some(short)) = (before, short.filter(|short| is_whole(short))) else { continue };
        let first = sentence.range().start;
        let text = sentence.document.reading().slice(first, before.end);
        let long = long_form(text, short).and_then(|start| text.get(start..)).unwrap_or("");
        let range = token.start..token.end;
        found(short, Definition::new(sentence, range, long.to_owned()));
    }
}

/// Returns the code that a placeholder stands for, where it is a short form, or the short form that it opens with: `QZN Lite`.
pub(super) fn code<'d>(document: &Document<'_>, draft: &'d Draft, token: Token) -> Option<&'d str> {
    in_code(source(document, draft, token))?.split(' ').next().filter(|short| is_whole(short))
}

fn source<'d>(document: &Document<'_>, draft: &'d Draft, token: Token) -> &'d str {
    let spans = document.reading().source_of(token.start, token.end);
    spans.first().map_or("", |&span| draft.text(span))
}

/// Returns what stands before the first key: the `PHQ` of `[PHQ; e.g., @lee]` and of `\citep[PHQ;][]{lee}`.
fn in_citation(written: &str) -> Option<&str> {
    let note = written.get(written.find('[')? + 1..)?;
    let note = note.get(..note.find([';', ',', '@', ']', '\\'])?)?;
    Some(note.trim())
}

/// Returns the code without the marks round it.
fn in_code(written: &str) -> Option<&str> {
    let inner = written.split_once('{').map_or(written, |(_, inner)| inner);
    Some(inner.trim_matches(['`', '}', ' ']))
}

fn is_whole(short: &str) -> bool {
    let singular = shape::singular(short);
    shape::acronyms(short).next().is_some_and(|(at, found)| at == 0 && found == singular)
}
