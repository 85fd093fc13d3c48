//! What an editor shows: an open buffer, and places in it as the protocol counts them.

use gen_lsp_types::{Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent};

use crate::source::LineIndex;

/// The unit in which an editor counts the columns of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, which every editor knows.
    #[default]
    Utf16,
    /// Characters (Unicode code points).
    Utf32,
}

impl Encoding {
    /// Returns the best of those that an editor offers: bytes need no counting.
    pub fn of(offered: &[PositionEncodingKind]) -> Self {
        let has = |kind: &PositionEncodingKind| offered.contains(kind);
        match () {
            () if has(&PositionEncodingKind::UTF8) => Self::Utf8,
            () if has(&PositionEncodingKind::UTF16) || !has(&PositionEncodingKind::UTF32) => Self::Utf16,
            () => Self::Utf32,
        }
    }

    /// Returns its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// Returns how many units a character takes.
    fn units(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text with its lines, for places to be counted in.
#[derive(Clone, Debug)]
pub struct Text {
    text: String,
    lines: LineIndex,
}

impl Text {
    /// Finds the lines of a text.
    pub fn new(text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self { text, lines }
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the byte of a place. One past the end of its line, or of the text, is the end; one within a character is its start.
    pub fn offset(&self, place: Position, encoding: Encoding) -> usize {
        let range = self.lines.line_range(place.line as usize);
        let (start, end) = (range.start as usize, range.end as usize);
        let line = self.text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
        let mut left = place.character as usize;
        let within = line.char_indices().find(|(_, character)| {
            let units = encoding.units(*character);
            let is_here = left < units;
            left = left.saturating_sub(units);
            is_here
        });
        start + within.map_or(line.len(), |(at, _)| at)
    }

    /// Returns the place of a byte.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let found = self.lines.location(&self.text, offset.min(self.text.len()) as u32);
        let column = match encoding {
            Encoding::Utf8 => found.utf8,
            Encoding::Utf16 => found.utf16,
            Encoding::Utf32 => found.column,
        };
        Position::new(found.line - 1, column - 1)
    }

    /// Returns the places of a range of bytes.
    pub fn range(&self, range: std::ops::Range<usize>, encoding: Encoding) -> Range {
        Range::new(self.position(range.start, encoding), self.position(range.end, encoding))
    }

    /// Makes changes one after the other, each of the text that the one before left.
    pub fn apply(&mut self, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    let (from, to) =
                        (self.offset(part.range.start, encoding), self.offset(part.range.end, encoding));
                    let mut text = std::mem::take(&mut self.text);
                    text.replace_range(from.min(to)..from.max(to), &part.text);
                    *self = Self::new(text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    *self = Self::new(whole.text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gen_lsp_types::TextDocumentContentChangePartial;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn every_character_is_found_again_in_each_unit() {
        let text = Text::new("aé🍵\r\n\u{301}b\rc\n🍵🍵".to_owned());
        for encoding in ALL {
            // The end of a line is no place of its own.
            let places = text.as_str().char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r'));
            for (at, _) in places {
                assert_eq!(text.offset(text.position(at, encoding), encoding), at, "{encoding:?}");
            }
        }
    }

    #[test]
    fn a_place_that_does_not_exist_is_the_nearest_before_it() {
        let text = Text::new("a🍵b\nc".to_owned());
        let at = |line, character| text.offset(Position::new(line, character), Encoding::Utf16);
        assert_eq!([at(0, 2), at(0, 3), at(0, 99), at(1, 99), at(7, 0)], [1, 5, 6, 8, 8]);
    }

    #[test]
    fn changes_are_made_in_order() {
        let mut text = Text::new("one two\nthree".to_owned());
        let part = |start, end, new: &str| {
            let range = Range::new(start, end);
            #[allow(deprecated, reason = "the struct has it still")]
            TextDocumentContentChangeEvent::from(TextDocumentContentChangePartial {
                range,
                range_length: None,
                text: new.to_owned(),
            })
        };
        let changes = vec![
            part(Position::new(0, 3), Position::new(0, 7), "\nzwei"),
            part(Position::new(1, 4), Position::new(2, 0), " "),
        ];
        text.apply(changes, Encoding::Utf16);
        assert_eq!(text.as_str(), "one\nzwei three");
    }

    #[test]
    fn bytes_are_taken_where_they_are_offered() {
        let kinds = [PositionEncodingKind::UTF32, PositionEncodingKind::UTF8];
        assert_eq!(
            [Encoding::of(&kinds), Encoding::of(&[]), Encoding::of(&kinds[..1])],
            [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]
        );
    }
}
