use std::ops::Range;

use super::marks::MarkKind;
use super::mask::Masker;
use super::rows::{lines, trimmed};
use super::scalar;

/// The value of an option of a chunk.
#[derive(Debug)]
pub struct Value {
    /// From its first byte; it may end before this does.
    pub range: Range<usize>,
    /// Whether it is YAML, where a string needs no quotation marks, and not R.
    pub is_yaml: bool,
}

/// Returns the values of the options with one of these names in an R Markdown or Quarto chunk: `name="…"` between the braces, and
/// `#| name: …` in the lines after them, where a value goes on in the lines that are further in. `chunk` starts at the brace.
pub fn values(text: &str, chunk: Range<usize>, names: &[&str]) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    let mut lines = lines(text, chunk);
    let Some(header) =
        lines.next().filter(|line| text.get(line.clone()).is_some_and(|line| line.starts_with('{')))
    else {
        return found;
    };
    let option = |line: &Range<usize>, sign| option(text, line, names, sign);
    found.extend(option(&header, '=').map(|range| Value { range, is_yaml: false }));
    let mut goes_on = false;
    for line in lines {
        let Some(content) = text.get(line.clone()).and_then(|line| line.strip_prefix("#|")) else { break };
        if goes_on && content.starts_with("  ") {
            if let Some(item) = content.trim_start().strip_prefix("- ") {
                // Each item of a list is a value of its own.
                let range = trimmed(text, &(line.end - item.len()..line.end));
                found.push(Value { range, is_yaml: true });
            } else if let Some(last) = found.last_mut() {
                last.range.end = trimmed(text, &line).end;
            }
            continue;
        }
        let yaml = option(&line, ':').map(|range| Value { range, is_yaml: true });
        let value = yaml.or_else(|| option(&line, '=').map(|range| Value { range, is_yaml: false }));
        goes_on = value.is_some();
        found.extend(value);
    }
    found
}

/// Finds the captions that the options of a chunk give as plain strings.
pub fn captions(text: &str, chunk: Range<usize>, masker: &mut Masker<'_>) {
    for value in values(text, chunk, &["fig.cap", "fig-cap", "tab.cap", "tbl-cap"]) {
        add(text, value, masker);
    }
}

/// Returns what follows the name of an option and its sign, in the same line: a line of its own after `#|`, or the header of the chunk.
fn option(text: &str, line: &Range<usize>, names: &[&str], sign: char) -> Option<Range<usize>> {
    let content = text.get(line.clone())?;
    let value = |sign: usize| trimmed(text, &(line.start + sign + 1..line.end));
    if let Some(option) = content.strip_prefix("#|") {
        let option = option.trim_start();
        let after = names.iter().find_map(|name| option.strip_prefix(name))?.trim_start();
        return after.starts_with(sign).then(|| value(content.len() - after.len()));
    }
    let ends_in_name = |before: &str| {
        let last = before.bytes().next_back();
        let mut names = names.iter().filter(|name| name.bytes().next_back() == last);
        let before = names.find_map(|name| before.strip_suffix(name))?;
        let last = before.bytes().next_back();
        last.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b".-_".contains(&byte)).then_some(())
    };
    memchr::memchr_iter(b'=', content.as_bytes())
        .find_map(|sign| ends_in_name(content.get(..sign)?.trim_ascii_end()).map(|()| value(sign)))
}

/// Only a string is a caption; a variable or a call is not read.
fn add(text: &str, value: Value, masker: &mut Masker<'_>) {
    let starts = text.get(value.range.clone()).unwrap_or("");
    if !(starts.starts_with(['"', '\'']) || value.is_yaml && !starts.starts_with('!')) {
        return;
    }
    for caption in scalar::paragraphs(text, value.range, masker) {
        // Bookdown's `(ref:label)` stands for a paragraph that is read where it is written.
        if text.get(caption.clone()).is_some_and(|caption| caption.starts_with("(ref:")) {
            continue;
        }
        for line in lines(text, caption.clone()) {
            if text.get(line.clone()).is_some_and(|line| line.starts_with("#|")) {
                masker.ghost(line.start..line.start + "#|".len(), MarkKind::Hidden);
            }
        }
        masker.scan(caption.clone());
        masker.caption(caption);
    }
}
