use std::borrow::Cow;

use crate::source::{Draft, Format, Span};

/// Returns how to write `text` where `span` stands, so that it reads as itself; `None` where it cannot be written there. Line ends are
/// kept.
pub fn written<'t>(draft: &Draft, span: Span, text: &'t str) -> Option<Cow<'t, str>> {
    let file = draft.file(draft.file_of(span.start));
    if !text.contains(|c: char| c.is_ascii_punctuation() && !is_plain(c)) {
        return Some(Cow::Borrowed(text));
    }
    match file.format {
        Format::Plain => Some(Cow::Borrowed(text)),
        Format::Latex => latex(text).map(Cow::Owned),
        Format::Markdown => Some(Cow::Owned(markdown(text))),
        // A cell is Markdown in a JSON string.
        Format::Notebook => {
            let quoted = serde_json::to_string(&markdown(text)).ok()?;
            Some(Cow::Owned(quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned()))
        }
    }
}

/// Marks that mean themselves wherever words may stand.
fn is_plain(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '?' | '-' | '\'' | '/' | '=' | '+')
}

fn latex(text: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        match c {
            '%' | '&' | '#' | '$' | '_' => written.extend(['\\', c]),
            // In the oldest font encoding these three are other marks.
            '<' => written.push_str("\\textless{}"),
            '>' => written.push_str("\\textgreater{}"),
            '|' => written.push_str("\\textbar{}"),
            '~' => written.push_str("\\textasciitilde{}"),
            '\\' => written.push_str("\\textbackslash{}"),
            '{' | '}' | '^' | '"' | '`' => return None,
            _ => written.push(c),
        }
    }
    Some(written)
}

/// Returns a backslash before a mark is always right in Markdown; it is left out where the mark cannot be markup.
fn markdown(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 4);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_free = is_plain(c) || matches!(c, '"' | '%');
        let opens_tag = !matches!(chars.peek(), Some(' ') | None);
        if c.is_ascii_punctuation() && !is_free && (!matches!(c, '<' | '>') || opens_tag) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn in_format(format: Format, text: &str) -> Option<String> {
        let draft = Draft::single(Source::new("draft", "a"), format);
        written(&draft, Span::new(0, 1), text).map(Cow::into_owned)
    }

    #[test]
    fn marks_of_the_markup_are_escaped() {
        let text = "p < .001, 5% of a_b";
        assert_eq!(in_format(Format::Plain, text).as_deref(), Some(text));
        assert_eq!(in_format(Format::Markdown, text).as_deref(), Some("p < .001, 5% of a\\_b"));
        assert_eq!(in_format(Format::Latex, text).as_deref(), Some("p \\textless{} .001, 5\\% of a\\_b"));
        assert_eq!(in_format(Format::Notebook, "the \"a_b\"").as_deref(), Some("the \\\"a\\\\_b\\\""));
    }

    #[test]
    fn what_latex_has_no_simple_form_for_is_not_written() {
        assert_eq!(in_format(Format::Latex, "a^b"), None);
        assert_eq!(in_format(Format::Latex, "a\nb").as_deref(), Some("a\nb"));
    }
}
