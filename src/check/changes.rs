//! What changed in a draft, and which findings are about it.

use std::ops::Range;

use crate::analysis::Paper;
use crate::document::BlockRole;
use crate::findings::{Finding, Place};
use crate::source::Span;

/// What is new in a draft. An empty span, or one of white space, is a place where something was taken out.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Sorted and disjoint.
    spans: Vec<Span>,
}

impl Changes {
    /// Returns the changes at these places.
    pub fn new(mut spans: Vec<Span>) -> Self {
        spans.sort();
        Self { spans }
    }

    /// Returns whether a finding is about something that changed: the sentences of its place and of those that it names besides; for one
    /// about the paper as a whole, the abstract or the section that it stands in, or the file where it stands in none.
    pub(super) fn touch(&self, finding: &Finding, paper: &Paper<'_>) -> bool {
        let found = &finding.place.range;
        if found.end == 0 {
            let first = finding.place.first();
            let file = paper.draft.file(paper.draft.file_of(first.start));
            return match finding.is_whole_paper {
                true => self.reach(widened(file.span())),
                false => self.reach(lines(first, paper)),
            };
        }
        if finding.is_whole_paper {
            let places = whole(found, paper).map(|range| Place::new(paper.document.reading(), range));
            return places.into_iter().flat_map(|place| place.spans).any(|span| self.reach(widened(span)));
        }
        let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|one| &one.place));
        places.into_iter().any(|place| self.reach_text(&sentences(&place.range, paper), paper))
            // A comment changes what is found of it by being written, and by what it speaks of.
            || finding.place.spans.iter().any(|span| self.reach(*span))
    }

    fn reach_text(&self, range: &Range<u32>, paper: &Paper<'_>) -> bool {
        Place::new(paper.document.reading(), range.clone()).spans.into_iter().any(|span| self.reach(span))
    }

    fn reach(&self, span: Span) -> bool {
        let after = self.spans.partition_point(|change| change.end <= span.start);
        self.spans.get(after).is_some_and(|change| change.start < span.end)
    }
}

/// Returns the lines of a span of the source.
fn lines(span: Span, paper: &Paper<'_>) -> Span {
    let file = paper.draft.file(paper.draft.file_of(span.start));
    let rest = paper.draft.text(Span::new(span.end, file.span().end.max(span.end)));
    let end = span.end + rest.find('\n').unwrap_or(rest.len()) as u32;
    Span::new(file.line_start(span.start), end)
}

/// Returns a range of the text, widened to whole sentences.
fn sentences(range: &Range<u32>, paper: &Paper<'_>) -> Range<u32> {
    let document = paper.document;
    let tokens = document.tokens();
    let first = tokens.partition_point(|token| token.end <= range.start);
    let last = tokens.partition_point(|token| token.start < range.end).max(first + 1) - 1;
    let of = |token: usize| {
        let index = document.sentences().partition_point(|sentence| sentence.end as usize <= token);
        (index < document.sentences().len()).then(|| document.sentence(index as u32).range())
    };
    match (of(first), of(last)) {
        (Some(one), Some(other)) => one.start.min(range.start)..other.end.max(range.end),
        _ => range.clone(),
    }
}

/// Returns what a finding about the paper as a whole speaks of: the abstract, or the section of its place.
fn whole<'d>(range: &Range<u32>, paper: &Paper<'d>) -> impl Iterator<Item = Range<u32>> + use<'d> {
    let document = paper.document;
    let block = document.blocks().partition_point(|block| block.text.end <= range.start);
    let is_abstract = document.blocks().get(block).is_some_and(|block| block.role == BlockRole::Abstract);
    let section = (!is_abstract).then(|| document.section_at(range.start).blocks());
    let blocks =
        document.blocks().iter().filter(move |block| is_abstract && block.role == BlockRole::Abstract);
    let blocks = blocks.map(|block| block.text.clone());
    section.into_iter().flatten().map(|block| block.range()).chain(blocks)
}

/// Returns a span with what touches its ends, where something may have been taken out.
fn widened(span: Span) -> Span {
    Span::new(span.start.saturating_sub(1), span.end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_reaches_what_it_overlaps_and_what_it_was_taken_out_of() {
        let changes = Changes::new(vec![Span::new(10, 20), Span::new(40, 40), Span::new(50, 60)]);
        let reached = |start, end| changes.reach(Span::new(start, end));
        assert_eq!(
            [reached(0, 10), reached(0, 11), reached(19, 25), reached(20, 25)],
            [false, true, true, false]
        );
        assert_eq!(
            [reached(30, 40), reached(30, 41), reached(40, 45), reached(39, 45)],
            [false, true, false, true]
        );
        assert_eq!([reached(45, 55), reached(60, 70)], [true, false]);
    }
}
