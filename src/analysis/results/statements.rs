//! What is said of results: planned or exploratory, and how far each word of it reaches.
//!
//! What stands nearest to a result counts: markup around it, its own sentence or one before it in the paragraph, a run-in heading, a
//! heading, a hypothesis it names, and last what is said of the whole paper.

use std::ops::Range;

use super::claims;
use crate::analysis::directives::addressed;
use crate::analysis::{Cue, CueSet, Paper};
use crate::document::{BlockRef, SectionRef, SectionRole, SentenceRef};
use crate::markup::{BlockKind, Within};

/// Whether results were planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Fixed before the data were seen.
    Planned,
    /// Found on the way.
    Exploratory,
    /// Some of them the one and some the other, in one sentence.
    Both,
}

/// How it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The authors mark it: a class, an environment, a comment.
    Markup,
    /// A sentence says it.
    Sentence,
    /// A heading in the line of the paragraph says it.
    RunIn,
    /// A heading says it.
    Heading,
    /// It names a hypothesis of the paper.
    Hypothesis,
    /// Something is said of all analyses.
    Document,
}

/// What is said of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Planned or exploratory.
    pub status: Status,
    /// How it is known.
    pub how: How,
    /// The words that say it, in the reading text; empty for what the front matter says.
    pub at: Range<u32>,
}

/// A sentence that says of analyses that they were planned or exploratory.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'d> {
    /// The sentence.
    pub sentence: SentenceRef<'d>,
    /// What it says.
    pub status: Status,
    /// Whether it speaks of all analyses of the paper.
    pub is_universal: bool,
}

/// All that is said, with how far it reaches.
pub(super) struct Scopes<'p, 'd> {
    paper: &'p Paper<'d>,
    zone_of_results: SectionRole,
    statements: Vec<Statement<'d>>,
    /// Comments of the authors to the linter: where they stand, the section they hold for, and what they say.
    directives: Vec<(u32, u32, Status)>,
    /// What is said of all analyses.
    pub document: Option<Told>,
}

impl<'p, 'd> Scopes<'p, 'd> {
    pub fn of(paper: &'p Paper<'d>, zone_of_results: SectionRole) -> Self {
        let sentences = paper.document.section_refs().flat_map(SectionRef::own_sentences);
        let statements = sentences.filter_map(|sentence| statement(paper, sentence)).collect();
        let mut scopes = Self { paper, zone_of_results, statements, directives: Vec::new(), document: None };
        scopes.document = declared(paper);
        scopes.read_comments();
        let universal = scopes.statements.iter().find(|statement| statement.is_universal);
        let of_all = universal.map(|statement| Told {
            status: statement.status,
            how: How::Document,
            at: statement.sentence.range(),
        });
        scopes.document = scopes.document.take().or(of_all);
        scopes
    }

    /// `<!-- paperlint: exploratory -->`, `% paperlint: planned`: up to the end of the section, or for the whole paper where nothing
    /// stands before it.
    fn read_comments(&mut self) {
        let document = self.paper.document;
        for comment in document.reading().comments() {
            let Some(status) = directive(self.paper.draft.text(comment.source)) else { continue };
            let before = document
                .blocks()
                .partition_point(|block| block.text.start <= comment.at && !block.text.is_empty());
            match before.checked_sub(1).and_then(|last| document.blocks().get(last)) {
                Some(block) => self.directives.push((comment.at, block.section, status)),
                None => self.document = Some(Told { status, how: How::Markup, at: comment.at..comment.at }),
            }
        }
    }

    pub fn into_statements(self) -> Vec<Statement<'d>> {
        self.statements
    }

    /// Whether a sentence says something of results.
    pub fn is_statement(&self, sentence: SentenceRef<'_>) -> bool {
        self.statement_at(sentence.index).is_some()
    }

    fn statement_at(&self, sentence: u32) -> Option<&Statement<'d>> {
        let found =
            self.statements.binary_search_by_key(&sentence, |statement| statement.sentence.index).ok()?;
        self.statements.get(found)
    }

    /// What is said of a claim by what stands nearest to it.
    pub fn told(&self, claim: SentenceRef<'d>, cues: CueSet) -> Option<Told> {
        let heading = self.of_heading(claim.section());
        // Below "Exploratory analyses", a sentence on "our confirmatory model" looks back: only the claim itself can say otherwise.
        let agrees = |told: &Told| {
            heading.as_ref().is_none_or(|heading| heading.status == told.status) || told.at == claim.range()
        };
        self.marked(claim)
            .or_else(|| self.in_paragraph(claim).filter(agrees))
            .or_else(|| self.in_section(claim.section()).filter(agrees))
            .or_else(|| heading.clone())
            .or_else(|| self.earlier_in_section(claim))
            .or_else(|| hypothesis(claim, cues))
            .or_else(|| self.document.clone())
    }

    fn marked(&self, claim: SentenceRef<'_>) -> Option<Told> {
        let block = claim.block();
        if let Some(status) = status_of(block.within()) {
            return Some(Told { status, how: How::Markup, at: block.range() });
        }
        let at = claim.range().start;
        let is_in = |section: u32| {
            self.paper
                .document
                .sections()
                .get(section as usize)
                .is_some_and(|section| section.blocks.contains(&block.index))
        };
        let mut before =
            self.directives.iter().rev().filter(|(place, section, _)| *place <= at && is_in(*section));
        before.next().map(|&(place, _, status)| Told { status, how: How::Markup, at: place..place })
    }

    /// A sentence says it of the rest of its paragraph.
    fn in_paragraph(&self, claim: SentenceRef<'_>) -> Option<Told> {
        let sentences = claim.block().sentences().map(|sentence| sentence.index);
        let mut before = sentences.rev().filter(|&index| index <= claim.index);
        before.find_map(|index| self.statement_at(index)).map(Statement::told)
    }

    /// A sentence of the first paragraph says it of the section, or some sentence says so in words.
    fn in_section(&self, section: SectionRef<'d>) -> Option<Told> {
        let is_text = |block: &BlockRef<'_>| block.kind() == BlockKind::Paragraph && block.words() > 0;
        let first = section.own_blocks().find(is_text);
        let mut opening = first.into_iter().flat_map(BlockRef::sentences);
        if let Some(statement) = opening.find_map(|sentence| self.statement_at(sentence.index)) {
            return Some(statement.told());
        }
        let speaks_of_section = |sentence: SentenceRef<'_>| self.paper.cues(sentence).has(Cue::OfSection);
        let statements = section.own_sentences().filter_map(|sentence| self.statement_at(sentence.index));
        statements.into_iter().find(|statement| speaks_of_section(statement.sentence)).map(Statement::told)
    }

    /// The last sentence before the claim in its section that says something.
    fn earlier_in_section(&self, claim: SentenceRef<'d>) -> Option<Told> {
        let before = self.statements.partition_point(|statement| statement.sentence.index < claim.index);
        let last = self.statements.get(..before)?.last()?;
        (last.sentence.section().index == claim.section().index).then(|| last.told())
    }

    /// The heading of a section, or the nearest above it that says something. Only headings of results do: an "exploratory analysis
    /// of the raw data" among the methods names a phase.
    pub fn of_heading(&self, section: SectionRef<'d>) -> Option<Told> {
        std::iter::successors(Some(section), |section| section.parent())
            .filter(|section| section.zone() == self.zone_of_results)
            .find_map(|section| self.says_heading(section))
    }

    fn says_heading(&self, section: SectionRef<'d>) -> Option<Told> {
        let heading = section.heading()?;
        if let Some(status) = status_of(heading.within()) {
            return Some(Told { status, how: How::Markup, at: heading.range() });
        }
        let cues =
            heading.sentences().map(|line| self.paper.cues(line)).fold(CueSet::default(), CueSet::union);
        let status = match status_in(cues) {
            None if cues.has(Cue::HeadingExploratory) => Some(Status::Exploratory),
            status => status,
        }?;
        let is_run_in = section.without_run_in().index != section.index;
        let how = if is_run_in { How::RunIn } else { How::Heading };
        Some(Told { status, how, at: heading.range() })
    }
}

impl Statement<'_> {
    fn told(&self) -> Told {
        let how = if self.is_universal { How::Document } else { How::Sentence };
        Told { status: self.status, how, at: self.sentence.range() }
    }
}

fn statement<'d>(paper: &Paper<'d>, sentence: SentenceRef<'d>) -> Option<Statement<'d>> {
    if sentence.section().zone() == SectionRole::RelatedWork || is_roadmap(sentence) {
        return None;
    }
    let cues = paper.cues(sentence);
    let status = status_in(cues)?;
    // What others planned is said with a citation, and what may be planned with "will" or "should".
    let is_about_others = claims::cites(sentence) && !cues.has(Cue::Own);
    let is_plan = cues.has(Cue::Hedged) && !cues.has(Cue::Claim) && !cues.has(Cue::Universal);
    (!is_about_others && !is_plan).then_some(Statement {
        sentence,
        status,
        is_universal: cues.has(Cue::Universal),
    })
}

fn status_in(cues: CueSet) -> Option<Status> {
    match (cues.has(Cue::Planned), cues.has(Cue::Exploratory)) {
        (true, true) => Some(Status::Both),
        (true, false) => Some(Status::Planned),
        (false, true) => Some(Status::Exploratory),
        (false, false) => None,
    }
}

fn status_of(within: Within) -> Option<Status> {
    match (within.is_in(Within::PLANNED), within.is_in(Within::EXPLORATORY)) {
        (_, true) => Some(Status::Exploratory),
        (true, false) => Some(Status::Planned),
        (false, false) => None,
    }
}

fn hypothesis(claim: SentenceRef<'_>, cues: CueSet) -> Option<Told> {
    cues.has(Cue::Hypothesis).then(|| Told {
        status: Status::Planned,
        how: How::Hypothesis,
        at: claim.range(),
    })
}

/// `analysis: exploratory` in the front matter.
fn declared(paper: &Paper<'_>) -> Option<Told> {
    let status = word(paper.document.meta().analysis.as_deref()?)?;
    Some(Told { status, how: How::Markup, at: 0..0 })
}

/// The status that a comment to the linter names: `paperlint: exploratory`, perhaps with a reason behind a colon.
fn directive(comment: &str) -> Option<Status> {
    word(addressed(comment)?.split([':', '-']).next()?.trim())
}

/// The status that a word of such a comment names.
pub(super) fn word(word: &str) -> Option<Status> {
    match word {
        "exploratory" => Some(Status::Exploratory),
        "planned" | "confirmatory" | "preregistered" | "registered" => Some(Status::Planned),
        _ => None,
    }
}

/// "Section 4 reports our exploratory analyses" tells where, and of which results.
fn is_roadmap(sentence: SentenceRef<'_>) -> bool {
    let first = sentence.tokens().first().map(|token| sentence.document.token_text(*token));
    sentence.section().zone() == SectionRole::Introduction && first == Some("Section")
}
