/// Returns what stands between the braces that `text` starts with, if it is attributes.
pub fn attribute_block(text: &str) -> Option<&str> {
    let inner = braced(text)?;
    are_attributes(inner).then_some(inner)
}

/// Returns what stands between the braces that `text` starts with; braces with more than a line or two between them are no pair.
pub fn braced(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('{')?;
    let len = rest.bytes().take(400).position(|byte| byte == b'}')?;
    rest.get(..len)
}

/// Returns the classes, the directive and the identifier among the attributes between braces: `.callout-note #id key=value`.
pub fn names(inner: &str) -> impl Iterator<Item = &str> + Clone {
    inner
        .split_whitespace()
        .filter(|word| !word.contains('='))
        .map(|word| word.trim_start_matches(['.', '#']))
}

/// Returns the title that attributes give to a div, or the style of a word processor that is named after what it holds.
pub fn title(inner: &str) -> Option<&str> {
    let (before, after) = ["title=", "custom-style="].iter().find_map(|key| inner.split_once(key))?;
    let value = match after.strip_prefix(['"', '\'']) {
        Some(quoted) => quoted.split(['"', '\'']).next(),
        None => after.split_whitespace().next(),
    }?;
    let value = value.strip_suffix(" Text").unwrap_or(value);
    before.ends_with([' ', '-']).then_some(value).or(before.is_empty().then_some(value))
}

/// Returns whether the text between two braces is attributes and not prose.
fn are_attributes(inner: &str) -> bool {
    let inner = inner.trim();
    match inner.as_bytes() {
        [] | [b'-'] => true,
        [b'#' | b'.', second, ..] => !second.is_ascii_whitespace(),
        [b'=', ..] => !inner.contains(char::is_whitespace),
        _ => inner.split_whitespace().next().is_some_and(|word| {
            word.split_once('=').is_some_and(|(key, _)| {
                !key.is_empty()
                    && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            })
        }),
    }
}
