//! What is wrong with a rule file, and how to say so.

use super::nearest;

/// What is wrong with a rule file, with the keys that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecProblem {
    /// What is wrong and how to mend it.
    pub message: String,
    /// The keys from the top of the file, array indices as numbers; empty for the file as a whole.
    pub path: Vec<String>,
    /// The bytes of the file, where they are known.
    pub span: Option<std::ops::Range<usize>>,
}

impl SpecProblem {
    /// Returns a problem at the value of `path`, keys with dots between them.
    pub fn at(path: &str, message: impl Into<String>) -> Self {
        let path = path.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect();
        Self { message: message.into(), path, span: None }
    }

    /// Returns what keeps a text from being the TOML that is asked for, in the words of authors.
    pub fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let unquoted =
            error.span().filter(|_| is_unquoted(error.message())).map(|span| word_at(text, span.start));
        let message = match unquoted.filter(|word| !word.is_empty()) {
            Some(word) => format!("`{word}` stands without quotes; write \"{word}\""),
            None => plain_words(error.message()),
        };
        Self { message, path: Vec::new(), span: error.span() }
    }
}

/// Returns whether the reader of TOML met a word where it looked for a value. It takes one in `n` for `nan`, and one in `t` for `true`.
fn is_unquoted(message: &str) -> bool {
    ["string values must be quoted", "invalid float, expected `", "invalid boolean, expected `"]
        .iter()
        .any(|start| message.starts_with(start))
}

/// Returns the word that a place in a text lies in.
fn word_at(text: &str, at: usize) -> &str {
    let is_end = |c: char| !(c.is_alphanumeric() || c == '-' || c == '_');
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.trim_end_matches(|c| !is_end(c)).len();
    let end = at + after.find(is_end).unwrap_or(after.len());
    text.get(start..end).unwrap_or("")
}

/// Returns what Serde and the reader of TOML say, in the words of authors. Serde names fields and variants in a long list; the nearest one
/// is what an author needs.
pub fn plain_words(message: &str) -> String {
    let known = [
        ("wanted string or table", "expected a text in quotes"),
        ("key with no value, expected `=`", "a key and its value have `=` between them"),
        ("invalid basic string, expected `\"`", "this text has no quote at its end"),
    ];
    if let Some((_, words)) = known.iter().find(|(said, _)| *said == message) {
        return (*words).to_owned();
    }
    if let Some((found, wanted)) = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    {
        let wanted = match wanted {
            "u32" => "a whole number from 0 on",
            "a string" => "a text in quotes",
            "a sequence" => "a list such as [\"ASR\"]",
            "a boolean" => "true or false",
            _ if wanted.starts_with("struct ") || wanted == "a map" => "a table",
            other => other,
        };
        let found = match found.split_once(' ') {
            Some(("string", text)) => format!("the text {text}"),
            Some(("integer", number)) => format!("the number {number}"),
            _ => found.replacen("sequence", "a list", 1).replacen("map", "a table", 1),
        };
        return format!("expected {wanted}, found {found}");
    }
    for (start, what) in [("unknown field `", "key"), ("unknown variant `", "value")] {
        let Some((wrong, rest)) = message.strip_prefix(start).and_then(|rest| rest.split_once('`')) else {
            continue;
        };
        let known = rest.split('`').skip(1).step_by(2);
        return match nearest(wrong, known.clone()) {
            Some(near) => format!("unknown {what} `{wrong}`; did you mean `{near}`?"),
            None => format!("unknown {what} `{wrong}`; known are {}", known.collect::<Vec<_>>().join(", ")),
        };
    }
    message.to_owned()
}
