//! The lines of a paragraph are made one, since the Markdown parser takes as long for the end of a line as for a dozen words.

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
    /// Joins the line that starts at `at` to the one before, if both are text of one paragraph whatever stands around them. Gives whether
    /// the line is such text: it starts with a letter, and stands after an empty line or after such a line.
    pub(super) fn join_line(&mut self, at: usize) -> bool {
        let goes_on = self.lines.end == at && at > 0;
        let is_text = self.bytes.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
        if is_text && goes_on {
            self.bytes[at - 1] = b' ';
            self.lines.joined = at;
        } else if goes_on && self.lines.joined > 0 && self.bytes.get(at) != Some(&b'\n') {
            // The line before may turn out to be the head of a table, or a term.
            self.bytes[self.lines.joined - 1] = b'\n';
        }
        is_text && (goes_on || self.follows_blank_line(at))
    }

    /// Notes the end of a line of text. The next one is not joined to it after a hard break, and not where HTML may end there.
    pub(super) fn end_text_line(&mut self, line: std::ops::Range<usize>) {
        let line_end = line.end;
        let goes_on = match self.bytes[line.clone()] {
            [.., before, b'\n'] => !matches!(before, b' ' | b'\t' | b'\r' | b'\\'),
            _ => false,
        };
        if goes_on && self.lines.last_tag < line.start {
            self.lines.end = line_end;
        }
    }
}
