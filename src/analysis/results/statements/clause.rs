//! Where the clause of a word begins and ends.

use super::words::{Class, Word};

/// A clause: the words from one boundary to the next, what stands in parentheses inside it left out.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its words, as indices of the sentence's.
    pub at: Vec<usize>,
}

/// Returns the clauses of a sentence, in order; those in parentheses follow the one around them.
pub fn clauses(words: &[Word]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for group in groups(words) {
        let mut start = 0;
        for at in 0..group.len() {
            if at > start && begins(words, &group, start, at) {
                clauses.extend(clause(words, &group, start..at));
                start = at;
            }
        }
        clauses.extend(clause(words, &group, start..group.len()));
    }
    clauses
}

fn clause(words: &[Word], group: &[usize], range: std::ops::Range<usize>) -> Option<Clause> {
    let at: Vec<usize> = group.get(range)?.to_vec();
    let has_word = at.iter().any(|&at| !words.get(at).is_some_and(|word| word.is(Class::Mark)));
    has_word.then_some(Clause { at })
}

/// Returns the words outside all parentheses, and those of each parenthesis.
fn groups(words: &[Word]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    let mut open = vec![0];
    for (at, word) in words.iter().enumerate() {
        if word.is_mark("(") || word.is_mark("[") {
            open.push(groups.len());
            groups.push(Vec::new());
        } else if (word.is_mark(")") || word.is_mark("]")) && open.len() > 1 {
            open.pop();
        } else if let Some(group) = open.last().and_then(|&group| groups.get_mut(group)) {
            group.push(at);
        }
    }
    groups
}

/// Returns whether a new clause begins at `at`; the last one began at `start`.
fn begins(words: &[Word], group: &[usize], start: usize, at: usize) -> bool {
    let word = |at: usize| group.get(at).and_then(|&at| words.get(at));
    let (Some(this), Some(before)) = (word(at), word(at - 1)) else { return false };
    if before.is(Class::Mark) && before.is(Class::Break) {
        return true;
    }
    // "No, this was not …": an answer is a clause of its own.
    let is_answer = |word: &Word| matches!(word.text.as_str(), "no" | "yes");
    if before.is_mark(",") && at == start + 2 && word(start).is_some_and(is_answer) {
        return true;
    }
    // ", as no preregistration bound us"
    let opens_reason = |next: &Word| {
        next.is(Class::No)
            || next.is_any(&[Class::Near, Class::Determiner]) && starts_clause(words, group, at + 1)
    };
    if before.is_mark(",") && this.text == "as" && word(at + 1).is_some_and(opens_reason) {
        return true;
    }
    // "not yet", "so far", "both … and": no new clause.
    let is_after_negation = before.is_any(&[Class::Not, Class::Be]);
    // "we therefore expected"
    if this.is(Class::Subordinate) && before.is(Class::Pronoun) {
        return false;
    }
    if this.is_any(&[Class::Contrast, Class::Subordinate]) {
        return !is_after_negation;
    }
    if this.is(Class::Relative) {
        return !before.is_any(&[Class::Preposition, Class::Coordinator]) && !is_resumed(words, group, at);
    }
    let left = || group.get(start..at).into_iter().flatten().filter_map(|&at| words.get(at));
    // "Had the hypotheses and the analyses been …": the verb stands before its subject, and its clause is not over.
    let is_fronted = |next: usize| {
        word(start).is_some_and(|first| first.is_any(&[Class::Preposition, Class::Not]))
            && (start..start + next)
                .any(|at| word(at).is_some_and(|word| word.is_any(&[Class::No, Class::Not])))
    };
    let is_inverted = (0..INVERTED).any(|next| {
        let starts = word(start + next).is_some_and(|word| word.is_any(&[Class::Be, Class::Have, Class::Do]));
        starts
            && (next < 2 || is_fronted(next))
            && word(start + next + 1)
                .is_some_and(|word| word.is_any(&[Class::Determiner, Class::Near, Class::Ours]))
    });
    let has_verb = || left().any(is_finite) && !is_inverted;
    // "there is, unfortunately, no entry": the clause goes on.
    let is_aside = |at: usize| {
        word(at).is_some_and(|word| word.text.ends_with("ly"))
            && at > start + 1
            && word(at - 1).is_some_and(|word| word.is_mark(","))
            && word(at + 1).is_some_and(|word| word.is_mark(","))
    };
    if is_aside(at) || (at > start + 2 && is_aside(at - 2)) {
        return false;
    }
    if before.is_mark(",") {
        let opens = word(start).is_some_and(|first| {
            first.is_any(&[Class::Preposition, Class::Subordinate, Class::Contrast, Class::Support])
                || first.is_any(&[Class::Opener, Class::Except, Class::Contrasted])
        });
        let is_list = this.is(Class::Coordinator)
            || word(at.saturating_sub(2)).is_some_and(|before| before.is(Class::InitiallyAdjective));
        return (opens && !is_list) || (has_verb() && starts_clause(words, group, at));
    }
    // "… before our field adopted it and was not preregistered"
    let resumes = word(start).is_some_and(|first| first.is(Class::Before))
        && word(at + 1).is_some_and(|next| next.is_any(&[Class::Be, Class::Have, Class::Do]));
    this.is(Class::Coordinator) && (resumes || (has_verb() && starts_clause(words, group, at)))
}

fn is_finite(word: &Word) -> bool {
    word.is_any(&[Class::Be, Class::Have, Class::Do, Class::Modal, Class::Pronoun])
}

/// Returns whether the words from `at` on have a subject or a verb of their own before the next mark.
fn starts_clause(words: &[Word], group: &[usize], at: usize) -> bool {
    let ahead = group.iter().skip(at).filter_map(|&at| words.get(at));
    let mut ahead = ahead.skip_while(|word| word.is(Class::Coordinator)).take(AHEAD);
    ahead.find_map(|word| match () {
        () if word.is_any(&[
            Class::Mark,
            Class::Coordinator,
            Class::Subordinate,
            Class::Contrast,
            Class::Relative,
        ]) =>
        {
            Some(false)
        }
        () if is_finite(word) => Some(true),
        () => None,
    }) == Some(true)
}

/// Returns whether the clause around a relative one goes on after it: "none of the tests that we report were planned". It is read as one
/// then.
fn is_resumed(words: &[Word], group: &[usize], at: usize) -> bool {
    let word = |at: usize| group.get(at).and_then(|&at| words.get(at));
    let is_verb = |word: &Word| word.is_any(&[Class::Be, Class::Have, Class::Do, Class::Modal]);
    let is_group =
        |word: &Word| is_verb(word) || word.is_any(&[Class::Not, Class::Adverb]) || word.text.ends_with("ly");
    let mut next = at + 1;
    if word(next).is_some_and(|word| word.is(Class::Pronoun)) {
        next += 1;
    }
    // "everything that follows was …"
    let is_placed = word(next).is_some_and(|word| word.is(Class::Stands));
    if is_placed && word(next + 1).is_some_and(is_verb) {
        return true;
    }
    while word(next).is_some_and(is_group) {
        next += 1;
    }
    let rest = (next + 1..next + 9).map_while(word);
    let mut rest = rest.take_while(|word| {
        !word.is_any(&[
            Class::Mark,
            Class::Subordinate,
            Class::Contrast,
            Class::Relative,
            Class::Coordinator,
            Class::Pronoun,
        ])
    });
    next > at + 1 && rest.any(is_verb)
}

/// Words within which a verb stands before its subject: "at no time had the analyses …".
const INVERTED: usize = 4;

/// Words within which a clause shows its verb.
const AHEAD: usize = 7;
