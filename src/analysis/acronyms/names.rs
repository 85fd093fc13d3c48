//! Whether a short form is a name, a label or a unit rather than an acronym, by how it is used.

use super::around::Around;
use super::contexts::Hint;
use super::definitions::is_citation;
use super::shape;
use super::signs::Signs;
use crate::document::{BlockRole, Kind, SentenceRef};
use crate::english::AFTER_NOUNS;

/// What one use says of a short form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    /// It is used as a name here: `the QZN package`, `QZN [12]`, `panel QZ`, `5 QZ`.
    pub is_named: bool,
    /// It is a name wherever it stands: it has a version or a maker.
    pub is_certain: bool,
    /// The use is more often that of a name than not: `QZN Lanterngame`, `built at QZN`.
    pub leans: bool,
    /// It is used as a noun that can be counted, `QZNs`, `a QZN is`, so that it is no name.
    pub is_counted: bool,
    /// It stands behind a number as a unit does: `5 QZ`.
    pub is_measure: bool,
    /// How it stands among words.
    pub signs: Signs,
}

/// Returns what the use of `short` in the token of a sentence at `at` says. `offset` is where it starts in the token.
pub(super) fn usage(sentence: SentenceRef<'_>, at: usize, offset: usize, short: &str) -> Usage {
    let (document, tokens) = (sentence.document, sentence.tokens());
    let around = Around { document, tokens, at };
    // Every word of a title may open with a capital, which makes no name there.
    let is_title = matches!(sentence.block().role(), BlockRole::Title | BlockRole::Heading);
    let word = around.text(at);
    let rest = word.get(offset + short.len()..).unwrap_or("");
    let is_numbered =
        rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_certain =
        is_numbered || around.has_version_or_maker() || around.is_in_sequence() || around.is_tag();
    let is_measure = around.is_unit(offset);
    Usage {
        is_named: is_certain
            || around.is_cited(at + 1)
            || around.is_strain()
            || (!is_title && (around.is_of_name(rest) || is_compound_name(word, at == 0)))
            || around.is_presented()
            || around.is_told()
            || around.is_thing()
            || around.is_antibody(offset)
            || around.is_in_construct()
            || around.vouches()
            || around.is_labelled()
            || is_measure
            || around.signs()
            || around.has_number()
            || around.is_member(),
        is_certain,
        leans: !is_title && around.leans_to_a_name(),
        is_counted: matches!(rest, "s") || around.has_article(),
        is_measure,
        signs: Signs::of(&around, offset, rest, is_title),
    }
}

/// Returns whether a number stands at a place of a sentence.
pub(super) fn is_number(sentence: SentenceRef<'_>, at: usize) -> bool {
    sentence.tokens().get(at).is_some_and(|token| token.kind == Kind::Number)
}

/// Returns whether a compound has a part that is written like a name, `QZN-Net`, or like a plasmid, `pQZ-BRFL`. The first word of a
/// sentence has a capital anyway.
fn is_compound_name(word: &str, opens_sentence: bool) -> bool {
    let is_name = |part: &str| {
        part.len() > 2
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    };
    let is_plasmid =
        word.starts_with('p') && word.split('-').all(|part| part.contains(|c: char| c.is_ascii_uppercase()));
    word.contains('-') && (is_plasmid || word.split('-').skip(usize::from(opens_sentence)).any(is_name))
}

impl Around<'_> {
    /// Returns a citation, as one or written out: `QZN [12]`, `QZN (\cite{lee})`, `QZN (2010)`, `QZN, 2010`.
    fn is_cited(&self, next: usize) -> bool {
        let open = self.is(next, b'(') || self.is(next, b'[');
        let Some(token) = self.token(next) else { return false };
        let is_number = || {
            let number = self.token(next + 1).is_some_and(|token| token.kind == Kind::Number);
            self.is(next, b'[') && number && self.is(next + 2, b']')
        };
        is_citation(token)
            || is_number()
            || (open && self.token(next + 1).is_some_and(is_citation))
            || ((open || self.is(next, b',')) && self.is_year(next + 1))
    }

    fn is_year(&self, index: usize) -> bool {
        let year = self.text(index).trim_end_matches(|c: char| c.is_ascii_lowercase());
        self.token(index).is_some_and(|token| token.kind == Kind::Number)
            && year.len() == 4
            && (year.starts_with("19") || year.starts_with("20"))
    }

    /// `the QZN package`, `the QZN data set`, `the QZN A8d package`, `the QZN model [12]`, `the QZN BRF [12]`.
    fn is_thing(&self) -> bool {
        let next = self.at + 1;
        let noun = self.text(next);
        let is_noun = self.token(next).is_some_and(|token| token.kind == Kind::Word);
        let is_data_set = || noun == "data" && self.text(next + 1) == "set";
        is_noun
            && (Hint::Thing.is_given_by(noun)
                || (is_coded(noun) && Hint::Thing.is_given_by(self.text(next + 1)))
                || Hint::Star.is_given_by(noun.split('-').next().unwrap_or(noun))
                || is_data_set()
                || (self.is_cited(next + 1)
                    && (Hint::Cited.is_given_by(noun) || shape::acronyms(noun).next().is_some())))
    }

    /// `we present QZN, a toolkit`: who reads on knows what it is.
    fn is_presented(&self) -> bool {
        Hint::Presents.is_given_by(self.before(1))
            && self.is(self.at + 1, b',')
            && matches!(self.text(self.at + 2), "a" | "an" | "the" | "our")
    }

    /// `QZN is a new algorithm for`, `QZN, presented here, is a tool`: the sentence says what it is, and names have no article.
    fn is_told(&self) -> bool {
        if matches!(self.before(1), "the" | "The" | "a" | "an" | "A" | "An") {
            return false;
        }
        let from = self.at + 1;
        let is_aside = self.is(from, b',');
        let verb =
            (from..from + if is_aside { ASIDE } else { 1 }).find(|&at| matches!(self.text(at), "is" | "was"));
        let Some(verb) = verb.filter(|&verb| !is_aside || self.is(verb - 1, b',')) else { return false };
        let article = verb + 1 + usize::from(self.text(verb + 1) == "such");
        if !matches!(self.text(article), "a" | "an" | "the") {
            return false;
        }
        let head = (article + 1..article + 1 + PREDICATE)
            .take_while(|&at| {
                self.token(at).is_some_and(|token| token.kind == Kind::Word)
                    && !AFTER_NOUNS.contains(&self.text(at))
            })
            .last();
        head.is_some_and(|head| {
            let noun = self.text(head);
            Hint::Thing.is_given_by(noun) || Hint::Cited.is_given_by(noun)
        })
    }

    /// `anti-QZRP (Quickon)`, `anti-QZRP antibody`.
    fn is_antibody(&self, offset: usize) -> bool {
        let own = self.text(self.at).get(..offset).unwrap_or("");
        let next = self.at + 1;
        own == "anti-" && (self.is(next, b'(') || Hint::Thing.is_given_by(self.text(next)))
    }

    /// `gata1:QZFP`, `pRc/QZV`: a mark joins it to what is written as constructs are.
    fn is_in_construct(&self) -> bool {
        let is_joined = |mark: usize, other: usize| {
            let (first, last) = (self.at.min(other), self.at.max(other));
            let tokens = self.tokens.get(first..=last).unwrap_or_default();
            (self.is(mark, b'/') || self.is(mark, b':'))
                && tokens.windows(2).all(|two| two[0].end == two[1].start)
                && is_construct(self.text(other))
        };
        let before = self.at.checked_sub(2).is_some_and(|before| is_joined(self.at - 1, before));
        before || is_joined(self.at + 1, self.at + 2)
    }

    /// `(QZN, BR, and LDW, unpublished data)`, of people.
    fn vouches(&self) -> bool {
        let is_between = |at: usize| {
            let word = self.text(at);
            matches!(word, "," | "and" | "&" | "et" | "al" | ".") || shape::acronyms(word).next().is_some()
        };
        let rest = (self.at + 1..self.at + 1 + PEOPLE).find(|&at| !is_between(at));
        rest.is_some_and(|at| self.is(at - 1, b',') && Hint::Vouches.is_given_by(self.text(at)))
    }

    /// `[sys][QZN]`, `[QZN: by whom?]`: one of several tags in a row, or the head of a remark.
    fn is_tag(&self) -> bool {
        let next = self.at + 1;
        if self.at > 0 && self.is(self.at - 1, b'[') && self.is(next, b':') {
            return true;
        }
        let is_alone = self.at > 0 && self.is(self.at - 1, b'[') && self.is(next, b']');
        is_alone && (self.is(next + 1, b'[') || (self.at > 1 && self.is(self.at - 2, b']')))
    }

    /// Letters of bases beside others: `GAC TTC`, `GAA:CTT`.
    fn is_in_sequence(&self) -> bool {
        let is_base = |index: usize| shape::is_of_bases(self.text(index));
        let is_next = |at: usize, by: usize| {
            let (first, last) = (at.min(by), at.max(by));
            is_base(by) && (last - first == 1 || self.is(first + 1, b':'))
        };
        let sides = [1, 2].into_iter().flat_map(|far| [self.at.checked_sub(far), Some(self.at + far)]);
        is_base(self.at) && sides.flatten().any(|side| is_next(self.at, side))
    }

    /// `QZL/J`, `C4H/HzJ`, `QZL/Mq`: a bar joins what is written as strains are.
    fn is_strain(&self) -> bool {
        let sides = [self.at.checked_sub(2), Some(self.at)].into_iter().flatten();
        sides.filter_map(|first| self.tokens.get(first..first + 3)).any(|run| {
            let touch = run[1].is(b'/') && run.windows(2).all(|two| two[0].end == two[1].start);
            let [strain, _, line] = [run[0], run[1], run[2]].map(|token| self.document.token_text(token));
            touch && (is_coded(strain) || is_coded(line) || is_line(line))
        })
    }

    /// `from QZ Biosciences`, and not `the QZN Baseline`; `QZN®`. `rest` is what follows the short form in its token.
    fn is_of_name(&self, rest: &str) -> bool {
        let next = self.text(self.at + 1);
        let Some(before) = self.at.checked_sub(1).map(|before| self.text(before)) else { return false };
        let is_named = next.starts_with(|c: char| c.is_ascii_uppercase())
            && next.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
            && next.len() > 3
            && Hint::Seller.is_given_by(before);
        rest.is_empty() && (is_named || matches!(next, "®" | "™"))
    }

    /// `the gene QZN`, `panels QZ and BN`.
    fn is_labelled(&self) -> bool {
        let mut at = self.at;
        while let Some(before) = at.checked_sub(2)
            && (self.is(at - 1, b',') || matches!(self.text(at - 1), "and" | "or"))
            && shape::acronyms(self.text(before)).next().is_some()
        {
            at = before;
        }
        let Some(label) = at.checked_sub(1) else { return false };
        let label = if self.is(label, b'.') { label.saturating_sub(1) } else { label };
        let word = self.text(label);
        let pays = || {
            word == "by" && label > 0 && Hint::Pays.is_given_by(&self.text(label - 1).to_ascii_lowercase())
        };
        Hint::Label.is_given_by(word)
            || pays()
            || (word.starts_with(|c: char| c.is_ascii_uppercase())
                && Hint::Label.is_given_by(&word.to_ascii_lowercase()))
    }

    /// `QZN v3`, `QZN (version 2.1)`, `QZN (Quick Inc., Leeds)`, `QZN++`.
    fn has_version_or_maker(&self) -> bool {
        let next = self.at + 1;
        let is_bracket = self.is(next, b'(');
        let word = if is_bracket { next + 1 } else { next };
        let text = self.text(word);
        let digits = text.strip_prefix(['v', 'V']).unwrap_or("");
        let is_version = digits.starts_with(|c: char| c.is_ascii_digit())
            || (Hint::Version.is_given_by(text)
                && self.token(word + 1).is_some_and(|token| token.kind == Kind::Number));
        let inside = || self.tokens.iter().skip(word).take(MAKER).take_while(|token| !token.is(b')'));
        is_version
            || (self.is(next, b'+') && self.is(next + 1, b'+'))
            || (is_bracket && inside().any(|token| Hint::Maker.is_given_by(self.document.token_text(*token))))
    }

    /// `5 QZ and`, `5-QZ`, `5 QZ/mL`, `5× QZ`: what is counted is in the plural (`5 QZs`), or a noun follows (`5 QZ patients`).
    fn is_unit(&self, offset: usize) -> bool {
        let own = self.text(self.at).get(..offset).unwrap_or("");
        let is_joined = own.strip_suffix('-').unwrap_or(own).ends_with(|c: char| c.is_ascii_digit());
        let before = self.at.checked_sub(1).and_then(|before| self.token(before));
        let is_after = before.is_some_and(|token| {
            let number = self.document.token_text(token);
            token.kind == Kind::Number
                && !matches!(number, "1")
                && !number.ends_with('%')
                && !self.is_year(self.at - 1)
        });
        // `5× QZC`, as solutions are told.
        let is_times = self.at > 1
            && self.text(self.at - 1) == "×"
            && self.token(self.at - 2).is_some_and(|token| token.kind == Kind::Number);
        is_joined || (offset == 0 && (is_after || is_times) && !self.is_before_noun())
    }

    /// `(QZN: we checked this)`, as authors sign remarks.
    fn signs(&self) -> bool {
        self.at > 0 && self.is(self.at - 1, b'(') && self.is(self.at + 1, b':')
    }

    /// `GJ 674`, `QZN 2021`, `QZN 2.1`, `QZN'22`.
    fn has_number(&self) -> bool {
        let next = self.at + 1;
        let is_number = |index| self.token(index).is_some_and(|token| token.kind == Kind::Number);
        is_number(next) || (self.is(next, b'\'') && is_number(next + 1))
    }

    /// `a QZN is`, `an QZN.`; in `an QZN score` the article is that of the noun.
    fn has_article(&self) -> bool {
        matches!(self.before(1), "a" | "an" | "A" | "An") && !self.is_before_noun()
    }

    /// Returns whether a word follows that may be a noun.
    pub(super) fn is_before_noun(&self) -> bool {
        let next = self.text(self.at + 1);
        let is_word = self.token(self.at + 1).is_some_and(|token| token.kind == Kind::Word);
        is_word && !AFTER_NOUNS.contains(&next)
    }
}

/// Returns whether a word has a digit between letters, or before one, as codes of strains do: `C4H`.
fn is_coded(word: &str) -> bool {
    let from_digit = word.trim_start_matches(|c: char| !c.is_ascii_digit());
    let behind = from_digit.trim_start_matches(|c: char| c.is_ascii_digit());
    word.len() > 2 && behind.len() < from_digit.len() && behind.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Returns whether a word is written like the line of a strain: `J`, `2J`, `Mq`, `HzJ`.
fn is_line(word: &str) -> bool {
    let is_mixed =
        word.contains(|c: char| c.is_ascii_lowercase()) && word.contains(|c: char| c.is_ascii_uppercase());
    let is_numbered =
        || word.len() == 2 && word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(['J', 'N']);
    word.len() == 1 || (word.len() <= 3 && is_mixed) || is_numbered()
}

/// Returns whether a word is written like a part of a construct: small letters first, then a digit or a capital, and no acronym.
fn is_construct(word: &str) -> bool {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
    word.len() > 2
        && !rest.is_empty()
        && rest.len() < word.len()
        && shape::acronyms(word).next().is_none()
        && rest.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// Tokens of an aside between a name and its verb, its commas among them.
const ASIDE: usize = 10;

/// Words of what a name is said to be, behind the article.
const PREDICATE: usize = 7;

/// Tokens between initials and what says that they are of people.
const PEOPLE: usize = 10;

/// Tokens of a bracket in which the maker of a program is looked for.
const MAKER: usize = 12;
