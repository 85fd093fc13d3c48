use super::marks::GHOST;
use crate::markup::Placeholder;

/// Returns what inline math stands for in a sentence: a number, a statement about a value, or a symbol.
pub fn placeholder(math: &str) -> Placeholder {
    if is_number(math) {
        Placeholder::Number
    } else if has_relation(math) && math.bytes().any(is_digit) {
        Placeholder::Statistic
    } else {
        Placeholder::Math
    }
}

/// Returns whether text between `\(` and `\)` is math; Markdown also escapes plain parentheses so.
pub fn looks_like_math(inner: &str) -> bool {
    let inner = inner.trim().as_bytes();
    let is_symbol = inner.first().is_some_and(u8::is_ascii_alphabetic)
        && !inner.contains(&b'.')
        && !inner.windows(3).any(|three| three.iter().all(u8::is_ascii_alphabetic));
    is_symbol
        || inner.iter().any(|byte| matches!(byte, b'\\' | b'_' | b'^' | b'=' | b'<' | b'>' | b'+' | b'/'))
}

/// Returns whether text between `\[` and `\]` is math; Markdown also escapes plain brackets so.
pub fn looks_like_display(inner: &str) -> bool {
    let bytes = inner.as_bytes();
    bytes.windows(2).any(|pair| pair[0] == b'\\' && pair[1].is_ascii_alphabetic()) && !bytes.contains(&b'@')
}

/// Filler in math stands for a value that is computed when the paper is built.
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == GHOST
}

/// Returns whether only digits, signs, units of percent or degree and spacing commands stand in the math, and a digit at least.
fn is_number(math: &str) -> bool {
    let mut rest = math;
    let mut has_digit = false;
    while let Some(byte) = rest.bytes().next() {
        let command = COMMANDS.iter().find(|command| rest.starts_with(**command));
        let len = match byte {
            byte if is_digit(byte) => {
                has_digit = true;
                1
            }
            b'.' | b',' | b'%' | b'+' | b'-' | b' ' | b'\n' | b'\r' | b'{' | b'}' | b'^' | b'~' => 1,
            b'\\' => match command {
                Some(command) => command.len(),
                None => return false,
            },
            _ => return false,
        };
        rest = rest.get(len..).unwrap_or("");
    }
    has_digit
}

/// Commands that may stand in a number.
const COMMANDS: [&str; 12] =
    ["\\%", "\\,", "\\;", "\\:", "\\!", "\\ ", "\\pm", "\\times", "\\cdot", "\\circ", "\\degree", "\\sim"];

fn has_relation(math: &str) -> bool {
    math.bytes().any(|byte| matches!(byte, b'=' | b'<' | b'>'))
        || memchr::memchr_iter(b'\\', math.as_bytes()).any(|at| {
            let name = math.as_bytes().get(at + 1..).unwrap_or(b"");
            let len = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            RELATIONS.contains(&name.get(..len).unwrap_or(b""))
        })
        || !math.is_ascii() && math.contains(['≤', '≥', '≈'])
}

/// Commands that set two values beside each other.
const RELATIONS: [&[u8]; 11] =
    [b"le", b"ge", b"leq", b"geq", b"approx", b"sim", b"lt", b"gt", b"leqslant", b"geqslant", b"simeq"];
