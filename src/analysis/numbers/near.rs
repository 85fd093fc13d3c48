//! The words beside a number, which say what it is.

use std::ops::Range;

use super::{Form, Number};
use crate::analysis::Paper;
use crate::document::{Kind, Token};
use crate::english::{BEFORE_NAMING_NUMBERS, BEFORE_WHOLES, NO_THING_ENDINGS};
use crate::markup::Placeholder;
use crate::source::Span;

/// The tokens beside a number, up to the nearest mark that parts clauses.
pub struct Near<'p, 'd> {
    /// Those before it, the nearest first.
    before: Vec<&'p Token>,
    /// Those after it.
    after: Vec<&'p Token>,
    /// All of its sentence, and which of them hold it.
    tokens: &'p [Token],
    own: Range<usize>,
    paper: &'p Paper<'d>,
    /// The word before the stop directly before it, as in `no. 12`.
    stopped_by: Option<&'d str>,
    /// What stands before the digits of a number that is set, in the same piece of math; empty for others.
    math: &'p str,
}

/// How many tokens on each side.
const REACH: usize = 4;

impl<'p, 'd> Near<'p, 'd> {
    /// Returns what stands beside a number among the tokens of its sentence.
    pub fn new(paper: &'p Paper<'d>, tokens: &'p [Token], number: &Number) -> Self {
        let start = tokens.partition_point(|token| token.end <= number.range.start);
        let end = tokens.partition_point(|token| token.start < number.range.end);
        let is_same_clause = |token: &&Token| {
            !matches!(token.kind, Kind::Mark(b'(' | b')' | b',' | b';' | b':' | b'.' | b'[' | b']'))
        };
        let before = tokens.get(..start).unwrap_or(&[]).iter().rev().take_while(is_same_clause);
        let after = tokens.get(end..).unwrap_or(&[]).iter().take_while(is_same_clause);
        let spans = paper.document.reading().source_of(number.range.start, number.range.end);
        let piece =
            spans.into_iter().find(|span| span.start <= number.source.start && number.source.end <= span.end);
        let math =
            piece.filter(|_| number.form == Form::Set).map(|span| Span::new(span.start, number.source.start));
        let math = math.map_or("", |span| math_of(paper.draft.text(span)));
        let stopped_by = match tokens.get(..start) {
            Some([.., word, stop]) if stop.is(b'.') => Some(paper.document.token_text(*word)),
            _ => None,
        };
        let (before, after) = (before.take(REACH).collect(), after.take(REACH).collect());
        Self { before, after, tokens, own: start..end, paper, stopped_by, math }
    }

    /// Returns the text of the tokens before it, the nearest first.
    pub fn before(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.before.iter().map(|token| self.text(token))
    }

    /// Returns the text of the tokens after it.
    pub fn after(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.after.iter().map(|token| self.text(token))
    }

    /// Returns whether one of `signs` stands directly before it.
    pub fn is_behind(&self, signs: &[impl AsRef<str>]) -> bool {
        let text = if self.math.is_empty() { self.before().next() } else { None };
        let is = |sign: &str| {
            self.math.ends_with(sign) || text.is_some_and(|text| text.eq_ignore_ascii_case(sign))
        };
        signs.iter().any(|sign| is(sign.as_ref()))
    }

    /// Returns whether math that is no number stands directly before it, as in `$\sim$ 5`. Markdown reads no math in `$>$40`, but its
    /// author means it.
    pub fn is_behind_math(&self) -> bool {
        let is_math = |token: &Token| {
            token.is_placeholder(Placeholder::Math) || token.is_placeholder(Placeholder::Statistic)
        };
        let is_sign = |token: &Token| {
            matches!(token.kind, Kind::Mark(b'$' | b'<' | b'>' | b'~') | Kind::Placeholder(_))
        };
        let is_near = match self.before.as_slice() {
            [sign, last, ..] if sign.is(b'$') => is_sign(last),
            [sign, ..] => is_math(sign),
            [] => false,
        };
        self.math.is_empty() && is_near
    }

    /// Returns whether it is a part of a name: `Python 3.8`, `Study 12`, `GPT-40`, `12 March`.
    pub fn is_name(&self, number: &Number) -> bool {
        let touches = |token: &&&Token, is_before: bool| {
            let gap =
                if is_before { token.end == number.range.start } else { token.start == number.range.end };
            gap && token.kind == Kind::Word
        };
        let is_capitalised = |text: &str| {
            let mut letters = text.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
        };
        let opens = self.before.len() == 1;
        let follows_name = !opens && self.before().next().is_some_and(is_capitalised);
        let is_day =
            number.step >= 1.0 && number.value <= 31.0 && self.after().next().is_some_and(is_capitalised);
        // `Pseudomonas sp. 101`, `strain no. 12`
        let is_numbered = self.stopped_by.is_some_and(|word| BEFORE_NAMING_NUMBERS.contains(&word));
        is_numbered
            || self.before.first().filter(|token| touches(token, true)).is_some()
            || self.after.first().filter(|token| touches(token, false)).is_some()
            || follows_name
            || is_day
    }

    /// Returns whether the word before it, marks left out, is one of `words`, which name things by numbers: `grant 12345`,
    /// `arXiv:2101.04567`.
    pub fn is_named_by(&self, words: &[String]) -> bool {
        let before = self.tokens.get(..self.own.start).unwrap_or(&[]).iter().rev().take(REACH);
        let named =
            before.take_while(|token| token.kind != Kind::Number).find(|token| token.kind == Kind::Word);
        named.is_some_and(|token| words.iter().any(|word| self.text(token) == word))
    }

    /// Returns whether it is the second number of a share told in small ones: `one in 20`, `nine out of every ten`.
    pub fn is_out_of(&self, words: &[String]) -> bool {
        let mut before = self.before().skip_while(|text| words.iter().any(|word| text == word));
        let has_word = self.before().next().is_some_and(|text| words.iter().any(|word| text == word));
        has_word && before.next().is_some_and(|text| super::small(text).is_some())
    }

    /// Returns whether it is a part of a time of day: `14:45`.
    pub fn is_clock(&self) -> bool {
        let digits = |at: Option<usize>| {
            let token = at.and_then(|at| self.tokens.get(at)).filter(|token| token.kind == Kind::Number)?;
            self.text(token).parse::<u8>().ok().filter(|_| token.end - token.start <= 2)
        };
        let is_colon = |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).is_some_and(|t| t.is(b':'));
        let is_time = |hour: Option<usize>| {
            let hour_at = |more: usize| hour.map(|at| at + more);
            is_colon(hour_at(1))
                && digits(hour).is_some_and(|hours| hours < 24)
                && digits(hour_at(2)).is_some_and(|minutes| minutes < 60)
        };
        is_time(Some(self.own.start)) || is_time(self.own.start.checked_sub(2))
    }

    /// Returns whether it stands in brackets with a year and the abbreviation of a journal: `[J. Fluid Mech. 407, 27 (2000)]`.
    pub fn is_in_reference(&self) -> bool {
        let opens = |token: &Token| token.is(b'[') || token.is(b'(');
        let closes = |token: &Token| token.is(b']') || token.is(b')');
        let mut depth = 0i32;
        let mut first = self.own.start;
        // The outermost bracket that is open at the number.
        for at in (0..self.own.start).rev() {
            depth += i32::from(opens(&self.tokens[at])) - i32::from(closes(&self.tokens[at]));
            if depth > 0 {
                (first, depth) = (at, 0);
            }
        }
        let inside = self.tokens.get(first + 1..).filter(|_| first < self.own.start).unwrap_or(&[]);
        let mut depth = 0i32;
        let inside = inside.iter().take_while(|token| {
            depth += i32::from(opens(token)) - i32::from(closes(token));
            depth >= 0
        });
        let (mut has_year, mut has_journal, mut last) = (false, false, "");
        for token in inside {
            let text = self.text(token);
            has_year |= token.kind == Kind::Number
                && text.len() == 4
                && text.parse().is_ok_and(|year: u32| (1800..2100).contains(&year));
            has_journal |= token.is(b'.') && last.starts_with(char::is_uppercase);
            last = text;
        }
        has_year && has_journal
    }

    /// Returns the words of its sentence that say what it is about, without their endings.
    pub fn about(&self) -> Vec<String> {
        let words = self.tokens.iter().filter(|token| self.is_content(token));
        words.map(|token| stem(self.text(token))).collect()
    }

    /// Returns whether it numbers what stands before it: `Trial 2`.
    pub fn is_ordinal(&self) -> bool {
        self.before
            .first()
            .is_some_and(|token| self.is_content(token) && self.text(token).starts_with(char::is_uppercase))
    }

    /// Returns whether it says how many cases there are: `n = 40`.
    pub fn counts_cases(&self) -> bool {
        self.counted().iter().any(|name| name == "n")
    }

    /// Returns the words for what it counts, without their endings: those that follow it at once, `hard-working` and `reader` of `412
    /// hard-working readers`, or the name that a sign of equality gives it, `n` of `n = 40`.
    pub fn counted(&self) -> Vec<String> {
        if let Some(name) = self.math.strip_suffix(['=', '<', '>', '&']) {
            // `R^2` of `$R^2 = 0.67$`.
            let name = name.trim_end_matches(['&', ' ', '~']).rsplit([',', ';', ' ']).next();
            return name.filter(|name| !name.is_empty()).map(stem).into_iter().collect();
        }
        if self.is_behind(&["="]) {
            let name = self.before.get(1).filter(|token| token.kind == Kind::Word);
            return name.map(|token| stem(self.text(token))).into_iter().collect();
        }
        let is_unit = |token: &&&Token| token.is(b'%') || matches!(self.text(token), "percent" | "points");
        let is_of = |token: &&&Token| BEFORE_WHOLES.contains(&self.text(token));
        let after = self.after.iter().skip_while(is_unit).skip_while(is_of);
        let after = after.take_while(|token| self.is_content(token)).take(3);
        after.map(|token| self.text(token)).filter(may_name).map(stem).collect()
    }

    /// Returns the words for what it counts, or else for what it measures: `accuracy` of `an accuracy of 93.1 %`.
    pub fn measured(&self) -> Vec<String> {
        let mut words = self.counted();
        if words.is_empty() {
            let before = self.before.iter().take(3).find(|token| self.is_content(token));
            words.extend(before.map(|token| self.text(token)).filter(may_name).map(stem));
        }
        words
    }

    fn is_content(&self, token: &Token) -> bool {
        token.kind == Kind::Word && !self.paper.vocabulary().is_common(token.word)
    }

    fn text(&self, token: &Token) -> &'d str {
        self.paper.document.token_text(*token)
    }
}

/// Returns what math says before a number; nothing where it only opens, as `$` and `\\SI{` do.
fn math_of(before: &str) -> &str {
    let opened = before.strip_suffix('{').unwrap_or(before).trim_start_matches(['$', ' ']);
    let opens = opened.strip_prefix('\\').is_some_and(|name| name.chars().all(char::is_alphabetic));
    if before.ends_with('{') && opens {
        return "";
    }
    before
        .trim_start_matches(['$', ' '])
        .trim_start_matches("\\(")
        .trim_end_matches(['~', ' ', '{', '+', '-'])
}

/// Returns whether a word may name a thing: `reduced` and `approximately` say what was done, and not to what.
fn may_name(word: &&str) -> bool {
    !NO_THING_ENDINGS.iter().any(|ending| word.ends_with(ending)) && *word != "most"
}

/// Returns a word without case, and without the `s` of more than one.
pub fn stem(word: &str) -> String {
    word.to_lowercase().trim_end_matches('s').to_owned()
}
