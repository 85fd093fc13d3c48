//! `term-variant`: `fine-tune` and `finetune` in one paper.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Paper;
use crate::document::{BlockRole, Document, Kind, Sieve, Token};
use crate::findings::{Report, Safety, Severity, with_case_of};
use crate::rules::{PaperCheck, SettingError, Settings};

/// Pairs that are two words: `re-form` and `reform`.
pub struct TermVariant {
    different: FxHashSet<String>,
    safety: Safety,
}

impl TermVariant {
    /// The rule with its words.
    ///
    /// # Errors
    /// When they are missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        let words = settings.term("different")?;
        Ok(Self { different: words.split(' ').map(str::to_owned).collect(), safety: settings.safety()? })
    }
}

/// The uses of each form, in reading order.
#[derive(Default)]
struct Term {
    hyphenated: Vec<Token>,
    joined: Vec<Token>,
}

impl PaperCheck for TermVariant {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let mut terms: FxHashMap<String, Term> = FxHashMap::default();
        let mut sieve = Sieve::default();
        for token in hyphenated(document) {
            let text = document.token_text(token);
            let joined = joined(text).filter(|_| !self.different.contains(text));
            if let Some(joined) = joined.filter(|_| is_read(token, document)) {
                sieve.add(&joined);
                terms.entry(joined).or_default().hyphenated.push(token);
            }
        }
        let text = document.reading().text().as_bytes();
        for &token in document.tokens().iter().filter(|token| token.kind == Kind::Word) {
            // A word with a capital may be a name, and stays in the sieve.
            if sieve.may_hold(text, token)
                && let Some(term) = terms.get_mut(document.token_text(token))
                && is_read(token, document)
            {
                term.joined.push(token);
            }
        }
        let mut both: Vec<Term> = terms
            .into_values()
            .filter(|term| !term.hyphenated.is_empty() && !term.joined.is_empty())
            .collect();
        both.sort_by_key(|term| term.hyphenated.first().map(|first| first.start));
        both.iter().for_each(|term| self.report(term, paper, out));
    }
}

impl TermVariant {
    /// Reports the form that is rarer, or that is not the one its authors have fixed.
    fn report(&self, Term { hyphenated, joined }: &Term, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let is_fixed = |form: &[Token]| {
            form.first().is_some_and(|first| paper.draft.declared().is_term(document.token_text(*first)))
        };
        let (is_joined_rarer, variant) = match (is_fixed(hyphenated), is_fixed(joined)) {
            (true, true) => return,
            (false, false) => (joined.len() <= hyphenated.len(), "frequent"),
            (is_hyphenated_fixed, _) => (is_hyphenated_fixed, "fixed"),
        };
        let (rare, common) = if is_joined_rarer { (joined, hyphenated) } else { (hyphenated, joined) };
        let (Some(first), Some(other)) = (rare.first(), common.first()) else { return };
        let other = document.token_text(*other).to_ascii_lowercase();
        let mended = rare
            .iter()
            .map(|place| (place.start..place.end, with_case_of(document.token_text(*place), &other)));
        out.at(first.start..first.end, Severity::Advice)
            .variant(variant)
            .value("found", document.token_text(*first))
            .value("other", other.as_str())
            .value("use", other.as_str())
            .replacements(mended, self.safety);
    }
}

/// The words with a hyphen, found by it: there are few.
fn hyphenated<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Token> + 'd {
    let tokens = document.tokens();
    let mut done = 0;
    memchr::memchr_iter(b'-', document.reading().text().as_bytes()).filter_map(move |hyphen| {
        let index = tokens.partition_point(|token| token.end as usize <= hyphen);
        let token = *tokens.get(index)?;
        let is_new = index >= done && token.kind == Kind::Word && token.start as usize <= hyphen;
        done = index + 1;
        is_new.then_some(token)
    })
}

/// Whether a word stands in running text, outside quotation marks.
fn is_read(token: Token, document: &Document<'_>) -> bool {
    use BlockRole::{Abstract, Body, Caption, Footnote, Item};
    let Some(sentence) = document.sentence_from(token.start) else { return false };
    matches!(sentence.block().role(), Body | Abstract | Item | Caption | Footnote)
        && !sentence.is_quoted(token.start)
}

/// A word of two hyphenated parts as one, in lower case. Names have capitals inside, and short parts are letters and units.
fn joined(text: &str) -> Option<String> {
    let hyphen = text.bytes().position(|byte| byte == b'-')?;
    let (first, second) = (text.get(..hyphen)?, text.get(hyphen + 1..)?);
    let is_plain = |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let rest_is_lower = |part: &str| part.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    let is_term = is_plain(first)
        && is_plain(second)
        && rest_is_lower(first)
        && rest_is_lower(second)
        && second.starts_with(|c: char| c.is_ascii_lowercase());
    is_term.then(|| {
        let mut joined = [first, second].concat();
        joined.make_ascii_lowercase();
        joined
    })
}
