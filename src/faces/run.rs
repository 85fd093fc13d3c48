use std::collections::{BTreeMap, HashMap, HashSet};
use std::process::ExitCode;
use std::time::Instant;

use anstream::adapter::strip_str;
use anyhow::bail;
use rayon::prelude::*;

use super::args::{Check, Common, FailOn, Output};
use super::baseline::{self, Run};
use super::config::{Compiled, Configs};
use super::console::Console;
use super::files::Files;
use super::fix::{self, Mended};
use super::loader::shown;
use super::papers::{self, Papers};
use super::progress::Progress;
use super::roots;
use crate::check::{Lint, Scratch};
use crate::markup::Unreadable;
use crate::output::{self, Counts, Full, Linted, OutputFormat, Wanted, counted};
use crate::source::{Draft, Encoding};

/// `paperlint check`.
pub fn check(check: &Check, common: &Common, console: &Console) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let configs = Configs::new(common, &check.choice, check.inputs.root.as_deref())?;
    let asked = fix::asked(check.mending)?;
    let Papers { drafts, settings, homes, has_failed } = papers::gather(&check.inputs, &configs, console)?;
    let rules = Compiled::new(&settings)?;
    let lints = lint_all(&drafts, &rules);
    let mut mended = Mended::nothing(drafts, lints);
    if let Some(most) = asked {
        mended.mend(&homes, most, |paper, draft, scratch| rules.lint(paper, draft, scratch));
    }
    say_once(&mended.drafts, &rules, &mut mended.lints, console);
    let papers = mended.drafts.iter().zip(&mended.lints);
    papers.for_each(|(draft, lint)| say_what_matters(draft, lint, console));
    if check.mending.diff {
        return mended.show(has_failed, console);
    }
    let mut files = Files::default();
    let has_failed = has_failed | mended.write(&mut files, console);
    let is_stdout_taken = asked.is_some() && mended.print(&homes, console)?;
    let what_was_mended = asked.map(|_| mended.summary());
    let Mended { drafts, mut lints, .. } = mended;
    let paths: Vec<Vec<String>> = drafts.iter().map(roots::paths).collect();
    baseline::apply(
        check,
        Run { rules: &rules, drafts: &drafts, paths: &paths },
        &mut lints,
        &mut files,
        console,
    )?;
    let with_paths = drafts.iter().zip(&lints).zip(&paths).enumerate();
    let linted: Vec<Linted<'_>> = with_paths
        .map(|(paper, ((draft, lint), paths))| Linted { rules: rules.rules(paper), draft, lint, paths })
        .collect();
    write(&linted, check, files, is_stdout_taken, console, start)?;
    what_was_mended.iter().for_each(|said| console.notice(said));
    let is_reached = lints.iter().zip(&settings).any(|(lint, files)| {
        let fail_on = files.first().map_or(FailOn::Warning, |main| main.fail_on.value);
        lint.findings.iter().any(|finding| fail_on.is_reached_by(finding.severity))
    });
    Ok(ExitCode::from(if has_failed { 2 } else { u8::from(is_reached) }))
}

/// Writes each report that was asked for: all files, or none of them; then standard output.
fn write(
    linted: &[Linted<'_>],
    check: &Check,
    mut files: Files,
    is_stdout_taken: bool,
    console: &Console,
    start: Instant,
) -> anyhow::Result<()> {
    let mut places = HashSet::new();
    if let Some(twice) = check.output_format.iter().find(|output| !places.insert(&output.path)) {
        let place = twice.path.as_deref().map_or("standard output".to_owned(), shown);
        bail!(
            "--output-format: two reports cannot both go to {place}; give each a place, as in full,sarif=FILE"
        );
    }
    for Output { format, path } in &check.output_format {
        let Some(path) = path else { continue };
        let report = match format {
            OutputFormat::Full => strip_str(&full(linted, check, console, None)).to_string(),
            format => output::formatted(linted, *format),
        };
        files.add(path, &report)?;
    }
    files.commit()?;
    for Output { format, .. } in check.output_format.iter().filter(|output| output.path.is_none()) {
        let report = match format {
            OutputFormat::Full => full(linted, check, console, Some(start)),
            format => output::formatted(linted, *format),
        };
        if is_stdout_taken {
            console.problem(&report);
        } else {
            console.report(&report)?;
        }
    }
    Ok(())
}

fn lint_all(drafts: &[Draft], rules: &Compiled) -> Vec<Lint> {
    let progress = Progress::new(drafts.len());
    let lint_one = |scratch: &mut Scratch, (paper, draft): (usize, &Draft)| {
        let found = rules.lint(paper, draft, scratch);
        progress.step();
        found
    };
    let lints = drafts.par_iter().enumerate().map_init(Scratch::default, lint_one).collect();
    progress.finish();
    lints
}

/// Papers may share files. What is found in a shared file in the same words is kept for the first of them.
fn say_once(drafts: &[Draft], rules: &Compiled, lints: &mut [Lint], console: &Console) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, (draft, lint)) in drafts.iter().zip(lints).enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        lint.findings.retain(|finding| {
            let span = finding.place.first();
            let file = draft.file(draft.file_of(span.start));
            let (start, end) = (span.start.saturating_sub(file.base), span.end.saturating_sub(file.base));
            let rule = &rules.rules(index).spec(finding).id;
            let key = format!("{} {start} {end} {rule} {:?}", file.name, finding.values);
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

/// The blocks of all papers, and a line with the total; on a terminal with the time since `start`.
fn full(linted: &[Linted<'_>], check: &Check, console: &Console, start: Option<Instant>) -> String {
    let mut look = Full {
        columns: console.columns(),
        wanted: Wanted { all: check.all, advice: check.advice },
        names_papers: linted.len() > 1,
        says_how_to_silence: true,
    };
    let mut report = String::new();
    let mut counts = Counts::default();
    for one in linted {
        let blocks = output::full(*one, look, &mut report);
        look.says_how_to_silence &= blocks == 0;
        counts.add(one.lint);
    }
    if counts.papers > 0 {
        let time = start.filter(|_| console.is_terminal()).map(|start| start.elapsed());
        report.push_str(&output::summary(counts, time));
        if !check.mending.fix {
            report.push_str(&output::offer(linted.iter().map(|one| one.lint)));
        }
    }
    report
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
