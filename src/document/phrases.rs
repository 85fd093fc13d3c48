use std::ops::Range;

use super::index::{Element, Phrases};
use super::{Kind, Token, WordId};
use crate::markup::Placeholder;

impl Phrases {
    /// Calls `found` with the payload and the tokens of every phrase that starts at token `at` and ends before token `end`, the
    /// longest first.
    #[inline]
    pub fn at(&self, tokens: &[Token], at: usize, end: usize, found: &mut impl FnMut(u32, Range<usize>)) {
        let word = tokens[at].word.0 as usize;
        // No phrase starts with a word that nobody asks about, and most words are none that somebody does.
        if word == 0 {
            return;
        }
        let Some(&[from, to]) = self.starts.get(word..word + 2) else { return };
        let second = tokens.get(at + 1).map_or(WordId::NONE, |token| token.word);
        if self.seconds[word] >> (second.0 % 64) & 1 == 0 {
            return;
        }
        for entry in &self.entries[from as usize..to as usize] {
            if entry.second != WordId::NONE && entry.second != second {
                continue;
            }
            let rest = &self.elements[entry.first as usize..entry.end as usize];
            let last = at + 1 + rest.len();
            let is_found = last <= end
                && rest.iter().zip(&tokens[at + 1..last]).all(|(&element, &token)| self.fits(element, token));
            if is_found {
                found(entry.payload, at..last);
            }
        }
    }

    /// Calls `found` with every phrase in `range`, in order of place.
    pub fn find_in(&self, tokens: &[Token], range: Range<usize>, mut found: impl FnMut(u32, Range<usize>)) {
        let end = range.end;
        for at in range {
            self.at(tokens, at, end, &mut found);
        }
    }

    fn fits(&self, element: Element, token: Token) -> bool {
        match element {
            Element::Word(id) => token.word == id,
            Element::OneOf(set) => {
                // A word that was added later is in no set.
                let word = token.word.0 as usize;
                word / 64 < self.stride
                    && self.sets[set as usize * self.stride + word / 64] >> (word % 64) & 1 == 1
            }
            Element::Mark(mark) => token.is(mark),
            Element::AnyWord => token.is_word(),
            Element::Number => {
                matches!(
                    token.kind,
                    Kind::Number | Kind::Placeholder(Placeholder::Number | Placeholder::Statistic)
                )
            }
            Element::Citation => {
                matches!(token.kind, Kind::Placeholder(Placeholder::Citation | Placeholder::TextCitation))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::super::tokens::tokenize;
    use super::super::{Lexicon, PhraseError, PhrasesBuilder};

    fn found(phrases: &[&str], text: &str) -> Vec<(u32, String)> {
        let mut lexicon = Lexicon::empty();
        let mut builder = PhrasesBuilder::default();
        for (payload, phrase) in phrases.iter().enumerate() {
            builder.add(phrase, payload as u32, &mut lexicon).unwrap();
        }
        let index = builder.finish(&lexicon);
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len() as u32, &lexicon, &mut tokens);
        let mut hits = Vec::new();
        index.find_in(&tokens, 0..tokens.len(), |payload, range| {
            let (first, last) = (tokens[range.start], tokens[range.end - 1]);
            hits.push((payload, text[first.start as usize..last.end as usize].to_owned()));
        });
        hits
    }

    #[test]
    fn finds_nested_phrases_longest_first() {
        let hits = found(&["in order", "in order to"], "In order to win, in order.");
        assert_eq!(hits, [(1, "In order to".into()), (0, "In order".into()), (0, "in order".into())]);
    }

    #[test]
    fn alternatives_options_and_classes() {
        let hits = found(
            &["we _? find|found", "by <number>"],
            "We find, we also found, we now have found by 3.1 points",
        );
        assert_eq!(hits, [(0, "We find".into()), (0, "we also found".into()), (1, "by 3.1".into())]);
    }

    #[test]
    fn a_mark_breaks_a_phrase() {
        assert!(found(&["in order to"], "in order, to").is_empty());
    }

    #[test]
    fn a_phrase_needs_a_plain_first_word() {
        let mut lexicon = Lexicon::empty();
        let error = PhrasesBuilder::default().add("<number> of", 0, &mut lexicon).unwrap_err();
        assert_eq!(error, PhraseError::Start("<number> of".into()));
    }
}
