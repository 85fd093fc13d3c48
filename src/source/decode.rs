use std::borrow::Cow;
use std::iter;

/// How a file's bytes were turned into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Valid UTF-8, a byte order mark removed.
    Utf8,
    /// UTF-16 with a byte order mark, and whether the smaller byte stands first.
    Utf16(bool),
    /// Not valid UTF-8, so each byte was read as the Latin-1 character of that number.
    Latin1,
    /// Not valid UTF-8, with bytes that Latin-1 has no character for: read as Windows-1252.
    Windows1252,
}

impl Encoding {
    /// Its name where it was guessed, since the file does not say it.
    pub fn guessed(self) -> Option<&'static str> {
        match self {
            Self::Utf8 | Self::Utf16(_) => None,
            Self::Latin1 => Some("Latin-1"),
            Self::Windows1252 => Some("Windows-1252"),
        }
    }
}

/// The characters of Windows-1252 from 0x80 on; the five bytes that it leaves free are themselves.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

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
    /// A source from text that is already decoded.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), encoding: Encoding::Utf8 }
    }

    /// Decodes any bytes: UTF-8 where they are valid, UTF-16 where a mark says so, else Latin-1 or Windows-1252. A byte order mark is
    /// dropped. Lines that only a carriage return ends, as once on the Macintosh, end in a line feed.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let name = name.into();
        let is_utf16 = |mark: [u8; 2]| bytes.starts_with(&mark) && bytes.len().is_multiple_of(2);
        let (text, encoding) = if is_utf16([0xFF, 0xFE]) {
            (utf16(&bytes, u16::from_le_bytes), Encoding::Utf16(true))
        } else if is_utf16([0xFE, 0xFF]) {
            (utf16(&bytes, u16::from_be_bytes), Encoding::Utf16(false))
        } else {
            match String::from_utf8(bytes) {
                Ok(mut text) => {
                    if text.starts_with('\u{FEFF}') {
                        text.drain(..'\u{FEFF}'.len_utf8());
                    }
                    (text, Encoding::Utf8)
                }
                Err(error) => single_bytes(error.as_bytes()),
            }
        };
        let text = if has_returns_alone(text.as_bytes()) { text.replace('\r', "\n") } else { text };
        Self { name, text, encoding }
    }

    /// The bytes of a text that takes the place of `old`, a file of this encoding: with a byte order mark and line ends as that has. `None`
    /// where the encoding lacks a character.
    pub fn encode(text: &str, encoding: Encoding, old: &[u8]) -> Option<Vec<u8>> {
        let had_returns = match encoding {
            Encoding::Utf16(_) => false,
            _ => has_returns_alone(old),
        };
        let text = &*if had_returns { text.replace('\n', "\r").into() } else { Cow::Borrowed(text) };
        match encoding {
            Encoding::Latin1 => text.chars().map(|c| u8::try_from(c).ok()).collect(),
            Encoding::Windows1252 => text.chars().map(windows_byte).collect(),
            Encoding::Utf16(is_little) => {
                let unit = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                Some(iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect())
            }
            Encoding::Utf8 => {
                let mark = "\u{FEFF}".as_bytes();
                let mark = if old.starts_with(mark) { mark } else { &[] };
                Some([mark, text.as_bytes()].concat())
            }
        }
    }
}

/// Whether carriage returns end the lines, without line feeds.
fn has_returns_alone(bytes: &[u8]) -> bool {
    memchr::memchr(b'\r', bytes).is_some() && memchr::memchr(b'\n', bytes).is_none()
}

/// The text behind a byte order mark.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).skip(1).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decoded_is_encoded_as_before() {
        for bytes in [&b"\xEF\xBB\xBFna\xC3\xAFve"[..], b"na\xEFve", b"plain\r\n", b"\xEF\xBB\xBF"] {
            let source = Source::decode("draft", bytes.to_vec());
            assert_eq!(Source::encode(&source.text, source.encoding, bytes).as_deref(), Some(bytes));
        }
        assert_eq!(Source::encode("…", Encoding::Latin1, b"\xEF"), None);
    }

    #[test]
    fn what_a_file_is_written_in_is_known_or_guessed() {
        for (bytes, text, encoding, guessed) in [
            (&b"One\rtwo\r\rthree"[..], "One\ntwo\n\nthree", Encoding::Utf8, None),
            (b"One\r\ntwo", "One\r\ntwo", Encoding::Utf8, None),
            (b"na\xEFve \x93tea\x94 \x85", "naïve “tea” …", Encoding::Windows1252, Some("Windows-1252")),
            (b"na\xEFve", "naïve", Encoding::Latin1, Some("Latin-1")),
            (b"\xFF\xFEa\x00\xE9\x00", "aé", Encoding::Utf16(true), None),
            (b"\xFE\xFF\x00a\x00\xE9", "aé", Encoding::Utf16(false), None),
        ] {
            let source = Source::decode("draft", bytes.to_vec());
            assert_eq!((source.text.as_str(), source.encoding), (text, encoding));
            assert_eq!(source.encoding.guessed(), guessed);
            assert_eq!(Source::encode(&source.text, source.encoding, bytes).as_deref(), Some(bytes));
        }
    }
}
