//! Keys as TeX reads them.

/// Returns a key between braces: a comment vanishes with its line end and the blanks after it, and any white space is one blank. Blanks at
/// the ends stay, since they are a part of it.
pub(super) fn key(written: &str) -> String {
    let mut key = String::with_capacity(written.len());
    let mut chars = written.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '%' => {
                while chars.next_if(|&char| char != '\n').is_some() {}
                chars.next();
                while chars.next_if(|&char| char == ' ' || char == '\t').is_some() {}
            }
            _ if char.is_whitespace() => {
                if !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            _ => key.push(char),
        }
    }
    key
}

/// Returns the value of `label` among settings such as `caption={A loop.}, label=lst:loop`.
pub(super) fn label_setting(settings: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut starts = vec![0];
    for (at, byte) in settings.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => starts.push(at + 1),
            _ => {}
        }
    }
    starts.into_iter().find_map(|start| {
        let (name, value) = settings.get(start..)?.split_once('=')?;
        let value = value.trim_start();
        let value = match value.strip_prefix('{') {
            Some(group) => group.split('}').next(),
            None => value.split(',').next(),
        }?;
        let is_key = !value.is_empty() && !value.contains(['\\', '(', '*', '#', '$']);
        (name.trim() == "label" && is_key).then(|| value.trim())
    })
}

/// Returns whether nothing but a dash or `to` stands between two references.
pub(super) fn is_dash(text: &str, from: usize, to: usize) -> bool {
    let between = text.get(from..to).unwrap_or("").trim_matches(['}', '~', ' ', '\n', '$', '{', '(', ')']);
    !between.is_empty()
        && between.len() <= 4
        && (between.bytes().all(|byte| byte == b'-') || matches!(between, "–" | "to" | "—"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_collapse_and_comments_vanish() {
        assert_eq!(key("sec:our \n  design"), "sec:our design");
        assert_eq!(key(" a%why\n   b"), " ab");
        assert_eq!(key("a%"), "a");
    }

    #[test]
    fn the_label_of_a_listing_is_found_among_its_settings() {
        assert_eq!(label_setting("caption={A, label=no}, label = lst:a"), Some("lst:a"));
        assert_eq!(label_setting("label={lst:b},float"), Some("lst:b"));
        assert_eq!(label_setting("label=(\\roman*)"), None);
        assert_eq!(label_setting("labelsep=1em"), None);
    }
}
