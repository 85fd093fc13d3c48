/// Where each line of a text starts, so that an offset can be shown as a line and a column.
///
/// A line ends at `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
    /// What stands before each block of [`BLOCK`] bytes, so that a column is found without reading a long line from its start.
    before: Vec<Count>,
}

/// Characters, and those of them that are two code units of UTF-16.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    characters: u32,
    wide: u32,
}

/// Bytes between two counts.
const BLOCK: usize = 256;

impl Count {
    /// Counts the bytes that start a character.
    fn of(bytes: &[u8]) -> Self {
        if bytes.is_ascii() {
            return Self { characters: bytes.len() as u32, wide: 0 };
        }
        let count = |starts: fn(&&u8) -> bool| bytes.iter().filter(starts).count() as u32;
        Self { characters: count(|byte| (**byte & 0xC0) != 0x80), wide: count(|byte| **byte >= 0xF0) }
    }

    fn and(self, other: Self) -> Self {
        Self { characters: self.characters + other.characters, wide: self.wide + other.wide }
    }
}

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters (Unicode code points), from 1.
    pub column: u32,
    /// Column in UTF-16 code units, from 1.
    pub utf16: u32,
    /// Column in bytes of UTF-8, from 1.
    pub utf8: u32,
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
        let mut before = vec![Count::default()];
        for block in bytes.chunks_exact(BLOCK) {
            before.push(before.last().copied().unwrap_or_default().and(Count::of(block)));
        }
        Self { starts, len: text.len() as u32, before }
    }

    /// Returns how many lines there are; a text has at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Returns the line, from 0, that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Returns the byte range of line `line` (from 0) with its line end, or an empty range past the last line.
    pub fn line_range(&self, line: usize) -> std::ops::Range<u32> {
        let start = self.starts.get(line).copied().unwrap_or(self.len);
        let end = self.starts.get(line + 1).copied().unwrap_or(self.len);
        start..end
    }

    /// Line and columns of a byte offset of `text`, the text this index was made from.
    pub fn location(&self, text: &str, offset: u32) -> Location {
        let line = self.line_of(offset);
        let start = self.line_range(line).start;
        let (from, to) = (self.before(text, start), self.before(text, offset));
        let characters = to.characters - from.characters;
        Location {
            line: line as u32 + 1,
            column: characters + 1,
            utf16: characters + to.wide - from.wide + 1,
            utf8: offset - start + 1,
        }
    }

    /// Returns what stands before an offset.
    fn before(&self, text: &str, offset: u32) -> Count {
        let block = (offset as usize / BLOCK).min(self.before.len() - 1);
        let rest = text.as_bytes().get(block * BLOCK..offset as usize).unwrap_or_default();
        self.before.get(block).copied().unwrap_or_default().and(Count::of(rest))
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
        let at = |offset| {
            let found = index.location(text, offset);
            (found.line, found.column)
        };
        assert_eq!((at(5), at(7), at(9)), ((2, 3), (3, 1), (4, 1)));
    }

    #[test]
    fn columns_are_counted_in_each_unit_also_far_along_a_line() {
        let text = format!("one\r\n{}", "é🍵a".repeat(3000));
        let index = LineIndex::new(&text);
        for (offset, c) in text.char_indices().filter(|(offset, _)| offset % 97 < 8) {
            let before = text.get(..offset).unwrap_or("");
            let line = before.rsplit('\n').next().unwrap_or("");
            let found = index.location(&text, offset as u32);
            let expected = (line.chars().count() + 1, line.encode_utf16().count() + 1, line.len() + 1);
            assert_eq!((found.column as usize, found.utf16 as usize, found.utf8 as usize), expected, "{c}");
        }
    }
}
