//! Text of others on its way to a terminal.
//!
//! A draft, a file name or a rule may hold escape sequences, bidi overrides and characters without a shape. None of them
//! reaches the terminal: each is shown as a visible sign, and its width is known so that marks stay under their text.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

/// One line of text with every invisible or commanding character made visible; a line end or tab reads as a space.
pub fn line(text: &str) -> Cow<'_, str> {
    let is_plain = text.bytes().all(|byte| matches!(byte, 0x20..0x7F));
    if is_plain || text.chars().all(|c| matches!(Shown::of(c), Shown::Itself(_))) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => clean.push(' '),
            _ => Shown::of(c).push_to(&mut clean),
        }
    }
    Cow::Owned(clean)
}

/// Several lines, each of them clean.
pub fn lines(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// JSON in which characters that change how others are shown are written as escapes, and so is the bracket of what could be taken for a
/// command. They stand in strings only, where an escape means the same.
pub fn json(json: &str) -> Cow<'_, str> {
    let is_command = |before: &str| before.ends_with("##") || before.ends_with("##vso");
    let has_command = json.match_indices('[').any(|(at, _)| json.get(..at).is_some_and(is_command));
    if !has_command && !json.chars().any(|c| c == '\u{7F}' || is_invisible(c)) {
        return Cow::Borrowed(json);
    }
    let mut clean = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\u{7F}' || is_invisible(c) || c == '[' && is_command(&clean) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(clean, "\\u{unit:04x}");
            }
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

/// Returns lines that are for programs and may be shown by one: a control character is shown and not obeyed, but for tabs and line ends.
pub fn controls(text: &str) -> Cow<'_, str> {
    let is_obeyed = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let is_lone_return =
        || memchr::memchr_iter(b'\r', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) != Some(&b'\n'));
    if !text.contains(is_obeyed) && !is_lone_return() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_line_end = c == '\r' && chars.peek() == Some(&'\n');
        match c {
            _ if is_line_end => clean.push(c),
            _ if is_obeyed(c) || c == '\r' => Shown::of(c).push_to(&mut clean),
            _ => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Text in which no line is a command to the program that runs jobs: GitHub and others obey lines that begin with `::word`, after any blanks,
/// or hold `##[word` or `##vso[`.
pub fn commands(text: &str) -> Cow<'_, str> {
    let has = |needle: &str| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
    if !has("::") && !has("##") {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 8);
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start();
        let after = rest.strip_prefix("::").and_then(|after| after.chars().next());
        if after.is_some_and(|c| c != ':' && !c.is_whitespace()) {
            clean.push_str(line.strip_suffix(rest).unwrap_or(""));
            clean.push('\\');
            clean.push_str(&rest.replace("##[", "##\\[").replace("##vso[", "##vso\\["));
        } else {
            clean.push_str(&line.replace("##[", "##\\[").replace("##vso[", "##vso\\["));
        }
    }
    Cow::Owned(clean)
}

/// Returns how many columns of a terminal a clean text takes.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// How one character is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Itself(char),
    /// As this other character: the picture of a control character.
    Picture(char),
    /// As four spaces.
    Tab,
    /// By its number: `\u{202e}`.
    Number(char),
}

impl Shown {
    /// Returns how `c` is shown.
    pub fn of(c: char) -> Self {
        match c {
            '\t' => Self::Tab,
            '\u{0}'..='\u{1F}' => Self::Picture(char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}')),
            '\u{7F}' => Self::Picture('\u{2421}'),
            _ if is_invisible(c) => Self::Number(c),
            _ => Self::Itself(c),
        }
    }

    /// Returns how many columns it takes.
    pub fn width(self) -> usize {
        match self {
            Self::Itself(c) | Self::Picture(c) => c.width().unwrap_or(0),
            Self::Tab => TAB.len(),
            Self::Number(c) => "\\u{}".len() + hex_digits(c),
        }
    }

    /// Writes it.
    pub fn push_to(self, text: &mut String) {
        match self {
            Self::Itself(c) | Self::Picture(c) => text.push(c),
            Self::Tab => text.push_str(TAB),
            Self::Number(c) => {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\u{{{:x}}}", c as u32);
            }
        }
    }
}

const TAB: &str = "    ";

fn hex_digits(c: char) -> usize {
    (c as u32).checked_ilog(16).unwrap_or(0) as usize + 1
}

/// Control characters above ASCII, and the format characters that change how others are shown or have no shape.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_overrides_are_shown_and_not_obeyed() {
        assert_eq!(
            line("red \u{1b}[31m, right \u{202e}, bell \u{7}, C1 \u{9b}31m"),
            "red ␛[31m, right \\u{202e}, bell ␇, C1 \\u{9b}31m"
        );
        assert_eq!(
            line("zero\u{200b}width\u{feff} tag\u{e0041}"),
            "zero\\u{200b}width\\u{feff} tag\\u{e0041}"
        );
    }

    #[test]
    fn json_means_the_same_and_commands_nothing() {
        assert_eq!(json("[\"a\u{202e}b\u{7f}\u{e0041}\"]"), r#"["a\u202eb\u007f\udb40\udc41"]"#);
    }

    #[test]
    fn no_line_is_a_command_to_whoever_runs_the_job() {
        assert_eq!(commands("a\n  ::error x::y\n::: note\n:: \n"), "a\n  \\::error x::y\n::: note\n:: \n");
        assert_eq!(commands("a ##[error]b ##vso[x]\n## [c]"), "a ##\\[error]b ##vso\\[x]\n## [c]");
        assert_eq!(json("[\"##[error]\"]"), "[\"##\\u005berror]\"]");
    }

    #[test]
    fn control_characters_are_shown_but_for_tabs_and_line_ends() {
        assert_eq!(controls("a\tb\r\nc\u{1b}[2J\rd\u{9b}"), "a\tb\r\nc␛[2J␍d\\u{9b}");
        assert!(matches!(controls("a\tb\r\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn letters_of_any_script_stay_as_they_are() {
        let text = "naïve e\u{301} 漢字 שלום p < .05 👩";
        assert!(matches!(line(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn widths_agree_with_what_is_written() {
        for c in ['a', '漢', '\t', '\u{1b}', '\u{7f}', '\u{202e}', '\u{e0041}', '\u{9b}', '\u{301}'] {
            let mut shown = String::new();
            Shown::of(c).push_to(&mut shown);
            assert_eq!(width(&shown), Shown::of(c).width(), "{c:?}");
        }
    }
}
