/// How a file's bytes were turned into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Valid UTF-8, a byte order mark removed.
    Utf8,
    /// Not valid UTF-8, so each byte was read as the Latin-1 character of that number.
    Latin1,
    /// Not valid UTF-8, with bytes that Latin-1 has no character for: read as Windows-1252.
    Windows1252,
    /// UTF-16 with the low byte first, a byte order mark removed.
    Utf16Le,
    /// UTF-16 with the high byte first, a byte order mark removed.
    Utf16Be,
}

impl Encoding {
    /// Returns its name where it was guessed, since the file does not say it.
    pub fn guessed(self) -> Option<&'static str> {
        match self {
            Self::Latin1 => Some("Latin-1"),
            Self::Windows1252 => Some("Windows-1252"),
            _ => None,
        }
    }
}

/// The characters of Windows-1252 from 0x80 on; the five bytes that it leaves free are themselves.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Returns a text whose lines only carriage returns end, as once on the Macintosh, with line feeds in their place.
fn with_line_feeds(text: String) -> String {
    if has_returns_alone(text.as_bytes()) { text.replace('\r', "\n") } else { text }
}

/// Returns whether carriage returns end the lines, without line feeds.
fn has_returns_alone(bytes: &[u8]) -> bool {
    memchr::memchr(b'\r', bytes).is_some() && memchr::memchr(b'\n', bytes).is_none()
}

/// Returns a file whose bytes are characters: Windows-1252 where it holds one that Latin-1 lacks.
fn single_bytes(bytes: &[u8]) -> (String, Encoding) {
    if bytes.iter().any(|byte| (0x80..0xA0).contains(byte)) {
        let text = bytes.iter().map(|&byte| match byte {
            0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
            other => char::from(other),
        });
        return (text.collect(), Encoding::Windows1252);
    }
    (bytes.iter().map(|&byte| char::from(byte)).collect(), Encoding::Latin1)
}

fn windows_byte(c: char) -> Option<u8> {
    match WINDOWS.iter().position(|&known| known == c) {
        Some(at) => u8::try_from(0x80 + at).ok(),
        None => u8::try_from(c).ok(),
    }
}

/// U+FEFF, which tells the order of bytes where it stands first.
const MARK: char = '\u{FEFF}';

/// One file as it was loaded: its name as shown to people, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path or name shown in findings.
    pub name: String,
    /// The decoded text.
    pub text: String,
    /// How the bytes were decoded.
    pub encoding: Encoding,
}

impl Source {
    /// Returns a source from text that is already decoded.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), encoding: Encoding::Utf8 }
    }

    /// Decodes any bytes: UTF-16 where a byte order mark or the bytes themselves say so, UTF-8 where they are valid, else Latin-1. A byte order
    /// mark is dropped.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let name = name.into();
        if let Some((text, encoding)) = utf16(&bytes) {
            return Self { name, text, encoding };
        }
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with(MARK) {
                    text.drain(..MARK.len_utf8());
                }
                Self { name, text: with_line_feeds(text), encoding: Encoding::Utf8 }
            }
            Err(error) => {
                let (text, encoding) = single_bytes(error.as_bytes());
                Self { name, text: with_line_feeds(text), encoding }
            }
        }
    }

    /// Returns the bytes of a text that takes the place of `old`, a file of this encoding: with a byte order mark where that has one.
    /// `None` where the encoding lacks a character.
    pub fn encode(text: &str, encoding: Encoding, old: &[u8]) -> Option<Vec<u8>> {
        let is_single = matches!(encoding, Encoding::Utf8 | Encoding::Latin1 | Encoding::Windows1252);
        let returns = (is_single && has_returns_alone(old)).then(|| text.replace('\n', "\r"));
        let text = returns.as_deref().unwrap_or(text);
        match encoding {
            Encoding::Latin1 => text.chars().map(|c| u8::try_from(c).ok()).collect(),
            Encoding::Windows1252 => text.chars().map(windows_byte).collect(),
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => {
                let has_mark = old.starts_with(&encoding.bytes("\u{FEFF}", false));
                // Halves of characters, which UTF-16 may hold, were not read and would be lost.
                let is_whole = || encoding.bytes(&Self::decode("", old.to_vec()).text, has_mark) == old;
                (encoding == Encoding::Utf8 || is_whole()).then(|| encoding.bytes(text, has_mark))
            }
        }
    }
}

impl Encoding {
    /// Returns a unit of UTF-16 from its two bytes.
    fn unit(self, pair: [u8; 2]) -> u16 {
        if self == Self::Utf16Be { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    }

    /// Returns a text in any of the encodings of Unicode, after a byte order mark or without one.
    fn bytes(self, text: &str, has_mark: bool) -> Vec<u8> {
        let text = if has_mark { format!("{MARK}{text}") } else { text.to_owned() };
        match self {
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Utf8 | Self::Latin1 | Self::Windows1252 => text.into_bytes(),
        }
    }
}

/// Returns the text of bytes that are UTF-16. Where no mark says so, zero bytes do, which no text in another encoding has, as long as what
/// is decoded is text.
fn utf16(bytes: &[u8]) -> Option<(String, Encoding)> {
    let text = |encoding: Encoding| {
        char::decode_utf16(bytes.as_chunks::<2>().0.iter().map(move |&pair| encoding.unit(pair)))
    };
    let marked = match bytes {
        [0xFF, 0xFE, ..] => Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(Encoding::Utf16Be),
        _ => None,
    };
    if let Some(encoding) = marked {
        let text = text(encoding).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
        return Some((text.skip(1).collect(), encoding));
    }
    if memchr::memchr(0, bytes).is_none() || !bytes.len().is_multiple_of(2) {
        return None;
    }
    // A zero that slipped into a text in another encoding stands alone. In UTF-16 such bytes are half of Latin text, and one in twenty where
    // every byte is as likely as any other.
    let is_foreign = |byte: &&u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    if bytes.iter().filter(is_foreign).count() * 50 < bytes.len() {
        return None;
    }
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let readable = [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().filter_map(|encoding| {
        let text: String = text(encoding).map(|c| c.ok().filter(|&c| is_text(c))).collect::<Option<_>>()?;
        Some((text, encoding))
    });
    // Text in any script has more spaces and line ends than letters that look like them with their bytes swapped.
    readable.max_by_key(|(text, _)| text.bytes().filter(|byte| matches!(byte, b' ' | b'\n')).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decoded_is_encoded_as_before() {
        let utf16: [&[u8]; 4] =
            [b"\xFF\xFEn\0a\0\xEF\0", b"\xFE\xFF\0n\0a\0\xEF", b"n\0a\0\n\0", b"\0n\0a\0\n"];
        let others: [&[u8]; 4] = [b"\xEF\xBB\xBFna\xC3\xAFve", b"na\xEFve", b"plain\r\n", b"\xEF\xBB\xBF"];
        for bytes in utf16.into_iter().chain(others) {
            let source = Source::decode("draft", bytes.to_vec());
            assert_eq!(Source::encode(&source.text, source.encoding, bytes).as_deref(), Some(bytes));
        }
        assert_eq!(Source::encode("…", Encoding::Latin1, b"\xEF"), None);
    }

    #[test]
    fn utf16_is_known_by_its_mark_or_by_its_zeros() {
        for text in ["The tea.\nIt is warm.\n", "一杯の茶。\n「温かい」\n", "Чай 🍵 тёплый.\r\n"]
        {
            for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
                for has_mark in [true, false] {
                    let source = Source::decode("draft", encoding.bytes(text, has_mark));
                    assert_eq!((source.text.as_str(), source.encoding), (text, encoding), "mark: {has_mark}");
                }
            }
        }
        let cut = Source::decode("draft", b"\xFF\xFEa\0\0\xD8b\0c".to_vec());
        assert_eq!(cut.text, "a\u{FFFD}b");
        assert_eq!(Source::encode("a", cut.encoding, b"\xFF\xFEa\0\0\xD8b\0c"), None);
        // Bytes that are no text in any of them stay what they were.
        assert_eq!(Source::decode("draft", b"\0\x01\x01\0".to_vec()).encoding, Encoding::Utf8);
        let slip = format!("{}\0{}", "The tea is warm. ".repeat(5), "It was cold.");
        assert_eq!(Source::decode("draft", slip.into_bytes()).encoding, Encoding::Utf8);
        assert_eq!(Source::decode("draft", b"\0\0\xFF\xFF".to_vec()).encoding, Encoding::Latin1);
    }
}
