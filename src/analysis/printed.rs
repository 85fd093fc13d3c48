//! A text as it is printed, as nearly as its source tells: what a venue counts by white space, and what an author knows again.
//!
//! How citations and references print is not in the source. So a group of citations is one word, as numbers in brackets are, and a citation
//! in a sentence two, as a name with a number is.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Paper;
use crate::markup::Placeholder;

/// Returns a part of the reading text as it is printed.
pub fn printed(paper: &Paper<'_>, range: Range<u32>) -> String {
    let reading = paper.document.reading();
    let mut out = String::new();
    for (at, c) in reading.slice(range.start, range.end).char_indices() {
        let start = range.start + at as u32;
        let source = || {
            let spans = reading.source_of(start, start + c.len_utf8() as u32);
            spans.first().map_or("", |span| paper.draft.text(*span))
        };
        match Placeholder::from_char(c) {
            None => out.push(c),
            Some(Placeholder::Citation) => out.push_str("[citation]"),
            Some(Placeholder::TextCitation) => out.push_str("Author [year]"),
            Some(Placeholder::Reference) => out.push('1'),
            Some(Placeholder::Code | Placeholder::Url) => out.push_str(bare(source())),
            Some(Placeholder::DisplayMath) => {}
            Some(Placeholder::Name) => out.push_str(source().trim_matches(['\\', '{', '}'])),
            Some(Placeholder::Math | Placeholder::Statistic | Placeholder::Number) => {
                math(source(), &mut out)
            }
        }
    }
    out
}

/// Returns how many words there are, as forms and word processors count them: by white space.
pub fn words(printed: &str) -> u32 {
    printed.split_whitespace().count() as u32
}

/// Code or an address without what sets it off.
fn bare(source: &str) -> &str {
    let inside = source.split_once('{').and_then(|(_, rest)| rest.strip_suffix('}'));
    inside.unwrap_or(source).trim_matches(['`', '<', '>'])
}

/// Math and numbers without their commands, and with spaces around what compares, as they are set.
fn math(source: &str, out: &mut String) {
    // Code is run when the paper is built; what it prints is not known.
    if source.starts_with('`') {
        return out.push('…');
    }
    let inside = source.trim_matches('$').trim_start_matches("\\(").trim_end_matches("\\)");
    let mut chars = inside.chars().peekable();
    let mut was_brace = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => command(&mut chars, out),
            '{' if was_brace => out.push(' '),
            '{' | '}' | '$' => {}
            '=' | '<' | '>' => compared(c, out),
            '~' => out.push(' '),
            _ => out.push(c),
        }
        was_brace = c == '}';
    }
}

/// A command, whose backslash has been read.
fn command(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, out: &mut String) {
    let mut name = String::new();
    while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
        name.push(letter);
    }
    if name.is_empty() {
        let Some(sign) = chars.next() else { return };
        return out.push(if matches!(sign, ',' | ';' | ':' | '!' | ' ' | '\\') { ' ' } else { sign });
    }
    let _ = chars.next_if_eq(&' ');
    match SIGNS.get(name.as_str()) {
        Some(&"-") => {}
        Some(&sign @ ("≤" | "≥" | "≠" | "≈" | "∼")) => {
            sign.chars().for_each(|sign| compared(sign, out))
        }
        Some(sign) => out.push_str(sign),
        None => out.push_str(&name),
    }
}

/// A sign that compares, with a space on each side.
fn compared(sign: char, out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push(sign);
    out.push(' ');
}

static SIGNS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("math_signs.txt").lines().filter(|line| !line.starts_with("# "));
    let signs = lines.filter_map(|line| line.split_once(' '));
    signs.flat_map(|(sign, names)| names.split(' ').map(move |name| (name, sign))).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn math_prints_as_it_is_set() {
        let cases = [
            ("$p<.004$", "p < .004"),
            ("$p = .004$", "p = .004"),
            ("\\(31\\%\\)", "31%"),
            ("\\SI{3}{km}", "3 km"),
            ("\\num{600000}", "600000"),
            ("$\\sim$1.5", "∼ 1.5"),
            ("$\\alpha \\leq 0.05$", "α ≤ 0.05"),
            ("$\\mathrm{F}_1$", "F_1"),
            ("`r n`", "…"),
        ];
        for (source, expected) in cases {
            let mut out = String::new();
            math(source, &mut out);
            let words: Vec<&str> = out.split_whitespace().collect();
            assert_eq!(words.join(" "), expected);
        }
    }
}
