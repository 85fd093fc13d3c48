//! The abstract of a paper, and which moves it makes.

use super::{Cue, CueSet, DocType, Paper};
use crate::document::{BlockRef, BlockRole, Kind, SectionRole, SentenceRef};
use crate::markup::{Placeholder, Unreadable};

/// The abstract of a paper.
#[derive(Clone, Debug)]
pub enum Abstract<'d> {
    /// It can be read.
    Present(Moves<'d>),
    /// The paper has one that the source does not hold.
    NotReadable(Unreadable),
    /// There is none.
    Absent,
}

/// What an abstract says, by the first sentence that says it.
#[derive(Clone, Debug, Default)]
pub struct Moves<'d> {
    /// Its paragraphs.
    pub blocks: Vec<BlockRef<'d>>,
    /// Its words.
    pub words: u32,
    /// What is known or matters, or what is missing.
    pub background: Option<SentenceRef<'d>>,
    /// What the authors set out to do.
    pub purpose: Option<SentenceRef<'d>>,
    /// How they did it.
    pub method: Option<SentenceRef<'d>>,
    /// What they found.
    pub result: Option<SentenceRef<'d>>,
    /// A sentence with a number that can be a result.
    pub number: Option<SentenceRef<'d>>,
}

pub(super) fn of<'d>(paper: &Paper<'d>) -> Abstract<'d> {
    let document = paper.document;
    let blocks: Vec<BlockRef<'d>> = (0..document.blocks().len() as u32)
        .map(|index| document.block(index))
        .filter(|&block| is_abstract(paper, block))
        .collect();
    if blocks.iter().all(|block| block.words() == 0) {
        return document.meta().unreadable_abstract.map_or(Abstract::Absent, Abstract::NotReadable);
    }
    let sentences: Vec<(SentenceRef<'d>, CueSet)> = blocks
        .iter()
        .flat_map(|block| block.sentences())
        .map(|sentence| (sentence, paper.vocabulary().moves(sentence).with_heading(sentence)))
        .collect();
    let words = blocks.iter().map(|block| block.words()).sum();
    Abstract::Present(Moves { blocks, words, ..Moves::new(&sentences) })
}

/// The abstract's paragraphs; in a software paper of the JOSS form the statement of need stands beside the summary.
fn is_abstract(paper: &Paper<'_>, block: BlockRef<'_>) -> bool {
    match block.role() {
        BlockRole::Abstract => true,
        BlockRole::Body | BlockRole::Item => match block.section().zone() {
            SectionRole::Abstract => true,
            SectionRole::Need => paper.doc_type() == DocType::Software,
            _ => false,
        },
        _ => false,
    }
}

impl<'d> Moves<'d> {
    fn new(sentences: &[(SentenceRef<'d>, CueSet)]) -> Self {
        let first = |cue: Cue, from: usize| {
            sentences.iter().skip(from).find(|(_, cues)| cues.has(cue)).map(|(sentence, _)| *sentence)
        };
        let purpose = sentences.iter().position(|(_, cues)| cues.has(Cue::Purpose));
        // What stands before the purpose is about others' methods and results, unless the authors say "we find".
        let after = purpose.unwrap_or(0);
        let result = first(Cue::Finding, 0)
            .or_else(|| {
                sentences.iter().map(|(sentence, _)| *sentence).find(|sentence| has_statistic(*sentence))
            })
            .or_else(|| first(Cue::Result, purpose.map_or(0, |purpose| purpose + 1)));
        Self {
            blocks: Vec::new(),
            words: 0,
            background: sentences
                .iter()
                .find(|(_, cues)| cues.has(Cue::Background) || cues.has(Cue::Gap))
                .map(|(sentence, _)| *sentence),
            purpose: purpose.map(|purpose| sentences[purpose].0),
            method: first(Cue::Method, after),
            result,
            number: sentences.iter().map(|(sentence, _)| *sentence).find(|sentence| has_value(*sentence)),
        }
    }
}

fn has_statistic(sentence: SentenceRef<'_>) -> bool {
    sentence.tokens().iter().any(|token| token.is_placeholder(Placeholder::Statistic))
}

impl CueSet {
    /// In a structured abstract the run-in heading says what its paragraph holds.
    fn with_heading(self, sentence: SentenceRef<'_>) -> Self {
        let section = sentence.section();
        let heading = section.heading().filter(|heading| heading.range().end <= sentence.range().start);
        let Some(heading) = heading.filter(|_| section.zone() == SectionRole::Abstract) else { return self };
        let title = heading.text().to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
        let named = [
            (Cue::Background, says(&["background", "introduction", "context"])),
            (Cue::Purpose, says(&["objective", "aim", "purpose", "goal", "question"])),
            (Cue::Method, says(&["method", "design", "material", "setting", "participants"])),
            (Cue::Finding, says(&["result", "finding"])),
        ];
        named.into_iter().filter(|(_, is_named)| *is_named).fold(self, |set, (cue, _)| set.with(cue))
    }
}

/// Whether a sentence holds a number that measures something: not a year, not a number that names a thing (`GPT-4`, `Section 3`).
fn has_value(sentence: SentenceRef<'_>) -> bool {
    let text = |token| sentence.document.token_text(token);
    sentence.tokens().iter().any(|&token| match token.kind {
        Kind::Placeholder(Placeholder::Number | Placeholder::Statistic) => true,
        Kind::Number => {
            let digits = text(token);
            let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
            !is_year
        }
        Kind::Word => NUMBER_WORDS.contains(&text(token)),
        _ => false,
    })
}

const NUMBER_WORDS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "half",
    "twice", "third", "doubles", "halves", "tenfold", "twofold", "percent",
];
