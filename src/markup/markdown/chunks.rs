use std::ops::Range;

use super::front_matter::{lines, trimmed};
use super::mask::Masker;
use super::scalar;

/// Finds the captions that the options of an R Markdown or Quarto chunk give as plain strings: `fig.cap="…"` between the
/// braces, `#| fig-cap: …` in the lines after them. `chunk` starts at the opening brace.
pub fn captions(text: &str, chunk: Range<usize>, masker: &mut Masker<'_>) {
    let mut lines = lines(text, chunk);
    let Some(header) = lines.next() else { return };
    if let Some(value) = option(text, &header, "fig.cap", '=') {
        add(text, value, masker);
    }
    for line in lines {
        if !text.get(line.clone()).is_some_and(|line| line.starts_with("#|")) {
            return;
        }
        if let Some(value) =
            option(text, &line, "fig-cap", ':').or_else(|| option(text, &line, "tbl-cap", ':'))
        {
            add(text, value, masker);
        }
    }
}

/// What follows the name of an option and its sign, in the same line.
fn option(text: &str, line: &Range<usize>, name: &str, sign: char) -> Option<Range<usize>> {
    let content = text.get(line.clone())?;
    let after = memchr::memmem::find(content.as_bytes(), name.as_bytes())? + name.len();
    let rest = content.get(after..)?.trim_start().strip_prefix(sign)?;
    Some(trimmed(text, &(line.end - rest.len()..line.end)))
}

/// Only a string is a caption; a variable or a call is not read. A YAML value needs no quotation marks.
fn add(text: &str, value: Range<usize>, masker: &mut Masker<'_>) {
    let is_yaml = text.get(..value.start).is_some_and(|before| before.trim_end().ends_with(':'));
    let starts = text.get(value.clone()).unwrap_or("");
    if !(starts.starts_with(['"', '\'']) || is_yaml && !starts.starts_with(['|', '>', '!', '-', '['])) {
        return;
    }
    for caption in scalar::paragraphs(text, value, masker) {
        // Bookdown's `(ref:label)` stands for a paragraph that is read where it is written.
        if text.get(caption.clone()).is_some_and(|caption| caption.starts_with("(ref:")) {
            continue;
        }
        masker.scan(caption.clone());
        masker.caption(caption);
    }
}
