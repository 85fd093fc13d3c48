//! The files that Markdown reads in its place: Quarto's `{{< include f.qmd >}}`, the children of a knitr chunk, MyST's `{include}`.

use std::ops::Range;
use std::path::Path;

use super::chunks;
use super::front_matter::trimmed;
use crate::markup::Asked;
use crate::source::Format;

/// The file of a shortcode that takes a line of its own.
pub fn shortcode(text: &str, line: Range<usize>) -> Option<Asked> {
    let at = trimmed(text, &line);
    let inner = text.get(at.clone())?.strip_prefix("{{<")?.strip_suffix(">}}")?.trim();
    let target = inner.strip_prefix("include").filter(|target| target.starts_with(char::is_whitespace))?;
    asked(at, target.trim().trim_matches(['"', '\'']))
}

/// The file of a MyST directive, from its name to the end of the line: `{include} f.md`.
pub fn directive(text: &str, line: Range<usize>) -> Option<Asked> {
    let target = text.get(line.clone())?.strip_prefix("{include}")?.len();
    let at = trimmed(text, &(line.end - target..line.end));
    asked(at.clone(), text.get(at)?)
}

/// The files that a fenced block stands for, from what follows its fence to its end.
pub fn of_block(text: &str, block: Range<usize>) -> Vec<Asked> {
    let content = text.get(block.clone()).unwrap_or("");
    let mut lines = content.lines();
    let header = lines.next().unwrap_or("");
    let header_end = block.start + header.len();
    if header.starts_with("{include}") {
        let shows_code =
            lines.any(|line| [":literal:", ":code:"].iter().any(|option| line.starts_with(option)));
        let asked = (!shows_code).then(|| directive(text, block.start..header_end)).flatten();
        return asked.into_iter().collect();
    }
    if header.contains("eval=FALSE") || header.contains("eval = FALSE") {
        return Vec::new();
    }
    chunks::values(text, block, &["child"]).iter().flat_map(|value| children(text, value)).collect()
}

/// The names in `"a.Rmd"`, `c("a.Rmd", 'b.Rmd')` or `[a.Rmd, b.Rmd]`; what a call or a variable gives is not known.
fn children(text: &str, value: &chunks::Value) -> Vec<Asked> {
    let content = text.get(value.range.clone()).unwrap_or("");
    let (names, list_end) = match (content.strip_prefix("c("), content.strip_prefix('[')) {
        (Some(names), _) => (names, Some(')')),
        (None, Some(names)) => (names, Some(']')),
        (None, None) => (content, None),
    };
    let start = value.range.start + (content.len() - names.len());
    let names = list_end.map_or(names, |end| names.split(end).next().unwrap_or(""));
    let most = if list_end.is_some() { usize::MAX } else { 1 };
    let mut at = start;
    let mut found = Vec::new();
    for name in names.split([',', '}']).take(most) {
        let range = trimmed(text, &(at..at + name.len()));
        at += name.len() + 1;
        let is_quoted = name.trim().starts_with(['"', '\'']);
        if is_quoted || value.is_yaml {
            found.extend(asked(range, name.trim().trim_matches(['"', '\''])));
        }
    }
    found
}

/// Files of code, of data or of another markup hold no text that is read here.
fn asked(at: Range<usize>, target: &str) -> Option<Asked> {
    // A path that starts with a slash starts at the folder of the project.
    let target = target.strip_prefix('/').unwrap_or(target);
    let path = Path::new(target);
    let is_text = path.extension().is_none()
        || matches!(Format::from_path(path), Some(Format::Markdown | Format::Plain));
    (is_text && !target.is_empty()).then(|| Asked { at, target: target.to_owned(), is_required: true })
}
