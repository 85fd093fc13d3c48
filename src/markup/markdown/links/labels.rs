//! What Markdown gives a key: attributes, bookdown's `(\#fig:a)`, MyST's `(a)=`, headings by their words.

use std::ops::Range;

use memchr::memmem;

use super::super::attributes;
use super::super::rows::lines;
use super::Scan;
use crate::source::{Float, FloatKind, Label};

impl Scan<'_> {
    /// Finds the labels of the text from `body` on.
    pub(super) fn labels(&mut self, body: usize) {
        let file = self.file;
        let text = file.text.as_str();
        self.divs(body);
        let mut found: Vec<(usize, String, bool)> = Vec::new();
        for at in memmem::find_iter(text.as_bytes(), "{") {
            // In a block of code, its first line alone has attributes.
            let Some(inner) = text.get(at..).and_then(attributes::attribute_block).filter(|_| self.shows(at))
            else {
                continue;
            };
            let ids = inner.split_whitespace().filter_map(|word| word.strip_prefix('#'));
            let ids = ids.filter(|id| id.starts_with(|c: char| c.is_alphanumeric()));
            found.extend(ids.take(1).map(|id| (at, id.to_owned(), true)));
        }
        for (mark, end) in [("(\\#", ')'), (" id=\"", '"')] {
            for at in memmem::find_iter(text.as_bytes(), mark) {
                let rest = text.get(at + mark.len()..).unwrap_or("");
                let key = rest.split(end).next().unwrap_or("");
                if key.len() < LONGEST && !key.contains(char::is_whitespace) {
                    found.push((at, key.to_owned(), false));
                }
            }
        }
        for line in lines(text, body..text.len()) {
            found.extend(line_label(text, &line).map(|key| (line.start, key, false)));
        }
        for (at, key, is_sure) in found {
            self.label(at, key, is_sure);
        }
    }

    fn shows(&self, at: usize) -> bool {
        self.visible.get(at) == Some(&b'{')
    }

    fn label(&mut self, at: usize, key: String, is_sure: bool) {
        let end = at
            + self
                .file
                .text
                .get(at..)
                .map_or(0, |rest| rest.find(['\n', '}', ')']).map_or(rest.len(), |end| end + 1));
        let span = self.span(at, end.min(at + LONGEST + key.len()).min(self.file.text.len()));
        let around = self.floats.iter().find(|(range, _)| range.contains(&at)).map(|(_, float)| *float);
        let is_own = |kind: FloatKind| Float {
            kind,
            at: span,
            parent: None,
            captions: 1,
            is_unnumbered: false,
            early_label: None,
            has_content: true,
            is_sure,
        };
        let float = around.or_else(|| {
            let kind = kind(&key)?;
            self.links.floats.push(is_own(kind));
            let index = self.links.floats.len() as u32 - 1;
            let image = self.image_before(at);
            self.floats.extend(image.map(|range| (range, index)));
            Some(index)
        });
        self.links.labels.push(Label { key, at: span, float, is_sure, is_in_later_head: false });
    }

    /// Returns the picture whose attributes stand at `at`.
    fn image_before(&self, at: usize) -> Option<Range<usize>> {
        let before = self.file.text.get(..at)?;
        let start = before.ends_with(')').then(|| before.rfind("!["))??;
        Some(start..at)
    }

    /// Fenced divs that are floats: `::: {#fig-tank}`.
    fn divs(&mut self, body: usize) {
        let file = self.file;
        let text = file.text.as_str();
        let mut open: Vec<(usize, Option<FloatKind>)> = Vec::new();
        for line in lines(text, body..text.len()) {
            let content = text.get(line.clone()).unwrap_or("").trim();
            let rest = content.trim_start_matches(':');
            if content.len() - rest.len() < 3 {
                continue;
            }
            let rest = rest.trim();
            if !rest.is_empty() {
                let ids =
                    rest.trim_start_matches('{').split_whitespace().filter_map(|word| word.strip_prefix('#'));
                let kind = ids.map(|id| id.trim_end_matches('}')).find_map(kind);
                open.push((line.start, kind));
            } else if let Some((start, Some(kind))) = open.pop()
                && open.iter().all(|(_, outer)| outer.is_none())
            {
                let index = self.links.floats.len() as u32;
                let at = self.span(
                    start,
                    start + text.get(start..).map_or(0, |rest| rest.lines().next().unwrap_or("").len()),
                );
                self.links.floats.push(Float {
                    kind,
                    at,
                    parent: None,
                    captions: 1,
                    is_unnumbered: false,
                    early_label: None,
                    has_content: true,
                    is_sure: true,
                });
                self.floats.push((start..line.end, index));
            }
        }
    }
}

/// Bytes of the longest key that is looked for.
const LONGEST: usize = 200;

/// Returns the kind of float that a key names.
fn kind(key: &str) -> Option<FloatKind> {
    let prefix = key.split([':', '-']).next().filter(|prefix| prefix.len() < key.len())?;
    match prefix {
        "fig" => Some(FloatKind::Figure),
        "tbl" | "tab" => Some(FloatKind::Table),
        _ => None,
    }
}

/// Returns the key that a line gives: `(a)=`, `$$ (a)`, or a heading by its words, as pandoc makes it.
fn line_label(text: &str, line: &Range<usize>) -> Option<String> {
    let content = text.get(line.clone())?.trim();
    if let Some(key) = content.strip_prefix('(').and_then(|rest| rest.strip_suffix(")=")) {
        return Some(key.to_owned());
    }
    let may_be_named = content.ends_with(')') || content.starts_with('#');
    if let Some((_, name)) = may_be_named.then(|| content.rsplit_once("$$ (")).flatten() {
        return name.strip_suffix(')').map(str::to_owned);
    }
    let title = content.strip_prefix('#')?.trim_start_matches('#').strip_prefix(' ')?;
    let title = title.split('{').next().unwrap_or(title);
    let mut slug = String::with_capacity(title.len());
    for char in title.trim().trim_end_matches('#').trim().chars() {
        match char {
            _ if char.is_alphanumeric() || matches!(char, '_' | '-' | '.') => {
                slug.extend(char.to_lowercase())
            }
            _ if char.is_whitespace() => slug.push('-'),
            _ => {}
        }
    }
    let start = slug.find(|c: char| c.is_alphabetic())?;
    slug.get(start..).map(str::to_owned)
}
