//! Fenced blocks that hold prose: MyST's directives and bookdown's blocks, ```` ```{note} ````.

use std::ops::Range;

use super::marks::MarkKind;
use super::mask::Masker;
use super::rows::{lines, trimmed};
use super::{fences, leads};
use crate::markup::Within;

/// Directives in directives are read so deep.
const MAX_DEPTH: u32 = 6;

impl Masker<'_> {
    /// Masks the fences and options of the block at `block`, whose first line goes on at `info` and ends at `line_end`, and reads the
    /// text between them as Markdown. Gives whether it did.
    pub(super) fn directive(&mut self, block: Range<usize>, info: usize, line_end: usize) -> bool {
        let header = self.text.get(info..line_end).unwrap_or("");
        let name = name(header);
        let within = if self.is_quoted(name) { Some(Within::QUOTE) } else { prose(name) };
        let Some(within) = within.filter(|_| self.depth < MAX_DEPTH) else {
            if name == "csv-table" {
                let title = trimmed(self.text, &(info + name.len() + 2..line_end));
                self.scan(title.clone());
                self.caption(title);
            }
            return false;
        };
        let start = after_options(self.text, line_end, block.end);
        let end = self.closing_fence(&block, start);
        let title = header.split_once('}').map_or("", |(_, title)| title);
        let within =
            if leads::is_abstract(title) { Within::ABSTRACT } else { self.or_abstract(within, start, end) };
        self.open_block(block.start, info, line_end..start, MarkKind::Open(within));
        self.depth += 1;
        self.scan(start..end);
        self.depth -= 1;
        self.blank(end..block.end, MarkKind::Close);
        true
    }

    /// Returns where the last line of a block starts, if it is a fence as the first one is.
    fn closing_fence(&self, block: &Range<usize>, start: usize) -> usize {
        let last = lines(self.text, start..block.end).last().unwrap_or(block.end..block.end);
        let mark = self.bytes[block.start];
        let width = fences::run(&self.bytes[block.clone()], mark);
        let line = self.text.get(last.clone()).unwrap_or("").trim();
        let is_fence = line.len() >= width && line.bytes().all(|byte| byte == mark);
        if is_fence { last.start } else { block.end }
    }
}

/// Returns the first place after the options at the top of a directive: lines such as `:name: fig-a`, or YAML between `---`.
pub fn after_options(text: &str, start: usize, limit: usize) -> usize {
    let mut options = lines(text, start..limit).peekable();
    let content = |line: &Range<usize>| text.get(line.clone()).unwrap_or("").trim();
    if options.peek().is_some_and(|line| content(line) == "---") {
        options.next();
        return options.find(|line| content(line) == "---").map_or(start, |line| line.end);
    }
    let is_option = |line: &Range<usize>| {
        let name = content(line).strip_prefix(':').and_then(|line| line.split_once(':'));
        name.is_some_and(|(name, _)| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        })
    };
    options.take_while(is_option).last().map_or(start, |line| line.end)
}

/// Returns the name between the braces of an opening line: `{note} Title`, `{theorem, name="A"}`.
fn name(info: &str) -> &str {
    let inner = info.strip_prefix('{').unwrap_or("");
    inner.split(|c: char| c == '}' || c == ',' || c.is_whitespace()).next().unwrap_or("")
}

/// Returns the container of the text of a directive; `None` where it is no prose.
fn prose(name: &str) -> Option<Within> {
    let name = name.strip_prefix("prf:").unwrap_or(name);
    match name {
        "div" | "container" | "highlights" | "tab-set" | "grid" | "glossary" | "card-carousel" => {
            Some(Within::NOTHING)
        }
        "block" | "block2" | "solution" => Some(Within::BOX),
        "list-table" => Some(Within::TABLE.with(Within::FLOAT)),
        _ => Some(fences::container(name)).filter(|&within| within != Within::NOTHING),
    }
}

/// Returns whether a directive, `{mermaid} …`, holds no prose: code, data, pictures, what a tool fills in.
pub fn is_code(info: &str) -> bool {
    let name = name(info);
    !name.is_empty() && CODE.lines().any(|line| line == name)
}

/// The names of directives without prose, one a line.
const CODE: &str = include_str!("code_directives.txt");
