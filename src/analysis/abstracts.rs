//! The abstract of a paper, and which moves it makes.

use std::collections::BTreeSet;

use super::moves::features::Text;
use super::moves::{self, Heading, Move};
use super::{DocType, Paper, numbers, printed};
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

/// What an abstract says.
#[derive(Clone, Debug, Default)]
pub struct Moves<'d> {
    /// Its paragraphs.
    pub blocks: Vec<BlockRef<'d>>,
    /// Its words, as rules count them.
    pub words: u32,
    /// Its words as venues count them: what is printed, by white space, so `P = .004` is three.
    pub printed_words: u32,
    /// Its characters, math as it is written.
    pub characters: u32,
    /// Its sentences.
    pub sentences: Vec<SentenceRef<'d>>,
    /// What each sentence does.
    pub read: moves::Reading,
    /// Whether what was found is given with a number.
    pub has_number: bool,
}

/// How much readers expect a move of the abstract of a type of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// They look for it first.
    Needed,
    /// It helps.
    Welcome,
    /// They do not.
    Nothing,
}

impl Expected {
    /// Returns what is expected. Only papers that report results of their own are asked for more than their purpose: a theorem, a tool or
    /// an argument says what was found as it says what was set out to do.
    pub fn of(doc_type: DocType, move_: Move) -> Self {
        match move_ {
            Move::Purpose => Self::Needed,
            _ if doc_type != DocType::Empirical => Self::Nothing,
            Move::Method | Move::Result => Self::Needed,
            Move::Background | Move::Gap | Move::Conclusion => Self::Welcome,
            Move::Other => Self::Nothing,
        }
    }
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
    let words = blocks.iter().map(|block| block.words()).sum();
    let sentences: Vec<SentenceRef<'d>> = blocks.iter().flat_map(|block| block.sentences()).collect();
    let with_headings = sentences.iter().map(|&sentence| (sentence.text(), heading(sentence)));
    let read = moves::builtin().map(|model| model.read(with_headings)).unwrap_or_default();
    let characters = blocks.iter().map(|&block| characters(paper, block)).sum();
    let printed_words =
        blocks.iter().map(|block| printed::words(&printed::printed(paper, block.range()))).sum();
    let mut moves = Moves { blocks, words, printed_words, characters, sentences, read, has_number: false };
    let has_number = moves.results().any(has_value);
    moves.has_number = has_number;
    Abstract::Present(moves)
}

/// Returns the abstract's paragraphs; in a software paper of the JOSS form the statement of need stands beside the summary.
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
    /// Returns the sentence that has the most of a move.
    pub fn best(&self, move_: Move) -> Option<SentenceRef<'d>> {
        let shares = self.sentences.iter().zip(self.read.said.iter().map(|said| said.share(move_)));
        let best = shares.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(sentence, _)| *sentence)
    }

    /// Returns how long it is, in each unit that venues count.
    pub fn counts(&self) -> [(&'static str, u32); 4] {
        [
            ("words", self.printed_words),
            ("characters", self.characters),
            ("sentences", self.sentences.len() as u32),
            ("paragraphs", self.paragraphs()),
        ]
    }

    /// Returns its paragraphs; each one under a heading of a structured abstract is a part of one.
    fn paragraphs(&self) -> u32 {
        let heading = |block: &BlockRef<'_>| block.section().heading().map(|heading| heading.index);
        let headed = self.blocks.windows(2).filter(|pair| heading(&pair[0]) != heading(&pair[1])).count();
        (self.blocks.len() - headed) as u32
    }

    /// Returns the sentences that may say what was found.
    fn results(&self) -> impl Iterator<Item = SentenceRef<'d>> {
        let said = self.sentences.iter().zip(&self.read.said);
        let may_be = said.filter(|(_, said)| said.share(Move::Result) >= MAY_BE_RESULT);
        may_be.map(|(sentence, _)| *sentence).chain(self.best(Move::Result))
    }

    /// Returns how probable it is that no sentence makes a move, from 0 to 1.
    pub fn missing(&self, move_: Move) -> f64 {
        moves::builtin().map_or(0.0, |model| model.is_missing(move_, &self.read))
    }

    /// Returns what speaks for the first move of a sentence, the strongest first, with weights in logits.
    pub fn reasons(&self, index: usize) -> Vec<(String, f64)> {
        let text = Text::new(self.sentences.iter().map(|sentence| sentence.text()));
        let first = self.read.said.get(index).map(|said| said.first().0);
        let reasons = moves::builtin().zip(first).map(|(model, first)| model.reasons(&text, index, first));
        reasons.unwrap_or_default()
    }
}

/// Returns the words of a text that say what it is about, in lower case: shorter ones, such as `of` and `with`, are in any sentence.
pub fn longer_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= LONGER);
    words.map(str::to_lowercase).collect()
}

/// Bytes of a longer word.
const LONGER: usize = 5;

/// Returns the characters of a paragraph. Math is counted as it is written, since that is how it is pasted into forms.
fn characters(paper: &Paper<'_>, block: BlockRef<'_>) -> u32 {
    let start = block.range().start;
    let written = |at: usize| {
        let at = start + at as u32;
        let spans = paper.document.reading().source_of(at, at + 1);
        spans.iter().map(|span| paper.draft.text(*span).chars().count() as u32).sum()
    };
    let count = |(at, c): (usize, char)| match Placeholder::from_char(c) {
        Some(Placeholder::Math | Placeholder::Number | Placeholder::Statistic | Placeholder::DisplayMath) => {
            written(at)
        }
        _ => 1,
    };
    block.text().char_indices().map(count).sum()
}

/// From which share on a sentence may say what was found, from 0 to 1.
const MAY_BE_RESULT: f64 = 0.2;

/// In a structured abstract the heading says what its paragraph holds.
fn heading(sentence: SentenceRef<'_>) -> Option<Heading> {
    let section = sentence.section();
    let heading = section.heading().filter(|heading| heading.range().end <= sentence.range().start)?;
    Some(heading.text()).filter(|_| section.zone() == SectionRole::Abstract).and_then(Heading::new)
}

/// Returns whether a sentence holds a number that measures something: not a year, not a number that names a thing (`GPT-4`, `Section 3`).
fn has_value(sentence: SentenceRef<'_>) -> bool {
    let text = |token| sentence.document.token_text(token);
    sentence.tokens().iter().any(|&token| match token.kind {
        Kind::Placeholder(Placeholder::Number | Placeholder::Statistic) => true,
        Kind::Number => {
            let digits = text(token);
            let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
            !is_year
        }
        Kind::Word => numbers::is_amount(text(token)),
        _ => false,
    })
}
