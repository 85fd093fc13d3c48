/// How a file's bytes were turned into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Valid UTF-8, a byte order mark removed.
    Utf8,
    /// Not valid UTF-8, so each byte was read as the Latin-1 character of that number.
    Latin1,
}

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

    /// Decodes any bytes: UTF-8 where they are valid, else Latin-1. A byte order mark is dropped.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let name = name.into();
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with('\u{FEFF}') {
                    text.drain(..'\u{FEFF}'.len_utf8());
                }
                Self { name, text, encoding: Encoding::Utf8 }
            }
            Err(error) => {
                let text = error.as_bytes().iter().map(|&byte| char::from(byte)).collect();
                Self { name, text, encoding: Encoding::Latin1 }
            }
        }
    }

    /// The bytes of a text that takes the place of `old`, a file of this encoding: with a byte order mark where that has one. `None`
    /// where the encoding lacks a character.
    pub fn encode(text: &str, encoding: Encoding, old: &[u8]) -> Option<Vec<u8>> {
        match encoding {
            Encoding::Latin1 => text.chars().map(|c| u8::try_from(c).ok()).collect(),
            Encoding::Utf8 => {
                let mark = "\u{FEFF}".as_bytes();
                let mark = if old.starts_with(mark) { mark } else { &[] };
                Some([mark, text.as_bytes()].concat())
            }
        }
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
}
