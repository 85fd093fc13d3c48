//! Which words of a text are new.

use std::ops::Range;
use std::time::{Duration, Instant};

use similar::{DiffTag, TextDiff};

/// Returns the places of the words of `new` that are not in `old`, in bytes, in order and disjoint; where words were taken out the space that is left. Lines are
/// compared first, and of lines that differ the words, so that a paragraph on one
/// line does not change as a whole, and one that was wrapped anew does not change at all.
pub fn changed_words(old: &str, new: &str) -> Vec<Range<usize>> {
    // Git may keep a file with other line ends than it has here.
    let [old_keys, new_keys] =
        [old, new].map(|text| text.split_inclusive('\n').map(str::trim_ascii_end).collect::<Vec<_>>());
    let deadline = Instant::now() + MOST_TIME;
    let lines = TextDiff::configure().deadline(deadline).diff_slices(&old_keys, &new_keys);
    let (old_lines, new_lines) = (offsets(old), offsets(new));
    let mut changed = Vec::new();
    for op in lines.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
        let old_range = old_lines[op.old_range().start]..old_lines[op.old_range().end];
        let new_range = new_lines[op.new_range().start]..new_lines[op.new_range().end];
        let old_words = words(old.get(old_range).unwrap_or(""), 0);
        let new_words = words(new.get(new_range.clone()).unwrap_or(""), new_range.start);
        let (before, after) = (texts(&old_words), texts(&new_words));
        let words = TextDiff::configure().deadline(deadline).diff_slices(&before, &after);
        for op in words.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
            let words = new_words.get(op.new_range()).unwrap_or(&[]);
            changed.push(match (words.first(), words.last()) {
                (Some((first, _)), Some((last, word))) => *first..*last + word.len(),
                // Words were taken out between the one before and the one after.
                _ => {
                    let at = new_words.get(op.new_range().start).map_or(new_range.end, |(at, _)| *at);
                    let least = changed.last().map_or(0, |last: &Range<usize>| last.end);
                    let gap = gap(new, at);
                    gap.start.max(least).min(at)..at
                }
            });
        }
    }
    changed
}

/// Returns the space before a place, within a paragraph: the end of a paragraph has changed, too, where its last sentence was taken out.
fn gap(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or("");
    let start = before.trim_end().len();
    let is_one = before.get(start..).is_some_and(|space| space.matches('\n').count() <= 1);
    if is_one { start..at } else { at..at }
}

/// A text that was written anew has more changes than it pays to tell apart.
const MOST_TIME: Duration = Duration::from_secs(1);

/// Returns where each line starts, and where the last one ends.
fn offsets(text: &str) -> Vec<usize> {
    let mut offsets = vec![0];
    let mut at = 0;
    offsets.extend(text.split_inclusive('\n').map(|line| {
        at += line.len();
        at
    }));
    offsets
}

/// Returns the words of whole lines, and their empty lines, which part paragraphs; each with its place, the first line at `start`.
fn words(text: &str, start: usize) -> Vec<(usize, &str)> {
    let place = |part: &str| start + (part.as_ptr() as usize - text.as_ptr() as usize);
    let mut words = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(end) = line.get(line.len() - 1..).filter(|end| *end == "\n" && line.trim().is_empty()) {
            words.push((place(end), end));
        }
        words.extend(line.split_whitespace().map(|word| (place(word), word)));
    }
    words
}

fn texts<'t>(words: &[(usize, &'t str)]) -> Vec<&'t str> {
    words.iter().map(|(_, word)| *word).collect()
}

#[cfg(test)]
#[allow(clippy::string_slice, clippy::single_range_in_vec_init)]
mod tests {
    use super::*;

    fn new<'t>(old: &str, new: &'t str) -> Vec<&'t str> {
        changed_words(old, new).into_iter().map(|range| &new[range]).collect()
    }

    /// Returns where words were taken out and none put in.
    fn taken_out(old: &str, new: &str) -> Vec<[usize; 2]> {
        let changed = changed_words(old, new).into_iter();
        changed
            .filter(|range| new[range.clone()].trim().is_empty())
            .map(|range| [range.start, range.end])
            .collect()
    }

    #[test]
    fn words_that_were_not_there_are_new() {
        assert_eq!(new("a b c\n", "a x c\n"), ["x"]);
        assert_eq!(new("a\nb\n", "a\nx y\nb\n"), ["x y"]);
        assert_eq!(new("", "a b\n"), ["a b"]);
        assert!(new("a b\n", "a b\n").is_empty());
    }

    #[test]
    fn wrapping_anew_changes_nothing_and_joining_paragraphs_does() {
        assert!(new("a b c\nd e\n", "a b\nc d e\n").is_empty());
        assert_eq!(taken_out("a b\n\nc\n", "a b\nc\n"), [[3, 4]]);
        assert_eq!(new("a b\nc\n", "a b\n\nc\n"), ["\n"]);
        // An empty line may hold blanks of several bytes.
        assert_eq!(new("a b\nc\n", "a b\n\u{a0}\nc\n"), ["\n"]);
    }

    #[test]
    fn where_words_were_taken_out_is_known() {
        assert_eq!(taken_out("a b c d\n", "a d\n"), [[1, 2]]);
        assert_eq!(taken_out("a\nb\n", "a\n"), [[1, 2]]);
        assert_eq!(taken_out("a\n\nb\n\nc\n", "a\n\nc\n"), [[3, 3]]);
    }
}
