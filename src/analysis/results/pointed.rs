//! What is said of sections that a sentence points to: "The analyses in Section 4 were added later."

use super::said::{Statement, headings};
use super::told::{Basis, StatusLabel};
use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, SectionRef, SectionRole};
use crate::markup::Placeholder;
use crate::source::Label;

/// A section of results that a statement points to, and what it says of it.
#[derive(Clone, Debug)]
pub(super) struct Pointed {
    /// The sentence that points.
    pub sentence: u32,
    /// The section, as an index.
    pub section: u32,
    pub told: StatusLabel,
}

/// Returns the sections of results that statements point to; of several things said in a sentence, what stands nearest to the reference.
pub(super) fn pointed(
    paper: &Paper<'_>,
    statements: &[Statement<'_>],
    zone_of_results: SectionRole,
) -> Vec<Pointed> {
    let mut found = Vec::new();
    for statement in statements.iter().filter(|statement| {
        statement.status().is_some() && !statement.is_departure() && !statement.reading.is_of_prediction()
    }) {
        let sentence = statement.sentence;
        let references =
            sentence.tokens().iter().filter(|token| token.is_placeholder(Placeholder::Reference));
        for token in references {
            let at = token.start - sentence.range().start;
            let told = statement.reading.heard.iter().filter(|heard| heard.status.is_some());
            let Some(status) =
                told.min_by_key(|heard| (heard.at.start as u32).abs_diff(at)).and_then(|heard| heard.status)
            else {
                continue;
            };
            let reports = |section: &SectionRef<'_>| section.zone() == zone_of_results;
            let sections = sections_at(paper, token.start..token.end).into_iter().filter(reports);
            found.extend(sections.map(|section| Pointed {
                sentence: sentence.index,
                section: section.index,
                told: StatusLabel { status, how: Basis::Sentence, at: sentence.range() },
            }));
        }
    }
    found
}

/// Returns what is said of a section, or of one that it stands in, by a sentence that points there.
pub(super) fn told_of(pointed: &[Pointed], section: SectionRef<'_>) -> Option<StatusLabel> {
    let mut of = headings(section).filter_map(|section| {
        pointed.iter().find(|pointed| pointed.section == section.index).map(|pointed| pointed.told.clone())
    });
    of.next()
}

/// Returns the blocks of a section, its heading left out.
fn own_text(section: SectionRef<'_>) -> impl Iterator<Item = BlockRef<'_>> {
    section.own_blocks().filter(|block| block.role() != BlockRole::Heading)
}

/// Returns the sections whose labels a reference names: those right behind a heading.
fn sections_at<'d>(paper: &Paper<'d>, reference: std::ops::Range<u32>) -> Vec<SectionRef<'d>> {
    let reading = paper.document.reading();
    let spans = reading.source_of(reference.start, reference.end);
    let links = paper.links();
    let is_here = |at: u32| spans.iter().any(|span| span.start <= at && at < span.end);
    let keys =
        links.references.iter().filter(|pointer| is_here(pointer.at.start)).map(|pointer| &pointer.key);
    let is_named = |label: &&Label, key: &String| label.key == *key && label.float.is_none();
    let labels = keys.filter_map(|key| links.labels.iter().find(|label| is_named(label, key)));
    let start = |range: std::ops::Range<u32>| {
        reading.source_of(range.start, range.end).first().map(|span| span.start)
    };
    let is_of = |section: &SectionRef<'_>, at: u32| {
        let heading = section.heading().and_then(|heading| start(heading.range()));
        let body = own_text(*section).find_map(|block| start(block.range()));
        heading.is_some_and(|heading| heading <= at) && body.is_none_or(|body| at < body)
    };
    labels
        .filter_map(|label| paper.document.section_refs().find(|section| is_of(section, label.at.start)))
        .collect()
}
