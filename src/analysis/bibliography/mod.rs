//! The references of a paper: what it cites, and what the entries of these say.

mod bibtex;
mod csl;
mod faults;
mod own;

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Paper;
use crate::source::{Format, ProblemKind, Span};
use crate::source::{Label, Pointer};

use bibtex::Strings;
pub use bibtex::{Broken, BrokenKind, Field, Fields, Located};
pub use faults::{Malformed, Missing, Preprint, Same, Why};

/// The references of a paper. They are gathered at the first question.
#[derive(Debug)]
pub struct Bibliography<'d> {
    entries: Vec<Located<'d>>,
    strings: Vec<&'d str>,
    /// The first entry of each key, in lower case where that is how keys are compared.
    by_key: FxHashMap<Cow<'d, str>, u32>,
    /// Those that are cited, by the citation that does it first; in the order of the entries.
    cited: Vec<u32>,
    /// Whether all files that the paper names are here, and there is one.
    is_known: bool,
    minds_case: bool,
    parsed: OnceCell<Vec<Entry<'d>>>,
}

/// An entry that is cited, and what it says.
#[derive(Debug)]
pub struct Entry<'d> {
    /// Where it is.
    pub located: Located<'d>,
    /// What it says, or what is broken; `None` where that cannot be told.
    pub says: Result<Option<Fields<'d>>, Broken>,
    /// What it inherits from other entries.
    inherited: Vec<Fields<'d>>,
    /// Whether an entry that it inherits from is not here.
    may_inherit: bool,
}

/// A file of references that could not be read.
#[derive(Clone, Copy, Debug)]
pub struct Unread<'p> {
    /// Its name, as the paper writes it.
    pub name: &'p str,
    /// Where.
    pub at: Span,
    /// Why.
    pub problem: ProblemKind,
}

impl<'d> Bibliography<'d> {
    /// Returns the references of a paper.
    pub(super) fn of(paper: &Paper<'d>) -> Self {
        let (draft, links) = (paper.draft, paper.links());
        let minds_case = draft.main().format != Format::Latex || links.keeps_capitals;
        let mut found = Self {
            entries: Vec::new(),
            strings: Vec::new(),
            by_key: FxHashMap::default(),
            cited: Vec::new(),
            is_known: is_known(paper),
            minds_case,
            parsed: OnceCell::new(),
        };
        let is_named = |name: &str| links.bibliographies.iter().any(|named| is_same(&named.name, name));
        for embedded in links.embedded.iter().filter(|one| one.name == FRONT || is_named(&one.name)) {
            found.add(&embedded.name, draft.text(embedded.at), embedded.at.start);
        }
        for file in draft.bibliographies().into_iter().flatten().filter_map(|one| one.file.ok()) {
            let file = draft.file(file);
            found.add(&file.name, &file.text, file.base);
        }
        for item in &links.items {
            found.add_item(draft.text(item.at), item);
        }
        for (index, entry) in found.entries.iter().enumerate() {
            let key = form(entry.key, minds_case);
            found.by_key.entry(key).or_insert(index as u32);
        }
        let cited: FxHashSet<Cow<'_, str>> =
            links.citations.iter().map(|one| form(&one.key, minds_case)).collect();
        let all_cited = cited.contains("*");
        let is_cited = |entry: &Located<'_>| all_cited || cited.contains(&form(entry.key, minds_case));
        let all = found.entries.iter().enumerate();
        found.cited = all.filter(|(_, entry)| is_cited(entry)).map(|(index, _)| index as u32).collect();
        found
    }

    /// Adds the entries of a file.
    fn add(&mut self, name: &str, text: &'d str, base: u32) {
        match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "json" => csl::json(text, base, &mut self.entries),
            "yaml" | "yml" => csl::yaml(text, base, &mut self.entries),
            "bbl" => set(text, base, &mut self.entries),
            _ => bibtex::locate(text, base, &mut self.entries, &mut self.strings),
        }
    }

    /// Adds an entry that is set already.
    fn add_item(&mut self, key: &'d str, item: &Label) {
        if key == item.key {
            self.entries.push(Located {
                key,
                kind: "",
                text: "",
                rest: "",
                base: item.at.start,
                at: item.at,
            });
        }
    }

    /// Citations of keys that no entry has, the first of each key. None where not all files are here.
    pub fn undefined<'p>(&self, paper: &'p Paper<'d>) -> Vec<&'p Pointer> {
        let links = paper.links();
        let labels: FxHashSet<&str> = links.labels.iter().map(|label| label.key.as_str()).collect();
        let items: FxHashSet<&str> = links.items.iter().map(|item| item.key.as_str()).collect();
        let mut said = FxHashSet::default();
        let is_missing = |pointer: &&Pointer| {
            let key = pointer.key.as_str();
            self.is_known
                && pointer.is_sure
                && key != "*"
                && !self.by_key.contains_key(&form(key, self.minds_case))
                && !labels.contains(key)
                && !items.contains(key)
        };
        links
            .citations
            .iter()
            .filter(is_missing)
            .filter(|pointer| said.insert(pointer.key.as_str()))
            .collect()
    }

    /// Returns all keys that an entry has.
    pub fn keys(&self) -> impl Iterator<Item = &'d str> {
        self.entries.iter().map(|entry| entry.key)
    }

    /// Returns how many entries nothing cites; `None` where there are no entries.
    pub fn uncited(&self) -> Option<usize> {
        (!self.entries.is_empty()).then(|| self.entries.len() - self.cited.len())
    }

    /// Entries that are cited and have the key of an earlier one: the later one and the first.
    pub fn repeated(&self) -> Vec<(&Located<'d>, &Located<'d>)> {
        let mut found = Vec::new();
        for &index in &self.cited {
            let entry = &self.entries[index as usize];
            let first = self.by_key.get(&form(entry.key, self.minds_case));
            let first = first.filter(|first| **first < index);
            found.extend(first.map(|&first| (entry, &self.entries[first as usize])));
        }
        found
    }

    /// Returns the entries that are cited, and what they say; each key once, as BibTeX takes the first.
    pub fn cited(&self) -> &[Entry<'d>] {
        self.parsed.get_or_init(|| {
            let strings = bibtex::strings(&self.strings);
            let is_first = |index: &&u32| {
                let key = form(self.entries[**index as usize].key, self.minds_case);
                self.by_key.get(&key) == Some(*index)
            };
            let with_text = |index: &&u32| !self.entries[**index as usize].text.is_empty();
            let cited = self.cited.iter().filter(with_text).filter(is_first);
            cited.map(|&index| self.entry(index, &strings)).collect()
        })
    }

    fn entry(&self, index: u32, strings: &Strings) -> Entry<'d> {
        let located = self.entries[index as usize].clone();
        let mut says = bibtex::parse(&located, strings);
        if says.as_ref().is_err_and(|broken| broken.kind == BrokenKind::Unclosed)
            && let Some(longer) = self.longer(index)
            && let Ok(fields) = bibtex::parse(&longer, strings)
        {
            // An `@` opened a line of its text.
            says = Ok(fields);
        }
        let (mut inherited, mut may_inherit) = (Vec::new(), false);
        let parents = says
            .iter()
            .flatten()
            .flat_map(|fields| ["crossref", "xdata"].into_iter().filter_map(|name| fields.get(name)));
        for key in parents.flat_map(|field| field.value.split(',')) {
            let parent = self.by_key.get(&form(key.trim(), self.minds_case));
            let parent = parent.map(|&parent| bibtex::parse(&self.entries[parent as usize], strings));
            match parent {
                Some(Ok(Some(fields))) => inherited.push(fields),
                _ => may_inherit = true,
            }
        }
        Entry { located, says, inherited, may_inherit }
    }

    /// Returns an entry with the text up to the end of the next one in the same file.
    fn longer(&self, index: u32) -> Option<Located<'d>> {
        let (entry, next) = (self.entries.get(index as usize)?, self.entries.get(index as usize + 1)?);
        let is_behind = next.base.checked_sub(entry.base)? as usize == entry.text.len();
        is_behind.then(|| Located {
            text: entry.rest.get(..entry.text.len() + next.text.len()).unwrap_or(entry.rest),
            ..entry.clone()
        })
    }
}

/// The name under which entries in front matter go.
const FRONT: &str = "references.yaml";

/// The keys of a list that BibTeX or biber has set: `\bibitem[…]{key}`, `\entry{key}{…}`.
fn set<'d>(text: &'d str, base: u32, entries: &mut Vec<Located<'d>>) {
    for at in memchr::memchr_iter(b'\\', text.as_bytes()) {
        let Some(rest) = text.get(at..) else { continue };
        let Some(after) = rest.strip_prefix("\\bibitem").or_else(|| rest.strip_prefix("\\entry")) else {
            continue;
        };
        let after = match after.strip_prefix('[') {
            // Labels of natbib hold braces, and brackets in them.
            Some(label) => label.split_once("]{").map_or("", |(_, key)| key),
            None => after.trim_start().strip_prefix('{').unwrap_or(""),
        };
        let key = after.split('}').next().unwrap_or("");
        let start = base + (text.len() - after.len()) as u32;
        if !key.is_empty() {
            let at = Span::new(start, start + key.len() as u32);
            entries.push(Located { key, kind: "", text: "", rest: "", base: start, at });
        }
    }
}

/// Returns how keys are compared: BibTeX does not mind case.
fn form(key: &str, minds_case: bool) -> Cow<'_, str> {
    let is_lower = minds_case || key.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(key) } else { Cow::Owned(key.to_lowercase()) }
}

/// Returns whether a file is the one that a name with or without its extension stands for.
fn is_same(named: &str, file: &str) -> bool {
    named.strip_suffix(".bib").unwrap_or(named) == file.strip_suffix(".bib").unwrap_or(file)
}

/// Returns whether a file of abbreviations comes with TeX.
fn is_distributed(name: &str) -> bool {
    let lines = include_str!("distributed.txt").lines().filter(|line| !line.starts_with('#'));
    let name = name.strip_suffix(".bib").unwrap_or(name);
    lines.flat_map(str::split_whitespace).any(|known| known == name)
}

/// Files of references that the paper names and that could not be read.
pub fn unread<'p>(paper: &'p Paper<'_>) -> Vec<Unread<'p>> {
    let links = paper.links();
    let mut said = FxHashSet::default();
    // Where nothing is cited, or citations are set already, nothing is missed.
    let looked_for =
        paper.draft.bibliographies().into_iter().flatten().filter(|_| !links.citations.is_empty());
    let failed = looked_for.filter_map(|one| Some((one.target.as_str(), one.file.err()?)));
    failed
        .filter(|(target, _)| !is_distributed(target) && !target.ends_with(".bbl"))
        .filter_map(|(target, problem)| {
            let named = links.bibliographies.iter().find(|named| is_same(&named.name, target))?;
            said.insert(target).then_some(Unread { name: target, at: named.at, problem })
        })
        .collect()
}

/// Returns whether all that the paper cites from is here.
fn is_known(paper: &Paper<'_>) -> bool {
    let links = paper.links();
    let is_embedded = |name: &str| links.embedded.iter().any(|one| is_same(&one.name, name));
    let read = paper.draft.bibliographies().unwrap_or(&[]);
    let has_set = read.iter().any(|one| one.target.ends_with(".bbl") && one.file.is_ok());
    let is_here = |name: &str| {
        let file = read.iter().find(|one| is_same(&one.target, name)).map(|one| one.file);
        is_embedded(name) || is_distributed(name) || has_set || matches!(file, Some(Ok(_)))
    };
    let has_any = !links.items.is_empty()
        || links.embedded.iter().any(|one| one.name == FRONT)
        || !links.bibliographies.is_empty();
    has_any
        && paper.draft.problems().is_empty()
        && links.bibliographies.iter().all(|named| is_here(&named.name))
}
