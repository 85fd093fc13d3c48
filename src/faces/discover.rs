//! Which files of a folder are papers.
//!
//! A folder holds notes, manuals and fragments beside papers; linting them all would bury what matters. A file counts as a paper
//! when it says so itself, and every other draft is counted and named. Including is not looked at here: a LaTeX file that
//! another one includes is known when the papers have been put together.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::config::{Configs, Listed, Problems};
use super::disk::{ReadError, Roots, shown, walk};
use crate::markup::notebook_text;
use crate::source::Format;

/// What a folder holds, in the order of the paths.
#[derive(Debug, Default)]
pub struct Found {
    /// Papers, as far as one file can tell.
    pub papers: Vec<FoundPaper>,
    /// LaTeX files that are no papers by themselves and may be parts of one.
    pub parts: Vec<Part>,
    /// Drafts that are no papers.
    pub others: Vec<PathBuf>,
    /// Papers that are built from another one beside them: the file and its source.
    pub knitted: Vec<(PathBuf, PathBuf)>,
    /// What could not be read, with the reason.
    pub problems: Vec<String>,
    /// Configurations that cannot be used, so that what they hold for was left alone.
    pub bad_configs: Vec<Problems>,
}

/// A file that is a paper, or the first one of a paper that is several in a row.
#[derive(Debug)]
pub struct FoundPaper {
    /// Where it lies.
    pub path: PathBuf,
    /// The files that are read after it.
    pub rest: Vec<PathBuf>,
    /// What all of them are written in.
    pub format: Format,
    /// Whether a configuration says that it is one.
    pub is_listed: bool,
}

/// A LaTeX file without a document of its own.
#[derive(Debug)]
pub struct Part {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it has headings, as a part of a paper has and a table or a picture has not.
    pub has_sections: bool,
}

/// Searches the folder with that name and real path. Ignore files are respected; hidden folders and those of bibliographies are left out.
pub fn search(folder: &Path, real: &Path, configs: &Configs) -> Found {
    let mut found = Found::default();
    let mut drafts = Vec::new();
    let files = match configs.roots().root(real) {
        Ok(root) => {
            let walk = walk(folder, real, &root, usize::MAX, is_bibliography);
            found.problems = walk.problems;
            walk.files
        }
        Err(error) => {
            found.problems.push(format!("{}: {error}", shown(folder)));
            Vec::new()
        }
    };
    for (path, real) in files {
        let Some(format) = Format::from_path(&path) else { continue };
        match configs.listed(&real) {
            Ok(Listed::Excluded) => {}
            Ok(listed) => drafts.push((listed, path, format)),
            Err(problems) => found.bad_configs.push(problems),
        }
    }
    let kinds: Vec<Kind> = drafts
        .par_iter()
        .map(|(listed, path, format)| kind(*listed, path, *format, configs.roots()))
        .collect();
    for ((listed, path, format), kind) in drafts.into_iter().zip(kinds) {
        let is_listed = listed == Listed::Paper;
        match kind {
            Kind::Paper => found.papers.push(FoundPaper { path, rest: Vec::new(), format, is_listed }),
            Kind::Section => found.add_section(path, format),
            Kind::Part { has_sections } => found.parts.push(Part { path, has_sections }),
            Kind::Other => found.others.push(path),
            Kind::Problem(problem) => found.problems.push(problem),
        }
    }
    found.set_knitted_apart();
    found
}

impl Found {
    /// Adds what another folder holds.
    pub fn extend(&mut self, other: Self) {
        self.papers.extend(other.papers);
        self.parts.extend(other.parts);
        self.others.extend(other.others);
        self.knitted.extend(other.knitted);
        self.problems.extend(other.problems);
        self.bad_configs.extend(other.bad_configs);
    }

    /// Adds a file of a Manubot manuscript to those before it, whose names are in order.
    fn add_section(&mut self, path: PathBuf, format: Format) {
        match self
            .papers
            .last_mut()
            .filter(|last| is_manubot(&last.path) && last.path.parent() == path.parent())
        {
            Some(paper) => paper.rest.push(path),
            None => self.papers.push(FoundPaper { path, rest: Vec::new(), format, is_listed: false }),
        }
    }

    fn set_knitted_apart(&mut self) {
        let known: HashSet<&Path> = self.papers.iter().map(|paper| paper.path.as_path()).collect();
        let source = |path: &Path| {
            let is_built = matches!(extension(path).as_str(), "tex" | "md");
            let sources = ["Rmd", "rmd", "qmd", "Rnw", "rnw"].map(|extension| path.with_extension(extension));
            sources.into_iter().find(|source| is_built && known.contains(source.as_path()))
        };
        let found_source = |paper: &FoundPaper| source(&paper.path).filter(|_| !paper.is_listed);
        let sources: Vec<Option<PathBuf>> = self.papers.iter().map(found_source).collect();
        let mut sources = sources.into_iter();
        let knitted = &mut self.knitted;
        self.papers.retain(|paper| match sources.next().flatten() {
            Some(source) => {
                knitted.push((paper.path.clone(), source));
                false
            }
            None => true,
        });
    }
}

enum Kind {
    Paper,
    /// One file of a Manubot manuscript.
    Section,
    Part {
        has_sections: bool,
    },
    Other,
    Problem(String),
}

/// Files about a repository, whatever they hold.
const NO_PAPERS: &[&str] =
    &["readme", "changelog", "contributing", "license", "code_of_conduct", "news", "security", "todo"];

/// Whether a file is about a repository, by its name, so that nobody would take it for a paper.
pub fn is_about_repository(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    NO_PAPERS.contains(&stem.as_str())
}

fn kind(listed: Listed, path: &Path, format: Format, roots: &Roots) -> Kind {
    if listed == Listed::Paper {
        return Kind::Paper;
    }
    let text = match format {
        Format::Plain => return Kind::Other,
        _ if is_about_repository(path) => return Kind::Other,
        _ if listed == Listed::NoPaper && format != Format::Latex => return Kind::Other,
        _ => match roots.open(path).map_err(ReadError::from).and_then(|located| located.opened.source("")) {
            Ok(source) => source.text,
            Err(error) => return Kind::Problem(format!("{}: {error}", shown(path))),
        },
    };
    match format {
        Format::Latex if listed == Listed::NoPaper => Kind::Part { has_sections: false },
        Format::Latex if is_latex_root(&text) => Kind::Paper,
        Format::Latex => {
            let sections = ["\\section", "\\subsection", "\\chapter"];
            Kind::Part { has_sections: sections.iter().any(|name| places(&text, name).next().is_some()) }
        }
        Format::Notebook => match notebook_text(&text) {
            Ok(text) if is_markdown_paper(&text) => Kind::Paper,
            Ok(_) => Kind::Other,
            Err(error) => Kind::Problem(format!("{}: {error}", shown(path))),
        },
        _ if is_manubot(path) => Kind::Section,
        _ if is_markdown_paper(&text) => Kind::Paper,
        _ => Kind::Other,
    }
}

/// A document of its own, and not a single figure.
fn is_latex_root(text: &str) -> bool {
    let class = places(text, "\\documentclass").next().and_then(|at| text.get(at..)?.lines().next());
    class.is_some_and(|class| !class.contains("{standalone}"))
        && places(text, "\\begin{document}").next().is_some()
}

/// Where a command stands outside of comments.
fn places<'t>(text: &'t str, command: &'t str) -> impl Iterator<Item = usize> + 't {
    memchr::memmem::find_iter(text.as_bytes(), command).filter(|&at| {
        let before = text.get(..at).unwrap_or("");
        let line = before.get(before.rfind('\n').map_or(0, |end| end + 1)..).unwrap_or("");
        let is_sign =
            |(sign, _): (usize, &str)| !line.get(..sign).is_some_and(|before| before.ends_with('\\'));
        !line.match_indices('%').any(is_sign)
    })
}

/// Front matter of a paper, or the headings that JOSS asks for.
fn is_markdown_paper(text: &str) -> bool {
    let has = |title: &str| {
        let is_it =
            |line: &str| line.strip_prefix("# ").is_some_and(|rest| rest.trim().eq_ignore_ascii_case(title));
        text.lines().any(is_it)
    };
    let keys = front_matter_keys(text);
    let is_about_paper =
        |key: &&str| matches!(*key, "author" | "authors" | "abstract" | "bibliography" | "output");
    (keys.contains(&"title") && keys.iter().any(is_about_paper))
        || (has("Summary") && has("Statement of need"))
}

/// The keys at the top of YAML or TOML front matter.
fn front_matter_keys(text: &str) -> Vec<&str> {
    let mut lines = text.lines();
    let sign = match lines.next().map(str::trim_end) {
        Some("---") => ':',
        Some("+++") => '=',
        _ => return Vec::new(),
    };
    let is_end = |line: &&str| matches!(line.trim_end(), "---" | "..." | "+++");
    let key = |line: &'_ str| line.split_once(sign).map(|(key, _)| key.trim_end().len());
    lines
        .take_while(|line| !is_end(line))
        .filter(|line| !line.starts_with([' ', '\t', '#', '-']))
        .filter_map(|line| line.get(..key(line)?))
        .collect()
}

/// `content/02.introduction.md` of a Manubot manuscript.
fn is_manubot(path: &Path) -> bool {
    let is_in_content = path.parent().and_then(Path::file_name).is_some_and(|folder| folder == "content");
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = name.split_once('.').map_or("", |(number, _)| number);
    is_in_content && number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_bibliography(folder: &OsStr) -> bool {
    let name = folder.to_string_lossy().to_ascii_lowercase();
    matches!(name.as_str(), "bib" | "bibs" | "bibliography" | "bibliographies")
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latex_root_has_a_class_and_a_document() {
        assert!(is_latex_root("\\documentclass{article}\n\\begin{document}\nHi.\n\\end{document}\n"));
        assert!(!is_latex_root("\\section{Results}\nThe rise is small.\n"));
        assert!(!is_latex_root("% \\documentclass{article}\n\\begin{document}\n"));
        assert!(!is_latex_root("\\documentclass[tikz]{standalone}\n\\begin{document}\n"));
    }

    #[test]
    fn a_markdown_paper_says_so_itself() {
        assert!(is_markdown_paper("---\ntitle: On X\nauthor:\n  - A. B.\n---\nText.\n"));
        assert!(is_markdown_paper("---\ntitle: On X\nbibliography: refs.bib\n...\nText.\n"));
        assert!(is_markdown_paper("+++\ntitle = 'On X'\nauthors = ['A. B.']\n+++\nText.\n"));
        assert!(is_markdown_paper("# Summary\n\nIt does.\n\n# Statement of need\n\nWe need it.\n"));
        assert!(!is_markdown_paper("---\ntitle: Notes\nlayout: page\n---\nauthor: nobody\n"));
        assert!(!is_markdown_paper("# My tool\n\n## Summary\n"));
    }

    #[test]
    fn a_manubot_section_is_known_by_its_name() {
        assert!(is_manubot(Path::new("paper/content/02.introduction.md")));
        assert!(!is_manubot(Path::new("paper/content/introduction.md")));
        assert!(!is_manubot(Path::new("paper/02.introduction.md")));
    }
}
