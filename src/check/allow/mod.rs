//! Comments that silence what is found: written one before each block, for all rules that find something in it.
//!
//! Invariant: no word of the prose changes. A comment that would change one, or that silences nothing, is taken back.

mod spots;

use std::collections::{BTreeMap, BTreeSet};

use self::spots::{Spot, Spots};
use super::{Lint, RuleSet};
use crate::findings::Finding;
use crate::markup::{self, Reading};
use crate::source::{Draft, FileId, Span};

/// What stands in place of a reason, for the author to fill in.
pub const NO_REASON_YET: &str = "TODO: say why";

/// Returns the comments that silence what `lint` finds by `rules` and `is_wanted` names, each with the same reason: where each is put, and
/// its text; sorted.
pub fn allow(
    draft: &Draft,
    rules: &RuleSet,
    reason: &str,
    mut lint: impl FnMut(&Draft) -> Lint,
    is_wanted: impl Fn(&Finding) -> bool,
) -> Vec<(Span, String)> {
    let reading = markup::read(draft);
    let mut plan =
        Plan { spots: Spots::of(draft, &reading, reason), comments: BTreeMap::new(), tried: BTreeMap::new() };
    // A rule that speaks once a section or a paper may speak of the next place when the first is silent.
    for _ in 0..MOST_ROUNDS {
        let edits = plan.edits();
        let edited = draft.edited(&borrowed(&edits));
        let findings = lint(&edited).findings;
        // Comments on comments help nobody.
        let theme = |finding: &&Finding| rules.rule(finding.rule).file.theme != super::suppressions::THEME;
        let wanted = findings.iter().filter(theme).filter(|finding| is_wanted(finding));
        let reading = markup::read(&edited);
        let found = wanted.map(|finding| {
            let place = original(draft, &edits, &edited, finding.place.first().start);
            let starts = starts_of_block(&reading, finding);
            let starts = starts.map(|start| original(draft, &edits, &edited, start)).collect();
            (finding, rules.spec(finding).id.clone(), place, starts)
        });
        let new = plan.add(found);
        plan.take_back_unsound(&new);
        // Without a comment that did not help, what it hid by chance is found again.
        let is_done = new.is_empty() && plan.edits() == edits;
        if is_done && !plan.take_back_unused(&findings, rules, &edited, &edits) {
            break;
        }
    }
    // A comment may have been sound only beside one that was taken back since.
    let all = plan.comments.keys().cloned().collect();
    plan.take_back_unsound(&all);
    plan.edits()
}

/// Each round needs one look at the paper. What is left after them is shown to the author.
const MOST_ROUNDS: usize = 50;

/// The rule that finds comments that hide nothing.
const UNUSED: &str = "unused-suppression";

/// A finding, over several rounds: the id of its rule, and the file and byte where it starts without the comments.
type Key = (String, String, u32);

/// A file and a byte of it, without the comments.
type At = (String, u32);

struct Plan<'d> {
    spots: Spots<'d>,
    /// The rules that each comment names, and the findings each of them is there for.
    comments: BTreeMap<Spot, BTreeMap<String, BTreeSet<Key>>>,
    /// The spots tried for each finding so far.
    tried: BTreeMap<Key, usize>,
}

impl Plan<'_> {
    /// Adds a comment for each finding that is still there, at the next spot where one may help. Gives the spots that are new.
    fn add<'f>(&mut self, found: impl Iterator<Item = (&'f Finding, String, At, Vec<At>)>) -> BTreeSet<Spot> {
        let mut new = BTreeSet::new();
        for (finding, id, place, starts) in found {
            let key = (id.clone(), place.0, place.1);
            let tried = self.tried.entry(key.clone()).or_default();
            let spot = self.spots.of_finding(finding, &starts, (&key.1, key.2)).nth(*tried);
            *tried += 1;
            // The one before this one did not help.
            self.take_back(&key);
            if let Some(spot) = spot {
                let rules = self.comments.entry(spot.clone()).or_default();
                rules.entry(id).or_default().insert(key);
                new.insert(spot);
            }
        }
        new
    }

    fn take_back(&mut self, key: &Key) {
        for rules in self.comments.values_mut() {
            if let Some(keys) = rules.get_mut(&key.0) {
                keys.remove(key);
            }
            rules.retain(|_, keys| !keys.is_empty());
        }
        self.comments.retain(|_, rules| !rules.is_empty());
    }

    /// Takes back what hides nothing that another comment does not hide. Gives whether there is such a thing.
    fn take_back_unused(
        &mut self,
        findings: &[Finding],
        rules: &RuleSet,
        edited: &Draft,
        edits: &[(Span, String)],
    ) -> bool {
        let before = self.comments.len();
        for finding in findings.iter().filter(|finding| rules.spec(finding).id == UNUSED) {
            let span = finding.place.first();
            let (file, at) = original(self.spots.draft, edits, edited, span.start);
            for (spot, rules) in &mut self.comments {
                if spot.file == file && spot.at == at {
                    rules.remove(edited.text(span));
                }
            }
        }
        self.comments.retain(|_, rules| !rules.is_empty());
        self.comments.len() < before
    }

    /// Takes back those of the new comments that change what is read.
    fn take_back_unsound(&mut self, new: &BTreeSet<Spot>) {
        if self.spots.reads_the_same(&self.edits()) {
            return;
        }
        let alone = |spot: &Spot, rules| self.edits_of([(spot, rules)].into_iter());
        let is_sound = |spot: &Spot| {
            self.comments.get(spot).is_none_or(|rules| self.spots.reads_the_same(&alone(spot, rules)))
        };
        let unsound: Vec<Spot> = new.iter().filter(|spot| !is_sound(spot)).cloned().collect();
        self.comments.retain(|spot, _| !unsound.contains(spot));
        if !self.spots.reads_the_same(&self.edits()) {
            // Sound one by one and not together: none of them is worth a word of the prose.
            self.comments.retain(|spot, _| !new.contains(spot));
        }
    }

    fn edits(&self) -> Vec<(Span, String)> {
        self.edits_of(self.comments.iter())
    }

    fn edits_of<'c>(
        &self,
        comments: impl Iterator<Item = (&'c Spot, &'c BTreeMap<String, BTreeSet<Key>>)>,
    ) -> Vec<(Span, String)> {
        let mut edits: BTreeMap<Span, String> = BTreeMap::new();
        for (spot, rules) in comments {
            let names: Vec<&str> = rules.keys().map(String::as_str).collect();
            for (file, text) in self.spots.write(spot, &names.join(", ")) {
                let at = self.spots.draft.file(file).base + spot.at;
                edits.entry(Span::new(at, at)).or_default().push_str(&text);
            }
        }
        edits.into_iter().collect()
    }
}

/// File and byte of a place of the draft with comments, as it is without them.
fn original(draft: &Draft, edits: &[(Span, String)], edited: &Draft, address: u32) -> At {
    let id = edited.file_of(address);
    let (file, base) = (edited.file(id), draft.file(id).base);
    let mut at = address.saturating_sub(file.base);
    for (span, text) in edits.iter().filter(|(span, _)| draft.file_of(span.start) == id) {
        let start = span.start - base;
        if start >= at {
            break;
        }
        at = start.max(at.saturating_sub(text.len() as u32));
    }
    (file.name.clone(), at)
}

/// Returns where the block that a finding stands in starts: its source, and the first of its words.
fn starts_of_block(reading: &Reading, finding: &Finding) -> impl Iterator<Item = u32> {
    // What lies in the source alone has no place in the text.
    let at = Some(&finding.place.range).filter(|range| range.end > 0).map_or(u32::MAX, |range| range.start);
    let mut blocks = reading.blocks().iter();
    let block = blocks.find(|block| block.start <= at && at < block.end);
    block.into_iter().flat_map(|block| [block.source.start, reading.source_at(block.start)])
}

fn borrowed(edits: &[(Span, String)]) -> Vec<(Span, &str)> {
    edits.iter().map(|(span, text)| (*span, text.as_str())).collect()
}

/// Returns the files of a draft that have a name; one that is included twice is there twice.
fn named<'d>(draft: &'d Draft, name: &'d str) -> impl Iterator<Item = FileId> + 'd {
    let ids = (0..draft.files().len() as u32).map(FileId);
    ids.filter(move |id| draft.file(*id).name == name)
}
