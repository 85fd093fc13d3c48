use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::Asked;
use crate::spec::Review;

/// What the authors of a paper say of it beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// What kind of paper it is, in the words of front matter. It wins over what the paper seems to be.
    pub doc_type: Option<String>,
    /// Acronyms that its readers know.
    pub acronyms: BTreeSet<String>,
    /// Whom it is written for.
    pub audience: Audience,
    /// Terms that are written as they should be, of one word or several.
    pub terms: BTreeSet<String>,
    /// Commands and environments, classes of divs and names of directives whose text is not the authors' prose: the output of a model, a prompt, a transcript.
    pub quoted: BTreeSet<String>,
    /// What the venue asks that it goes to; `None` where none is named.
    pub asked: Option<Arc<Asked>>,
    /// Whether its reviewers know who its authors are.
    pub review: Review,
    /// The names of its authors, as they write them.
    pub authors: Vec<String>,
}

/// Whom a paper is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Readers of its field, who know what a first course teaches.
    #[default]
    Field,
    /// Readers from outside.
    Outside,
}

impl Audience {
    /// The words for them, as authors write them.
    pub const NAMES: [&str; 2] = ["field", "outside"];

    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Outside => "outside",
        }
    }
}

impl Declared {
    /// Returns whether a word is one of the terms. Capitals do not matter.
    pub fn is_term(&self, word: &str) -> bool {
        self.terms.iter().any(|term| term.eq_ignore_ascii_case(word))
    }

    /// Returns whether a range of a text is a term or lies inside of one.
    pub fn is_in_term(&self, text: &str, range: Range<usize>) -> bool {
        let Some(word) = text.get(range.clone()) else { return false };
        let stands_at = |term: &str, offset: usize| {
            let start = range.start.checked_sub(offset);
            let around = start.and_then(|start| text.get(start..start + term.len()));
            around.is_some_and(|around| around.eq_ignore_ascii_case(term))
        };
        self.terms.iter().any(|term| {
            let offsets = term.char_indices().map(|(offset, _)| offset);
            let holds = |offset: &usize| {
                term.get(*offset..*offset + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word))
            };
            offsets.filter(holds).any(|offset| stands_at(term, offset))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_stand_inside_a_term() {
        let terms = ["Colour Centre".to_owned(), "modelling".to_owned()].into();
        let declared = Declared { terms, ..Declared::default() };
        let text = "The colour centre of a colour; Modelling.";
        assert!(declared.is_in_term(text, 4..10));
        assert!(declared.is_in_term(text, 11..17));
        assert!(!declared.is_in_term(text, 23..29));
        assert!(declared.is_in_term(text, 31..40));
        assert!(declared.is_term("Modelling") && !declared.is_term("colour"));
    }
}
