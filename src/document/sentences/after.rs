use super::before::is_initial;
use super::lists::{self, Ending};
use super::{Block, Evidence};
use crate::document::Kind;
use crate::markup::Placeholder;

/// Closing marks and citations that may follow a stop; a longer row of them is no prose.
const MOST_CLOSERS: usize = 16;

impl Block<'_> {
    /// Returns the first token at or after `at` that is no closing quote or bracket, and no citation or footnote mark
    /// set behind the stop.
    pub(super) fn after_closers(self, mut at: usize) -> usize {
        for _ in 0..MOST_CLOSERS {
            let citation = self.after_citation(at);
            at = match citation {
                Some(after) if self.touches(at) || self.ends_with_citation(after) => after,
                _ if self.is_closer(at) || self.is_footnote_mark(at) => at + 1,
                _ => break,
            };
        }
        at
    }

    fn is_closer(self, at: usize) -> bool {
        match self.kind(at) {
            // This one can only close, so a stray space before it means nothing.
            Some(Kind::Symbol) if self.word(at) == "”" => true,
            Some(Kind::Symbol) => self.touches(at) && matches!(self.word(at), "’" | "»" | "）" | "」" | "』"),
            Some(Kind::Mark(b')' | b']' | b'}' | b'"' | b'\'' | b'.' | b'!' | b'?')) => self.touches(at),
            _ => false,
        }
    }

    /// One past the citation that starts at token `at`: a placeholder, or numbers in brackets as `[12]`, `[3, 5–7]`.
    fn after_citation(self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            Kind::Placeholder(Placeholder::Citation) => Some(at + 1),
            Kind::Mark(b'[') => {
                let is_inside = |&at: &usize| match self.kind(at) {
                    Some(Kind::Number | Kind::Mark(b',' | b'-')) => true,
                    Some(Kind::Symbol) => matches!(self.word(at), "–" | "−"),
                    _ => false,
                };
                let close = (at + 1..).find(|at| !is_inside(at))?;
                (close > at + 1 && self.is(close, b']')).then_some(close + 1)
            }
            _ => None,
        }
    }

    /// Returns whether a citation that a space parts from the stop before it still belongs to the sentence that ended: what follows it
    /// opens another. `[12] show that` is a sentence of its own.
    fn ends_with_citation(self, after: usize) -> bool {
        if self.touches(after) { self.is(after, b'.') } else { self.evidence(after) >= Evidence::Code }
    }

    /// Returns whether the number at `at` is a footnote's, as in `was lost. 8 Then we`: a sentence that begins with a number goes on with
    /// what it counts. One that touches the stop, as in `was lost.8 Then we`, begins none.
    fn is_footnote_mark(self, at: usize) -> bool {
        let is_number = match self.kind(at) {
            Some(Kind::Number | Kind::Placeholder(Placeholder::Number | Placeholder::Math)) => true,
            Some(_) => self.word(at).starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']),
            None => false,
        };
        if is_number && self.touches(at) && !self.touches(at + 1) {
            return self.evidence(at + 1) >= Evidence::Capital;
        }
        let is_short = self.kind(at) == Some(Kind::Number) && self.word(at).len() <= 3;
        is_short && self.kind(at + 1) == Some(Kind::Word) && lists::opens_sentences(self.word(at + 1))
    }

    /// Returns how much speaks for a sentence that opens at token `at`.
    pub(super) fn evidence(self, at: usize) -> Evidence {
        let opened = self.after_openers(at);
        let is_bracketed = opened > at && self.opens_bracket(opened - 1);
        match self.kind(opened) {
            None => Evidence::Certain,
            // What stands in brackets may be an aside to what stands before them: `etc. (Lee, 2020)`.
            Some(Kind::Word) if is_bracketed => match self.evidence_of_word(opened) {
                Evidence::Opener if !self.is(opened + 1, b')') => Evidence::Opener,
                evidence => evidence.min(Evidence::Figure),
            },
            Some(Kind::Number) => Evidence::Figure,
            // Behind a stop display math opens a sentence, as a name does.
            Some(Kind::Placeholder(
                Placeholder::TextCitation | Placeholder::Name | Placeholder::DisplayMath,
            )) => Evidence::Capital,
            Some(Kind::Placeholder(_)) => Evidence::Figure,
            Some(Kind::Word) => self.evidence_of_word(opened),
            Some(Kind::Mark(b'+' | b'-' | b'*' | b'%' | b'#' | b'$' | b'@' | b'~' | b'\\')) => {
                Evidence::Figure
            }
            Some(Kind::Symbol) if !is_operator(self.word(opened)) => Evidence::Figure,
            Some(Kind::Mark(_) | Kind::Symbol) => Evidence::None,
        }
    }

    fn after_openers(self, mut at: usize) -> usize {
        loop {
            let is_opener = match self.kind(at) {
                Some(Kind::Mark(mark)) => matches!(mark, b'(' | b'[' | b'"' | b'\'' | b'`'),
                Some(Kind::Symbol) => matches!(self.word(at), "“" | "‘" | "„" | "«" | "¿" | "¡"),
                _ => false,
            };
            if !is_opener {
                return at;
            }
            at += 1;
        }
    }

    fn evidence_of_word(self, at: usize) -> Evidence {
        let word = self.word(at);
        let mut chars = word.chars();
        let (first, second) = (chars.next().unwrap_or(' '), chars.next());
        // `J. A. Lee` and `J. Chem. Phys.` go on from stop to stop.
        let is_link = || is_initial(word) || matches!(lists::abbreviation(word), Some(Ending::Opener));
        if self.is(at + 1, b'.') && is_link() {
            return Evidence::Figure;
        }
        if lists::opens_sentences(word) {
            return Evidence::Opener;
        }
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return Evidence::Code;
        }
        // `pH`, `iPhone`, `mRNA`, `p-values`, `α-actin`, and the panels `b–d`.
        let is_mixed = word.chars().skip(1).take(3).any(char::is_uppercase);
        if !first.is_lowercase() || is_mixed || matches!(second, Some('-' | '–')) {
            return Evidence::Capital;
        }
        if lists::begins_names(word) && self.begins_name(at + 1) {
            return Evidence::Figure;
        }
        // `n = 5`, and the panels `a:`, `b,`.
        let is_symbol = second.is_none() && matches!(self.kind(at + 1), Some(Kind::Mark(_)));
        if is_symbol { Evidence::Figure } else { Evidence::Lower }
    }

    /// Returns whether the rest of a name stands at `at`, after its first word: a capital, or one more small word before it.
    fn begins_name(self, at: usize) -> bool {
        let at = at + usize::from(lists::begins_names(self.word(at)));
        self.word(at).starts_with(char::is_uppercase)
    }

    /// Returns whether a sentence opens at token `next` though no space parts it from the stop at `at`, as in `was lost.Then we`. The
    /// parts of a name such as `torch.Tensor` look alike.
    pub(super) fn lacks_space(self, at: usize, next: usize) -> bool {
        if self.kind(next) != Some(Kind::Word) || self.touches(next + 1) {
            return false;
        }
        let ends_aside = matches!(
            self.kind(at - 1),
            Some(Kind::Mark(b')' | b']') | Kind::Placeholder(Placeholder::Citation))
        );
        let is_prose = self.word(next).chars().skip(1).all(char::is_lowercase);
        match self.evidence(next) {
            Evidence::Opener => true,
            Evidence::Capital => ends_aside && is_prose,
            _ => false,
        }
    }
}

/// Returns whether the sign stands between two terms, so that none opens a sentence.
fn is_operator(sign: &str) -> bool {
    matches!(sign, "±" | "×" | "÷" | "·" | "≤" | "≥" | "≠" | "≈" | "∼" | "→" | "…" | "”" | "’" | "»")
}
