//! `term-case`: `GitHub` and `Github` in one paper.

use rustc_hash::FxHashMap;

use crate::analysis::Paper;
use crate::document::{BlockRole, Document, Kind, Token};
use crate::findings::{Report, Safety, Severity};
use crate::rules::{PaperCheck, Words};

/// Words that are two with other capitals.
#[derive(serde::Deserialize)]
pub struct TermCase {
    different: Words,
    #[serde(rename = "fix")]
    safety: Safety,
}

/// Letters of the shortest names that are looked at; units and symbols are shorter.
const SHORTEST: u32 = 5;

impl PaperCheck for TermCase {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let is_long = |token: &&Token| token.kind == Kind::Word && token.end - token.start >= SHORTEST;
        let words = || document.tokens().iter().filter(is_long);
        let mut names: FxHashMap<String, Vec<Token>> = FxHashMap::default();
        // One bit for each length, so that most words are never looked up.
        let mut lengths = 0_u64;
        let bytes = document.reading().text().as_bytes();
        let opens_upper =
            |token: &&Token| bytes.get(token.start as usize).is_some_and(u8::is_ascii_uppercase);
        // A name that opens with a small letter is known by its other form alone: few words open with a capital.
        for &token in words().filter(opens_upper) {
            let text = document.token_text(token);
            if has_capital_inside(text) {
                let lower = text.to_ascii_lowercase();
                if !self.different.contains(&lower) {
                    lengths |= 1 << text.len().min(63);
                    names.entry(lower).or_default();
                }
            }
        }
        if names.is_empty() {
            return;
        }
        for &token in
            words().filter(opens_upper).filter(|token| lengths >> (token.end - token.start).min(63) & 1 == 1)
        {
            let text = document.token_text(token);
            if let Some(uses) = names.get_mut(&text.to_ascii_lowercase())
                && has_both_cases(text)
                && is_read(token, document)
            {
                uses.push(token);
            }
        }
        let mut mixed: Vec<Vec<Token>> = names.into_values().filter(|uses| uses.len() > 1).collect();
        mixed.sort_by_key(|uses| uses.first().map(|first| first.start));
        mixed.iter().for_each(|uses| self.report(uses, document, out));
    }
}

impl TermCase {
    /// Reports each form but the commonest, at its first place.
    fn report(&self, uses: &[Token], document: &Document<'_>, out: &mut Report<'_>) {
        let mut forms: Vec<(String, Vec<Token>)> = Vec::new();
        for &token in uses {
            let form = with_capital(document.token_text(token));
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, places)) => places.push(token),
                None => forms.push((form, vec![token])),
            }
        }
        // Of forms that are as common, a name with its capitals, then the first one.
        forms.sort_by_key(|(form, places)| std::cmp::Reverse((places.len(), has_capital_inside(form))));
        let Some(((_, common), rest)) = forms.split_first() else { return };
        let Some(right) = common.first().map(|first| document.token_text(*first)) else { return };
        let mut rest: Vec<&Vec<Token>> = rest.iter().map(|(_, places)| places).collect();
        rest.sort_by_key(|places| places.first().map(|first| first.start));
        for places in rest {
            let Some(first) = places.first() else { continue };
            out.at(first.start..first.end, Severity::Advice)
                .value("found", document.token_text(*first))
                .value("use", right)
                .value("count", common.len() as u32)
                .replacements(places.iter().map(|place| (place.start..place.end, right)), self.safety);
        }
    }
}

/// Returns whether a capital stands after a small letter, and the word has no sign or digit: `GitHub`, and not `FoxP3`, which is another
/// thing in another species.
fn has_capital_inside(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(u8::is_ascii_alphabetic)
        && bytes.windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        && bytes.iter().filter(|byte| byte.is_ascii_lowercase()).count() > 2
}

/// Not in headings in capitals, nor a word of which only an acronym's long form has capitals: `PseudoRandom`, `pseudorandom`.
fn has_both_cases(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_uppercase()) && text.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Returns the word as it would open a sentence, so that a capital there makes no other form.
fn with_capital(text: &str) -> String {
    let mut form = text.to_owned();
    form.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    form
}

/// Returns whether a word stands in running text by itself, outside quotation marks: `/github` is a part of a path.
fn is_read(token: Token, document: &Document<'_>) -> bool {
    use BlockRole::{Abstract, Body, Caption, Footnote, Item};
    let Some(sentence) = document.sentence_from(token.start) else { return false };
    let text = document.reading().text();
    let touches = |at: Option<&u8>| at.is_some_and(|byte| matches!(byte, b'/' | b'@' | b'\\' | b'_' | b'='));
    let before = (token.start as usize).checked_sub(1).and_then(|at| text.as_bytes().get(at));
    // Works that are listed as items have titles as their authors wrote them.
    let is_work = || {
        sentence.block().role() == Item
            && ["(19", "(20"].iter().any(|year| sentence.block().text().contains(year))
    };
    matches!(sentence.block().role(), Body | Abstract | Item | Caption | Footnote)
        && !sentence.is_quoted(token.start)
        && !is_work()
        && !touches(before)
        && !touches(text.as_bytes().get(token.end as usize))
}
