//! Labels, references and floats of a paper: what points nowhere, what is there twice, what nobody speaks of.

mod floats;
mod typed;

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::Paper;
use crate::source::{Float, FloatKind, Label, Links, Pointer};
use crate::source::{Format, Span};

pub use floats::Lack;
pub use typed::Typed;

/// The labels, references and floats of a paper.
pub struct References<'p, 'd> {
    paper: &'p Paper<'d>,
    links: &'p Links,
    /// The labels of each key, as indices.
    by_key: FxHashMap<&'p str, Vec<u32>>,
    /// The same, of keys in lower case.
    by_lower: OnceCell<FxHashMap<String, Vec<u32>>>,
    /// All labels, in the order of their keys read backwards.
    by_end: OnceCell<Vec<u32>>,
    /// Whether each float has a caption, or one in it.
    captioned: OnceCell<Vec<bool>>,
    /// The blocks, by where they begin in the source, each with its section.
    starts: OnceCell<Vec<(u32, u32)>>,
    typed: OnceCell<Vec<Typed>>,
}

impl<'p, 'd> References<'p, 'd> {
    /// Returns those of a paper.
    pub fn of(paper: &'p Paper<'d>) -> Self {
        let links = paper.links();
        let mut by_key: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for (index, label) in links.labels.iter().enumerate() {
            by_key.entry(label.key.as_str()).or_default().push(index as u32);
        }
        let (by_lower, by_end) = (OnceCell::new(), OnceCell::new());
        let (captioned, starts) = (OnceCell::new(), OnceCell::new());
        Self { paper, links, by_key, by_lower, by_end, captioned, starts, typed: OnceCell::new() }
    }

    /// Returns the labels of the paper.
    pub fn labels(&self) -> &'p [Label] {
        &self.links.labels
    }

    /// References for which the paper has no label. None where not all of the paper is here.
    pub fn undefined(&self) -> impl Iterator<Item = &'p Pointer> {
        let is_whole = self.paper.is_whole() && self.paper.draft.problems().is_empty();
        let is_known = is_whole && !self.links.has_external;
        let dialect = self.paper.draft.main().format;
        let uses_keys = move |pointer: &Pointer| dialect != Format::Markdown || self.has_alike(&pointer.key);
        self.links.references.iter().filter(move |pointer| {
            is_known && pointer.is_sure && !self.is_defined(&pointer.key) && uses_keys(pointer)
        })
    }

    /// Labels whose key an earlier one has: the later one and the first.
    pub fn repeated(&self) -> impl Iterator<Item = (&'p Label, &'p Label)> {
        let mut twice: Vec<(u32, u32)> = Vec::new();
        for labels in self.by_key.values() {
            let mut sure = labels.iter().copied().filter(|&index| self.labels()[index as usize].is_sure);
            if let Some(first) = sure.next() {
                twice.extend(sure.map(|later| (later, first)));
            }
        }
        twice.sort_unstable();
        let label = |index: u32| &self.links.labels[index as usize];
        twice.into_iter().map(move |(later, first)| (label(later), label(first)))
    }

    /// Returns the labels that a key names.
    fn labels_of(&self, key: &str) -> impl Iterator<Item = &'p Label> {
        let found = self.by_key.get(key).map_or(&[][..], Vec::as_slice);
        found.iter().map(|&index| &self.links.labels[index as usize])
    }

    /// Returns whether a label has just this key.
    pub fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    /// Returns the labels with a key that is the same but for case.
    fn alike(&self, key: &str) -> &[u32] {
        let by_lower = self.by_lower.get_or_init(|| {
            let mut by_lower: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for (index, label) in self.links.labels.iter().enumerate() {
                by_lower.entry(label.key.to_ascii_lowercase()).or_default().push(index as u32);
            }
            by_lower
        });
        by_lower.get(&key.to_ascii_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Returns the labels with a key that ends with this one.
    fn ending_with<'k>(&'k self, key: &'k str) -> impl Iterator<Item = u32> + 'k {
        let key_of = |index: u32| self.links.labels[index as usize].key.as_str();
        let by_end = self.by_end.get_or_init(|| {
            let mut all: Vec<u32> = (0..self.links.labels.len() as u32).collect();
            all.sort_by(|one, other| key_of(*one).bytes().rev().cmp(key_of(*other).bytes().rev()));
            all
        });
        let first = by_end.partition_point(|&index| key_of(index).bytes().rev().lt(key.bytes().rev()));
        by_end.iter().skip(first).copied().take_while(move |&index| key_of(index).ends_with(key))
    }

    /// Returns whether something of the paper gives a key, or may when it is built.
    fn is_defined(&self, key: &str) -> bool {
        if self.has(key) {
            return true;
        }
        // Code with several pictures numbers them, and MyST does not mind case.
        let one = key.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('-');
        let is_one = one.is_some_and(|one| self.by_key.contains_key(one));
        let is_markdown = self.paper.draft.main().format == Format::Markdown;
        is_one || is_markdown && !self.alike(key).is_empty() || self.is_made(key)
    }

    /// Returns whether code holds a key, or what stands behind its prefix.
    fn is_made(&self, key: &str) -> bool {
        let name = key.split_once([':', '-']).map_or(key, |(_, name)| name);
        let is_letter = |c: char| c.is_alphanumeric() || c == '_';
        let holds = |code: &str| {
            code.match_indices(name).any(|(at, _)| {
                let (before, after) = (code.get(..at), code.get(at + name.len()..));
                !before.is_some_and(|text| text.ends_with(is_letter))
                    && !after.is_some_and(|text| text.starts_with(is_letter))
            })
        };
        !name.is_empty() && self.links.code.iter().any(|&code| holds(self.paper.draft.text(code)))
    }

    /// Returns whether the paper gives any key with the same prefix and sign, or the same sign: its dialect has such keys.
    fn has_alike(&self, key: &str) -> bool {
        let sign = |key: &str| key.find([':', '-']).and_then(|at| key.get(at..=at).map(str::to_owned));
        let prefix = |key: &str| key.find([':', '-']).and_then(|at| key.get(..=at).map(str::to_owned));
        let (own, start) = (sign(key), prefix(key));
        let is_title = |label: &Label| !label.is_sure && label.float.is_none();
        self.links
            .labels
            .iter()
            .any(|label| prefix(&label.key) == start || (!is_title(label) && sign(&label.key) == own))
    }

    fn float(&self, index: u32) -> Option<&'p Float> {
        self.links.floats.get(index as usize)
    }
}

/// A reference to a float, for the order in which readers meet them.
#[derive(Clone, Copy, Debug)]
pub struct OutOfOrder<'p> {
    /// Where the later float is spoken of first.
    pub at: &'p Pointer,
    /// The label of a float before it that is spoken of after it.
    pub skipped: &'p Label,
}

/// Where a float is, and what kind it is.
#[derive(Clone, Copy, Debug)]
pub struct Incomplete {
    /// What begins it, or its label.
    pub at: Span,
    /// What it lacks.
    pub lack: Lack,
    /// What it is.
    pub kind: FloatKind,
}
