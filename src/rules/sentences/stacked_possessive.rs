//! `stacked-possessive`: `the model's encoder's output`.

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Severity};
use crate::rules::SentenceCheck;

/// Words whose `'s` is a verb: `it's`, `that's`.
#[derive(serde::Deserialize)]
pub struct StackedPossessive {
    contractions: String,
}

impl StackedPossessive {
    fn is_possessive(&self, sentence: SentenceRef<'_>, token: Token) -> bool {
        if token.kind != Kind::Word {
            return false;
        }
        let text = sentence.document.token_text(token);
        let owner = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s"));
        owner.is_some_and(|owner| {
            owner.len() > 1 && !self.contractions.split(' ').any(|word| word.eq_ignore_ascii_case(owner))
        })
    }
}

impl SentenceCheck for StackedPossessive {
    fn check(&self, sentence: SentenceRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        let tokens = sentence.tokens();
        for (at, &second) in tokens.iter().enumerate().skip(1) {
            let first = tokens[at - 1];
            if !self.is_possessive(sentence, second) || !self.is_possessive(sentence, first) {
                continue;
            }
            let article = at.checked_sub(2).map(|before| tokens[before]);
            let article = article.filter(|token| {
                matches!(sentence.document.token_text(*token), "the" | "The" | "a" | "A" | "our" | "its")
            });
            let start = article.map_or(first.start, |token| token.start);
            let found = sentence.document.reading().slice(start, second.end);
            out.at(start..second.end, Severity::Advice).value("found", found);
        }
    }
}
