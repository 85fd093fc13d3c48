//! Mending: look, choose, apply, until nothing is left. The one loop that does.
//!
//! Invariant: a round makes disjoint fixes that read as meant, and a file that several papers share is mended once, for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Lint;
use crate::findings::apply::{self, Added, Disjoint};
use crate::findings::{Edit, Fix, Safety};
use crate::source::{Draft, Span};

/// Rounds of mending: a fix may uncover another. What takes longer is left for the author.
pub const MOST_ROUNDS: usize = 10;

/// A paper, and what was found in it.
#[derive(Clone, Debug)]
pub struct Checked<P> {
    /// Its number in the run.
    pub paper: usize,
    /// The paper, mended or not.
    pub draft: Draft,
    /// What is found in it.
    pub lint: Lint,
    /// Where each of its files is kept. Two files of the same place are one.
    pub places: Vec<P>,
}

/// What came of mending papers.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// Findings that were mended.
    pub count: usize,
    /// Names of files in which something could be mended, were they not to be left as they are.
    pub elsewhere: BTreeSet<String>,
    /// Whether something is left that could be mended, since there were too many rounds.
    pub is_stopped: bool,
}

/// Edits of files, each with the place it is to be made, in bytes of the file.
pub type Edits<P> = BTreeMap<P, Vec<(Range<u32>, String)>>;

impl Checked<u32> {
    /// Returns a paper by itself, each file of which is its own place.
    pub fn alone(draft: Draft, lint: Lint) -> Self {
        let places = (0..draft.files().len() as u32).collect();
        Self { paper: 0, draft, lint, places }
    }
}

impl<P: Ord + Clone> Checked<P> {
    /// Makes edits of files in the paper's own.
    pub fn edit(&mut self, edits: &Edits<P>) {
        let edits = self.edits_of(edits);
        self.draft = self.draft.edited(&edits);
    }

    /// Returns those of `edits` that are made in the paper's own files.
    fn edits_of<'e>(&self, edits: &'e Edits<P>) -> Vec<(Span, &'e str)> {
        let files = self.draft.files().iter().zip(&self.places);
        let here = files.filter_map(|(file, place)| Some((file, edits.get(place)?)));
        here.flat_map(|(file, edits)| {
            // Two papers may have read a shared file at two times.
            let fits = |range: &Range<u32>| file.text.get(range.start as usize..range.end as usize).is_some();
            let fitting = edits.iter().filter(move |(range, _)| fits(range));
            fitting.map(|(range, text)| {
                (Span::new(file.base + range.start, file.base + range.end), text.as_str())
            })
        })
        .collect()
    }

    /// Returns the place of the file that an edit lies in.
    fn place_of(&self, edit: &Edit) -> Option<&P> {
        self.places.get(self.draft.file_of(edit.span.start).0 as usize)
    }

    /// Returns the edits of a fix in their files.
    fn located<'f>(&self, fix: &'f Fix) -> Vec<(P, Range<u32>, &'f str)> {
        let locate = |edit: &'f Edit| {
            let base = self.draft.file(self.draft.file_of(edit.span.start)).base;
            let range = edit.span.start - base..edit.span.end - base;
            Some((self.place_of(edit)?.clone(), range, edit.text.as_str()))
        };
        fix.edits.iter().filter_map(locate).collect()
    }
}

/// Mends what can be mended of papers, up to `most`, in the places for which `is_kept`. `lint` looks at a paper anew, by its number.
pub fn mend<P: Ord + Clone>(
    papers: &mut [Checked<P>],
    most: Safety,
    is_kept: impl Fn(&P) -> bool,
    mut lint: impl FnMut(usize, &Draft) -> Lint,
) -> Mended {
    let mut mended = Mended::default();
    for round in 0.. {
        let count = mended.count;
        let edits = mended.round(papers, most, &is_kept);
        if edits.is_empty() {
            break;
        }
        if round == MOST_ROUNDS {
            mended.count = count;
            mended.is_stopped = true;
            break;
        }
        for checked in papers.iter_mut() {
            if !checked.edits_of(&edits).is_empty() {
                checked.edit(&edits);
                checked.lint = lint(checked.paper, &checked.draft);
            }
        }
    }
    mended
}

impl Mended {
    /// Adds what came of mending other papers.
    pub fn extend(&mut self, other: Self) {
        self.count += other.count;
        self.elsewhere.extend(other.elsewhere);
        self.is_stopped |= other.is_stopped;
    }

    /// Returns the edits of one round.
    fn round<P: Ord + Clone>(
        &mut self,
        papers: &[Checked<P>],
        most: Safety,
        is_kept: impl Fn(&P) -> bool,
    ) -> Edits<P> {
        let mut taken = Disjoint::default();
        for checked in papers {
            let may_change = |edit: &Edit| checked.place_of(edit).is_some_and(&is_kept);
            let fixes = checked.lint.findings.iter().filter_map(|finding| finding.fix.as_ref());
            let wanted = fixes.filter(|fix| fix.safety <= most);
            let (ours, others): (Vec<&Fix>, Vec<&Fix>) =
                wanted.partition(|fix| fix.edits.iter().all(may_change));
            for edit in others.iter().flat_map(|fix| &fix.edits).filter(|edit| !may_change(edit)) {
                let file = checked.draft.file(checked.draft.file_of(edit.span.start));
                self.elsewhere.insert(file.name.clone());
            }
            let fixes = apply::choose(&checked.draft, ours);
            self.count += fixes.iter().filter(|fix| taken.add(&checked.located(fix)) == Added::New).count();
        }
        let mut edits = Edits::new();
        for (place, range, text) in taken.into_edits() {
            edits.entry(place).or_default().push((range, text));
        }
        edits
    }
}
