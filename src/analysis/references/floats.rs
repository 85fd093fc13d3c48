//! What readers are told of floats: whether each is spoken of, in which order, and whether it can be.

use rustc_hash::FxHashSet;

use super::{Incomplete, OutOfOrder, References};
use crate::document::SectionRef;
use crate::source::{Float, FloatKind, Label, Pointer};
use crate::source::{Format, Span};
use crate::spec::SectionRole;

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
    /// Returns the labels of floats that nothing outside floats speaks of, the first of each, and whether that is the paper's way: of
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
            let Some(index) = label.float else { continue };
            let counts = |float: &Float| float.captions > 0 || self.has_captions(index);
            if self.float(index).is_some_and(counts)
                && seen.insert(index)
                && !self.is_in_code(label)
                && !self.goes_on(index)
                && !self.has_section_to_itself(label)
            {
                found.push(label);
            }
        }
        (found, is_usual)
    }

    /// Returns whether a float has the number of the one before it.
    fn goes_on(&self, index: u32) -> bool {
        let at = |index: u32| self.float(index).map_or(0, |float| float.at.start);
        let (before, own) = (index.checked_sub(1).map_or(0, at), at(index));
        self.links.set_back.iter().any(|set| before < set.start && set.start < own)
    }

    /// Returns whether the section of a label has no running text, so that its heading says what its floats show.
    fn has_section_to_itself(&self, label: &Label) -> bool {
        let section = self.section_at(label.at).filter(|section| section.heading().is_some());
        section.is_some_and(|section| section.own_sentences().next().is_none())
    }

    /// Returns the section around a place of the source.
    fn section_at(&self, at: Span) -> Option<SectionRef<'p>> {
        let document = self.paper.document;
        let starts = self.starts.get_or_init(|| {
            let starts = document.blocks().iter().map(|block| (block.source.start, block.section));
            let mut starts: Vec<(u32, u32)> = starts.collect();
            starts.sort_by_key(|(start, _)| *start);
            starts
        });
        let file_of = |at: u32| self.paper.draft.file_of(at);
        let before = starts.partition_point(|(start, _)| *start <= at.start);
        let (start, section) = *starts.get(before.checked_sub(1)?)?;
        (file_of(start) == file_of(at.start)).then(|| document.section(section))
    }

    /// Returns the floats that something outside floats speaks of, and whether a key does.
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

    /// Returns the floats that a reference may mean, in the order of their labels.
    fn floats_of(&self, pointer: &'p Pointer) -> impl Iterator<Item = u32> {
        let key = pointer.key.as_str();
        let mut meant = self.alike(key).to_vec();
        meant.extend(numbered(key).and_then(|one| self.by_key.get(one)).into_iter().flatten());
        if !pointer.is_sure {
            let is_prefix = |index: &u32| {
                let whole = self.links.labels[*index as usize].key.as_str();
                whole.strip_suffix(key).is_some_and(|rest| rest.ends_with([':', '-', '_', '.']))
            };
            meant.extend(self.ending_with(key).filter(is_prefix));
        }
        meant.sort_unstable();
        meant.dedup();
        meant.into_iter().filter_map(|index| self.links.labels[index as usize].float)
    }

    /// Returns the floats whose number somebody typed, and all of a kind whose numbers have letters.
    fn typed_floats(&self) -> Vec<u32> {
        let mut found = Vec::new();
        for kind in [FloatKind::Figure, FloatKind::Table] {
            let typed = || self.typed().iter().filter(|typed| typed.kind == kind);
            let has_letters = typed().any(|typed| typed.is_lettered);
            // By their first number, each with how far it and all before it reach.
            let mut reaches: Vec<(u32, u32)> =
                typed().map(|typed| (typed.numbers.start, typed.numbers.end)).collect();
            reaches.sort_unstable();
            let mut most = 0;
            reaches.iter_mut().for_each(|(_, end)| {
                most = most.max(*end);
                *end = most;
            });
            let mut number = 0;
            for (index, float) in
                self.links.floats.iter().enumerate().filter(|(_, float)| float.parent.is_none())
            {
                if float.kind != kind {
                    continue;
                }
                let first = number + 1;
                number += self.captions_of(index as u32).max(1);
                let begun = reaches.partition_point(|(start, _)| *start <= number);
                let reached = begun.checked_sub(1).and_then(|last| reaches.get(last));
                let is_typed = reached.is_some_and(|(_, end)| first < *end);
                if has_letters || is_typed {
                    found.push(index as u32);
                }
            }
        }
        found
    }

    /// Returns how many numbers a float takes: one for each caption of its own.
    fn captions_of(&self, index: u32) -> u32 {
        self.float(index).map_or(0, |float| float.captions)
    }

    /// Returns whether a float has a caption, or one in it.
    fn has_captions(&self, index: u32) -> bool {
        let captioned = self.captioned.get_or_init(|| {
            let floats = &self.links.floats;
            let mut captioned = vec![false; floats.len()];
            let mut outermost: Vec<usize> = Vec::with_capacity(floats.len());
            for (at, float) in floats.iter().enumerate() {
                let outer = float.parent.and_then(|parent| outermost.get(parent as usize).copied());
                outermost.push(outer.unwrap_or(at));
                if float.captions > 0 {
                    captioned[at] = true;
                    captioned[outermost[at]] = true;
                }
            }
            captioned
        });
        captioned.get(index as usize).is_some_and(|is| *is)
    }

    /// Returns whether code that makes text names the label.
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
            match self.has_captions(index) {
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

    /// Returns the first place of each kind where a float is spoken of before one that stands before it.
    pub fn out_of_order(&self) -> Vec<OutOfOrder<'p>> {
        let mut found = Vec::new();
        for kind in [FloatKind::Figure, FloatKind::Table] {
            let is_kind = |index: &u32| {
                self.float(*index)
                    .is_some_and(|float| float.kind == kind && float.is_sure && float.parent.is_none())
            };
            // Papers rightly speak early of what stands in an appendix.
            let is_apart = |label: &Label| {
                self.section_at(label.at).is_some_and(|section| section.zone() == SectionRole::Appendix)
            };
            let mut order: Vec<(u32, &Pointer)> = Vec::new();
            let mut known = FxHashSet::default();
            let prose =
                self.links.references.iter().filter(|pointer| pointer.is_sure && !pointer.is_in_float);
            for pointer in prose {
                for label in self.labels_of(&pointer.key) {
                    let float = label.float.filter(is_kind).filter(|_| !is_apart(label));
                    if let Some(float) = float.filter(|float| known.insert(*float)) {
                        order.push((float, pointer));
                    }
                }
            }
            // From the last one on: the first of those behind each.
            let mut first = None;
            let mut least = u32::MAX;
            for (float, pointer) in order.into_iter().rev() {
                if least < float {
                    first = Some((pointer, least));
                }
                least = least.min(float);
            }
            if let Some((at, skipped)) = first
                && let Some(skipped) = self.labels().iter().find(|label| label.float == Some(skipped))
            {
                found.push(OutOfOrder { at, skipped });
            }
        }
        found
    }
}

/// Returns a key without the number that code puts behind it.
fn numbered(key: &str) -> Option<&str> {
    key.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('-')
}

/// Floats that are no oversight any more where nobody speaks of them.
const MANY: usize = 3;
