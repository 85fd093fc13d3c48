use std::collections::{BTreeMap, HashMap};
use std::process::ExitCode;
use std::time::Instant;

use rayon::prelude::*;

use super::args::{Check, Common};
use super::console::Console;
use super::fix::{self, Mended};
use super::papers::{self, Papers};
use super::progress::Progress;
use super::rules;
use crate::check::{Lint, RuleSet, Scratch, lint};
use crate::findings::{Finding, Severity};
use crate::markup::Unreadable;
use crate::output::{self, Counts, Full, Linted, OutputFormat, Wanted, counted};
use crate::source::{Draft, Encoding};

/// `paperlint check`.
pub fn check(check: &Check, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let Some(rules) = rules::selected(check, common, console)? else {
        return Ok(ExitCode::from(2));
    };
    let asked = fix::asked(check.mending)?;
    let Papers { drafts, homes, has_failed } = papers::gather(&check.inputs, console)?;
    let lints = lint_all(&drafts, &rules);
    let mut mended = Mended::nothing(drafts, lints);
    if let Some(most) = asked {
        mended.mend(&homes, most, |draft, scratch| lint(draft, &rules, scratch));
        if check.mending.diff {
            return mended.show(&mended.offer(), has_failed, console);
        }
    }
    if check.mending.add_suppressions {
        let is_shown = |finding: &Finding| check.advice || finding.severity > Severity::Advice;
        let added = mended.allow(&homes, &rules, is_shown)?;
        if check.mending.diff {
            return mended.show(&added.offer(), has_failed, console);
        }
        console.notice(&added.said());
    }
    let has_failed = has_failed | mended.write(console);
    let is_stdout_taken = asked.is_some() && mended.print(&homes, console)?;
    let what_was_mended = asked.map(|_| mended.summary());
    let Mended { drafts, mut lints, .. } = mended;
    say_once(&drafts, &mut lints, console);
    drafts.iter().zip(&lints).for_each(|(draft, lint)| say_what_matters(draft, lint, console));
    let linted: Vec<Linted<'_>> =
        drafts.iter().zip(&lints).map(|(draft, lint)| Linted { rules: &rules, draft, lint }).collect();
    let mut report = String::new();
    match check.look.output_format {
        OutputFormat::Full => {
            let time = console.is_terminal().then(|| start.elapsed());
            full(&linted, check, console, &mut report);
            let mut counts = Counts::default();
            lints.iter().for_each(|lint| counts.add(lint));
            if counts.papers > 0 {
                report.push_str(&output::summary(counts, time));
                report.push_str(what_was_mended.as_ref().unwrap_or(&output::offer(&lints)));
            }
        }
        OutputFormat::Concise => linted.iter().for_each(|linted| output::concise(*linted, &mut report)),
    }
    if is_stdout_taken {
        console.problem(&report);
    } else {
        console.report(&report)?;
    }
    let is_reached = lints
        .iter()
        .flat_map(|lint| &lint.findings)
        .any(|finding| check.fail_on.is_reached_by(finding.severity));
    Ok(ExitCode::from(if has_failed { 2 } else { u8::from(is_reached) }))
}

fn lint_all(drafts: &[Draft], rules: &RuleSet) -> Vec<Lint> {
    let progress = Progress::new(drafts.len());
    let lint_one = |scratch: &mut Scratch, draft: &Draft| {
        let found = lint(draft, rules, scratch);
        progress.step();
        found
    };
    let lints = drafts.par_iter().map_init(Scratch::default, lint_one).collect();
    progress.finish();
    lints
}

/// Papers may share files. What is found in a shared file in the same words is kept for the first of them.
fn say_once(drafts: &[Draft], lints: &mut [Lint], console: &Console) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, (draft, lint)) in drafts.iter().zip(lints).enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        lint.findings.retain(|finding| {
            let span = finding.place.first();
            let file = draft.file(draft.file_of(span.start));
            let (start, end) = (span.start.saturating_sub(file.base), span.end.saturating_sub(file.base));
            let key = format!("{} {start} {end} {:?} {:?}", file.name, finding.rule, finding.values);
            let known = *first.entry(key).or_insert(index);
            if known != index {
                *shared.entry(known).or_default() += 1;
            }
            known == index
        });
        for (known, count) in shared {
            console.notice(&format!(
                "{} shares files with {}; {} there {} shown once",
                draft.main().name,
                drafts[known].main().name,
                counted(count as u64, "finding", "findings"),
                if count == 1 { "is" } else { "are" },
            ));
        }
    }
}

fn full(linted: &[Linted<'_>], check: &Check, console: &Console, report: &mut String) {
    let mut look = Full {
        columns: console.columns(),
        wanted: Wanted { all: check.all, advice: check.advice },
        names_papers: linted.len() > 1,
        says_how_to_silence: true,
    };
    for one in linted {
        let blocks = output::full(*one, look, report);
        look.says_how_to_silence &= blocks == 0;
    }
}

/// What an author should know about how a paper was read.
fn say_what_matters(draft: &Draft, lint: &Lint, console: &Console) {
    let name = &draft.main().name;
    if lint.words == 0 {
        console.notice(&format!("{name} holds no running text, so there was nothing to look at"));
    } else if !lint.is_english {
        console.notice(&format!("{name} is not in English; only rules for any language were applied"));
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
    for file in draft.files().iter().filter(|file| file.encoding == Encoding::Latin1) {
        console.notice(&format!("{} is not UTF-8; it was read as Latin-1", file.name));
    }
}
