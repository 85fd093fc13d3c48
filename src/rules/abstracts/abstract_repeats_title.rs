//! `abstract-repeats-title`: a first sentence that says no more than the title.

use crate::analysis::{Abstract, Paper, longer_words};
use crate::document::BlockRole;
use crate::findings::{Report, Severity};
use crate::rules::PaperCheck;

/// How much of the title may stand in the first sentence, and how much else makes it a sentence of its own.
#[derive(serde::Deserialize)]
pub struct AbstractRepeatsTitle {
    /// Percent of the title's longer words.
    shared: u32,
    /// Longer words that the title lacks.
    fresh: u32,
}

/// A title with fewer longer words is in every sentence on its subject.
const FEWEST: usize = 3;

impl PaperCheck for AbstractRepeatsTitle {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let title = document.blocks().iter().find(|block| block.role == BlockRole::Title);
        let (Abstract::Present(moves), Some(title)) = (paper.abstract_(), title) else { return };
        // Where there is nothing but that sentence, `thin-abstract` says so.
        let [first, _, ..] = moves.sentences.as_slice() else { return };
        let wanted = longer_words(document.reading().slice(title.text.start, title.text.end));
        let said = longer_words(first.text());
        let shared = wanted.intersection(&said).count();
        let fresh = said.len() - shared;
        let is_repeated = shared * 100 >= self.shared as usize * wanted.len() && fresh < self.fresh as usize;
        if wanted.len() >= FEWEST && is_repeated {
            out.at(first.range(), Severity::Advice).also(Some(title.text.clone()), "title");
        }
    }
}
