//! Who wrote a paper, as far as its source says: which style shows or hides the authors, where they are named, and what they are called.

mod names;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use names::{is_name, plain, surname};

use super::Paper;
use crate::markup::{Command, Given, body_start};
use crate::source::{File, Format, Span};

/// Who wrote a paper.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    /// What shows the authors although the style could hide them.
    pub shown: Option<Shown>,
    /// Whether the style prints no authors, whoever is named.
    pub is_hidden: bool,
    /// What asks for a style that hides them, and its name.
    pub hidden_by: Option<(Span, String)>,
    /// Where something is said of the authors, in the order of the source.
    pub said: Vec<Said>,
    /// What they are called: as they declare it, else as the source names them.
    pub names: BTreeSet<String>,
}

/// What shows the authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The command that asks for the style, or that shows the names.
    pub at: Span,
    /// The class or package, or the command.
    pub style: String,
    /// The option that hides them and is missing, or the one that shows them; empty for a command.
    pub option: String,
    /// Whether the option is missing.
    pub is_missing: bool,
}

/// Something that is said of the authors where papers say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Where.
    pub at: Span,
    /// What it is.
    pub kind: SaidKind,
    /// In plain text.
    pub text: String,
}

/// What is said of authors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SaidKind {
    /// Their names.
    Name,
    /// Where they work.
    Place,
    /// Their mail, or a number of theirs.
    Contact,
    /// A note to their names or to the title.
    Thanks,
    /// The head of a page.
    Head,
    /// What the file of the print says of itself.
    Metadata,
}

/// In `keys.txt`, a key that says nothing.
const NO_KIND: &str = "none";

/// In `commands.txt`, a command that shows the authors of a style that hides them.
const SHOWS: &str = "shows";

/// What a command says of authors, as `commands.txt` has it; `shows` stands for one that shows those that a style hides.
fn kind_of(command: &str) -> Option<&'static str> {
    static KINDS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        let lines = include_str!("commands.txt").lines().filter(|line| !line.starts_with('#'));
        let of = |line: &'static str| {
            let (kind, names) = line.split_once(' ').unwrap_or((line, ""));
            names.split_whitespace().map(move |name| (name, kind))
        };
        lines.flat_map(of).collect()
    });
    KINDS.get(command).copied()
}

impl SaidKind {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "name" => Self::Name,
            "place" => Self::Place,
            "contact" => Self::Contact,
            "thanks" => Self::Thanks,
            "head" => Self::Head,
            "metadata" => Self::Metadata,
            _ => return None,
        })
    }
}

/// What the source of a paper says of its authors.
pub(super) fn of(paper: &Paper<'_>) -> Authors {
    let mut authors = Authors::default();
    for command in &paper.written().commands {
        authors.style(command);
        authors.command(command);
    }
    for file in paper.draft.files().iter().filter(|file| file.format == Format::Markdown) {
        authors.front_matter(file);
    }
    let declared = paper.draft.declared().authors.iter().cloned();
    authors.names = declared.collect();
    if authors.names.is_empty() {
        // The version for print may stand behind a flag.
        let mut shut = Authors::default();
        paper.written().shut.iter().for_each(|command| shut.command(command));
        let said = authors.said.iter().chain(&shut.said).filter(|said| said.kind == SaidKind::Name);
        authors.names = said.flat_map(|said| names::names(&said.text)).collect();
    }
    authors
}

impl Authors {
    /// A class or a package, or a command that shows the names.
    fn style(&mut self, command: &Command<'_>) {
        if kind_of(command.name) == Some(SHOWS) {
            let style = command.name.to_owned();
            self.shown = Some(Shown { at: command.span, style, option: String::new(), is_missing: false });
            self.is_hidden = false;
            return;
        }
        if !matches!(command.name, "documentclass" | "usepackage" | "RequirePackage") {
            return;
        }
        let given = command.arguments();
        let options = given.iter().find(|given| given.is_optional).map_or("", |given| given.text);
        let options: Vec<&str> = options.split(',').map(str::trim).collect();
        let styles = given.iter().find(|given| !given.is_optional).map_or("", |given| given.text);
        for style in styles.split(',').map(str::trim) {
            let Some((hides_with, known)) = hiding(style) else { continue };
            let found = options.iter().copied().find(|option| known.contains(option));
            let shown = |option: &str| Shown {
                at: command.whole(),
                style: style.to_owned(),
                option: option.to_owned(),
                is_missing: hides_with,
            };
            self.is_hidden = found.is_some() == hides_with;
            self.hidden_by = Some((command.whole(), style.to_owned()));
            if !self.is_hidden && self.shown.is_none() {
                let option = if hides_with { known.first().copied() } else { found };
                self.shown = Some(shown(option.unwrap_or("")));
            }
        }
    }

    fn command(&mut self, command: &Command<'_>) {
        match kind_of(command.name).and_then(SaidKind::named) {
            Some(SaidKind::Metadata) => self.metadata(command.argument()),
            Some(kind) => {
                let given = command.arguments();
                let mut given = given.iter().filter(|given| !given.is_optional).peekable();
                // `\icmlauthor{name}{place}`: the second is a key.
                let most = if kind == SaidKind::Head { usize::MAX } else { 1 };
                // `\icmlaffiliation{key}{place}`, `\affiliation{1}{place}`.
                if kind == SaidKind::Place {
                    given.next_if(|given| {
                        command.name == "icmlaffiliation" || !given.text.contains(char::is_alphabetic)
                    });
                }
                for given in given.take(most) {
                    self.say(given.span, kind, plain(given.text));
                }
            }
            None if command.name == "usepackage" => self.metadata(command.option()),
            None => {}
        }
    }

    /// `pdfauthor={Ada Quill}`, or `/Author (Ada Quill)`.
    fn metadata(&mut self, given: Option<Given<'_>>) {
        let Some(Given { text, span, .. }) = given else { return };
        let value = |key: &str| text.find(key).and_then(|at| text.get(at + key.len()..));
        let value =
            value("pdfauthor").and_then(|rest| rest.trim_start().strip_prefix('=')).or(value("/Author"));
        if let Some(rest) = value {
            let end = rest.find(['}', ')']).or(rest.find(',')).unwrap_or(rest.len());
            self.say(span, SaidKind::Metadata, plain(rest.get(..end).unwrap_or("")));
        }
    }

    /// The keys of the front matter that say something of authors.
    fn front_matter(&mut self, file: &File) {
        let end = body_start(file) as usize;
        let mut at = 0;
        let mut list = None;
        let mut given = String::new();
        for line in file.text.get(..end).unwrap_or("").split_inclusive('\n') {
            let start = at;
            at += line.len();
            let bare = line.trim_end();
            let inner = bare.trim_start();
            let item = inner.strip_prefix("- ").map(str::trim_start);
            let is_top = bare.len() == inner.len() && item.is_none();
            let is_thanks = !is_top && list == Some(SaidKind::Thanks);
            let (key, value) = item.unwrap_or(inner).split_once(':').unwrap_or(("", item.unwrap_or("")));
            let key = key.trim();
            // An option of papaja and of apaquarto, which then print no author.
            self.is_hidden |= is_top && key == "mask" && matches!(value.trim(), "yes" | "true");
            if is_top {
                list = key_kind(key).filter(|_| matches!(value.trim(), "" | "|" | ">" | "|-" | ">-"));
            }
            let kind = match key {
                _ if is_thanks => list,
                "" => list.filter(|_| item.is_some()),
                "given" | "family" | "given-names" | "surname" => list.filter(|kind| *kind == SaidKind::Name),
                "name" | "literal" => list,
                key if listed_key(key) == Some(NO_KIND) => None,
                _ if item.is_some() && list == Some(SaidKind::Place) => list,
                key => key_kind(key).filter(|_| is_top || list.is_some()),
            };
            let value = if is_thanks { inner } else { value };
            let value = value.trim().trim_matches(['"', '\'']);
            if let Some(kind) =
                kind.filter(|_| !value.is_empty() && !matches!(value, "|" | ">" | "|-" | ">-"))
            {
                let from = start + line.find(value).unwrap_or(0);
                let span = Span::new(file.base + from as u32, file.base + (from + value.len()) as u32);
                // A number names one of the places of a list.
                if value.chars().any(char::is_alphabetic) || kind == SaidKind::Contact {
                    // `Ada Quill^[Hexford University]`: a note to a name.
                    let (name, note) = value.split_once("^[").unwrap_or((value, ""));
                    match key {
                        "given" | "given-names" => given = name.to_owned(),
                        "family" | "surname" => self.say(span, kind, plain(&format!("{given} {name}"))),
                        _ => self.say(span, kind, plain(name)),
                    }
                    self.say(span, SaidKind::Place, plain(note));
                }
            }
        }
    }

    fn say(&mut self, at: Span, kind: SaidKind, text: String) {
        if !text.trim().is_empty() {
            self.said.push(Said { at, kind, text });
        }
    }
}

/// What a key of front matter says of authors.
fn key_kind(key: &str) -> Option<SaidKind> {
    listed_key(key).and_then(SaidKind::named)
}

/// The kind of a key in `keys.txt`.
fn listed_key(key: &str) -> Option<&'static str> {
    let mut lines = include_str!("keys.txt").lines().filter(|line| !line.starts_with('#'));
    lines.find_map(|line| {
        let (kind, names) = line.split_once(' ')?;
        names.split_whitespace().any(|name| name == key).then_some(kind)
    })
}

/// Whether a style hides the authors with an option or unless one is there, and those options.
fn hiding(style: &str) -> Option<(bool, Vec<&'static str>)> {
    let stem = style.split(|c: char| c.is_ascii_digit()).next().unwrap_or(style);
    let has_year = stem.len() < style.len();
    let stem = stem.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    include_str!("styles.txt").lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut words = line.split_whitespace();
        let name = words.next()?;
        let is_it = match name.strip_suffix('#') {
            Some(name) => has_year && name == stem,
            None => name == style,
        };
        is_it.then(|| (words.next() == Some("with"), words.collect()))
    })
}
