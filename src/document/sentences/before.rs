use super::lists::{self, Ending};
use super::{Block, Evidence};
use crate::document::Kind;
use crate::markup::Placeholder;

impl Block<'_> {
    /// Returns the least evidence for a new sentence that makes the stop at `at` end the one that begins at `first`.
    pub(super) fn needed(self, at: usize, first: usize) -> Evidence {
        if at == first || self.is_label_stop(at, first) {
            return Evidence::Certain;
        }
        match self.tokens[at - 1].kind {
            Kind::Word => self.needed_after_word(at - 1, first),
            // `0. 05` and `p =. 05` are numbers with a stray space.
            Kind::Number if self.word(at - 1) == "0" => Evidence::Code,
            Kind::Mark(b'=' | b'<' | b'>') => Evidence::Certain,
            Kind::Number | Kind::Placeholder(_) => Evidence::Figure,
            Kind::Mark(_) => Evidence::Lower,
            // `N°.` is written with a stop; `37°.` ends.
            Kind::Symbol if at > first + 1 && self.word(at - 1) == "°" && is_initial(self.word(at - 2)) => {
                Evidence::Capital
            }
            Kind::Symbol => Evidence::Lower,
        }
    }

    fn needed_after_word(self, at: usize, first: usize) -> Evidence {
        let word = self.word(at);
        if is_initial(word) {
            return self.needed_after_initial(at, first);
        }
        match lists::abbreviation(word) {
            Some(Ending::Never) => Evidence::Certain,
            Some(Ending::Opener) => Evidence::Opener,
            Some(Ending::Capital) => Evidence::Capital,
            Some(Ending::Code) => Evidence::Code,
            // `for 5 min. Samples`, but `the min. Distance`.
            Some(Ending::Unit) if at > first && self.is_amount(at - 1) => Evidence::Figure,
            Some(Ending::Unit) => Evidence::Opener,
            // `U.S.`, `J.M.` and `M.I.T.` may be a part of a name; `i.p.` and `s.c.` are none.
            None if is_dotted(word) && word.starts_with(char::is_uppercase) => Evidence::Opener,
            None if is_dotted(word) => Evidence::Code,
            None if may_be_short(word) => Evidence::Figure,
            None => Evidence::Lower,
        }
    }

    fn is_amount(self, at: usize) -> bool {
        matches!(
            self.kind(at),
            Some(Kind::Number | Kind::Placeholder(Placeholder::Number | Placeholder::Math))
        )
    }

    /// Returns a single capital is an initial (`by J. Lee`, `Ann B. Poe`) or the end of a term (`vitamin C`, `4 °C`, `sites A and B`).
    fn needed_after_initial(self, at: usize, first: usize) -> Evidence {
        if at == first {
            return Evidence::Certain;
        }
        let before = self.word(at - 1);
        let is_term = match self.tokens[at - 1].kind {
            Kind::Number => true,
            // `mmol/L`
            Kind::Mark(b'/' | b')' | b']') => self.touches(at),
            Kind::Symbol if before == "°" => return Evidence::Lower,
            Kind::Word if lists::stands_before_names(before) => {
                let comma = usize::from(at > first + 1 && self.is(at - 2, b','));
                let is_and = matches!(before, "and" | "or");
                is_and && at >= first + 2 + comma && is_initial(self.word(at - 2 - comma))
            }
            Kind::Word => !is_capitalized(before) || lists::stands_before_labels(before),
            // `Ph.D.`
            Kind::Mark(b'.') => self.touches(at) && self.touches(at - 1),
            _ => false,
        };
        if is_term { Evidence::Code } else { Evidence::Opener }
    }
}

/// Returns a single capital: `J`, or the `A` of `vitamin A`.
pub(super) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
}

/// Returns whether the word may be an abbreviation that no list has, because it is short.
fn may_be_short(word: &str) -> bool {
    let longest = if word.starts_with(char::is_uppercase) { 5 } else { 4 };
    word.len() <= longest && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// One capital and small letters after it, as names are written.
fn is_capitalized(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.all(|c| c.is_lowercase() || c == '-' || c == '’')
}

/// Letters with dots between them: `U.S`, `s.c`, `Ph.D`.
fn is_dotted(word: &str) -> bool {
    let is_part = |part: &str| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    word.contains('.') && word.split('.').all(is_part)
}
