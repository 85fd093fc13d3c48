//! Files as the protocol names them: `file:` addresses, in which some bytes are written as `%20`.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

/// Returns the path that an address names; none where it names no file on this machine, as for a text that was never saved.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    if !rest.starts_with('/') {
        return None;
    }
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let decoded = decode(rest.get(..end)?)?;
    Some(PathBuf::from(without_slash_before_a_drive(&decoded)))
}

/// Returns the address of an absolute path.
pub fn of(path: &Path) -> Uri {
    let path = path.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    let mut uri = format!("file://{slash}");
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                uri.push(char::from(byte))
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Uri(uri)
}

/// Returns the text with each `%20` as the byte that it stands for; none where the bytes are no text, or hold a zero.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = (*first == b'%').then(|| after.split_at_checked(2)).flatten();
        let byte =
            digits.and_then(|(digits, _)| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (byte, digits) {
            (Some(byte), Some((_, after))) => {
                bytes.push(byte);
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

/// `/C:/paper.tex` is `C:/paper.tex`.
fn without_slash_before_a_drive(path: &str) -> &str {
    match path.as_bytes() {
        [b'/', drive, b':', ..] if cfg!(windows) && drive.is_ascii_alphabetic() => {
            path.trim_start_matches('/')
        }
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_again() {
        for name in ["/a/paper.tex", "/a b/ä ñ/100%.md", "/a#b/c?d.md", "/%41.md"] {
            assert_eq!(path(&of(Path::new(name))).as_deref(), Some(Path::new(name)));
        }
    }

    #[test]
    fn what_is_no_file_here_has_no_path() {
        for uri in [
            "untitled:Untitled-1",
            "https://example.org/a.tex",
            "file://server/share/a.tex",
            "file:///a%00.md",
            "file:///%ff.md",
        ] {
            assert_eq!(path(&Uri(uri.to_owned())), None, "{uri}");
        }
        assert_eq!(path(&Uri("file:///a%2.md".to_owned())), Some(PathBuf::from("/a%2.md")));
    }
}
