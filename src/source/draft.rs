use std::sync::{Arc, OnceLock};

use super::{Declared, Encoding, Format, Links, Source, Span};

/// Unused addresses between two files of a draft.
pub const FILE_GAP: u32 = 1024;

/// Which file of a draft, in the order they were first included; the main file is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One file of a paper.
#[derive(Clone, Debug)]
pub struct File {
    /// The path or name shown in findings.
    pub name: String,
    /// The path that programs are given: from the top of the repository, with `/` between names. Its name, where nobody says it.
    pub path: String,
    /// The decoded text.
    pub text: String,
    /// The markup it is read as.
    pub format: Format,
    /// How its bytes were decoded.
    pub encoding: Encoding,
    /// The address of its first byte in the draft.
    pub base: u32,
}

impl File {
    /// Returns the addresses of all its bytes.
    pub fn span(&self) -> Span {
        Span::new(self.base, self.base + self.text.len() as u32)
    }

    /// Returns whether it is a class or a package of LaTeX, or a part of one: it defines commands, and nothing in it is prose.
    pub fn is_style(&self) -> bool {
        let extension = self.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.format == Format::Latex
            && ["sty", "cls", "clo", "def", "cfg", "ldf", "fd", "rtx"].contains(&extension)
    }

    /// Returns the address where the line of text that holds `at` starts; in a notebook, the line of its cell.
    pub fn line_start(&self, at: u32) -> u32 {
        let before = self.text.get(..at.saturating_sub(self.base) as usize).unwrap_or("");
        let start = match self.format {
            Format::Notebook => {
                let escape = before.rfind("\\n").map_or(0, |at| at + "\\n".len());
                before.rfind(['\n', '"']).map_or(0, |at| at + 1).max(escape)
            }
            _ => before.rfind(['\n', '\r']).map_or(0, |at| at + 1),
        };
        self.base + start as u32
    }

    /// Returns whether nothing but blanks follows `at` on its line of text.
    pub fn is_line_end(&self, at: u32) -> bool {
        let after = self.text.get(at.saturating_sub(self.base) as usize..).unwrap_or("");
        let after = after.trim_start_matches([' ', '\t']);
        let ends_cell_line = || after.starts_with("\\n") || after.starts_with('"');
        after.is_empty()
            || after.starts_with(['\n', '\r'])
            || (self.format == Format::Notebook && ends_cell_line())
    }
}

/// A command that reads another file in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Include {
    /// The whole command, as in `\input{results}`.
    pub at: Span,
    /// The file it reads.
    pub file: FileId,
}

/// Something that kept part of a paper from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The command that asked for the file.
    pub at: Span,
    /// The file it asked for, as written.
    pub target: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// Why an included file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProblemKind {
    /// No such file below the root.
    #[error("was not found")]
    Missing,
    /// The file includes itself, directly or through others.
    #[error("includes itself")]
    Cycle,
    /// The path leads out of the paper's root.
    #[error("lies outside the paper's folder, so it was not read")]
    Refused,
    /// The file, or the paper as a whole, is larger than paperlint reads.
    #[error("is larger than paperlint reads")]
    TooLarge,
    /// The file exists and cannot be read.
    #[error("could not be read")]
    Unreadable,
    /// Nobody looked for it: the draft itself lies nowhere yet.
    #[error("was not looked for")]
    Unplaced,
}

/// Every file of one paper, as its authors wrote it, and how they include each other. Immutable.
///
/// All files share one address space: file `n` takes the addresses from its `base`, and [`FILE_GAP`] unused addresses stand
/// between two files, so that what lies close together lies in one.
#[derive(Clone, Debug)]
pub struct Draft {
    files: Vec<File>,
    /// How many of the first files are roots.
    roots: u32,
    includes: Vec<Include>,
    problems: Vec<Problem>,
    /// `None` until they are asked for.
    bibliographies: Option<Vec<Bibliography>>,
    plan: Option<Arc<Beside>>,
    /// Found at the first question, and by one who searches markup: files of references are looked for by them, too.
    links: OnceLock<Links>,
    declared: Arc<Declared>,
}

/// A file of references that a paper names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bibliography {
    /// Its name, as it was asked for.
    pub target: String,
    /// The file, or why there is none.
    pub file: Result<FileId, ProblemKind>,
}

/// A plan beside a paper. Its files are files of the paper's draft, too, so that a place in it can be told.
#[derive(Clone, Debug)]
struct Beside {
    plan: Draft,
    /// The first of its files in the paper's draft; the others follow.
    first: FileId,
}

impl Draft {
    /// Returns a draft of a single file that includes nothing.
    pub fn single(source: Source, format: Format) -> Self {
        DraftBuilder::new(source, format).finish()
    }

    /// Returns the draft, with what its authors say of it beside its text.
    pub fn declaring(self, declared: Arc<Declared>) -> Self {
        Self { declared, ..self }
    }

    /// Returns the draft, which lies nowhere yet, so that what it asks for was not looked for.
    pub fn unplaced(mut self) -> Self {
        self.problems.iter_mut().for_each(|problem| problem.kind = ProblemKind::Unplaced);
        self
    }

    /// Returns the draft, with the files of references that it names, or why each is not read. Nothing of them is prose.
    pub fn citing_from(self, found: Vec<(String, Result<Source, ProblemKind>)>) -> Self {
        let mut builder = DraftBuilder { draft: self };
        let mut add = |(target, source): (String, Result<Source, ProblemKind>)| {
            let file =
                source.and_then(|source| builder.add(source, Format::Plain).ok_or(ProblemKind::TooLarge));
            Bibliography { target, file }
        };
        let bibliographies = found.into_iter().map(&mut add).collect();
        Self { bibliographies: Some(bibliographies), ..builder.draft }
    }

    /// Returns the draft, with the plan that it is compared with. Nothing of the plan is prose of the paper.
    pub fn planned_by(self, plan: Self) -> Self {
        let first = FileId(self.files.len() as u32);
        let mut builder = DraftBuilder { draft: self };
        let files = plan.files.iter().map(|file| {
            let source = Source { name: file.name.clone(), text: file.text.clone(), encoding: file.encoding };
            builder.add(source, Format::Plain)
        });
        let has_room = files.collect::<Option<Vec<FileId>>>().is_some();
        let plan = has_room.then(|| Arc::new(Beside { plan, first }));
        Self { plan, ..builder.draft }
    }

    /// Returns the plan that it is compared with.
    pub fn plan(&self) -> Option<&Self> {
        self.plan.as_ref().map(|beside| &beside.plan)
    }

    /// Returns a span of the plan as one of this draft.
    pub fn in_plan(&self, span: Span) -> Span {
        let Some(beside) = &self.plan else { return span };
        let id = beside.plan.file_of(span.start);
        let (from, to) = (beside.plan.file(id).base, self.file(FileId(beside.first.0 + id.0)).base);
        Span::new(span.start - from + to, span.end - from + to)
    }

    /// Returns its labels, references, floats and citations, which `find` looks for at the first question.
    pub fn links(&self, find: impl FnOnce(&Self) -> Links) -> &Links {
        self.links.get_or_init(|| find(self))
    }

    /// Returns the files of references that it names; `None` where nobody has looked for them.
    pub fn bibliographies(&self) -> Option<&[Bibliography]> {
        self.bibliographies.as_deref()
    }

    /// Returns the draft, with the path of each of its files as programs are given it.
    pub fn placed(mut self, paths: impl IntoIterator<Item = String>) -> Self {
        self.files.iter_mut().zip(paths).for_each(|(file, path)| file.path = path);
        self
    }

    /// Returns what its authors say of it beside its text.
    pub fn declared(&self) -> &Declared {
        &self.declared
    }

    /// Returns all files, the main file first.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// Returns the file of that id.
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// Returns the main file.
    pub fn main(&self) -> &File {
        &self.files[0]
    }

    /// Returns the files that no other one includes, in the order they are read: most papers have one, some are several in a row.
    pub fn roots(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.roots).map(FileId)
    }

    /// Returns what could not be read, in the order it was met.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the file that holds an address.
    pub fn file_of(&self, address: u32) -> FileId {
        let after = self.files.partition_point(|file| file.base <= address);
        FileId(after.saturating_sub(1) as u32)
    }

    /// Returns the source text of a span; empty where the span is not one of this draft.
    pub fn text(&self, span: Span) -> &str {
        let file = self.file(self.file_of(span.start));
        let start = span.start.saturating_sub(file.base) as usize;
        let end = span.end.saturating_sub(file.base) as usize;
        file.text.get(start..end).unwrap_or("")
    }

    /// Returns the file that the command at `at` reads in its place.
    pub fn included_at(&self, at: Span) -> Option<FileId> {
        let found = self.includes.binary_search_by_key(&at.start, |include| include.at.start).ok()?;
        Some(self.includes[found].file)
    }

    /// Returns the draft after edits: spans and what stands in their place. They are sorted and disjoint, and none lies in a command that
    /// reads a file.
    pub fn edited(&self, edits: &[(Span, &str)]) -> Self {
        let mut edited = Self {
            files: Vec::with_capacity(self.files.len()),
            roots: self.roots,
            includes: Vec::new(),
            problems: Vec::new(),
            bibliographies: self.bibliographies.clone(),
            plan: self.plan.clone(),
            links: OnceLock::new(),
            declared: self.declared.clone(),
        };
        let mut rest = edits;
        let mut moves = Vec::with_capacity(edits.len() + self.files.len());
        for file in &self.files {
            let (here, others) =
                rest.split_at(rest.partition_point(|(span, _)| span.start <= file.span().end));
            rest = others;
            let base = edited.files.last().map_or(0, |last: &File| last.span().end + FILE_GAP);
            let mut text = String::with_capacity(file.text.len());
            let mut at = file.base;
            moves.push((file.base, base));
            for (span, new) in here {
                text.push_str(self.text(Span::new(at, span.start)));
                text.push_str(new);
                at = span.end;
                moves.push((at, base + text.len() as u32));
            }
            text.push_str(self.text(Span::new(at, file.span().end)));
            edited.files.push(File { text, base, name: file.name.clone(), path: file.path.clone(), ..*file });
        }
        let moved = |at: u32| {
            let (from, to) = moves[moves.partition_point(|(from, _)| *from <= at).saturating_sub(1)];
            to + (at - from)
        };
        let moved = |span: Span| Span::new(moved(span.start), moved(span.end));
        edited
            .includes
            .extend(self.includes.iter().map(|include| Include { at: moved(include.at), ..*include }));
        edited
            .problems
            .extend(self.problems.iter().map(|problem| Problem { at: moved(problem.at), ..problem.clone() }));
        edited
    }
}

/// Collects the files of a draft. The main file is there from the start.
#[derive(Debug)]
pub struct DraftBuilder {
    draft: Draft,
}

impl DraftBuilder {
    /// Starts with the main file.
    pub fn new(main: Source, format: Format) -> Self {
        let (files, includes, problems) = (Vec::new(), Vec::new(), Vec::new());
        let mut builder = Self {
            draft: Draft {
                files,
                roots: 1,
                includes,
                problems,
                bibliographies: None,
                plan: None,
                links: OnceLock::new(),
                declared: Arc::default(),
            },
        };
        if builder.add(main, format).is_none() {
            // A main file of 4 GiB has no addresses; it is read as empty and said to be too large.
            builder.draft.files.push(File {
                name: String::new(),
                path: String::new(),
                text: String::new(),
                format,
                encoding: Encoding::Utf8,
                base: 0,
            });
            builder.problem(Span::default(), "the main file", ProblemKind::TooLarge);
        }
        builder
    }

    /// Adds a file that is read after the main file. Comes before any file that another one includes.
    pub fn add_root(&mut self, source: Source, format: Format) {
        debug_assert_eq!(self.draft.files.len(), self.draft.roots as usize);
        let name = source.name.clone();
        match self.add(source, format) {
            Some(_) => self.draft.roots += 1,
            None => self.problem(Span::default(), name, ProblemKind::TooLarge),
        }
    }

    /// Adds a file, or gives `None` where the draft has no addresses left for it.
    pub fn add(&mut self, source: Source, format: Format) -> Option<FileId> {
        let base = self.draft.files.last().map_or(0, |last| last.span().end.saturating_add(FILE_GAP));
        let room = (u32::MAX - FILE_GAP).saturating_sub(base);
        if u32::try_from(source.text.len()).is_ok_and(|len| len < room) {
            let Source { name, text, encoding } = source;
            self.draft.files.push(File { path: name.clone(), name, text, format, encoding, base });
            return Some(FileId(self.draft.files.len() as u32 - 1));
        }
        None
    }

    /// Records that the command at `at` reads `file`.
    pub fn include(&mut self, at: Span, file: FileId) {
        self.draft.includes.push(Include { at, file });
    }

    /// Records that the command at `at` asked for a file that is not read.
    pub fn problem(&mut self, at: Span, target: impl Into<String>, kind: ProblemKind) {
        self.draft.problems.push(Problem { at, target: target.into(), kind });
    }

    /// Returns all files added so far.
    pub fn files(&self) -> &[File] {
        self.draft.files()
    }

    /// Returns the file of that id, as added so far.
    pub fn file(&self, id: FileId) -> &File {
        self.draft.file(id)
    }

    /// Returns the finished draft.
    pub fn finish(mut self) -> Draft {
        self.draft.includes.sort_unstable_by_key(|include| include.at.start);
        self.draft
    }
}
