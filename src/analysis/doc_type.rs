//! What kind of paper a draft is: by what it says of itself, by its form, by its title, by what it reports.

use std::sync::LazyLock;

use super::{Cue, Paper, ResultSection};
use crate::document::{Block, BlockRole, Document, SectionRole};
use crate::markup::{BlockKind, Within};
pub use crate::spec::DocType;

/// Theorems and proofs of a theory paper; fewer are found in papers of any kind.
const THEOREMS: usize = 3;

/// Headings of a plan that make a paper one.
const HEADINGS: usize = 2;

/// Results below a heading that says so, with which a paper is a study whatever its title.
const CLAIMS: usize = 5;

pub(super) fn of(paper: &Paper<'_>) -> DocType {
    let document = paper.document;
    let beside = paper.draft.declared().doc_type.as_deref();
    if let Some(declared) = beside.and_then(declared) {
        return declared;
    }
    if let Some(declared) = document.meta().doc_type.as_deref().and_then(declared) {
        return declared;
    }
    if document.sections().iter().any(|section| section.role == SectionRole::Need) {
        return DocType::Software;
    }
    let words = title(document);
    let name = name_of(paper);
    let titled = titled(&words).or_else(|| said(&name, "file"));
    if matches!(titled, Some(DocType::Plan | DocType::Supplement | DocType::DatasetCard | DocType::Position))
    {
        return titled.unwrap_or(DocType::Other);
    }
    if plans(paper, &words, &name) {
        return DocType::Plan;
    }
    let results = paper.results();
    let below_results =
        || results.sections.iter().filter(|section| section.section.zone() == SectionRole::Results);
    let reports = below_results().next().is_some();
    // "A review" or "history of" says less than results of the paper's own.
    let claims: usize = below_results().map(|section| section.claims.len()).sum();
    let is_study = claims >= CLAIMS || below_results().any(ResultSection::states_test);
    if let Some(titled) = titled.filter(|_| !is_study) {
        return titled;
    }
    let theorems =
        document.blocks().iter().filter(|block| block.within.is_in(Within::THEOREM.with(Within::PROOF)));
    if theorems.count() >= THEOREMS && !reports {
        return DocType::Theory;
    }
    let is_software = || presents_software(paper);
    if reports && (results.is_testing || !is_software()) {
        DocType::Empirical
    } else if is_software() {
        DocType::Software
    } else if results.sections.is_empty() {
        DocType::Other
    } else {
        DocType::Empirical
    }
}

/// Returns whether the paper tells of what will be done and not of what was: a protocol, a registration, the first stage of a registered
/// report.
fn plans(paper: &Paper<'_>, title: &str, name: &str) -> bool {
    let document = paper.document;
    let headings = plan_headings(document);
    let is_named_plan = said(name, "plan-file") == Some(DocType::Plan) && paper.results().sections.is_empty();
    // "Why does preregistration help?" is about plans, "Light and sleep: a preregistration" is one.
    let is_at_end = |words: &str| title.starts_with(words) || title.ends_with(words);
    let is_called_plan = SIGNS.iter().any(|sign| sign.1 == "plan-title" && is_at_end(&sign.2));
    if is_named_plan {
        return true;
    }
    if headings < HEADINGS && !is_called_plan {
        return false;
    }
    let reader = paper.vocabulary().reader();
    let blocks = (0..document.blocks().len() as u32).map(|index| document.block(index));
    let prose = blocks.filter(|block| matches!(block.role(), BlockRole::Body | BlockRole::Item));
    let (mut future, mut past) = (0, 0);
    for sentence in prose.flat_map(|block| block.sentences()) {
        future += usize::from(reader.is_future(sentence));
        past += usize::from(reader.is_past(sentence));
    }
    // Plans are written in the future, and tell what earlier studies found in the past.
    match headings >= HEADINGS {
        true => future > 0 && 2 * future >= past,
        false => future >= MANY_PLANS && future >= past,
    }
}

/// Sentences on what will be done that make a paper a plan whose headings do not say so.
const MANY_PLANS: usize = 10;

/// Returns whether the abstract sets out to present software.
fn presents_software(paper: &Paper<'_>) -> bool {
    let abstracts = (0..paper.document.blocks().len() as u32)
        .map(|index| paper.document.block(index))
        .filter(|block| block.role() == BlockRole::Abstract);
    abstracts.flat_map(|block| block.sentences()).any(|sentence| {
        let cues = paper.vocabulary().purpose_cues(sentence);
        cues.has(Cue::Software) && cues.has(Cue::Purpose)
    })
}

fn declared(name: &str) -> Option<DocType> {
    let other_words = |name: &str| {
        Some(match name {
            "experiment" | "experimental" => DocType::Empirical,
            "theoretical" => DocType::Theory,
            "review" => DocType::Survey,
            "opinion" | "perspective" | "roadmap" | "essay" => DocType::Position,
            "protocol" | "preregistration" | "proposal" => DocType::Plan,
            "dataset" | "model-card" => DocType::DatasetCard,
            _ => return None,
        })
    };
    let name = name.trim();
    DocType::named(name).or_else(|| other_words(name))
}

/// Returns the words of the title. One that stands after the first heading may be that of a supplement in the same file.
fn title(document: &Document<'_>) -> String {
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
    let is_title = |block: &&Block| block.role == BlockRole::Title && !block.text.is_empty();
    let before = document.blocks().iter().take_while(|block| !is_heading(block));
    let titles: String = before.filter(is_title).map(|block| words_of(document, block)).collect();
    if !titles.is_empty() {
        return titles;
    }
    let anywhere = document.blocks().iter().find(is_title);
    // Without a title block the first heading of the first level is the title.
    let heading =
        || document.blocks().iter().find(|block| matches!(block.kind, BlockKind::Heading { level: 1, .. }));
    anywhere.or_else(heading).map_or_else(String::new, |block| words_of(document, block))
}

/// Returns the words of the name of the paper's file.
fn name_of(paper: &Paper<'_>) -> String {
    let name = &paper.draft.main().name;
    words_in(name.rsplit_once('/').map_or(name.as_str(), |(_, name)| name))
}

/// Returns whether a file with that name, its ending left out, may be a plan.
pub fn names_plan(name: &str) -> bool {
    let words = words_in(name);
    ["file", "plan-file"].iter().any(|place| said(&words, place) == Some(DocType::Plan))
}

/// Returns how many headings of a document are those of plans.
pub fn plan_headings(document: &Document<'_>) -> usize {
    let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading { .. });
    let says = |block: &&Block| said(&words_of(document, block), "heading") == Some(DocType::Plan);
    document.blocks().iter().filter(is_heading).filter(says).count()
}

/// Returns what the title says.
fn titled(words: &str) -> Option<DocType> {
    let starts = |sign: &&(DocType, &str, String)| sign.1 == "start" && words.starts_with(&sign.2);
    if let Some((kind, ..)) = SIGNS.iter().find(starts) {
        return Some(*kind);
    }
    // A meta-analysis is a study of studies.
    let is_study = words.contains(" meta analysis ") || words.contains(" meta analytic ");
    said(words, "title").filter(|kind| *kind != DocType::Survey || !is_study)
}

/// Returns what words say in that place, by the first line of `doc_types.txt` that fits.
fn said(words: &str, place: &str) -> Option<DocType> {
    let fits = |sign: &&(DocType, &str, String)| sign.1 == place && words.contains(&sign.2);
    SIGNS.iter().find(fits).map(|(kind, ..)| *kind)
}

/// The lines of `doc_types.txt`, the words of each between spaces.
static SIGNS: LazyLock<Vec<(DocType, &str, String)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/en/doc_types.txt").lines().filter(|line| !line.starts_with('#'));
    let sign = |line: &'static str| {
        let mut fields = line.splitn(3, ' ');
        Some((declared(fields.next()?)?, fields.next()?, format!(" {} ", fields.next()?)))
    };
    lines.filter_map(sign).collect()
});

/// Returns the words of a block in lower case, each between spaces.
fn words_of(document: &Document<'_>, block: &Block) -> String {
    words_in(document.reading().slice(block.text.start, block.text.end))
}

fn words_in(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
    words.fold(String::from(" "), |all, word| all + word + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_a_kind_and_a_place() {
        for line in include_str!("../../data/en/doc_types.txt").lines().filter(|line| !line.starts_with('#'))
        {
            let mut fields = line.splitn(3, ' ');
            assert!(fields.next().is_some_and(|kind| declared(kind).is_some()), "{line}");
            assert!(
                matches!(
                    fields.next(),
                    Some("title" | "start" | "file" | "plan-file" | "plan-title" | "heading")
                ) && fields.next().is_some(),
                "{line}"
            );
        }
    }

    #[test]
    fn a_title_says_what_kind_of_paper_it_is() {
        assert_eq!(said(" sleep in cats a review ", "title"), Some(DocType::Survey));
        assert_eq!(said(" preregistration of a study of sleep ", "title"), Some(DocType::Plan));
        assert_eq!(said(" perspective taking in cats ", "title"), None);
    }
}
