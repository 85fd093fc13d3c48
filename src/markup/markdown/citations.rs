use crate::markup::Placeholder;

/// The length of the key that follows an `@`: letters, digits and single inner punctuation, or anything between braces.
pub fn key(rest: &[u8]) -> Option<usize> {
    if rest.first() == Some(&b'{') {
        if rest.get(1) == Some(&b'{') {
            return None;
        }
        return rest.iter().take(300).position(|&byte| byte == b'}').map(|at| at + 1);
    }
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let mut end = 0;
    for (at, &byte) in rest.iter().enumerate() {
        // Dashes and quotation marks are three bytes that start so.
        if is_word(byte) && !rest[at..].starts_with(&[0xE2, 0x80]) {
            end = at + 1;
        } else if at == 0 || !b":.#$%&-+?<>~/".contains(&byte) || at > end {
            break;
        }
    }
    (end > 0).then_some(end)
}

/// What a key in the text or the first key of a bracket stands for.
pub fn target(key: &[u8], otherwise: Placeholder) -> Placeholder {
    let key = key.strip_prefix(b"{").unwrap_or(key);
    let prefix = key.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_reference = matches!(key.get(prefix), Some(b':' | b'-'))
        && PREFIXES.iter().any(|known| key[..prefix].eq_ignore_ascii_case(known.as_bytes()));
    if is_reference { Placeholder::Reference } else { otherwise }
}

/// What pandoc-crossref, Quarto and bookdown write before the name of a figure, table or the like.
const PREFIXES: [&str; 20] = [
    "fig", "tbl", "tab", "table", "figure", "sec", "eq", "eqn", "lst", "thm", "lem", "cor", "prp", "def",
    "exm", "app", "suppfig", "supptbl", "alg", "nte",
];

/// The first key between two brackets, where they hold a citation group.
pub fn first_key(inner: &[u8]) -> Option<&[u8]> {
    for (at, &byte) in inner.iter().enumerate() {
        if byte != b'@' {
            continue;
        }
        let before = at.checked_sub(1).map(|before| inner[before]);
        let starts_word = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'\\');
        if starts_word && let Some(len) = key(&inner[at + 1..]) {
            return Some(&inner[at + 1..at + 1 + len]);
        }
    }
    None
}

/// What a MyST role makes of the code after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A placeholder.
    Word(Placeholder),
    /// Its text.
    Text,
}

/// The role of that name.
pub fn role(name: &str) -> Option<Role> {
    let name = name.strip_prefix("external+").unwrap_or(name);
    let placeholder = match name {
        "cite:t" | "cite:ts" | "cite:ct" => Placeholder::TextCitation,
        "ref" | "numref" | "eq" | "doc" | "prf:ref" => Placeholder::Reference,
        "math" => Placeholder::Math,
        _ if name.starts_with("cite") => Placeholder::Citation,
        "term" | "abbr" | "sub" | "sup" | "subscript" | "superscript" | "emphasis" | "strong"
        | "underline" | "smallcaps" | "del" => return Some(Role::Text),
        _ => return None,
    };
    Some(Role::Word(placeholder))
}
