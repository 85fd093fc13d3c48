//! Hypotheses by their numbers: where each is stated, and where it is spoken of again.

use rustc_hash::FxHashMap;

use super::Statement;
use crate::analysis::Paper;
use crate::document::{BlockRef, BlockRole, Kind, SectionRole, SentenceRef, Token};

/// The hypotheses of a paper, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Hypotheses<'d> {
    /// Each with the sentence that states it, in order.
    pub stated: Vec<(&'d str, SentenceRef<'d>)>,
    /// Each that the results, the discussion or the conclusion speak of, with the first sentence that does, in order.
    pub resolved: Vec<(&'d str, SentenceRef<'d>)>,
}

impl<'d> Hypotheses<'d> {
    pub(super) fn of(paper: &Paper<'d>, statements: &[Statement<'d>]) -> Self {
        let mut hypotheses = Self::default();
        let mut seen: FxHashMap<(&str, bool), ()> = FxHashMap::default();
        let blocks = (0..paper.document.blocks().len() as u32).map(|index| paper.document.block(index));
        for sentence in blocks.filter(is_read).flat_map(BlockRef::sentences) {
            let is_late = is_late(sentence);
            for name in names(sentence) {
                let list = match is_late {
                    true => &mut hypotheses.resolved,
                    false if states(statements, sentence) => &mut hypotheses.stated,
                    false => continue,
                };
                if seen.insert((name, is_late), ()).is_none() {
                    list.push((name, sentence));
                }
            }
        }
        hypotheses
    }
}

fn is_read(block: &BlockRef<'_>) -> bool {
    use BlockRole::{Body, Item, Quote};
    matches!(block.role(), Body | Item | Quote)
}

fn is_late(sentence: SentenceRef<'_>) -> bool {
    matches!(
        sentence.section().zone(),
        SectionRole::Results | SectionRole::Discussion | SectionRole::Conclusion
    )
}

/// `H1: …`, "we predict that … (H1)", "Hypothesis H1".
fn states(statements: &[Statement<'_>], sentence: SentenceRef<'_>) -> bool {
    let opens = names(sentence)
        .next()
        .is_some_and(|name| sentence.text().trim_start_matches(['(', '*']).starts_with(name));
    let found = statements.binary_search_by_key(&sentence.index, |statement| statement.sentence.index);
    let statement = found.ok().and_then(|found| statements.get(found));
    opens
        || statement.is_some_and(|statement| {
            statement.reading.heard.iter().any(|heard| heard.is_hypothesis() && heard.status.is_some())
        })
}

/// Returns the names of hypotheses in a sentence: `H1`, `H2a`.
fn names<'d>(sentence: SentenceRef<'d>) -> impl Iterator<Item = &'d str> {
    let is_short = |token: &&Token| token.kind == Kind::Word && (2..=4).contains(&(token.end - token.start));
    let words = sentence.tokens().iter().filter(is_short);
    words.map(move |token| sentence.document.token_text(*token)).filter(|word| is_name(word))
}

fn is_name(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('H') else { return false };
    let digits = rest.trim_end_matches(|c: char| matches!(c, 'a'..='e'));
    (1..=2).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits != "0"
        && rest.len() - digits.len() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_number_and_perhaps_a_letter() {
        assert!(["H1", "H12", "H2a"].iter().all(|word| is_name(word)));
        assert!(["H", "H0", "H2O", "H100", "HR", "h1", "H1ab"].iter().all(|word| !is_name(word)));
    }
}
