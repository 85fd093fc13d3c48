//! Where a sentence spells an acronym out.

use super::long_form::long_form;
use super::pairs::{Pair, pairs};
use super::{Definition, shape};
use crate::document::{Kind, SentenceRef, Token};
use crate::markup::Placeholder;

/// Calls `found` with each short form that the sentence defines.
pub(super) fn of(sentence: SentenceRef<'_>, found: &mut impl FnMut(&str, Definition)) {
    let text = sentence.text();
    let start = sentence.range().start;
    let role = sentence.block().role();
    let mut known: Vec<u32> = Vec::new();
    for Pair { short, long } in pairs(text) {
        let range = start + short.start as u32..start + short.end as u32;
        known.push(range.start);
        let long = text.get(long).unwrap_or("").to_owned();
        found(text.get(short).unwrap_or(""), Definition { range, long, role });
    }
    let tokens = sentence.tokens();
    for (at, &token) in tokens.iter().enumerate() {
        if token.kind != Kind::Word || known.contains(&token.start) {
            continue;
        }
        let word = sentence.document.token_text(token);
        let Some((0, short)) = shape::acronyms(word).next() else { continue };
        let sides = Sides { sentence, tokens, at };
        if let Some(long) = sides.long(short) {
            let range = token.start..token.start + short.len() as u32;
            found(short, Definition { range, long, role });
        }
    }
}

/// Whether a text starts with what a short form stands for.
pub(super) fn opens_with_long_form(text: &str, short: &str) -> bool {
    let ends =
        text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
    ends.take(WINDOW).any(|end| {
        let long = text.get(..end).unwrap_or("");
        long.contains([' ', '-']) && long_form(long, short) == Some(0) && starts_words(long, short)
    })
}

/// Whether a token is a citation.
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

impl Sides<'_> {
    /// The long form; empty where it stands alone in a bracket that follows words, so that it names them.
    fn long(&self, short: &str) -> Option<String> {
        self.after(short)
            .or_else(|| self.before(short))
            .or_else(|| self.is_alone_in_bracket().then(String::new))
    }

    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |&token| self.sentence.document.token_text(token))
    }

    /// `HDI = highest density interval`, `HDI: …`, `HDI, the …`, `HDI stands for …`, and an entry that starts with it.
    fn after(&self, short: &str) -> Option<String> {
        let mut next = self.at + 1;
        // `HDI is an acronym for …`
        if matches!(self.text(next + 2), "acronym" | "abbreviation") && self.text(next + 3) == "for" {
            next += 2;
        }
        let opening = match (self.text(next), self.text(next + 1)) {
            ("=" | ":" | "—" | "–" | "," | "-", "the" | "a" | "an" | "or") => next + 2,
            ("=" | ":" | "—" | "–" | "," | "-", _) => next + 1,
            ("stands" | "standing" | "short" | "acronym" | "abbreviation", "for") | ("refers", "to") => {
                next + 2
            }
            ("denotes" | "means" | "abbreviates" | "is" | "are", _) => next + 1,
            _ if self.at == 0 => next,
            _ => return None,
        };
        let rest = self.tokens.get(opening..)?;
        let first = rest.first()?;
        let letter = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
        if self.text(next) != "=" && letter(self.text(opening)) != letter(short) {
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
            let start =
                long_form(long, short).filter(|&start| is_long && (start == 0 || self.text(next) == "="));
            if let Some(long) = start.and_then(|start| long.get(start..)) {
                return Some(long.to_owned());
            }
        }
        None
    }

    /// `highest density interval, or HDI`, `…, abbreviated HDI`, `…, hereafter HDI`.
    fn before(&self, short: &str) -> Option<String> {
        let mut at = self.at.checked_sub(1)?;
        let links = [
            "or",
            "abbreviated",
            "hereafter",
            "henceforth",
            "as",
            "called",
            "to",
            "shortened",
            "known",
            ",",
            "“",
            "\"",
            "—",
            "–",
            "for",
        ];
        let mut has_link = false;
        while links.contains(&self.text(at)) {
            has_link = true;
            at = at.checked_sub(1)?;
        }
        if !has_link {
            return None;
        }
        let first = self.tokens.first()?;
        let text = self.sentence.document.reading().slice(first.start, self.tokens[at].end);
        let long = text.get(long_form(text, short)?..)?;
        starts_words(long, short).then(|| long.to_owned())
    }

    /// Whether it stands in a bracket by itself or with others of its kind, after words: `(CSR and CSC, respectively)`.
    fn is_alone_in_bracket(&self) -> bool {
        let before = self.tokens[..self.at].iter().rposition(|token| token.is(b'(') || token.is(b'['));
        let Some(open) = before.filter(|&open| open > 0 && self.at - open <= 4) else { return false };
        let Some(close) = self.tokens[self.at..].iter().position(|token| token.is(b')') || token.is(b']'))
        else {
            return false;
        };
        let inside = &self.tokens[open + 1..self.at + close];
        let is_quiet = |token: &Token| {
            let text = self.sentence.document.token_text(*token);
            match token.kind {
                Kind::Word => {
                    shape::acronyms(text).next().is_some()
                        || matches!(text, "and" | "or" | "respectively" | "the" | "hereafter")
                }
                Kind::Mark(mark) => matches!(mark, b',' | b';' | b'/' | b'"'),
                Kind::Symbol => true,
                _ => is_citation(*token),
            }
        };
        // `@lee2020 (QZN)`
        let follows_word = self.tokens[open - 1].kind == Kind::Word || is_citation(self.tokens[open - 1]);
        inside.len() <= 6 && follows_word && inside.iter().all(is_quiet)
    }
}

/// Whether each letter of a short form begins a word of the long form or stands behind a hyphen; small words may be left out.
fn starts_words(long: &str, short: &str) -> bool {
    let mut initials = long
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_lowercase);
    let mut letters = short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    letters.all(|letter| initials.any(|initial| initial == letter))
}
