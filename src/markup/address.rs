//! Web addresses and DOIs as authors type them.

use std::ops::Range;

/// The address around the `:` or `/` at `sign`: `https://a.b/c`, `doi:10.1/x`, `10.1234/ab.c`. It starts at `from` at the earliest and
/// ends before `to`.
pub fn around(bytes: &[u8], sign: usize, from: usize, to: usize) -> Option<Range<usize>> {
    let after = bytes.get(sign + 1..to)?;
    let before = bytes.get(from.min(sign)..sign)?;
    let back =
        |is_part: fn(&u8) -> bool| before.iter().rev().take(12).take_while(|&byte| is_part(byte)).count();
    let start = if bytes[sign] == b':' {
        let word = sign - back(u8::is_ascii_alphabetic);
        let name = &bytes[word..sign];
        let is_url = after.starts_with(b"//")
            && [&b"http"[..], b"https", b"ftp"].iter().any(|scheme| name.eq_ignore_ascii_case(scheme));
        let is_doi =
            name.eq_ignore_ascii_case(b"doi") && (after.starts_with(b"10.") || after.starts_with(b" 10."));
        (is_url || is_doi).then_some(word)?
    } else {
        let number = sign - back(|byte| byte.is_ascii_digit() || *byte == b'.');
        let is_doi = bytes[number..sign].starts_with(b"10.") && sign - number >= 7;
        (is_doi && after.first().is_some_and(u8::is_ascii_alphanumeric)).then_some(number)?
    };
    let skipped = usize::from(after.first() == Some(&b' '));
    Some(start..sign + 1 + skipped + len(&after[skipped..]))
}

/// How far an address goes on: to a space, a control character or a bracket, without the stop or comma after it.
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
        for sign in memchr::memchr2_iter(b':', b'/', bytes) {
            let from = found.last().map_or(0, |last| last.end);
            found.extend(around(bytes, sign, from, bytes.len()).filter(|_| sign >= from));
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
