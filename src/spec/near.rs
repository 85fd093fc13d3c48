//! The word somebody meant.

/// Returns the known word nearest to a wrong one, if it is near enough to be meant: at most a third of its letters differ. Two neighbours
/// that changed places are one slip.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |word: &str| edit_distance(wrong, word);
    known
        .map(|word| (distance(word), word))
        .filter(|(far, word)| *far * 3 <= word.len().max(wrong.len()))
        .min()
        .map(|(_, word)| word)
}

/// Damerau's and Levenshtein's distance in bytes, in the form of optimal string alignment.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut above: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let substituted = row[j] + usize::from(x != y);
            let mut least = substituted.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(above[j - 1] + 1);
            }
            next.push(least);
        }
        above = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (a, b, far) in [
            ("", "ab", 2),
            ("value", "value", 0),
            ("valeu", "value", 1),
            ("words", "word", 1),
            ("ab", "cd", 2),
        ] {
            assert_eq!((edit_distance(a, b), edit_distance(b, a)), (far, far), "{a} {b}");
        }
        assert_eq!(nearest("valeu", ["found", "value"].into_iter()), Some("value"));
        assert_eq!(nearest("b", ["found", "value"].into_iter()), None);
    }
}
