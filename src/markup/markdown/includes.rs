//! The files that Markdown reads in its place: Quarto's `{{< include f.qmd >}}`, the children of a knitr chunk, MyST's `{include}`,
//! LaTeX's `\input`.

use std::ops::Range;
use std::path::Path;

use super::rows::{lines, trimmed};
use super::{chunks, directives};
use crate::markup::{Asked, latex};
use crate::source::Format;

/// Returns the file of a shortcode that takes a line of its own.
pub fn shortcode(text: &str, line: Range<usize>) -> Option<Asked> {
    let at = trimmed(text, &line);
    let inner = text.get(at.clone())?.strip_prefix("{{<")?.strip_suffix(">}}")?.trim();
    let target = inner.strip_prefix("include").filter(|target| target.starts_with(char::is_whitespace))?;
    asked(at, target.trim().trim_matches(['"', '\'']))
}

/// Returns the file of a LaTeX command that takes a line of its own: `\input{methods}`.
pub fn input(text: &str, line: Range<usize>) -> Option<Asked> {
    let at = trimmed(text, &line);
    let mut asked = latex::Includes::new(text.get(at.clone())?);
    let asked = asked.next().filter(|asked| asked.at == (0..at.len()) && asked.is_required)?;
    Some(Asked { at, ..asked })
}

/// Returns the file of a MyST directive, whose first line holds `line`, from the name on: `{include} f.md`. None where it is shown as code.
pub fn directive(text: &str, line: Range<usize>) -> Option<Asked> {
    let target = text.get(line.clone())?.strip_prefix("{include}")?.len();
    let at = trimmed(text, &(line.end - target..line.end));
    let is_code = options(text, at.end).any(|(name, _)| matches!(name, "literal" | "code" | "lang"));
    if is_code { None } else { asked(at.clone(), text.get(at)?) }
}

/// Returns what of a file is read that is named up to `at`, and how many levels its headings go down: what the options of MyST's directive
/// say.
pub fn selected(text: &str, at: Range<usize>, file: &str) -> (Range<usize>, i8) {
    let (mut range, mut deeper) = (0..file.len(), 0);
    let is_directive = text.get(..at.start).is_some_and(|before| before.trim_end().ends_with("{include}"));
    for (name, value) in options(text, at.end).take_while(|_| is_directive) {
        let found = || Some(range.start + file.get(range.clone())?.find(value)?);
        match name {
            "start-line" => range.start = line_start(file, value).unwrap_or(range.start),
            "end-line" => range.end = line_start(file, value).unwrap_or(range.end),
            "start-after" => range.start = found().map_or(range.start, |at| at + value.len()),
            "end-before" => range.end = found().unwrap_or(range.end),
            "heading-offset" => deeper = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    (range.start.min(range.end)..range.end, deeper)
}

/// Returns where a line starts; lines count from 0, or from the end where the number is negative.
fn line_start(file: &str, number: &str) -> Option<usize> {
    let number: isize = number.parse().ok()?;
    let count = lines(file, 0..file.len()).count();
    let index = if number < 0 { count.saturating_add_signed(number) } else { number.unsigned_abs() };
    Some(lines(file, 0..file.len()).nth(index).map_or(file.len(), |line| line.start))
}

/// Returns the options of a directive in the lines after the one that `at` stands in.
fn options(text: &str, at: usize) -> impl Iterator<Item = (&str, &str)> {
    let rest = text.as_bytes().get(at..).unwrap_or(b"");
    let start = memchr::memchr(b'\n', rest).map_or(text.len(), |end| at + end + 1);
    let end = directives::after_options(text, start, text.len());
    lines(text, start..end).filter_map(move |line| {
        let line = text.get(line)?.trim();
        let (name, value) = line.strip_prefix(':').unwrap_or(line).split_once(':')?;
        Some((name.trim(), value.trim().trim_matches(['"', '\''])))
    })
}

/// Returns the files that a fenced block stands for, from what follows its fence to its end.
pub fn of_block(text: &str, block: Range<usize>) -> Vec<Asked> {
    let content = text.get(block.clone()).unwrap_or("");
    let header = content.lines().next().unwrap_or("");
    if header.starts_with("{include}") {
        return directive(text, block.start..block.start + header.len()).into_iter().collect();
    }
    if matches!(header.trim_end(), "{=latex}" | "{=tex}") {
        return lines(text, block).filter_map(|line| input(text, line)).collect();
    }
    if header.contains("eval=FALSE") || header.contains("eval = FALSE") {
        return Vec::new();
    }
    chunks::values(text, block, &["child"]).iter().flat_map(|value| children(text, value)).collect()
}

/// Returns the names in `"a.Rmd"`, `c("a.Rmd", 'b.Rmd')` or `[a.Rmd, b.Rmd]`; what a call or a variable gives is not known.
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
    let format = Format::Markdown;
    (is_text && !target.is_empty()).then(|| Asked {
        at,
        target: target.to_owned(),
        format,
        is_required: true,
    })
}
