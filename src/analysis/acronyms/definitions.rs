//! Where a sentence spells an acronym out.

use super::contexts::Hint;
use super::long_form::{is_private, is_small, long_form};
use super::pairs::{Pair, pairs};
use super::{Definition, shape};
use crate::document::{Kind, SentenceRef, Token};
use crate::markup::Placeholder;

/// Calls `found` with each short form that the sentence defines. What `is_told` already is looked for in brackets alone.
pub(super) fn of(
    sentence: SentenceRef<'_>,
    is_told: impl Fn(&str) -> bool,
    found: &mut impl FnMut(&str, Definition),
) {
    let text = sentence.text();
    let start = sentence.range().start;
    let mut known: Vec<u32> = Vec::new();
    for Pair { short, long } in pairs(text) {
        let range = start + short.start as u32..start + short.end as u32;
        known.push(range.start);
        let long = text.get(long).unwrap_or("").to_owned();
        found(text.get(short).unwrap_or(""), Definition::new(sentence, range, long));
    }
    let tokens = sentence.tokens();
    let bytes = sentence.document.reading().text().as_bytes();
    for (at, &token) in tokens.iter().enumerate() {
        let word = bytes.get(token.start as usize..token.end as usize).unwrap_or_default();
        if token.kind != Kind::Word || !shape::may_hold_acronym(word) || known.contains(&token.start) {
            continue;
        }
        // A formula may be a part of it, as its index.
        let word = sentence.document.token_text(token).trim_end_matches(is_private);
        let Some((0, short)) = shape::acronyms(word).next().filter(|(_, short)| !is_told(short)) else {
            continue;
        };
        let sides = Sides { sentence, tokens, at };
        if let Some(long) = sides.long(short) {
            let range = token.start..token.start + short.len() as u32;
            found(short, Definition::new(sentence, range, long));
        }
    }
}

/// Returns whether a text starts with what a short form stands for.
pub(super) fn opens_with_long_form(text: &str, short: &str) -> bool {
    let ends =
        text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
    ends.take(WINDOW).any(|end| {
        let long = text.get(..end).unwrap_or("");
        long.contains([' ', '-']) && long_form(long, short) == Some(0) && starts_words(long, short)
    })
}

/// Returns whether a token is a citation.
pub(super) fn is_citation(token: Token) -> bool {
    token.is_placeholder(Placeholder::Citation) || token.is_placeholder(Placeholder::TextCitation)
}

/// An acronym with what stands on both sides of it.
struct Sides<'s> {
    sentence: SentenceRef<'s>,
    tokens: &'s [Token],
    at: usize,
}

/// Words after an acronym among which its long form is looked for.
const WINDOW: usize = 12;

/// Letters in a row that the name of a substance has: `bromide`.
const SUBSTANCE: usize = 7;

/// Tokens that may stand between a short form and its long form.
const BETWEEN: usize = 7;

impl Sides<'_> {
    /// Returns the long form; empty where the text says something else of the short form, or it stands alone in a bracket that follows
    /// words.
    fn long(&self, short: &str) -> Option<String> {
        self.after(short)
            .or_else(|| self.before(short))
            .or_else(|| self.in_legend())
            .or_else(|| self.directly_before(short))
            .or_else(|| self.substance())
            .or_else(|| (self.is_alone_in_bracket() || self.closes_bracket()).then(String::new))
    }

    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |&token| self.sentence.document.token_text(token))
    }

    /// Returns whether a mark stands there that may part a short form and its long form.
    fn is_mark(&self, index: usize) -> bool {
        let is_of_abbreviation = || index > 0 && matches!(self.text(index - 1), "i.e" | "a.k.a" | "viz");
        if self.text(index) == "." {
            return is_of_abbreviation();
        }
        matches!(self.text(index), "=" | ":" | "—" | "–" | "," | "-" | ";" | "(" | "[" | "]")
    }

    fn is_quote(&self, index: usize) -> bool {
        matches!(self.text(index), "\"" | "“" | "”" | "‘" | "’" | "'")
    }

    /// `HDI = highest density interval`, `HDI: …`, `HDI, the …`, `HDI stands for …`, and an entry that starts with it.
    fn after(&self, short: &str) -> Option<String> {
        let mut is_linked = self.at == 0;
        let mut says = false;
        let mut is_equal = false;
        for next in self.at + 1..(self.at + 1 + BETWEEN).min(self.tokens.len()) {
            if is_linked && let Some(long) = self.long_from(next, short, is_equal) {
                return Some(long);
            }
            let word = self.text(next);
            let is_mark = self.is_mark(next);
            let is_link = is_mark || Hint::After.is_given_by(word);
            // `is the 90% quick zone number`
            let is_value = is_linked && (word == "%" || self.tokens[next].kind == Kind::Number);
            let may_stand = is_link
                || is_value
                || self.is_quote(next)
                || Hint::Glue.is_given_by(word)
                || Hint::Says.is_given_by(word)
                || is_citation(self.tokens[next]);
            if !may_stand {
                break;
            }
            is_linked |= is_link;
            is_equal |= word == "=";
            says |= Hint::Says.is_given_by(word);
        }
        says.then(String::new)
    }

    /// Returns the long form that starts with a token; `anywhere` where it need not be its first word.
    fn long_from(&self, opening: usize, short: &str, anywhere: bool) -> Option<String> {
        let rest = self.tokens.get(opening..)?;
        let first = rest.first()?;
        let letter = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
        if !anywhere && letter(self.text(opening)) != letter(short) {
            return None;
        }
        // The long form ends somewhere in the window: try each end, the shortest first.
        for last in rest.iter().take(WINDOW) {
            if matches!(last.kind, Kind::Mark(b';' | b'.' | b'(' | b')' | b',')) {
                break;
            }
            let long = self.sentence.document.reading().slice(first.start, last.end);
            let is_long = long.contains([' ', '-']) && starts_words(long, short);
            // `Region FEs = region fixed effects`
            let start = long_form(long, short).filter(|&start| is_long && (start == 0 || anywhere));
            if let Some(long) = start.and_then(|start| long.get(start..)) {
                return Some(long.to_owned());
            }
        }
        None
    }

    /// `highest density interval, or HDI`, `…, abbreviated HDI`, `…, hereafter HDI`, `… (HDI for short)`.
    fn before(&self, short: &str) -> Option<String> {
        let mut at = self.at.checked_sub(1)?;
        let comma = usize::from(self.text(self.at + 1) == ",");
        let mut names = self.text(self.at + 1 + comma) == "for" && self.text(self.at + 2 + comma) == "short";
        let mut is_linked = names;
        loop {
            let word = self.text(at);
            let is_link = self.is_mark(at) || Hint::Before.is_given_by(word);
            if !is_link && !self.is_quote(at) {
                break;
            }
            is_linked |= is_link;
            // `also known as`, and not `known`
            names |= Hint::Names.is_given_by(word)
                || (matches!(word, "as") && at > 0 && matches!(self.text(at - 1), "known" | "to"))
                || (word == "short" && at > 0 && self.text(at - 1) == "in");
            at = at.checked_sub(1)?;
        }
        if !is_linked {
            return None;
        }
        let first = self.tokens.first()?;
        let text = self.sentence.document.reading().slice(first.start, self.tokens[at].end);
        let long = long_form(text, short).and_then(|start| text.get(start..));
        long.filter(|long| starts_words(long, short)).map(str::to_owned).or_else(|| names.then(String::new))
    }

    /// `the pupil learning questionnaire PLQ`: each word before it gives its initial. Two letters must be quoted, for they meet by chance.
    fn directly_before(&self, short: &str) -> Option<String> {
        let is_quoted = self.at > 0 && self.is_quote(self.at - 1);
        let last = self.at.checked_sub(if is_quoted { 2 } else { 1 })?;
        let mut letters = short.bytes().rev().map(|byte| byte.to_ascii_lowercase()).peekable();
        if short.contains('-') || short.len() < if is_quoted { 2 } else { 3 } {
            return None;
        }
        let mut at = last;
        loop {
            let word = self.text(at);
            if self.tokens[at].kind != Kind::Word || shape::may_hold_acronym(word.as_bytes()) {
                return None;
            }
            for part in word.rsplit('-') {
                let is_next =
                    part.bytes().next().map(|byte| byte.to_ascii_lowercase()) == letters.peek().copied();
                match is_next && part.len() > 2 {
                    true => drop(letters.next()),
                    false if at < last && is_small(part) => {}
                    false => return None,
                }
            }
            if letters.peek().is_none() {
                let (first, end) = (self.tokens[at].start, self.tokens[last].end);
                return Some(self.sentence.document.reading().slice(first, end).to_owned());
            }
            at = at.checked_sub(1)?;
        }
    }

    /// Returns the name of a substance or what is in it, in a bracket: `QZB (3-[2,4-zonyl]-bromide)`, `QZB (0.5 % albumin, water)`.
    fn substance(&self) -> Option<String> {
        let open = self.at + 1;
        if self.text(open) != "(" {
            return None;
        }
        let text = self.sentence.document.reading().slice(self.tokens[open].end, self.sentence.range().end);
        let inside = text.split([';', ')']).next().unwrap_or("");
        let is_share = self.tokens.get(open + 1).is_some_and(|token| token.kind == Kind::Number)
            && matches!(self.text(open + 2), "%" | "mM" | "µM" | "μM")
            && inside.contains(',');
        let is_position = |three: &[u8]| {
            three[0].is_ascii_digit()
                && three[1] == b'-'
                && (three[2].is_ascii_lowercase() || three[2] == b'[')
        };
        let has_word = || inside.split(|c: char| !c.is_ascii_lowercase()).any(|run| run.len() >= SUBSTANCE);
        let is_name = || inside.as_bytes().windows(3).any(is_position) && has_word();
        (is_share || is_name()).then(|| inside.trim().to_owned())
    }

    /// Returns what a legend of several says of it, whatever its letters: `QZ, an old zone; BRF, a limb`.
    fn in_legend(&self) -> Option<String> {
        let text = |at: usize| self.text(at);
        let opens_entry = |at: usize| {
            let opens = at == 0 || self.tokens[at - 1].is(b';') || self.tokens[at - 1].is(b':');
            opens && text(at + 1) == "," && shape::acronyms(text(at)).next().is_some()
        };
        let others = || (0..self.tokens.len()).filter(|&at| at != self.at);
        if !opens_entry(self.at) || !others().any(opens_entry) {
            return None;
        }
        let rest = self.tokens.get(self.at + 2..)?;
        let said = rest.split(|token| token.is(b';') || token.is(b'.')).next()?;
        let (first, last) = (said.first()?, said.last()?);
        Some(self.sentence.document.reading().slice(first.start, last.end).to_owned())
    }

    /// Returns the bracket it stands in: the places of its marks.
    fn bracket(&self) -> Option<(usize, usize)> {
        let is_open = |token: &Token| token.is(b'(') || token.is(b'[');
        let is_close = |token: &Token| token.is(b')') || token.is(b']');
        let open = self.tokens[..self.at].iter().rposition(|token| is_open(token) || is_close(token))?;
        let close = self.tokens[self.at..].iter().position(is_close)?;
        (is_open(&self.tokens[open]) && open > 0).then_some((open, self.at + close))
    }

    /// Returns whether it stands in a bracket by itself or with others of its kind, after words: `(CSR and CSC, respectively)`, `(PLQ; Lee,
    /// 2020)`.
    fn is_alone_in_bracket(&self) -> bool {
        let Some((open, close)) = self.bracket() else { return false };
        let inside = &self.tokens[open + 1..close];
        // `@lee2020 (QZN)`, `Act 2012 (QZN)`, `“quick zones” (QZN)`
        let before = self.tokens[open - 1];
        let follows = matches!(before.kind, Kind::Word | Kind::Number | Kind::Placeholder(_))
            || self.is_quote(open - 1);
        let first_part = inside.split(|token| token.is(b';')).next().unwrap_or(inside);
        let is_first = self.at <= open + first_part.len();
        let is_quiet = |token: &Token| {
            let text = self.sentence.document.token_text(*token);
            match token.kind {
                Kind::Word => {
                    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
                    capitals > 1 || matches!(text, "and" | "or" | "respectively" | "the")
                }
                Kind::Mark(mark) => matches!(mark, b',' | b'/' | b'"'),
                Kind::Symbol => true,
                _ => is_citation(*token),
            }
        };
        follows && is_first && first_part.len() <= LIST && first_part.iter().all(is_quiet)
    }

    /// Returns whether it ends a bracket that names something in another language or by its full name: `(German Research Foundation, DFG)`.
    fn closes_bracket(&self) -> bool {
        let Some((open, close)) = self.bracket() else { return false };
        let is_capital =
            |token: &Token| self.sentence.document.token_text(*token).starts_with(char::is_uppercase);
        let inside = &self.tokens[open + 1..self.at];
        close == self.at + 1
            && inside.last().is_some_and(|token| token.is(b',') || token.is(b';'))
            && inside.iter().filter(|token| token.kind == Kind::Word && is_capital(token)).count() > 1
    }
}

/// Tokens of a bracket that holds nothing but short forms.
const LIST: usize = 7;

/// Returns whether each letter of a short form begins a word of the long form or stands behind a hyphen; small words may be left out.
fn starts_words(long: &str, short: &str) -> bool {
    let mut initials = long
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_lowercase);
    let mut letters = short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    letters.all(|letter| initials.any(|initial| initial == letter))
}
