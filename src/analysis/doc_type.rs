//! What kind of paper a draft is: by what it says of itself, by its form, by its title, by what it reports.

use super::{Cue, Paper};
use crate::document::{Block, BlockRole, Document, SectionRole};
use crate::markup::{BlockKind, Within};

/// What kind of paper it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocType {
    /// Reports results of the authors' own.
    Empirical,
    /// Proves.
    Theory,
    /// Reviews others' work.
    Survey,
    /// Presents software.
    Software,
    /// Argues, or lays out a road map.
    Position,
    /// Teaches.
    Tutorial,
    /// Plans a study: a protocol, a preregistration.
    Plan,
    /// Describes a data set or a model.
    DatasetCard,
    /// Reports on a project, an event or a service.
    Report,
    /// Supplements a paper.
    Supplement,
    /// Anything else.
    Other,
}

impl DocType {
    /// The words that front matter, rule files and configurations have for them, in their order.
    pub const NAMES: [&str; 11] = [
        "empirical",
        "theory",
        "survey",
        "software",
        "position",
        "tutorial",
        "plan",
        "dataset-card",
        "report",
        "supplement",
        "other",
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// Theorems and proofs of a theory paper; fewer are found in papers of any kind.
const THEOREMS: usize = 3;

pub(super) fn of(paper: &Paper<'_>) -> DocType {
    let document = paper.document;
    let beside = paper.draft.declared().doc_type.as_deref();
    if let Some(declared) = beside.and_then(declared) {
        return declared;
    }
    if let Some(declared) = document.meta().doc_type.as_deref().and_then(declared) {
        return declared;
    }
    let has = |role| document.sections().iter().any(|section| section.role == role);
    if has(SectionRole::Need) {
        return DocType::Software;
    }
    if let Some(titled) = titled(document) {
        return titled;
    }
    let theorems =
        document.blocks().iter().filter(|block| block.within.is_in(Within::THEOREM.with(Within::PROOF)));
    let has_results = !paper.results().sections.is_empty();
    let has_results_heading = has(SectionRole::Results);
    if theorems.count() >= THEOREMS && !(has_results && has_results_heading) {
        return DocType::Theory;
    }
    match has_results {
        true if has_results_heading || !presents_software(paper) => DocType::Empirical,
        _ if presents_software(paper) => DocType::Software,
        _ => DocType::Other,
    }
}

/// Whether the abstract sets out to present software.
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
    Some(match name.trim() {
        "empirical" | "experiment" | "experimental" => DocType::Empirical,
        "theory" | "theoretical" => DocType::Theory,
        "survey" | "review" => DocType::Survey,
        "software" => DocType::Software,
        "position" | "opinion" | "perspective" | "roadmap" | "essay" => DocType::Position,
        "tutorial" => DocType::Tutorial,
        "plan" | "protocol" | "preregistration" | "proposal" => DocType::Plan,
        "dataset-card" | "dataset" | "model-card" => DocType::DatasetCard,
        "report" => DocType::Report,
        "supplement" => DocType::Supplement,
        "other" => DocType::Other,
        _ => return None,
    })
}

/// What the title says. Each pair: words of which one must stand in it, and what they mean.
fn titled(document: &Document<'_>) -> Option<DocType> {
    const SIGNS: &[(&[&str], DocType)] = &[
        (&["supplement", "supplementary", "supplements", "appendix", "supporting"], DocType::Supplement),
        (
            &[
                "roadmap",
                "road map",
                "white paper",
                "whitepaper",
                "position paper",
                "perspective",
                "manifesto",
                "viewpoint",
            ],
            DocType::Position,
        ),
        (
            &[
                "survey of",
                "a survey",
                "review of",
                "a review",
                "literature review",
                "systematic review",
                "overview of",
                "sok",
            ],
            DocType::Survey,
        ),
        (&["tutorial", "a primer", "a guide", "a practical guide", "lecture notes"], DocType::Tutorial),
        (&["study protocol", "preregistration of", "research plan", "proposal"], DocType::Plan),
        (&["dataset card", "model card", "data descriptor", "datasheet"], DocType::DatasetCard),
        (
            &["history of", "report of the", "annual report", "report on the", "technical note"],
            DocType::Report,
        ),
    ];
    let is_title = |block: &&Block| block.role == BlockRole::Title;
    let mut titles = document.blocks().iter().filter(is_title).peekable();
    // Without a title block the first heading of the first level is the title.
    let heading =
        document.blocks().iter().find(|block| matches!(block.kind, BlockKind::Heading { level: 1, .. }));
    let heading = heading.filter(|_| titles.peek().is_none());
    let title: String = titles
        .chain(heading)
        .map(|block| document.reading().slice(block.text.start, block.text.end).to_lowercase() + " ")
        .collect();
    let words: Vec<&str> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let title = format!(" {} ", words.join(" "));
    let says = |sign: &&str| title.contains(&format!(" {sign} "));
    SIGNS.iter().find(|(signs, _)| signs.iter().any(says)).map(|(_, kind)| *kind)
}
