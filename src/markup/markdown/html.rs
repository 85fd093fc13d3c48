/// What an inline tag does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Nothing.
    Mark,
    /// A line break.
    Break,
    /// A raised number that is a mark and no word, with its end tag; the length of all of it.
    Note(usize),
}

/// Reads the tag that `rest` starts with.
pub fn tag(rest: &str) -> Tag {
    if starts_with(rest, "<br") {
        return Tag::Break;
    }
    if starts_with(rest, "<sup>")
        && let Some(inner) = rest.get("<sup>".len()..)
    {
        let mark =
            inner.bytes().take(40).take_while(|byte| byte.is_ascii_digit() || b",* -".contains(byte)).count();
        let after = inner.get(mark..).unwrap_or("");
        if mark > 0 && starts_with(after, "</sup>") {
            return Tag::Note("<sup>".len() + mark + "</sup>".len());
        }
    }
    Tag::Mark
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}
