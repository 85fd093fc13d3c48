//! Where a paper says what it had planned: registrations, hypotheses, deviations.

use std::ops::Range;

use super::Statement;
use super::statements::{Covers, Heard, Registration, Whose};
use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, SectionRole, SentenceRef};
use crate::markup::Placeholder;

/// The first of each kind.
#[derive(Clone, Debug, Default)]
pub struct Anchors<'d> {
    /// Names the paper's own registration.
    pub registration: Option<Anchor<'d>>,
    /// Says that there is no registration.
    pub absence: Option<Anchor<'d>>,
    /// Says where the registration is: an id, an address, a supplement, or that it is withheld for review.
    pub identifier: Option<SentenceRef<'d>>,
    /// States a hypothesis or a prediction of the authors, before the results.
    pub hypothesis: Option<Anchor<'d>>,
    /// Says that results were planned, before the results.
    pub plan: Option<Anchor<'d>>,
    /// Speaks of a departure from the plan.
    pub deviation: Option<Anchor<'d>>,
}

/// A sentence, and the word in it that counts.
#[derive(Clone, Debug)]
pub struct Anchor<'d> {
    /// The sentence.
    pub sentence: SentenceRef<'d>,
    /// The word, in the reading text.
    pub at: Range<u32>,
}

impl<'d> Anchors<'d> {
    pub(super) fn of(paper: &Paper<'d>, statements: &[Statement<'d>]) -> Self {
        let mut anchors = Self::default();
        for statement in
            statements.iter().filter(|statement| statement.sentence.block().role() != BlockRole::Heading)
        {
            anchors.add(paper, statement);
        }
        if anchors.registration.is_some() && anchors.identifier.is_none() {
            anchors.identifier = place_of_registration(paper);
        }
        anchors
    }

    fn add(&mut self, paper: &Paper<'d>, statement: &Statement<'d>) {
        let sentence = statement.sentence;
        let anchor =
            |heard: Option<&Heard>| heard.map(|heard| Anchor { sentence, at: statement.at_of(heard) });
        let heard = || statement.reading.heard.iter();
        match statement.reading.registration() {
            Some(Registration::Own) => {
                let own = heard().find(|heard| heard.is_registration && heard.status.is_some());
                let own = own.or_else(|| heard().find(|heard| heard.is_registration));
                self.registration = self.registration.take().or_else(|| anchor(own));
                if self.identifier.is_none() && names_place(paper, sentence.block()) {
                    self.identifier = Some(sentence);
                }
            }
            Some(Registration::Absent) => {
                self.absence = self.absence.take().or_else(|| anchor(statement.reading.first()));
            }
            Some(Registration::Others) | None => {}
        }
        if is_before_results(sentence) {
            let own = heard().find(|heard| heard.is_hypothesis() && heard.status.is_some());
            self.hypothesis = self.hypothesis.take().or_else(|| anchor(own));
            let plan = heard().find(|heard| heard.is_planned());
            self.plan = self.plan.take().or_else(|| anchor(plan));
        }
        let departure = heard().find(|heard| heard.covers == Covers::Deviation && heard.whose == Whose::Ours);
        self.deviation = self.deviation.take().or_else(|| anchor(departure));
    }
}

fn is_before_results(sentence: SentenceRef<'_>) -> bool {
    !matches!(
        sentence.section().zone(),
        SectionRole::Results | SectionRole::Discussion | SectionRole::Conclusion
    )
}

fn is_read(block: &BlockRef<'_>) -> bool {
    use BlockRole::{Abstract, Backmatter, Body, Footnote, Item, Metadata};
    matches!(block.role(), Abstract | Backmatter | Body | Footnote | Item | Metadata)
        && block.section().zone() != SectionRole::References
}

/// Registries, hosts where plans are kept, and their numbers; a line each. Lines after an empty one say where a plan is without an address.
fn places() -> (impl Iterator<Item = &'static str>, impl Iterator<Item = &'static str>) {
    let (registries, elsewhere) =
        include_str!("../../../data/en/places.txt").split_once("\n\n").unwrap_or_default();
    let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    (lines(registries), lines(elsewhere))
}

/// Returns whether the source of a paragraph says where a registration is.
fn names_place(paper: &Paper<'_>, block: BlockRef<'_>) -> bool {
    let source = source(paper, block);
    let (mut registries, mut elsewhere) = places();
    registries.any(|place| source.contains(place))
        || elsewhere.any(|place| source.contains(place))
        || has_trial_number(&source)
}

/// Returns a number of a trial registry that is written with a pattern of its own: EudraCT `2019-001234-56`.
fn has_trial_number(source: &str) -> bool {
    let is_number = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        matches!(parts[..], [year, number, check] if year.len() == 4 && number.len() == 6 && check.len() == 2)
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    source.split(|c: char| !(c.is_ascii_digit() || c == '-')).any(is_number)
}

/// Returns the first address of a registry anywhere in the paper, as in a statement on data.
fn place_of_registration<'d>(paper: &Paper<'d>) -> Option<SentenceRef<'d>> {
    let blocks = (0..paper.document.blocks().len() as u32).map(|index| paper.document.block(index));
    let mut sentences = blocks.filter(is_read).flat_map(BlockRef::sentences);
    sentences.find(|sentence| {
        let has_address = sentence.tokens().iter().any(|token| token.is_placeholder(Placeholder::Url));
        has_address && {
            let source = source(paper, sentence.block());
            places().0.any(|place| source.contains(place))
        }
    })
}

fn source(paper: &Paper<'_>, block: BlockRef<'_>) -> String {
    let range = block.range();
    let spans = block.document.reading().source_of(range.start, range.end);
    spans.into_iter().map(|span| paper.draft.text(span).to_lowercase()).collect()
}
