use std::time::Duration;

use crate::cli::args::Check;
use crate::findings::{Finding, Severity};
use crate::output::{self, Counts, Fixable, Full, Linted, Wanted};

/// The report for people: the blocks of all papers, and a line with the total.
pub struct FullReport {
    look: Full,
    counts: Counts,
    fixable: Fixable,
    /// Rules that ran on one paper at most.
    rules: usize,
    /// Phrases as authors write them who carry over another language, of the paper that has most.
    phrases: usize,
    how_to_silence: Option<String>,
    /// Whether a profile is chosen, and whether everything was mended that could be.
    has_profile: bool,
    is_fixed: bool,
}

/// The folder of rules on phrases that authors carry over from another language.
const THEME: &str = "second-language";

impl FullReport {
    /// Returns a report of several papers or one, in lines of so many columns.
    pub fn new(check: &Check, names_papers: bool, columns: usize) -> Self {
        let wanted = Wanted { all: check.all, advice: check.advice };
        let counts = Counts { is_chosen: !check.choice.select.is_empty(), ..Counts::default() };
        Self {
            look: Full { columns, wanted, names_papers },
            counts,
            fixable: Fixable::default(),
            rules: 0,
            phrases: 0,
            how_to_silence: None,
            has_profile: check.choice.profile.is_some(),
            is_fixed: check.mending.fix,
        }
    }

    /// Returns the blocks of a paper.
    pub fn paper(&mut self, linted: Linted<'_>) -> String {
        let mut report = String::new();
        let how = output::full(linted, self.look, &mut report);
        self.how_to_silence = self.how_to_silence.take().or(how);
        self.counts.add(linted.lint);
        self.rules = self.rules.max(linted.lint.applied);
        self.fixable.add(linted.lint);
        let is_of_theme = |finding: &&Finding| {
            linted.rules.rule(finding.rule).file.theme == THEME && finding.severity == Severity::Advice
        };
        let phrases = linted.lint.findings.iter().filter(is_of_theme).count();
        self.phrases = self.phrases.max(phrases);
        report
    }

    /// Returns the total; with the time that the run took, where somebody looks.
    pub fn end(self, time: Option<Duration>) -> String {
        let mut report = String::new();
        if self.counts.papers == 0 {
            return report;
        }
        let counts = Counts { rules: self.rules, ..self.counts };
        let folded = |line: String| {
            line.lines().map(|line| output::folded(line, self.look.columns) + "\n").collect::<String>()
        };
        report.push_str(&output::summary(counts, time));
        report.push_str(&folded(output::shape(counts.shape)));
        report.push_str(&folded(output::told(counts.results)));
        if !self.has_profile {
            report.push_str(&folded(output::plain_profile(self.phrases)));
        }
        if !self.is_fixed {
            report.push_str(&folded(output::offer(self.fixable)));
        }
        report.push_str(&folded(self.how_to_silence.unwrap_or_default()));
        report
    }
}
