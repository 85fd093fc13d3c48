//! Web addresses and DOIs as authors type them.

use std::ops::Range;

/// Returns the address around the `/` at `slash`: `https://a.b/c`, `doi:10.1/x`, `10.1234/ab.c`. It starts at `from` at the earliest and
/// ends before `to`.
pub fn around(bytes: &[u8], slash: usize, from: usize, to: usize) -> Option<Range<usize>> {
    let after = bytes.get(slash + 1..to)?;
    let before = bytes.get(from.min(slash)..slash)?;
    let start = if let Some(scheme) = before.strip_suffix(b":") {
        let scheme = last(scheme, u8::is_ascii_alphabetic);
        let is_url = after.starts_with(b"/")
            && [&b"http"[..], b"https", b"ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        is_url.then_some(slash - 1 - scheme.len())?
    } else {
        let number = last(before, |byte| byte.is_ascii_digit() || *byte == b'.');
        if !number.starts_with(b"10.") {
            return None;
        }
        let start = slash - number.len();
        let name = &before[..before.len() - number.len()];
        let space = usize::from(name.ends_with(b" "));
        let is_named = name[..name.len() - space]
            .strip_suffix(b":")
            .is_some_and(|name| last(name, u8::is_ascii_alphabetic).eq_ignore_ascii_case(b"doi"));
        if is_named {
            start - space - "doi:".len()
        } else {
            let is_doi = number.len() >= 7 && after.first().is_some_and(u8::is_ascii_alphanumeric);
            is_doi.then_some(start)?
        }
    };
    Some(start..slash + 1 + len(after))
}

/// Returns the bytes of a kind at the end, at most a dozen.
fn last(bytes: &[u8], is_part: fn(&u8) -> bool) -> &[u8] {
    let len = bytes.iter().rev().take(12).take_while(|&byte| is_part(byte)).count();
    &bytes[bytes.len() - len..]
}

/// Returns how far an address goes on: to a space, a control character or a bracket, without the stop or comma after it.
fn len(rest: &[u8]) -> usize {
    let mut depth = 0_i32;
    let mut len = 0;
    for &byte in rest {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b'<' | b'>' | b'"' | b']' | b'}' | b'[' | b'|' => break,
            byte if byte <= b' ' => break,
            _ => {}
        }
        len += 1;
    }
    while len > 0 && b".,;:!?'*_`".contains(&rest[len - 1]) {
        len -= 1;
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        let bytes = text.as_bytes();
        let mut found: Vec<Range<usize>> = Vec::new();
        for slash in memchr::memchr_iter(b'/', bytes) {
            let from = found.last().map_or(0, |last| last.end);
            found.extend(around(bytes, slash, from, bytes.len()).filter(|_| slash >= from));
        }
        found.into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn finds_addresses_and_leaves_what_looks_like_them() {
        assert_eq!(
            addresses(
                "See https://a.b/c_(d), (http://x.y). doi: 10.1234/ab.c; 10.5555/x y. Not this: and/or 3/4, 10.5/7."
            ),
            ["https://a.b/c_(d)", "http://x.y", "doi: 10.1234/ab.c", "10.5555/x"]
        );
    }
}
