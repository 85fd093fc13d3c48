//! `doubled-word`: the same word twice in a row.

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Safety, Severity};
use crate::rules::{SentenceCheck, SettingError, Settings};

/// Words that may stand twice: `that that`, `had had`.
pub struct DoubledWord {
    allowed: String,
}

impl DoubledWord {
    /// The rule with its words.
    ///
    /// # Errors
    /// When they are missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self { allowed: settings.term("allowed")? })
    }

    fn is_slip(&self, first: &str, second: &str) -> bool {
        let is_name = first.starts_with(char::is_uppercase) && second.starts_with(char::is_uppercase);
        let is_letter = first.chars().count() == 1 && !first.eq_ignore_ascii_case("a");
        let is_word = first.chars().all(char::is_alphabetic);
        let is_allowed = || self.allowed.split(' ').any(|word| word.eq_ignore_ascii_case(first));
        is_word && !is_name && !is_letter && !is_allowed()
    }
}

impl SentenceCheck for DoubledWord {
    fn check(&self, sentence: SentenceRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        for pair in sentence.tokens().windows(2) {
            let (first, second) = (pair[0], pair[1]);
            // Nearly all pairs differ in length or kind, so the texts are rarely looked at.
            let may_be_same = first.kind == Kind::Word
                && second.kind == Kind::Word
                && first.end - first.start == second.end - second.start
                && first.word == second.word;
            if !may_be_same {
                continue;
            }
            let text = |token: Token| sentence.document.token_text(token);
            let between = sentence.document.reading().slice(first.end, second.start);
            if text(first).eq_ignore_ascii_case(text(second))
                && between.chars().all(char::is_whitespace)
                && !between.is_empty()
                && self.is_slip(text(first), text(second))
            {
                let reported =
                    out.at(first.start..second.end, Severity::Warning).value("found", text(second));
                // Somebody else's words are theirs to mend. With its capital, the second word may be the one to keep.
                if !sentence.is_quoted(first.start) && !text(second).starts_with(char::is_uppercase) {
                    reported.replacements([(first.end..second.end, "")], Safety::Safe);
                }
            }
        }
    }
}
