/// Where each line of a text starts, so that an offset can be shown as a line and a column.
///
/// A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl LineIndex {
    /// Finds every line start of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let is_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !is_crlf {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts, len: text.len() as u32 }
    }

    /// How many lines there are; a text has at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The byte range of line `line` (from 0) with its line end, or an empty range past the last line.
    pub fn line_range(&self, line: usize) -> std::ops::Range<u32> {
        let start = self.starts.get(line).copied().unwrap_or(self.len);
        let end = self.starts.get(line + 1).copied().unwrap_or(self.len);
        start..end
    }

    /// Line and column of a byte offset of `text`, the text this index was made from.
    pub fn location(&self, text: &str, offset: u32) -> Location {
        let line = self.line_of(offset);
        let start = self.line_range(line).start;
        let before = text.get(start as usize..offset as usize).unwrap_or("");
        Location { line: line as u32 + 1, column: before.chars().count() as u32 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_every_kind_of_line_end_once() {
        let text = "a\nbé\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.count(), 4);
        assert_eq!(index.location(text, 5), Location { line: 2, column: 3 });
        assert_eq!(index.location(text, 7), Location { line: 3, column: 1 });
        assert_eq!(index.location(text, 9), Location { line: 4, column: 1 });
    }
}
