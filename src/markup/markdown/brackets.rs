/// Returns the place of the bracket that closes the one at `open`, looking no further than `limit`.
///
/// Brackets nested deeper than a text has use for are not followed: it keeps the reader linear on a wall of brackets.
pub fn closing(bytes: &[u8], open: usize, limit: usize) -> Option<usize> {
    let opener = *bytes.get(open)?;
    let closer = match opener {
        b'[' => b']',
        b'{' => b'}',
        _ => b')',
    };
    let limit = limit.min(open + REACH).min(bytes.len());
    let mut depth = 1;
    let mut at = open + 1;
    while let Some(found) = memchr::memchr3(b'\\', opener, closer, bytes.get(at..limit)?) {
        at += found + 1;
        match bytes[at - 1] {
            b'\\' => at += 1,
            byte if byte == closer => depth -= 1,
            _ => depth += 1,
        }
        if depth == 0 {
            return Some(at - 1);
        }
        if depth > MAX_DEPTH {
            return None;
        }
    }
    None
}

const MAX_DEPTH: u32 = 8;
const REACH: usize = 4000;
