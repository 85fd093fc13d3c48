//! What a check says: its reports, and what an author should know about how a paper was read.

use std::time::Instant;

use anstream::adapter::strip_str;

use super::places::Places;
use crate::check::Lint;
use crate::faces::args::Check;
use crate::faces::console::Console;
use crate::faces::write::Files;
use crate::findings::{Finding, Severity};
use crate::markup::Unreadable;
use crate::output::{self, Counts, Full, Linted, NotChecked, OutputFormat, Submission, SubmitLook, Wanted};
use crate::source::Draft;

/// Writes each report that was asked for: all files, or none of them; then standard output.
pub fn write(
    (linted, not_checked, submissions): (&[Linted<'_>], &[NotChecked], &[Submission]),
    check: &Check,
    places: &Places,
    mut files: Files,
    is_stdout_taken: bool,
    console: &Console,
    start: Instant,
) -> anyhow::Result<()> {
    for (format, target) in places.files() {
        let report = match format {
            OutputFormat::Full => {
                let report = strip_str(&full((linted, submissions), check, console, None)).to_string();
                output::without_commands(&report).into_owned()
            }
            format => output::formatted(linted, not_checked, format),
        };
        files.add(target, &report)?;
    }
    files.commit()?;
    for format in places.printed() {
        let report = match format {
            OutputFormat::Full => full((linted, submissions), check, console, Some(start)),
            format => output::formatted(linted, not_checked, format),
        };
        if is_stdout_taken {
            console.problem(&report);
        } else if format == OutputFormat::Github {
            console.commands(&report)?;
        } else {
            console.report(&report)?;
        }
    }
    Ok(())
}

/// The blocks of all papers, and a line with the total; on a terminal with the time since `start`.
fn full(
    (linted, submissions): (&[Linted<'_>], &[Submission]),
    check: &Check,
    console: &Console,
    start: Option<Instant>,
) -> String {
    let look = Full {
        columns: console.columns(),
        wanted: Wanted { all: check.all, advice: check.advice },
        names_papers: linted.len() > 1,
    };
    let mut report = String::new();
    if check.submitted_on.is_some() {
        let look = SubmitLook { columns: console.columns(), all: check.all };
        for (one, submission) in linted.iter().zip(submissions) {
            output::submit(*one, submission, look, &mut report);
        }
        return report;
    }
    let (mut counts, mut how_to_silence) = (Counts::default(), None);
    for one in linted {
        let how = output::full(*one, look, &mut report);
        how_to_silence = how_to_silence.or(how);
        counts.add(one.lint);
        counts.rules = counts.rules.max(one.lint.applied);
    }
    counts.is_chosen = !check.choice.select.is_empty();
    if counts.papers > 0 {
        let time = start.filter(|_| console.is_terminal()).map(|start| start.elapsed());
        report.push_str(&output::summary(counts, time));
        let folded = |line: String| {
            line.lines().map(|line| output::folded(line, look.columns) + "\n").collect::<String>()
        };
        report.push_str(&folded(output::shape(counts.shape)));
        report.push_str(&output::told(counts.results));
        if check.choice.profile.is_none() {
            let phrases = linted.iter().map(|one| second_language(one)).max().unwrap_or_default();
            report.push_str(&folded(output::plain_profile(phrases)));
        }
        if !check.mending.fix {
            report.push_str(&folded(output::offer(linted.iter().map(|one| one.lint))));
        }
        report.push_str(&folded(how_to_silence.unwrap_or_default()));
    }
    report
}

/// Findings of phrases as authors write them who carry over another language.
fn second_language(linted: &Linted<'_>) -> usize {
    let is_of_theme = |finding: &&Finding| {
        linted.rules.rule(finding.rule).file.theme == THEME && finding.severity == Severity::Advice
    };
    linted.lint.findings.iter().filter(is_of_theme).count()
}

/// The folder of rules on such phrases.
const THEME: &str = "second-language";

/// What an author should know about how a paper was read.
pub fn say_what_matters(draft: &Draft, lint: &Lint, console: &Console) {
    let name = &draft.main().name;
    if lint.words == 0 {
        console.notice(&format!("{name} holds no running text, so there was nothing to look at"));
    }
    match lint.unreadable_abstract {
        Some(Unreadable::Generated(_)) => {
            console.notice(&format!("{name}: the abstract is made by code, so it is not readable here"));
        }
        Some(Unreadable::Absent(_)) => {
            console.notice(&format!(
                "{name}: the abstract lies in a file that is not here, so it is not readable here"
            ));
        }
        None => {}
    }
    for file in draft.files().iter().filter(|file| !file.is_style()) {
        if let Some(encoding) = file.encoding.guessed() {
            console.notice(&format!("{} is not UTF-8; it was read as {encoding}", file.name));
        }
    }
}

/// Says what was not looked at: in a line, or each thing in one where that is asked for.
pub fn say_what_was_not_checked(linted: &[Linted<'_>], all: &[NotChecked], is_list: bool, console: &Console) {
    for one in linted.iter().filter(|_| !is_list) {
        if let Some(said) = output::language(*one) {
            console.notice(&format!("{}: {said}", one.draft.main().name));
        }
    }
    match is_list {
        true => all.iter().for_each(|found| console.notice(&format!("not checked: {}", found.line()))),
        false => output::not_checked_line(all).iter().for_each(|said| console.notice(said)),
    }
}
