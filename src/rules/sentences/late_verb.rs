//! `late-verb`: a long subject before the verb.
//!
//! There is no tagger here, so only what is plain is found: a sentence that opens with an article or the like and goes on without a
//! mark to a verb of a list. Verbs of clauses inside the subject are skipped, and where a word may be a verb that the list does not
//! have (`-ed`), nothing is said.

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef};
use crate::findings::{Report, Severity};
use crate::rules::{SentenceCheck, Words};

/// Two thresholds, in words, and the words by which a verb is known.
#[derive(serde::Deserialize)]
pub struct LateVerb {
    warning: u32,
    advice: u32,
    openers: Words,
    verbs: Words,
    clauses: Words,
    subjects: Words,
    breaks: Words,
}

impl LateVerb {
    /// Returns the index of the main verb and the words before it, where both are plain.
    fn main_verb(&self, sentence: SentenceRef<'_>) -> Option<(usize, u32)> {
        let (mut words, mut open_clauses) = (0, 0_u32);
        let mut before = "";
        for (at, token) in sentence.tokens().iter().enumerate() {
            if matches!(token.kind, Kind::Mark(_) | Kind::Symbol) {
                return None;
            }
            let text = sentence.document.token_text(*token);
            if at == 0 {
                let is_opener = self.openers.contains(&text.to_ascii_lowercase());
                is_opener.then_some(())?;
            } else if self.verbs.contains(text) {
                match open_clauses.checked_sub(1) {
                    None => return Some((at, words)),
                    Some(left) => open_clauses = left,
                }
            } else if self.clauses.contains(text) || self.subjects.contains(text) {
                // `that we trained` is one clause, and its verb may be any word.
                open_clauses = 1;
            } else if self.breaks.contains(text) {
                return None;
            } else if text.ends_with("ed") && !self.openers.contains(before) {
                // The verb of a clause that is open, and otherwise perhaps the main verb. After an article it is neither.
                open_clauses = open_clauses.checked_sub(1)?;
            }
            words += u32::from(token.is_word());
            before = text;
        }
        None
    }
}

impl SentenceCheck for LateVerb {
    fn check(&self, sentence: SentenceRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        if sentence.words() <= self.advice {
            return;
        }
        let Some((at, words)) = self.main_verb(sentence).filter(|&(_, words)| words > self.advice) else {
            return;
        };
        let severity = if words > self.warning { Severity::Warning } else { Severity::Advice };
        let tokens = sentence.tokens();
        let (first, last, verb) = (tokens[0], tokens[at - 1], tokens[at]);
        out.at(first.start..last.end, severity)
            .value("verb", sentence.document.token_text(verb))
            .value("words", words);
    }
}
