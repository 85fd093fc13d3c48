//! The lines of a paragraph are made one, since the Markdown parser takes as long for the end of a line as for a dozen words.

use std::ops::Range;

use super::fences;
use super::mask::Masker;

/// Where lines of running text stand.
#[derive(Debug, Default)]
pub struct Lines {
    /// The end of the last line of text, with its line end; 0 where the next line is not to be joined to it.
    end: usize,
    /// The start of the last line that was joined to the one before it.
    joined: usize,
    /// The last place where a tag may start.
    pub(super) last_tag: usize,
}

impl Masker<'_> {
    /// Joins the line that starts at `at` to the one before, if it goes on with the text of a paragraph whatever stands around them. Gives
    /// whether the next line may be joined to this one: it was joined itself, it starts a paragraph after an empty line, or an item.
    pub(super) fn join_line(&mut self, at: usize) -> bool {
        let line = self.bytes.get(at..).unwrap_or(b"");
        let goes_on = self.lines.end == at && at > 0;
        if goes_on && starts_text(&line[fences::indent(line)..]) {
            self.bytes[at - 1] = b' ';
            self.lines.joined = at;
            return true;
        }
        let opens = starts_item(line) || starts_text(line) && self.follows_blank_line(at);
        if goes_on && self.lines.joined > 0 {
            // The line before may turn out to be the head of a table, or a term.
            self.bytes[self.lines.joined - 1] = b'\n';
        }
        opens
    }

    /// Notes the end of a line of text. The next one is not joined to it after a hard break, and not where HTML may end there.
    pub(super) fn end_text_line(&mut self, line: Range<usize>) {
        let text = self.bytes[line.clone()].strip_suffix(b"\n");
        let goes_on =
            text.is_some_and(|text| !matches!(text, [.., b' ', b' '] | [.., b'\t' | b'\r' | b'\\']));
        if goes_on && self.lines.last_tag < line.start {
            self.lines.end = line.end;
        }
    }
}

/// Returns whether a line starts as only running text does: with a letter, a quotation mark, a citation, or something in bold.
fn starts_text(line: &[u8]) -> bool {
    match line {
        [b'*', b'*', next, ..] => next.is_ascii_alphanumeric(),
        [first, ..] => {
            first.is_ascii_alphabetic() || !first.is_ascii() || matches!(first, b'"' | b'\'' | b'@')
        }
        [] => false,
    }
}

fn starts_item(line: &[u8]) -> bool {
    matches!(line, [b'-' | b'*' | b'+', b' ', next, ..] if next.is_ascii_alphabetic())
}
