//! Where a plan says what: the paragraphs of the sections of a part, or a sentence with its words.

use std::ops::Range;

use super::words::{self, Hint, Place, says};
use super::{Form, Reader, is_text, stems};
use crate::document::{BlockRef, BlockRole, SectionRef};

/// Words from which on a section says why a project is worth the work.
const MOTIVATED: u32 = 8;

impl Reader<'_, '_> {
    /// Whether the plan has a part.
    pub(super) fn has(&self, hint: Hint) -> bool {
        self.find(hint).is_some()
    }

    /// Where the plan has a part: a paragraph of a section of it, the first that says what such a part does, or a sentence with words of it.
    pub(super) fn find(&self, hint: Hint) -> Option<Range<u32>> {
        let places = self.places(hint);
        let says_it = |range: &&Range<u32>| answers(self.text(range), hint);
        // `Does not apply` is an answer.
        let nothing = places.first().filter(|range| says(self.text(range), Hint::Nothing));
        let first = nothing.or_else(|| places.iter().find(says_it)).cloned();
        // A number or a test stands wherever it stands.
        let elsewhere =
            || self.sentence_where(|text| is_exact(hint) && says(text, hint) && answers(text, hint));
        first.or_else(elsewhere).or_else(|| places.first().cloned()).or_else(|| self.sentence(hint))
    }

    /// The paragraphs of the sections of a part, each with the list that it opens, those first whose headings say the part most plainly.
    fn places(&self, hint: Hint) -> Vec<Range<u32>> {
        let least = if hint == Hint::Motivation { MOTIVATED } else { 1 };
        // What is adjusted for is no outcome, though forms ask for both under one heading.
        let is_wanted = |block: &BlockRef<'_>| {
            block.words() > 0 && (hint != Hint::Outcome || !says(block.text(), Hint::Adjusts))
        };
        let mut sections: Vec<SectionRef<'_>> = self.sections(hint).collect();
        sections.sort_by_key(|section| words::rank(section.title(), hint));
        let mut places: Vec<Range<u32>> = Vec::new();
        for section in sections {
            let own: Vec<BlockRef<'_>> = section.own_blocks().filter(is_text).collect();
            let blocks = if own.is_empty() { section.blocks().filter(is_text).collect() } else { own };
            if blocks.iter().map(|block| block.words()).sum::<u32>() < least {
                continue;
            }
            for (at, block) in blocks.iter().enumerate().filter(|(_, block)| is_wanted(block)) {
                let behind = blocks.get(at + 1..).unwrap_or_default().iter();
                let listed = behind.take_while(|block| block.role() == BlockRole::Item).last();
                let range = block.range();
                places.push(range.start..listed.map_or(range.end, |last| last.range().end));
            }
        }
        places
    }

    fn text(&self, range: &Range<u32>) -> &str {
        self.paper.document.reading().slice(range.start, range.end)
    }

    /// The first sentence with words of a part.
    pub(super) fn sentence(&self, hint: Hint) -> Option<Range<u32>> {
        self.sentence_where(|text| says(text, hint))
    }

    fn sentence_where(&self, is_wanted: impl Fn(&str) -> bool) -> Option<Range<u32>> {
        let mut sentences = self.texts().flat_map(BlockRef::sentences);
        sentences.find(|sentence| is_wanted(sentence.text())).map(|sentence| sentence.range())
    }

    /// Whether a section of that part gives a number or says `all`.
    pub(super) fn has_number(&self, hint: Hint) -> bool {
        let gives = |block: BlockRef<'_>| {
            let text = block.text();
            let is_number =
                |c: char| c.is_ascii_digit() || crate::markup::Placeholder::from_char(c).is_some();
            // A number in words may be of anything, unless the heading asks for this one.
            let is_asked = || is_of(block.section().title(), hint, self.form);
            text.contains(is_number) || (is_asked() && !stems::counts(text).is_empty())
        };
        self.sections(hint).any(|section| section.blocks().filter(is_text).any(gives))
    }

    /// Whether a sentence outside such a section says how many are observed.
    pub(super) fn says_how_many(&self) -> bool {
        self.sentence_where(|text| says(text, Hint::SampleSize) && answers(text, Hint::SampleSize)).is_some()
    }

    /// The sections whose headings name that part.
    pub(super) fn sections(&self, hint: Hint) -> impl Iterator<Item = SectionRef<'_>> {
        let document = self.paper.document;
        let levels = || document.section_refs().map(SectionRef::level).filter(|level| *level > 0);
        let highest = levels().min();
        // Without a title block the only heading of the highest level is the title.
        let is_titled = document.blocks().iter().any(|block| block.role == BlockRole::Title);
        let is_alone = !is_titled && levels().filter(|level| Some(*level) == highest).count() == 1;
        let is_title = move |section: &SectionRef<'_>| is_alone && Some(section.level()) == highest;
        let is_part_of = move |section: &SectionRef<'_>| is_of(section.title(), hint, self.form);
        document.section_refs().filter(move |section| !is_title(section) && is_part_of(section))
    }

    /// The blocks of running text.
    pub(super) fn texts(&self) -> impl Iterator<Item = BlockRef<'_>> {
        let document = self.paper.document;
        (0..document.blocks().len() as u32).map(|index| document.block(index)).filter(is_text)
    }
}

/// Whether a heading names a part. That of a form may name two; among those of a project the first line that fits says which.
pub(super) fn is_of(heading: &str, part: Hint, form: Form) -> bool {
    let is_other = |hint: Hint| hint == Hint::Covariates;
    if part == Hint::Outcome && words::first(heading, Place::Heading, is_other).is_some() {
        return false;
    }
    if part.is_of_registrations() {
        return words::first(heading, Place::Heading, |hint| hint == part).is_some();
    }
    let is_asked =
        |hint: Hint| hint != Hint::Form && (form == Form::Registration || !hint.is_of_registrations());
    words::first(heading, Place::Heading, is_asked) == Some(part)
}

/// Whether a text says what such a part of a plan does: how many, which test, who is left out.
fn answers(text: &str, hint: Hint) -> bool {
    match hint {
        Hint::SampleSize => !stems::counts(text).is_empty(),
        Hint::Tests => !stems::families(text).is_empty(),
        Hint::Outcome => says(text, Hint::Outcome) || says(text, Hint::Primary),
        Hint::Exclusions => says(text, Hint::Excludes),
        _ => true,
    }
}

/// Whether what answers is plain: a number, a test.
fn is_exact(hint: Hint) -> bool {
    matches!(hint, Hint::SampleSize | Hint::Tests)
}
