//! `term-variant`: `fine-tune` and `finetune`, `data set` and `dataset` in one paper.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Paper;
use crate::document::{BlockRole, Document, Kind, Sieve, Token};
use crate::findings::{Report, Safety, Severity, with_case_of};
use crate::rules::PaperCheck;

/// Pairs that are two words: `re-form` and `reform`.
#[derive(serde::Deserialize)]
pub struct TermVariant {
    different: FxHashSet<String>,
    open: Open,
    #[serde(rename = "fix")]
    safety: Safety,
}

/// Terms that are one word or two, `first:second` in the rule's file.
#[derive(serde::Deserialize)]
#[serde(from = "FxHashSet<String>")]
struct Open {
    /// By the first word, each second one with the two as one.
    seconds: FxHashMap<String, Vec<(String, String)>>,
    /// The lengths of the first words by their first letter, a bit for each.
    shapes: [u64; 256],
}

impl From<FxHashSet<String>> for Open {
    fn from(terms: FxHashSet<String>) -> Self {
        let mut open = Self { seconds: FxHashMap::default(), shapes: [0; 256] };
        for (first, second) in terms.iter().filter_map(|term| term.split_once(':')) {
            open.shapes[usize::from(first.bytes().next().unwrap_or(0))] |= 1 << first.len().min(63);
            for second in [second.to_owned(), format!("{second}s")] {
                let joined = format!("{first}{second}");
                open.seconds.entry(first.to_owned()).or_default().push((second, joined));
            }
        }
        open
    }
}

/// The uses of each form, in reading order.
#[derive(Default)]
struct Term {
    /// With a hyphen or a space.
    apart: Vec<Token>,
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
                terms.entry(joined).or_default().apart.push(token);
            }
        }
        for (joined, token) in self.open_terms(document) {
            sieve.add(joined);
            terms.entry(joined.to_owned()).or_default().apart.push(token);
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
        let mut both: Vec<Term> =
            terms.into_values().filter(|term| !term.apart.is_empty() && !term.joined.is_empty()).collect();
        both.iter_mut().for_each(|term| term.apart.sort_by_key(|token| token.start));
        both.sort_by_key(|term| term.apart.first().map(|first| first.start));
        both.iter().for_each(|term| self.report(term, paper, out));
    }
}

impl TermVariant {
    /// Returns the terms of the list that are written as two words, each with both as one token.
    fn open_terms<'a>(&'a self, document: &'a Document<'_>) -> impl Iterator<Item = (&'a str, Token)> + 'a {
        let text = document.reading().text().as_bytes();
        document.tokens().windows(2).filter_map(move |pair| {
            let (first, second) = (pair[0], pair[1]);
            let letter = text.get(first.start as usize).copied().unwrap_or(0);
            let may_open = first.kind == Kind::Word
                && self.open.shapes[usize::from(letter)] >> (first.end - first.start).min(63) & 1 == 1
                && second.start == first.end + 1;
            if !may_open {
                return None;
            }
            let seconds = self.open.seconds.get(document.token_text(first))?;
            let text = document.token_text(second);
            let (_, joined) = seconds.iter().find(|(second, _)| second == text)?;
            is_read(first, document).then_some((joined.as_str(), Token { end: second.end, ..first }))
        })
    }

    /// Reports the form that is rarer, or that is not the one its authors have fixed.
    fn report(&self, Term { apart, joined }: &Term, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let is_fixed = |form: &[Token]| {
            form.first().is_some_and(|first| paper.draft.declared().is_term(document.token_text(*first)))
        };
        let (is_joined_rarer, variant) = match (is_fixed(apart), is_fixed(joined)) {
            (true, true) => return,
            (false, false) => (joined.len() <= apart.len(), "frequent"),
            (is_apart_fixed, _) => (is_apart_fixed, "fixed"),
        };
        let (rare, common) = if is_joined_rarer { (joined, apart) } else { (apart, joined) };
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

/// Returns the words with a hyphen, found by it: there are few.
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

/// Returns whether a word stands in running text, outside quotation marks.
fn is_read(token: Token, document: &Document<'_>) -> bool {
    use BlockRole::{Abstract, Body, Caption, Footnote, Item};
    let Some(sentence) = document.sentence_from(token.start) else { return false };
    matches!(sentence.block().role(), Body | Abstract | Item | Caption | Footnote)
        && !sentence.is_quoted(token.start)
}

/// Returns a word of two hyphenated parts as one, in lower case. Names have capitals inside, and short parts are letters and units.
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
