//! A paper before its deadline: what blocks it, what will be noticed, what was not checked and why. A view of ordinary findings.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::diagnostic::with_cell;
use super::places::Places;
use super::{Linted, clean, message, style, terminal};
use crate::findings::{Finding, RuleId, Severity};

/// What is known of the submission of a paper beside what was found in it.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// The venue, and what names it: `ACL (--venue)`; `None` where nothing does.
    pub venue: Option<String>,
    /// What was not checked, and why, in a few words each.
    pub not_checked: Vec<String>,
}

/// How a submission is shown.
#[derive(Clone, Copy, Debug)]
pub struct SubmitLook {
    /// Columns of the terminal.
    pub columns: usize,
    /// Whether every finding is shown, and not one of each kind.
    pub all: bool,
}

/// Lines of one paper, where not everything is shown.
const MOST_LINES: usize = 10;

/// Returns a paper in at most ten lines, unless all is asked for; in a narrow terminal long ones are folded.
pub fn submit(linted: Linted<'_>, submission: &Submission, look: SubmitLook) -> String {
    let mut out = String::new();
    let findings = &linted.lint.findings;
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (musts, shoulds) = (count(Severity::Error), count(Severity::Warning));
    let name = clean::line(&linted.draft.main().name);
    let to = submission.venue.as_ref().map(|venue| format!(" for {venue}")).unwrap_or_default();
    let head = format!("{name}{to}: {}", said(musts, shoulds));
    let head = terminal::folded(&clean::line(&head), look.columns);
    let strong = style::STRONG;
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{strong}{head}{strong:#}");
    let rest = match submission.not_checked.as_slice() {
        [] => String::new(),
        items => terminal::folded(&clean::line(&format!("not checked: {}", items.join("; "))), look.columns),
    };
    let lines = lines(linted, look);
    // The head, what was not checked, and the line that says how many there are besides are lines, too.
    let most =
        if look.all { usize::MAX } else { MOST_LINES.saturating_sub(height(&head) + height(&rest) + 1) };
    let left = lines.len() - fitting(&lines, most);
    for line in lines.iter().take(lines.len() - left) {
        let _ = writeln!(out, "{line}");
    }
    let advice = count(Severity::Advice);
    let more = [
        (left > 0).then(|| format!("{left} more {}", if left == 1 { "kind" } else { "kinds" })),
        (advice > 0 && !look.all).then(|| super::counted(advice as u64, "suggestion", "suggestions")),
    ];
    let more: Vec<String> = more.into_iter().flatten().collect();
    if !more.is_empty() {
        let faint = style::FAINT;
        let _ = writeln!(out, "{faint}{}: --all shows them{faint:#}", more.join(", "));
    }
    if !rest.is_empty() {
        let _ = writeln!(out, "{rest}");
    }
    out
}

/// Returns lines of a screen that a text takes.
fn height(text: &str) -> usize {
    text.lines().count()
}

/// Returns how many of these, from the first on, take at most so many lines of a screen; one at least.
fn fitting(lines: &[String], most: usize) -> usize {
    let mut used = 0;
    let fits = |line: &&String| {
        used += height(line);
        used <= most
    };
    lines.iter().take_while(fits).count().max(1).min(lines.len())
}

fn said(musts: usize, shoulds: usize) -> String {
    match (musts, shoulds) {
        (0, 0) => {
            "nothing blocks the submission, and nothing was found that reviewers will notice".to_owned()
        }
        (0, shoulds) => format!("nothing blocks the submission, {shoulds} will be noticed"),
        (musts, shoulds) => {
            let blocks = if musts == 1 { "blocks" } else { "block" };
            format!("{musts} {blocks} the submission, {shoulds} will be noticed")
        }
    }
}

/// Returns a line for each finding, or for each kind of finding with how many more there are; the worst first, then as the source has them.
fn lines(linted: Linted<'_>, look: SubmitLook) -> Vec<String> {
    let places = Places::new(linted.draft);
    let mut shown: Vec<&Finding> = linted.lint.findings.iter().collect();
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut kinds: FxHashMap<(RuleId, Option<&str>, Severity), usize> = FxHashMap::default();
    // What a paper lacks as a whole are as many kinds as there are things.
    let kind = |finding: &Finding| (finding.rule, finding.variant, finding.severity);
    if !look.all {
        shown.retain(|finding| finding.severity > Severity::Advice);
        let all = shown.clone();
        shown.retain(|finding| !all.iter().any(|other| covers(other, finding)));
        shown.retain(|finding| {
            let known = kinds.entry(kind(finding)).or_default();
            *known += 1;
            *known == 1 || finding.is_whole_paper
        });
    }
    let line = |finding: &&Finding| {
        let spec = linted.rules.spec(finding);
        let start = finding.place.first().start;
        let (name, at) = places.locate(start);
        let words = message::words(spec, finding);
        let message = with_cell(&words.message, places.cell(start));
        let more = kinds.get(&kind(finding)).map_or(0, |known| known - 1);
        let more = match more {
            0 => String::new(),
            _ if finding.is_whole_paper => String::new(),
            more => format!(" (and {more} more)"),
        };
        let (word, colour) = (word(finding.severity), style::of(finding.severity));
        // The head names the main file.
        let place = if name == linted.draft.main().name { String::new() } else { format!("{name}:") };
        let said = format!("{place}{}:{}: {message}{more}", at.line, at.column);
        let folded = |line: &str| terminal::folded(&clean::line(line), look.columns.saturating_sub(WORD));
        // Ten lines say more where the name of a rule does not take one.
        let (short, named) = (folded(&said), folded(&format!("{said} [{}]", spec.id)));
        let text = if !look.all && height(&short) < height(&named) { short } else { named };
        format!("{colour}{word:WORD$}{colour:#}{}", text.replace('\n', &format!("\n{:WORD$}", "")))
    };
    shown.iter().map(line).collect()
}

/// Returns whether one finding says of a place what another, no graver, says of a part of it: a citation in a note that is to be taken out.
fn covers(one: &Finding, other: &Finding) -> bool {
    let (outer, inner) = (one.place.first(), other.place.first());
    one.rule != other.rule
        && one.severity >= other.severity
        && !one.is_whole_paper
        && outer != inner
        && outer.start <= inner.start
        && inner.end <= outer.end
}

/// Columns of the word that opens a line.
const WORD: usize = 9;

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "blocks",
        Severity::Warning => "noticed",
        Severity::Advice => "advice",
    }
}
