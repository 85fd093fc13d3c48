//! What a paper has of what a venue asks for by name.

use super::Paper;
use crate::document::SectionRef;

/// Returns whether a heading has one of some runs of words, whatever its case and what stands between the words.
pub fn is_titled(section: SectionRef<'_>, headings: &[String]) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let title = words(section.title());
    headings.iter().map(|heading| words(heading)).any(|heading| {
        !heading.is_empty() && title.windows(heading.len()).any(|run| run == heading.as_slice())
    })
}

/// Returns the sections of a paper with such a heading.
pub fn sections<'p>(paper: &'p Paper<'_>, headings: &'p [String]) -> impl Iterator<Item = SectionRef<'p>> {
    paper.document.section_refs().filter(move |section| is_titled(*section, headings))
}
