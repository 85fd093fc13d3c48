//! `long-paragraph`: more than a reader takes in between two rests.

use crate::analysis::Paper;
use crate::document::{BlockRef, SentenceRef};
use crate::findings::{Report, Severity};
use crate::markup::Within;
use crate::rules::ParagraphCheck;

/// The most words of a paragraph.
#[derive(serde::Deserialize)]
pub struct LongParagraph {
    #[serde(rename = "warning")]
    words: u32,
}

impl ParagraphCheck for LongParagraph {
    fn check(&self, paragraph: BlockRef<'_>, paper: &Paper<'_>, out: &mut Report<'_>) {
        let words = paragraph.words();
        if words <= self.words
            || paragraph.within().is_in(Within::PROOF)
            || !paper.is_prose(paragraph.token_range())
        {
            return;
        }
        let split = middle(paragraph);
        let variant = if split.is_some() { "marked" } else { "plain" };
        out.at(paragraph.range(), Severity::Warning)
            .variant(variant)
            .value("words", words)
            .value("sentences", paragraph.sentences().len() as u32)
            .value("before", split.map_or("", |sentence| sentence.opening(sentence.range().start, OPENING)))
            .also(split.map(|sentence| sentence.first_word()), "split");
    }
}

/// Tokens that say in words where a paragraph could be split.
const OPENING: usize = 4;

/// Returns the sentence that could open a new paragraph: in the middle half, one that turns to something else if there is one, the nearest
/// to the middle among equals.
fn middle(paragraph: BlockRef<'_>) -> Option<SentenceRef<'_>> {
    let total = paragraph.words();
    let mut before = 0_u32;
    let mut best: Option<(bool, u32, SentenceRef<'_>)> = None;
    for sentence in paragraph.sentences() {
        let from_middle = (before * 2).abs_diff(total);
        let goes_on = !turns(sentence);
        if opens_well(sentence)
            && from_middle * 2 <= total
            && best.is_none_or(|(goes, far, _)| (goes_on, from_middle) < (goes, far))
        {
            best = Some((goes_on, from_middle, sentence));
        }
        before += sentence.words();
    }
    best.map(|(_, _, sentence)| sentence)
}

/// Returns whether a sentence begins with a word in capitals, and not with a formula or in the middle of one that display math has parted.
fn opens_well(sentence: SentenceRef<'_>) -> bool {
    let first = sentence.tokens().first();
    first.is_some_and(|&token| sentence.document.token_text(token).starts_with(char::is_uppercase))
}

fn turns(sentence: SentenceRef<'_>) -> bool {
    const TURNS: &[&str] = &[
        "However",
        "Second",
        "Secondly",
        "Third",
        "Thirdly",
        "Finally",
        "Next",
        "Moreover",
        "Furthermore",
        "Additionally",
        "Another",
        "Conversely",
        "Nevertheless",
        "Meanwhile",
        "Similarly",
        "Overall",
        "Lastly",
        "Also",
        "Therefore",
        "Instead",
        "Unlike",
        "Although",
    ];
    let word = sentence.tokens().first().map_or("", |&token| sentence.document.token_text(token));
    TURNS.contains(&word)
}
