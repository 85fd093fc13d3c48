use std::ops::Range;

use super::marks::{Mark, MarkKind};
use super::mask::Masker;
use super::{attributes, chunks, directives, includes, leads};
use crate::markup::{Asked, FaultKind, Within, latex};

/// The fence line of a div.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// `::: {.class}`
    Open(Within),
    /// `:::`
    Close,
}

/// Reads a line, without its indentation, as the fence of a div: `::: {.abstract}`, `::: abstract`, `:::{note} Title`, `:::`. `container` tells
/// what a name stands for.
pub fn div(line: &str, container: impl Fn(&str) -> Within) -> Option<Fence> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let rest = rest.trim().trim_end_matches(':').trim_end();
    if rest.is_empty() {
        return Some(Fence::Close);
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let (inner, title) = inner.split_once('}')?;
        if leads::is_abstract(title) || attributes::title(inner).is_some_and(leads::is_abstract) {
            return Some(Fence::Open(Within::ABSTRACT));
        }
        return Some(Fence::Open(
            attributes::names(inner).map(container).fold(Within::NOTHING, Within::with),
        ));
    }
    // Without braces there is one class; a few words after it are a title or attributes.
    let mut words = rest.split_whitespace();
    let class = words.next()?;
    let is_class =
        class.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'#'));
    (is_class && words.count() < 8).then(|| Fence::Open(container(class.trim_start_matches(['.', '#']))))
}

/// Returns the container that a class, directive or identifier stands for; none for one that says nothing about its text.
pub fn container(name: &str) -> Within {
    let kind = name.split(['-', '_']).next().unwrap_or(name);
    match kind {
        "abstract" | "Abstract" => Within::ABSTRACT,
        _ if matches!(name, "sec-abstract" | "section-abstract" | "paper-abstract") => Within::ABSTRACT,
        "callout" | "box" | "tip" | "note" | "warning" | "caution" | "important" | "admonition" | "alert"
        | "hint" | "danger" | "attention" | "seealso" | "tcolorbox" | "aside" | "margin" | "infobox"
        | "dropdown" | "card" | "sidebar" | "topic" => Within::BOX,
        _ if matches!(name, "tab-item" | "grid-item" | "grid-item-card" | "tab-item-card") => Within::BOX,
        "list" if name == "list-table" => Within::TABLE.with(Within::FLOAT),
        "pull" if name == "pull-quote" => Within::QUOTE,
        "quote" | "blockquote" | "epigraph" | "verse" => Within::QUOTE,
        "acknowledgements" | "acknowledgments" | "acknowledgement" | "acknowledgment" => {
            Within::ACKNOWLEDGEMENTS
        }
        "exploratory" => Within::EXPLORATORY,
        "planned" | "confirmatory" | "preregistered" => Within::PLANNED,
        "refs" | "references" | "bibliography" => Within::REFERENCES,
        "appendix" | "appendices" => Within::APPENDIX,
        "theorem" | "lemma" | "definition" | "proposition" | "corollary" | "conjecture" | "example"
        | "exercise" | "thm" | "lem" | "def" | "prp" | "cor" | "cnj" | "exm" | "exr" => Within::THEOREM,
        "fig" | "figure" | "tbl" | "table" => Within::FLOAT,
        "proof" => Within::PROOF,
        "algorithm" | "alg" => Within::ALGORITHM,
        _ => Within::NOTHING,
    }
}

/// The directives of MyST for tables, as they stand after a fence.
const TABLES: [&str; 2] = ["{table} ", "{list-table} "];

/// Returns whether a class names what others wrote or said: `prompt`, `system-prompt`, `llm-output`.
pub fn names_quoted(name: &str) -> bool {
    if name.len() < SHORTEST_QUOTED {
        return false;
    }
    let parts: Vec<&str> = name.split(['-', '_']).take(4).collect();
    let is_one = |name: &str| {
        latex::quoted_parts().any(|part| {
            name.eq_ignore_ascii_case(part)
                || name.strip_suffix('s').is_some_and(|one| one.eq_ignore_ascii_case(part))
        })
    };
    (0..parts.len()).any(|first| (first + 1..=parts.len()).any(|end| is_one(&parts[first..end].concat())))
}

/// Bytes of the shortest name of that list.
const SHORTEST_QUOTED: usize = 6;

/// Returns how many spaces and tabs a line starts with.
pub fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count()
}

/// Returns how many bytes a line starts with that are `mark`.
pub fn run(line: &[u8], mark: u8) -> usize {
    line.iter().take_while(|&&byte| byte == mark).count()
}

/// Returns whether a line, without its indentation, opens a code block.
pub fn is_code_fence(line: &[u8]) -> bool {
    let Some(&mark) = line.first() else { return false };
    let width = run(line, mark);
    width >= 3 && (mark == b'~' || memchr::memchr(b'`', &line[width..]).is_none())
}

/// What takes whole lines: code, the fences of divs, files that are read in their place.
impl Masker<'_> {
    /// Masks the code block whose opening fence stands at `first`, where other text is read for it; gives its end.
    pub(super) fn code_block(&mut self, first: usize, line_end: usize, limit: usize) -> usize {
        let fence = run(&self.bytes[first..line_end], self.bytes[first]);
        let closed = self.code_block_end(first, line_end, limit);
        if closed.is_none() {
            self.unclosed.push((FaultKind::Code, first..first + fence));
        }
        let end = closed.unwrap_or(limit);
        let inner = first + fence..end;
        if self.bytes.get(inner.start) != Some(&b'{') {
            self.flatten(line_end, closed);
            return end;
        }
        let asked = includes::of_block(self.text, inner.clone());
        if !asked.is_empty() {
            self.include(first..end, asked);
        } else if !self.directive(first..end, inner.start, line_end) {
            chunks::captions(self.text, inner, self);
            let after_captions = self.captions.last().map_or(0, |caption| caption.end);
            self.flatten(line_end.max(after_captions), closed);
        }
        end
    }

    /// Makes one empty line of the lines of code from `start` on, all but the last line of the block at `end`. Nobody reads them, and
    /// the Markdown parser takes as long for a line of code as for one of text. Where the end is missing, it may see one where none
    /// is seen here.
    fn flatten(&mut self, start: usize, end: Option<usize>) {
        let before_last = end.unwrap_or(0).saturating_sub(1);
        let last = self.bytes.get(start..before_last).and_then(|code| memchr::memrchr(b'\n', code));
        if let Some(last) = last {
            self.bytes[start..start + last].fill(b' ');
        }
    }

    fn code_block_end(&self, first: usize, line_end: usize, limit: usize) -> Option<usize> {
        let fence = self.bytes[first];
        let width = run(&self.bytes[first..line_end], fence);
        // Code holds few fence marks, so looking for them is faster than looking at each line.
        let mut at = line_end;
        while let Some(found) = self.bytes.get(at..limit).and_then(|rest| memchr::memchr(fence, rest)) {
            let mark = at + found;
            let closing = run(&self.bytes[mark..limit], fence);
            at = mark + closing;
            if closing >= width && self.starts_line(mark) && self.is_blank_line(at) {
                return Some(self.line_end(at, limit));
            }
        }
        None
    }

    /// Masks the fence line of a div; gives the end of the line.
    pub(super) fn div(&mut self, first: usize, end: usize, limit: usize) -> Option<usize> {
        let text = self.text;
        let name = first + run(&self.bytes[first..end], b':');
        if directives::is_code(text.get(name..end)?) {
            return Some(self.code_div(first, end, limit));
        }
        let fence = div(text.get(first..end)?, |name| self.container(name))?;
        let is_directive = self.bytes.get(name) == Some(&b'{');
        let after = if is_directive { directives::after_options(text, end, limit) } else { end };
        let kind = match fence {
            Fence::Open(within) => MarkKind::Open(self.or_abstract(within, after, limit)),
            Fence::Close => MarkKind::Close,
        };
        self.open_block(first, name, end..after, kind);
        self.include(end..end, includes::directive(self.text, name..end));
        Some(after)
    }

    /// Makes a block of code of a div whose text is none, such as `:::{mermaid}`; gives its end.
    fn code_div(&mut self, first: usize, line_end: usize, limit: usize) -> usize {
        let width = run(&self.bytes[first..line_end], b':');
        let closed = self.code_block_end(first, line_end, limit);
        let end = closed.unwrap_or(limit);
        let inner = self.bytes.get(line_end..end.saturating_sub(1)).unwrap_or(b"");
        let last = memchr::memrchr(b'\n', inner).map_or(line_end, |last| line_end + last + 1);
        if closed.is_some() {
            let mark = last + indent(&self.bytes[last..end]);
            self.bytes[mark..mark + width].fill(b'`');
        } else {
            self.unclosed.push((FaultKind::Code, first..first + width));
        }
        self.bytes[first..first + width].fill(b'`');
        self.flatten(line_end, closed);
        end
    }

    /// Returns the container of a box whose text starts at `from`: one that opens with the heading of an abstract is the abstract.
    pub(super) fn or_abstract(&self, within: Within, from: usize, limit: usize) -> Within {
        let rest = || self.text.get(from..limit).unwrap_or("");
        if within.is_in(Within::BOX.with(Within::QUOTE)) && leads::opens_abstract(rest()) {
            Within::ABSTRACT
        } else {
            within
        }
    }

    /// Returns the container that a class, directive or identifier stands for. One whose text is not the authors' prose is a quotation.
    pub(super) fn container(&self, name: &str) -> Within {
        if self.is_quoted(name) { Within::QUOTE } else { container(name) }
    }

    /// Returns whether a name says that what it holds is not the authors' prose, or they do.
    pub(super) fn is_quoted(&self, name: &str) -> bool {
        self.quoted.is_some_and(|quoted| quoted.contains(name)) || names_quoted(name)
    }

    /// Masks the first line of a block, which starts at `first`, and its options after it. The title of a table is its caption.
    pub(super) fn open_block(&mut self, first: usize, info: usize, options: Range<usize>, kind: MarkKind) {
        let line = self.text.get(info..options.start).unwrap_or("");
        let Some(name) = TABLES.iter().find(|name| line.starts_with(**name)) else {
            return self.blank(first..options.end, kind);
        };
        // A paragraph that starts with filler; the container opens before it.
        self.blank(first..first, kind);
        self.ghost(first..info + name.len(), MarkKind::Hidden);
        self.scan(info + name.len()..options.start);
        self.empty(options);
    }

    /// Masks a shortcode that takes a line, where it reads a file; gives the end of the line.
    pub(super) fn shortcode(&mut self, first: usize, end: usize) -> Option<usize> {
        let asked = includes::shortcode(self.text, first..end)?;
        self.include(first..end, [asked]);
        Some(end)
    }

    /// Masks a LaTeX command that takes a line, where it reads a file; gives the end of the line.
    pub(super) fn input(&mut self, first: usize, limit: usize) -> Option<usize> {
        let end = self.line_end(first, limit);
        let asked = includes::input(self.text, first..end)?;
        self.include(first..end, [asked]);
        Some(end)
    }

    /// Masks a range as empty lines, for files that are read in its place.
    fn include(&mut self, range: Range<usize>, asked: impl IntoIterator<Item = Asked>) {
        self.empty(range);
        for asked in asked {
            self.marks.push(Mark { start: asked.at.start, end: asked.at.end, kind: MarkKind::Include });
            self.asked.push(asked);
        }
    }
}
