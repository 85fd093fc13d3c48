//! Which findings of a paper are shown when there are too many to read.

use std::cmp::Reverse;

use crate::findings::{Finding, RuleId, Severity};

/// Blocks that `full` shows of one paper.
const MOST_BLOCKS: usize = 10;
/// Blocks of one rule, unless they are errors or about the whole paper.
const MOST_OF_A_RULE: usize = 3;

/// What an author asked to see.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Every finding, whatever their number.
    pub all: bool,
    /// Advice too.
    pub advice: bool,
}

/// Which findings of a paper are shown, and how many are not.
#[derive(Debug, Default)]
pub struct Choice<'f> {
    /// Shown, the worst first; all of them in reading order where everything is shown.
    pub shown: Vec<&'f Finding>,
    /// Not shown for want of room, by rule, in the order of the rules.
    pub more: Vec<More<'f>>,
    /// Pieces of advice not shown because nobody asked.
    pub advice: usize,
}

/// Findings of one rule that are not shown.
#[derive(Debug)]
pub struct More<'f> {
    /// The rule.
    pub rule: RuleId,
    /// How many.
    pub count: usize,
    /// The worst of them.
    pub worst: &'f Finding,
}

/// Chooses: errors first, then what is about the whole paper, then the three worst of each rule in turn, so that every rule
/// is seen before one is seen twice.
pub fn choose(findings: &[Finding], wanted: Wanted) -> Choice<'_> {
    let is_wanted = |finding: &&Finding| wanted.advice || finding.severity > Severity::Advice;
    let candidates: Vec<&Finding> = findings.iter().filter(is_wanted).collect();
    let advice = findings.len() - candidates.len();
    if wanted.all {
        return Choice { shown: candidates, more: Vec::new(), advice };
    }
    let mut ranked: Vec<(Rank, &Finding)> = Vec::with_capacity(candidates.len());
    let mut by_weight = candidates;
    by_weight.sort_by_key(|finding| (Reverse(finding.severity), Reverse(finding.weight())));
    for finding in by_weight {
        let before = ranked
            .iter()
            .filter(|(rank, other)| rank.class == Class::of(finding) && other.rule == finding.rule);
        let rank =
            Rank { class: Class::of(finding), turn: before.count(), severity: Reverse(finding.severity) };
        ranked.push((rank, finding));
    }
    ranked.sort_by_key(|(rank, finding)| (*rank, finding.rule));
    let mut choice = Choice { advice, ..Choice::default() };
    for (rank, finding) in ranked {
        let fits = rank.class != Class::REST || rank.turn < MOST_OF_A_RULE;
        if fits && choice.shown.len() < MOST_BLOCKS {
            choice.shown.push(finding);
        } else {
            choice.leave_out(finding);
        }
    }
    choice.more.sort_by_key(|more| more.rule);
    choice
}

impl<'f> Choice<'f> {
    fn leave_out(&mut self, finding: &'f Finding) {
        match self.more.iter_mut().find(|more| more.rule == finding.rule) {
            Some(more) => {
                more.count += 1;
                if finding.weight() > more.worst.weight() {
                    more.worst = finding;
                }
            }
            None => self.more.push(More { rule: finding.rule, count: 1, worst: finding }),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Class(u8);

impl Class {
    const REST: Self = Self(2);

    fn of(finding: &Finding) -> Self {
        match finding.severity {
            Severity::Error => Self(0),
            Severity::Warning if finding.is_whole_paper => Self(1),
            _ => Self::REST,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    class: Class,
    /// How many of its rule come before it.
    turn: usize,
    severity: Reverse<Severity>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Fingerprint, Place, Value};

    fn finding(rule: u16, severity: Severity, words: u32) -> Finding {
        Finding {
            rule: RuleId(rule),
            severity,
            variant: None,
            place: Place::start(),
            is_whole_paper: false,
            values: vec![("words", Value::Count(words))],
            related: Vec::new(),
            fix: None,
            fingerprint: Fingerprint::default(),
        }
    }

    fn shown(choice: &Choice<'_>) -> Vec<(u16, u32)> {
        choice.shown.iter().map(|finding| (finding.rule.0, finding.weight())).collect()
    }

    #[test]
    fn errors_then_the_whole_paper_then_the_worst_of_each_rule() {
        let mut findings: Vec<Finding> = (41..60).map(|words| finding(0, Severity::Warning, words)).collect();
        findings.push(finding(1, Severity::Warning, 5));
        findings.push(Finding { is_whole_paper: true, ..finding(2, Severity::Warning, 1) });
        findings.push(finding(3, Severity::Error, 1));
        findings.push(finding(4, Severity::Advice, 99));
        let choice = choose(&findings, Wanted::default());
        assert_eq!(shown(&choice), [(3, 1), (2, 1), (0, 59), (1, 5), (0, 58), (0, 57)]);
        assert_eq!(choice.advice, 1);
        let more: Vec<_> =
            choice.more.iter().map(|more| (more.rule.0, more.count, more.worst.weight())).collect();
        assert_eq!(more, [(0, 16, 56)]);
    }

    #[test]
    fn at_most_ten_blocks_and_nothing_is_lost() {
        let findings: Vec<Finding> = (0..20)
            .flat_map(|rule| (0..5).map(move |words| finding(rule, Severity::Warning, words)))
            .collect();
        let choice = choose(&findings, Wanted::default());
        assert_eq!(choice.shown.len(), 10);
        assert_eq!(
            choice.shown.len() + choice.more.iter().map(|more| more.count).sum::<usize>(),
            findings.len()
        );
        assert_eq!(choose(&findings, Wanted { all: true, advice: false }).shown.len(), findings.len());
    }

    #[test]
    fn advice_is_shown_when_asked_for_and_after_warnings() {
        let findings = [
            finding(0, Severity::Advice, 35),
            finding(1, Severity::Warning, 3),
            finding(0, Severity::Warning, 50),
        ];
        let choice = choose(&findings, Wanted { all: false, advice: true });
        assert_eq!(shown(&choice), [(0, 50), (1, 3), (0, 35)]);
    }
}
