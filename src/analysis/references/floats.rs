//! What readers are told of floats: whether each is spoken of, and whether it can be.

use rustc_hash::FxHashSet;

use super::{Incomplete, References};
use crate::document::SectionRef;
use crate::source::{Float, FloatKind, Label, Pointer};
use crate::source::{Format, Span};

/// What a float lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A caption.
    Caption,
    /// A label, where others have one.
    Label,
    /// A label that stands behind the caption, which gives it its number.
    Order,
}

impl<'p> References<'p, '_> {
    /// The labels of floats that nothing outside floats speaks of, the first of each, and whether that is the paper's way: of
    /// three and more than one in three it does not speak.
    pub fn unmentioned(&self) -> (Vec<&'p Label>, bool) {
        let (mentioned, is_any) = self.mentioned();
        // A paper in Markdown that speaks of no float by its key numbers none.
        let is_asked = is_any || self.paper.draft.main().format == Format::Latex;
        let all: FxHashSet<u32> = self.labels().iter().filter_map(|label| label.float).collect();
        let left_out = all.difference(&mentioned).count();
        let is_usual = left_out >= MANY && left_out * 3 > all.len();
        let mut seen = mentioned;
        let mut found = Vec::new();
        for label in self.labels().iter().filter(|_| is_asked) {
            let Some(float) = label.float else { continue };
            let counts = |float: &Float| float.captions > 0 || self.has_captions(label.float);
            if self.float(float).is_some_and(counts)
                && seen.insert(float)
                && !self.is_in_code(label)
                && !self.goes_on(float)
                && !self.has_section_to_itself(label)
            {
                found.push(label);
            }
        }
        (found, is_usual)
    }

    /// Whether a float has the number of the one before it.
    fn goes_on(&self, index: u32) -> bool {
        let at = |index: u32| self.float(index).map_or(0, |float| float.at.start);
        let (before, own) = (index.checked_sub(1).map_or(0, at), at(index));
        self.links.set_back.iter().any(|set| before < set.start && set.start < own)
    }

    /// Whether the section of a label has no running text, so that its heading says what its floats show.
    fn has_section_to_itself(&self, label: &Label) -> bool {
        let section = self.section_at(label.at).filter(|section| section.heading().is_some());
        section.is_some_and(|section| section.own_sentences().next().is_none())
    }

    /// The section around a place of the source.
    fn section_at(&self, at: Span) -> Option<SectionRef<'p>> {
        let document = self.paper.document;
        let file = self.paper.draft.file_of(at.start);
        let blocks = document.blocks().iter().filter(|block| {
            block.source.start <= at.start && self.paper.draft.file_of(block.source.start) == file
        });
        let last = blocks.max_by_key(|block| block.source.start)?;
        Some(document.section(last.section))
    }

    /// The floats that something outside floats speaks of, and whether a key does.
    fn mentioned(&self) -> (FxHashSet<u32>, bool) {
        let mut mentioned = FxHashSet::default();
        let mut last: Option<u32> = None;
        for pointer in self.links.references.iter().filter(|pointer| !pointer.is_in_float) {
            let floats: Vec<u32> = self.floats_of(pointer).collect();
            if let (true, Some(from), Some(&to)) = (pointer.ends_range, last, floats.first()) {
                let kind = |index: u32| self.float(index).map(|float| float.kind);
                mentioned.extend((from.min(to)..=from.max(to)).filter(|&index| kind(index) == kind(to)));
            }
            last = floats.first().copied();
            mentioned.extend(floats);
        }
        // MyST cites a label like an entry.
        let cited = self.links.citations.iter().filter(|pointer| !pointer.is_in_float);
        mentioned
            .extend(cited.flat_map(|pointer| self.labels_of(&pointer.key)).filter_map(|label| label.float));
        let is_any = !mentioned.is_empty();
        mentioned.extend(self.typed_floats());
        (mentioned, is_any)
    }

    /// The floats that a reference may mean.
    fn floats_of(&self, pointer: &'p Pointer) -> impl Iterator<Item = u32> {
        let key = pointer.key.as_str();
        let is_meant = move |label: &&Label| {
            label.key == key
                || !pointer.is_sure
                    && label.key.strip_suffix(key).is_some_and(|rest| rest.ends_with([':', '-', '_', '.']))
                || label.key.eq_ignore_ascii_case(key)
                || numbered(key) == Some(label.key.as_str())
        };
        self.labels().iter().filter(is_meant).filter_map(|label| label.float)
    }

    /// The floats whose number somebody typed, and all of a kind whose numbers have letters.
    fn typed_floats(&self) -> Vec<u32> {
        let mut found = Vec::new();
        for kind in [FloatKind::Figure, FloatKind::Table] {
            let typed = || self.typed().iter().filter(|typed| typed.kind == kind);
            let has_letters = typed().any(|typed| typed.is_lettered);
            let mut number = 0;
            for (index, float) in
                self.links.floats.iter().enumerate().filter(|(_, float)| float.parent.is_none())
            {
                if float.kind != kind {
                    continue;
                }
                let first = number + 1;
                number += self.captions_of(index as u32).max(1);
                let is_typed =
                    typed().any(|typed| typed.numbers.start <= number && first < typed.numbers.end);
                if has_letters || is_typed {
                    found.push(index as u32);
                }
            }
        }
        found
    }

    /// How many numbers a float takes: one for each caption of its own.
    fn captions_of(&self, index: u32) -> u32 {
        self.float(index).map_or(0, |float| float.captions)
    }

    /// Whether a float has a caption, or one in it.
    fn has_captions(&self, index: Option<u32>) -> bool {
        let is_here = |(at, float): (usize, &Float)| {
            float.captions > 0 && (Some(at as u32) == index || self.outermost(at as u32) == index)
        };
        self.links.floats.iter().enumerate().any(is_here)
    }

    fn outermost(&self, mut index: u32) -> Option<u32> {
        while let Some(parent) = self.float(index)?.parent {
            index = parent;
        }
        Some(index)
    }

    /// Whether code that makes text names the label.
    fn is_in_code(&self, label: &Label) -> bool {
        let is_own = |at: &crate::source::Span| at.start <= label.at.start && label.at.end <= at.end;
        let mut others = self.links.code.iter().filter(|code| !is_own(code));
        others.any(|&code| self.paper.draft.text(code).contains(&label.key))
    }

    /// Floats that cannot be spoken of as they should be.
    pub fn incomplete(&self) -> Vec<Incomplete> {
        let floats = &self.links.floats;
        let labelled: FxHashSet<u32> = self.labels().iter().filter_map(|label| label.float).collect();
        let mut found = Vec::new();
        for (index, float) in floats.iter().enumerate().filter(|(_, float)| float.is_sure) {
            let at = |lack, at| Incomplete { at, lack, kind: float.kind };
            if let Some(label) = float.early_label.filter(|_| float.captions > 0 && !float.is_unnumbered) {
                found.push(at(Lack::Order, label));
            }
            let index = index as u32;
            if float.parent.is_some() || !float.has_content {
                continue;
            }
            let has_label = labelled.contains(&index);
            match self.has_captions(Some(index)) {
                // Without either it is only put somewhere.
                false if has_label => found.push(at(Lack::Caption, float.at)),
                true if !has_label && !float.is_unnumbered && !labelled.is_empty() => {
                    found.push(at(Lack::Label, float.at));
                }
                _ => {}
            }
        }
        found
    }
}

/// A key without the number that code puts behind it.
fn numbered(key: &str) -> Option<&str> {
    key.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('-')
}

/// Floats that are no oversight any more where nobody speaks of them.
const MANY: usize = 3;
