//! Numbers in words: `twelve`, `twenty-five`, `two hundred and six`, and the `million` of `2.5 million`.

use crate::document::{Document, Kind, Token};
use crate::english::{AMOUNTS, ONES, TENS};

const SCALES: [(&str, f64); 5] =
    [("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

/// Returns the number that tokens start with, and how many of them it takes.
pub fn read(document: &Document<'_>, tokens: &[Token]) -> Option<(f64, usize)> {
    let (mut total, mut last, mut taken) = (0.0, 0.0, 0);
    for (at, token) in tokens.iter().enumerate().take_while(|(_, token)| token.kind == Kind::Word) {
        let word = document.token_text(*token);
        if let Some(value) = small(word) {
            last += value;
        } else if at == 0 {
            break;
        } else if let Some(scale) = scale_of(word) {
            last = f64::max(last, 1.0) * scale;
            if scale > 100.0 {
                (total, last) = (total + last, 0.0);
            }
        } else if word.eq_ignore_ascii_case("and") && taken > 0 && last >= 100.0 {
            continue;
        } else {
            break;
        }
        taken = at + 1;
    }
    (taken > 0).then_some((total + last, taken))
}

/// Returns what `million` after a number makes of it; 1 where no such word follows.
pub fn scale(document: &Document<'_>, token: Option<&Token>) -> f64 {
    token.and_then(|token| scale_of(document.token_text(*token))).unwrap_or(1.0)
}

fn scale_of(word: &str) -> Option<f64> {
    SCALES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, scale)| *scale)
}

/// Returns whether a word gives an amount: `three`, `two-thirds`, `doubled`, `fourfold`, but for `one`, which may be a pronoun.
pub fn is_amount(word: &str) -> bool {
    let is_listed = |word: &str| AMOUNTS.iter().any(|known| known.eq_ignore_ascii_case(word));
    let is_number = |word: &str| small(word).is_some_and(|value| value > 1.0) || scale_of(word).is_some();
    let multiplied = word.strip_suffix("fold").map(|times| times.trim_end_matches('-'));
    is_listed(word)
        || is_number(word)
        || multiplied.is_some_and(is_number)
        || word.split_once('-').is_some_and(|(first, last)| is_number(first) || is_listed(last))
}

/// Returns the value of a number in one word.
pub fn value(word: &str) -> Option<u32> {
    small(word).map(|value| value as u32)
}

/// Returns whether a word opens with the letters of a number. Most words do not, and are told by this look.
fn opens_number(word: &str) -> bool {
    let Some(letters) = word.as_bytes().first_chunk::<3>() else { return false };
    matches!(
        &letters.map(|letter| letter.to_ascii_lowercase()),
        b"zer"
            | b"one"
            | b"two"
            | b"thr"
            | b"fou"
            | b"fiv"
            | b"six"
            | b"sev"
            | b"eig"
            | b"nin"
            | b"ten"
            | b"ele"
            | b"twe"
            | b"thi"
            | b"fif"
            | b"for"
    )
}

/// Returns a number below 100.
fn small(word: &str) -> Option<f64> {
    if !opens_number(word) {
        return None;
    }
    let one = |word: &str| ONES.iter().position(|known| known.eq_ignore_ascii_case(word));
    let ten =
        |word: &str| TENS.iter().position(|known| known.eq_ignore_ascii_case(word)).map(|at| 10 * (at + 2));
    let value = match word.split_once('-') {
        Some((tens, ones)) => ten(tens)? + one(ones).filter(|&ones| ones < 10)?,
        None => one(word).or_else(|| ten(word))?,
    };
    Some(value as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_told_in_words_too() {
        let amounts = [
            "Three",
            "two-thirds",
            "one-half",
            "doubled",
            "fourfold",
            "ten-fold",
            "twice",
            "hundred",
            "twenty-two",
        ];
        assert!(amounts.iter().all(|word| is_amount(word)));
        assert!(
            ["one", "none", "scaffold", "many", "manifold", "often", "well-known"]
                .iter()
                .all(|word| !is_amount(word))
        );
    }
}
