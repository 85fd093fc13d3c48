//! `term-before-definition`: a term in an earlier paragraph than the one that defines it.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::analysis::{Cue, Paper};
use crate::document::{BlockRole, Document, Kind, SentenceRef, Token};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// The words by which a definition is known, and those that stand round a term.
pub struct TermBeforeDefinition {
    naming: FxHashSet<String>,
    defined: FxHashSet<String>,
    articles: FxHashSet<String>,
    ends: FxHashSet<String>,
}

impl TermBeforeDefinition {
    /// The rule with its words.
    ///
    /// # Errors
    /// When they are missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self {
            naming: settings.words("naming")?,
            defined: settings.words("defined")?,
            articles: settings.words("articles")?,
            ends: settings.words("ends")?,
        })
    }

    /// The term that a sentence defines, in bytes of the reading text.
    fn term(&self, sentence: SentenceRef<'_>) -> Option<Range<u32>> {
        let tokens = sentence.tokens();
        let text = |token: &Token| sentence.document.token_text(*token);
        let is_naming = |token: &Token| {
            token.kind == Kind::Word
                && (self.naming.contains(text(token)) || self.defined.contains(text(token)))
        };
        let mut places = (0..tokens.len()).filter(|&at| is_naming(&tokens[at]));
        places.find_map(|at| self.term_after(sentence, &tokens[at + 1..]))
    }

    /// The term that follows a word such as `call`: `which we call the attack floor because …`
    fn term_after(&self, sentence: SentenceRef<'_>, rest: &[Token]) -> Option<Range<u32>> {
        let text = |token: &Token| sentence.document.token_text(*token);
        let is_quote = |token: &Token| token.is(b'"') || matches!(text(token), "“" | "”");
        let is_end = |token: &Token| {
            (!is_quote(token) && matches!(token.kind, Kind::Mark(_) | Kind::Symbol))
                || self.ends.contains(text(token))
        };
        let is_said_as = rest.first().is_some_and(|token| matches!(text(token), "as" | "to"));
        let rest = if is_said_as { rest.get(1..)? } else { rest };
        let clause = rest.get(..rest.iter().position(is_end).unwrap_or(rest.len()))?;
        let clause = clause.split_last().filter(|(last, _)| is_quote(last)).map_or(clause, |(_, rest)| rest);
        let start =
            clause.iter().rposition(|token| self.articles.contains(text(token)) || token.kind != Kind::Word);
        let term = clause.get(start.map_or(0, |start| start + 1)..)?;
        let is_term = (2..=4).contains(&term.len()) && term.iter().all(|token| token.kind == Kind::Word);
        is_term.then(|| term[0].start..term[term.len() - 1].end)
    }
}

impl PaperCheck for TermBeforeDefinition {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for index in 0..document.sentences().len() as u32 {
            let sentence = document.sentence(index);
            let is_text = matches!(sentence.block().role(), BlockRole::Body | BlockRole::Item);
            if !is_text || !paper.cues(sentence).has(Cue::Naming) {
                continue;
            }
            let Some(place) = self.term(sentence) else { continue };
            let term = document.reading().slice(place.start, place.end);
            if !seen.insert(term) {
                continue;
            }
            if let Some(earlier) = first_use(document, term, sentence) {
                out.at(earlier, Severity::Advice).value("term", term).also([place], "definition");
            }
        }
    }
}

/// Where a term first stands in a paragraph before the one of `sentence`.
fn first_use(document: &Document<'_>, term: &str, sentence: SentenceRef<'_>) -> Option<Range<u32>> {
    let mut paragraphs = document.blocks().iter().take(sentence.block().index as usize);
    paragraphs.find_map(|block| {
        let text = document.reading().slice(block.text.start, block.text.end);
        let at = text.find(term).filter(|_| block.role == BlockRole::Body)? as u32;
        Some(block.text.start + at..block.text.start + at + term.len() as u32)
    })
}
