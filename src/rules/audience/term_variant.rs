//! `term-variant`: `fine-tune` and `finetune` in one paper.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Paper;
use crate::document::{BlockRole, Document, Kind, Token};
use crate::findings::{Report, Severity};
use crate::rules::{PaperCheck, SettingError, Settings};

/// Pairs that are two words: `re-form` and `reform`.
pub struct TermVariant {
    different: FxHashSet<String>,
}

impl TermVariant {
    /// The rule with its words.
    ///
    /// # Errors
    /// When they are missing.
    pub fn from_settings(settings: &Settings<'_>) -> Result<Self, SettingError> {
        let words = settings.term("different")?;
        Ok(Self { different: words.split(' ').map(str::to_owned).collect() })
    }
}

/// The uses of one form: how many, and the first.
#[derive(Clone, Copy)]
struct Uses {
    count: u32,
    first: Token,
}

#[derive(Default)]
struct Term {
    hyphenated: Option<Uses>,
    joined: Option<Uses>,
}

impl PaperCheck for TermVariant {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let mut terms: FxHashMap<String, Term> = FxHashMap::default();
        // One bit for each first letter and length, so that most words are never looked up.
        let mut shapes = [0_u64; 256];
        for token in words(document) {
            let text = document.token_text(token);
            if let Some(joined) = joined(text).filter(|_| !self.different.contains(text)) {
                shapes[usize::from(joined.as_bytes()[0])] |= 1 << joined.len().min(63);
                count(&mut terms.entry(joined).or_default().hyphenated, token);
            }
        }
        for token in words(document) {
            let text = document.token_text(token);
            // A word with a capital may be a name.
            let first = text.bytes().next().unwrap_or(0);
            if shapes[usize::from(first)] >> text.len().min(63) & 1 == 1
                && let Some(term) = terms.get_mut(text)
            {
                count(&mut term.joined, token);
            }
        }
        let mut both: Vec<(Uses, Uses)> =
            terms.into_values().filter_map(|term| Some((term.hyphenated?, term.joined?))).collect();
        both.sort_by_key(|(hyphenated, _)| hyphenated.first.start);
        let declared = paper.draft.declared();
        for (hyphenated, joined) in both {
            let is_fixed = |uses: Uses| declared.is_term(document.token_text(uses.first));
            let (is_joined_rarer, variant) = match (is_fixed(hyphenated), is_fixed(joined)) {
                (true, true) => continue,
                (false, false) => (joined.count <= hyphenated.count, "frequent"),
                (is_hyphenated_fixed, _) => (is_hyphenated_fixed, "fixed"),
            };
            let (rare, common) = if is_joined_rarer { (joined, hyphenated) } else { (hyphenated, joined) };
            let common_text = document.token_text(common.first);
            out.at(rare.first.start..rare.first.end, Severity::Advice)
                .variant(variant)
                .value("found", document.token_text(rare.first))
                .value("other", common_text)
                .value("use", common_text);
        }
    }
}

/// The words of running text.
fn words<'d>(document: &'d Document<'_>) -> impl Iterator<Item = Token> + 'd {
    let is_text = |role| {
        use BlockRole::{Abstract, Body, Caption, Footnote, Item};
        matches!(role, Body | Abstract | Item | Caption | Footnote)
    };
    (0..document.blocks().len() as u32)
        .map(|index| document.block(index))
        .filter(move |block| is_text(block.role()))
        .flat_map(|block| &document.tokens()[block.token_range()])
        .copied()
        .filter(|token| token.kind == Kind::Word)
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
    is_term.then(|| format!("{first}{second}").to_ascii_lowercase())
}

fn count(uses: &mut Option<Uses>, token: Token) {
    match uses {
        Some(uses) => uses.count += 1,
        None => *uses = Some(Uses { count: 1, first: token }),
    }
}
