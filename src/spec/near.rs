//! The word somebody meant.

/// Wrong words of one text for which the nearest known one is looked for. Each is compared with all that are known, and where more are wrong, a
/// list of known ones is missing rather than a letter.
pub const MOST_MEANT: usize = 100;

/// Returns the known word nearest to a wrong one, if it is near enough to be meant: at most a third of its letters differ. Two neighbours
/// that changed places are one slip.
pub fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let is_near = |far: usize, word: &str| far * 3 <= word.len().max(wrong.len());
    let mut rows = Rows::default();
    known
        // What is longer or shorter by more is as far at least.
        .filter(|word| is_near(word.len().abs_diff(wrong.len()), word))
        .map(|word| (rows.distance(wrong, word), word))
        .filter(|(far, word)| is_near(*far, word))
        .min()
        .map(|(_, word)| word)
}

/// Three rows of the table of distances, kept from word to word.
#[derive(Default)]
struct Rows {
    above: Vec<usize>,
    row: Vec<usize>,
    next: Vec<usize>,
}

impl Rows {
    /// Returns Damerau's and Levenshtein's distance in bytes, in the form of optimal string alignment.
    fn distance(&mut self, a: &str, b: &str) -> usize {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        let Self { above, row, next } = self;
        row.clear();
        row.extend(0..=b.len());
        for (i, x) in a.iter().enumerate() {
            next.clear();
            next.push(i + 1);
            for (j, y) in b.iter().enumerate() {
                let substituted = row[j] + usize::from(x != y);
                let mut least = substituted.min(row[j + 1] + 1).min(next[j] + 1);
                if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                    least = least.min(above[j - 1] + 1);
                }
                next.push(least);
            }
            std::mem::swap(above, row);
            std::mem::swap(row, next);
        }
        row.last().copied().unwrap_or(0)
    }
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
            let mut rows = Rows::default();
            assert_eq!((rows.distance(a, b), rows.distance(b, a)), (far, far), "{a} {b}");
        }
        assert_eq!(nearest("valeu", ["found", "value"].into_iter()), Some("value"));
        assert_eq!(nearest("b", ["found", "value"].into_iter()), None);
    }
}
