//! `bare-demonstrative`: `this` or `these` that no noun follows.

use rustc_hash::FxHashSet;

use crate::analysis::Paper;
use crate::document::{Kind, SentenceRef};
use crate::findings::{Report, Severity};
use crate::rules::SentenceCheck;

/// The words by which it is known that no noun follows.
#[derive(serde::Deserialize)]
pub struct BareDemonstrative {
    /// What may open a sentence before it: `Despite this`.
    openings: Turns,
    /// Words that open a clause behind a comma.
    links: Turns,
    /// What may stand before the verb.
    adverbs: Turns,
    /// Verbs that are no nouns.
    verbs: Turns,
    /// What follows a word that must then be a verb.
    objects: Turns,
    /// What follows `this is` where all that was said is meant.
    explains: Turns,
    /// Words with which it says when, how or how many.
    measures: Turns,
}

impl SentenceCheck for BareDemonstrative {
    fn check(&self, sentence: SentenceRef<'_>, _: &Paper<'_>, out: &mut Report<'_>) {
        for (at, &token) in sentence.tokens().iter().enumerate() {
            // Most words are ruled out by their length, so their letters are not looked at.
            if token.kind != Kind::Word || !(4..=5).contains(&(token.end - token.start)) {
                continue;
            }
            let found = word(sentence, at);
            if !matches!(found, "This" | "this" | "These" | "these" | "Those" | "those") {
                continue;
            }
            let is_bare = self.opens_clause(sentence, at) && self.lacks_noun(sentence, at + 1);
            if is_bare && !(at == 0 && self.is_clear(sentence)) && !sentence.is_quoted(token.start) {
                out.at(token.start..token.end, Severity::Advice).value("found", found);
            }
        }
    }
}

impl BareDemonstrative {
    fn opens_clause(&self, sentence: SentenceRef<'_>, at: usize) -> bool {
        let is_mark = |back: usize, mark| {
            at.checked_sub(back).and_then(|at| sentence.tokens().get(at)).is_some_and(|token| token.is(mark))
        };
        at == 0
            || is_mark(1, b';')
            || (is_mark(2, b',') && self.links.after(sentence, at - 1).is_some())
            || self.openings.after(sentence, 0) == Some(at)
    }

    /// Returns whether what starts at `at` can only be a verb, or a comma.
    fn lacks_noun(&self, sentence: SentenceRef<'_>, at: usize) -> bool {
        if sentence.tokens().get(at).is_some_and(|token| token.is(b',')) {
            return true;
        }
        let verb = self.adverbs.after(sentence, at).unwrap_or(at);
        let is_verb = |at: usize| {
            let is_plain = word(sentence, at).bytes().all(|byte| byte.is_ascii_lowercase());
            is_plain && self.objects.after(sentence, at + 1).is_some()
        };
        let is_manner = || {
            let manner = word(sentence, at);
            manner.ends_with("ly") && manner.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        self.verbs.after(sentence, verb).is_some() || is_verb(at) || (is_manner() && is_verb(at + 1))
    }

    /// Returns whether a sentence opens so that nobody has to guess: `This is because`, `These are:`, `This time`.
    fn is_clear(&self, sentence: SentenceRef<'_>) -> bool {
        let is_link = match word(sentence, 1) {
            "is" | "was" => true,
            "are" | "were" => false,
            _ => return self.measures.after(sentence, 1).is_some(),
        };
        let is_list = sentence.tokens().get(2).is_some_and(|token| token.is(b':') || token.is(b','));
        let is_word = |at: usize| sentence.tokens().get(at).is_some_and(|token| token.is_word());
        let explains = |at| self.explains.after(sentence, at).is_some();
        is_list || (is_link && (explains(2) || (is_word(2) && explains(3))))
    }
}

/// Words, and turns of several words, which are written with hyphens.
#[derive(serde::Deserialize)]
#[serde(from = "Vec<String>")]
struct Turns {
    words: FxHashSet<String>,
    longer: Vec<Vec<String>>,
}

impl From<Vec<String>> for Turns {
    fn from(all: Vec<String>) -> Self {
        let (longer, words): (Vec<String>, Vec<String>) =
            all.into_iter().partition(|turn| turn.contains('-'));
        let parts = |turn: String| turn.split('-').map(str::to_owned).collect();
        Self { words: words.into_iter().collect(), longer: longer.into_iter().map(parts).collect() }
    }
}

impl Turns {
    /// Returns the index of the token after the turn that starts at token `at`, if one does.
    fn after(&self, sentence: SentenceRef<'_>, at: usize) -> Option<usize> {
        if self.words.contains(word(sentence, at)) {
            return Some(at + 1);
        }
        let stands = |turn: &&Vec<String>| {
            turn.iter().enumerate().all(|(nth, part)| word(sentence, at + nth) == part.as_str())
        };
        self.longer.iter().find(stands).map(|turn| at + turn.len())
    }
}

/// Returns the text of the token at `at` of a sentence; empty where there is none.
fn word<'d>(sentence: SentenceRef<'d>, at: usize) -> &'d str {
    sentence.tokens().get(at).map_or("", |&token| sentence.document.token_text(token))
}
