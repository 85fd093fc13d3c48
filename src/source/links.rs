//! What of a draft has a key, and what points to it: labels, references, floats, citations, entries.

use super::Span;

/// The keys of a draft, in reading order.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// What is given a key.
    pub labels: Vec<Label>,
    /// What points to a label.
    pub references: Vec<Pointer>,
    /// What points to an entry of a bibliography, one for each key.
    pub citations: Vec<Pointer>,
    /// Figures, tables and the like, those inside others after these.
    pub floats: Vec<Float>,
    /// The files of bibliographies that the draft names.
    pub bibliographies: Vec<Named>,
    /// Entries of a list of references that stands in the draft, as `\bibitem` makes them.
    pub items: Vec<Label>,
    /// Files that stand in the draft itself, as LaTeX's `filecontents` writes them: the name, and the text.
    pub embedded: Vec<Named>,
    /// Parts whose code may make labels when the paper is built.
    pub code: Vec<Span>,
    /// Where the number of a kind of float is set back by one, so that the next one goes on with the one before.
    pub set_back: Vec<Span>,
    /// Whether labels of other papers are used, which are not known.
    pub has_external: bool,
    /// Whether biblatex makes the list of references: it minds case in keys, and prints titles as they are written.
    pub keeps_capitals: bool,
    /// The style of BibTeX that the paper names.
    pub style: Option<String>,
}

impl Links {
    /// Adds those of another part, each place looked up with `behind`.
    pub fn join(&mut self, mut other: Self, behind: impl Fn(Span) -> Span) {
        let (first, see) = (self.floats.len() as u32, |at: &mut Span| *at = behind(*at));
        let shift = |float: &mut u32| *float += first;
        for label in other.labels.iter_mut().chain(&mut other.items) {
            see(&mut label.at);
            label.float.iter_mut().for_each(shift);
        }
        other.references.iter_mut().chain(&mut other.citations).for_each(|pointer| see(&mut pointer.at));
        for float in &mut other.floats {
            see(&mut float.at);
            float.early_label.iter_mut().for_each(see);
            float.parent.iter_mut().for_each(shift);
        }
        other.bibliographies.iter_mut().chain(&mut other.embedded).for_each(|named| see(&mut named.at));
        other.code.iter_mut().chain(&mut other.set_back).for_each(see);
        self.labels.append(&mut other.labels);
        self.references.append(&mut other.references);
        self.citations.append(&mut other.citations);
        self.floats.append(&mut other.floats);
        self.bibliographies.append(&mut other.bibliographies);
        self.items.append(&mut other.items);
        self.embedded.append(&mut other.embedded);
        self.code.append(&mut other.code);
        self.set_back.append(&mut other.set_back);
        self.has_external |= other.has_external;
        self.keeps_capitals |= other.keeps_capitals;
        self.style = self.style.take().or(other.style);
    }
}

/// A name of something, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As written.
    pub name: String,
    /// Where.
    pub at: Span,
}

/// Something that has a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its key, as TeX or the dialect reads it.
    pub key: String,
    /// Where it is given.
    pub at: Span,
    /// The outermost float that holds it, as an index.
    pub float: Option<u32>,
    /// Whether it is there whatever the paper's conditions say, and no guess.
    pub is_sure: bool,
    /// Whether it stands in the head of a long table's later pages, which TeX sets only where the table breaks.
    pub is_in_later_head: bool,
}

/// A key that points somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The key, as TeX or the dialect reads it.
    pub key: String,
    /// Where it stands: the key, or the call of a command that makes it.
    pub at: Span,
    /// Whether it stands in a float.
    pub is_in_float: bool,
    /// Whether everything from the pointer before it up to this one is meant.
    pub ends_range: bool,
    /// Whether it is one whatever the paper's conditions say, and no guess.
    pub is_sure: bool,
}

/// A figure, a table or the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Float {
    /// What it is.
    pub kind: FloatKind,
    /// What begins it.
    pub at: Span,
    /// The float that it stands in, as an index.
    pub parent: Option<u32>,
    /// Its own captions, those of floats in it left out.
    pub captions: u32,
    /// Whether one of them has no number.
    pub is_unnumbered: bool,
    /// Its own labels that stand before its first caption.
    pub early_label: Option<Span>,
    /// Whether it holds a picture, a table or another environment.
    pub has_content: bool,
    /// Whether it is there whatever the paper's conditions say.
    pub is_sure: bool,
}

/// What a float is, as readers count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FloatKind {
    /// A figure.
    Figure,
    /// A table.
    Table,
    /// A listing, an algorithm, a scheme.
    Other,
}
