//! What a comment that silences rules speaks of.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Suppressions, same};
use crate::analysis::Paper;
use crate::analysis::directives::{Directive, Request, Verb};
use crate::document::BlockRef;
use crate::findings::Finding;
use crate::markup::BlockKind;
use crate::source::{Draft, FileId, Span};
use crate::spec::Per;

/// What a directive speaks of.
pub(super) enum Reach {
    /// A block, a sentence, or all up to where rules are on again.
    Text {
        /// In the reading text.
        text: Range<u32>,
        /// The source of what is not read as prose.
        source: Span,
        /// Where the text is a heading, its section, for rules that speak once a section.
        section: Option<Range<u32>>,
    },
    /// A file.
    File(FileId),
}

impl Reach {
    /// Returns whether it speaks of a finding, by a rule that speaks once a `per`.
    pub fn holds(&self, finding: &Finding, per: Per, paper: &Paper<'_>) -> bool {
        let first = finding.place.first();
        match self {
            Self::File(id) => {
                paper.draft.file_of(first.start) == *id
                    || (finding.is_whole_paper && paper.draft.roots().any(|root| root == *id))
            }
            Self::Text { text, source, section } => {
                let found = &finding.place.range;
                let in_section = section.as_ref().filter(|_| per == Per::Section);
                // What has no place in the text lies in the source alone, or is missing from all of the paper.
                match found.end == 0 {
                    true if finding.is_whole_paper => text.start == 0 && !text.is_empty(),
                    true => source.start <= first.start && first.start < source.end.max(source.start + 1),
                    false => {
                        touches(text, found) || in_section.is_some_and(|section| touches(section, found))
                    }
                }
            }
        }
    }
}

impl<'d> Suppressions<'_, 'd> {
    /// Returns what comes next: the block, or inside of one the sentence. For a comment behind words at the end of a line, their sentence.
    pub(super) fn next_to(&self, directive: &Directive<'d>) -> Reach {
        let document = self.paper.document;
        let tokens = document.tokens();
        let next = tokens.partition_point(|token| token.start < directive.at);
        let line = self.line_start(directive.comment);
        let before = next.checked_sub(1).filter(|_| self.ends_line(directive.comment)).filter(|&last| {
            let at = document.reading().source_at(tokens[last].end.saturating_sub(1));
            line.start <= at && at < directive.comment.start
        });
        let source = self.source_next_to(directive.comment, line);
        let token = before.unwrap_or(next);
        let sentence = document.sentences().partition_point(|sentence| sentence.end as usize <= token) as u32;
        if sentence as usize >= document.sentences().len() {
            // Nothing follows that could be meant.
            return Reach::Text { text: directive.at..directive.at, source, section: None };
        }
        let sentence = document.sentence(sentence);
        let block = sentence.block();
        let is_block = before.is_none() && block.token_range().start == token;
        let text = if is_block { with_paragraph(block) } else { sentence.range() };
        Reach::Text { text, source, section: section_of(block) }
    }

    /// Up to where the same rules are on again, and at most to the end of the file.
    pub(super) fn up_to_on(&self, index: usize, said: &Request<'d>) -> Reach {
        let off = &self.directives[index];
        let file = self.paper.draft.file_of(off.comment.start);
        let on = self.directives.iter().skip(index + 1).find(|other| {
            let ends = |on: &Request<'_>| on.verb == Verb::On && (on.names.is_empty() || same(on, said));
            other.said.as_ref().is_ok_and(ends) && self.paper.draft.file_of(other.comment.start) == file
        });
        let whole = self.paper.draft.file(file).span();
        let (end, source_end) = match on {
            Some(on) => (on.at, on.comment.start),
            None => (self.end_of(whole), whole.end),
        };
        let source = Span::new(off.comment.end, source_end.max(off.comment.end));
        Reach::Text { text: off.at..end.max(off.at), source, section: None }
    }

    /// Returns the `off` that an `on` ends.
    pub(super) fn off_before(&self, index: usize, on: &Request<'d>) -> Option<&Directive<'d>> {
        let file = |directive: &Directive<'_>| self.paper.draft.file_of(directive.comment.start);
        let is_off = |off: &Request<'_>| off.verb == Verb::Off && (on.names.is_empty() || same(on, off));
        let before = self.directives.get(..index)?.iter().rev();
        let here = self.directives.get(index).map(file);
        before.into_iter().find(|other| other.said.as_ref().is_ok_and(is_off) && Some(file(other)) == here)
    }

    /// One past the last byte of the reading text that comes from `file`.
    fn end_of(&self, file: Span) -> u32 {
        let reading = self.paper.document.reading();
        let last = reading.origins().iter().rposition(|origin| file.contains(origin.from));
        let next = last.and_then(|last| reading.origins().get(last + 1));
        next.map_or(reading.text().len() as u32, |next| next.at)
    }

    /// From the start of the line that a comment stands on up to the comment.
    fn line_start(&self, comment: Span) -> Span {
        let file = self.paper.draft.file(self.paper.draft.file_of(comment.start));
        Span::new(file.line_start(comment.start), comment.start)
    }

    fn ends_line(&self, comment: Span) -> bool {
        let file = self.paper.draft.file(self.paper.draft.file_of(comment.start));
        // A comment that runs up to the end of its line may hold that, too.
        file.is_line_end(comment.end) || self.paper.draft.text(comment).ends_with('\n')
    }

    /// Returns the source of what is no prose next to a comment: its own line, or where it has that for itself, the next line that is not
    /// empty and holds more than a comment.
    fn source_next_to(&self, comment: Span, line: Span) -> Span {
        let draft = self.paper.draft;
        if !draft.text(line).trim().is_empty() {
            return Span::new(line.start, comment.end);
        }
        behind(comment.end, draft, &self.behind)
    }
}

/// Returns the next line behind each comment of a paper that is not empty and holds more than a comment, by where the comment starts.
pub(super) fn behind_comments(paper: &Paper<'_>) -> FxHashMap<u32, Span> {
    let comments = paper.document.reading().comments().iter().map(|comment| comment.source);
    let mut comments: Vec<Span> = comments.filter(|comment| comment.end > comment.start).collect();
    // From the last on, so that a comment behind another one is known. Of two that start together, the first counts.
    comments.sort_by_key(|comment| comment.start);
    comments.dedup_by_key(|comment| comment.start);
    let mut found = FxHashMap::default();
    for comment in comments.into_iter().rev() {
        let line = behind(comment.end, paper.draft, &found);
        found.insert(comment.start, line);
    }
    found
}

/// Returns the first line from `from` on that is not empty, or what is known to follow the comment that stands there.
fn behind(from: u32, draft: &Draft, known: &FxHashMap<u32, Span>) -> Span {
    let file = draft.file(draft.file_of(from));
    let rest = draft.text(Span::new(from, file.span().end.max(from)));
    let trimmed = rest.trim_start();
    let start = from + (rest.len() - trimmed.len()) as u32;
    known.get(&start).copied().unwrap_or_else(|| {
        let line = trimmed.lines().next().unwrap_or("");
        Span::new(start, start + line.len() as u32)
    })
}

fn touches(reach: &Range<u32>, found: &Range<u32>) -> bool {
    found.start < reach.end && reach.start < found.end.max(found.start + 1)
}

/// Returns a block; where it is a heading that shares its line with a paragraph, both.
fn with_paragraph(block: BlockRef<'_>) -> Range<u32> {
    let blocks = block.document.blocks();
    let next = matches!(block.kind(), BlockKind::Heading { run_in: true, .. })
        .then(|| blocks.get(block.index as usize + 1))
        .flatten();
    block.range().start..next.map_or(block.range(), |next| next.text.clone()).end
}

/// Returns the section that a heading opens, without those below it.
fn section_of(block: BlockRef<'_>) -> Option<Range<u32>> {
    if !matches!(block.kind(), BlockKind::Heading { .. }) {
        return None;
    }
    let blocks = || block.section().own_blocks();
    Some(blocks().next()?.range().start..blocks().last()?.range().end)
}
