use std::ops::Range;
use std::path::Path;

use rustc_hash::FxHashSet;

use crate::source::{Draft, DraftBuilder, File, FileId, Format, Links, ProblemKind, Source, Span};

use super::{latex, markdown};

/// Gives the files that a draft includes. The command line reads them from disk; an editor or a browser serves its own.
pub trait Loader {
    /// Returns the file that `target`, as written in the file named `from`, stands for.
    fn load(&mut self, from: &str, target: &str) -> Result<Source, LoadError>;
}

/// Why a loader gives no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// No such file below the root.
    Missing,
    /// The path leads out of the root.
    Refused,
    /// The file is larger than the loader reads.
    TooLarge,
    /// The file exists and cannot be read.
    Unreadable,
}

impl From<LoadError> for ProblemKind {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Missing => Self::Missing,
            LoadError::Refused => Self::Refused,
            LoadError::TooLarge => Self::TooLarge,
            LoadError::Unreadable => Self::Unreadable,
        }
    }
}

/// A file that another one asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The bytes of the command, or of the name where one command asks for several files.
    pub at: Range<usize>,
    /// The file, as written.
    pub target: String,
    /// What the file is read as, which the asking command decides and not the file's name.
    pub format: Format,
    /// Whether something is missing where it is not there. The packages of a distribution never are.
    pub is_required: bool,
}

/// A loader without files, for a draft that is a single text.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLoader;

impl Loader for NoLoader {
    fn load(&mut self, _from: &str, _target: &str) -> Result<Source, LoadError> {
        Err(LoadError::Missing)
    }
}

/// Files one draft may hold, each counted as often as it is included; a paper with more includes itself in disguise.
const MAX_FILES: usize = 4096;

/// How deep files may include each other. TeX itself gives up at 15.
const MAX_DEPTH: usize = 20;

/// Bytes one draft may hold, all files together.
const MAX_BYTES: usize = 32 << 20;

/// Bytes of files that are included again, beside half of what is read. A kilobyte of source could ask for gigabytes otherwise.
const MAX_REPEATED: usize = 1 << 20;

/// Follows the includes of `main` and gives the whole draft. Cannot fail: what is not read is a
/// [`Problem`](crate::source::Problem) of the draft.
pub fn assemble(main: Source, format: Format, loader: &mut dyn Loader) -> Draft {
    assemble_series(main, Vec::new(), format, loader)
}

/// As [`assemble`], for a paper that is several files in a row, each with its own includes. Those that follow are read as their names say.
pub fn assemble_series(main: Source, rest: Vec<Source>, format: Format, loader: &mut dyn Loader) -> Draft {
    let mut builder = DraftBuilder::new(main, format);
    for source in rest {
        let own = Format::from_path(Path::new(&source.name));
        builder.add_root(source, own.unwrap_or(format));
    }
    let bytes = builder.files().iter().map(|file| file.text.len()).sum::<usize>();
    let parents = vec![None; builder.files().len()];
    let names = builder.files().iter().map(|file| file.name.clone()).collect();
    let mut assembly = Assembly { builder, parents, names, bytes, repeated: 0 };
    let (mut next, mut named) = (0, 0);
    let mut has_unnamed = false;
    let mut paths: Option<latex::Paths> = None;
    loop {
        if let Some(file) = assembly.builder.files().get(next) {
            let asked = includes(file.format, &file.text, &mut has_unnamed);
            assembly.follow(next, asked, loader);
            next += 1;
        } else if let Some(file) = assembly.builder.files().get(named).filter(|_| has_unnamed) {
            // Files that commands of the paper name come last: the definitions may stand in any of the others.
            let paths = paths.get_or_insert_with(|| definitions_of(assembly.builder.files()));
            let asked = match file.format {
                Format::Latex => latex::Includes::named_by(&file.text, paths).collect(),
                _ => Vec::new(),
            };
            assembly.follow(named, asked, loader);
            named += 1;
        } else {
            return assembly.builder.finish();
        }
    }
}

/// Returns the draft, with the files of references that it names. Those that it holds itself are not looked for.
pub fn with_bibliographies(draft: Draft, loader: &mut dyn Loader) -> Draft {
    let is_latex = draft.main().format == Format::Latex;
    let mut of_markdown = Links::default();
    let links = match draft.main().format {
        Format::Markdown => {
            draft.roots().for_each(|id| markdown::bibliographies(draft.file(id), &mut of_markdown));
            &of_markdown
        }
        _ => super::links(&draft),
    };
    let from = draft.main().name.clone();
    let mut found: Vec<(String, Result<Source, ProblemKind>)> = Vec::new();
    for named in &links.bibliographies {
        let has_extension = !is_latex || named.name.ends_with(".bib");
        let target = if has_extension { named.name.clone() } else { format!("{}.bib", named.name) };
        let is_known = found.iter().any(|(known, _)| *known == target)
            || links.embedded.iter().any(|one| one.name == target || one.name == named.name);
        // A name that TeX or R makes up is not known here.
        if !is_known && !target.contains(['\\', '#', '`', '{']) {
            let source = loader.load(&from, &target).map_err(ProblemKind::from);
            found.push((target, source));
        }
    }
    if is_latex && found.iter().any(|(_, source)| source.is_err()) {
        // What BibTeX made of them may lie beside the paper, and is what LaTeX reads.
        let stem = Path::new(&from).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let target = format!("{}.bbl", stem.unwrap_or_default());
        let source = loader.load(&from, &target).map_err(ProblemKind::from);
        found.push((target, source));
    }
    draft.citing_from(found)
}

/// A draft that grows.
struct Assembly {
    builder: DraftBuilder,
    /// The file that includes each one; files are followed in the order they are added.
    parents: Vec<Option<usize>>,
    /// The names of all files.
    names: FxHashSet<String>,
    /// Bytes of all files, each counted once.
    bytes: usize,
    /// Bytes of files that were there already.
    repeated: usize,
}

impl Assembly {
    /// Returns whether what was read so far may be held.
    fn has_room(&self) -> bool {
        self.bytes + self.repeated <= MAX_BYTES && self.repeated <= MAX_REPEATED + self.bytes / 2
    }

    /// Adds the files that a file asks for.
    fn follow(&mut self, index: usize, asked: Vec<Asked>, loader: &mut dyn Loader) {
        let file = self.builder.file(FileId(index as u32));
        let (name, base, is_style) = (file.name.clone(), file.base, file.is_style());
        for Asked { at, target, format, is_required } in asked {
            let at = Span::new(base + at.start as u32, base + at.end as u32);
            let is_full = self.parents.len() >= MAX_FILES
                || !self.has_room()
                || lineage(&self.parents, index).count() >= MAX_DEPTH;
            let loaded = if is_full { Err(LoadError::TooLarge) } else { loader.load(&name, &target) };
            let added = loaded.map_err(ProblemKind::from).and_then(|source| {
                if includes_itself(&self.builder, &self.parents, index, &source.name) {
                    return Err(ProblemKind::Cycle);
                }
                match self.names.contains(&source.name) {
                    true => self.repeated += source.text.len(),
                    false => {
                        self.names.insert(source.name.clone());
                        self.bytes += source.text.len();
                    }
                }
                let has_room = self.has_room();
                has_room.then(|| self.builder.add(source, format)).flatten().ok_or(ProblemKind::TooLarge)
            });
            match added {
                // What a class asks for is its publisher's business.
                Err(problem) if is_required && !is_style => self.builder.problem(at, target, problem),
                Err(_) => {}
                Ok(included) => {
                    self.builder.include(at, included);
                    self.parents.push(Some(index));
                }
            }
        }
    }
}

/// Returns what the commands of a paper stand for, as far as they name files.
fn definitions_of(files: &[File]) -> latex::Paths {
    let mut paths = latex::Paths::default();
    files.iter().filter(|file| file.format == Format::Latex).for_each(|file| paths.note(&file.text));
    paths
}

/// Returns what a file asks for; gathered, since the draft that holds the file grows meanwhile.
fn includes(format: Format, text: &str, has_unnamed: &mut bool) -> Vec<Asked> {
    match format {
        Format::Latex => {
            let mut found = latex::Includes::new(text);
            let asked = found.by_ref().collect();
            *has_unnamed |= found.has_unnamed;
            asked
        }
        Format::Markdown => markdown::includes(text),
        Format::Notebook | Format::Plain => Vec::new(),
    }
}

/// Returns whether a file named `name` is `file` or one of those that lead to it.
fn includes_itself(builder: &DraftBuilder, parents: &[Option<usize>], file: usize, name: &str) -> bool {
    lineage(parents, file).any(|file| builder.file(FileId(file as u32)).name == name)
}

/// Returns a file, the one that includes it, and so on up to the main file.
fn lineage(parents: &[Option<usize>], file: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(file), |&file| parents[file])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file includes the next one twice: two files more make four times as many.
    struct Doubling;

    impl Loader for Doubling {
        fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
            let next = target.len() + 1;
            let include = format!("\\input{{{}}}", "a".repeat(next));
            Ok(Source::new(target, include.repeat(2)))
        }
    }

    #[test]
    fn includes_that_multiply_come_to_an_end() {
        let draft = assemble(Source::new("main", "\\input{a}"), Format::Latex, &mut Doubling);
        assert_eq!(draft.files().len(), MAX_FILES);
        assert!(draft.problems().iter().all(|problem| problem.kind == ProblemKind::TooLarge));
    }

    #[test]
    fn a_file_that_is_included_again_and_again_is_held_a_few_times() {
        struct Large;
        impl Loader for Large {
            fn load(&mut self, _from: &str, target: &str) -> Result<Source, LoadError> {
                Ok(Source::new(target, "a. ".repeat(MAX_REPEATED / 24)))
            }
        }
        let main = Source::new("main", "\\input{a}\n".repeat(40));
        let draft = assemble(main, Format::Latex, &mut Large);
        let bytes: usize = draft.files().iter().map(|file| file.text.len()).sum();
        assert!((MAX_REPEATED..2 * MAX_REPEATED).contains(&bytes), "{bytes}");
        assert!(draft.problems().iter().all(|problem| problem.kind == ProblemKind::TooLarge));
        assert_eq!(draft.problems().len() + draft.files().len(), 41);
    }

    #[test]
    fn a_file_that_includes_itself_is_said() {
        struct Same;
        impl Loader for Same {
            fn load(&mut self, _from: &str, _target: &str) -> Result<Source, LoadError> {
                Ok(Source::new("main", ""))
            }
        }
        let draft = assemble(Source::new("main", "\\input{main}"), Format::Latex, &mut Same);
        assert_eq!(draft.problems().first().map(|problem| problem.kind), Some(ProblemKind::Cycle));
    }
}
