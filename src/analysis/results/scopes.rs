//! What is said of results: planned or exploratory, and how far each word of it reaches.
//!
//! What stands nearest to a result counts: markup around it, its own sentence or one before it in the paragraph, a run-in heading, a
//! heading, a hypothesis it names, and last what is said of the whole paper.

use std::cell::OnceCell;

use super::claims;
use super::pointed::{self, Pointed};
use super::said::{Statement, headings, statements, study_of};
use super::statements::{Covers, Reach};
use super::told::{Basis, Status, StatusLabel};
use crate::analysis::directives::addressed;
use crate::analysis::{Cue, CueSet, Paper};
use crate::document::{BlockRef, BlockRole, SectionRef, SectionRole, SentenceRef};
use crate::markup::{BlockKind, Within};

/// All that is said, with how far it reaches.
pub(super) struct Scopes<'p, 'd> {
    paper: &'p Paper<'d>,
    zone_of_results: SectionRole,
    statements: Vec<Statement<'d>>,
    /// Comments of the authors to the linter: where they stand, the section they hold for, and what they say.
    directives: Vec<(u32, u32, Status)>,
    /// What is said of sections that a sentence points to.
    pointed: Vec<Pointed>,
    /// What is said of all analyses.
    pub document: Option<StatusLabel>,
}

impl<'p, 'd> Scopes<'p, 'd> {
    pub fn of(paper: &'p Paper<'d>, zone_of_results: SectionRole) -> Self {
        let statements = statements(paper);
        let pointed = pointed::pointed(paper, &statements, zone_of_results);
        let directives = Vec::new();
        let mut scopes = Self { paper, zone_of_results, statements, directives, pointed, document: None };
        scopes.document = declared(paper);
        scopes.read_comments();
        let of_all =
            scopes.statements.iter().filter(|statement| !scopes.points(statement)).find_map(of_paper);
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
                None => {
                    self.document =
                        Some(StatusLabel { status, how: Basis::Markup, at: comment.at..comment.at })
                }
            }
        }
    }

    pub fn statements(&self) -> &[Statement<'d>] {
        &self.statements
    }

    pub fn into_statements(self) -> Vec<Statement<'d>> {
        self.statements
    }

    /// Returns whether a sentence says something of results.
    pub fn is_statement(&self, sentence: SentenceRef<'_>) -> bool {
        self.statement_at(sentence.index).is_some()
    }

    fn statement_at(&self, sentence: u32) -> Option<&Statement<'d>> {
        let found =
            self.statements.binary_search_by_key(&sentence, |statement| statement.sentence.index).ok()?;
        self.statements
            .get(found)
            .filter(|statement| statement.status().is_some() && !statement.is_departure())
    }

    /// Returns whether a statement points to sections, and says nothing of others.
    fn points(&self, statement: &Statement<'_>) -> bool {
        self.pointed.iter().any(|pointed| pointed.sentence == statement.sentence.index)
    }

    /// Returns what is said of all claims of a section.
    pub fn of_section(&self, section: SectionRef<'d>) -> OfSection<'d> {
        let heading = self.of_heading(section);
        OfSection {
            section,
            heading,
            inside: OnceCell::new(),
            above: OnceCell::new(),
            study: OnceCell::new(),
        }
    }

    /// Returns what is said of a claim by what stands nearest to it.
    pub fn told(&self, claim: SentenceRef<'d>, cues: CueSet, said: &OfSection<'d>) -> Option<StatusLabel> {
        // "All analyses were preregistered" says nothing of the reliability of raters; a mark of the authors does.
        let reaches =
            |told: &StatusLabel| told.how != Basis::Document || !is_descriptive(self.paper, said.section);
        let heading = &said.heading;
        // Below "Exploratory analyses", a sentence on "our confirmatory model" looks back: only the claim itself can say otherwise.
        let agrees = |told: &StatusLabel| {
            heading.as_ref().is_none_or(|heading| heading.status == told.status) || told.at == claim.range()
        };
        self.marked(claim)
            .or_else(|| self.in_paragraph(claim).filter(agrees))
            .or_else(|| said.inside.get_or_init(|| self.in_section(said.section)).clone().filter(agrees))
            .or_else(|| heading.clone())
            .or_else(|| pointed::told_of(&self.pointed, said.section))
            .or_else(|| said.above.get_or_init(|| self.above(said.section)).clone())
            .or_else(|| hypothesis(claim, cues))
            .or_else(|| said.study.get_or_init(|| self.of_study(said.section)).clone())
            .or_else(|| self.document.clone().filter(reaches))
    }

    fn marked(&self, claim: SentenceRef<'_>) -> Option<StatusLabel> {
        let block = claim.block();
        if let Some(status) = status_of(block.within()) {
            return Some(StatusLabel { status, how: Basis::Markup, at: block.range() });
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
        before.next().map(|&(place, _, status)| StatusLabel { status, how: Basis::Markup, at: place..place })
    }

    /// Returns the claim says it, or a sentence before it in its paragraph, or the one behind it looks back: "This analysis was not
    /// planned."
    fn in_paragraph(&self, claim: SentenceRef<'d>) -> Option<StatusLabel> {
        let own = self.statement_at(claim.index).map(Statement::told);
        let behind = || {
            let next = claim.next_in_block()?;
            self.statement_at(next.index).filter(|next| next.reading.looks_back()).map(Statement::told)
        };
        let before = || {
            let first = claim.block().sentences().next()?;
            let end = self.statements.partition_point(|statement| statement.sentence.index < claim.index);
            let before = self.statements.get(..end)?.iter().rev();
            let last = before
                .take_while(|statement| statement.sentence.index >= first.index)
                .find_map(|statement| self.statement_at(statement.sentence.index))?;
            // "As predicted, A rose by 3 (p = .01)." speaks of A alone.
            let is_spent = last.reading.is_of_prediction() && claims::has_number(last.sentence);
            (!is_spent && !last.reading.looks_back()).then(|| last.told())
        };
        own.or_else(behind).or_else(before)
    }

    /// Returns a sentence says it of the whole section, or its first one sets out with it.
    fn in_section(&self, section: SectionRef<'d>) -> Option<StatusLabel> {
        let is_text = |block: &BlockRef<'_>| block.kind() == BlockKind::Paragraph && block.words() > 0;
        let first = section.own_blocks().find(is_text).and_then(|block| block.sentences().next());
        let opening = first.and_then(|sentence| self.statement_at(sentence.index));
        if let Some(statement) = opening.filter(|statement| !statement.reading.is_of_prediction()) {
            return Some(statement.told());
        }
        let statements = section.own_sentences().filter_map(|sentence| self.statement_at(sentence.index));
        statements
            .into_iter()
            .find(|statement| statement.reach() <= Some(Reach::Section) && !self.points(statement))
            .map(Statement::told)
    }

    /// Returns what the text below a heading above says of all sections below that heading.
    fn above(&self, section: SectionRef<'d>) -> Option<StatusLabel> {
        let above = std::iter::successors(section.parent(), |section| section.parent());
        let of_results = above.filter(|section| section.zone() == self.zone_of_results);
        of_results.flat_map(SectionRef::own_sentences).find_map(|sentence| {
            self.statement_at(sentence.index)
                .filter(|statement| statement.reach() == Some(Reach::Section) && !self.points(statement))
                .map(Statement::told)
        })
    }

    /// "Study 2 was preregistered": of what stands below the heading of that study.
    fn of_study(&self, section: SectionRef<'d>) -> Option<StatusLabel> {
        let study = headings(section).find(|section| study_of(*section).is_some())?;
        let number = study_of(study);
        // Below its heading, or another that names it: "Experiment 1 disclosures".
        let is_of = |section| {
            is_below(section, study) || (number.is_some() && headings(section).find_map(study_of) == number)
        };
        let speaks = |statement: &&Statement<'d>| {
            statement.reading.heard.iter().any(|heard| {
                let is_named = number.is_some_and(|number| heard.studies.contains(&number));
                let is_within = heard.studies.is_empty() && is_of(statement.sentence.section());
                heard.reach == Reach::Study
                    && heard.status.is_some()
                    && heard.covers != Covers::Design
                    && (is_named || is_within)
            })
        };
        let mut found = self.statements.iter().filter(|statement| !statement.is_departure());
        found.find(speaks).map(|statement| StatusLabel {
            status: statement.reading.status_of_study(number).unwrap_or(Status::Both),
            ..statement.told()
        })
    }

    /// Returns the heading of a section, or the nearest above it that says something. Only headings of results do: an "exploratory analysis
    /// of the raw data" among the methods names a phase.
    fn of_heading(&self, section: SectionRef<'d>) -> Option<StatusLabel> {
        std::iter::successors(Some(section), |section| section.parent())
            .filter(|section| section.zone() == self.zone_of_results)
            .find_map(|section| self.says_heading(section))
    }

    fn says_heading(&self, section: SectionRef<'d>) -> Option<StatusLabel> {
        let heading = section.heading()?;
        if let Some(status) = status_of(heading.within()) {
            return Some(StatusLabel { status, how: Basis::Markup, at: heading.range() });
        }
        let said = heading.sentences().find_map(|line| self.statement_at(line.index)?.status());
        let is_pilot = || heading.sentences().any(|line| self.paper.cues(line).has(Cue::HeadingExploratory));
        let status = said.or_else(|| is_pilot().then_some(Status::Exploratory))?;
        let is_run_in = section.without_run_in().index != section.index;
        let how = if is_run_in { Basis::RunIn } else { Basis::Heading };
        Some(StatusLabel { status, how, at: heading.range() })
    }
}

/// What is said of every claim of a section, looked for when a claim first asks.
pub(super) struct OfSection<'d> {
    section: SectionRef<'d>,
    /// What its heading says, or the nearest above it that says something.
    pub heading: Option<StatusLabel>,
    inside: OnceCell<Option<StatusLabel>>,
    above: OnceCell<Option<StatusLabel>>,
    study: OnceCell<Option<StatusLabel>>,
}

/// Returns what a statement says of the whole paper.
fn of_paper(statement: &Statement<'_>) -> Option<StatusLabel> {
    let is_said = !statement.is_departure() && statement.sentence.block().role() != BlockRole::Heading;
    let status = statement.reading.status_of_paper().filter(|_| is_said)?;
    Some(StatusLabel { status, how: Basis::Document, at: statement.sentence.range() })
}

fn is_below(section: SectionRef<'_>, above: SectionRef<'_>) -> bool {
    headings(section).any(|section| section.index == above.index)
}

fn status_of(within: Within) -> Option<Status> {
    match (within.is_in(Within::PLANNED), within.is_in(Within::EXPLORATORY)) {
        (_, true) => Some(Status::Exploratory),
        (true, false) => Some(Status::Planned),
        (false, false) => None,
    }
}

fn hypothesis(claim: SentenceRef<'_>, cues: CueSet) -> Option<StatusLabel> {
    cues.has(Cue::Hypothesis).then(|| StatusLabel {
        status: Status::Planned,
        how: Basis::Hypothesis,
        at: claim.range(),
    })
}

/// `analysis: exploratory` in the front matter.
fn declared(paper: &Paper<'_>) -> Option<StatusLabel> {
    let status = word(paper.document.meta().analysis.as_deref()?)?;
    Some(StatusLabel { status, how: Basis::Markup, at: 0..0 })
}

/// Returns the status that a comment to the linter names: `paperlint: exploratory`, perhaps with a reason behind a colon.
fn directive(comment: &str) -> Option<Status> {
    word(addressed(comment)?.split([':', '-']).next()?.trim())
}

/// Returns the status that a word of such a comment names.
pub(super) fn word(word: &str) -> Option<Status> {
    match word {
        "exploratory" => Some(Status::Exploratory),
        "planned" | "confirmatory" | "preregistered" | "registered" => Some(Status::Planned),
        _ => None,
    }
}

/// Returns whether the heading of a section says that it describes the sample or the measurement, which nobody plans.
pub(super) fn is_descriptive(paper: &Paper<'_>, section: SectionRef<'_>) -> bool {
    let lines = section.heading().into_iter().flat_map(|heading| heading.sentences());
    lines.into_iter().any(|line| paper.cues(line).has(Cue::HeadingDescriptive))
}
