//! What the words beside a name or a term say of it.

use std::ops::Range;

use super::TermKind;
use crate::document::{Kind, SentenceRef};

/// What a name is the name of, by the word beside it.
pub(super) fn kind(sentence: SentenceRef<'_>, tokens: &Range<usize>) -> TermKind {
    let all = sentence.tokens();
    let text = |index: usize| all.get(index).map_or("", |token| sentence.document.token_text(*token));
    let before = tokens.start.checked_sub(1).map_or("", text);
    let after = text(tokens.end);
    let is_data =
        is_set(after) || is_set(before) || (after == "data" && text(tokens.end + 1).starts_with("set"));
    if is_data { TermKind::DataSet } else { TermKind::Name }
}

/// Whether a sentence says what a name or a term is: `X is a …`, `X, a …`, `X: …`, `X (…)`, `… called X`, `the code X`.
pub(super) fn explains(sentence: SentenceRef<'_>, tokens: &Range<usize>) -> bool {
    let all = sentence.tokens();
    let text = |index: usize| all.get(index).map_or("", |token| sentence.document.token_text(*token));
    let before = |back: usize| tokens.start.checked_sub(back).map_or("", text);
    let end = tokens.end;
    // `X [12] is a`
    let end = end + usize::from(all.get(end).is_some_and(|token| matches!(token.kind, Kind::Placeholder(_))));
    let is_article = |word: &str| matches!(word, "a" | "an" | "the" | "any" | "one" | "our");
    let opens_list = || tokens.start == 0 && matches!(text(end), ":" | "—" | "–");
    let brackets = || {
        text(end) == "("
            && all.get(end + 1).is_some_and(|token| token.kind == Kind::Word)
            && text(end + 2) != ")"
    };
    (matches!(text(end), "is" | "are" | "," | "—" | "–" | "was") && is_article(text(end + 1)))
        || matches!(text(end), "denotes" | "means" | "refers" | "describes" | "stands")
        || (matches!(text(end), "," | "—")
            && matches!(text(end + 1), "which" | "i.e" | "that" | "or" | "where"))
        || opens_list()
        || brackets()
        || matches!(before(1), "called" | "named" | "dubbed" | "termed" | "call" | "define")
        || (is_article(before(1)) && matches!(before(2), "call" | "define" | "introduce" | "called"))
        || (before(1) == "as" && matches!(before(2), "known" | "to" | "defined" | "it"))
        || is_program(before(1))
}

/// Whether a noun says what a name is the name of, so that it is no part of it: `the Zonata data set`.
pub(super) fn says_what(noun: &str) -> bool {
    is_set(noun)
        || is_program(noun)
        || matches!(noun, "data" | "model" | "models" | "framework" | "organization")
}

fn is_set(noun: &str) -> bool {
    matches!(
        noun,
        "dataset" | "datasets" | "corpus" | "corpora" | "benchmark" | "survey" | "database" | "cohort"
    )
}

fn is_program(noun: &str) -> bool {
    matches!(
        noun,
        "package" | "code" | "library" | "software" | "project" | "tool" | "simulator" | "language"
    )
}
