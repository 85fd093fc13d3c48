//! What the first characters of a line mean in a dialect: verses, definitions, examples, targets, comments, items, tables of text.

use super::marks::MarkKind;
use super::mask::Masker;
use super::{keys, tables};
use crate::markup::Within;

impl Masker<'_> {
    /// Masks what opens the line whose first character stands at `first`; gives the place where its text goes on.
    pub(super) fn line_start(&mut self, first: usize, end: usize, limit: usize) -> usize {
        // Most lines start with a letter, and are not looked at.
        let opener = self
            .bytes
            .get(first)
            .filter(|byte| matches!(byte, b'+' | b'-' | b'|' | b':' | b'~' | b'(' | b'%' | b'\\' | b'*'));
        let line = opener.and_then(|_| self.text.get(first..end)).unwrap_or("");
        match opener {
            Some(b'-')
                if line.trim_end() == "---"
                    && self.depth == 0
                    && self.follows_blank_line(first)
                    && let Some(yaml) = keys::later_yaml(self.text, first) =>
            {
                let end = yaml.end;
                self.later.push(yaml);
                end
            }
            Some(b'+' | b'-') if line.starts_with("+-") || line.starts_with("--") => {
                tables::find(self.text, first, limit).map_or(first, |table| {
                    let end = table.end;
                    self.blank(table, MarkKind::Table);
                    end
                })
            }
            Some(b'+') if line.starts_with("+++") => self.block_break(line, first),
            Some(b'|') if self.is_verse(line, first) => self.hide_start(first, 1),
            Some(b':' | b'~') if self.is_definition(line, first) => {
                // As an item of a list it ends the term, which has a line of its own.
                self.bytes[first] = b'-';
                first + 1
            }
            Some(b'(') => self.label(line, first),
            Some(b'%') if line.starts_with("% ") && self.follows_blank_line(first) => {
                self.blank(first..end, MarkKind::Comment);
                end
            }
            Some(b'*') if line.starts_with("*[") => self.long_form(line, first),
            Some(b'\\') if line.starts_with("\\item") => self.item(line, first),
            _ => first,
        }
    }

    fn hide_start(&mut self, first: usize, len: usize) -> usize {
        self.ghost(first..first + len, MarkKind::Hidden);
        first + len
    }

    /// MyST parts blocks with `+++`, which may say that the abstract stands in the next one.
    fn block_break(&mut self, line: &str, first: usize) -> usize {
        let end = first + line.len();
        let data = line.trim_start_matches('+').trim();
        if !(data.is_empty() || data.starts_with('{')) {
            return first;
        }
        if std::mem::take(&mut self.in_part) {
            self.blank(first..first, MarkKind::Close);
        }
        self.in_part = data.contains("\"abstract\"");
        self.blank(
            first..end,
            if self.in_part { MarkKind::Open(Within::ABSTRACT) } else { MarkKind::Hidden },
        );
        end
    }

    /// Returns a line of verse has no other bar, as the row of a table has.
    fn is_verse(&self, line: &str, first: usize) -> bool {
        let starts = line.starts_with("| ") || line.trim_end() == "|";
        let before = self.line_before(first);
        let is_block = before.trim().is_empty() || before.trim_start().starts_with('|');
        starts && is_block && line.matches('|').count() == 1
    }

    /// Returns a definition follows its term, which is a paragraph of one line, or another definition. A caption stands beside a table.
    fn is_definition(&self, line: &str, first: usize) -> bool {
        if !(line.get(1..).is_some_and(|rest| rest.starts_with([' ', '\t']))) || line.contains("{#tbl") {
            return false;
        }
        let mut begin = self.line_begin(first);
        let mut before = self.line_before(begin);
        let is_loose = before.trim().is_empty();
        if is_loose {
            begin -= before.len();
            before = self.line_before(begin);
        }
        let term = before.trim_start();
        let is_after_definition = term.starts_with(": ") || term.starts_with("~ ");
        let is_term = !term.is_empty()
            && !term.starts_with(['|', '+', '#', '>', ':', '-', '`', '!', '<'])
            && self.opens_block(begin - before.len());
        (is_after_definition || is_term) && !(is_loose && self.precedes_table(first + line.len()))
    }

    /// Returns whether an empty line or the first line of a directive stands before a place.
    fn opens_block(&self, at: usize) -> bool {
        let before = self.line_before(at).trim();
        before.is_empty() || before.starts_with(":::") || before.starts_with("```")
    }

    /// Returns whether the paragraph that goes on at `at` stands before a table.
    fn precedes_table(&self, at: usize) -> bool {
        let mut rest =
            self.text.get(at..).unwrap_or("").lines().take(20).skip_while(|line| !line.trim().is_empty());
        let next = rest.find(|line| !line.trim().is_empty()).unwrap_or("");
        next.starts_with(['|', '+'])
            || next.trim_start().starts_with("---")
            || rest.next().is_some_and(|line| line.trim_start().starts_with("---"))
    }

    /// Returns the line before the one that holds a place, with its line end.
    fn line_before(&self, at: usize) -> &str {
        let begin = self.line_begin(at);
        let before = self.text.get(..begin).unwrap_or("");
        let start = before.strip_suffix('\n').and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        before.get(start..).unwrap_or("")
    }

    fn line_begin(&self, at: usize) -> usize {
        memchr::memrchr(b'\n', &self.text.as_bytes()[..at]).map_or(0, |end| end + 1)
    }

    /// `(@good)` numbers an example; `(label)=` on a line of its own names what follows it.
    fn label(&mut self, line: &str, first: usize) -> usize {
        let Some(len) = line.bytes().take(80).position(|byte| byte == b')') else { return first };
        let after = line.get(len + 1..).unwrap_or("");
        // Bookdown names its tables so: `(\#tab:cups) The caption.`
        let is_name = line.starts_with("(@") || line.starts_with("(\\#");
        if is_name && after.starts_with(' ') {
            return self.hide_start(first, len + 1);
        }
        if after.trim_end() == "=" {
            self.blank(first..first + line.len(), MarkKind::Hidden);
            return first + line.len();
        }
        first
    }

    /// `*[HTML]: HyperText Markup Language` spells an acronym out wherever it stands, and is no text.
    fn long_form(&mut self, line: &str, first: usize) -> usize {
        let len = line.bytes().take(60).position(|byte| byte == b']');
        let Some(len) = len.filter(|&len| line.get(len + 1..).is_some_and(|rest| rest.starts_with(": ")))
        else {
            return first;
        };
        self.acronyms.push(first + "*[".len()..first + len);
        self.blank(first..first + line.len(), MarkKind::Hidden);
        first + line.len()
    }

    /// Returns an item of a LaTeX list is an item of any list.
    fn item(&mut self, line: &str, first: usize) -> usize {
        let len = "\\item".len();
        if line.as_bytes().get(len).is_some_and(u8::is_ascii_alphabetic) {
            return first;
        }
        self.empty(first..first + len);
        // Further to the right, or with more space after it, the sign would make code of the item.
        self.bytes[first + 2] = b'-';
        first + len
    }
}
