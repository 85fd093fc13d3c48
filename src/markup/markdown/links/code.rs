//! Blocks of code: the labels that their options give, and what nothing else is to be looked for in.

use std::ops::Range;

use super::super::fences;
use super::super::rows::lines;
use super::Scan;
use crate::source::{Float, FloatKind, Label};

impl Scan<'_> {
    /// Reads the blocks of code from `body` on, and hides what stands in them.
    pub(super) fn code(&mut self, body: usize) {
        let file = self.file;
        let text = file.text.as_str();
        let mut open: Option<(u8, usize, Block)> = None;
        for line in lines(text, body..text.len()) {
            let content = text.get(line.clone()).unwrap_or("").trim_end();
            let bare = content.trim_start();
            match &mut open {
                Some((mark, width, block)) => {
                    let run = fences::run(bare.as_bytes(), *mark);
                    if run >= *width && run == bare.len() {
                        let (_, _, block) = open.take().unwrap_or((0, 0, Block::default()));
                        self.block(&block);
                        continue;
                    }
                    block.option(bare);
                    block.range.end = line.end;
                    // Directives hold Markdown.
                    if !block.is_prose {
                        self.hide(line);
                    }
                }
                None if bare.starts_with(['`', '~']) && fences::is_code_fence(bare.as_bytes()) => {
                    let mark = bare.as_bytes().first().copied().unwrap_or(b'`');
                    let width = fences::run(bare.as_bytes(), mark);
                    open = Some((mark, width, Block::new(bare.get(width..).unwrap_or(""), line)));
                }
                None if content.starts_with("    ") && self.follows_blank(line.start) => self.hide(line),
                None => {}
            }
        }
        if let Some((_, _, block)) = open {
            self.block(&block);
        }
        self.hide_marks();
    }

    /// Returns whether the line before a place is empty or hidden, as before indented code.
    fn follows_blank(&self, at: usize) -> bool {
        let before = self.visible.get(..at.saturating_sub(1)).unwrap_or(&[]);
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        before.get(start..).is_none_or(|line| line.iter().all(|byte| byte.is_ascii_whitespace()))
    }

    /// What the options of a block say.
    fn block(&mut self, block: &Block) {
        let at = self.span(block.range.start, block.line_end);
        if block.is_code {
            self.links.code.push(self.span(block.range.start, block.range.end));
        }
        let Some(name) = block.label.as_deref().filter(|name| !name.is_empty()) else { return };
        // Quarto numbers by the prefix of the name alone.
        let is_numbered =
            !self.file.name.ends_with(".qmd") || name.starts_with("fig-") || name.starts_with("tbl-");
        let kind = block.kind(name).filter(|_| is_numbered);
        let float = kind.map(|kind| {
            let index = self.links.floats.len() as u32;
            self.links.floats.push(Float {
                kind,
                at,
                parent: None,
                captions: u32::from(block.has_caption),
                is_unnumbered: false,
                early_label: None,
                has_content: true,
                is_sure: false,
            });
            self.floats.push((block.range.clone(), index));
            index
        });
        // R Markdown and bookdown put what it makes before the name of a chunk.
        let forms = [name.to_owned(), format!("fig:{name}"), format!("tab:{name}")];
        let forms = forms.into_iter().take(if block.is_code { 3 } else { 1 });
        let labels = forms.map(|key| Label { key, at, float, is_sure: false, is_in_later_head: false });
        self.links.labels.extend(labels);
    }
}

/// A fenced block: its options, as far as they name it.
#[derive(Default)]
struct Block {
    range: Range<usize>,
    /// The end of its first line.
    line_end: usize,
    /// Whether it is code that is run.
    is_code: bool,
    /// Whether it is a directive that holds text.
    is_prose: bool,
    label: Option<String>,
    has_caption: bool,
    is_table: bool,
    is_figure: bool,
    /// Whether it is not run, or what it prints is left out.
    is_silent: bool,
}

impl Block {
    fn new(info: &str, line: Range<usize>) -> Self {
        let mut block = Self { line_end: line.end, range: line, ..Self::default() };
        let Some(inner) = info.trim_start().strip_prefix('{') else { return block };
        let inner = inner.split('}').next().unwrap_or("");
        let engine = inner.split([' ', ',']).next().unwrap_or("");
        // Raw LaTeX is read as LaTeX.
        if matches!(engine, "=latex" | "=tex") {
            block.is_prose = true;
            return block;
        }
        block.is_code = inner.len() > engine.len() || !info.trim_end().ends_with(|c: char| c != '}');
        let is_directive = matches!(
            engine,
            "figure" | "table" | "list-table" | "csv-table" | "math" | "code-block" | "code"
        ) || engine.starts_with("prf:")
            || engine.contains(':');
        block.is_figure = engine == "figure";
        block.is_table = matches!(engine, "table" | "list-table" | "csv-table");
        if is_directive || matches!(engine, "note" | "admonition" | "tip" | "warning") {
            (block.is_code, block.is_prose, block.has_caption) = (false, engine != "code-block", true);
            return block;
        }
        let rest = inner.get(engine.len()..).unwrap_or("");
        let mut options = rest.split(',');
        let first = options.next().unwrap_or("").trim();
        if !first.is_empty() && !first.contains('=') {
            block.label = Some(first.trim_matches(['"', '\'', '#']).to_owned());
        }
        block.options(rest);
        block
    }

    /// Options between the braces: `fig.cap="…", label="…"`.
    fn options(&mut self, rest: &str) {
        self.has_caption |=
            ["fig.cap", "fig-cap", "tab.cap", "tbl-cap"].iter().any(|name| rest.contains(name));
        let is_off = |off: &&str| rest.replace(' ', "").contains(off);
        self.is_silent |= ["eval=F", "eval=f", "include=F", "include=f"].iter().any(is_off);
        self.is_figure |= rest.contains("fig.cap") || rest.contains("fig-cap");
        self.is_table |= rest.contains("tab.cap") || rest.contains("tbl-cap");
        if let Some((_, value)) = rest.split_once("label=").or_else(|| rest.split_once("label ="))
            && let Some(value) = value.trim_start().split([',', '}']).next()
        {
            self.label = Some(value.trim().trim_matches(['"', '\'']).to_owned());
        }
    }

    /// A line of options: `#| label: fig-a`, `:name: fig-a`.
    fn option(&mut self, line: &str) {
        let option = line.strip_prefix("#|").or_else(|| line.strip_prefix("%%|"));
        let option = option.or_else(|| line.strip_prefix(':').filter(|_| self.is_prose || !self.is_code));
        let Some((name, value)) = option.and_then(|option| option.split_once([':', '='])) else { return };
        match name.trim() {
            "label" | "name" => self.label = Some(value.trim().trim_matches(['"', '\'']).to_owned()),
            "eval" | "include" => self.is_silent |= value.trim().starts_with(['f', 'F']),
            "fig-cap" | "fig.cap" => (self.is_figure, self.has_caption) = (true, true),
            "tbl-cap" | "tab.cap" => (self.is_table, self.has_caption) = (true, true),
            _ => {}
        }
    }

    /// Returns what it makes, if that is a float with a number.
    fn kind(&self, name: &str) -> Option<FloatKind> {
        match () {
            () if !self.has_caption || self.is_silent => None,
            () if self.is_figure || name.starts_with("fig-") => Some(FloatKind::Figure),
            () if self.is_table || name.starts_with("tbl-") => Some(FloatKind::Table),
            () => None,
        }
    }
}
