//! How much of a sentence a reader has to hold at once.
//!
//! What is skipped as one thing counts as one word: statistics, citations written as text, quotations. A sentence that enumerates, or says
//! what its symbols mean, is taken in item by item.

use std::ops::Range;

use crate::document::{Kind, SentenceRef, Token};
use crate::english::{BEFORE_SYMBOLS, BETWEEN_AUTHORS};
use crate::markup::Placeholder;

/// What a reader holds at once of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtOnce {
    /// Words, where an aside counts as one.
    pub words: u32,
    /// Its tokens, as a range of the sentence's.
    pub tokens: Range<usize>,
}

/// Returns the longest item of a sentence; the whole where it has no items. `defines` knows the words that say what a symbol means:
/// `is`, `denotes`.
pub fn held_at_once(sentence: SentenceRef<'_>, defines: &impl Fn(&str) -> bool) -> AtOnce {
    let view = View { sentence, tokens: sentence.tokens() };
    let asides = view.asides();
    let mut start = 0;
    let mut longest = AtOnce { words: 0, tokens: 0..view.tokens.len() };
    for end in view.items(defines).into_iter().chain([view.tokens.len()]) {
        let words = view.words(start..end, &asides);
        if words > longest.words {
            let is_last = end == view.tokens.len();
            let end = if is_last { end } else { view.before_joint(start..end) };
            longest = AtOnce { words, tokens: start..end };
        }
        start = end;
    }
    longest
}

/// The tokens of a sentence, with their text.
struct View<'d> {
    sentence: SentenceRef<'d>,
    tokens: &'d [Token],
}

/// Semicolons that make a sentence a list; one or two join clauses.
const LIST_SEMICOLONS: usize = 3;

/// Semicolons that make a list of what follows a colon.
const AFTER_COLON: usize = 2;

/// The fewest words of a quotation that is read as one thing; shorter ones are terms.
const QUOTED: usize = 4;

/// Bytes of the name of a statistic, `BF10`; one letter of Greek takes two.
const LONGEST_NAME: u32 = 5;

impl<'d> View<'d> {
    fn text(&self, at: usize) -> &'d str {
        self.tokens.get(at).map_or("", |&token| self.sentence.document.token_text(token))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is(&self, at: usize, mark: u8) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    /// Returns the words of some of the tokens, where each aside counts as one.
    fn words(&self, tokens: Range<usize>, asides: &[Range<usize>]) -> u32 {
        let mut words = 0;
        let mut at = tokens.start;
        while at < tokens.end {
            let aside = asides.partition_point(|aside| aside.end <= at);
            match asides.get(aside).filter(|aside| aside.start <= at) {
                Some(aside) => (words, at) = (words + 1, aside.end),
                None => (words, at) = (words + u32::from(self.tokens[at].is_word()), at + 1),
            }
        }
        words
    }

    /// Returns what counts as one word each, in order and disjoint.
    fn asides(&self) -> Vec<Range<usize>> {
        let is_sign = |token: &Token| {
            matches!(
                token.kind,
                Kind::Mark(b'=' | b'<' | b'>' | b'[' | b'(') | Kind::Symbol | Kind::Placeholder(_)
            )
        };
        // Most sentences have no sign of statistics or of a citation, and only quotations are looked for in them.
        let has_sign = self.tokens.iter().any(is_sign);
        let brackets: Vec<Range<usize>> = self.sentence.asides().collect();
        let mut asides = Vec::new();
        let mut at = 0;
        let mut next = brackets.iter().peekable();
        while at < self.tokens.len() {
            while next.next_if(|bracket| bracket.start < at).is_some() {}
            let bracket = next.peek().filter(|bracket| bracket.start == at).map(|bracket| bracket.end);
            let end = bracket.or_else(|| self.quotation(at));
            let sign = || self.citation(at).or_else(|| self.statistics(at));
            match end.or_else(|| has_sign.then(sign).flatten()) {
                Some(end) => {
                    asides.push(at..end);
                    at = end;
                }
                None => at += 1,
            }
        }
        asides
    }

    /// Returns where the quotation that opens at a token ends.
    fn quotation(&self, at: usize) -> Option<usize> {
        if self.tokens[at].is_word() {
            return None;
        }
        let quote = self.sentence.quote_at(self.tokens[at].end)?;
        let inside = self.tokens[at + 1..].iter().take_while(|token| token.end <= quote.end).count();
        let opens = quote.start == self.tokens[at].end;
        let words = self.tokens[at + 1..at + 1 + inside].iter().filter(|token| token.is_word()).count();
        (opens && words >= QUOTED).then_some(at + 1 + inside)
    }

    /// Returns where the citation written as text that begins at a token ends: `Lee, Ode, and Poe (2019)`.
    fn citation(&self, at: usize) -> Option<usize> {
        let mut end = at;
        loop {
            match self.kind(end)? {
                Kind::Word if self.text(end).starts_with(char::is_uppercase) => {}
                Kind::Word if BETWEEN_AUTHORS.contains(&self.text(end)) && end > at => {}
                Kind::Mark(b',' | b'&' | b'.') if end > at => {}
                Kind::Mark(b'(' | b'[') if end > at => break,
                _ => return None,
            }
            end += 1;
        }
        let year = self.text(end + 1).trim_end_matches(|c: char| c.is_ascii_lowercase());
        let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
        let closes = (end + 2..end + 8).find(|&at| self.is(at, b')') || self.is(at, b']'))?;
        is_year.then_some(closes + 1)
    }

    /// Returns where a run of statistics that begins at a token ends: `b = 0.21, t(128) = 5.20, p < .001, 95% CI [0.13, 0.29]`.
    fn statistics(&self, at: usize) -> Option<usize> {
        let mut end = self.statistic(at)?;
        while let Some(next) = Some(end).filter(|&end| self.is(end, b',') || self.is(end, b';')) {
            let Some(after) = self.statistic(next + 1) else { break };
            end = after;
        }
        Some(end)
    }

    /// Returns where the statistic that begins at a token ends.
    fn statistic(&self, at: usize) -> Option<usize> {
        if self.kind(at)? == Kind::Placeholder(Placeholder::Statistic) {
            return Some(at + 1);
        }
        if let Some(end) = self.interval(at) {
            return Some(end);
        }
        let is_name = match self.kind(at)? {
            Kind::Word => self.tokens[at].end - self.tokens[at].start <= LONGEST_NAME,
            kind => kind == Kind::Placeholder(Placeholder::Math),
        };
        if !is_name {
            return None;
        }
        let compared = if self.is(at + 1, b'(') { self.close(at + 1)? + 1 } else { at + 1 };
        let compares = matches!(self.kind(compared)?, Kind::Mark(b'=' | b'<' | b'>'))
            || matches!(self.text(compared), "≤" | "≥" | "≈");
        let signed = if self.is(compared + 1, b'-') || self.text(compared + 1) == "−" {
            compared + 2
        } else {
            compared + 1
        };
        let is_value = matches!(
            self.kind(signed)?,
            Kind::Number | Kind::Placeholder(Placeholder::Number | Placeholder::Math)
        );
        (compares && is_value).then(|| signed + 1 + usize::from(self.is(signed + 1, b'%')))
    }

    /// Returns where the interval that begins at a token ends: `95% CI [0.13, 0.29]`.
    fn interval(&self, at: usize) -> Option<usize> {
        if !matches!(self.kind(at)?, Kind::Number | Kind::Placeholder(Placeholder::Number)) {
            return None;
        }
        let name = if self.is(at + 1, b'%') { at + 2 } else { at + 1 };
        let is_interval = matches!(self.text(name), "CI" | "CrI" | "HDI");
        let open = if self.is(name + 1, b'=') { name + 2 } else { name + 1 };
        let opens = self.is(open, b'[') || self.is(open, b'(');
        (is_interval && opens).then(|| self.close(open)).flatten().map(|close| close + 1)
    }

    /// Returns the bracket that closes the one at `open`, if it is near.
    fn close(&self, open: usize) -> Option<usize> {
        (open + 1..open + 12).find(|&at| self.is(at, b')') || self.is(at, b']'))
    }

    /// Returns where an item ends, without the marks that part it from the next.
    fn before_joint(&self, item: Range<usize>) -> usize {
        let is_joint = |at: &usize| self.is(*at, b',') || self.is(*at, b';');
        item.clone().rev().find(|at| !is_joint(at)).map_or(item.end, |last| last + 1)
    }

    /// Returns where the items of a sentence begin, after the first.
    fn items(&self, defines: &impl Fn(&str) -> bool) -> Vec<usize> {
        let numbered: Vec<usize> =
            (0..self.tokens.len()).filter(|&at| self.enumerator(at).is_some()).collect();
        let opens = |word: &str| {
            matches!(word, "i" | "a" | "A" | "I" | "1" | "•") || (word.len() > 1 && word.ends_with('1'))
        };
        if numbered.len() >= 2 && numbered.first().and_then(|&at| self.enumerator(at)).is_some_and(opens) {
            return numbered.into_iter().map(|at| self.label_start(at)).collect();
        }
        let (semicolons, after_colon) = self.semicolons();
        if semicolons.len() >= LIST_SEMICOLONS || after_colon >= AFTER_COLON {
            return semicolons;
        }
        let defined: Vec<usize> =
            (0..self.tokens.len()).filter(|&at| self.is_definition(at, defines)).collect();
        if defined.len() >= 2 { defined } else { Vec::new() }
    }

    /// Returns the semicolons that stand in no bracket, and how many of them follow a colon.
    fn semicolons(&self) -> (Vec<usize>, usize) {
        let (mut depth, mut is_after_colon, mut after_colon) = (0_i32, false, 0);
        let mut found = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            match token.kind {
                Kind::Mark(b'(' | b'[') => depth += 1,
                Kind::Mark(b')' | b']') => depth -= 1,
                Kind::Mark(b':') if depth == 0 => is_after_colon = true,
                Kind::Mark(b';') if depth == 0 => {
                    found.push(at + 1);
                    after_colon += usize::from(is_after_colon);
                }
                _ => {}
            }
        }
        (found, after_colon)
    }

    /// Returns the word of an enumeration's mark that ends at token `at`: the `ii` of `(ii)` or of `ii)`, the `RQ2` of `(RQ2)`.
    fn enumerator(&self, at: usize) -> Option<&'d str> {
        if self.kind(at)? == Kind::Symbol && self.text(at) == "•" {
            return Some("•");
        }
        if at == 0 || !self.is(at, b')') || !matches!(self.kind(at - 1)?, Kind::Word | Kind::Number) {
            return None;
        }
        let word = self.text(at - 1);
        let is_roman = word.len() <= 4
            && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'));
        let opens = at > 1 && self.is(at - 2, b'(');
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_label = opens
            && (1..=2).contains(&letters.len())
            && (1..=2).contains(&(word.len() - letters.len()))
            && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        let stands_apart = at == 1 || opens || self.tokens[at - 2].end < self.tokens[at - 1].start;
        ((is_roman || word.len() == 1 || is_label) && stands_apart).then_some(word)
    }

    /// Returns where the mark of an enumeration that ends at token `at` begins: at the bracket of `(ii)`.
    fn label_start(&self, at: usize) -> usize {
        let word = if self.is(at, b')') { at.saturating_sub(1) } else { at };
        let bracket = word.checked_sub(1).filter(|&before| word < at && self.is(before, b'('));
        bracket.unwrap_or(word)
    }

    /// Returns whether a symbol stands at a token and what it means follows: `k is`, `and λ denotes`, `y = the score`.
    fn is_definition(&self, at: usize, defines: &impl Fn(&str) -> bool) -> bool {
        let token = self.tokens[at];
        let is_letter = || {
            let mut letters = self.text(at).chars();
            letters.next().is_some_and(|letter| !matches!(letter, 'a' | 'I')) && letters.next().is_none()
        };
        let is_short = token.kind == Kind::Word && token.end - token.start <= 2;
        let is_symbol = token.is_placeholder(Placeholder::Math) || (is_short && is_letter());
        let is_after = || {
            at > 0
                && (self.is(at - 1, b',')
                    || self.is(at - 1, b';')
                    || BEFORE_SYMBOLS.contains(&self.text(at - 1)))
        };
        let equals_words = || self.is(at + 1, b'=') && self.kind(at + 2) == Some(Kind::Word);
        is_symbol && is_after() && (defines(self.text(at + 1)) || equals_words())
    }
}
