//! `weak-paragraph-edge`: a paragraph that opens with `this` or ends with `see Table 2`.

use crate::analysis::Paper;
use crate::document::{BlockRef, Kind, SentenceRef};
use crate::findings::{Report, Severity};
use crate::rules::{ParagraphCheck, Words};

/// Which words point back, which verbs must follow for that, and which words point elsewhere.
#[derive(serde::Deserialize)]
pub struct WeakParagraphEdge {
    sentences: u32,
    pointer: u32,
    pointing: Words,
    verbs: Words,
    personal: Words,
    empty: Words,
    pointers: Words,
}

impl WeakParagraphEdge {
    /// Returns whether a sentence opens with a pronoun that needs the sentence before.
    fn points_back(&self, sentence: SentenceRef<'_>) -> bool {
        let mut words = sentence.tokens().iter().map(|token| match token.kind {
            Kind::Word => sentence.document.token_text(*token).to_ascii_lowercase(),
            _ => String::new(),
        });
        let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
        let is_verb = || !second.is_empty() && !self.empty.contains(&second);
        // After `it` and `they` only a verb stands, and an adverb before it.
        (self.pointing.contains(&first) && self.verbs.contains(&second))
            || (self.personal.contains(&first) && is_verb())
    }

    fn points_elsewhere(&self, sentence: SentenceRef<'_>) -> bool {
        let Some(first) = sentence.tokens().first() else { return false };
        let word = sentence.document.token_text(*first).to_ascii_lowercase();
        sentence.words() <= self.pointer && self.pointers.contains(&word)
    }
}

impl ParagraphCheck for WeakParagraphEdge {
    fn check(&self, paragraph: BlockRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        let mut sentences = paragraph.sentences();
        if (sentences.len() as u32) < self.sentences {
            return;
        }
        let (Some(first), Some(last)) = (sentences.next(), sentences.next_back()) else { return };
        if self.points_back(first) {
            let word = first.first_word();
            let found = first.document.reading().slice(word.start, word.end);
            out.at(word, Severity::Advice).variant("first").value("found", found);
        }
        if self.points_elsewhere(last) {
            out.at(last.range(), Severity::Advice).variant("last");
        }
    }
}
