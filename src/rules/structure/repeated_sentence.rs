//! `repeated-sentence`: the same sentence twice in the running text.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::analysis::Paper;
use crate::document::{BlockRole, SectionRole, SentenceRef};
use crate::findings::{Report, Severity};
use crate::markup::Within;
use crate::rules::PaperCheck;

/// How long a sentence must be.
#[derive(serde::Deserialize)]
pub struct RepeatedSentence {
    words: u32,
}

/// Text that authors repeat on purpose: a theorem that is proved elsewhere, an algorithm.
const RESTATED: Within = Within::THEOREM.with(Within::PROOF).with(Within::ALGORITHM).with(Within::BOX);

impl PaperCheck for RepeatedSentence {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let document = paper.document;
        let mut uses: FxHashMap<u64, Uses<'_>> = FxHashMap::default();
        for index in 0..document.blocks().len() as u32 {
            let block = document.block(index);
            let is_running = matches!(block.role(), BlockRole::Body | BlockRole::Item);
            if !is_running || block.within().intersection(RESTATED) != Within::NOTHING {
                continue;
            }
            for sentence in block.sentences().filter(|sentence| sentence.words() >= self.words) {
                let known =
                    uses.entry(hash(sentence)).or_insert(Uses { first: sentence, second: None, count: 0 });
                known.count += 1;
                if known.count == 2 {
                    known.second = Some(sentence);
                }
            }
        }
        // What stands there three times is a form.
        let twice = uses.into_values().filter(|uses| uses.count == 2);
        let mut twice: Vec<_> = twice.filter_map(|uses| Some((uses.first, uses.second?))).collect();
        twice.sort_by_key(|(_, second)| second.index);
        for (first, second) in twice {
            if is_same(first, second, paper) && !is_meant(first, second) {
                out.at(second.range(), Severity::Advice)
                    .value("words", second.words())
                    .also([first.range()], "first");
            }
        }
    }
}

/// The uses of a sentence.
struct Uses<'d> {
    first: SentenceRef<'d>,
    second: Option<SentenceRef<'d>>,
    count: u32,
}

fn is_same(first: SentenceRef<'_>, second: SentenceRef<'_>, paper: &Paper<'_>) -> bool {
    first.text() == second.text() && source(first, paper) == source(second, paper)
}

/// Returns whether authors mean to say it twice: methods and results of several studies, and what holds a quotation, as an item of a
/// questionnaire.
fn is_meant(first: SentenceRef<'_>, second: SentenceRef<'_>) -> bool {
    let is_told_by_study = |sentence: SentenceRef<'_>| {
        use SectionRole::{Appendix, Methods, Results};
        matches!(sentence.section().zone(), Methods | Results | Appendix)
    };
    let is_quoted = second.tokens().iter().any(|token| second.is_quoted(token.start));
    let are_apart = first.section().index != second.section().index;
    is_quoted || are_apart && (is_told_by_study(first) && is_told_by_study(second))
}

fn hash(sentence: SentenceRef<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    sentence.text().hash(&mut hasher);
    hasher.finish()
}

/// Returns the words of the source, in which math, citations and numbers that read alike differ.
fn source(sentence: SentenceRef<'_>, paper: &Paper<'_>) -> Vec<String> {
    let range = sentence.range();
    let spans = paper.document.reading().source_of(range.start, range.end);
    spans.iter().flat_map(|span| paper.draft.text(*span).split_whitespace()).map(str::to_owned).collect()
}
