use std::ops::Range;

use super::mask::{Mark, MarkKind, Masker};
use super::{attributes, chunks, directives, includes};
use crate::markup::{Asked, FaultKind, Within};

/// The fence line of a div.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// `::: {.class}`
    Open(Within),
    /// `:::`
    Close,
}

/// Reads a line, without its indentation, as the fence of a div: `::: {.abstract}`, `::: abstract`, `:::{note} Title`, `:::`.
pub fn div(line: &str) -> Option<Fence> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let rest = rest.trim().trim_end_matches(':').trim_end();
    if rest.is_empty() {
        return Some(Fence::Close);
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let (inner, _title) = inner.split_once('}')?;
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

/// The container that a class, directive or identifier stands for; none for one that says nothing about its text.
pub fn container(name: &str) -> Within {
    let kind = name.split(['-', '_']).next().unwrap_or(name);
    match kind {
        "abstract" | "Abstract" => Within::ABSTRACT,
        "callout" | "box" | "tip" | "note" | "warning" | "caution" | "important" | "admonition" | "alert"
        | "hint" | "danger" | "attention" | "seealso" | "tcolorbox" | "aside" | "margin" | "infobox" => {
            Within::BOX
        }
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

/// The directive of MyST for a table, as it stands after a fence.
const TABLE: &str = "{table} ";

/// How many spaces and tabs a line starts with.
pub fn indent(line: &[u8]) -> usize {
    line.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count()
}

/// How many bytes a line starts with that are `mark`.
pub fn run(line: &[u8], mark: u8) -> usize {
    line.iter().take_while(|&&byte| byte == mark).count()
}

/// Whether a line, without its indentation, opens a code block.
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
        let kind = match div(self.text.get(first..end)?)? {
            Fence::Open(within) => MarkKind::Open(within),
            Fence::Close => MarkKind::Close,
        };
        let name = first + run(&self.bytes[first..end], b':');
        let is_directive = self.bytes.get(name) == Some(&b'{');
        let after = if is_directive { directives::after_options(self.text, end, limit) } else { end };
        self.open_block(first, name, end..after, kind);
        self.include(end..end, includes::directive(self.text, name..end));
        Some(after)
    }

    /// Masks the first line of a block, which starts at `first`, and its options after it. The title of a table is its caption.
    pub(super) fn open_block(&mut self, first: usize, info: usize, options: Range<usize>, kind: MarkKind) {
        if !self.text.get(info..options.start).is_some_and(|info| info.starts_with(TABLE)) {
            return self.blank(first..options.end, kind);
        }
        // A paragraph that starts with filler; the container opens before it.
        self.blank(first..first, kind);
        self.ghost(first..info + TABLE.len(), MarkKind::Hidden);
        self.scan(info + TABLE.len()..options.start);
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
