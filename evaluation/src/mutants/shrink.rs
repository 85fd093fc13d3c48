//! The smallest text for which something still holds: delta debugging (Zeller and Hildebrandt, 2002) over lines, then over characters.

use std::time::{Duration, Instant};

/// Tries of one shrinking, at most.
const MOST_TRIES: usize = 400;

/// How long one shrinking may take, since what is shrunk may be slow.
const MOST_TIME: Duration = Duration::from_secs(10);

/// Returns a part of `text` for which `holds` is still true and from which no further piece could be taken within the tries that are allowed.
pub fn shrink(text: &str, mut holds: impl FnMut(&str) -> bool) -> String {
    let (start, mut tries) = (Instant::now(), 0);
    let mut holds = |text: &str| {
        tries += 1;
        tries <= MOST_TRIES && start.elapsed() < MOST_TIME && holds(text)
    };
    let lines = smallest(text.split_inclusive('\n').collect(), &mut holds).concat();
    smallest(lines.split_inclusive(|_| true).collect(), &mut holds).concat()
}

/// Takes away ever smaller runs of pieces, as long as `holds` stays true.
fn smallest<'t>(mut pieces: Vec<&'t str>, holds: &mut impl FnMut(&str) -> bool) -> Vec<&'t str> {
    let mut run = pieces.len() / 2;
    while run > 0 {
        let mut at = 0;
        while at < pieces.len() {
            let end = pieces.len().min(at + run);
            let rest = [&pieces[..at], &pieces[end..]].concat();
            match holds(&rest.concat()) {
                true => pieces = rest,
                false => at = end,
            }
        }
        run /= 2;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_is_left() {
        let text = "one\ntwo {\nthree\nfour }\nfive\n";
        assert_eq!(shrink(text, |text| text.contains('{') && text.contains('}')), "{}");
    }
}
