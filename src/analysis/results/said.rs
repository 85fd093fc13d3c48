//! The sentences with a word on plans or registrations, each read once.

use std::ops::Range;

use super::statements::{self, Covers, Heard, Place, Reach, Reading, Registration};
use super::told::{Basis, Status, StatusLabel};
use crate::analysis::{Cue, Paper};
use crate::document::{BlockRef, BlockRole, SectionRef, SectionRole, SentenceRef};
use crate::english::NUMBERED_STUDIES;

/// A sentence with a word on plans or registrations, and what it says.
#[derive(Clone, Debug)]
pub struct Statement<'d> {
    /// The sentence.
    pub sentence: SentenceRef<'d>,
    /// What it says; perhaps nothing of the paper's own.
    pub reading: Reading,
}

impl Statement<'_> {
    /// Returns what it says of results of the paper's own.
    pub fn status(&self) -> Option<Status> {
        self.reading.status()
    }

    /// Returns whether it tells of a departure from the plan, which says of no result what it is.
    pub(super) fn is_departure(&self) -> bool {
        self.reading.covers() == Some(Covers::Deviation) && self.status() == Some(Status::Both)
    }

    /// Returns how far it reaches.
    pub fn reach(&self) -> Option<Reach> {
        self.reading.first().map(|heard| heard.reach)
    }

    /// Returns the bytes of its trigger in the reading text, or those of the sentence where there is none.
    pub fn at(&self) -> Range<u32> {
        match self.reading.first().or(self.reading.heard.first()) {
            Some(heard) => self.at_of(heard),
            None => self.sentence.range(),
        }
    }

    /// Returns the bytes of one of its triggers in the reading text.
    pub fn at_of(&self, heard: &Heard) -> Range<u32> {
        let start = self.sentence.range().start;
        start + heard.at.start as u32..start + heard.at.end as u32
    }
}

impl Statement<'_> {
    pub(super) fn told(&self) -> StatusLabel {
        let how = if self.reach() == Some(Reach::Paper) { Basis::Document } else { Basis::Sentence };
        StatusLabel { status: self.status().unwrap_or(Status::Both), how, at: self.sentence.range() }
    }
}

/// Returns all sentences and headings with a trigger word, in order, each read once.
pub(super) fn statements<'d>(paper: &Paper<'d>) -> Vec<Statement<'d>> {
    let document = paper.document;
    let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let mut found = Vec::new();
    for block in blocks.filter(is_read) {
        let mut before = "";
        for sentence in block.sentences() {
            let after = || sentence.next_in_block().map_or("", SentenceRef::text);
            if paper.cues(sentence).has(Cue::Trigger) && !is_roadmap(sentence) {
                let section = block.section();
                let is_below_exploratory = says_exploratory(&found, section);
                let place = Place {
                    before,
                    after: after(),
                    zone: section.zone(),
                    is_heading: block.role() == BlockRole::Heading,
                    is_below_exploratory,
                    is_in_study: headings(section).any(|section| study_of(section).is_some()),
                };
                found.push(Statement { sentence, reading: statements::read(sentence.text(), &place) });
            }
            before = sentence.text();
        }
    }
    if is_about_registration(&found) {
        found.iter_mut().for_each(|statement| statement.reading.keep_explicit());
    }
    found
}

/// Returns whether a paper is about registration: it says more of others' and of registration in general than of its own.
fn is_about_registration(found: &[Statement<'_>]) -> bool {
    let registrations = || found.iter().filter_map(|statement| statement.reading.registration());
    let others = registrations().filter(|registration| *registration == Registration::Others).count();
    others >= ABOUT && 2 * others > registrations().count()
}

/// Sentences on others' registrations that make them a paper's topic; chosen on papers that were read.
const ABOUT: usize = 6;

/// Returns whether the heading of a section was read to say exploratory.
fn says_exploratory(found: &[Statement<'_>], section: SectionRef<'_>) -> bool {
    let mut line = section.heading().into_iter().flat_map(BlockRef::sentences);
    line.any(|line| {
        let known = found.binary_search_by_key(&line.index, |statement| statement.sentence.index);
        known
            .ok()
            .and_then(|known| found.get(known))
            .is_some_and(|statement| statement.status() == Some(Status::Exploratory))
    })
}

fn is_read(block: &BlockRef<'_>) -> bool {
    use BlockRole::{Abstract, Backmatter, Body, Footnote, Heading, Item, Metadata};
    matches!(block.role(), Abstract | Backmatter | Body | Footnote | Heading | Item | Metadata)
        && block.section().zone() != SectionRole::References
}

/// Returns a section and those that it stands in, the innermost first.
pub(super) fn headings(section: SectionRef<'_>) -> impl Iterator<Item = SectionRef<'_>> {
    std::iter::successors(Some(section), |section| section.parent())
}

/// Returns the number of the study whose heading this is: "Study 2", "Experiment 1: Tea".
pub(super) fn study_of(section: SectionRef<'_>) -> Option<u32> {
    study_in(section.title())
}

/// Returns whether a heading names a study: "Study 2", "3.1 Experiment 1: Tea".
pub fn is_study_heading(title: &str) -> bool {
    study_in(title).is_some()
}

fn study_in(title: &str) -> Option<u32> {
    let title = title.to_lowercase();
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.find(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))?;
    NUMBERED_STUDIES.contains(&first).then(|| words.next()?.parse().ok()).flatten()
}

/// "Section 4 reports our exploratory analyses" tells where, and of which results.
fn is_roadmap(sentence: SentenceRef<'_>) -> bool {
    let first = sentence.tokens().first().map(|token| sentence.document.token_text(*token));
    sentence.section().zone() == SectionRole::Introduction && first == Some("Section")
}
