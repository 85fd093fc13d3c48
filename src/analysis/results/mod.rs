//! What a paper reports as its own results, and whether it says of each that it was planned or found on the way.

mod anchors;
mod claims;
mod hypotheses;
mod statements;

pub use anchors::Anchors;
pub(super) use claims::known;
pub use hypotheses::Hypotheses;
pub use statements::{How, Statement, Status, Told};

use super::{Cue, Paper};
use crate::document::{SectionRef, SectionRole, SentenceRef};
use statements::Scopes;

/// The results of a paper.
#[derive(Clone, Debug, Default)]
pub struct Results<'d> {
    /// The sections that report at least one result with a number, in order; each with the text up to the next heading of any
    /// kind.
    pub sections: Vec<ResultSection<'d>>,
    /// The sentences that say of analyses of the paper's own that they were planned or exploratory, in order.
    pub statements: Vec<Statement<'d>>,
    /// What is said of all analyses at once.
    pub document: Option<Told>,
    /// Where the paper says what it had planned.
    pub anchors: Anchors<'d>,
    /// Its hypotheses, by their numbers.
    pub hypotheses: Hypotheses<'d>,
    /// Whether the paper tests: p-values, intervals, hypotheses, participants, baselines.
    pub is_testing: bool,
}

/// A section that reports results.
#[derive(Clone, Debug)]
pub struct ResultSection<'d> {
    /// The section.
    pub section: SectionRef<'d>,
    /// Its claims: sentences with the verb of a claim and evidence.
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
    pub told: Option<Told>,
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

/// Whether a word in a comment to the linter marks results.
pub(super) fn is_status(word: &str) -> bool {
    statements::word(word).is_some()
}

pub(super) fn of<'d>(paper: &Paper<'d>) -> Results<'d> {
    let zone_of_results = zone_of_results(paper);
    let scopes = Scopes::of(paper, zone_of_results);
    let mut results =
        Results { anchors: Anchors::of(paper), hypotheses: Hypotheses::of(paper), ..Results::default() };
    let is_sure = zone_of_results == SectionRole::Results;
    let mut has_clear_claim = false;
    for section in paper.document.section_refs().filter(|section| !is_left_out(section.zone())) {
        let zone = section.zone();
        let (mut claims, mut is_told) = (Vec::new(), scopes.of_heading(section).is_some());
        for sentence in section.own_sentences() {
            let cues = paper.cues(sentence);
            results.is_testing |= (zone == zone_of_results || zone == SectionRole::Methods)
                && (cues.has(Cue::Test) || (is_sure && claims::has_statistic(sentence)));
            if zone != zone_of_results && !may_report(section) {
                continue;
            }
            is_told |= cues.has(Cue::Hypothesis) || scopes.is_statement(sentence);
            let has_sure_heading = is_sure && zone == zone_of_results;
            let is_clear = claims::is_claim(paper, sentence, cues);
            has_clear_claim |= is_clear;
            let is_claim = match has_sure_heading {
                true => is_clear || claims::measures(paper, sentence, cues),
                false => is_clear && cues.has(Cue::Claim) && claims::has_plain_number(sentence),
            };
            if is_claim {
                let told = scopes.told(sentence, cues);
                is_told |= told.as_ref().is_some_and(|told| told.how != How::Document);
                claims.push(Claim { sentence, told });
            }
        }
        results.sections.push(ResultSection {
            section,
            claims,
            is_told,
            is_descriptive: is_descriptive(paper, section),
            is_sure: zone == zone_of_results,
        });
    }
    results.sections.retain(|section| section.claims.iter().any(|claim| claims::has_number(claim.sentence)));
    let sure = || results.sections.iter().filter(|section| section.is_sure);
    let claims: usize = sure().map(|section| section.claims.len()).sum();
    if claims == 0
        || !has_clear_claim
        || (zone_of_results == SectionRole::Other && (claims < MANY_CLAIMS || !results.is_testing))
    {
        results.sections.clear();
    }
    results.document = scopes.document.clone();
    results.statements = scopes.into_statements();
    results
}

impl<'d> Results<'d> {
    /// The sections of results whose headings stand on lines of their own, each with the run-in ones below it.
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

impl ResultSection<'_> {
    /// What a reader can know of its results.
    pub fn state(&self) -> State {
        let told = || self.claims.iter().filter_map(|claim| claim.told.as_ref());
        let count = |status| told().filter(|told| told.status == status).count();
        let (planned, exploratory, both) =
            (count(Status::Planned), count(Status::Exploratory), count(Status::Both));
        // Below a heading that says it, one look back at the other kind does not make a section both.
        let has_heading = told().any(|told| told.how == How::Heading);
        let fewer = planned.min(exploratory);
        match (planned, exploratory) {
            (0, 0) if both == 0 => State::Unsaid,
            _ if fewer > usize::from(has_heading) || both > planned.max(exploratory) => State::Mixed,
            _ if planned > exploratory => State::Planned,
            _ => State::Exploratory,
        }
    }

    /// How the first of its results that is told is told.
    pub fn told(&self) -> Option<&Told> {
        self.claims.iter().find_map(|claim| claim.told.as_ref())
    }
}

/// Claims that make a paper without a heading such as "Results" one that reports results.
const MANY_CLAIMS: usize = 10;

/// Where results are looked for: below headings such as "Results", "Evaluation" or "Findings"; where there is none, in the sections
/// whose headings say nothing.
fn zone_of_results(paper: &Paper<'_>) -> SectionRole {
    let has_results = paper.document.sections().iter().any(|section| section.zone == SectionRole::Results);
    if has_results { SectionRole::Results } else { SectionRole::Other }
}

fn is_descriptive(paper: &Paper<'_>, section: SectionRef<'_>) -> bool {
    let lines = section.heading().into_iter().flat_map(|heading| heading.sentences());
    lines.into_iter().any(|line| paper.cues(line).has(Cue::HeadingDescriptive))
}

/// Whether a section that is none of results may report some, too: its heading says nothing, or it stands in an appendix.
fn may_report(section: SectionRef<'_>) -> bool {
    section.heading().is_some() && matches!(section.zone(), SectionRole::Other | SectionRole::Appendix)
}

fn is_left_out(zone: SectionRole) -> bool {
    matches!(zone, SectionRole::References | SectionRole::Acknowledgements)
}
