//! `scare-quotes`: a word in quotation marks that nobody is quoted with.

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Severity};
use crate::markup::Placeholder;
use crate::rules::{SentenceCheck, SettingError, Settings};

/// Words that introduce a name, an answer or a word that is mentioned.
pub struct ScareQuotes {
    naming: String,
}

/// The most words between the marks; more are a quotation.
const WORDS: usize = 3;

impl ScareQuotes {
    /// The rule with its words.
    ///
    /// # Errors
    /// When they are missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self { naming: settings.term("naming")? })
    }

    fn is_named(&self, word: &str) -> bool {
        self.naming.split(' ').any(|naming| naming.eq_ignore_ascii_case(word))
    }
}

impl SentenceCheck for ScareQuotes {
    fn check(&self, sentence: SentenceRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        let tokens = sentence.tokens();
        let text = |token: &Token| sentence.document.token_text(*token);
        let is_mark = |token: &Token| match token.kind {
            Kind::Mark(mark) => mark == b'"',
            Kind::Symbol => matches!(text(token), "“" | "”"),
            _ => false,
        };
        let marks: Vec<usize> = (0..tokens.len()).filter(|&at| is_mark(&tokens[at])).collect();
        let has_source = || {
            tokens.iter().any(|token| {
                matches!(token.kind, Kind::Placeholder(Placeholder::Citation | Placeholder::TextCitation))
            })
        };
        // Several quotations in one sentence are a list of answers or labels.
        let &[open, close] = marks.as_slice() else { return };
        let inside = &tokens[open + 1..close];
        let is_plain = |token: &Token| {
            token.kind == Kind::Word
                && !text(token).contains('_')
                && !text(token).starts_with(char::is_uppercase)
        };
        // What is named stands just after the word that names it.
        let before = &tokens[open.saturating_sub(3)..open];
        let is_named = before.iter().any(|token| token.kind == Kind::Word && self.is_named(text(token)));
        if (1..=WORDS).contains(&inside.len()) && inside.iter().all(is_plain) && !is_named && !has_source() {
            let range = tokens[open].start..tokens[close].end;
            let found = sentence.document.reading().slice(range.start, range.end);
            out.at(range, Severity::Advice).value("found", found);
        }
    }
}
