//! Where a comment can stand, and how it is written there.

use super::{borrowed, named};
use crate::findings::Finding;
use crate::markup::{self, BlockKind, BlockMark, Reading, Within};
use crate::source::{Draft, File, FileId, Format, Span};

/// A place for a comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// The name of the file.
    pub file: String,
    /// The byte of the file that it stands before.
    pub at: u32,
    pub how: Position,
}

/// How a comment stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Position {
    /// On a line of its own, for the whole file.
    File,
    /// On a line of its own, for what follows.
    Line,
    /// In the line, for what follows; in LaTeX the line ends with it.
    Here,
}

/// The places of a draft.
pub(super) struct Spots<'d> {
    pub draft: &'d Draft,
    reading: &'d Reading,
    /// What a comment says after the rules.
    reason: &'d str,
    /// Where the front matter of each file ends.
    bodies: Vec<u32>,
}

impl<'d> Spots<'d> {
    pub fn of(draft: &'d Draft, reading: &'d Reading, reason: &'d str) -> Self {
        Self { draft, reading, reason, bodies: draft.files().iter().map(markup::body_start).collect() }
    }

    /// Returns the spots that may silence a finding, the best first. `starts` is where its block may be said to start, `place` where it
    /// starts itself.
    pub fn of_finding<'s>(
        &'s self,
        finding: &Finding,
        starts: &[(String, u32)],
        place: (&str, u32),
    ) -> impl Iterator<Item = Spot> + 's {
        let at = |how| starts.iter().map(move |(file, at)| (how, file.clone(), *at));
        let tries: Vec<(Position, String, u32)> = match starts {
            _ if finding.is_whole_paper => vec![(Position::File, self.draft.main().name.clone(), 0)],
            [] => vec![(Position::Line, place.0.to_owned(), place.1)],
            _ => at(Position::Line).chain(at(Position::Here)).collect(),
        };
        tries.into_iter().filter_map(|(how, file, at)| self.spot(how, &file, at))
    }

    fn spot(&self, how: Position, name: &str, at: u32) -> Option<Spot> {
        let id = named(self.draft, name).next()?;
        let file = self.draft.file(id);
        file.format.comment("")?;
        let at = match how {
            Position::File => self.top(id)?,
            Position::Line => self.own_line(id, at)?,
            Position::Here => self.in_line(id, at)?,
        };
        Some(Spot { file: name.to_owned(), at, how })
    }

    /// Before the first block that may have a comment before it; in LaTeX below the comments at the top of the file.
    fn top(&self, id: FileId) -> Option<u32> {
        let file = self.draft.file(id);
        if file.format == Format::Latex {
            let comments = file.text.split_inclusive('\n').take_while(|line| line.starts_with('%'));
            return Some(comments.map(str::len).sum::<usize>() as u32);
        }
        let here = |block: &&BlockMark| self.draft.file_of(block.source.start) == id;
        let blocks = self.reading.blocks().iter().filter(here);
        blocks
            .filter(|block| block.kind != BlockKind::Footnote)
            .find_map(|block| self.own_line(id, block.source.start - file.base))
    }

    /// Returns the start of the line of a block, behind the marks of the quote or the item that it stands in.
    fn own_line(&self, id: FileId, at: u32) -> Option<u32> {
        let file = self.draft.file(id);
        let line = file.line_start(file.base + at) - file.base;
        let before = file.text.get(line as usize..at as usize)?;
        let start = line + if file.format == Format::Latex { 0 } else { openers(before).len() as u32 };
        let rest = file.text.get(start as usize..)?;
        let is_markdown = file.format != Format::Latex;
        // These belong to what stands before them.
        let belongs =
            ["[ ]", "[x]", "[X]", ": ", "~ ", ":\t", "Table:", "<"].iter().any(|mark| rest.starts_with(mark));
        let is_free = !(is_markdown && belongs) && self.is_free(file.base + start, is_markdown);
        (is_free && start >= self.bodies[id.0 as usize]).then_some(start)
    }

    /// Returns the start of a block inside of a line.
    fn in_line(&self, id: FileId, at: u32) -> Option<u32> {
        let file = self.draft.file(id);
        let line = file.line_start(file.base + at) - file.base;
        let before = file.text.get(line as usize..at as usize)?;
        // A comment that opens a line makes HTML of all of it.
        let is_inside = file.format == Format::Latex || openers(before).len() < before.trim_end().len();
        let is_free = is_inside && self.is_free(file.base + at, false);
        (is_free && at >= self.bodies[id.0 as usize]).then_some(at)
    }

    /// Returns whether a place lies in no code, math or table, and where asked in no other block either.
    fn is_free(&self, address: u32, of_text: bool) -> bool {
        let is_closed = |block: &BlockMark| {
            of_text
                || matches!(block.kind, BlockKind::Cell | BlockKind::Code | BlockKind::Math)
                || block.within.is_in(Within::TABLE)
        };
        let is_in = |block: &BlockMark| {
            let starts_there = block.kind != BlockKind::Cell && block.source.start == address;
            block.source.start <= address && address < block.source.end && !starts_there
        };
        !self.reading.blocks().iter().any(|block| is_closed(block) && is_in(block))
    }

    /// Returns the comment at a spot, once for each time that the draft reads its file.
    pub fn write<'s>(&'s self, spot: &'s Spot, rules: &str) -> impl Iterator<Item = (FileId, String)> + 's {
        let verb = if spot.how == Position::File { "allow-file" } else { "allow" };
        let said = format!("paperlint: {verb} {rules}: {}", self.reason);
        named(self.draft, &spot.file)
            .filter_map(move |id| Some((id, written(self.draft.file(id), spot, &said)?)))
    }

    /// Returns whether the draft reads the same with comments in it.
    pub fn reads_the_same(&self, edits: &[(Span, String)]) -> bool {
        let edited = self.draft.edited(&borrowed(edits));
        let reading = markup::read(&edited);
        let shape = |block: &BlockMark| (block.kind, block.within, block.start, block.end);
        let blocks = self.reading.blocks().iter().map(shape);
        reading.text() == self.reading.text() && reading.blocks().iter().map(shape).eq(blocks)
    }
}

fn written(file: &File, spot: &Spot, said: &str) -> Option<String> {
    let comment = match file.format {
        Format::Notebook => in_json(&file.format.comment(said)?)?,
        format => format.comment(said)?,
    };
    let line_end = if file.text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = file.line_start(file.base + spot.at) - file.base;
    let before = file.text.get(line as usize..spot.at as usize)?;
    let after = file.text.get(spot.at as usize..)?;
    Some(match (file.format, spot.how) {
        (Format::Latex, Position::Here) => format!("{comment}{line_end}"),
        (_, Position::Here) => format!("{comment} "),
        (Format::Latex, _) => {
            let indent = after.len() - after.trim_start_matches([' ', '\t']).len();
            format!("{}{comment}{line_end}", after.get(..indent)?)
        }
        (Format::Notebook, _) => match cell_line(file, line).filter(|_| before.is_empty()) {
            Some(indent) => format!("{comment}\\n\",{line_end}{indent}\""),
            None => format!("{comment}\\n{}", continued(before)),
        },
        _ => format!("{comment}{line_end}{}", continued(before)),
    })
}

/// Returns a text as a string of JSON holds it.
fn in_json(text: &str) -> Option<String> {
    let quoted = serde_json::to_string(text).ok()?;
    Some(quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// Returns what stands before the quotation mark that opens a line of a cell, where it has a line of the file for itself.
fn cell_line(file: &File, start: u32) -> Option<&str> {
    let before = file.text.get(..start as usize)?.strip_suffix('"')?;
    let indent = before.get(before.rfind('\n')? + 1..)?;
    indent.trim().is_empty().then_some(indent)
}

/// Returns the marks of quotes and items that open a line.
fn openers(line: &str) -> &str {
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = rest.get(digits..).unwrap_or("");
        let is_item = |marks: [char; 3]| {
            mark.starts_with(marks) && mark.get(1..).is_some_and(|rest| rest.starts_with([' ', '\t']))
        };
        at += match digits {
            0 if rest.starts_with([' ', '\t', '>']) => 1,
            0 if is_item(['-', '*', '+']) => 1,
            1..=9 if is_item(['.', ')', '.']) => digits + 1,
            _ => break,
        };
    }
    line.get(..at).unwrap_or("")
}

/// Returns how the next line of the same quote or item opens.
fn continued(openers: &str) -> String {
    openers.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_on_in_its_quote_or_item() {
        for (line, marks, next) in [
            ("> - text", "> - ", ">   "),
            ("12. text", "12. ", "    "),
            ("2019 was", "", ""),
            ("**bold** text", "", ""),
            ("  * > 1) text", "  * > 1) ", "    >    "),
            ("# Title", "", ""),
        ] {
            assert_eq!((openers(line), continued(openers(line)).as_str()), (marks, next), "{line}");
        }
    }
}
