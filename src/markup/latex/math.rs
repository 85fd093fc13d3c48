//! What a formula in running text stands for, and where it ends.

use super::lexer::is_break;
use crate::markup::Placeholder;

/// Returns what inline math reads as: a number, a value with a relation, or neither.
pub(super) fn classify(math: &str) -> Placeholder {
    let mut seen = Seen::default();
    let bytes = math.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let len = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_alphabetic()).count().max(1);
                seen.command(bytes.get(at..at + len).unwrap_or(b""));
                at += len;
            }
            b'0'..=b'9' => seen.digit = true,
            b'=' | b'<' | b'>' => seen.relation = true,
            // The index in `x_1` is no value.
            b'_' => {
                seen.other = true;
                at += script_len(bytes, at);
            }
            b' ' | b'\t' | b'\n' | b'\r' | b'.' | b',' | b'+' | b'-' | b'%' | b'{' | b'}' | b'^' | b'/'
            | b':' | b'~' | b'(' | b')' => {}
            _ => seen.other = true,
        }
    }
    // Comparison signs that authors typed as such.
    seen.relation |= !math.is_ascii() && math.contains(['≤', '≥', '≈', '∼', '≃']);
    match seen {
        Seen { relation: true, digit: true, .. } => Placeholder::Statistic,
        Seen { relation: false, digit: true, other: false } => Placeholder::Number,
        _ => Placeholder::Math,
    }
}

/// Returns the end of inline math opened by a `$` before `start`: where its body ends and where reading goes on. A blank line closes
/// it, as in TeX.
pub(super) fn dollar_end(text: &str, start: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut first = None;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'$' if depth == 0 => return (at, at + 1),
            // A `$` inside a text argument belongs to it, unless the braces turn out not to match.
            b'$' if first.is_none_or(|dollar| at - dollar < LONGEST_TEXT) => first = first.or(Some(at)),
            b'$' => break,
            b'\n' if is_break(bytes, at) => break,
            _ => {}
        }
        at += 1;
    }
    let at = at.min(bytes.len());
    first.map_or((at, at), |dollar| (dollar, dollar + 1))
}

/// How far a `$` inside braces may lie before the one that closes the formula. Bounds the work on braces that never close.
const LONGEST_TEXT: usize = 2000;

/// Returns the end of math that `close` ends, one of `)`, `]` after a backslash or a doubled `$`; a blank line closes it, too.
pub(super) fn delimited_end(text: &str, start: usize, close: u8) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'$' if close == b'$' && bytes.get(at + 1) == Some(&b'$') => return (at, at + 2),
            b'\\' if bytes.get(at + 1) == Some(&close) && close != b'$' => return (at, at + 2),
            b'\\' => at += 1,
            b'\n' if is_break(bytes, at) => return (at, at),
            _ => {}
        }
        at += 1;
    }
    (bytes.len(), bytes.len())
}

#[derive(Clone, Copy, Default)]
struct Seen {
    relation: bool,
    digit: bool,
    other: bool,
}

impl Seen {
    fn command(&mut self, name: &[u8]) {
        match name {
            b"le" | b"leq" | b"leqslant" | b"ge" | b"geq" | b"geqslant" | b"lt" | b"gt" | b"approx"
            | b"sim" | b"simeq" | b"ll" | b"gg" | b"lesssim" | b"gtrsim" | b"neq" | b"ne" | b"equiv" => {
                self.relation = true
            }
            b"pm" | b"mp" | b"times" | b"cdot" | b"circ" | b"degree" | b"frac" | b"tfrac" | b"dfrac"
            | b"textbf" | b"mathbf" | b"boldsymbol" | b"bm" | b"mathrm" | b"text" | b"textrm" | b"quad"
            | b"left" | b"right" | b"%" | b"," | b";" | b"!" | b":" | b" " | b"$" | b"ldots" | b"dots" => {}
            _ => self.other = true,
        }
    }
}

/// Returns the length of a subscript at `at`: a group or one token.
fn script_len(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'{') => {
            let mut depth = 0_usize;
            for (len, byte) in bytes.iter().skip(at).enumerate() {
                match byte {
                    b'{' => depth += 1,
                    b'}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return len + 1;
                }
            }
            bytes.len() - at
        }
        Some(b'0'..=b'9') => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_numbers_from_statistics_from_symbols() {
        for number in ["31\\%", "-3.2", "10^{-3}", "\\pm 2", "1{,}000", "3 \\times 10^5", "45^\\circ"] {
            assert_eq!(classify(number), Placeholder::Number, "{number}");
        }
        for statistic in ["p < .05", "t(31) = 2.3", "n=5", "\\leq 3", "x \\approx 0.4", "p ≤ .01"] {
            assert_eq!(classify(statistic), Placeholder::Statistic, "{statistic}");
        }
        for math in ["n", "x_1", "x_1 = y", "\\alpha", "\\times", "-", "2n", "x_{1}=y_{2}"] {
            assert_eq!(classify(math), Placeholder::Math, "{math}");
        }
    }

    #[test]
    fn a_dollar_in_a_text_argument_does_not_end_the_formula() {
        assert_eq!(dollar_end("x \\text{if $y$}$ z", 0).1, 16);
        assert_eq!(dollar_end("\\left. x$", 0).1, 9);
        assert_eq!(dollar_end("{x$ y\n\nz", 0).1, 3);
        assert_eq!(dollar_end("x y\n\nz", 0), (3, 3));
    }
}
