//! `left-open`: `\todo{…}`, `\cite{}` and the like in LaTeX, `[@...]` in Markdown.

use memchr::memmem;
use serde::{Deserialize, Deserializer};

use crate::analysis::Paper;
use crate::document::{Block, BlockRole};
use crate::findings::{Place, Report, Severity};
use crate::rules::{PaperCheck, Words};
use crate::source::{File, Format, Span};

/// Commands of notes and of references.
#[derive(serde::Deserialize)]
pub struct LeftOpen {
    /// With the backslash.
    #[serde(deserialize_with = "commands")]
    notes: Vec<String>,
    /// What says in the source that notes are not printed.
    silent: Words,
    references: Words,
    /// Commands that define others, with the backslash.
    #[serde(deserialize_with = "commands")]
    definitions: Vec<String>,
    /// What stands between braces where nothing is named, braces included.
    nothing: Words,
    /// Citations in Markdown that name nothing, with what closes them.
    keys: Words,
}

/// What is left open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Note,
    Reference,
}

/// Reads the names of commands, and puts the backslash before each.
fn commands<'de, D: Deserializer<'de>>(names: D) -> Result<Vec<String>, D::Error> {
    let names: Vec<String> = Vec::deserialize(names)?;
    Ok(names.into_iter().map(|name| format!("\\{name}")).collect())
}

impl PaperCheck for LeftOpen {
    fn check(&self, paper: &Paper<'_>, out: &mut Report<'_>) {
        let is_tex = |file: &&File| file.format == Format::Latex && !file.is_style();
        let files = || paper.draft.files().iter().filter(is_tex);
        let finds = |text: &str, needle: &str| memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
        let is_silent = files().any(|file| self.silent.iter().any(|option| finds(&file.text, option)));
        for file in files() {
            let mut open = self.references(&file.text);
            if !is_silent {
                open.extend(self.notes(&file.text));
            }
            open.sort();
            for (start, end, kind) in open {
                let span = Span::new(file.base + start as u32, file.base + end as u32);
                if self.is_printed(&file.text, start) && !is_code(paper, span) {
                    let variant = if kind == Kind::Note { "note" } else { "reference" };
                    out.place(Place::source(span), Severity::Warning)
                        .variant(variant)
                        .value("found", paper.draft.text(span));
                }
            }
        }
        for file in paper.draft.files().iter().filter(|file| file.format == Format::Markdown) {
            self.check_keys(file, paper, out);
        }
    }
}

impl LeftOpen {
    /// Reports the citations of a file in Markdown that name nothing.
    fn check_keys(&self, file: &File, paper: &Paper<'_>, out: &mut Report<'_>) {
        let is_read = |span: Span| {
            let mut blocks = paper.document.blocks().iter();
            blocks.any(|block| {
                block.role != BlockRole::Empty
                    && block.source.start <= span.start
                    && span.end <= block.source.end
            })
        };
        let finds = |key: &str| memmem::find_iter(file.text.as_bytes(), key.as_bytes()).collect::<Vec<_>>();
        let mut open: Vec<_> =
            self.keys.iter().flat_map(|key| finds(key).into_iter().map(|at| (at, at + key.len()))).collect();
        open.sort_unstable();
        for (start, end) in open {
            let span = Span::new(file.base + start as u32, file.base + end as u32);
            let line = file.text.get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
            let is_code = line.matches('`').count() % 2 == 1;
            if is_read(span) && !is_code {
                out.place(Place::source(span), Severity::Warning)
                    .variant("reference")
                    .value("found", paper.draft.text(span));
            }
        }
    }

    /// Returns whether a place is neither in a comment nor in the preamble, nor on the line of a definition.
    fn is_printed(&self, text: &str, at: usize) -> bool {
        let before = text.get(..at).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        let is_comment = line.replace("\\\\", "").replace("\\%", "").contains('%');
        let begin = memmem::find(text.as_bytes(), b"\\begin{document}");
        let end = memmem::find(text.as_bytes(), b"\\end{document}");
        let is_body = begin.is_none_or(|begin| begin < at) && end.is_none_or(|end| at < end);
        is_body && !is_comment && !self.definitions.iter().any(|command| line.contains(command.as_str()))
    }

    /// Returns the commands of notes that have an argument.
    fn notes(&self, text: &str) -> Vec<(usize, usize, Kind)> {
        let mut notes = Vec::new();
        for name in &self.notes {
            for start in memmem::find_iter(text.as_bytes(), name.as_bytes()) {
                let end = start + name.len();
                if let Some(argument) = text.get(end..).filter(|rest| rest.starts_with(['{', '['])) {
                    notes.push((start, end + shown(argument), Kind::Note));
                }
            }
        }
        notes
    }

    /// Returns the commands of references that name nothing, their braces included.
    fn references(&self, text: &str) -> Vec<(usize, usize, Kind)> {
        let mut references = Vec::new();
        for braces in self.nothing.iter() {
            for open in memmem::find_iter(text.as_bytes(), braces.as_bytes()) {
                if let Some(start) = self.command_before(text, open) {
                    references.push((start, open + braces.len(), Kind::Reference));
                }
            }
        }
        references
    }

    /// Returns where the reference begins whose braces open at `open`.
    fn command_before(&self, text: &str, open: usize) -> Option<usize> {
        let mut before = text.get(..open)?;
        while before.ends_with(']') {
            before = before.get(..before.rfind(['[', '\n'])?)?;
        }
        let before = before.strip_suffix('*').unwrap_or(before);
        let start = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let name = before.strip_prefix(start)?;
        (start.ends_with('\\') && self.references.contains(name)).then(|| start.len() - 1)
    }
}

/// Bytes of the argument of a note that are marked: to its first closing brace, where that stands on the same line.
fn shown(argument: &str) -> usize {
    let line = argument.lines().next().unwrap_or("");
    line.find('}').map_or(0, |close| close + 1)
}

/// Returns whether a place lies in code, or in text that is not read.
fn is_code(paper: &Paper<'_>, place: Span) -> bool {
    let file = paper.draft.file(paper.draft.file_of(place.start));
    let before = paper.draft.text(Span::new(file.base, place.start)).chars().next_back();
    let is_verb = before.is_some_and(|mark| matches!(mark, '|' | '!' | '+' | '"'));
    let is_in = |block: &&Block| block.source.start <= place.start && place.end <= block.source.end;
    is_verb || paper.document.blocks().iter().filter(is_in).any(|block| block.role == BlockRole::Empty)
}
