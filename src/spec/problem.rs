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
    /// A problem at the value of `path`, keys with dots between them.
    pub fn at(path: &str, message: impl Into<String>) -> Self {
        let path = path.split('.').filter(|key| !key.is_empty()).map(str::to_owned).collect();
        Self { message: message.into(), path, span: None }
    }
}

/// What Serde and the reader of TOML say, in the words of authors. Serde names fields and variants in a long list; the nearest one is
/// what an author needs.
pub fn plain_words(message: &str) -> String {
    if message == "wanted string or table" {
        return "expected a text in quotes".to_owned();
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
