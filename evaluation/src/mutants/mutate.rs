//! How a draft is changed into another that nobody wrote: cut, spliced, doubled, unbalanced.

use std::ops::Range;

use fastrand::Rng;

/// Marks that come in pairs, or open what must be closed.
pub const MARKS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "](",
    ")",
    "$",
    "$$",
    "\\[",
    "\\(",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "```{r}\n",
    ":::\n",
    "<!--",
    "-->",
    "---\n",
    "%",
    "\\",
    "\\begin{figure}",
    "\\end{document}",
    "\\begin{tabular}{ll}",
    "\\caption{",
    "\\footnote{",
    "\\newcommand{\\x}[1]{#1",
    "\\def\\x#1{\\x{#1}}\\x",
    "\\verb|",
    "\\cite{",
    "\\ref{",
    "\\input{x}",
    "\\iffalse",
    "\\fi",
    "[^1]",
    "[^1]: ",
    "@fig-",
    "| a | b |\n|--|--|\n",
    "> ",
    "- ",
    "# ",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "\0",
    "\r\n",
    "\t",
    "\n\n",
    "“",
    "”",
    "𝒙",
    "ﬁ",
];

/// Bytes of a mutant, at most: about a long section, so that many can be made in an hour.
const MOST: usize = 24_000;

/// Returns a text made of one, with pieces of another and some marks, in one to six changes.
pub fn mutate(draft: &str, other: &str, marks: &[&str], rng: &mut Rng) -> String {
    // Two in three keep their first lines, where a preamble or the front matter stands, and one stretch of the rest.
    let mut text = match draft.len() > MOST && rng.u8(..3) > 0 {
        true => {
            let head = whole(draft, 0..rng.usize(..MOST / 4));
            let start = rng.usize(head.end..draft.len());
            let stretch = whole(draft, start..start.saturating_add(MOST - head.len()));
            [part(draft, head), part(draft, stretch)].concat()
        }
        false => part(draft, whole(draft, 0..2 * MOST)).to_owned(),
    };
    for _ in 0..rng.u8(1..=6) {
        change(&mut text, other, marks, rng);
    }
    text
}

fn change(text: &mut String, other: &str, marks: &[&str], rng: &mut Rng) {
    let piece = piece(text, rng);
    match rng.u8(..10) {
        0 => text.replace_range(piece, ""),
        1 => {
            let doubled = part(text, piece.clone()).repeat(rng.usize(2..8));
            text.insert_str(piece.end, &doubled);
        }
        2 => {
            let foreign = self::piece(other, rng);
            text.insert_str(piece.start, part(other, foreign));
        }
        3 => {
            let moved = part(text, piece.clone()).to_owned();
            text.replace_range(piece, "");
            let to = whole(text, 0..rng.usize(..=text.len())).end;
            text.insert_str(to, &moved);
        }
        4 => {
            let joined = part(text, piece.clone()).replace('\n', " ");
            text.replace_range(piece, &joined);
        }
        5 => {
            let single: Vec<usize> = part(text, piece.clone())
                .match_indices(['{', '}', '[', ']', '$', '*', '`'])
                .map(|found| found.0)
                .collect();
            if let Some(at) = rng.choice(single) {
                text.remove(piece.start + at);
            }
        }
        6 => {
            // A line takes the place of another one, so that keys and commands meet values that are not theirs.
            let (old, new) = (line(text, piece.start), line(other, rng.usize(..=other.len())));
            text.replace_range(old, part(other, new));
        }
        _ => {
            let mark = rng.choice(marks).copied().unwrap_or_default();
            text.insert_str(piece.start, mark);
        }
    }
}

/// Returns a piece of a text of 1 to 4,000 bytes, short ones as often as long ones.
fn piece(text: &str, rng: &mut Rng) -> Range<usize> {
    let start = rng.usize(..=text.len());
    let length = 1 << rng.u32(..12);
    whole(text, start..start + length)
}

/// Returns the line around a place, with its end.
fn line(text: &str, at: usize) -> Range<usize> {
    let (before, after) = (part(text, 0..at), part(text, at..text.len()));
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    whole(text, start..at + after.find('\n').map_or(after.len(), |end| end + 1))
}

fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Returns the same range, ending no later than the text, in whole characters.
fn whole(text: &str, range: Range<usize>) -> Range<usize> {
    let down =
        |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    down(range.start)..down(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "# Tea\n\nWe drink **tea** in “cups” and {pots}, see [@lee].\n";

    #[test]
    fn a_seed_makes_the_same_mutants_and_another_makes_others() {
        let made = |seed| mutate(DRAFT, "Another paper.\n", MARKS, &mut Rng::with_seed(seed));
        assert_eq!(made(7), made(7));
        assert!((0..20).any(|seed| made(seed) != made(7)));
    }

    #[test]
    fn most_of_a_draft_is_left() {
        let kept = |seed| {
            let mutant = mutate(DRAFT, "Another paper.\n", MARKS, &mut Rng::with_seed(seed));
            mutant.contains("We drink") || mutant.contains("# Tea")
        };
        assert!((0..200).filter(|&seed| kept(seed)).count() > 100);
    }

    #[test]
    fn an_empty_draft_can_be_changed() {
        (0..500).for_each(|seed| drop(mutate("", "", MARKS, &mut Rng::with_seed(seed))));
    }
}
