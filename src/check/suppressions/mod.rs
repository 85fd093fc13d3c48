//! Comments in which authors silence rules: what each reaches, what it hides, and what is wrong with it.
//!
//! Findings are hidden before those of a section are joined, so that a rule that speaks once a section speaks of the rest.

mod reach;
mod reaches;

use rustc_hash::FxHashMap;

use self::reach::{Reach, behind_comments};
use self::reaches::Reaches;
use super::RuleSet;
use crate::analysis::Paper;
use crate::analysis::directives::{Directive, Name, Request, Slip, Verb, directives};
use crate::findings::{Finding, Place, Report};
use crate::rules::{Fault, FaultKind, RuleName};
use crate::source::Span;
use crate::spec::nearest;

/// The suppressions of a paper.
pub(super) struct Suppressions<'p, 'd> {
    rules: &'p RuleSet,
    paper: &'p Paper<'d>,
    directives: Vec<Directive<'d>>,
    entries: Vec<Entry>,
    /// Which entries may speak of a place.
    reaches: Reaches,
    /// What follows each comment, by where it starts.
    behind: FxHashMap<u32, Span>,
}

/// A directive that hides findings.
struct Entry {
    /// Which directive.
    directive: usize,
    reach: Reach,
    /// Which of its names have hidden something; one for all where it names none.
    is_used: Vec<bool>,
}

impl<'p, 'd> Suppressions<'p, 'd> {
    pub fn of(rules: &'p RuleSet, paper: &'p Paper<'d>) -> Self {
        let directives = directives(paper);
        let behind = if directives.is_empty() { FxHashMap::default() } else { behind_comments(paper) };
        let reaches = Reaches::default();
        let mut found = Self { rules, paper, directives, entries: Vec::new(), reaches, behind };
        for index in 0..found.directives.len() {
            let directive = &found.directives[index];
            let Ok(said) = &directive.said else { continue };
            let reach = match said.verb {
                Verb::On => continue,
                Verb::Allow => found.next_to(directive),
                Verb::AllowFile => Reach::File(paper.draft.file_of(directive.comment.start)),
                Verb::Off => found.up_to_on(index, said),
            };
            let is_used = vec![false; said.names.len().max(1)];
            found.entries.push(Entry { directive: index, reach, is_used });
        }
        found.reaches = Reaches::of(found.entries.iter().map(|entry| &entry.reach));
        found
    }

    /// Takes out the findings that some comment hides.
    pub fn hide(&mut self, findings: &mut Vec<Finding>) {
        if self.entries.is_empty() {
            return;
        }
        let Self { rules, paper, directives, entries, reaches, .. } = self;
        findings.retain(|finding| {
            let rule = rules.rule(finding.rule);
            let mut is_hidden = false;
            for index in reaches.around(finding) {
                let entry = &mut entries[index];
                if !entry.reach.holds(finding, rule.per(), paper) {
                    continue;
                }
                let directive = &directives[entry.directive];
                let names = directive.names();
                // A comment that hides everything does not hide what is wrong with itself.
                if names.is_empty() && directive.comment.contains(finding.place.first()) {
                    continue;
                }
                let is_meant =
                    |name: &Name<'_>| rule.file.spec.id == name.text || rule.file.theme == name.text;
                let meant = if names.is_empty() { Some(0) } else { names.iter().position(is_meant) };
                if let Some(meant) = meant {
                    entry.is_used[meant] = true;
                    is_hidden = true;
                }
            }
            !is_hidden
        });
    }

    /// Adds what is wrong with the comments themselves, which they may hide, too. `runs` says which rules looked at this paper.
    pub fn judge(&mut self, runs: &[bool], findings: &mut Vec<Finding>) {
        if self.directives.is_empty() || self.rules.suppression_checks.is_empty() {
            return;
        }
        let mut found = Vec::new();
        let rules = self.rules;
        let of_own_theme = |name: &str| rules.known.iter().any(|rule| rule.theme == THEME && rule.is(name));
        let faults = self.slips().into_iter().chain(self.unused(runs, |name| !of_own_theme(name)));
        faults.for_each(|fault| self.report(&fault, runs, &mut found));
        self.hide(&mut found);
        // Only now is it known which comments on comments have hidden something.
        self.unused(runs, of_own_theme).iter().for_each(|fault| self.report(fault, runs, &mut found));
        findings.append(&mut found);
    }

    fn report(&self, fault: &Fault<'_>, runs: &[bool], found: &mut Vec<Finding>) {
        for (rule, check) in &self.rules.suppression_checks {
            if runs[rule.0 as usize] {
                let paper = self.paper;
                check.check(fault, &mut Report::new(paper.draft, paper.document.reading(), *rule, found));
            }
        }
    }

    /// Returns what is wrong with the comments by themselves.
    fn slips(&self) -> Vec<Fault<'_>> {
        let mut faults = Vec::new();
        for (index, directive) in self.directives.iter().enumerate() {
            let fault = |kind, name: Option<&Name<'d>>| Fault {
                place: Place {
                    range: directive.at..directive.at,
                    spans: vec![name.map_or(directive.comment, |name| name.at)],
                },
                kind,
                name: name.map_or("", |name| name.text),
                near: None,
            };
            let said = match &directive.said {
                Ok(said) => said,
                Err(slip) => {
                    faults.push(match slip {
                        Slip::Word(name) => fault(FaultKind::Word, Some(name)),
                        Slip::NoRule => fault(FaultKind::NoRule, None),
                        Slip::NoColon => fault(FaultKind::NoColon, None),
                        Slip::Words(name) => fault(FaultKind::NoReasonColon, Some(name)),
                    });
                    continue;
                }
            };
            for name in said.names.iter().filter(|name| !self.is_known(name.text)) {
                let known = self.rules.known.iter().flat_map(|rule| [rule.id.as_str(), rule.theme.as_str()]);
                let near = nearest(name.text, known);
                faults.push(Fault { near, ..fault(FaultKind::Unknown, Some(name)) });
            }
            if said.verb != Verb::On && said.reason.is_empty() {
                faults.push(fault(FaultKind::Unexplained, None));
            }
            if said.verb == Verb::On && self.off_before(index, said).is_none() {
                faults.push(fault(FaultKind::NothingOff, None));
            }
        }
        faults
    }

    /// Returns the rules and themes that comments name in vain. `is_asked` says which names are looked at.
    fn unused(&self, runs: &[bool], is_asked: impl Fn(&str) -> bool) -> Vec<Fault<'_>> {
        let mut faults = Vec::new();
        for entry in &self.entries {
            let directive = &self.directives[entry.directive];
            let range = match &entry.reach {
                Reach::Text { text, .. } => text.clone(),
                Reach::File(_) => directive.at..directive.at,
            };
            let mut fault = |name: &'d str, at| {
                let place = Place { range: range.clone(), spans: vec![at] };
                faults.push(Fault { place, kind: FaultKind::Unused, name, near: None });
            };
            let names = directive.names();
            if names.is_empty() && !entry.is_used[0] && is_asked("") && self.is_applied(runs, |_| true) {
                fault("", directive.comment);
            }
            for (name, is_used) in names.iter().zip(&entry.is_used) {
                let is_known = self.is_known(name.text) && is_asked(name.text);
                if is_known && !is_used && self.is_applied(runs, |rule| rule.is(name.text)) {
                    fault(name.text, name.at);
                }
            }
        }
        faults
    }

    fn is_known(&self, name: &str) -> bool {
        self.rules.known.iter().any(|rule| rule.is(name))
    }

    /// Returns whether the rules of a name were applied to this paper, so that one may say that they find nothing. Of a theme, those in
    /// preview do not count, and neither do those that leave papers of this type alone.
    fn is_applied(&self, runs: &[bool], is_named: impl Fn(&RuleName) -> bool) -> bool {
        let named: Vec<&RuleName> = self.rules.known.iter().filter(|rule| is_named(rule)).collect();
        let index_of =
            |name: &RuleName| self.rules.rules().iter().position(|rule| rule.file.spec.id == name.id);
        match named.as_slice() {
            [one] => index_of(one).is_some_and(|index| runs[index]),
            several => {
                let mut stable = several.iter().filter(|rule| rule.is_stable);
                self.paper.is_english() && stable.all(|rule| index_of(rule).is_some())
            }
        }
    }
}

/// The theme of the rules on comments.
pub(super) const THEME: &str = "suppressions";

fn same(one: &Request<'_>, other: &Request<'_>) -> bool {
    let is_in = |name: &Name<'_>| other.names.iter().any(|known| known.text == name.text);
    one.names.len() == other.names.len() && one.names.iter().all(is_in)
}
