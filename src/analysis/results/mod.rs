//! What a paper reports as its own results, and whether it says of each that it was planned or found on the way.

mod anchors;
mod claims;
mod hypotheses;
mod pointed;
mod said;
mod scopes;
pub mod statements;
mod told;

pub use anchors::{Anchor, Anchors};
pub(super) use claims::known;
pub use hypotheses::Hypotheses;
pub use said::{Statement, is_study_heading};
pub use told::{Basis, Status, StatusLabel};

use super::{Cue, Paper};
use crate::document::{BlockRef, BlockRole, SectionRef, SectionRole, SentenceRef};
use crate::markup::Within;
use scopes::{Scopes, is_descriptive};

/// The results of a paper.
#[derive(Clone, Debug, Default)]
pub struct Results<'d> {
    /// The sections that report at least one result, in order; each with the text up to the next heading of any
    /// kind.
    pub sections: Vec<ResultSection<'d>>,
    /// The sentences and headings with a word on plans or registrations, in order, and what each says.
    pub statements: Vec<Statement<'d>>,
    /// What is said of all analyses at once.
    pub document: Option<StatusLabel>,
    /// Where the paper says what it had planned.
    pub anchors: Anchors<'d>,
    /// Its hypotheses, by their numbers.
    pub hypotheses: Hypotheses<'d>,
    /// Whether the paper names a test, or states a value in math that may be one.
    pub is_testing: bool,
}

/// A section that reports results.
#[derive(Clone, Debug)]
pub struct ResultSection<'d> {
    /// The section.
    pub section: SectionRef<'d>,
    /// Its claims: sentences that report a result of the paper's own.
    pub claims: Vec<Claim<'d>>,
    /// Whether its heading, one above it or one of its sentences says planned or exploratory.
    pub is_told: bool,
    /// Whether its heading says that it describes the sample or the measurement, which nobody plans.
    pub is_descriptive: bool,
    /// Whether it stands where results are looked for first, and not in another section that reports some, too.
    pub is_sure: bool,
}

/// A sentence that reports a result.
#[derive(Clone, Debug)]
pub struct Claim<'d> {
    /// The sentence.
    pub sentence: SentenceRef<'d>,
    /// What is said of it, by what stands nearest.
    pub told: Option<StatusLabel>,
    /// How probable it is that the sentence reports a result of the paper's own, from 0 to 1.
    pub probable: f64,
}

/// What a reader can know of the results of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// All that is said is planned.
    Planned,
    /// All that is said is exploratory.
    Exploratory,
    /// Some are planned, some exploratory.
    Mixed,
    /// Nothing is said.
    Unsaid,
}

/// Returns whether a word in a comment to the linter marks results.
pub(super) fn is_status(word: &str) -> bool {
    scopes::word(word).is_some()
}

pub(super) fn of<'d>(paper: &Paper<'d>) -> Results<'d> {
    let has_results = paper.document.sections().iter().any(|section| section.zone == SectionRole::Results);
    // Below headings such as "Results", "Evaluation" or "Findings"; where there is none, in the sections whose headings say nothing.
    let zone_of_results = if has_results { SectionRole::Results } else { SectionRole::Other };
    let scopes = Scopes::of(paper, zone_of_results);
    let mut results = Results {
        anchors: Anchors::of(paper, scopes.statements()),
        hypotheses: Hypotheses::of(paper, scopes.statements()),
        ..Results::default()
    };
    for section in paper.document.section_refs() {
        let zone = section.zone();
        let place = Place::of(section, zone_of_results);
        if place == Place::Nowhere && zone != SectionRole::Methods {
            continue;
        }
        let said = scopes.of_section(section);
        let (mut claims, mut is_told) = (Vec::new(), said.heading.is_some());
        let mut best: Option<Claim<'d>> = None;
        // How probable it is that no sentence of the section reports a result.
        let mut none = 1.0;
        for block in section.own_blocks().filter(may_report) {
            let probable = if place == Place::Nowhere { Vec::new() } else { paper.claims(block) };
            for (index, sentence) in block.sentences().enumerate() {
                let cues = paper.cues(sentence);
                results.is_testing |= (zone == zone_of_results || zone == SectionRole::Methods)
                    && (cues.has(Cue::Test)
                        || cues.has(Cue::Statistic)
                        || (has_results && claims::has_statistic(sentence)));
                // "None of these was planned" says of results how they came about, and is none.
                let is_none = scopes.is_statement(sentence) && !claims::has_number(sentence);
                let probable = probable.get(index).copied().filter(|_| !is_none).unwrap_or(0.0);
                none *= 1.0 - probable;
                if probable >= place.sure() {
                    claims.push(Claim { sentence, told: None, probable });
                } else if best.as_ref().is_none_or(|best| best.probable < probable) {
                    best = Some(Claim { sentence, told: None, probable });
                }
            }
        }
        // Among results, several sentences that may report one are as good as one that does.
        if place == Place::Results && claims.is_empty() && none < 0.5 {
            claims.extend(best);
        }
        for claim in &mut claims {
            claim.told = scopes.told(claim.sentence, paper.cues(claim.sentence), &said);
        }
        // A word on a few results leaves the others open.
        let told =
            claims.iter().filter(|claim| claim.told.as_ref().is_some_and(|told| told.how != Basis::Document));
        is_told |= told.count() * 2 >= claims.len().max(1);
        results.sections.push(ResultSection {
            section,
            claims,
            is_told,
            is_descriptive: is_descriptive(paper, section),
            is_sure: place == Place::Results,
        });
    }
    results.sections.retain(ResultSection::reports);
    let sure: usize =
        results.sections.iter().filter(|section| section.is_sure).map(|section| section.claims.len()).sum();
    let asked = results.sections.iter().filter(|section| section.is_sure && section.answers()).count();
    let is_sure = asked >= MANY_QUESTIONS || (sure >= MANY_CLAIMS && results.is_testing);
    if sure == 0 || !(has_results || is_sure) {
        results.sections.clear();
    }
    results.document = scopes.document.clone();
    results.statements = scopes.into_statements();
    results
}

/// Where a section stands among those that report results.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where results are looked for first.
    Results,
    /// Where some may be, too: its heading says nothing, or it stands in an appendix.
    Beside,
    /// Under a heading of its own among the methods, where a simulation may be told with what it gave.
    Aside,
    /// Where none is looked for.
    Nowhere,
}

impl Place {
    fn of(section: SectionRef<'_>, zone_of_results: SectionRole) -> Self {
        match section.zone() {
            zone if zone == zone_of_results => Self::Results,
            SectionRole::Other | SectionRole::Appendix if section.heading().is_some() => Self::Beside,
            SectionRole::Methods | SectionRole::Discussion if section.role() == SectionRole::Other => {
                Self::Aside
            }
            _ => Self::Nowhere,
        }
    }

    /// Returns how probable a result must be to be taken for one.
    fn sure(self) -> f64 {
        match self {
            Self::Results => 0.4,
            Self::Beside => 0.5,
            Self::Aside => 0.6,
            Self::Nowhere => 1.0,
        }
    }
}

/// Returns whether a block is prose in which results are told.
fn may_report(block: &BlockRef<'_>) -> bool {
    matches!(block.role(), BlockRole::Body | BlockRole::Item)
        && !block.within().is_in(Within::THEOREM.with(Within::PROOF))
}

impl<'d> Results<'d> {
    /// Returns what a sentence says of plans or registrations, if it has a word on them.
    pub fn statement(&self, sentence: SentenceRef<'_>) -> Option<&Statement<'d>> {
        let found =
            self.statements.binary_search_by_key(&sentence.index, |statement| statement.sentence.index);
        found.ok().and_then(|found| self.statements.get(found))
    }

    /// Returns the sections of results whose headings stand on lines of their own, each with the run-in ones below it.
    pub fn units(&self) -> Vec<ResultSection<'d>> {
        let mut units: Vec<ResultSection<'d>> = Vec::new();
        for section in self.sections.iter().filter(|section| section.is_sure && !section.is_descriptive) {
            let unit = section.section.without_run_in();
            match units.last_mut().filter(|last| last.section.index == unit.index) {
                Some(last) => {
                    last.claims.extend(section.claims.iter().cloned());
                    last.is_told |= section.is_told;
                }
                None => units.push(ResultSection { section: unit, ..section.clone() }),
            }
        }
        units
    }
}

/// A sentence that is so probable to report a result is enough without a number.
const CLEAR: f64 = 0.7;

impl ResultSection<'_> {
    /// Returns whether it tells a result: among results, with a number, clearly, or in more than one sentence.
    fn reports(&self) -> bool {
        let is_enough = |claim: &Claim<'_>| claim.probable >= CLEAR || claims::has_number(claim.sentence);
        self.claims.len() > 1 || self.claims.iter().any(|claim| self.is_sure || is_enough(claim))
    }

    /// Returns whether its heading asks a question, to which one of its claims is an answer in numbers.
    fn answers(&self) -> bool {
        self.section.title().trim_end().ends_with('?')
            && self.claims.iter().any(|claim| claims::has_number(claim.sentence))
    }

    /// Returns whether one of its claims states a test statistic.
    pub fn states_test(&self) -> bool {
        self.claims.iter().any(|claim| claims::has_statistic(claim.sentence))
    }

    /// Returns whether one of its claims is clearly one.
    pub fn is_clear(&self) -> bool {
        self.claims.iter().any(|claim| claim.probable >= CLEAR)
    }

    /// Returns the first of its claims that is clearly one; the first where none is.
    pub fn clearest(&self) -> Option<&Claim<'_>> {
        self.claims.iter().find(|claim| claim.probable >= CLEAR).or(self.claims.first())
    }

    /// Returns what a reader can know of its results.
    pub fn state(&self) -> State {
        let told = || self.claims.iter().filter_map(|claim| claim.told.as_ref());
        let count = |status| told().filter(|told| told.status == status).count();
        let (planned, exploratory, both) =
            (count(Status::Planned), count(Status::Exploratory), count(Status::Both));
        // Below a heading that says it, one look back at the other kind does not make a section both.
        let has_heading = told().any(|told| told.how == Basis::Heading);
        let fewer = planned.min(exploratory);
        match (planned, exploratory) {
            (0, 0) if both == 0 => State::Unsaid,
            _ if fewer > usize::from(has_heading) || both > planned.max(exploratory) => State::Mixed,
            _ if planned > exploratory => State::Planned,
            _ => State::Exploratory,
        }
    }

    /// Returns how the first of its results that is told is told.
    pub fn told(&self) -> Option<&StatusLabel> {
        self.claims.iter().find_map(|claim| claim.told.as_ref())
    }
}

/// Headings that ask what is then answered in numbers, which make such a paper one, too.
const MANY_QUESTIONS: usize = 2;

/// Claims that make a paper without a heading such as "Results" one that reports results.
const MANY_CLAIMS: usize = 10;
