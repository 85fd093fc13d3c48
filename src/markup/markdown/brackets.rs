/// The place of the bracket that closes the one at `open`, looking no further than `limit`.
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
    let mut depth = 0;
    let mut at = open;
    while at < limit {
        let byte = bytes[at];
        if byte == b'\\' {
            at += 2;
            continue;
        }
        if byte == opener {
            depth += 1;
            if depth > MAX_DEPTH {
                return None;
            }
        } else if byte == closer {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
        at += 1;
    }
    None
}

const MAX_DEPTH: u32 = 8;
const REACH: usize = 4000;
