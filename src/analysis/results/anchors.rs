//! Where a paper says what it had planned: registrations, hypotheses, deviations.

use crate::analysis::{Cue, Paper};
use crate::document::{BlockRef, BlockRole, SectionRole, SentenceRef};
use crate::markup::Placeholder;

/// The first sentence of each kind.
#[derive(Clone, Debug, Default)]
pub struct Anchors<'d> {
    /// Names the paper's own registration.
    pub registration: Option<SentenceRef<'d>>,
    /// Says where the registration is: an id, an address, a supplement, or that it is withheld for review.
    pub identifier: Option<SentenceRef<'d>>,
    /// States a hypothesis, a prediction or a primary outcome of the authors, before the results.
    pub hypothesis: Option<SentenceRef<'d>>,
    /// Speaks of a departure from the plan.
    pub deviation: Option<SentenceRef<'d>>,
}

impl<'d> Anchors<'d> {
    pub(super) fn of(paper: &Paper<'d>) -> Self {
        let mut anchors = Self::default();
        let blocks = (0..paper.document.blocks().len() as u32).map(|index| paper.document.block(index));
        for block in blocks.filter(is_read) {
            for sentence in block.sentences() {
                anchors.add(paper, sentence);
            }
        }
        if anchors.registration.is_some() && anchors.identifier.is_none() {
            anchors.identifier = address_of_registry(paper);
        }
        anchors
    }

    fn add(&mut self, paper: &Paper<'d>, sentence: SentenceRef<'d>) {
        let cues = paper.cues(sentence);
        let zone = sentence.section().zone();
        let is_own =
            zone != SectionRole::RelatedWork && (cues.has(Cue::Own) || !super::claims::cites(sentence));
        if !is_own {
            return;
        }
        if cues.has(Cue::Registration) && !cues.has(Cue::GenericRegistration) {
            self.registration.get_or_insert(sentence);
            if self.identifier.is_none() && names_place(paper, sentence.block()) {
                self.identifier = Some(sentence);
            }
        }
        let is_before_results =
            !matches!(zone, SectionRole::Results | SectionRole::Discussion | SectionRole::Conclusion);
        if is_before_results && (cues.has(Cue::Hypothesis) || cues.has(Cue::Hypothesize)) {
            self.hypothesis.get_or_insert(sentence);
        }
        if cues.has(Cue::Deviation) {
            self.deviation.get_or_insert(sentence);
        }
    }
}

fn is_read(block: &BlockRef<'_>) -> bool {
    use BlockRole::{Abstract, Backmatter, Body, Footnote, Item, Metadata};
    matches!(block.role(), Abstract | Backmatter | Body | Footnote | Item | Metadata)
        && block.section().zone() != SectionRole::References
}

/// Registries, and hosts where plans are kept.
const REGISTRIES: &[&str] = &[
    "osf.io",
    "aspredicted",
    "clinicaltrials.gov",
    "isrctn",
    "prospero",
    "crd42",
    "aearctr",
    "socialscienceregistry",
    "egap",
    "zenodo",
    "10.17605",
    "10.5281",
    "anonymous.4open.science",
    "view_only=",
    "figshare",
    "researchregistry",
    "drks",
    "chictr",
];

/// What authors write where a registry's address would stand.
const ELSEWHERE: &[&str] = &[
    "withheld",
    "blinded for",
    "anonymi",
    "stage 1",
    "stage-1",
    "supplement",
    "appendix",
    "nct0",
    "github.com",
    "commit",
];

/// Whether the source of a paragraph says where a registration is.
fn names_place(paper: &Paper<'_>, block: BlockRef<'_>) -> bool {
    let source = source(paper, block);
    REGISTRIES.iter().chain(ELSEWHERE).any(|place| source.contains(place))
}

/// The first address of a registry anywhere in the paper, as in a statement on data.
fn address_of_registry<'d>(paper: &Paper<'d>) -> Option<SentenceRef<'d>> {
    let blocks = (0..paper.document.blocks().len() as u32).map(|index| paper.document.block(index));
    let mut sentences = blocks.filter(is_read).flat_map(BlockRef::sentences);
    sentences.find(|sentence| {
        let has_address = sentence.tokens().iter().any(|token| token.is_placeholder(Placeholder::Url));
        has_address && {
            let source = source(paper, sentence.block());
            REGISTRIES.iter().any(|place| source.contains(place))
        }
    })
}

fn source(paper: &Paper<'_>, block: BlockRef<'_>) -> String {
    let range = block.range();
    let spans = block.document.reading().source_of(range.start, range.end);
    spans.into_iter().map(|span| paper.draft.text(span).to_lowercase()).collect()
}
