//! What a paper reports as its own results, and whether it says that they were planned or found on the way.

use super::{Cue, CueSet, Paper};
use crate::document::{BlockRole, Kind, SectionRef, SectionRole, SentenceRef};
use crate::markup::{Placeholder, Within};

/// The results of a paper.
#[derive(Clone, Debug, Default)]
pub struct Results<'d> {
    /// The sections that report at least one result with a number: the lowest with headings on lines of their own, in order.
    pub sections: Vec<ResultSection<'d>>,
    /// The first sentence anywhere that says planned or exploratory.
    pub status: Option<SentenceRef<'d>>,
    /// A sentence that says of all analyses whether they were planned.
    pub document_status: Option<SentenceRef<'d>>,
    /// The first sentence that names the paper's own registration.
    pub registration: Option<SentenceRef<'d>>,
    /// Whether the paper tests: p-values, intervals, hypotheses, participants, baselines.
    pub is_testing: bool,
}

/// A section that reports results.
#[derive(Clone, Debug)]
pub struct ResultSection<'d> {
    /// The section.
    pub section: SectionRef<'d>,
    /// Its claims: sentences with the verb of a claim and evidence.
    pub claims: Vec<SentenceRef<'d>>,
    /// Whether its heading, one above it or one of its sentences says planned or exploratory.
    pub is_told: bool,
}

pub(super) fn of<'d>(paper: &Paper<'d>) -> Results<'d> {
    let mut results = Results::default();
    let zone_of_results = zone_of_results(paper);
    let is_sure = zone_of_results == SectionRole::Results;
    for section in paper.document.section_refs() {
        let zone = section.zone();
        if is_left_out(zone) {
            continue;
        }
        let mut claims = Vec::new();
        let mut is_told = has_told_heading(paper, section);
        for sentence in section.own_sentences().filter(|sentence| !is_roadmap(*sentence)) {
            let cues = paper.vocabulary().cue_set(sentence);
            let is_status = says_status(cues);
            is_told |= is_status;
            if is_status && zone != SectionRole::RelatedWork {
                results.status.get_or_insert(sentence);
            }
            results.is_testing |= (zone == zone_of_results || zone == SectionRole::Methods)
                && (cues.has(Cue::Test) || (is_sure && has_statistic(sentence)));
            if is_status && cues.has(Cue::Universal) && zone != SectionRole::RelatedWork {
                results.document_status.get_or_insert(sentence);
            }
            if cues.has(Cue::Registration) && !cues.has(Cue::GenericRegistration) && !sentence_cites(sentence)
            {
                results.registration.get_or_insert(sentence);
            }
            if zone == zone_of_results {
                is_told |= cues.has(Cue::Hypothesis);
                if is_claim(paper, sentence, cues)
                    && (is_sure || (cues.has(Cue::Claim) && has_plain_number(sentence)))
                {
                    claims.push(sentence);
                }
            }
        }
        results.add(ResultSection { section, claims, is_told });
    }
    results.sections.retain(|section| section.claims.iter().any(|&claim| has_number(claim)));
    let claims: usize = results.sections.iter().map(|section| section.claims.len()).sum();
    if zone_of_results == SectionRole::Other && (claims < MANY_CLAIMS || !results.is_testing) {
        results.sections.clear();
    }
    results
}

impl<'d> Results<'d> {
    /// Adds a section, or joins it to the one before where it only has a run-in heading below that one's.
    fn add(&mut self, added: ResultSection<'d>) {
        let unit = added.section.without_run_in();
        match self.sections.last_mut().filter(|last| last.section.index == unit.index) {
            Some(last) => {
                last.claims.extend(added.claims);
                last.is_told |= added.is_told;
            }
            None => self.sections.push(ResultSection { section: unit, ..added }),
        }
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

fn is_left_out(zone: SectionRole) -> bool {
    matches!(zone, SectionRole::References | SectionRole::Acknowledgements)
}

fn says_status(cues: CueSet) -> bool {
    cues.has(Cue::Planned) || cues.has(Cue::Exploratory)
}

/// Whether the heading of a section or of one above it says planned or exploratory. Only headings of results do: an
/// "exploratory analysis of the raw data" among the methods names a phase.
fn has_told_heading(paper: &Paper<'_>, section: SectionRef<'_>) -> bool {
    let mut current = Some(section);
    while let Some(section) = current {
        let heading = section.heading().filter(|_| section.zone() == SectionRole::Results);
        let says = |line: SentenceRef<'_>| {
            let cues = paper.vocabulary().cue_set(line);
            says_status(cues) || cues.has(Cue::HeadingExploratory)
        };
        if heading.is_some_and(|heading| heading.sentences().any(says)) {
            return true;
        }
        current = section.parent();
    }
    false
}

fn is_claim(paper: &Paper<'_>, sentence: SentenceRef<'_>, cues: CueSet) -> bool {
    let block = sentence.block();
    let is_proved = block.within().is_in(Within::THEOREM.with(Within::PROOF));
    let is_prose = matches!(block.role(), BlockRole::Body | BlockRole::Item) && !is_proved;
    // A test statistic is a claim whatever its verb, but for "we evaluate 12 runs ($n = 4$)".
    let sets_out = || paper.vocabulary().moves(sentence).has(Cue::Purpose);
    let claims = (has_statistic(sentence) && !sets_out())
        || (cues.has(Cue::Claim) && (has_number(sentence) || cues.has(Cue::Comparison)));
    is_prose && claims && !cues.has(Cue::Hedged) && !is_about_others(sentence, cues)
}

/// A sentence whose actor is a citation reports what others found.
fn is_about_others(sentence: SentenceRef<'_>, cues: CueSet) -> bool {
    let opens_with_citation =
        sentence.tokens().iter().take(3).any(|token| token.is_placeholder(Placeholder::TextCitation));
    opens_with_citation || (sentence_cites(sentence) && !cues.has(Cue::Own))
}

fn sentence_cites(sentence: SentenceRef<'_>) -> bool {
    sentence.tokens().iter().any(|token| {
        token.is_placeholder(Placeholder::Citation) || token.is_placeholder(Placeholder::TextCitation)
    })
}

fn has_statistic(sentence: SentenceRef<'_>) -> bool {
    let tokens = sentence.tokens();
    // `p < .05` set as text.
    let is_comparison = |at: usize| {
        matches!(tokens[at].kind, Kind::Mark(b'<' | b'=' | b'>'))
            && tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Number)
    };
    tokens.iter().any(|token| token.is_placeholder(Placeholder::Statistic))
        || (0..tokens.len()).any(is_comparison)
}

/// Whether the sentence gives a value: a number that is not the number of a figure, table or section.
fn has_number(sentence: SentenceRef<'_>) -> bool {
    let tokens = sentence.tokens();
    let names_a_place = |at: usize| {
        at > 0 && tokens[at - 1].kind == Kind::Word && {
            let before = sentence.document.token_text(tokens[at - 1]);
            [
                "Table",
                "Tables",
                "Figure",
                "Figures",
                "Section",
                "Study",
                "Experiment",
                "Eq",
                "Equation",
                "Model",
                "Panel",
                "Chapter",
            ]
            .contains(&before)
        }
    };
    (0..tokens.len()).any(|at| match tokens[at].kind {
        Kind::Placeholder(Placeholder::Number | Placeholder::Statistic) => true,
        Kind::Number => {
            let is_after_stop = at >= 2 && tokens[at - 1].is(b'.');
            !names_a_place(if is_after_stop { at - 1 } else { at })
        }
        _ => false,
    })
}

/// Whether a number stands in the text or by itself in math; one inside a formula may be anything.
fn has_plain_number(sentence: SentenceRef<'_>) -> bool {
    sentence
        .tokens()
        .iter()
        .any(|token| token.kind == Kind::Number || token.is_placeholder(Placeholder::Number))
        && has_number(sentence)
}

/// "Section 4 reports our exploratory analyses" tells where, and of which results.
fn is_roadmap(sentence: SentenceRef<'_>) -> bool {
    let tokens = sentence.tokens();
    sentence.section().zone() == SectionRole::Introduction
        && tokens.first().is_some_and(|token| sentence.document.token_text(*token) == "Section")
}
