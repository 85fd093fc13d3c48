//! Which findings of a paper are shown when there are too many to read.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::findings::{Finding, RuleId, Severity};

/// Blocks that `full` shows of one paper.
const MOST_BLOCKS: usize = 5;

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

/// Chooses errors, then the worst of each rule by the place of the rule in `order`, so that what is surest and dearest is seen first, and
/// where there is room the second worst.
pub fn choose<'f>(findings: &'f [Finding], wanted: Wanted, order: impl Fn(RuleId) -> Place) -> Choice<'f> {
    let is_wanted = |finding: &&Finding| wanted.advice || finding.severity > Severity::Advice;
    let mut candidates: Vec<&Finding> = findings.iter().filter(is_wanted).collect();
    let advice = findings.len() - candidates.len();
    if wanted.all {
        return Choice { shown: candidates, more: Vec::new(), advice };
    }
    candidates.sort_by_cached_key(|finding| {
        let is_error = finding.severity == Severity::Error;
        let place = order(finding.rule);
        (!is_error, place, finding.rule, Reverse(finding.severity), Reverse(finding.cost()))
    });
    let mut turn = 0;
    let mut last = None;
    let turns = candidates.into_iter().map(|finding| {
        turn = if last.replace(finding.rule) == Some(finding.rule) { turn + 1 } else { 0 };
        let is_error = finding.severity == Severity::Error;
        (if is_error { 0 } else { turn }, finding)
    });
    let mut turns: Vec<(usize, &Finding)> = turns.collect();
    turns.sort_by_key(|(turn, _)| *turn);
    let shown = turns.into_iter().map(|(_, finding)| finding).collect();
    let mut choice = Choice { shown, more: Vec::new(), advice };
    choice.keep(MOST_BLOCKS);
    choice
}

/// Where the findings of a rule stand on the first screen; what is less comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    group: Group,
    /// What a finding costs its reader times how often the rule is right, in hundredths.
    value: Reverse<u32>,
}

/// The places of `data/first-screen.tsv`, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Broken,
    Mission,
    Rest,
}

impl Place {
    /// Returns the place of a rule that was right in so many of the findings read.
    pub fn of(id: &str, right: u32, read: u32) -> Self {
        let (group, cost) = ORDER.get(id).copied().unwrap_or((Group::Rest, 1));
        // A rule that nobody has read yet is right half the time, as far as anyone knows.
        let value = cost * 100 * (right + 1) / (read + 2);
        Self { group, value: Reverse(value) }
    }
}

static ORDER: LazyLock<FxHashMap<&'static str, (Group, u32)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/first-screen.tsv").lines().filter(|line| !line.starts_with('#'));
    let place = |line: &'static str| {
        let mut columns = line.split('\t');
        let group = match columns.next()? {
            "broken" => Group::Broken,
            "mission" => Group::Mission,
            _ => Group::Rest,
        };
        Some((columns.next()?, (group, columns.next()?.parse().ok()?)))
    };
    lines.filter_map(place).collect()
});

impl<'f> Choice<'f> {
    /// Shows only those that fit, in order.
    pub fn keep_those(&mut self, fit: &[bool]) {
        let shown = std::mem::take(&mut self.shown);
        for (finding, fits) in shown.into_iter().zip(fit) {
            if *fits { self.shown.push(finding) } else { self.leave_out(finding) }
        }
    }

    /// Shows only the first so many.
    pub fn keep(&mut self, count: usize) {
        for finding in self.shown.split_off(count.min(self.shown.len())) {
            self.leave_out(finding);
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{self, Fingerprint, Value};

    fn finding(rule: u16, severity: Severity, words: u32) -> Finding {
        Finding {
            rule: RuleId(rule),
            severity,
            variant: None,
            place: findings::Place::start(),
            is_whole_paper: false,
            is_whole_sentence: false,
            values: vec![("words", Value::Count(words))],
            cost: None,
            related: Vec::new(),
            fix: None,
            fingerprint: Fingerprint::default(),
        }
    }

    fn shown(choice: &Choice<'_>) -> Vec<(u16, u32)> {
        choice.shown.iter().map(|finding| (finding.rule.0, finding.weight())).collect()
    }

    /// Rules 0 to 3 as if they were these.
    fn order(rule: RuleId) -> Place {
        let ids = ["long-sentence", "doubled-word", "thin-abstract", "unfinished-text"];
        Place::of(ids.get(usize::from(rule.0)).copied().unwrap_or("no-such-rule"), 9, 10)
    }

    #[test]
    fn what_is_broken_then_the_mission_then_the_rest_and_the_worst_of_each() {
        let mut findings: Vec<Finding> = (41..60).map(|words| finding(0, Severity::Warning, words)).collect();
        findings.extend([1, 2, 3].map(|rule| finding(rule, Severity::Warning, 1)));
        findings.push(finding(9, Severity::Error, 1));
        findings.push(finding(4, Severity::Advice, 99));
        let choice = choose(&findings, Wanted::default(), order);
        assert_eq!(shown(&choice), [(9, 1), (3, 1), (2, 1), (0, 59), (1, 1)]);
        assert_eq!(choice.advice, 1);
        let more: Vec<_> =
            choice.more.iter().map(|more| (more.rule.0, more.count, more.worst.weight())).collect();
        assert_eq!(more, [(0, 18, 58)]);
    }

    #[test]
    fn a_screen_of_blocks_and_nothing_is_lost() {
        let findings: Vec<Finding> = (0..20)
            .flat_map(|rule| (0..5).map(move |words| finding(rule, Severity::Warning, words)))
            .collect();
        let choice = choose(&findings, Wanted::default(), order);
        assert_eq!(choice.shown.len(), MOST_BLOCKS);
        assert_eq!(
            choice.shown.len() + choice.more.iter().map(|more| more.count).sum::<usize>(),
            findings.len()
        );
        let all = choose(&findings, Wanted { all: true, advice: false }, order);
        assert_eq!(all.shown.len(), findings.len());
    }

    #[test]
    fn advice_is_shown_when_asked_for_and_a_rule_twice_where_there_is_room() {
        let findings = [
            finding(0, Severity::Advice, 35),
            finding(1, Severity::Advice, 3),
            finding(0, Severity::Warning, 50),
        ];
        let choice = choose(&findings, Wanted { all: false, advice: true }, order);
        assert_eq!(shown(&choice), [(0, 50), (1, 3), (0, 35)]);
    }

    #[test]
    fn the_order_names_rules_that_there_are_once_each() {
        let ids: Vec<String> = crate::rules::builtin().into_iter().map(|rule| rule.spec.id.clone()).collect();
        assert!(ORDER.keys().all(|id| ids.iter().any(|known| known == id)));
        let lines = include_str!("../../data/first-screen.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), ORDER.len());
    }
}
