//! What the words beside a name or a term say of it.

use std::ops::Range;

use super::TermKind;
use crate::document::{Kind, SentenceRef};
use crate::english::{
    AFTER_TERM_AND_COMMA, BEFORE_ARTICLE_AND_TERM, BEFORE_AS, BEFORE_TERM, DATA_SETS, DEFINING_ARTICLES,
    DEFINING_VERBS, IS_FORMS, NAMED_THINGS, PROGRAMS,
};

/// Returns what a name is the name of, by the word beside it.
pub(super) fn kind(sentence: SentenceRef<'_>, tokens: &Range<usize>) -> TermKind {
    let all = sentence.tokens();
    let text = |index: usize| all.get(index).map_or("", |token| sentence.document.token_text(*token));
    let before = tokens.start.checked_sub(1).map_or("", text);
    let after = text(tokens.end);
    let is_data =
        is_set(after) || is_set(before) || (after == "data" && text(tokens.end + 1).starts_with("set"));
    if is_data { TermKind::DataSet } else { TermKind::Name }
}

/// Returns whether a sentence says what a name or a term is: `X is a …`, `X, a …`, `X: …`, `X (…)`, `… called X`, `the code X`.
pub(super) fn explains(sentence: SentenceRef<'_>, tokens: &Range<usize>) -> bool {
    let all = sentence.tokens();
    let text = |index: usize| all.get(index).map_or("", |token| sentence.document.token_text(*token));
    let before = |back: usize| tokens.start.checked_sub(back).map_or("", text);
    let end = tokens.end;
    // `X [12] is a`
    let end = end + usize::from(all.get(end).is_some_and(|token| matches!(token.kind, Kind::Placeholder(_))));
    let is_article = |word: &str| DEFINING_ARTICLES.contains(&word);
    let opens_list = || tokens.start == 0 && matches!(text(end), ":" | "—" | "–");
    let brackets = || {
        text(end) == "("
            && all.get(end + 1).is_some_and(|token| token.kind == Kind::Word)
            && text(end + 2) != ")"
    };
    ((IS_FORMS.contains(&text(end)) || matches!(text(end), "," | "—" | "–")) && is_article(text(end + 1)))
        || DEFINING_VERBS.contains(&text(end))
        || (matches!(text(end), "," | "—") && AFTER_TERM_AND_COMMA.contains(&text(end + 1)))
        || opens_list()
        || brackets()
        || BEFORE_TERM.contains(&before(1))
        || (is_article(before(1)) && BEFORE_ARTICLE_AND_TERM.contains(&before(2)))
        || (before(1) == "as" && BEFORE_AS.contains(&before(2)))
        || is_program(before(1))
}

/// Returns whether a noun says what a name is the name of, so that it is no part of it: `the Zonata data set`.
pub(super) fn says_what(noun: &str) -> bool {
    is_set(noun) || is_program(noun) || NAMED_THINGS.contains(&noun)
}

fn is_set(noun: &str) -> bool {
    DATA_SETS.contains(&noun)
}

fn is_program(noun: &str) -> bool {
    PROGRAMS.contains(&noun)
}
