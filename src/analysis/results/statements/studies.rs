//! The studies that a clause names: "Study 2", "Experiments 1 and 3", "the second study", "except for Study 1".

use super::trigger::InClause;
use super::words::Class;

/// Returns the numbers of the studies that a clause speaks of.
pub fn named(clause: InClause<'_>) -> Vec<u32> {
    numbers(clause)
        .into_iter()
        .filter(|(at, _)| !is_excepted(clause, *at))
        .map(|(_, number)| number)
        .collect()
}

/// Returns the numbers of the studies that a clause takes out: "all studies except Study 3".
pub fn excepted(clause: InClause<'_>) -> Vec<u32> {
    numbers(clause).into_iter().filter(|(at, _)| is_excepted(clause, *at)).map(|(_, number)| number).collect()
}

/// Returns whether a clause speaks of one study only: "only Study 1", "the second study alone".
pub fn is_only(clause: InClause<'_>) -> bool {
    let numbers = numbers(clause);
    let is_beside = |at: usize| {
        (at.saturating_sub(3)..at).any(|at| clause.is(at, Class::Only))
            || (at + 1..at + 3).any(|at| clause.is(at, Class::Only) || clause.text(at) == "alone")
    };
    numbers.iter().any(|(at, _)| is_beside(*at))
}

/// Returns each number of a study with its place.
fn numbers(clause: InClause<'_>) -> Vec<(usize, u32)> {
    let mut numbers = Vec::new();
    for at in (0..clause.len()).filter(|&at| clause.is(at, Class::StudyNumber)) {
        let ordinal = at.checked_sub(1).and_then(|before| ordinal(clause.text(before)));
        numbers.extend(ordinal.map(|number| (at, number)));
        let mut next = at + 1;
        while let Ok(number) = clause.text(next).parse() {
            numbers.push((at, number));
            let goes_on = clause.is(next + 1, Class::Coordinator) || clause.text(next + 1) == ",";
            next += if goes_on { 2 } else { 1 };
        }
    }
    numbers
}

fn is_excepted(clause: InClause<'_>, at: usize) -> bool {
    (at.saturating_sub(2)..at).any(|at| clause.is(at, Class::Except))
}

fn ordinal(word: &str) -> Option<u32> {
    let place =
        ["first", "second", "third", "fourth", "fifth"].iter().position(|ordinal| *ordinal == word)?;
    Some(place as u32 + 1)
}
