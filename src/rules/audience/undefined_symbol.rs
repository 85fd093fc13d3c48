//! `undefined-symbol`: a math symbol that no sentence near its first use explains.

use rustc_hash::FxHashSet;

use crate::analysis::{Paper, Symbol};
use crate::document::{Kind, SentenceRef, Token};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// From how many uses on a symbol is asked for, and the words that explain one or do not.
pub struct UndefinedSymbol {
    uses: u32,
    near: u32,
    standard: FxHashSet<String>,
    naming: FxHashSet<String>,
    loose: FxHashSet<String>,
    conjunctions: FxHashSet<String>,
}

impl UndefinedSymbol {
    /// The rule with its settings and words.
    ///
    /// # Errors
    /// When one is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        Ok(Self {
            uses: settings.get("uses")?,
            near: settings.get("near")?,
            standard: settings.words("standard")?,
            naming: settings.words("naming")?,
            loose: settings.words("loose")?,
            conjunctions: settings.words("conjunctions")?,
        })
    }

    /// Whether one of the uses near the first one explains the symbol.
    fn is_explained(&self, symbol: &Symbol, paper: &Paper<'_>) -> bool {
        let first = symbol.uses.first().map_or(0, |(sentence, _)| *sentence);
        let near = symbol.uses.iter().take_while(|(sentence, _)| *sentence <= first + self.near);
        let mut sentences = near.map(|(sentence, token)| (paper.document.sentence(*sentence), *token));
        sentences.any(|(sentence, token)| self.says_what(sentence, token))
    }

    fn says_what(&self, sentence: SentenceRef<'_>, symbol: Token) -> bool {
        let tokens = sentence.tokens();
        let Some(at) = tokens.iter().position(|token| *token == symbol) else { return false };
        let text = |token: &Token| sentence.document.token_text(*token);
        // A word, a comma or a bracket may stand between: `the learning rates ($\eta$)`.
        let mut before = tokens[..at].iter().rev().skip_while(|token| token.is(b'(') || token.is(b','));
        let before = before.next();
        let is_noun = |token: &Token| token.kind == Kind::Word && !self.loose.contains(text(token));
        let is_named = before.is_some_and(is_noun);
        // `with $D$ dimensions`, but not `as $D$ grows`; and `$b$ = 3`.
        let opens_clause = before.is_none_or(|token| self.conjunctions.contains(text(token)));
        let is_counted =
            tokens.get(at + 1).is_some_and(|next| next.is(b'=') || (!opens_clause && is_noun(next)));
        is_named
            || is_counted
            || tokens.iter().any(|token| {
                token.kind == Kind::Word && self.naming.contains(&text(token).to_ascii_lowercase())
            })
    }
}

impl PaperCheck for UndefinedSymbol {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        for symbol in paper.symbols() {
            let is_asked = symbol.uses.len() as u32 >= self.uses
                && !symbol.has_value
                && !self.standard.contains(&symbol.written);
            let Some((_, first)) = symbol.uses.first().filter(|_| is_asked) else { continue };
            if !self.is_explained(&symbol, paper) {
                out.at(first.start..first.end, Severity::Advice)
                    .value("symbol", symbol.written.as_str())
                    .value("uses", symbol.uses.len() as u32);
            }
        }
    }
}
