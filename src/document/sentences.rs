//! Sentence ends in scientific prose.
//!
//! A stop ends a sentence unless it belongs to an abbreviation, an initial, a number or a name. The list is data
//! (`abbreviations.txt`); the code knows only the shapes. Boundaries fall between tokens and never inside one.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Kind, Token};
use crate::markup::Placeholder;

/// A sentence's tokens, as found.
pub(super) struct Found {
    /// One past its last token.
    pub end: usize,
    /// Its tokens that are words.
    pub words: u32,
    /// Whether it has an opening bracket.
    pub has_bracket: bool,
}

/// Calls `found` with each sentence; the last ends at `tokens.len()`.
///
/// `tokens` are those of one block of `text`; a block without tokens has no sentence.
pub(super) fn sentences(tokens: &[Token], text: &str, mut found: impl FnMut(Found)) {
    let block = Block { tokens, text };
    let mut at = 0;
    let mut last = 0;
    let (mut words, mut has_bracket) = (0, false);
    while at < tokens.len() {
        words += u32::from(tokens[at].is_word());
        let ends = match tokens[at].kind {
            Kind::Word | Kind::Number => false,
            Kind::Mark(b'.') => block.stop_ends(at, last),
            Kind::Mark(b'!' | b'?') => block.opens(block.after_closers(at + 1)),
            Kind::Mark(mark) => {
                has_bracket |= mark == b'(' || mark == b'[';
                false
            }
            Kind::Symbol => matches!(block.word(at), "。" | "！" | "？" | "．"),
            Kind::Placeholder(Placeholder::DisplayMath) => block.display_ends(at, last),
            Kind::Placeholder(_) => false,
        };
        at += 1;
        if ends {
            let end = block.after_closers(at);
            words += tokens[at..end].iter().filter(|token| token.is_word()).count() as u32;
            at = end;
            last = end;
            found(Found { end, words, has_bracket });
            (words, has_bracket) = (0, false);
        }
    }
    if last < tokens.len() {
        found(Found { end: tokens.len(), words, has_bracket });
    }
}

struct Block<'t> {
    tokens: &'t [Token],
    text: &'t str,
}

impl<'t> Block<'t> {
    fn word(&self, at: usize) -> &'t str {
        let token = self.tokens[at];
        self.text.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    fn touches(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at].start == self.tokens[at - 1].end
    }

    /// The first token at or after `at` that is no closing quote or bracket and no citation set right after the stop.
    fn after_closers(&self, mut at: usize) -> usize {
        while self.touches(at) {
            if let Some(after) = self.after_number_in_brackets(at) {
                at = after;
                continue;
            }
            let closes = match self.tokens[at].kind {
                Kind::Mark(mark) => matches!(mark, b')' | b']' | b'}' | b'"' | b'\'' | b'.' | b'!' | b'?'),
                Kind::Symbol => matches!(self.word(at), "”" | "’" | "»" | "）" | "」" | "』"),
                Kind::Placeholder(placeholder) => placeholder == Placeholder::Citation,
                _ => false,
            };
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// The end of a citation set as numbers in brackets, `[12]` or `[3, 4]`, that starts at token `at`.
    fn after_number_in_brackets(&self, at: usize) -> Option<usize> {
        let inside = self.tokens[at].is(b'[').then(|| self.tokens.get(at + 1..))??;
        let close = inside.iter().position(|token| token.is(b']'))?;
        let is_number_or_comma =
            |token: &Token| token.kind == Kind::Number || token.is(b',') || token.is(b'-');
        (close > 0 && inside[..close].iter().all(is_number_or_comma)).then_some(at + close + 2)
    }

    /// Whether a sentence can open at token `at`.
    fn opens(&self, mut at: usize) -> bool {
        while at < self.tokens.len() {
            let is_opener = match self.tokens[at].kind {
                Kind::Mark(mark) => matches!(mark, b'(' | b'[' | b'"' | b'\'' | b'`' | b'*'),
                Kind::Symbol => true,
                _ => false,
            };
            if !is_opener {
                break;
            }
            at += 1;
        }
        match self.tokens.get(at).map(|token| token.kind) {
            None => true,
            Some(Kind::Number | Kind::Placeholder(_)) => true,
            Some(Kind::Word) => self.is_capitalized(at),
            Some(Kind::Mark(_) | Kind::Symbol) => false,
        }
    }

    /// Whether the word starts with an upper case letter, or is one of those that begin a sentence as they are: `pH`, `iPhone`,
    /// `p-values`, `mRNA`, a word in a script without case.
    fn is_capitalized(&self, at: usize) -> bool {
        let word = self.word(at);
        let Some(first) = word.chars().next() else { return false };
        if !first.is_lowercase() {
            return true;
        }
        let is_mixed = word.chars().skip(1).take(3).any(char::is_uppercase);
        let is_symbol_compound = word.as_bytes().get(1) == Some(&b'-') && word.len() > 3;
        is_mixed || is_symbol_compound
    }

    /// Whether the word opens sentences often and names hardly ever, so that even after an initial or `et al.` it is a new sentence.
    fn is_opening_word(&self, at: usize) -> bool {
        at < self.tokens.len() && self.tokens[at].kind == Kind::Word && OPENING_WORDS.contains(self.word(at))
    }

    /// Whether the stop at token `at` ends the sentence that begins at token `first`.
    fn stop_ends(&self, at: usize, first: usize) -> bool {
        let next = self.after_closers(at + 1);
        if next >= self.tokens.len() {
            return true;
        }
        if self.touches(next) && next == at + 1 {
            // Nothing between the stop and what follows: `.,`, `.)`, `...`, or a forgotten space before a capital.
            let is_forgotten_space = self.tokens[next].kind == Kind::Word && self.is_capitalized(next);
            if !is_forgotten_space {
                return false;
            }
        }
        if !self.opens(next) {
            return false;
        }
        // A stop right after an opening bracket's content closes that content only: `(see Fig. 3.) We`.
        if at == first {
            return false;
        }
        let before = self.tokens[at - 1];
        match before.kind {
            Kind::Word => self.word_stop_ends(at, next),
            // `1.` at the start of a block or sentence numbers what follows.
            Kind::Number => at - 1 != first || !self.touches(at),
            _ => true,
        }
    }

    fn word_stop_ends(&self, at: usize, next: usize) -> bool {
        let word = self.word(at - 1);
        if is_initial(word) {
            return self.is_opening_word(next) && !self.is_initial_of_name(at);
        }
        match ABBREVIATIONS.get(word.to_ascii_lowercase().as_str()) {
            None => true,
            // `ref.` is short for reference where something to refer to follows; `we take it as a ref. We` is rare.
            Some(Ending::Never) => {
                self.is_opening_word(next)
                    && !matches!(word, "e.g" | "i.e" | "cf" | "vs" | "Dr" | "Prof" | "St")
            }
            Some(Ending::Number) => self.tokens[next].kind == Kind::Word,
            Some(Ending::May) => self.is_opening_word(next) || self.is_reference(next),
        }
    }

    fn is_initial_of_name(&self, at: usize) -> bool {
        at >= 3 && self.tokens[at - 2].is(b'.') && is_initial(self.word(at - 3))
    }

    fn is_reference(&self, at: usize) -> bool {
        matches!(self.tokens[at].kind, Kind::Placeholder(Placeholder::TextCitation))
    }

    /// A sentence may go on after display math; it does not where an opening word follows.
    fn display_ends(&self, at: usize, first: usize) -> bool {
        at > first && self.is_opening_word(at + 1)
    }
}

/// A single capital: `J`, or the `A` of `vitamin A`.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
}

enum Ending {
    Never,
    Number,
    May,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Ending>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for line in include_str!("abbreviations.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let kind = words.next();
        for word in words {
            let ending = match kind {
                Some("number") => Ending::Number,
                Some("may") => Ending::May,
                _ => Ending::Never,
            };
            map.insert(word, ending);
        }
    }
    map
});

static OPENING_WORDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("opening_words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::super::Lexicon;
    use super::super::tokens::tokenize;
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len() as u32, &Lexicon::default(), &mut tokens);
        let mut first = 0;
        let mut found = Vec::new();
        sentences(&tokens, text, |sentence| {
            let end = sentence.end;
            found.push(&text[tokens[first].start as usize..tokens[end - 1].end as usize]);
            first = end;
        });
        found
    }

    #[test]
    fn one_sentence_each() {
        for text in [
            "We follow J. R. R. Tolkien here.",
            "This holds, e.g. BERT does it, i.e. Theorem 2 applies.",
            "See Fig. 3 and Sec. III and Eqs. (2)–(4) for more.",
            "It differs (p < .05, cf. Smith et al. 2019) from version 18.0.2 of it.",
            "Lee et al. (2019) find it, vs. Baseline models in the U.S. Department of Labor.",
            "In sample No. 2 of Dr. Smith, approx. 5 cells grew.",
            "Is it so (it is.) or not?",
            "3. A numbered line.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn two_sentences_each() {
        for (first, second) in [
            ("It differs (p < .05).", "The rest does not."),
            ("We test 3 models.", "pH matters."),
            ("We report the results.[12]", "We stop."),
            ("They said “so.”", "It ends."),
            ("This follows Lee et al.", "The model is new."),
            ("It was p < .05.", "Then we stopped."),
            ("Is it so?!", "It is."),
            ("We use tools, data, etc.", "These are free."),
            ("Patients got vitamin C.", "They improved."),
            ("これは文です。", "次の文です。"),
        ] {
            assert_eq!(split(&format!("{first} {second}")), [first, second]);
        }
    }

    #[test]
    fn a_sentence_goes_on_after_display_math() {
        let math = Placeholder::DisplayMath.to_char();
        assert_eq!(split(&format!("We solve {math} where x is free.")).len(), 1);
        assert_eq!(split(&format!("We solve {math} The rest is free.")).len(), 2);
    }
}
