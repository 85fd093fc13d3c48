//! Which parts of a long line are shown.
//!
//! A paragraph, or a whole paper, may be one line. What is shown is the start of each mark with some text around it, never
//! wider than the terminal; `…` stands for what is left out, at the ends and between two marks that lie far apart.

use std::ops::Range;

use super::clean::Shown;

/// Cuts `line` to at most `width` columns around `marks`, which are byte ranges of it in order of importance.
pub fn crop(line: &str, marks: &[Range<usize>], width: usize) -> Cropped {
    let near = neighbourhood(line, marks, width);
    let text = line.get(near.clone()).unwrap_or("");
    let cells: Vec<Cell> = text
        .char_indices()
        .map(|(at, c)| {
            let shown = Shown::of(c);
            Cell {
                source: near.start + at,
                end: near.start + at + c.len_utf8(),
                shown,
                width: shown.width(),
                is_boundary: c == ' ' || shown.width() == 2,
            }
        })
        .collect();
    let cut = Cut { cells: &cells, has_more_before: near.start > 0, has_more_after: near.end < line.len() };
    let windows = cut.windows(marks, width);
    cut.write(&windows)
}

/// A line as shown, and where each of its bytes went.
#[derive(Debug, Default)]
pub struct Cropped {
    /// The text to show.
    pub text: String,
    /// For each character shown: its bytes in the line, and its bytes in `text`.
    places: Vec<(Range<usize>, Range<usize>)>,
}

impl Cropped {
    /// Returns where the byte range `mark` of the line is shown; empty, at the nearest place, if none of it is.
    pub fn range(&self, mark: &Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|(source, _)| source.end <= mark.start);
        let start = self.places.get(first).map_or(self.text.len(), |(_, shown)| shown.start);
        let after = self.places.partition_point(|(source, _)| source.start < mark.end);
        let end =
            after.checked_sub(1).and_then(|last| self.places.get(last)).map_or(start, |(_, shown)| shown.end);
        start..end.max(start)
    }
}

/// One character of the line.
struct Cell {
    source: usize,
    end: usize,
    shown: Shown,
    width: usize,
    /// Whether a line may be cut before it: a space, or a character of a script without them.
    is_boundary: bool,
}

/// Returns the part of a line that can matter: a line of megabytes is not measured for each of its findings.
fn neighbourhood(line: &str, marks: &[Range<usize>], width: usize) -> Range<usize> {
    let reach = width * 4;
    let first = marks.iter().map(|mark| mark.start).min().unwrap_or(0);
    let last = marks.iter().map(|mark| mark.end.min(mark.start + reach)).max().unwrap_or(0);
    let mut start = first.saturating_sub(reach).min(line.len());
    let mut end = (last + reach).min(line.len());
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    while !line.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

struct Cut<'c> {
    cells: &'c [Cell],
    has_more_before: bool,
    has_more_after: bool,
}

/// Between two windows.
const GAP: &str = " … ";
/// At a cut end.
const CUT: &str = "…";
/// Columns before a mark that are shown when the line starts there.
const NEAR: usize = 12;
/// A word longer than this is left out, and cut only where a mark begins with it.
const LONGEST_WORD: usize = 24;

impl Cut<'_> {
    /// Returns the ranges of cells to show, in order, disjoint.
    fn windows(&self, marks: &[Range<usize>], width: usize) -> Vec<Range<usize>> {
        let all = 0..self.cells.len();
        if !self.has_more_before && !self.has_more_after && self.width(&all) <= width {
            return vec![all];
        }
        let share = (width / marks.len().max(1)).saturating_sub(GAP.chars().count()).max(1);
        let mut cores: Vec<Range<usize>> = marks.iter().map(|mark| self.core(mark, share)).collect();
        if cores.is_empty() {
            cores.push(0..0);
        }
        cores.sort_by_key(|core| (core.start, core.end));
        let mut windows = self.merged(cores);
        loop {
            // Room for the signs of what is left out; windows that meet leave more.
            let count = windows.len();
            self.grow(&mut windows, width.saturating_sub(2 + (count - 1) * GAP.chars().count()));
            windows = self.merged(windows);
            if windows.len() == count {
                return windows;
            }
        }
    }

    /// Returns the cells of a mark that are shown in any case: its start, up to `share` columns. A few before it are shown if they are
    /// all there are, since `## ` is worth more than the sign of its absence.
    fn core(&self, mark: &Range<usize>, share: usize) -> Range<usize> {
        let start = self.cells.partition_point(|cell| cell.end <= mark.start);
        let is_near = !self.has_more_before && self.width(&(0..start)) <= NEAR.min(share / 2);
        let start = if is_near { 0 } else { start };
        let last = self.cells.partition_point(|cell| cell.source < mark.end).max(start);
        let mut columns = 0;
        let fits = |cell: &&Cell| {
            columns += cell.width;
            columns <= share
        };
        let end = start + self.cells.iter().take(last).skip(start).take_while(fits).count();
        let is_word = |at: &usize| *at > start && self.cells.get(*at).is_some_and(|cell| cell.is_boundary);
        let whole_words = (end.saturating_sub(LONGEST_WORD)..=end).rev().find(is_word);
        start..if end < last { whole_words.unwrap_or(end) } else { end }
    }

    /// Widens the windows by whole words, the narrowest first and twice as far to the right as to the left, while `room` columns last. So a
    /// place to cut a long sentence at is seen between its words, and not only the sentence's beginning.
    fn grow(&self, windows: &mut [Range<usize>], room: usize) {
        let mut open: Vec<usize> = (0..windows.len()).collect();
        while let Some(index) = open.iter().copied().min_by_key(|&index| self.width(&windows[index])) {
            let used: usize = windows.iter().map(|window| self.width(window)).sum();
            if !self.widen(windows, index, room.saturating_sub(used)) {
                open.retain(|&other| other != index);
            }
        }
    }

    /// Widens a window by a few words of at most `room` columns; whether it has become wider.
    fn widen(&self, windows: &mut [Range<usize>], index: usize, mut room: usize) -> bool {
        let before = if index == 0 { 0 } else { windows[index - 1].end };
        let after = windows.get(index + 1).map_or(self.cells.len(), |next| next.start);
        let window = &mut windows[index];
        let mut has_grown = false;
        for step in [Step::Right, Step::Left, Step::Right] {
            let wider = match step {
                Step::Right => window.start..self.word_after(window.end, after),
                Step::Left => self.word_before(window.start, before)..window.end,
            };
            let grown = self.width(&wider) - self.width(window);
            if wider != *window && grown <= room {
                room -= grown;
                *window = wider;
                has_grown = true;
            }
        }
        has_grown
    }

    /// Returns where the word ends that starts at `at` or after the spaces there, no later than `limit`; `at` where the word is too long to
    /// be shown whole.
    fn word_after(&self, at: usize, limit: usize) -> usize {
        let last = limit.min(at + LONGEST_WORD);
        let none = if last == limit { last.max(at) } else { at };
        (at + 1..last).find(|&at| self.cells[at].is_boundary).unwrap_or(none)
    }

    /// Returns where the word starts that ends at `at` or before the spaces there, no earlier than `limit`; `at` where the word is too
    /// long.
    fn word_before(&self, at: usize, limit: usize) -> usize {
        let first = limit.max(at.saturating_sub(LONGEST_WORD));
        (first..at.saturating_sub(1))
            .rev()
            .find(|&at| self.cells[at].is_boundary)
            .map_or(if first == limit { first.min(at) } else { at }, |space| space + 1)
    }

    /// Joins sorted ranges where what lies between takes no more room than the sign of its absence.
    fn merged(&self, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if self.width(&(last.end..range.start)) <= GAP.chars().count() => {
                    last.end = last.end.max(range.end);
                }
                _ => merged.push(range),
            }
        }
        merged
    }

    fn width(&self, range: &Range<usize>) -> usize {
        self.cells.get(range.clone()).unwrap_or(&[]).iter().map(|cell| cell.width).sum()
    }

    fn write(&self, windows: &[Range<usize>]) -> Cropped {
        let mut cropped = Cropped::default();
        for (index, window) in windows.iter().enumerate() {
            if index > 0 {
                cropped.text.push_str(GAP);
            } else if window.start > 0 || self.has_more_before {
                cropped.text.push_str(CUT);
            }
            for cell in self.cells.get(window.clone()).unwrap_or(&[]) {
                let start = cropped.text.len();
                cell.shown.push_to(&mut cropped.text);
                cropped.places.push((cell.source..cell.end, start..cropped.text.len()));
            }
        }
        if windows.last().is_some_and(|window| window.end < self.cells.len()) || self.has_more_after {
            cropped.text.push_str(CUT);
        }
        cropped
    }
}

#[derive(Clone, Copy)]
enum Step {
    Left,
    Right,
}

#[cfg(test)]
mod tests {
    use super::super::clean;
    use super::*;

    fn crop_one(line: &str, mark: Range<usize>, width: usize) -> Cropped {
        crop(line, std::slice::from_ref(&mark), width)
    }

    fn shown<'t>(cropped: &'t Cropped, mark: &Range<usize>) -> &'t str {
        cropped.text.get(cropped.range(mark)).unwrap()
    }

    #[test]
    fn a_line_that_fits_is_whole() {
        let cropped = crop_one("We tune it.", 3..7, 80);
        assert_eq!(cropped.text, "We tune it.");
        assert_eq!(shown(&cropped, &(3..7)), "tune");
    }

    #[test]
    fn a_paper_in_one_line_is_cut_around_the_mark() {
        let line = "word ".repeat(12_000) + "TARGET " + &"word ".repeat(12_000);
        let cropped = crop_one(&line, 60_000..60_006, 60);
        assert!(clean::width(&cropped.text) <= 60, "{}", cropped.text);
        assert!(cropped.text.starts_with("…word") && cropped.text.ends_with("word…"), "{}", cropped.text);
        assert_eq!(shown(&cropped, &(60_000..60_006)), "TARGET");
    }

    #[test]
    fn two_places_far_apart_are_both_shown() {
        let line = "word ".repeat(50) + "FIRST " + &"word ".repeat(50) + "SECOND " + &"word ".repeat(50);
        let (first, second) = (250..255, 506..512);
        let cropped = crop(&line, &[first.clone(), second.clone()], 70);
        assert!(clean::width(&cropped.text) <= 70, "{}", cropped.text);
        assert!(cropped.text.contains(" … "), "{}", cropped.text);
        assert_eq!(shown(&cropped, &first), "FIRST");
        assert_eq!(shown(&cropped, &second), "SECOND");
    }

    #[test]
    fn a_mark_longer_than_the_line_shows_its_start() {
        let line = "word ".repeat(20) + "START " + &"word ".repeat(200);
        let cropped = crop_one(&line, 100..900, 60);
        assert!(cropped.text.contains("START word"), "{}", cropped.text);
        assert!(clean::width(&cropped.text) <= 60);
        assert!(shown(&cropped, &(100..900)).starts_with("START"));
    }

    #[test]
    fn the_marks_of_a_heading_are_shown_before_its_words() {
        let line = "## ".to_owned() + &"word ".repeat(40);
        let cropped = crop_one(&line, 3..200, 60);
        assert!(cropped.text.starts_with("## word") && cropped.text.ends_with("word…"), "{}", cropped.text);
        assert!(clean::width(&cropped.text) <= 60);
    }

    #[test]
    fn wide_and_escaped_characters_are_counted_by_their_columns() {
        let line = "漢字".repeat(100) + "\u{202e}" + "X" + &"漢字".repeat(100);
        let at = line.find('X').unwrap();
        for width in 20..60 {
            let cropped = crop_one(&line, at..at + 1, width);
            assert!(clean::width(&cropped.text) <= width, "{width}: {}", cropped.text);
            assert_eq!(shown(&cropped, &(at..at + 1)), "X");
        }
    }

    #[test]
    fn an_empty_line_or_mark_does_no_harm() {
        assert_eq!(crop_one("", 0..0, 10).text, "");
        let cropped = crop_one("abc", 3..3, 10);
        assert_eq!(cropped.range(&(3..3)), 3..3);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn no_line_is_wider_than_asked_for(
            line in "[a-z \u{1b}\u{202e}漢\t]{0,300}",
            starts in proptest::collection::vec((0_usize..900, 0_usize..200), 1..5),
            width in 40_usize..120,
        ) {
            let floor = |at: usize| (0..=at.min(line.len())).rev().find(|&at| line.is_char_boundary(at)).unwrap();
            let marks: Vec<_> = starts.iter().map(|&(at, len)| floor(at)..floor(at + len)).collect();
            let cropped = crop(&line, &marks, width);
            proptest::prop_assert!(clean::width(&cropped.text) <= width, "{:?}", cropped.text);
            for mark in &marks {
                let shown = cropped.range(mark);
                proptest::prop_assert!(cropped.text.get(shown).is_some());
            }
        }
    }
}
