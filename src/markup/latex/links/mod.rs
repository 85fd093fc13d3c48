//! Labels, references, floats, citations and bibliographies of LaTeX.
//!
//! One pass from command to command. A command of the authors that ends in one of these is put in its place, with its arguments, and
//! read as TeX would; all others are passed over, and what their arguments hold is found like any other text.

mod commands;
mod definitions;
mod environments;
mod keys;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexer::{Lexer, TokenKind};
use crate::source::{Draft, File, FileId, Span};
use crate::source::{Float, FloatKind, Label, Links, Pointer};
use definitions::{Environment, Meaning};

/// Finds what one file and those it includes hold.
pub fn links(draft: &Draft, id: FileId, links: &mut Links) {
    let mut scanner = Scanner::new(draft, links);
    scanner.file(id);
}

/// Finds what a part of a file in another format holds, which starts at the address `base`. With `is_text`, `%` is no comment there.
pub fn links_in(draft: &Draft, text: &str, base: u32, is_text: bool, links: &mut Links) {
    let mut scanner = Scanner::new(draft, links);
    scanner.is_text = is_text;
    scanner.scan(text, Place { base, call: None }, 0);
}

/// Calls inside calls; beyond it they are not entered.
const DEEPEST: usize = 16;

/// Bytes of bodies that are read, for each byte of the draft.
const MOST_TIMES: usize = 8;

/// Floats inside floats and other open environments that are remembered.
const MOST_OPEN: usize = 64;

struct Scanner<'d, 'l> {
    draft: &'d Draft,
    links: &'l mut Links,
    commands: FxHashMap<String, Rc<Meaning>>,
    environments: FxHashMap<String, Rc<Environment>>,
    /// Environments whose text is code or is left out.
    hidden: FxHashSet<String>,
    /// Whether each command of the authors ends in something that is looked for.
    matters: FxHashMap<String, bool>,
    open: Vec<Open>,
    /// Conditions that are open.
    conditions: u32,
    files: FxHashSet<FileId>,
    /// Whether a class or a package is read, of which only the definitions count.
    is_style: bool,
    /// Whether text of another format is read, in which `%` is no comment.
    is_text: bool,
    /// Whether the head of a long table's later pages is read.
    is_in_later_head: bool,
    /// Whether the document has ended.
    has_ended: bool,
    /// Bytes of bodies that may still be read.
    expansions: usize,
}

/// A float that is open.
struct Open {
    float: u32,
    /// What ends it: the environment of that name, or a place in a text that is read so deep.
    end: End,
}

enum End {
    Environment(String),
    At(usize, usize),
}

/// Where a text stands.
#[derive(Clone, Copy)]
struct Place {
    /// The address of its first byte.
    base: u32,
    /// The call that it stands for, where it is the body of a command.
    call: Option<Span>,
}

impl<'d, 'l> Scanner<'d, 'l> {
    fn new(draft: &'d Draft, links: &'l mut Links) -> Self {
        let bytes: usize = draft.files().iter().map(|file| file.text.len()).sum();
        Self {
            draft,
            links,
            commands: FxHashMap::default(),
            environments: FxHashMap::default(),
            hidden: FxHashSet::default(),
            matters: FxHashMap::default(),
            open: Vec::new(),
            conditions: 0,
            files: FxHashSet::default(),
            is_style: false,
            is_text: false,
            is_in_later_head: false,
            has_ended: false,
            expansions: bytes.saturating_mul(MOST_TIMES).saturating_add(1 << 16),
        }
    }

    fn file(&mut self, id: FileId) {
        if !self.files.insert(id) || self.files.len() > MOST_OPEN * MOST_OPEN {
            return;
        }
        let File { text, base, .. } = self.draft.file(id);
        let was_style = self.is_style;
        self.is_style |= self.draft.file(id).is_style();
        self.scan(text, Place { base: *base, call: None }, 0);
        self.is_style = was_style;
    }

    /// Reads a text from command to command.
    fn scan(&mut self, text: &str, place: Place, depth: usize) {
        let mut lexer = Lexer::new(text);
        lexer.at_is_letter = self.is_style;
        let mut chunk = if place.call.is_none() { next_chunk(text, 0) } else { None };
        while !self.has_ended {
            self.skip_text(&mut lexer);
            if let Some((start, end)) = chunk.filter(|(start, _)| *start < lexer.at) {
                // Code that is run when the paper is built.
                self.links.code.push(place.span(start, end));
                lexer.at = end;
                chunk = next_chunk(text, end);
                continue;
            }
            let is_over = |open: &Open| matches!(open.end, End::At(of, at) if of == depth && at <= lexer.at);
            while self.open.pop_if(|open| is_over(open)).is_some() {}
            let Some(token) = lexer.next() else { break };
            if token.kind == TokenKind::Command {
                let name = lexer.slice(token.start + 1..token.end);
                self.command(name, token.start, &mut lexer, place, depth);
            }
        }
        let is_here = |open: &Open| matches!(open.end, End::At(of, _) if of == depth);
        while self.open.pop_if(|open| is_here(open)).is_some() {}
    }

    fn skip_text(&self, lexer: &mut Lexer<'_>) {
        match self.is_text {
            true => {
                let rest = lexer.text.as_bytes().get(lexer.at..).unwrap_or(&[]);
                lexer.at += memchr::memchr(b'\\', rest).unwrap_or(rest.len());
            }
            false => lexer.skip_text(),
        }
    }

    /// Returns whether what stands here is there whatever the paper's conditions say.
    fn is_sure(&self) -> bool {
        self.conditions == 0
    }

    fn outermost(&self) -> Option<u32> {
        self.open.first().map(|open| open.float)
    }

    fn label(&mut self, key: String, at: Span, is_sure: bool) {
        if key.is_empty() || key.contains(['#', '\\']) {
            return;
        }
        let is_sure = is_sure && self.is_sure();
        if let Some(float) = self.open.last().and_then(|open| self.links.floats.get_mut(open.float as usize))
            && float.captions == 0
            && is_sure
        {
            float.early_label.get_or_insert(at);
        }
        let float = self.outermost();
        let is_in_later_head = self.is_in_later_head;
        self.links.labels.push(Label { key, at, float, is_sure, is_in_later_head });
    }

    fn reference(&mut self, key: String, at: Span, is_sure: bool, ends_range: bool) {
        if key.trim().is_empty() || key.contains(['#', '\\']) {
            return;
        }
        // What stands in a float before all that it shows is prose that goes with it.
        let innermost = self.open.last().and_then(|open| self.links.floats.get(open.float as usize));
        let is_in_float = innermost.is_some_and(|float| float.captions > 0 || float.has_content);
        let is_sure = is_sure && self.is_sure();
        self.links.references.push(Pointer { key, at, is_in_float, ends_range, is_sure });
    }

    fn citation(&mut self, key: &str, at: Span, is_sure: bool) {
        let key = key.trim();
        if !key.is_empty() && !key.contains(['#', '\\', '{']) {
            let (is_in_float, is_sure) = (!self.open.is_empty(), is_sure && self.is_sure());
            let key = key.to_owned();
            self.links.citations.push(Pointer { key, at, is_in_float, ends_range: false, is_sure });
        }
    }

    fn begin_float(&mut self, kind: FloatKind, at: Span, end: End) {
        self.content();
        if self.open.len() >= MOST_OPEN {
            return;
        }
        let parent = self.open.last().map(|open| open.float);
        let is_sure = self.is_sure();
        let float = self.links.floats.len() as u32;
        self.links.floats.push(Float {
            kind,
            at,
            parent,
            captions: 0,
            is_unnumbered: false,
            early_label: None,
            has_content: false,
            is_sure,
        });
        self.open.push(Open { float, end });
    }

    /// Notes that the float around the place has something to show.
    fn content(&mut self) {
        for open in &self.open {
            if let Some(float) = self.links.floats.get_mut(open.float as usize) {
                float.has_content = true;
            }
        }
    }

    fn innermost(&mut self) -> Option<&mut Float> {
        self.open.last().and_then(|open| self.links.floats.get_mut(open.float as usize))
    }

    fn caption(&mut self, is_unnumbered: bool) {
        if let Some(float) = self.innermost() {
            float.captions += 1;
            float.is_unnumbered |= is_unnumbered;
        }
    }

    fn unnumbered(&mut self) {
        if let Some(float) = self.innermost() {
            float.is_unnumbered = true;
        }
    }
}

impl Place {
    fn span(self, start: usize, end: usize) -> Span {
        self.call.unwrap_or(Span::new(self.base + start as u32, self.base + end as u32))
    }
}

/// Returns the next chunk of code of knitr or Sweave from a place on: from `<<…>>=` to a line `@`.
fn next_chunk(text: &str, from: usize) -> Option<(usize, usize)> {
    memchr::memmem::find_iter(text.as_bytes().get(from..)?, "\n<<").find_map(|at| {
        let start = from + at + 1;
        let after = text.get(start..)?;
        let is_chunk = after.lines().next()?.trim_end().ends_with(">>=");
        is_chunk.then(|| (start, after.find("\n@").map_or(text.len(), |at| start + at + 2)))
    })
}
