use super::{BlockMark, Comment, Meta, Unreadable};
use crate::source::{FILE_GAP, Span};

/// What a reader reads, and where each byte of it comes from.
///
/// The text is decoded, a line end reads as a space, each placeholder is one character of a private range, and a `\n`
/// stands after each block and nowhere else.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub(super) text: String,
    pub(super) origins: Vec<Origin>,
    pub(super) blocks: Vec<BlockMark>,
    pub(super) comments: Vec<Comment>,
    pub(super) meta: Meta,
    /// A buffer for the next reading.
    pub(super) spare: String,
}

/// The start of a run of reading text that comes from one place; it ends where the next run starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// First byte of the run, in the reading text.
    pub at: u32,
    /// Where it comes from.
    pub from: Span,
    /// How it comes from there.
    pub kind: OriginKind,
}

/// How a run of reading text comes from its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginKind {
    /// Byte for byte, except that each line end or tab of the source reads as a space.
    Verbatim,
    /// As a whole: an escape, a call, a placeholder. The run stands for all of its source and for no part of it.
    Replaced,
}

impl Reading {
    /// Returns the reading text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text of a byte range; empty where the range is not one of this text.
    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// Returns the runs of the origin map, in order. The first starts at 0, unless the text is empty.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Returns the blocks, in reading order.
    pub fn blocks(&self) -> &[BlockMark] {
        &self.blocks
    }

    /// Returns the comments, in reading order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Returns what the draft says about itself.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Returns the source of a range of the reading text: one or more spans in reading order, joined where they touch or where
    /// only a little markup of the same file lies between them.
    pub fn source_of(&self, start: u32, end: u32) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for span in self.runs(start, end) {
            match spans.last_mut() {
                Some(last)
                    if span.start >= last.start && span.start <= last.end.saturating_add(MARKUP_GAP) =>
                {
                    *last = last.cover(span);
                }
                _ => spans.push(span),
            }
        }
        spans
    }

    /// Returns the source of one place in the reading text: the start of what stands there.
    pub fn source_at(&self, at: u32) -> u32 {
        self.runs(at, at + 1).next().map_or(0, |span| span.start)
    }

    /// Returns the source span when a range is one verbatim run, so that it can be edited in place.
    pub fn verbatim(&self, start: u32, end: u32) -> Option<Span> {
        let origin = self.origins.get(self.run_of(start))?;
        let is_one_run = self.origins.get(self.run_of(end.saturating_sub(1)))?.at == origin.at;
        let shift = start - origin.at;
        (origin.kind == OriginKind::Verbatim && is_one_run)
            .then(|| Span::new(origin.from.start + shift, origin.from.start + shift + (end - start)))
    }

    fn run_of(&self, at: u32) -> usize {
        self.origins.partition_point(|origin| origin.at <= at).saturating_sub(1)
    }

    /// Returns the source of each run that overlaps a range, block separators left out.
    fn runs(&self, start: u32, end: u32) -> impl Iterator<Item = Span> + '_ {
        let first = self.run_of(start);
        self.origins.iter().enumerate().skip(first).take_while(move |(_, origin)| origin.at < end).filter_map(
            move |(index, origin)| match origin.kind {
                OriginKind::Replaced => (!origin.from.is_empty()).then_some(origin.from),
                OriginKind::Verbatim => {
                    let run_end = self.origins.get(index + 1).map_or(self.text.len() as u32, |next| next.at);
                    let from = start.max(origin.at) - origin.at;
                    let to = end.min(run_end).max(origin.at + from) - origin.at;
                    Some(Span::new(origin.from.start + from, origin.from.start + to))
                }
            },
        )
    }
}

/// Maps compose: a reading of a text that was decoded from another one becomes a reading of that one.
impl Reading {
    /// `map` holds the runs of the decoded text, the first at 0; the reading text ends at `end`.
    pub(super) fn see_through(&mut self, map: &[Origin], end: u32) {
        let origins = std::mem::take(&mut self.origins);
        for (index, &origin) in origins.iter().enumerate() {
            let end = origins.get(index + 1).map_or(end, |next| next.at);
            self.origins.extend(pieces(map, origin, end));
        }
        self.blocks.iter_mut().for_each(|block| block.source = behind(map, block.source));
        self.comments.iter_mut().for_each(|comment| comment.source = behind(map, comment.source));
        if let Some(Unreadable::Generated(at) | Unreadable::Absent(at)) = &mut self.meta.unreadable_abstract {
            *at = behind(map, *at);
        }
        self.meta.faults.iter_mut().for_each(|fault| fault.at = behind(map, fault.at));
    }
}

/// Returns the run of `map` that holds a place.
fn run_at(map: &[Origin], at: u32) -> usize {
    map.partition_point(|run| run.at <= at).saturating_sub(1)
}

/// Returns the runs, up to `end`, that one run of a decoded text falls into.
fn pieces(map: &[Origin], origin: Origin, end: u32) -> impl Iterator<Item = Origin> + '_ {
    let Origin { mut at, from, kind } = origin;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let start = at;
        let place = from.start + (at - origin.at);
        let index = run_at(map, place);
        let run = map.get(index).filter(|_| kind == OriginKind::Verbatim);
        let Some(run) = run else {
            at = end;
            return Some(Origin { at: start, from: behind(map, from), kind });
        };
        let left = map.get(index + 1).map_or(u32::MAX, |next| next.at - place).min(end - at);
        at += left;
        let from = match run.kind {
            OriginKind::Replaced => run.from,
            OriginKind::Verbatim => behind(map, Span::new(place, place + left)),
        };
        Some(Origin { at: start, from, kind: run.kind })
    })
}

/// Returns what a span of a decoded text was decoded from.
pub(super) fn behind(map: &[Origin], span: Span) -> Span {
    let place = |at: u32, is_end: bool| {
        let Some(run) = map.get(run_at(map, at)) else { return 0 };
        match run.kind {
            OriginKind::Verbatim => (run.from.start + (at - run.at)).min(run.from.end),
            OriginKind::Replaced if is_end => run.from.end,
            OriginKind::Replaced => run.from.start,
        }
    };
    let start = place(span.start, false);
    if span.is_empty() {
        return Span::new(start, start);
    }
    // The last byte tells the run: one past it, another one may start.
    let last = span.end - 1;
    let is_verbatim = map.get(run_at(map, last)).is_some_and(|run| run.kind == OriginKind::Verbatim);
    Span::new(start, (place(last, true) + u32::from(is_verbatim)).max(start))
}

/// Source bytes that may lie between two pieces of one span: markup, a citation's keys, a comment line. Less than what lies between
/// two files, so that no span runs from one into the next.
const MARKUP_GAP: u32 = 400;
const _: () = assert!(MARKUP_GAP < FILE_GAP);
