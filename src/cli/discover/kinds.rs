//! What one file is, as far as it tells itself: a paper, a part of one, prose that does not say what it is, or something else, and what.

use std::path::Path;

use super::latex::{argument, class, is_latex_root, places, without_commands};
use super::words::{Place, normal, said};
use super::yaml::{self, Entry};
use crate::analysis::{names_plan, plan_headings};
use crate::document::{BlockRole, Document, Lexicon, SectionRole};
use crate::markup::{self, BlockKind, Placeholder, notebook_text};
use crate::source::{Draft, Format, Source};

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// A paper.
    Paper {
        /// Whether it has what papers have, such as sections or an abstract, and does not only say so in its front matter.
        reads: bool,
    },
    /// A LaTeX file without a document of its own, and whether it has headings, as a part of a paper has and a table or a picture has not.
    Part {
        /// Whether it has.
        has_sections: bool,
    },
    /// Prose that does not say what it is.
    Prose(Prose),
    /// Something else, as people say it: `slides`.
    Other(&'static str),
}

/// How much prose a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Words of running text.
    pub words: u32,
    /// Citations.
    pub citations: u32,
    /// Whether its front matter has a title.
    pub is_titled: bool,
}

impl Prose {
    /// Returns whether it is long and cites, so that it may well be a paper.
    pub fn may_be_paper(self) -> bool {
        self.words >= LONG && self.citations > 0
    }

    /// Returns whether it is a paper where its project has pages: a title, a page of text, citations.
    pub fn may_be_page(self) -> bool {
        self.is_titled && self.is_page() && self.citations > 0
    }

    /// Returns whether it is a page long.
    pub fn is_page(self) -> bool {
        self.words >= PAGE
    }
}

/// Words of a page.
const PAGE: u32 = 300;

/// Words of a draft that may be a paper when it cites, and of one that is prose however much code stands in it: four pages.
const LONG: u32 = 1_500;

/// Words that sections of a paper have; fewer are the skeleton of one, or headings of a notebook.
const FEWEST_WORDS: u32 = 50;

/// Words of prose for a line of code; a file with fewer is a script with comments.
const WORDS_A_LINE: u32 = 10;

/// Bytes of a document that may be a single picture; a longer one is not.
const PICTURE: usize = 8 << 10;

/// Words that a picture has at most.
const PICTURE_WORDS: u32 = 30;

/// Returns what the name of a file, or of a folder on its way from the root, says. A name that says nothing is of a file to look into.
pub fn of_name(path: &Path) -> Option<&'static str> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut folders = path.parent().unwrap_or(Path::new("")).iter().map(|name| name.to_string_lossy());
    said(Place::File, &stem)
        .or_else(|| said(Place::Name, &stem))
        .or_else(|| folders.find_map(|name| said(Place::Folder, &name)))
}

/// Returns whether the name of a file is that of a supplement, which is read however much code it holds.
pub fn is_supplement(path: &Path) -> bool {
    let name = normal(&path.file_stem().unwrap_or_default().to_string_lossy());
    name.split(' ').any(|word| word.starts_with("supplement") || word == "appendix")
}

/// Returns whether a file is called a plan and has headings of one. The plan of a program is called so, too.
pub fn is_plan(path: &Path, text: &str, format: Format) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    names_plan(&name) && {
        let draft = Draft::single(Source::new("", text), format);
        let reading = markup::read(&draft);
        plan_headings(&Document::new(&reading, &Lexicon::default())) >= PLAN_HEADINGS
    }
}

/// Headings of plans that a plan has at least.
const PLAN_HEADINGS: usize = 2;

/// Returns what the text of a file says.
pub fn of_text(text: &str, format: Format) -> Kind {
    match format {
        Format::Latex => of_latex(text),
        Format::Notebook => {
            let prose = notebook_text(text).unwrap_or_default();
            of_markdown(&prose, text, format)
        }
        Format::Markdown => of_markdown(text, text, format),
        Format::Plain => Kind::Other("plain text"),
    }
}

/// Returns whether a file may be a part of a paper, and is none itself.
pub fn may_be_part(path: &Path, text: &str, format: Format) -> bool {
    match format {
        Format::Latex => !is_latex_root(text) || class(text) == Some(SUBFILES),
        Format::Markdown => {
            let may_be = of_name(path).is_none() && !states_paper(&front_matter(text));
            may_be && matches!(of_text(text, format), Kind::Prose(_))
        }
        Format::Notebook | Format::Plain => false,
    }
}

/// What latexdiff writes into the preamble of what it makes.
const LATEXDIFF: &str = "%DIF PREAMBLE";

/// The class of a part that can be typeset alone.
const SUBFILES: &str = "subfiles";

fn of_latex(text: &str) -> Kind {
    let Some(class) = class(text).filter(|class| *class != SUBFILES) else {
        let sections = ["\\section", "\\subsection", "\\chapter"];
        return Kind::Part { has_sections: sections.iter().any(|name| places(text, name).next().is_some()) };
    };
    let Some(body) = places(text, "\\begin{document}").next().and_then(|at| text.get(at..)) else {
        return Kind::Part { has_sections: false };
    };
    let by_title = || {
        let title = argument(text, "\\title")?;
        let title = normal(&without_commands(title));
        said(Place::Title, &title).or_else(|| said(Place::Titled, &title))
    };
    match said(Place::Class, class).or_else(by_title) {
        Some(other) => Kind::Other(other),
        None if is_picture(text, body) => Kind::Other("a figure or a preamble"),
        None if text.contains(LATEXDIFF) => Kind::Other("made by latexdiff"),
        None => Kind::Paper { reads: true },
    }
}

/// Returns whether nothing stands in a document but a picture, or nothing at all.
fn is_picture(text: &str, body: &str) -> bool {
    let has = |commands: &[&str]| commands.iter().any(|command| places(body, command).next().is_some());
    let is_short = text.len() <= PICTURE && !has(&MORE);
    let words = if is_short { Look::of(text, Format::Latex).prose.words } else { PICTURE_WORDS };
    words == 0 || (words < PICTURE_WORDS && has(&DRAWN))
}

/// Commands of which a document is more than a picture.
const MORE: [&str; 7] =
    ["\\input", "\\include", "\\subfile", "\\import", "\\section", "\\chapter", "\\maketitle"];

/// Commands that draw.
const DRAWN: [&str; 8] = [
    "\\begin{tikzpicture}",
    "\\begin{forest}",
    "\\begin{circuitikz}",
    "\\begin{pspicture}",
    "\\begin{figure}",
    "\\includegraphics",
    "\\tikz",
    "\\chemfig",
];

/// Returns the title that a file of LaTeX or with front matter states, in lower case.
pub fn title(text: &str, format: Format) -> Option<String> {
    let title = match format {
        Format::Latex => normal(&without_commands(argument(text, "\\title")?)),
        Format::Markdown => normal(value(&front_matter(text), "title")?),
        Format::Notebook | Format::Plain => return None,
    };
    (!title.is_empty()).then_some(title)
}

fn of_markdown(text: &str, whole: &str, format: Format) -> Kind {
    let front = front_matter(text);
    if let Some(other) = of_front_matter(&front) {
        return Kind::Other(other);
    }
    let look = Look::of(whole, format);
    let is_titled = has_key(&front, "title");
    let says = states_paper(&front)
        || look.is_software
        || formats(&front)
            .any(|format| MANUSCRIPTS.iter().any(|name| normal(format).split(' ').any(|word| word == *name)));
    let reads = (look.has_abstract || look.sections >= 2) && look.prose.words >= FEWEST_WORDS;
    let is_short = look.prose.words < WORDS_A_LINE * look.code && look.prose.words < LONG;
    let prose = Prose { is_titled, ..look.prose };
    match says || reads {
        true if is_short && !look.has_abstract && !(look.sections >= 2 && look.prose.words >= look.code) => {
            Kind::Other(CODE)
        }
        true => Kind::Paper { reads },
        false => Kind::Prose(prose),
    }
}

/// Returns whether front matter has the keys of a paper.
fn states_paper(front: &[Entry]) -> bool {
    let about = ["author", "authors", "abstract", "bibliography", "output"];
    has_key(front, "title") && about.into_iter().any(|key| has_key(front, key))
}

fn has_key(front: &[Entry], name: &str) -> bool {
    front.iter().any(|entry| entry.way.first().is_some_and(|key| key == name))
}

/// What a script with comments is.
pub const CODE: &str = "code with little prose";

/// Families of output formats that are made for papers alone: the names of their packages.
const MANUSCRIPTS: [&str; 5] = ["papaja", "apaquarto", "rticles", "elsevier", "acm"];

/// Returns what keys and output formats say.
fn of_front_matter(front: &[Entry]) -> Option<&'static str> {
    let by_key = front.iter().filter_map(|entry| entry.way.first()).find_map(|key| said(Place::Key, key));
    let title = value(front, "title").map(normal).unwrap_or_default();
    let by_title = || said(Place::Title, &title).or_else(|| said(Place::Titled, &title));
    let by_format = || {
        let said: Vec<Option<&str>> = formats(front).map(|format| said(Place::Format, format)).collect();
        said.iter().all(Option::is_some).then(|| said.first().copied().flatten()).flatten()
    };
    by_key.or_else(by_title).or_else(by_format)
}

/// Returns the output formats that front matter names.
fn formats(front: &[Entry]) -> impl Iterator<Item = &str> {
    let of = |entry: &'_ Entry| matches!(entry.way.first().map(String::as_str), Some("output" | "format"));
    front.iter().filter(move |entry| of(entry)).filter_map(|entry| match entry.way.as_slice() {
        [_] => Some(entry.value.as_str()).filter(|value| !value.is_empty()),
        [_, format] => Some(format.as_str()),
        _ => None,
    })
}

/// Returns the value of a key at the top.
fn value<'e>(front: &'e [Entry], key: &str) -> Option<&'e str> {
    front.iter().find(|entry| entry.way.len() == 1 && entry.way[0] == key).map(|entry| entry.value.as_str())
}

/// Returns the YAML or TOML at the top of a text. Of TOML only keys with a value on their line are read.
fn front_matter(text: &str) -> Vec<Entry> {
    let mut lines = text.trim_start().split_inclusive('\n');
    let fence = lines.next().map_or("", str::trim_end);
    if !matches!(fence, "---" | "+++") {
        return Vec::new();
    }
    let is_end = |line: &&str| matches!(line.trim_end(), "---" | "..." | "+++");
    let inner = lines.take_while(|line| !is_end(line));
    if fence == "---" {
        return yaml::entries(&inner.collect::<String>());
    }
    let entry = |line: &str| {
        let (key, value) = line.split_once('=')?;
        Some(Entry {
            way: vec![key.trim().to_owned()],
            value: value.trim().trim_matches(['"', '\'']).to_owned(),
        })
    };
    inner.filter(|line| !line.starts_with([' ', '\t', '#'])).filter_map(entry).collect()
}

/// What a reader sees of a file, its includes left out.
struct Look {
    prose: Prose,
    has_abstract: bool,
    /// Whether it has the headings that JOSS asks for.
    is_software: bool,
    /// How many of introduction, methods, results and discussion there are.
    sections: usize,
    /// Lines of code between its paragraphs.
    code: u32,
}

impl Look {
    fn of(text: &str, format: Format) -> Self {
        let draft = Draft::single(Source::new("", text), format);
        let reading = markup::read(&draft);
        let document = Document::new(&reading, &Lexicon::default());
        let has = |role: SectionRole| document.sections().iter().any(|section| section.role == role);
        let four =
            [SectionRole::Introduction, SectionRole::Methods, SectionRole::Results, SectionRole::Discussion];
        let is_citation = |c: &char| {
            matches!(Placeholder::from_char(*c), Some(Placeholder::Citation | Placeholder::TextCitation))
        };
        let code = document.blocks().iter().filter(|block| block.kind == BlockKind::Code);
        let lines = |text: &str| text.lines().count().saturating_sub(2) as u32;
        let code = match format {
            Format::Notebook => code_of_notebook(text),
            _ => code.map(|block| lines(draft.text(block.source))).sum(),
        };
        let is_abstract = |role: BlockRole| role == BlockRole::Abstract;
        Self {
            prose: Prose {
                words: document.words(),
                citations: reading.text().chars().filter(is_citation).count() as u32,
                is_titled: false,
            },
            has_abstract: document.blocks().iter().any(|block| is_abstract(block.role) && block.words > 0),
            is_software: has(SectionRole::Need) && has(SectionRole::Abstract),
            sections: four.into_iter().filter(|role| has(*role)).count(),
            code,
        }
    }
}

/// Returns lines of the code cells of a notebook.
fn code_of_notebook(text: &str) -> u32 {
    let notebook: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let cells = notebook.get("cells").and_then(|cells| cells.as_array()).into_iter().flatten();
    let code = cells.filter(|cell| cell.get("cell_type").is_some_and(|kind| kind == "code"));
    let lines = |cell: &serde_json::Value| match cell.get("source") {
        Some(serde_json::Value::Array(lines)) => lines.len(),
        Some(serde_json::Value::String(text)) => text.lines().count(),
        _ => 0,
    };
    code.map(lines).sum::<usize>() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_paper(text: &str) -> bool {
        matches!(of_text(text, Format::Markdown), Kind::Paper { .. })
    }

    #[test]
    fn a_picture_is_no_paper() {
        let figure = "\\documentclass[tikz]{standalone}\n\\begin{document}\n";
        assert_eq!(of_text(figure, Format::Latex), Kind::Other("a figure"));
    }

    #[test]
    fn a_markdown_paper_says_so_itself() {
        assert!(is_paper("---\ntitle: On X\nauthor:\n  - A. B.\n---\nText.\n"));
        assert!(is_paper("---\ntitle: On X\nbibliography: refs.bib\n...\nText.\n"));
        assert!(is_paper("+++\ntitle = 'On X'\nauthors = ['A. B.']\n+++\nText.\n"));
        assert!(is_paper("# Summary\n\nIt does.\n\n# Statement of need\n\nWe need it.\n"));
        assert!(!is_paper("---\ntitle: Notes\nlayout: page\n---\nauthor: nobody\n"));
        assert!(!is_paper("# My tool\n\n## Summary\n"));
    }

    #[test]
    fn titles_are_compared_by_their_words() {
        let latex = "\\title[Tea]{Tea and \\emph{Sleep}\n in {O}ld Cats}";
        assert_eq!(title(latex, Format::Latex).as_deref(), Some("tea and sleep in old cats"));
        assert_eq!(title("---\ntitle: 'Tea, again'\n---\n", Format::Markdown).as_deref(), Some("tea again"));
    }
}
